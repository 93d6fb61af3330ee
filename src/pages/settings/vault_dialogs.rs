//! Making a vault, changing its passphrase, deleting it.

use crate::i18n::{Language, Words, use_words};
use crate::pages::vault::{NewPassphrase, new_passphrase, shown, vault_fault};
use crate::session::{VaultFault, use_session};
use crate::ui::{
    ConfirmDialog, Dialog, DialogSize, Form, FormFooter, Notice, SecretField, Tone, use_toasts,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use vendors::Secret;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A passphrase for a new vault.
    Create,
    /// The present passphrase and a new one.
    Change,
    /// Whether to delete it.
    Delete,
}

/// Whether one of the questions is asked, as the dialogs want to know it.
fn open_for(asked: RwSignal<Option<Asked>>, which: Asked) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if asked.get() == Some(which) {
            open.set(true);
        }
    });
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open == Some(true) && !is_open {
            asked.set(None);
        }
        is_open
    });
    open
}

/// All three.
pub fn vault_dialogs(asked: RwSignal<Option<Asked>>) -> AnyView {
    view! {
        {passphrase_dialog(open_for(asked, Asked::Create), false)}
        {passphrase_dialog(open_for(asked, Asked::Change), true)}
        {delete_dialog(open_for(asked, Asked::Delete))}
    }
    .into_any()
}

/// The dialog in which a passphrase is chosen: for a new vault, or in place of the present one.
fn passphrase_dialog(open: RwSignal<bool>, is_change: bool) -> AnyView {
    let (words, toasts, vault) = (use_words(), use_toasts(), use_session().vault());
    let (present, typed) = (RwSignal::new(String::new()), NewPassphrase::new());
    let fault = RwSignal::new(None::<VaultFault>);
    let busy = RwSignal::new(false);
    let submit = move |()| {
        let Some(new) = typed.taken().filter(|_| !busy.get_untracked()) else {
            return;
        };
        let old = Secret::new(present.get_untracked());
        busy.set(true);
        fault.set(None);
        spawn_local(async move {
            shown().await;
            let done = if is_change {
                vault.change_passphrase(&old, &new).await
            } else {
                vault.create(&new).await
            };
            busy.set(false);
            match done {
                Ok(()) => {
                    open.set(false);
                    let language = words.now();
                    let done = if is_change {
                        language.vault_changed()
                    } else {
                        language.vault_created()
                    };
                    toasts.push(Tone::Good, done, None, None);
                }
                Err(cause) => fault.set(Some(cause)),
            }
        });
    };
    let on_close = Callback::new(move |()| {
        typed.clear();
        present.set(String::new());
        fault.set(None);
    });
    let title = if is_change {
        Language::vault_change
    } else {
        Language::vault_create
    };
    let wrong = Signal::derive(move || {
        let language = words.0.get();
        (fault.get() == Some(VaultFault::WrongPassphrase))
            .then(|| vault_fault(language, VaultFault::WrongPassphrase))
    });
    let label = if is_change {
        Language::vault_passphrase_new
    } else {
        Language::vault_passphrase
    };
    view! {
        <Dialog
            open=open
            title=words.of(title)
            close_label=words.of(Language::close)
            size=DialogSize::Small
            locked=busy
            on_close=on_close
        >
            <Form on_submit=submit>
                {is_change
                    .then(|| {
                        view! {
                            <SecretField
                                label=words.of(Language::vault_passphrase_present)
                                value=present
                                error=wrong
                                required=true
                                autofocus=true
                                reveal_label=words.of(Language::show_secret)
                            />
                        }
                    })}
                {new_passphrase(words, typed, label, !is_change)}
                <p class="section-note">{words.of(Language::vault_no_recovery)}</p>
                {fault_notice(words, fault)}
                <FormFooter
                    cancel_label=words.of(Language::cancel)
                    on_cancel=move |()| open.set(false)
                    submit_label=words.of(title)
                    busy=busy
                />
            </Form>
        </Dialog>
    }
    .into_any()
}

/// What went wrong, but for a wrong passphrase, which its field tells.
fn fault_notice(words: Words, fault: RwSignal<Option<VaultFault>>) -> AnyView {
    (move || {
        let cause = fault
            .get()
            .filter(|cause| *cause != VaultFault::WrongPassphrase)?;
        let title = words.with(move |language| vault_fault(language, cause));
        Some(view! { <Notice tone=Tone::Bad title=title/> })
    })
    .into_any()
}

fn delete_dialog(open: RwSignal<bool>) -> AnyView {
    let (words, toasts, vault) = (use_words(), use_toasts(), use_session().vault());
    let busy = RwSignal::new(false);
    let on_confirm = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let deleted = vault.delete().await;
            busy.set(false);
            open.set(false);
            let language = words.now();
            match deleted {
                Ok(()) => toasts.push(Tone::Good, language.vault_deleted(), None, None),
                Err(cause) => toasts.push(Tone::Bad, vault_fault(language, cause), None, None),
            }
        });
    });
    let word = words.of(Language::vault_delete_word);
    view! {
        <ConfirmDialog
            open=open
            title=words.of(Language::vault_delete_title)
            confirm_label=words.of(Language::vault_delete)
            cancel_label=words.of(Language::cancel)
            on_confirm=on_confirm
            danger=true
            busy=busy
            typed=word
            typed_label=words.with(move |language| language.type_name_to_confirm(&word.get()))
        >
            <p>{words.of(Language::vault_delete_body)}</p>
        </ConfirmDialog>
    }
    .into_any()
}
