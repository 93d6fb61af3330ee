//! Where credentials are missing and the vault may hold them: the way to open it.

use crate::i18n::{Language, use_words};
use crate::session::{VaultState, use_session};
use crate::ui::{Button, ButtonVariant, IconName};
use leptos::prelude::*;
use vendors::Vendor;

/// A button while the vault is closed. Once it was opened, what failed before is asked again.
pub fn unlock_offer(vendor: Vendor, on_retry: Option<Callback<()>>) -> AnyView {
    let (words, session) = (use_words(), use_session());
    let vault = session.vault();
    let may_help = Memo::new(move |_| session.may_unlock(vendor));
    Effect::new(move |before: Option<bool>| {
        let is_open = vault.state() == VaultState::Unlocked;
        let was_closed = before == Some(false);
        if let Some(retry) = on_retry
            && is_open
            && was_closed
            && untrack(|| session.can_sign(vendor))
        {
            retry.run(());
        }
        is_open
    });
    (move || {
        may_help.get().then(|| {
            view! {
                <Button
                    label=words.of(Language::vault_unlock)
                    icon=IconName::Lock
                    variant=ButtonVariant::Primary
                    on_click=move |()| vault.asked().set(true)
                />
            }
        })
    })
    .into_any()
}
