//! The vault in the frame: the button that closes or opens it, and the arrival of the dialog that asks for its
//! passphrase.

use crate::i18n::{Language, use_words};
use crate::pages::fetch_unlock;
use crate::piece::when_wanted;
use crate::session::{Session, VaultState, use_session};
use crate::ui::{IconButton, IconName, Tone, use_toasts};
use leptos::prelude::*;

/// The button, where there is a vault.
pub fn lock_button() -> AnyView {
    let (words, toasts, vault) = (use_words(), use_toasts(), use_session().vault());
    // However it came to be closed: by hand, by nobody's hand, or by another tab.
    Effect::new(move |before: Option<VaultState>| {
        let now = vault.state();
        if before == Some(VaultState::Unlocked) && now == VaultState::Locked {
            let title = words.now().vault_closed();
            toasts.push(Tone::Neutral, title, None, None);
        }
        now
    });
    (move || match vault.state() {
        VaultState::Unlocked => view! {
            <IconButton
                icon=IconName::Unlocked
                label=words.of(Language::vault_lock)
                on_click=Callback::new(move |()| vault.lock())
            />
        }
        .into_any(),
        VaultState::Locked => view! {
            <IconButton
                icon=IconName::Lock
                label=words.of(Language::vault_unlock)
                on_click=Callback::new(move |()| vault.asked().set(true))
            />
        }
        .into_any(),
        VaultState::Absent | VaultState::Unsupported(_) => ().into_any(),
    })
    .into_any()
}

/// The dialog, which is fetched when it is wanted.
pub fn unlock_dialog(session: Session) -> AnyView {
    let (words, toasts) = (use_words(), use_toasts());
    let asked = session.vault().asked();
    let missing = Callback::new(move |()| {
        // Asked again, it is fetched again.
        asked.set(false);
        let language = words.now();
        let title = language.vault_fault_not_loaded();
        toasts.push(Tone::Bad, title, None, None);
    });
    when_wanted(asked.into(), fetch_unlock, (), missing)
}
