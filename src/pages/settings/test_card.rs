//! The connection test: its button, and what it found, in words.

use super::form::Form;
use super::trial::{Age, Diagnosis, Finding, Trial};
use crate::i18n::{Language, Words};
use crate::pages::problem_notice::ProblemNotice;
use crate::transport::{Obstacle, preflight};
use crate::ui::{
    Button, Cell, Description, DescriptionList, IconName, Notice, Skeleton, TextField, Tone,
};
use leptos::prelude::*;
use vendors::Vendor;
use vendors::problem::{Cause, TransportFailure};
use vendors::sharecreators::Claims;

/// The card.
pub fn test_card(form: Form) -> AnyView {
    let words = form.words;
    let trial = form.trial;
    let label = match form.vendor {
        Vendor::ShareCreators => Language::settings_decode_button,
        _ => Language::settings_test_button,
    };
    let retry = Callback::new(move |()| form.test());
    let outcome = move || {
        if trial.loading.get() {
            return view! { <Skeleton lines=2/> }.into_any();
        }
        if let Some(problem) = trial.problem.get() {
            let nothing_came = problem.cause == Cause::Transport(TransportFailure::NotReached);
            let diagnosis = form.diagnosis.get().filter(|_| nothing_came);
            return view! {
                <ProblemNotice problem=problem on_retry=retry in_settings=true/>
                {diagnosis.map(|diagnosis| diagnosed(form, diagnosis))}
            }
            .into_any();
        }
        match trial.value.get() {
            Some(trial) => finding(words, trial),
            None => ().into_any(),
        }
    };
    view! {
        <section class="card">
            <h3 class="card-header">{words.of(Language::settings_test)}</h3>
            <div class="card-body">
                <p class="section-note">{words.of(note(form.vendor))}</p>
                {app_field(form)}
                <div>
                    <Button
                        label=words.of(label)
                        icon=IconName::Plug
                        busy=trial.loading
                        on_click=move |()| form.test()
                    />
                </div>
                <div class="stack" aria-live="polite">{outcome}</div>
            </div>
        </section>
    }
    .into_any()
}

/// What a second look found, and what to do about it.
fn diagnosed(form: Form, diagnosis: Diagnosis) -> AnyView {
    let page = window().location().origin().unwrap_or_default();
    let asked = {
        let connection = form.meant().0;
        preflight(form.vendor, &connection.route, &connection.proxy_headers)
            .headers
            .join(", ")
    };
    let title = {
        let diagnosis = diagnosis.clone();
        form.words.with(move |language| match &diagnosis {
            Diagnosis::GatewayGone => language.settings_gateway_gone().to_owned(),
            Diagnosis::Server(origin, obstacle) => match obstacle {
                Obstacle::Silent => language.settings_proxy_silent(origin),
                Obstacle::ForbidsPage => language.settings_proxy_forbids(origin),
                Obstacle::ForbidsHeaders(headers) => {
                    language.settings_proxy_forbids_header(origin, &headers.join(", "))
                }
                Obstacle::ForbidsMethodOrDied(_) | Obstacle::Died => {
                    language.settings_proxy_died(origin)
                }
            },
        })
    };
    let remedy = form.words.with(move |language| match &diagnosis {
        Diagnosis::GatewayGone => language.settings_gateway_gone_remedy().to_owned(),
        Diagnosis::Server(_, obstacle) => match obstacle {
            Obstacle::Silent => language.settings_proxy_silent_remedy().to_owned(),
            Obstacle::ForbidsPage if asked.is_empty() => {
                language.settings_proxy_forbids_remedy(&page)
            }
            Obstacle::ForbidsPage | Obstacle::ForbidsHeaders(_) => {
                language.settings_proxy_forbids_headers_remedy(&page, &asked)
            }
            Obstacle::ForbidsMethodOrDied(methods) => {
                let methods: Vec<&str> = methods.iter().map(|method| method.as_str()).collect();
                language.settings_proxy_method_remedy(&methods.join(", "))
            }
            Obstacle::Died => language.settings_proxy_died_remedy().to_owned(),
        },
    });
    view! {
        <Notice tone=Tone::Info title=title>
            <p>{remedy}</p>
        </Notice>
    }
    .into_any()
}

const fn note(vendor: Vendor) -> fn(Language) -> &'static str {
    match vendor {
        Vendor::T12 => Language::settings_test_note_t12,
        Vendor::Tingyun => Language::settings_test_note_tingyun,
        Vendor::BitAnswer => Language::settings_test_note_bitanswer,
        Vendor::ShareCreators => Language::settings_test_note_sharecreators,
    }
}

