//! The ShareCreators page: the ledger of known accounts, creating users, and deleting by account.

mod account_words;
mod create_form;
mod delete_plan;
mod deletion;
mod detail;
mod known;
mod known_form;
mod ledger;
mod ledger_rows;
mod ledger_table;
mod new_account;
mod overlays;

use crate::i18n::{Language, Words, use_words};
use crate::pages::list_parameters::filter_text;
use crate::pages::parameters::{Parameters, use_parameters};
use crate::pages::permission::permission_note;
use crate::pages::plan_link::plan_link;
use crate::pages::settings_link::settings_link;
use crate::pages::vault::unlock_offer;
use crate::routes::{Page, parameter};
use crate::session::{Session, use_session};
use crate::store::LedgerState;
use crate::ui::{
    Button, ButtonVariant, IconName, LINK_BUTTON_PRIMARY, Notice, SearchField, SelectField, Tone,
    adopt_style, use_toasts,
};
use account_words::state_name;
use ledger::Ledger;
use ledger_table::LedgerTable;
use leptos::prelude::*;
pub use overlays::fetch_overlays;
use overlays::{Shared, overlays};
use std::collections::BTreeSet;
use vendors::{Operation, Vendor};

/// What there are buttons for, where it is permitted.
const OFFERED: [Operation; 2] = [
    Operation::ShareCreatorsCreateUser,
    Operation::ShareCreatorsDeleteUsers,
];

/// The ShareCreators page.
#[component]
pub fn ShareCreatorsPage() -> impl IntoView {
    adopt_style(include_str!("../../../style/sharecreators.css"));
    let (session, words, toasts) = (use_session(), use_words(), use_toasts());
    let parameters = use_parameters(Page::ShareCreators);
    let ledger = Ledger::new(words, toasts);
    let selection = RwSignal::new(BTreeSet::new());
    let to_delete = RwSignal::new(Vec::<String>::new());
    let filter = filter_text(parameters);
    let on_forget = Callback::new(move |email: String| {
        let Some(known) = ledger.account_now(&email) else {
            return;
        };
        ledger.forget(&email);
        selection.update(|selection| _ = selection.remove(&known.key()));
        if untrack(|| parameters.get(parameter::DETAIL)) == email {
            parameters.replace(&[(parameter::DETAIL, "")]);
        }
        let language = words.now();
        let title = language.sharecreators_forgotten(&known.email);
        let undo = toasts.action(move || ledger.record(std::slice::from_ref(&known)));
        toasts.push(
            Tone::Neutral,
            title,
            Some(language.sharecreators_forgotten_detail().to_owned()),
            Some((language.sharecreators_undo().to_owned(), undo)),
        );
    });
    let may_delete = session.may(Operation::ShareCreatorsDeleteUsers);
    let shared = Shared {
        session,
        words,
        toasts,
        parameters,
        ledger,
        selection,
        to_delete,
        on_forget,
    };
    view! {
        <div class="page page-fill">
            {header(words, session, parameters)}
            {no_credentials(session, words)}
            <div class="toolbar">
                <SearchField
                    label=words.of(Language::sharecreators_filter)
                    placeholder=words.of(Language::sharecreators_filter)
                    value=filter
                    clear_label=words.of(Language::clear)
                />
                {state_filter(words, parameters)}
                <span class="toolbar-end" role="status">
                    {words.with(move |l| l.sharecreators_count(ledger.with(<[_]>::len)))}
                </span>
            </div>
            {may_delete.then(|| selection_bar(words, to_delete, ledger, selection))}
            <LedgerTable
                words=words
                parameters=parameters
                ledger=ledger
                to_delete=to_delete
                may_delete=may_delete
                filter=filter
                selection=selection
                on_forget=on_forget
            />
            {permission_note(words, session, &OFFERED)}
        </div>
        {overlays(shared)}
    }
}

