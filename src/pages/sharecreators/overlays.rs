//! What opens over the ledger: one account beside it, the forms, and the questions before a deletion. A piece of the
//! program of its own, because the ledger is shown without any of it.

use super::create_form::CreateUserDialog;
use super::deletion::{DeleteDialogs, Deletion};
use super::detail::AccountDetail;
use super::known_form::KnownAccountsDialog;
use super::ledger::Ledger;
use crate::i18n::Words;
use crate::pages::missing_piece::told_missing;
use crate::pages::parameters::Parameters;
use crate::piece::when_wanted;
use crate::routes::parameter;
use crate::session::Session;
use crate::ui::ToastHub;
use leptos::prelude::*;

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Shared {
    /// Who calls the vendor.
    pub session: Session,
    /// The words in the current language.
    pub words: Words,
    /// Where news is sent.
    pub toasts: ToastHub,
    /// The page's state in the URL.
    pub parameters: Parameters,
    /// The known accounts.
    pub ledger: Ledger,
    /// Whether what shows the accounts as a table has come.
    pub has_table: RwSignal<bool>,
    /// Accounts that somebody wants deleted, until they are asked about.
    pub to_delete: RwSignal<Vec<String>>,
    /// Takes an account out of the ledger.
    pub on_forget: Callback<String>,
}

piece!(
    fetch = page_sharecreators_overlays,
    |shared: Shared| view! {
        <Overlays shared=shared/>
    }
);

/// Everything that opens over the ledger, from when the first of it is wanted.
pub fn overlays(shared: Shared) -> AnyView {
    let detail = shared.parameters.signal(parameter::DETAIL);
    let form = shared.parameters.signal(parameter::ACTION);
    let wanted = Signal::derive(move || {
        !detail.with(String::is_empty)
            || !form.with(String::is_empty)
            || !shared.to_delete.with(Vec::is_empty)
    });
    when_wanted(wanted, fetch, shared, told_missing())
}

#[component]
fn Overlays(shared: Shared) -> impl IntoView {
    let Shared {
        session,
        words,
        toasts,
        parameters,
        ledger,
        to_delete,
        on_forget,
        ..
    } = shared;
    let deletion = Deletion::new(session, words, toasts, ledger);
    Effect::new(move || {
        let accounts = to_delete.get();
        if !accounts.is_empty() {
            to_delete.set(Vec::new());
            deletion.ask(&accounts);
        }
    });
    let opened = parameters.signal(parameter::DETAIL);
    let panel = move || {
        let email = opened.get();
        (!email.is_empty()).then(|| {
            view! {
                <AccountDetail
                    email=email
                    words=words
                    ledger=ledger
                    deletion=deletion
                    on_close=Callback::new(move |()| parameters.set(&[(parameter::DETAIL, "")]))
                    on_forget=on_forget
                />
            }
        })
    };
    view! {
        {panel}
        <CreateUserDialog
            session=session
            words=words
            toasts=toasts
            parameters=parameters
            ledger=ledger
        />
        <KnownAccountsDialog words=words toasts=toasts parameters=parameters ledger=ledger/>
        <DeleteDialogs deletion=deletion parameters=parameters/>
    }
}
