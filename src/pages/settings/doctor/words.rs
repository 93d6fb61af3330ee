//! The doctor's checks in words: the cause, and what to set where.

use super::super::connection_card::fault_words;
use super::super::header_rows;
use crate::doctor::{Age, Answered, Check, Fault, Kind, Place, Remark, Token, Untold, Verdict};
use crate::i18n::problem::{explain, invalid_input};
use crate::i18n::{Language, operation_name};
use crate::transport::{AddressFault, Preflight, TemplateFault};
use crate::ui::Tone;
use vendors::problem::{Cause, ProxyFailure, ProxyFailureKind, RefusalKind};
use vendors::{Problem, Vendor};

/// What is said of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The cause, or a remark.
    pub cause: Option<String>,
    /// What to do.
    pub remedy: Option<String>,
}

/// What a check is called.
pub const fn name(language: Language, kind: Kind) -> &'static str {
    match kind {
        Kind::Address => language.doctor_address(),
        Kind::Network => language.doctor_network(),
        Kind::MixedContent => language.doctor_mixed_content(),
        Kind::LocalNetwork => language.doctor_local_network(),
        Kind::Reachable => language.doctor_reachable(),
        Kind::Cors => language.doctor_cors(),
        Kind::Access => language.doctor_access(),
        Kind::Forwarding => language.doctor_forwarding(),
        Kind::Upstream => language.doctor_upstream(),
        Kind::Vendor => language.doctor_vendor(),
        Kind::Credentials => language.doctor_credentials(),
        Kind::Signature => language.doctor_signature(),
        Kind::Clock => language.doctor_clock(),
        Kind::Token => language.doctor_token(),
        Kind::Service => language.doctor_service(),
    }
}

/// How a check ended, in a word and a tone.
pub const fn ended(language: Language, verdict: &Verdict) -> (&'static str, Tone) {
    match verdict {
        Verdict::Waiting => (language.doctor_waiting(), Tone::Neutral),
        Verdict::Pass(_) => (language.doctor_pass(), Tone::Good),
        Verdict::Fail(_) => (language.doctor_fail(), Tone::Bad),
        // What only follows from another check draws no eye.
        Verdict::CannotTell(Untold::Behind(_) | Untold::Cancelled | Untold::NothingHarmless) => {
            (language.doctor_cannot_tell(), Tone::Neutral)
        }
        Verdict::CannotTell(_) => (language.doctor_cannot_tell(), Tone::Warn),
        Verdict::NotNeeded => (language.doctor_not_needed(), Tone::Neutral),
    }
}

/// The whole of it in a line, once everything is known.
pub fn summary(language: Language, checks: &[Check]) -> String {
    let failed: Vec<Kind> = checks
        .iter()
        .filter(|check| matches!(check.verdict, Verdict::Fail(_)))
        .map(|check| check.kind)
        .collect();
    let answered = checks
        .iter()
        .any(|check| check.kind == Kind::Service && matches!(check.verdict, Verdict::Pass(_)));
    match (answered, failed.first()) {
        (true, None) => language.doctor_works().to_owned(),
        (true, Some(_)) => language.doctor_works_but(failed.len()),
        (false, Some(first)) => language.doctor_fails(name(language, *first)),
        (false, None) => language.doctor_undecided().to_owned(),
    }
}

/// What is said of a check.
pub fn told(language: Language, check: &Check) -> Told {
    let cause = |text: String| Told {
        cause: Some(text),
        remedy: None,
    };
    match &check.verdict {
        Verdict::Pass(None) if check.kind == Kind::Clock => {
            cause(language.doctor_clock_good().to_owned())
        }
        Verdict::Waiting | Verdict::NotNeeded | Verdict::Pass(None) => Told::default(),
        Verdict::Pass(Some(remark)) => cause(remarked(language, remark)),
        Verdict::CannotTell(untold) => cause(left_untold(language, untold)),
        Verdict::Fail(fault) => {
            let (cause, remedy) = failed(language, fault);
            Told {
                cause: Some(cause),
                remedy: Some(remedy),
            }
        }
    }
}

fn remarked(language: Language, remark: &Remark) -> String {
    match remark {
        Remark::Answered(answered, milliseconds) => format!(
            "{} {}",
            found(language, answered),
            language.settings_test_duration(*milliseconds)
        ),
        Remark::HeldByGateway => language.doctor_held_by_gateway().to_owned(),
        Remark::ClockCorrected(ahead) => clock_off(language, *ahead),
        Remark::NotPermitted(operations) => {
            let names: Vec<&str> = operations
                .iter()
                .map(|operation| operation_name(language, *operation))
                .collect();
            language.doctor_role_limits(&names.join(language.limit_list_separator()))
        }
    }
}

/// What the vendor answered.
fn found(language: Language, answered: &Answered) -> String {
    match answered {
        Answered::Quota(app, quota) => {
            language.settings_found_quota(app, quota.remain_user, quota.remain_test_user)
        }
        Answered::AllUsers(count, None) => language.settings_found_users(*count),
        Answered::AllUsers(count, Some(time)) => {
            let (users, clock) = (
                language.settings_found_users(*count),
                language.settings_found_vendor_time(time),
            );
            format!("{users} {clock}")
        }
        Answered::UserTotal(Some(total)) => language.settings_found_total(*total),
        Answered::UserTotal(None) => language.settings_found_no_total().to_owned(),
    }
}

