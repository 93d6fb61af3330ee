//! Names and values, one below the other.

use leptos::prelude::*;

use super::table_row::{Cell, cell_view};

/// One name and its value.
#[derive(Clone, PartialEq)]
pub struct Description {
    /// The name.
    pub term: String,
    /// The value.
    pub value: Cell,
}

impl Description {
    /// A name and its value.
    pub fn new(term: impl Into<String>, value: Cell) -> Self {
        Self {
            term: term.into(),
            value,
        }
    }
}

/// A list of names and values.
#[component]
pub fn DescriptionList(
    /// The list, in order.
    #[prop(into)]
    items: Signal<Vec<Description>>,
) -> impl IntoView {
    view! {
        <dl class="descriptions">
            {move || {
                items
                    .get()
                    .into_iter()
                    .map(|item| {
                        view! {
                            <div class="description">
                                <dt>{item.term}</dt>
                                <dd>{cell_view(item.value)}</dd>
                            </div>
                        }
                    })
                    .collect_view()
            }}
        </dl>
    }
    .into_any()
}
