//! What is made of a failure before a page sees it: what it says of the vendor's health, what it leaves in doubt, and
//! that no secret is in it.

use crate::transport::{Clock, ProxyHeaders};
use vendors::problem::{Cause, MESSAGE_LIMIT, ProxyFailureKind, Refusal, RefusalKind};
use vendors::{Credentials, Operation, Problem, Secret};

/// Whether a failure says that the vendor, or the way to it, is not well.
pub(super) fn says_vendor_is_unwell(cause: &Cause) -> bool {
    match cause {
        // What the gateway refused us says nothing about the vendor.
        Cause::Proxy(failure) => !failure.kind.is_about_us(),
        Cause::Transport(_) | Cause::NotUnderstood(_) => true,
        Cause::Refused(Refusal { kind, .. }) => {
            matches!(kind, RefusalKind::Credentials | RefusalKind::Outage)
        }
        Cause::UnknownOutcome(because) => says_vendor_is_unwell(because),
        Cause::InvalidInput(_) => false,
    }
}

/// Whether a failure says that the gateway does not know, or no longer, who asks.
pub(super) fn says_signed_out(cause: &Cause) -> bool {
    matches!(cause, Cause::Proxy(failure) if failure.kind == ProxyFailureKind::SignInNeeded)
}

/// Seconds between two measures of the same clock that say nothing: answers take time.
const SAME_CLOCK: u64 = 5;

/// Whether a read was refused while the other side's clock was taken to be ahead by `before` seconds, and its answer showed
/// that it is another time. Only T12 signs the time, and no page of its says how it refuses a wrong one.
pub(super) fn is_of_another_time(problem: &Problem, before: i64, clock: Option<Clock>) -> bool {
    problem.operation == Operation::T12GetQuota
        && matches!(problem.cause, Cause::Refused(_))
        && matches!(clock, Some(Clock::Ahead(now)) if now.abs_diff(before) >= SAME_CLOCK)
}

/// A proxy that is not ours may have delivered a write before it answered in the vendor's place, whatever the status: its
/// words are no proof that nothing was applied.
pub(super) fn doubt(mut problem: Problem) -> Problem {
    let is_unproven =
        problem.operation.writes() && matches!(problem.cause, Cause::NotUnderstood(_));
    if is_unproven {
        problem.cause = Cause::UnknownOutcome(Box::new(problem.cause));
    }
    problem
}

/// Adds our trace id, and masks our credentials and the proxy's in whatever the vendor said.
pub(super) fn finish(
    mut problem: Problem,
    credentials: Option<&Credentials>,
    proxy_headers: &ProxyHeaders,
    trace: String,
) -> Problem {
    problem.trace = Some(trace);
    let mut secrets: Vec<&Secret> = proxy_headers.iter().map(|(_, value)| value).collect();
    secrets.extend(credentials.iter().flat_map(|own| own.secrets()));
    // The longest first: a part of it that is a secret too would leave the rest.
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.expose().len()));
    mask_text(&mut problem.vendor_trace, &secrets);
    mask(&mut problem.cause, &secrets);
    problem
}

fn mask(cause: &mut Cause, secrets: &[&Secret]) {
    match cause {
        Cause::Refused(refusal) => {
            mask_text(&mut refusal.message, secrets);
            mask_text(&mut refusal.code, secrets);
        }
        Cause::UnknownOutcome(because) => mask(because, secrets),
        _ => {}
    }
}

fn mask_text(text: &mut Option<String>, secrets: &[&Secret]) {
    let Some(text) = text else {
        return;
    };
    let may_be_cut = text.chars().count() >= MESSAGE_LIMIT;
    for secret in secrets {
        *text = if may_be_cut {
            secret.mask_cut(text)
        } else {
            secret.mask(text)
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vendors::problem::{Found, Misunderstanding, TransportFailure};

    #[test]
    fn a_strangers_words_do_not_prove_that_a_write_was_not_applied() {
        let not_found = || {
            Cause::NotUnderstood(Misunderstanding {
                status: 404,
                found: Found::Html { login: false },
            })
        };
        let of = |operation| doubt(Problem::new(operation, not_found())).cause;
        assert_eq!(
            of(Operation::BitAnswerPatchUsers),
            Cause::UnknownOutcome(Box::new(not_found()))
        );
        assert_eq!(of(Operation::BitAnswerListUsers), not_found());
    }

    #[test]
    fn only_a_read_that_was_refused_by_another_clock_is_asked_again() {
        let refused = || {
            Cause::Refused(Refusal {
                kind: RefusalKind::Other,
                status: 200,
                code: Some("1003".to_owned()),
                message: None,
                retry_after: None,
            })
        };
        let of = |operation, cause, before, now| {
            let problem = Problem::new(operation, cause);
            is_of_another_time(&problem, before, Some(Clock::Ahead(now)))
        };
        assert!(of(Operation::T12GetQuota, refused(), 0, -600));
        assert!(of(Operation::T12GetQuota, refused(), 600, 0));
        // By then it is the right time, and still a no.
        assert!(!of(Operation::T12GetQuota, refused(), 600, 601));
        assert!(!of(Operation::T12SetQuota, refused(), 0, 600));
        assert!(!of(Operation::BitAnswerListUsers, refused(), 0, 600));
        let offline = Cause::Transport(TransportFailure::Offline);
        assert!(!of(Operation::T12GetQuota, offline, 0, 600));
    }

    #[test]
    fn our_key_is_masked_in_the_vendors_words_and_its_trace() {
        let cut = format!("{}s3cret/", "x".repeat(MESSAGE_LIMIT - 7));
        for message in [
            "authkey s3cret/key or pr0xykey is wrong",
            "/list?authkey=s3cret%2Fkey is wrong",
            "{\"authkey\":\"s3cret\\/key\"} is wrong",
            &cut,
        ] {
            let finished = finished(message);
            let shown = format!("{finished:?}");
            for part in ["s3cret", "pr0xykey"] {
                assert!(!shown.contains(part), "{shown}");
            }
            assert_eq!(finished.trace.as_deref(), Some("t1"));
        }
    }

    fn finished(message: &str) -> Problem {
        let cause = Cause::Refused(Refusal {
            kind: RefusalKind::Credentials,
            status: 200,
            code: Some(message.to_owned()),
            message: Some(message.to_owned()),
            retry_after: None,
        });
        let mut problem = Problem::new(Operation::TingyunListUsers, cause);
        problem.vendor_trace = Some(message.to_owned());
        let credentials = Credentials::Tingyun {
            authkey: Secret::new("s3cret/key"),
        };
        let header = ("x-key".to_owned(), Secret::new("pr0xykey"));
        let headers = ProxyHeaders::new(vec![header]);
        finish(problem, Some(&credentials), &headers, "t1".to_owned())
    }
}
