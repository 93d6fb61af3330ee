//! What is shown where there is nothing to show.

use leptos::prelude::*;

use super::icon::{IconName, icon};

/// Why there is nothing here, and what can be done about it.
#[component]
pub fn EmptyState(
    /// An icon for the subject.
    icon: IconName,
    /// What is not there.
    #[prop(into)]
    title: Signal<String>,
    /// Why, or what to do.
    #[prop(optional, into)]
    body: Signal<String>,
    /// Whether this is all that the page has, so that its title is the page's.
    #[prop(optional)]
    is_page: bool,
    /// The buttons that do it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            {self::icon(icon)}
            {if is_page {
                view! { <h1 class="empty-title">{move || title.get()}</h1> }.into_any()
            } else {
                view! { <p class="empty-title">{move || title.get()}</p> }.into_any()
            }}
            {move || {
                let body = body.get();
                (!body.is_empty()).then(|| view! { <p class="empty-body">{body}</p> })
            }}
            {children.map(|children| view! { <div class="empty-actions">{children()}</div> })}
        </div>
    }
    .into_any()
}
