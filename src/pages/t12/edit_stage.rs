//! Where a quota edit is, on the screen: under way, stopped by a conflict, or at its end.

use super::edit_flow::{EditFlow, confirmed_body};
use super::quota_edit::{Event, Outcome, QuotaEdit, Stage};
use super::quota_rows::{amount, difference};
use crate::i18n::{Language, Words};
use crate::pages::problem_notice::ProblemNotice;
use crate::ui::{Button, ButtonVariant, Notice, ProgressBar, Tone};
use leptos::prelude::*;
use vendors::Problem;
use vendors::t12::Quota;

/// What something is called.
type Label = fn(Language) -> &'static str;

/// The view of an edit.
pub fn edit_stage(words: Words, flow: EditFlow, app: &str, edit: QuotaEdit) -> AnyView {
    let app = StoredValue::new(app.to_owned());
    let tell = move |event: Event| app.with_value(|app| flow.tell(app, event));
    let dismiss = move || {
        view! {
            <Button
                label=words.of(Language::t12_dismiss)
                variant=ButtonVariant::Ghost
                on_click=move |()| tell(Event::Cancel)
            />
        }
        .into_any()
    };
    let read_back = move || {
        view! {
            <Button label=words.of(Language::t12_read_back) on_click=move |()| tell(Event::ReadBack)/>
        }
        .into_any()
    };
    let wanted = edit.change.applied_to(edit.base);
    match edit.stage {
        Stage::Checking => under_way(words, Language::t12_step_checking, 1.0),
        Stage::Writing => under_way(words, Language::t12_step_writing, 2.0),
        Stage::ReadingBack => under_way(words, Language::t12_step_reading_back, 3.0),
        Stage::Conflict { now } => view! {
            <Notice tone=Tone::Warn title=words.of(Language::t12_conflict_title)>
                <p>{words.of(Language::t12_conflict_body)}</p>
                {comparison(
                    words,
                    &[
                        (Language::t12_then, edit.base),
                        (Language::t12_now, now),
                        (Language::t12_will_be, edit.change.applied_to(now)),
                    ],
                )}
                <div class="notice-actions">
                    <Button label=words.of(Language::cancel) on_click=move |()| tell(Event::Cancel)/>
                    <Button
                        label=words.of(Language::t12_go_on)
                        variant=ButtonVariant::Primary
                        on_click=move |()| tell(Event::GoOn)
                    />
                </div>
            </Notice>
        }
        .into_any(),
        Stage::Finished(Outcome::Confirmed(quota)) => view! {
            <Notice tone=Tone::Good title=words.with(move |l| app.with_value(|app| l.t12_confirmed_title(app)))>
                <p>{words.with(move |l| confirmed_body(l, quota))}</p>
                {comparison(words, &[(Language::t12_then, edit.base), (Language::t12_now, quota)])}
                <div class="notice-actions">{dismiss()}</div>
            </Notice>
        }
        .into_any(),
        Stage::Finished(Outcome::NotChecked(problem)) => {
            not_done(words, Language::t12_not_checked, problem, dismiss())
        }
        Stage::Finished(Outcome::NotWritten(problem)) => {
            not_done(words, Language::t12_not_written, problem, dismiss())
        }
        Stage::Finished(Outcome::Differs { found, write }) => {
            let body = if write.is_some() {
                Language::t12_differs_unknown
            } else {
                Language::t12_differs_known
            };
            view! {
                <Notice tone=Tone::Bad title=words.of(Language::t12_differs_title)>
                    <p>{words.of(body)}</p>
                    {comparison(
                        words,
                        &[
                            (Language::t12_then, edit.base),
                            (Language::t12_wanted, wanted),
                            (Language::t12_found, found),
                        ],
                    )}
                    <div class="notice-actions">{read_back()} {dismiss()}</div>
                </Notice>
                {write.map(|problem| view! { <ProblemNotice problem=problem/> })}
            }
            .into_any()
        }
        Stage::Finished(Outcome::NotReadBack { read, write }) => view! {
            <Notice tone=Tone::Bad title=words.of(Language::t12_unknown_title)>
                <p>{words.of(Language::t12_unknown_body)}</p>
                {comparison(words, &[(Language::t12_then, edit.base), (Language::t12_wanted, wanted)])}
                <div class="notice-actions">{read_back()} {dismiss()}</div>
            </Notice>
            {write.map(|problem| view! { <ProblemNotice problem=problem/> })}
            <ProblemNotice problem=read/>
        }
        .into_any(),
    }
}

fn under_way(words: Words, step: fn(Language) -> &'static str, done: f64) -> AnyView {
    view! {
        <div class="stack" role="status">
            <p>{words.of(step)}</p>
            <ProgressBar label=words.of(step) progress=Signal::stored(Some((done, 4.0)))/>
        </div>
    }
    .into_any()
}

fn not_done(
    words: Words,
    news: fn(Language) -> &'static str,
    problem: Problem,
    dismiss: AnyView,
) -> AnyView {
    view! {
        <Notice tone=Tone::Warn title=words.of(news)>
            <div class="notice-actions">{dismiss}</div>
        </Notice>
        <ProblemNotice problem=problem/>
    }
    .into_any()
}

/// Quotas side by side; from the second on with the difference to the one before.
fn comparison(words: Words, quotas: &[(Label, Quota)]) -> AnyView {
    let heading = |label: Label| view! { <th scope="col">{words.of(label)}</th> }.into_any();
    let cells = |of: fn(Quota) -> i64| {
        let mut before = None;
        quotas
            .iter()
            .map(|(_, quota)| {
                let now = of(*quota);
                let by = before.replace(now).filter(|before| *before != now).map(
                    |before| view! { <span class="muted">" " {difference(before, now)}</span> },
                );
                view! { <td>{amount(now)} {by}</td> }.into_any()
            })
            .collect::<Vec<_>>()
    };
    let headings: Vec<AnyView> = quotas.iter().map(|(label, _)| heading(*label)).collect();
    view! {
        <table class="t12-comparison">
            <thead>
                <tr>
                    <td></td>
                    {headings}
                </tr>
            </thead>
            <tbody>
                <tr>
                    <th scope="row">{words.of(Language::t12_users_field)}</th>
                    {cells(|quota| quota.remain_user)}
                </tr>
                <tr>
                    <th scope="row">{words.of(Language::t12_test_users_field)}</th>
                    {cells(|quota| quota.remain_test_user)}
                </tr>
            </tbody>
        </table>
    }
    .into_any()
}
