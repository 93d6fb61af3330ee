//! The form that sets a quota.

use super::edit_flow::EditFlow;
use super::edit_stage::edit_stage;
use super::quota_edit::{AmountError, Change, Outcome, QuotaEdit, Stage, parse_amount};
use super::quota_rows::{amount, difference};
use super::quotas::Quotas;
use crate::i18n::{Language, Words};
use crate::pages::permission::permission_note;
use crate::pages::write_target::write_target;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, ButtonVariant, Form, TextField, TextKind};
use leptos::prelude::*;
use vendors::t12::Quota;
use vendors::{Operation, Vendor};

/// Why the whole cannot be sent.
type Refused = fn(Language) -> &'static str;

/// The form for one app, and how its edit is going.
#[component]
pub fn QuotaEditor(
    /// The app.
    app: String,
    words: Words,
    quotas: Quotas,
    flow: EditFlow,
) -> impl IntoView {
    let session = use_session();
    let app = StoredValue::new(app);
    let users = RwSignal::new(String::new());
    let test_users = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<Refused>);
    let quota = Memo::new(move |_| app.with_value(|app| quotas.of(app).quota));
    let edit = Memo::new(move |_| app.with_value(|app| flow.of(app)));
    let busy = Memo::new(move |_| edit.with(|edit| edit.as_ref().is_some_and(QuotaEdit::is_busy)));
    let disabled = Signal::derive(move || {
        let waits = edit.with(|edit| {
            edit.as_ref()
                .is_some_and(|edit| matches!(edit.stage, Stage::Conflict { .. }))
        });
        waits || busy.get()
    });
    Effect::new(move |_| {
        let done = edit.with(|edit| {
            edit.as_ref()
                .is_some_and(|edit| matches!(edit.stage, Stage::Finished(Outcome::Confirmed(_))))
        });
        if done {
            users.set(String::new());
            test_users.set(String::new());
        }
    });
    // What is wrong with the whole is said on submitting, and is no longer true once something else is typed.
    Effect::new(move |_| {
        users.track();
        test_users.track();
        refused.set(None);
    });
    let submit = Callback::new(move |()| {
        let (Ok(users), Ok(test_users)) = (
            parse_amount(&users.get_untracked()),
            parse_amount(&test_users.get_untracked()),
        ) else {
            return;
        };
        let change = Change { users, test_users };
        let Some(base) = quota.get_untracked().filter(|_| !disabled.get_untracked()) else {
            return;
        };
        if change.is_empty() {
            refused.set(Some(Language::t12_both_empty));
        } else if change.holds_in(base) {
            refused.set(Some(Language::t12_no_change));
        } else {
            flow.begin(app.get_value(), base, change);
        }
    });
    let users_error = field_error(words, users, Signal::derive(move || refused.get()));
    let test_users_error = field_error(words, test_users, Signal::stored(None));
    let form = move || {
        view! {
            <Form on_submit=submit>
                {write_target(words, session, Vendor::T12)}
                <p class="section-note">{words.of(Language::t12_absolute)}</p>
                <TextField
                    label=words.of(Language::t12_users_field)
                    value=users
                    kind=TextKind::Number
                    error=users_error
                    hint=preview(words, quota, users, |quota| quota.remain_user)
                    disabled=disabled
                />
                <TextField
                    label=words.of(Language::t12_test_users_field)
                    value=test_users
                    kind=TextKind::Number
                    error=test_users_error
                    hint=preview(words, quota, test_users, |quota| quota.remain_test_user)
                    disabled=disabled
                />
                <div class="cluster">
                    <Button
                        label=words.of(Language::t12_set_button)
                        kind=ButtonKind::Submit
                        variant=ButtonVariant::Primary
                        busy=busy
                        disabled=disabled
                    />
                </div>
            </Form>
        }
        .into_any()
    };
    let has_quota = Memo::new(move |_| quota.with(Option::is_some));
    view! {
        <section class="section">
            <h3 class="section-title">{words.of(Language::t12_set_title)}</h3>
            {move || edit.get().map(|edit| app.with_value(|app| edit_stage(words, flow, app, edit)))}
            {move || {
                if !session.may(Operation::T12SetQuota) {
                    permission_note(words, session, &[Operation::T12SetQuota])
                } else if has_quota.get() {
                    form()
                } else {
                    view! { <p class="section-note">{words.of(Language::t12_need_quota)}</p> }.into_any()
                }
            }}
        </section>
    }
    .into_any()
}

/// What is wrong with a field, as it is typed.
fn field_error(
    words: Words,
    text: RwSignal<String>,
    refused: Signal<Option<Refused>>,
) -> Signal<Option<String>> {
    Signal::derive(move || {
        let language = words.0.get();
        let message = match text.with(|text| parse_amount(text)) {
            Err(AmountError::NotDigits) => Some(language.t12_not_digits()),
            Err(AmountError::TooLarge) => Some(language.t12_too_large()),
            Ok(_) => refused.get().map(|refused| refused(language)),
        };
        message.map(str::to_owned)
    })
}

/// Before → after under a field, as it is typed.
fn preview(
    words: Words,
    quota: Memo<Option<Quota>>,
    text: RwSignal<String>,
    of: fn(Quota) -> i64,
) -> Signal<String> {
    words.with(move |language| {
        let Some(before) = quota.get().map(of) else {
            return String::new();
        };
        match text.with(|text| parse_amount(text)) {
            Ok(Some(after)) => {
                let after = i64::try_from(after).unwrap_or(i64::MAX);
                language.t12_before_after(
                    &amount(before),
                    &amount(after),
                    &difference(before, after),
                )
            }
            Ok(None) => language.t12_stays(&amount(before)),
            Err(_) => language.t12_is_now(&amount(before)),
        }
    })
}
