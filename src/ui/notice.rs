//! A message that belongs to a place in the page.

use leptos::prelude::*;

use super::{
    icon::{IconName, icon},
    tone::Tone,
};

/// Something to know here: a failure with its cause, a warning, a piece of news.
#[component]
pub fn Notice(
    /// How good the news is. Bad news interrupts a screen reader.
    #[prop(optional)]
    tone: Tone,
    /// The news in one line.
    #[prop(into)]
    title: Signal<String>,
    /// Details and buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let name = match tone {
        Tone::Good => IconName::Check,
        Tone::Warn | Tone::Bad => IconName::Alert,
        Tone::Neutral | Tone::Info | Tone::Accent => IconName::Info,
    };
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    view! {
        <div class="notice" data-tone=tone.as_str() role=role>
            {icon(name)}
            <div class="notice-content">
                <p class="notice-title">{move || title.get()}</p>
                {children.map(|children| view! { <div class="notice-body">{children()}</div> })}
            </div>
        </div>
    }
    .into_any()
}