fn header(words: Words, session: Session, parameters: Parameters) -> AnyView {
    let open = move |form: &'static str| parameters.set(&[(parameter::ACTION, form)]);
    let delete = session.may(Operation::ShareCreatorsDeleteUsers).then(|| {
        view! {
            <Button
                label=words.of(Language::sharecreators_delete_typed)
                icon=IconName::Trash
                on_click=move |()| open(deletion::DELETE)
            />
        }
    });
    let create = session.may(Operation::ShareCreatorsCreateUser).then(|| {
        view! {
            <Button
                label=words.of(Language::sharecreators_create)
                icon=IconName::Plus
                variant=ButtonVariant::Primary
                on_click=move |()| open(create_form::CREATE)
            />
        }
    });
    view! {
        <header class="page-header">
            <div class="page-titles">
                <h1 class="page-title">{words.of(Language::sharecreators_title)}</h1>
                <p class="page-description">{words.of(Language::sharecreators_description)}</p>
            </div>
            <div class="page-actions">
                {plan_link(words, session, Vendor::ShareCreators, Language::plan_from_file)}
                {delete}
                <Button
                    label=words.of(Language::sharecreators_add_known)
                    icon=IconName::List
                    on_click=move |()| open(known_form::KNOWN)
                />
                {create}
            </div>
        </header>
    }
    .into_any()
}

fn no_credentials(session: Session, words: Words) -> impl IntoView {
    let missing = Memo::new(move |_| !session.can_sign(Vendor::ShareCreators));
    move || {
        missing.get().then(|| {
            let settings = settings_link(Vendor::ShareCreators);
            view! {
                <Notice tone=Tone::Warn title=words.of(Language::sharecreators_no_credentials)>
                    <p>{words.of(Language::sharecreators_no_credentials_body)}</p>
                    <div class="notice-actions">
                        {unlock_offer(Vendor::ShareCreators, None)}
                        <a class=LINK_BUTTON_PRIMARY href=settings>
                            {words.of(Language::fill_in_credentials)}
                        </a>
                    </div>
                </Notice>
            }
        })
    }
}

fn state_filter(words: Words, parameters: Parameters) -> AnyView {
    let in_url = parameters.signal(parameter::STATE);
    let chosen = RwSignal::new(in_url.get_untracked());
    Effect::new(move |_| chosen.set(in_url.get()));
    Effect::new(move |_| {
        let state = chosen.get();
        if state != in_url.get_untracked() {
            parameters.set(&[(parameter::STATE, &state), (parameter::PAGE, "")]);
        }
    });
    let options = Signal::derive(move || {
        let language = words.0.get();
        let any = (String::new(), language.sharecreators_any_state().to_owned());
        let states = LedgerState::ALL.into_iter().map(|state| {
            let name = state_name(language, state);
            (state.as_str().to_owned(), name.to_owned())
        });
        std::iter::once(any).chain(states).collect::<Vec<_>>()
    });
    view! {
        <SelectField
            label=words.of(Language::sharecreators_state_filter)
            value=chosen
            options=options
            label_hidden=true
        />
    }
    .into_any()
}

fn selection_bar(
    words: Words,
    to_delete: RwSignal<Vec<String>>,
    ledger: Ledger,
    selection: RwSignal<BTreeSet<String>>,
) -> impl IntoView {
    let count = Memo::new(move |_| selection.with(BTreeSet::len));
    let has_some = Memo::new(move |_| count.get() > 0);
    let delete = move |()| {
        let keys = selection.get_untracked();
        let emails = ledger
            .now()
            .into_iter()
            .filter(|entry| keys.contains(&entry.key()))
            .map(|entry| entry.email)
            .collect();
        to_delete.set(emails);
    };
    move || {
        has_some.get().then(|| {
            view! {
                <div class="selection-bar">
                    <span role="status">{words.with(move |l| l.selected(count.get()))}</span>
                    <Button
                        label=words.of(Language::clear_selection)
                        variant=ButtonVariant::Ghost
                        on_click=move |()| selection.set(BTreeSet::new())
                    />
                    <Button
                        label=words.of(Language::sharecreators_delete_at_vendor)
                        icon=IconName::Trash
                        variant=ButtonVariant::Danger
                        on_click=delete
                    />
                </div>
            }
        })
    }
}