/// The other side is ahead where this clock is behind.
fn clock_off(language: Language, ahead: i64) -> String {
    if ahead > 0 {
        language.doctor_clock_behind(ahead.unsigned_abs())
    } else {
        language.doctor_clock_ahead(ahead.unsigned_abs())
    }
}

fn left_untold(language: Language, untold: &Untold) -> String {
    let text = match untold {
        Untold::Behind(kind) => return language.doctor_untold_behind(name(language, *kind)),
        Untold::MethodsUntried { methods, server } => {
            return language.doctor_untold_methods(&methods.join(", "), server);
        }
        Untold::TokenUnverified(token) => return token_words(language, token),
        Untold::Cancelled => language.doctor_untold_cancelled(),
        Untold::NotShown => language.doctor_untold_not_shown(),
        Untold::NothingHarmless => language.doctor_untold_nothing_harmless(),
        Untold::NoApp => language.doctor_untold_no_app(),
        Untold::PlainHttpMayBePermitted => language.doctor_untold_plain_http(),
        Untold::BrowserWillAsk => language.doctor_untold_browser_asks(),
        Untold::PermissionUnknown => language.doctor_untold_permission(),
        Untold::NameMayBePrivate => language.doctor_untold_name(),
        Untold::PreflightInconclusive => language.doctor_untold_preflight(),
        Untold::DateHidden => language.doctor_untold_date_hidden(),
        Untold::DateCached => language.doctor_untold_date_cached(),
    };
    text.to_owned()
}

fn token_words(language: Language, token: &Token) -> String {
    let not_given = || language.not_given().to_owned();
    let of = |text: Option<&String>| text.cloned().unwrap_or_else(not_given);
    let claims = token.claims.as_ref();
    let age = token
        .age
        .map_or_else(not_given, |age| age_words(language, age));
    language.doctor_token_unverified(
        &of(claims.and_then(|claims| claims.bch_code.as_ref())),
        &of(claims.and_then(|claims| claims.account.as_ref())),
        &age,
    )
}

/// How long ago something was.
pub fn age_words(language: Language, age: Age) -> String {
    match age {
        Age::Future => language.settings_age_future().to_owned(),
        Age::Minutes(count) => language.settings_age_minutes(count),
        Age::Hours(count) => language.settings_age_hours(count),
        Age::Days(count) => language.settings_age_days(count),
    }
}

