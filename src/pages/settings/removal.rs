//! Deleting a connection: what is lost is said first, and where it is production its name is asked for.

use super::form::tell_saved;
use super::forms::Forms;
use super::list_card::settings_link;
use crate::i18n::Language;
use crate::shell::connection_name;
use crate::store::{Connection, ledger_size, load_apps};
use crate::ui::ConfirmDialog;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use vendors::Vendor;

/// The question, and about whom.
#[derive(Clone, Copy)]
pub struct Removal {
    open: RwSignal<bool>,
    asked: RwSignal<Option<Connection>>,
}

impl Removal {
    /// Nothing is asked.
    pub fn new() -> Removal {
        Removal {
            open: RwSignal::new(false),
            asked: RwSignal::new(None),
        }
    }

    /// Asks whether to delete a connection.
    pub fn ask(self, connection: Connection) {
        self.asked.set(Some(connection));
        self.open.set(true);
    }
}

/// The dialog.
pub fn removal_dialog(forms: Forms, removal: Removal) -> AnyView {
    let words = forms.words;
    let name = words.with(move |language| {
        removal
            .asked
            .with(|asked| Some(connection_name(language, asked.as_ref()?)))
            .unwrap_or_default()
    });
    let navigate = use_navigate();
    let on_confirm = Callback::new(move |()| {
        let Some(connection) = removal.asked.get_untracked() else {
            return;
        };
        removal.open.set(false);
        // Left first: what the address names must not be gone before.
        let link = settings_link(connection.vendor, "");
        navigate(&link, NavigateOptions::default());
        forms.close(connection.id);
        let kept = forms.session.remove_connection(connection.id);
        let language = words.now();
        let done = language.connection_deleted(&connection_name(language, &connection));
        tell_saved(forms.toasts, language, done, kept);
    });
    let is_production = Memo::new(move |_| {
        removal
            .asked
            .with(|asked| asked.as_ref().is_some_and(|asked| asked.production))
    });
    let title = words.with(move |language| language.connection_delete_title(&name.get()));
    let body = move || {
        let lost = removal
            .asked
            .with(|asked| lost(words.0.get(), asked.as_ref()?));
        view! {
            <p>{words.of(Language::connection_delete_body)}</p>
            {lost.map(|lost| view! { <p>{lost}</p> })}
        }
        .into_any()
    };
    let question = move || {
        if is_production.get() {
            view! {
                <ConfirmDialog
                    open=removal.open
                    title=title
                    confirm_label=words.of(Language::connection_delete)
                    cancel_label=words.of(Language::cancel)
                    on_confirm=on_confirm
                    danger=true
                    typed=name
                    typed_label=words.with(move |language| language.type_name_to_confirm(&name.get()))
                >
                    {body}
                </ConfirmDialog>
            }
            .into_any()
        } else {
            view! {
                <ConfirmDialog
                    open=removal.open
                    title=title
                    confirm_label=words.of(Language::connection_delete)
                    cancel_label=words.of(Language::cancel)
                    on_confirm=on_confirm
                    danger=true
                >
                    {body}
                </ConfirmDialog>
            }
            .into_any()
        }
    };
    question.into_any()
}

/// What the browser knows of the connection's users, in words.
fn lost(language: Language, connection: &Connection) -> Option<String> {
    let count = match connection.vendor {
        Vendor::ShareCreators => ledger_size(connection.id),
        Vendor::T12 => load_apps(connection.id).map_or(0, |apps| apps.len()),
        Vendor::Tingyun | Vendor::BitAnswer => 0,
    };
    (count > 0).then(|| match connection.vendor {
        Vendor::ShareCreators => language.connection_delete_ledger(count),
        _ => language.connection_delete_apps(count),
    })
}
