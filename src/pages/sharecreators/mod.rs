//! The ShareCreators page: the ledger of known accounts, creating users, and deleting by account.

mod account_words;
mod create_form;
mod delete_plan;
mod deletion;
mod detail;
mod known;
mod known_form;
mod ledger;
mod new_account;
mod overlays;
mod roster_columns;
mod table;

use crate::i18n::{Language, Words, use_words};
use crate::pages::parameters::{Parameters, use_parameters};
use crate::pages::permission::permission_note;
use crate::pages::plan_link::plan_link;
use crate::pages::settings_link::settings_link;
use crate::pages::vault::unlock_offer;
use crate::routes::{Page, parameter};
use crate::session::{Session, use_session};
use crate::ui::{
    Button, ButtonVariant, IconName, LINK_BUTTON_PRIMARY, Notice, Tone, adopt_style, use_toasts,
};
use ledger::Ledger;
use leptos::prelude::*;
use overlays::{Shared, overlays};
use table::table;
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
    let to_delete = RwSignal::new(Vec::<String>::new());
    let on_forget = Callback::new(move |email: String| {
        let Some(known) = ledger.account_now(&email) else {
            return;
        };
        ledger.forget(&email);
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
    let shared = Shared {
        session,
        words,
        toasts,
        parameters,
        ledger,
        has_table: RwSignal::new(false),
        to_delete,
        on_forget,
    };
    view! {
        <div class="page page-fill">
            {header(words, session, parameters)}
            {no_credentials(session, words)}
            {table(shared)}
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
