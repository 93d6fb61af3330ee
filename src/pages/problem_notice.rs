//! How a page shows a problem: what failed, why, what to do next, and the ids that support asks for.

use crate::i18n::problem::explain;
use crate::i18n::{Language, Words, use_words};
use crate::pages::settings_link::settings_link;
use crate::pages::vault::unlock_offer;
use crate::ui::{Button, ButtonVariant, CopyButton, LINK_BUTTON, Notice, ToastHub, Tone};
use leptos::prelude::*;
use vendors::Problem;
use vendors::problem::{Cause, Field, InvalidInput, ProxyFailureKind, Refusal, RefusalKind};

/// A problem in its place in the page, with a retry where that may help.
#[component]
pub fn ProblemNotice(
    /// The problem.
    problem: Problem,
    /// Asks again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
    /// Whether it already stands in the settings, and needs no link there.
    #[prop(optional)]
    in_settings: bool,
) -> impl IntoView {
    let words = use_words();
    let problem = StoredValue::new(problem);
    let explained = move |language| problem.with_value(|problem| explain(language, problem));
    let title = words.with(move |language| explained(language).title);
    let reason = words.with(move |language| explained(language).reason);
    let remedy = words.with(move |language| explained(language).remedy.to_owned());
    let (trace, vendor_trace, vendor, is_about_settings, needs_sign_in) =
        problem.with_value(|problem| {
            (
                problem.trace.clone(),
                problem.vendor_trace.clone(),
                problem.vendor(),
                is_about_settings(&problem.cause),
                needs_sign_in(&problem.cause),
            )
        });
    let lacks_credentials = problem.with_value(|problem| {
        matches!(problem.cause, Cause::InvalidInput(InvalidInput::Missing(_)))
    });
    view! {
        <Notice tone=Tone::Bad title=title>
            <p>{reason}</p>
            <p>{remedy}</p>
            {trace_line(words, Language::trace_id, trace)}
            {trace_line(words, Language::vendor_trace_id, vendor_trace)}
            <div class="notice-actions">
                {on_retry
                    .map(|retry| {
                        view! {
                            <Button label=words.of(Language::retry) on_click=retry variant=ButtonVariant::Secondary/>
                        }
                    })}
                {needs_sign_in
                    .then(|| {
                        let reload = Callback::new(|()| _ = window().location().reload());
                        view! {
                            <Button
                                label=words.of(Language::sign_in)
                                on_click=reload
                                variant=ButtonVariant::Primary
                            />
                        }
                    })}
                {lacks_credentials.then(|| unlock_offer(vendor, on_retry))}
                {(is_about_settings && !in_settings)
                    .then(|| {
                        view! {
                            <a class=LINK_BUTTON href=settings_link(vendor)>
                                {words.of(Language::open_settings)}
                            </a>
                        }
                    })}
            </div>
        </Notice>
    }
    .into_any()
}

/// A trace id with its name and a button to copy it; nothing where there is none.
pub fn trace_line(
    words: Words,
    label: fn(Language) -> &'static str,
    id: Option<String>,
) -> AnyView {
    id.map(|id| {
        view! {
            <p class="trace">
                <span>{words.of(label)}</span>
                " "
                <code>{id.clone()}</code>
                <CopyButton
                    text=Signal::stored(id)
                    label=words.of(Language::copy)
                    done_label=words.of(Language::copied)
                />
            </p>
        }
    })
    .into_any()
}

/// Whether the gateway forgot who asks, or never knew.
fn needs_sign_in(cause: &Cause) -> bool {
    matches!(cause, Cause::Proxy(failure) if failure.kind == ProxyFailureKind::SignInNeeded)
}

/// Whether the settings are where this is put right.
fn is_about_settings(cause: &Cause) -> bool {
    match cause {
        Cause::InvalidInput(
            InvalidInput::Missing(field) | InvalidInput::NotAHeaderValue(field),
        ) => {
            matches!(
                field,
                Field::ManagerName
                    | Field::ManagerKey
                    | Field::Authkey
                    | Field::Bitkey
                    | Field::Token
                    | Field::Bid
                    | Field::BaseUrl
            )
        }
        Cause::Proxy(failure) => !failure.kind.is_about_us(),
        Cause::Transport(_) | Cause::NotUnderstood(_) => true,
        Cause::Refused(Refusal { kind, .. }) => *kind == RefusalKind::Credentials,
        Cause::UnknownOutcome(because) => is_about_settings(because),
        Cause::InvalidInput(_) => false,
    }
}

/// Shows a problem as a toast, for what fails away from where the admin is looking.
pub fn toast_problem(toasts: ToastHub, language: Language, problem: &Problem) {
    let words = explain(language, problem);
    let trace = problem
        .trace
        .as_deref()
        .map(|trace| format!(" {}: {trace}", language.trace_id()))
        .unwrap_or_default();
    toasts.push(
        Tone::Bad,
        words.title,
        Some(format!("{} {}{trace}", words.reason, words.remedy)),
        None,
    );
}
