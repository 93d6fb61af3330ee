//! Connections on their way to another browser and from it: one sealed file.

use super::transfer_import::import_dialog;
use crate::i18n::{Language, use_words};
use crate::pages::download::download;
use crate::pages::vault::{NewPassphrase, file_fault, new_passphrase, shown};
use crate::session::{Session, VaultFault, VaultState, seal_connections, use_session};
use crate::store::{Connection, Transferred, export_text};
use crate::transport::ProxyHeaders;
use crate::ui::{Button, Checkbox, Dialog, Form, FormFooter, IconName, Notice, Tone, use_toasts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use vendors::Vendor;

/// What the file is called: it says nothing about where it leads.
const FILE_NAME: &str = "rollcall-connections.sealed";

/// The section.
pub fn transfer_section() -> AnyView {
    let (words, session) = (use_words(), use_session());
    let (exporting, importing) = (RwSignal::new(false), RwSignal::new(false));
    let unsupported =
        Signal::derive(move || matches!(session.vault().state(), VaultState::Unsupported(_)));
    view! {
        <section class="card">
            <h2 class="card-header">{words.of(Language::transfer_title)}</h2>
            <div class="card-body">
                <p class="section-note">{words.of(Language::transfer_intro)}</p>
                <div class="cluster">
                    <Button
                        label=words.of(Language::transfer_export)
                        icon=IconName::Download
                        disabled=unsupported
                        on_click=move |()| exporting.set(true)
                    />
                    <Button
                        label=words.of(Language::transfer_import)
                        icon=IconName::Upload
                        disabled=unsupported
                        on_click=move |()| importing.set(true)
                    />
                </div>
            </div>
        </section>
        {export_dialog(exporting)}
        {import_dialog(importing)}
    }
    .into_any()
}

/// What goes into the file.
fn transferred(session: Session, with_secrets: bool) -> Vec<Transferred> {
    let of = |connection: Connection| {
        if with_secrets {
            let credentials = session.of(&connection).credentials(connection.vendor);
            return Transferred {
                connection,
                credentials,
            };
        }
        let names = connection.proxy_headers.names().map(str::to_owned);
        Transferred {
            connection: Connection {
                proxy_headers: ProxyHeaders::named(names.collect()),
                ..connection
            },
            credentials: None,
        }
    };
    Vendor::ALL
        .into_iter()
        .flat_map(|vendor| session.connections(vendor))
        .map(of)
        .collect()
}

fn export_dialog(open: RwSignal<bool>) -> AnyView {
    let (words, session, toasts) = (use_words(), use_session(), use_toasts());
    let typed = NewPassphrase::new();
    let with_secrets = RwSignal::new(false);
    let fault = RwSignal::new(None::<VaultFault>);
    let busy = RwSignal::new(false);
    let submit = move |()| {
        let Some(passphrase) = typed.taken().filter(|_| !busy.get_untracked()) else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            shown().await;
            let all = untrack(|| transferred(session, with_secrets.get()));
            let sealed = seal_connections(&export_text(&all), &passphrase).await;
            busy.set(false);
            let language = words.now();
            match sealed {
                Ok(text) => {
                    open.set(false);
                    if download(&text, FILE_NAME, "application/octet-stream") {
                        let done = language.transfer_exported(all.len());
                        toasts.push(Tone::Good, done, None, None);
                    } else {
                        let refused = language.transfer_not_downloaded();
                        toasts.push(Tone::Bad, refused, None, None);
                    }
                }
                Err(cause) => fault.set(Some(cause)),
            }
        });
    };
    let on_close = Callback::new(move |()| {
        typed.clear();
        with_secrets.set(false);
        fault.set(None);
    });
    let notice = move || {
        let cause = fault.get()?;
        let title = words.with(move |language| file_fault(language, cause));
        Some(view! { <Notice tone=Tone::Bad title=title/> })
    };
    view! {
        <Dialog
            open=open
            title=words.of(Language::transfer_export)
            close_label=words.of(Language::close)
            locked=busy
            on_close=on_close
        >
            <Form on_submit=submit>
                {new_passphrase(words, typed, Language::vault_passphrase, true)}
                <div>
                    <Checkbox
                        label=words.of(Language::transfer_with_secrets)
                        checked=with_secrets
                        on_change=move |chosen| with_secrets.set(chosen)
                    />
                    <p class="field-hint">{words.of(Language::transfer_with_secrets_note)}</p>
                </div>
                {notice}
                <FormFooter
                    cancel_label=words.of(Language::cancel)
                    on_cancel=move |()| open.set(false)
                    submit_label=words.of(Language::transfer_export)
                    busy=busy
                />
            </Form>
        </Dialog>
    }
    .into_any()
}
