//! The checks on the page, as they become known.

use super::super::form::Form;
use super::driver;
use super::report::{Circumstances, report};
use super::words::{age_words, ended, name, summary, told};
use crate::doctor::{Check, Findings, Mask, Stage, Token, Verdict, examine};
use crate::i18n::Language;
use crate::pages::problem_notice::trace_line;
use crate::ui::{Badge, Cell, CopyButton, Description, DescriptionList, Icon, IconName, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The checks of a form's connection, and what begins an examination.
pub fn doctor_view(form: Form) -> AnyView {
    let doctor = form.doctor;
    Effect::new(move || {
        if !doctor.is_wanted.get() {
            return;
        }
        let generation = doctor.begin();
        let patient = driver::patient(form);
        spawn_local(driver::run(patient, move |findings| {
            doctor.tell(generation, findings)
        }));
    });
    let checks = Memo::new(move |_| {
        doctor
            .findings
            .with(|findings| findings.as_ref().map(examine).unwrap_or_default())
    });
    let is_there = Memo::new(move |_| doctor.findings.with(Option::is_some));
    let is_over = Memo::new(move |_| {
        doctor.findings.with(|findings| {
            findings
                .as_ref()
                .is_some_and(|findings| findings.stage != Stage::Running)
        })
    });
    view! {
        <p class="doctor-summary" role="status">
            {move || headline(form, checks)}
        </p>
        {move || is_there.get().then(|| list(form, checks))}
        {move || token(form)}
        {move || is_over.get().then(|| after(form))}
    }
    .into_any()
}

/// One sentence for all, which a screen reader gets at the beginning and at the end.
fn headline(form: Form, checks: Memo<Vec<Check>>) -> Option<String> {
    let language = form.words.0.get();
    let stage = form
        .doctor
        .findings
        .with(|findings| findings.as_ref().map(|findings| findings.stage))?;
    Some(match stage {
        Stage::Running => language.doctor_running().to_owned(),
        Stage::Cancelled => language.doctor_cancelled().to_owned(),
        Stage::Over => checks.with(|checks| summary(language, checks)),
    })
}

fn list(form: Form, checks: Memo<Vec<Check>>) -> AnyView {
    let rows = move || {
        checks
            .get()
            .into_iter()
            .map(|check| row(form, check))
            .collect_view()
    };
    view! {
        <ol class="doctor-checks" aria-label=form.words.of(Language::doctor_checks)>
            {rows}
        </ol>
    }
    .into_any()
}

fn row(form: Form, check: Check) -> AnyView {
    let language = form.words.0.get();
    let (verdict, tone) = ended(language, &check.verdict);
    let icon = match check.verdict {
        Verdict::Waiting => IconName::Clock,
        Verdict::Pass(_) => IconName::Check,
        Verdict::Fail(_) => IconName::Alert,
        Verdict::CannotTell(_) => IconName::Info,
        Verdict::NotNeeded => IconName::Ban,
    };
    let told = told(language, &check);
    view! {
        <li class="doctor-check" data-tone=tone.as_str()>
            <Icon name=icon/>
            <div class="doctor-check-content">
                <p class="doctor-check-name">{name(language, check.kind)}</p>
                {told.cause.map(|text| view! { <p class="doctor-check-cause">{text}</p> })}
                {told.remedy.map(|text| view! { <p class="doctor-check-remedy">{text}</p> })}
            </div>
            <Badge tone=Signal::stored(badge_tone(tone)) label=Signal::stored(verdict.to_owned())/>
        </li>
    }
    .into_any()
}

/// Good news needs no colour of its own beside its mark.
const fn badge_tone(tone: Tone) -> Tone {
    match tone {
        Tone::Good => Tone::Neutral,
        tone => tone,
    }
}

/// What a token says of itself.
fn token(form: Form) -> Option<AnyView> {
    let token = form.doctor.findings.with(|findings| {
        let findings = findings.as_ref()?;
        findings.subject.token.clone()
    })?;
    let Token {
        claims: Some(claims),
        age,
        ..
    } = token
    else {
        return None;
    };
    let items = Signal::derive(move || {
        let language = form.words.0.get();
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
    Some(view! { <DescriptionList items=items/> }.into_any())
}

/// The ids that support asks for, and the report.
fn after(form: Form) -> AnyView {
    let words = form.words;
    let text = Signal::derive(move || report_of(form));
    let problem = form
        .doctor
        .findings
        .with(|findings| findings.as_ref().and_then(Findings::problem).cloned());
    let (own, theirs) = problem.map_or((None, None), |problem| {
        (problem.trace, problem.vendor_trace)
    });
    view! {
        {trace_line(words, Language::trace_id, own)}
        {trace_line(words, Language::vendor_trace_id, theirs)}
        <div class="doctor-report">
            <CopyButton
                text=text
                label=words.of(Language::doctor_copy)
                done_label=words.of(Language::doctor_copied)
                labelled=true
            />
            <p class="section-note">{words.of(Language::doctor_copy_note)}</p>
        </div>
    }
    .into_any()
}

fn report_of(form: Form) -> String {
    let Some(findings) = form.doctor.findings.get_untracked() else {
        return String::new();
    };
    let (connection, credentials) = untrack(|| form.meant());
    let addresses = [
        connection.route.proxy().unwrap_or_default(),
        &connection.base_url,
    ];
    let mask = Mask::new(credentials.as_ref(), &connection.proxy_headers, &addresses);
    let circumstances = Circumstances {
        time: js_sys::Date::new_0()
            .to_iso_string()
            .as_string()
            .unwrap_or_default(),
        console: env!("CARGO_PKG_VERSION").to_owned(),
        gateway: form.session.gateway_version(),
        browser: window().navigator().user_agent().unwrap_or_default(),
        proxy_headers: connection
            .proxy_headers
            .names()
            .map(str::to_owned)
            .collect(),
    };
    report(
        form.words.now(),
        &findings,
        &examine(&findings),
        &circumstances,
        &mask,
    )
}
