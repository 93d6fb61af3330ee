//! The dialog that asks for the vault's passphrase, from wherever it is wanted.

use super::fault_words::vault_fault;
use super::passphrase::shown;
use crate::i18n::{Language, use_words};
use crate::session::{VaultFault, use_session};
use crate::ui::{
    Button, ButtonVariant, Dialog, DialogSize, Form, FormFooter, Notice, SecretField, Tone,
    use_toasts,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use vendors::Secret;

piece!(pub fetch_unlock = unlock, unlock_dialog());

fn unlock_dialog() -> AnyView {
    let (words, toasts, vault) = (use_words(), use_toasts(), use_session().vault());
    let typed = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<VaultFault>);
    let busy = RwSignal::new(false);
    let open = vault.asked();
    let unlock = move |accepted: bool| {
        if busy.get_untracked() {
            return;
        }
        let passphrase = Secret::new(typed.get_untracked());
        if passphrase.is_empty() {
            fault.set(Some(VaultFault::WrongPassphrase));
            return;
        }
        busy.set(true);
        spawn_local(async move {
            shown().await;
            let opened = vault.unlock(&passphrase, accepted).await;
            busy.set(false);
            match opened {
                Ok(()) => {
                    open.set(false);
                    let language = words.now();
                    toasts.push(Tone::Good, language.vault_opened(), None, None);
                }
                Err(cause) => fault.set(Some(cause)),
            }
        });
    };
    let wrong = Signal::derive(move || {
        let language = words.0.get();
        let empty = typed.with(String::is_empty);
        (fault.get() == Some(VaultFault::WrongPassphrase)).then(|| {
            if empty {
                language.vault_passphrase_empty().to_owned()
            } else {
                vault_fault(language, VaultFault::WrongPassphrase)
            }
        })
    });
    let notice = move || {
        let cause = fault
            .get()
            .filter(|cause| *cause != VaultFault::WrongPassphrase)?;
        let title = words.with(move |language| vault_fault(language, cause));
        let is_old = matches!(cause, VaultFault::Older(_) | VaultFault::Deleted);
        let accept = is_old.then(|| {
            view! {
                <div class="notice-actions">
                    <Button
                        label=words.of(Language::vault_accept_older)
                        variant=ButtonVariant::Danger
                        busy=busy
                        on_click=move |()| unlock(true)
                    />
                </div>
            }
        });
        Some(view! { <Notice tone=Tone::Bad title=title>{accept}</Notice> })
    };
    // A wrong passphrase is told until another letter is typed.
    Effect::new(move |_| {
        typed.track();
        if fault.get_untracked() == Some(VaultFault::WrongPassphrase) {
            fault.set(None);
        }
    });
    let on_close = Callback::new(move |()| {
        typed.set(String::new());
        fault.set(None);
    });
    view! {
        <Dialog
            open=open
            title=words.of(Language::vault_unlock)
            close_label=words.of(Language::close)
            size=DialogSize::Small
            locked=busy
            on_close=on_close
        >
            <Form on_submit=move |()| unlock(false)>
                <SecretField
                    label=words.of(Language::vault_passphrase)
                    value=typed
                    error=wrong
                    required=true
                    autofocus=true
                    reveal_label=words.of(Language::show_secret)
                />
                {notice}
                <FormFooter
                    cancel_label=words.of(Language::cancel)
                    on_cancel=move |()| open.set(false)
                    submit_label=words.of(Language::vault_unlock)
                    busy=busy
                />
            </Form>
        </Dialog>
    }
    .into_any()
}
