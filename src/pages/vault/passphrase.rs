//! A passphrase that is chosen: typed twice, and judged by its length alone, for nothing else can be judged honestly.

use crate::i18n::{Language, Words};
use crate::ui::SecretField;
use leptos::prelude::*;
use vendors::Secret;
use wasm_bindgen_futures::JsFuture;

/// The shortest that is taken, in characters.
const SHORTEST: usize = 8;

/// From this length on the hint is content, in characters.
const LONG: usize = 16;

/// The two fields.
#[derive(Clone, Copy)]
pub struct NewPassphrase {
    first: RwSignal<String>,
    again: RwSignal<String>,
    is_checked: RwSignal<bool>,
}

impl NewPassphrase {
    /// Nothing typed yet.
    pub fn new() -> NewPassphrase {
        NewPassphrase {
            first: RwSignal::new(String::new()),
            again: RwSignal::new(String::new()),
            is_checked: RwSignal::new(false),
        }
    }

    /// The passphrase, if it can be taken; otherwise the fields say why not.
    pub fn taken(self) -> Option<Secret> {
        self.is_checked.set(true);
        let is_good = untrack(|| !self.is_short() && !self.differs());
        is_good.then(|| Secret::new(self.first.get_untracked()))
    }

    /// Forgets what was typed.
    pub fn clear(self) {
        self.first.set(String::new());
        self.again.set(String::new());
        self.is_checked.set(false);
    }

    fn is_short(self) -> bool {
        self.first.with(|first| first.chars().count() < SHORTEST)
    }

    fn differs(self) -> bool {
        self.first
            .with(|first| self.again.with(|again| first != again))
    }
}

/// The fields. `label` names the first one.
pub fn new_passphrase(
    words: Words,
    typed: NewPassphrase,
    label: fn(Language) -> &'static str,
    autofocus: bool,
) -> AnyView {
    let hint = words.with(move |language| {
        let count = typed.first.with(|first| first.chars().count());
        match count {
            0 => String::new(),
            LONG.. => language.vault_length_good(count),
            _ => language.vault_length_hint(count),
        }
    });
    let short = Signal::derive(move || {
        let language = words.0.get();
        (typed.is_checked.get() && typed.is_short())
            .then(|| language.vault_passphrase_short().to_owned())
    });
    let differs = Signal::derive(move || {
        let language = words.0.get();
        (typed.is_checked.get() && !typed.is_short() && typed.differs())
            .then(|| language.vault_passphrase_differs().to_owned())
    });
    view! {
        <SecretField
            label=words.of(label)
            value=typed.first
            hint=hint
            error=short
            required=true
            autofocus=autofocus
            reveal_label=words.of(Language::show_secret)
        />
        <SecretField
            label=words.of(Language::vault_passphrase_again)
            value=typed.again
            error=differs
            required=true
            reveal_label=words.of(Language::show_secret)
        />
    }
    .into_any()
}

/// Waits until the page has been painted: deriving a key makes it stand still, and that should look like work.
pub async fn shown() {
    let moment = js_sys::Promise::new(&mut |resolve, _| {
        // If it fails, the page is merely not painted before.
        let timer = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 50);
        if timer.is_err() {
            _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
        }
    });
    _ = JsFuture::from(moment).await;
}
