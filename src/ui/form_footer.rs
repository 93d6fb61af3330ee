//! The end of a form in a dialog: out of it, or on with it.

use super::button::{Button, ButtonKind, ButtonVariant};
use leptos::prelude::*;

/// A button that gives up and one that submits. While it is busy there is no way out but to wait.
#[component]
pub fn FormFooter(
    /// The words of giving up.
    #[prop(into)]
    cancel_label: Signal<String>,
    /// Runs when it is given up.
    #[prop(into)]
    on_cancel: Callback<()>,
    /// The words of submitting.
    #[prop(into)]
    submit_label: Signal<String>,
    /// Whether what was submitted is still going on.
    #[prop(into)]
    busy: Signal<bool>,
) -> impl IntoView {
    view! {
        <div class="dialog-footer">
            <Button label=cancel_label disabled=busy on_click=on_cancel/>
            <Button
                label=submit_label
                kind=ButtonKind::Submit
                variant=ButtonVariant::Primary
                busy=busy
            />
        </div>
    }
    .into_any()
}
