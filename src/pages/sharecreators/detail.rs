//! One account beside the ledger: everything that is known of it.

use super::account_words::{history, role_of_code, state_cell};
use super::deletion::Deletion;
use super::ledger::Ledger;
use crate::i18n::{Language, Words};
use crate::pages::moment::date_and_time;
use crate::store::{LedgerEntry, LedgerState};
use crate::ui::{
    Button, ButtonVariant, Cell, Description, DescriptionList, EmptyState, IconName, SidePanel,
};
use leptos::prelude::*;

/// The panel.
#[component]
pub fn AccountDetail(
    /// The account's e-mail address.
    email: String,
    words: Words,
    ledger: Ledger,
    deletion: Deletion,
    on_close: Callback<()>,
    /// Removes the account from the ledger.
    on_forget: Callback<String>,
) -> impl IntoView {
    let email = StoredValue::new(email);
    let account = Memo::new(move |_| email.with_value(|email| ledger.account(email)));
    let actions = move || {
        let known = account.get()?;
        let can_delete = known.state != LedgerState::Deleted && deletion.is_permitted();
        Some(view! {
            {can_delete
                .then(|| {
                    view! {
                        <Button
                            label=words.of(Language::sharecreators_delete_at_vendor)
                            icon=IconName::Trash
                            variant=ButtonVariant::Danger
                            on_click=move |()| {
                                deletion.ask(&[email.get_value()]);
                            }
                        />
                    }
                })}
            <Button
                label=words.of(Language::sharecreators_forget)
                variant=ButtonVariant::Ghost
                on_click=move |()| on_forget.run(email.get_value())
            />
        })
    };
    let footer = move || view! { {actions} };
    let is_known = Memo::new(move |_| account.with(Option::is_some));
    let facts = move || {
        if !is_known.get() {
            return view! {
                <EmptyState icon=IconName::Users title=words.of(Language::sharecreators_not_in_ledger)/>
            }
            .into_any();
        }
        let items = Signal::derive(move || {
            account.with(|account| {
                account
                    .as_ref()
                    .map(|account| descriptions(words.0.get(), account))
                    .unwrap_or_default()
            })
        });
        let line = words.with(move |language| {
            account.with(|account| {
                account
                    .as_ref()
                    .map(|account| history(language, account))
                    .unwrap_or_default()
            })
        });
        view! {
            <DescriptionList items=items/>
            <section class="section">
                <h3 class="section-title">{words.of(Language::sharecreators_history)}</h3>
                <p>{line}</p>
            </section>
        }
        .into_any()
    };
    view! {
        <SidePanel
            title=Signal::stored(email.get_value())
            close_label=words.of(Language::close)
            on_close=on_close
            footer=footer
        >
            {facts}
        </SidePanel>
    }
    .into_any()
}

fn descriptions(language: Language, account: &LedgerEntry) -> Vec<Description> {
    let given = |term: &str, text: Option<String>| {
        let value = match text {
            Some(text) => Cell::Mono(text),
            None => Cell::Muted(language.not_given().to_owned()),
        };
        Description::new(term, value)
    };
    let role = account
        .role
        .as_ref()
        .map(|code| role_of_code(language, code));
    vec![
        Description::new(
            language.sharecreators_state(),
            state_cell(language, account.state),
        ),
        given(language.sharecreators_email(), Some(account.email.clone())),
        given(language.sharecreators_user_id(), account.user_id.clone()),
        given(language.sharecreators_role(), role),
        given(language.sharecreators_is_admin(), account.is_admin.clone()),
        given(language.sharecreators_phone(), account.phone.clone()),
        Description::new(
            language.sharecreators_at(),
            Cell::Text(date_and_time(account.at, language)),
        ),
    ]
}
