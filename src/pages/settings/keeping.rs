//! Whether a connection's secrets are kept in the vault: the choice in its form, and what saving makes of it.

use super::form::Form;
use crate::i18n::Language;
use crate::pages::vault::vault_fault;
use crate::routes::{Page, parameter};
use crate::session::{VaultFault, VaultState};
use crate::store::Connection;
use crate::ui::{Button, Checkbox, IconName, Notice, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;
use vault::Kept;
use vendors::Credentials;

/// What there is to keep of a connection.
pub fn to_keep(connection: &Connection, credentials: Option<&Credentials>) -> Kept {
    Kept {
        credentials: credentials.cloned(),
        proxy_headers: connection
            .proxy_headers
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect(),
    }
}

/// Keeps a form's secrets in the vault, or with `None` forgets what it keeps of them. Tells if that fails; they are in
/// memory then.
pub fn keep(form: Form, wanted: Option<Kept>) {
    let vault = form.session.vault();
    let was_kept = untrack(|| form.is_kept());
    if wanted.is_none() && !was_kept {
        return;
    }
    let id = form.id();
    spawn_local(async move {
        let kept = vault.keep(id, wanted.unwrap_or_default()).await;
        if let Err(cause) = kept {
            // The page may be gone by now.
            _ = form.keep.try_set(form.session.vault().keeps(id));
            tell(form, cause);
        }
    });
}

fn tell(form: Form, cause: VaultFault) {
    let language = form.words.now();
    let name = untrack(|| form.shown_name());
    let title = language.vault_not_kept(&name);
    let reason = vault_fault(language, cause);
    form.toasts.push(Tone::Bad, title, Some(reason), None);
}

/// The choice; without a vault, or with a closed one, what to do about that.
pub fn keep_choice(form: Form) -> AnyView {
    let (words, vault) = (form.words, form.session.vault());
    let choice = move || match vault.state() {
        VaultState::Unlocked => view! {
            <Checkbox
                label=words.of(Language::vault_keep)
                checked=form.keep
                on_change=move |chosen| form.keep.set(chosen)
            />
        }
        .into_any(),
        VaultState::Locked => view! {
            <Notice tone=Tone::Info title=words.of(Language::vault_keep_note_locked)>
                <div class="notice-actions">
                    <Button
                        label=words.of(Language::vault_unlock)
                        icon=IconName::Lock
                        on_click=move |()| vault.asked().set(true)
                    />
                </div>
            </Notice>
        }
        .into_any(),
        VaultState::Absent | VaultState::Unsupported(_) => {
            let link = Page::Settings.link(&[(parameter::SECTION, super::CONSOLE)]);
            view! {
                <p class="section-note">
                    {words.of(Language::settings_credentials_note)} " "
                    <a href=link>{words.of(Language::vault_where)}</a>
                </p>
            }
            .into_any()
        }
    };
    choice.into_any()
}