fn app_field(form: Form) -> AnyView {
    if form.vendor != Vendor::T12 {
        return ().into_any();
    }
    let words = form.words;
    let error = Signal::derive(move || {
        let is_missing = form.app.with(|app| app.trim().is_empty());
        (form.is_tested.get() && is_missing)
            .then(|| words.0.get().settings_test_app_missing().to_owned())
    });
    view! {
        <TextField
            label=words.of(Language::settings_test_app)
            hint=words.of(Language::settings_test_app_hint)
            value=form.app
            error=error
            mono=true
        />
    }
    .into_any()
}

fn finding(words: Words, trial: Trial) -> AnyView {
    let Trial {
        finding,
        milliseconds,
    } = trial;
    if let Finding::Token(claims, age) = finding {
        return match claims {
            Some(claims) => decoded(words, claims, age),
            None => view! {
                <Notice tone=Tone::Warn title=words.of(Language::settings_token_opaque)>
                    <p>{words.of(Language::settings_token_opaque_note)}</p>
                </Notice>
            }
            .into_any(),
        };
    }
    let sentence = words.with(move |language| found(language, &finding));
    let duration = words.with(move |language| language.settings_test_duration(milliseconds));
    view! {
        <Notice tone=Tone::Good title=words.of(Language::settings_test_good)>
            <p>{sentence} " " {duration}</p>
        </Notice>
    }
    .into_any()
}

fn found(language: Language, finding: &Finding) -> String {
    match finding {
        Finding::Quota(app, quota) => {
            language.settings_found_quota(app, quota.remain_user, quota.remain_test_user)
        }
        Finding::AllUsers(count, None) => language.settings_found_users(*count),
        Finding::AllUsers(count, Some(time)) => {
            let (users, clock) = (
                language.settings_found_users(*count),
                language.settings_found_vendor_time(time),
            );
            format!("{users} {clock}")
        }
        Finding::UserTotal(Some(total)) => language.settings_found_total(*total),
        Finding::UserTotal(None) => language.settings_found_no_total().to_owned(),
        Finding::Token(..) => language.settings_token_decoded().to_owned(),
    }
}

/// What the token says, under a heading that does not let it be taken for a check.
fn decoded(words: Words, claims: Claims, age: Option<Age>) -> AnyView {
    let items = Signal::derive(move || {
        let language = words.0.get();
        let given = |text: &Option<String>| match text {
            Some(text) => Cell::Mono(text.clone()),
            None => Cell::Muted(language.not_given().to_owned()),
        };
        let age = match age {
            Some(age) => Cell::Text(age_words(language, age)),
            None => Cell::Muted(language.not_given().to_owned()),
        };
        vec![
            Description::new(language.settings_token_tenant(), given(&claims.bch_code)),
            Description::new(language.settings_token_account(), given(&claims.account)),
            Description::new(language.settings_token_issuer(), given(&claims.issuer)),
            Description::new(language.settings_token_age(), age),
        ]
    });
    view! {
        <Notice tone=Tone::Info title=words.of(Language::settings_token_decoded)>
            <p>{words.of(Language::settings_token_decoded_note)}</p>
        </Notice>
        <DescriptionList items=items/>
    }
    .into_any()
}

fn age_words(language: Language, age: Age) -> String {
    match age {
        Age::Future => language.settings_age_future().to_owned(),
        Age::Minutes(count) => language.settings_age_minutes(count),
        Age::Hours(count) => language.settings_age_hours(count),
        Age::Days(count) => language.settings_age_days(count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vendors::t12::Quota;

    #[test]
    fn says_what_came() {
        let quota = Quota {
            remain_user: 481,
            remain_test_user: 20,
        };
        assert_eq!(
            found(Language::English, &Finding::Quota("demo".to_owned(), quota)),
            "demo: 481 users and 20 test users remain."
        );
        let finding = Finding::AllUsers(300, Some("2021-11-08 07:49:28".to_owned()));
        assert_eq!(
            found(Language::English, &finding),
            "300 users came. The vendor’s clock said 2021-11-08 07:49:28."
        );
        assert_eq!(
            found(Language::Chinese, &Finding::UserTotal(Some(2184))),
            "厂商共有 2184 个用户。"
        );
    }
}
