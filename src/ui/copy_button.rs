//! Copies a text.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDocument, HtmlTextAreaElement};

use super::icon::{IconName, icon};

/// A button that puts a text on the clipboard and says for a moment that it did.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// The button's words.
    #[prop(into)]
    label: Signal<String>,
    /// The words once it is done.
    #[prop(into)]
    done_label: Signal<String>,
    /// Whether the words stand on the button.
    #[prop(optional)]
    labelled: bool,
) -> impl IntoView {
    let done = RwSignal::new(false);
    let words = Signal::derive(move || {
        if done.get() {
            done_label.get()
        } else {
            label.get()
        }
    });
    let on_click = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            if copy_text(&text).await && done.try_set(true).is_none() {
                set_timeout(move || _ = done.try_set(false), Duration::from_secs(2));
            }
        });
    };
    if labelled {
        return view! {
            <button type="button" class="button" on:click=on_click>
                {move || icon(if done.get() { IconName::Check } else { IconName::Copy })}
                <span class="button-label" aria-live="polite">{move || words.get()}</span>
            </button>
        }
        .into_any();
    }
    view! {
        <button
            type="button"
            class="icon-button copy-button"
            aria-label=move || words.get()
            title=move || words.get()
            on:click=on_click
        >
            {move || icon(if done.get() { IconName::Check } else { IconName::Copy })}
        </button>
    }
    .into_any()
}

/// Puts a text on the clipboard. False if the browser refuses.
pub async fn copy_text(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    // The clipboard exists only where the page came over https or from this machine; an intranet may be neither.
    if window.is_secure_context() {
        let written = JsFuture::from(window.navigator().clipboard().write_text(text)).await;
        if written.is_ok() {
            return true;
        }
    }
    copy_by_selection(text).unwrap_or(false)
}

fn copy_by_selection(text: &str) -> Option<bool> {
    let document = web_sys::window()?.document()?;
    let area: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    area.set_class_name("visually-hidden");
    let before = super::element::focused();
    // Inside an open dialog everything else is inert and cannot be selected.
    let host = document.query_selector("dialog[open]").ok().flatten();
    match host {
        Some(host) => host.append_child(&area).ok()?,
        None => document.body()?.append_child(&area).ok()?,
    };
    area.select();
    let copied = document
        .dyn_ref::<HtmlDocument>()?
        .exec_command("copy")
        .ok();
    area.remove();
    if let Some(before) = before {
        super::element::focus(&before);
    }
    copied
}
