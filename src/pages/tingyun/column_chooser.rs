//! Which columns are shown.

use super::columns::Column;
use super::list_view::{read_shown, with_column};
use crate::i18n::{Language, use_words};
use crate::pages::parameters::Parameters;
use crate::routes::parameter;
use crate::ui::{Button, ButtonVariant, Checkbox, IconName, Popover};
use leptos::prelude::*;

/// A button that opens the choice. What is hidden stands in the URL.
#[component]
pub fn ColumnChooser(
    /// The page's parameters.
    parameters: Parameters,
) -> impl IntoView {
    let words = use_words();
    let hidden = parameters.signal(parameter::HIDDEN);
    let content = move || {
        let choices = Column::ALL
            .into_iter()
            .filter(|column| column.can_be_hidden())
            .map(|column| {
                view! {
                    <Checkbox
                        label=words.with(move |language| column.label(language).to_owned())
                        checked=Signal::derive(move || read_shown(&hidden.get()).contains(&column))
                        on_change=move |is_shown: bool| {
                            let hidden = with_column(&hidden.get_untracked(), column, is_shown);
                            parameters.replace(&[(parameter::HIDDEN, &hidden)]);
                        }
                    />
                }
            })
            .collect_view();
        view! {
            <div class="tingyun-columns">
                {choices}
                <Button
                    label=words.of(Language::tingyun_show_all_columns)
                    variant=ButtonVariant::Ghost
                    small=true
                    disabled=Signal::derive(move || hidden.with(String::is_empty))
                    on_click=move |()| parameters.replace(&[(parameter::HIDDEN, "")])
                />
            </div>
        }
        .into_any()
    };
    view! { <Popover label=words.of(Language::columns) icon=IconName::Columns content=content/> }
        .into_any()
}
