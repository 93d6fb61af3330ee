//! Text that a person types: one line, a secret, or several lines.

use leptos::prelude::*;

use super::{
    button::icon_button,
    element::unique_id,
    icon::{IconName, icon},
};

/// What kind of text a field takes: it chooses the keyboard on a phone, not the validation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are HTML's own")]
pub enum TextKind {
    #[default]
    Text,
    Email,
    Tel,
    Url,
    /// Digits; still text, so that what was typed can be shown back unchanged when it is no number.
    Number,
}

impl TextKind {
    fn type_and_mode(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Text => ("text", None),
            Self::Email => ("text", Some("email")),
            Self::Tel => ("tel", None),
            Self::Url => ("text", Some("url")),
            Self::Number => ("text", Some("numeric")),
        }
    }
}

/// What every field has around its control: the label above, the hint and the error below.
pub(super) struct Frame {
    id: String,
    label: Signal<String>,
    hint: Signal<String>,
    error: Signal<Option<String>>,
    required: bool,
}

impl Frame {
    pub(super) fn new(
        label: Signal<String>,
        hint: Signal<String>,
        error: Signal<Option<String>>,
        required: bool,
    ) -> Self {
        Self {
            id: unique_id("field"),
            label,
            hint,
            error,
            required,
        }
    }

    /// The id the control must take, so that the label finds it.
    pub(super) fn id(&self) -> String {
        self.id.clone()
    }

    /// The control's `aria-describedby`: only what is there is pointed at.
    pub(super) fn described_by(&self) -> Signal<Option<String>> {
        let (id, hint, error) = (self.id.clone(), self.hint, self.error);
        Signal::derive(move || {
            let has_hint = hint.with(|hint| !hint.is_empty());
            let has_error = error.with(Option::is_some);
            match (has_hint, has_error) {
                (false, false) => None,
                (true, false) => Some(format!("{id}-hint")),
                (false, true) => Some(format!("{id}-error")),
                (true, true) => Some(format!("{id}-error {id}-hint")),
            }
        })
    }

    /// The control's `aria-invalid`.
    pub(super) fn invalid(&self) -> Signal<Option<&'static str>> {
        let error = self.error;
        Signal::derive(move || error.with(Option::is_some).then_some("true"))
    }

    /// The control in its frame.
    pub(super) fn around(self, control: AnyView) -> AnyView {
        let Self {
            id,
            label,
            hint,
            error,
            required,
        } = self;
        let (error_id, hint_id) = (format!("{id}-error"), format!("{id}-hint"));
        view! {
            <div class="field">
                <label class="field-label" for=id>
                    {move || label.get()}
                    {required.then(|| view! { <span class="field-required" aria-hidden="true">"*"</span> })}
                </label>
                {control}
                {move || {
                    let id = error_id.clone();
                    error
                        .get()
                        .map(|error| {
                            view! {
                                <p class="field-error" id=id>
                                    {icon(IconName::Alert)}
                                    <span>{error}</span>
                                </p>
                            }
                        })
                }}
                {move || {
                    let id = hint_id.clone();
                    let hint = hint.get();
                    (!hint.is_empty()).then(|| view! { <p class="field-hint" id=id>{hint}</p> })
                }}
            </div>
        }
        .into_any()
    }
}

/// One line of text.
#[component]
pub fn TextField(
    /// What is asked for.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed, as it is typed.
    value: RwSignal<String>,
    /// Help below the field; empty for none.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with the value.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// What kind of text.
    #[prop(optional)]
    kind: TextKind,
    /// An example shown while the field is empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// What the browser may fill in; nothing unless told.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether it can be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Set in the fixed-width face, for names and keys that are compared letter by letter.
    #[prop(optional)]
    mono: bool,
    /// Takes focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let frame = Frame::new(label, hint, error, required);
    let (kind, mode) = kind.type_and_mode();
    let (described_by, invalid) = (frame.described_by(), frame.invalid());
    let control = view! {
        <input
            class="input"
            class:mono=mono
            id=frame.id()
            type=kind
            inputmode=mode
            autocomplete=autocomplete
            autocapitalize="none"
            spellcheck="false"
            autofocus=autofocus
            placeholder=move || placeholder.get()
            required=required
            disabled=move || disabled.get()
            aria-invalid=move || invalid.get()
            aria-describedby=move || described_by.get()
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
        />
    };
    frame.around(control.into_any())
}

/// One line that is not to be seen by who stands behind. It can be shown for a moment; the browser is told neither to
/// keep nor to check it.
#[component]
pub fn SecretField(
    /// What is asked for.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// The words of the button that shows it.
    #[prop(into)]
    reveal_label: Signal<String>,
    /// Help below the field; empty for none.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with the value.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// Shown while the field is empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Whether it can be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Takes focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let frame = Frame::new(label, hint, error, required);
    let revealed = RwSignal::new(false);
    let reveal_icon = move || {
        icon_button(
            if revealed.get() {
                IconName::EyeOff
            } else {
                IconName::Eye
            },
            reveal_label,
            Callback::new(move |()| revealed.update(|revealed| *revealed = !*revealed)),
            Some(revealed.into()),
            disabled,
        )
    };
    let (described_by, invalid) = (frame.described_by(), frame.invalid());
    // `new-password` and not `off`: browsers ignore `off` on password inputs and would offer to fill in another site's.
    let control = view! {
        <div class="input-group">
            <input
                class="input mono"
                id=frame.id()
                type=move || if revealed.get() { "text" } else { "password" }
                autocomplete="new-password"
                autocapitalize="none"
                spellcheck="false"
                autofocus=autofocus
                placeholder=move || placeholder.get()
                required=required
                disabled=move || disabled.get()
                aria-invalid=move || invalid.get()
                aria-describedby=move || described_by.get()
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
            {reveal_icon}
        </div>
    };
    frame.around(control.into_any())
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// What is asked for.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// How many lines are in sight.
    #[prop(default = 4)]
    rows: u32,
    /// Help below the field; empty for none.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with the value.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// An example shown while the field is empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Whether it can be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Set in the fixed-width face.
    #[prop(optional)]
    mono: bool,
) -> impl IntoView {
    let frame = Frame::new(label, hint, error, required);
    let (described_by, invalid) = (frame.described_by(), frame.invalid());
    let control = view! {
        <textarea
            class="input textarea"
            class:mono=mono
            id=frame.id()
            rows=rows.to_string()
            spellcheck="false"
            placeholder=move || placeholder.get()
            required=required
            disabled=move || disabled.get()
            aria-invalid=move || invalid.get()
            aria-describedby=move || described_by.get()
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
        ></textarea>
    };
    frame.around(control.into_any())
}
