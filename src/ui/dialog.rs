//! Dialogs: the browser's own `<dialog>`, which brings the focus trap, the inert page behind and the way back.

use leptos::{children::ViewFn, html, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::Element;

use super::{
    button::icon_button,
    element::{focus_page_if_lost, unique_id},
    icon::IconName,
    keep_focus::keep_focus,
    style::adopt_style,
};

/// How wide a dialog is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogSize {
    /// For a question: 400 px.
    Small,
    /// For a form: 560 px.
    #[default]
    Medium,
    /// For a comparison or a table: 800 px.
    Large,
}

impl DialogSize {
    fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }
}

/// A modal dialog. What is in it exists only while it is open, so every opening starts afresh.
///
/// Escape, a press outside and the close button close it, unless it is `locked`. Focus goes to the first control (or
/// the one with `autofocus`) and returns to where it was.
#[component]
pub fn Dialog(
    /// Whether it is open; the dialog sets it to `false` when it closes.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// The words of the close button.
    #[prop(into)]
    close_label: Signal<String>,
    /// How wide it is.
    #[prop(optional)]
    size: DialogSize,
    /// The buttons below: the safe one first, the one that acts last. Leave it out when the content is a form that
    /// brings its own `<div class="dialog-footer">`.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    /// Runs after it closed, however that happened.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    /// While true it cannot be dismissed, because what it started is under way.
    #[prop(optional, into)]
    locked: Signal<bool>,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    adopt_style(include_str!("../../style/dialog.css"));
    let node = NodeRef::<html::Dialog>::new();
    let frame = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            keep_focus(&dialog);
        }
    });
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        // The browser looks for what to focus while it opens, so the content has to be there by then. After closing,
        // the frame is that of the last time.
        let has_content = frame.get().is_some_and(|frame| frame.is_connected());
        match (open.get(), dialog.open()) {
            // It fails only when the element has left the document, and then nobody waits for it.
            (true, false) if has_content => _ = dialog.show_modal(),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let heading = unique_id("dialog");
    let labelled_by = heading.clone();
    let close = Callback::new(move |()| {
        if !locked.get_untracked() {
            open.set(false);
        }
    });
    let content = move || {
        let heading = heading.clone();
        let (children, footer) = (children.clone(), footer.clone());
        // The close button is last in the document so that focus goes to the content first; CSS puts it at the top.
        open.get().then(move || {
            view! {
                <div node_ref=frame class="dialog-frame">
                    <h2 class="dialog-title" id=heading>
                        {move || title.get()}
                    </h2>
                    <div class="dialog-body">{children()}</div>
                    {footer.map(|footer| view! { <div class="dialog-footer">{footer.run()}</div> })}
                    <div class="dialog-close">
                        {icon_button(IconName::Close, close_label, close, None, locked)}
                    </div>
                </div>
            }
        })
    };
    view! {
        <dialog
            node_ref=node
            class="dialog"
            data-size=size.as_str()
            aria-labelledby=labelled_by
            on:keydown=move |event| {
                // Browsers let a repeated Escape through, whatever `cancel` says; a key that was taken they leave alone.
                if event.key() == "Escape" && locked.get_untracked() {
                    event.prevent_default();
                }
            }
            on:cancel=move |event: web_sys::Event| {
                if locked.get_untracked() {
                    event.prevent_default();
                }
            }
            on:close=move |_| {
                open.set(false);
                if let Some(on_close) = on_close {
                    on_close.run(());
                }
                // What it was opened from may be gone by what was done in it.
                focus_page_if_lost();
            }
            on:pointerdown=move |event| {
                // Only the backdrop hits the dialog itself: the frame covers the rest of it. Not by its class: an icon's
                // is no text in the DOM, and reading it as one destroys the program's memory.
                let hit = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                if hit.is_some_and(|hit| hit.local_name() == "dialog") {
                    event.prevent_default();
                    close.run(());
                }
            }
        >
            {content}
        </dialog>
    }
    .into_any()
}
