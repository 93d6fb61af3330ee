//! The last question before something is done.

use leptos::prelude::*;

use super::{
    button::{Button, ButtonVariant},
    dialog::{Dialog, DialogSize},
    field::TextField,
};

/// Asks whether to go on. Where that cannot be undone, the name of what is lost must be typed first.
#[component]
pub fn ConfirmDialog(
    /// Whether it is open; the page sets it to `false` when the work is done.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// The words of the button that goes on: a verb and what it acts on.
    #[prop(into)]
    confirm_label: Signal<String>,
    /// The words of the button that does not.
    #[prop(into)]
    cancel_label: Signal<String>,
    /// Runs when confirmed; the dialog stays open.
    #[prop(into)]
    on_confirm: Callback<()>,
    /// Whether going on destroys something.
    #[prop(optional)]
    danger: bool,
    /// What must be typed before it can go on.
    #[prop(optional, into)]
    typed: Option<Signal<String>>,
    /// The label of the field it is typed into.
    #[prop(optional, into)]
    typed_label: Signal<String>,
    /// Whether it is being done.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Runs after it closed.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    /// What exactly will happen, and to whom.
    children: ChildrenFn,
) -> impl IntoView {
    let answer = RwSignal::new(String::new());
    // An answer typed for one name must not open the way for the next one.
    Effect::new(move |_| {
        if open.get() {
            answer.set(String::new());
        }
    });
    let missing = Signal::derive(move || {
        typed.is_some_and(|typed| {
            typed.with(|typed| answer.with(|answer| answer.trim() != typed.trim()))
        })
    });
    let confirm = Callback::new(move |()| {
        if !missing.get_untracked() && !busy.get_untracked() {
            on_confirm.run(());
        }
    });
    let variant = if danger {
        ButtonVariant::Danger
    } else {
        ButtonVariant::Primary
    };
    let footer = move || {
        view! {
            <Button label=cancel_label disabled=busy on_click=move |()| open.set(false) />
            <Button label=confirm_label variant=variant disabled=missing busy=busy on_click=confirm />
        }
    };
    view! {
        <Dialog
            open=open
            title=title
            close_label=cancel_label
            size=DialogSize::Small
            locked=busy
            footer=footer
            on_close=move |()| {
                if let Some(on_close) = on_close {
                    on_close.run(());
                }
            }
        >
            {children()}
            {typed.map(|_| view! { <TextField label=typed_label value=answer mono=true autofocus=true /> })}
        </Dialog>
    }
    .into_any()
}