/// Cause and remedy.
fn failed(language: Language, fault: &Fault) -> (String, String) {
    let pair = |cause: String, remedy: &str| (cause, remedy.to_owned());
    match fault {
        Fault::Address(place, fault) => {
            let words = address_words(language, fault);
            let cause = match place {
                Place::Way => language.doctor_at_way(&words),
                Place::BaseUrl => language.doctor_at_base_url(&words),
            };
            pair(cause, language.doctor_correct_address())
        }
        Fault::Header(fault) => pair(
            language.doctor_at_header(header_rows::fault_words(language, *fault)),
            language.doctor_correct_address(),
        ),
        Fault::BadAddress => pair(
            language.doctor_bad_address().to_owned(),
            language.doctor_correct_address(),
        ),
        Fault::Offline => pair(
            language.transport_offline().to_owned(),
            language.remedy_offline(),
        ),
        Fault::MixedContent { server } => pair(
            language.doctor_mixed(server),
            language.doctor_mixed_remedy(),
        ),
        Fault::PlainHttpForbidden { server } => pair(
            language.doctor_plain_forbidden(server),
            language.doctor_mixed_remedy(),
        ),
        Fault::LocalNetworkDenied { server, page } => pair(
            language.doctor_local_denied(server, page),
            language.doctor_local_remedy(),
        ),
        Fault::GatewayGone => pair(
            language.doctor_gateway_gone().to_owned(),
            language.doctor_gateway_gone_remedy(),
        ),
        Fault::Silent { server, is_direct } => pair(
            language.doctor_silent(server),
            if *is_direct {
                language.doctor_silent_direct_remedy()
            } else {
                language.doctor_silent_remedy()
            },
        ),
        Fault::PageForbidden { server, page, asks } => (
            language.doctor_page_forbidden(server),
            language.doctor_page_forbidden_remedy(&allow_lines(language, page, asks)),
        ),
        Fault::HeadersForbidden {
            server,
            refused,
            page,
            asks,
        } => (
            language.doctor_headers_forbidden(server, &refused.join(", ")),
            language.doctor_headers_forbidden_remedy(&allow_lines(language, page, asks)),
        ),
        Fault::MethodsForbidden {
            server,
            refused,
            asks,
        } => (
            language.doctor_methods_forbidden(server, &refused.join(", ")),
            language.doctor_headers_forbidden_remedy(&allow_methods(asks)),
        ),
        Fault::RequestDied { server } => pair(
            language.doctor_request_died(server),
            language.doctor_request_died_remedy(),
        ),
        Fault::SignInNeeded => pair(
            language.proxy_sign_in_needed().to_owned(),
            language.doctor_sign_in_remedy(),
        ),
        Fault::RoleNotEnough => pair(
            language.proxy_role_not_enough().to_owned(),
            language.doctor_role_remedy(),
        ),
        Fault::Between(kind) => between(language, *kind),
        Fault::ProxyStatus {
            server,
            status,
            page,
        } => (
            language.doctor_proxy_status(server, *status),
            language.doctor_proxy_status_remedy(page),
        ),
        Fault::UpstreamStatus { server, status } => pair(
            language.doctor_upstream_status(server, *status),
            language.doctor_upstream_status_remedy(),
        ),
        Fault::TimedOut(seconds) => pair(
            language.transport_timed_out(*seconds),
            language.doctor_timeout_remedy(),
        ),
        Fault::NotTheVendor(problem) => said(language, problem),
        Fault::Input(input) => pair(invalid_input(language, *input), language.doctor_fill_in()),
        Fault::KeyRefused { problem, is_held } => pair(
            said(language, problem).0,
            if *is_held {
                language.doctor_key_remedy_gateway()
            } else {
                key_remedy(language, problem.vendor())
            },
        ),
        Fault::SignatureRefused(problem) => pair(
            said(language, problem).0,
            language.doctor_signature_remedy(),
        ),
        Fault::ClockOff { ahead } => {
            pair(clock_off(language, *ahead), language.doctor_clock_remedy())
        }
        Fault::TimeRefused(problem) => pair(
            said(language, problem).0,
            language.doctor_time_refused_remedy(),
        ),
        Fault::TokenOpaque => pair(
            language.settings_token_opaque().to_owned(),
            language.settings_token_opaque_note(),
        ),
        Fault::TokenFromFuture(_) => pair(
            language.doctor_token_future().to_owned(),
            language.doctor_clock_remedy(),
        ),
        Fault::TokenEnded(_, age) => pair(
            language.doctor_token_ended(&age_words(language, *age)),
            language.doctor_token_ended_remedy(),
        ),
        Fault::VendorSaysNo(problem) => {
            let (cause, remedy) = said(language, problem);
            let is_missing_app = problem.vendor() == Vendor::T12
                && matches!(&problem.cause, Cause::Refused(refusal)
                    if matches!(refusal.kind, RefusalKind::NotFound | RefusalKind::Other));
            if is_missing_app {
                pair(cause, language.doctor_vendor_remedy_app())
            } else {
                (cause, remedy)
            }
        }
    }
}

/// An address's fault without a word of the address: what was typed for a place may be a key.
fn address_words(language: Language, fault: &AddressFault) -> String {
    match fault {
        AddressFault::Template(TemplateFault::UnknownPlace(_)) => {
            let fault = AddressFault::Template(TemplateFault::UnknownPlace("…".to_owned()));
            fault_words(language, &fault)
        }
        fault => fault_words(language, fault),
    }
}

fn said(language: Language, problem: &Problem) -> (String, String) {
    let explained = explain(language, problem);
    (explained.reason, explained.remedy.to_owned())
}

fn between(language: Language, kind: ProxyFailureKind) -> (String, String) {
    use ProxyFailureKind as K;
    let failure = Cause::Proxy(ProxyFailure { kind, status: 502 });
    // Any operation will do: neither the reason nor the remedy speaks of it.
    let problem = Problem::new(vendors::Operation::TingyunListUsers, failure);
    let (cause, remedy) = said(language, &problem);
    let remedy = match kind {
        K::Dns => language.doctor_dns_remedy().to_owned(),
        K::Connect => language.doctor_connect_remedy().to_owned(),
        K::Tls => language.doctor_tls_remedy().to_owned(),
        K::Timeout => language.doctor_timeout_remedy().to_owned(),
        K::NotAllowed => language.doctor_not_allowed_remedy().to_owned(),
        _ => remedy,
    };
    (cause, remedy)
}

const fn key_remedy(language: Language, vendor: Vendor) -> &'static str {
    match vendor {
        Vendor::T12 => language.doctor_key_remedy_t12(),
        Vendor::Tingyun => language.doctor_key_remedy_tingyun(),
        Vendor::BitAnswer => language.doctor_key_remedy_bitanswer(),
        Vendor::ShareCreators => language.doctor_key_remedy_sharecreators(),
    }
}

/// What the server has to send, header by header.
fn allow_lines(language: Language, page: &str, asks: &Preflight) -> String {
    let mut lines = vec![format!("Access-Control-Allow-Origin: {page}")];
    if !asks.headers.is_empty() {
        let headers = asks.headers.join(", ");
        lines.push(format!("Access-Control-Allow-Headers: {headers}"));
    }
    if !asks.methods.is_empty() {
        lines.push(allow_methods(asks));
    }
    lines.join(language.doctor_and())
}

fn allow_methods(asks: &Preflight) -> String {
    let methods: Vec<&str> = asks.methods.iter().map(|method| method.as_str()).collect();
    format!("Access-Control-Allow-Methods: {}", methods.join(", "))
}
