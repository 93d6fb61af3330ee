//! What is made of a failure before a page sees it: what it says of the vendor's health, what it leaves in doubt, and
//! that no secret is in it.

use crate::transport::ProxyHeaders;
use vendors::problem::{Cause, MESSAGE_LIMIT, ProxyFailureKind, Refusal, RefusalKind};
use vendors::{Credentials, Problem, Secret};

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
    use vendors::Operation;
    use vendors::problem::{Found, Misunderstanding};

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
