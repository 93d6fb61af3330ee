//! Buttons: the only things in the console that make something happen.

use leptos::prelude::*;

use super::icon::{IconName, icon};

/// The class for an `<a>` that should look like a secondary button.
pub const LINK_BUTTON: &str = "button";
/// The class for an `<a>` that should look like the primary button.
pub const LINK_BUTTON_PRIMARY: &str = "button button-primary";

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonVariant {
    /// The one thing this view is for; at most one in sight.
    Primary,
    /// An ordinary action.
    #[default]
    Secondary,
    /// An action that should not draw the eye.
    Ghost,
    /// An action that destroys something.
    Danger,
}

impl ButtonVariant {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Secondary => "button",
            Self::Ghost => "button button-ghost",
            Self::Danger => "button button-danger",
        }
    }
}

/// What pressing a button means to the form around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Nothing: only the callback runs.
    #[default]
    Button,
    /// The form is submitted.
    Submit,
}

/// A button with words on it.
#[component]
pub fn Button(
    /// The words on it.
    #[prop(into)]
    label: Signal<String>,
    /// How much it asks for attention.
    #[prop(optional)]
    variant: ButtonVariant,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// Runs when pressed. A submit button needs none.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    /// Whether it can be pressed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether what it started is still under way: it keeps its width and focus, shows progress, and ignores presses.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What pressing means to a form.
    #[prop(optional)]
    kind: ButtonKind,
    /// 24 px high instead of 32, for toolbars inside rows.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let kind = match kind {
        ButtonKind::Button => "button",
        ButtonKind::Submit => "submit",
    };
    // A busy button stays focusable (`aria-disabled`, not `disabled`): focus must not fall to the page while it works.
    view! {
        <button
            type=kind
            class=variant.class()
            class:button-small=small
            disabled=move || disabled.get()
            aria-disabled=move || busy.get().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            on:click=move |event| {
                if busy.get_untracked() {
                    event.prevent_default();
                } else if let Some(on_click) = on_click {
                    on_click.run(());
                }
            }
        >
            {icon.map(self::icon)}
            <span class="button-label">{move || label.get()}</span>
        </button>
    }
    .into_any()
}

/// A button that is only an icon. Its label is read aloud and shown as a tooltip.
#[component]
pub fn IconButton(
    /// The icon.
    icon: IconName,
    /// What it does, in words.
    #[prop(into)]
    label: Signal<String>,
    /// Runs when pressed.
    #[prop(into)]
    on_click: Callback<()>,
    /// For a toggle: whether it is on.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// Whether it can be pressed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    icon_button(icon, label, on_click, pressed, disabled)
}

pub(super) fn icon_button(
    icon: IconName,
    label: Signal<String>,
    on_click: Callback<()>,
    pressed: Option<Signal<bool>>,
    disabled: Signal<bool>,
) -> AnyView {
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=move || label.get()
            title=move || label.get()
            aria-pressed=move || pressed.map(|pressed| if pressed.get() { "true" } else { "false" })
            disabled=move || disabled.get()
            on:click=move |_| on_click.run(())
        >
            {self::icon(icon)}
        </button>
    }
    .into_any()
}
