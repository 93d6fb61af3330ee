//! What is made of a failure before a page sees it: what it says of the vendor's health, what it leaves in doubt, and
//! that no secret is in it.

use crate::transport::ProxyHeaders;
use vendors::problem::{Cause, Refusal, RefusalKind};
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
    mask(&mut problem.cause, &secrets);
    problem
}

fn mask(cause: &mut Cause, secrets: &[&Secret]) {
    match cause {
        Cause::Refused(refusal) => {
            for text in [&mut refusal.message, &mut refusal.code]
                .into_iter()
                .flatten()
            {
                for secret in secrets {
                    *text = secret.mask(text);
                }
            }
        }
        Cause::UnknownOutcome(because) => mask(because, secrets),
        _ => {}
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
    fn our_key_is_masked_in_the_vendors_words() {
        let cause = Cause::Refused(Refusal {
            kind: RefusalKind::Credentials,
            status: 200,
            code: None,
            message: Some("authkey s3cretkey or pr0xykey is wrong".to_owned()),
            retry_after: None,
        });
        let problem = Problem::new(Operation::TingyunListUsers, cause);
        let credentials = Credentials::Tingyun {
            authkey: Secret::new("s3cretkey"),
        };
        let header = ("x-key".to_owned(), Secret::new("pr0xykey"));
        let headers = ProxyHeaders::new(vec![header]);
        let finished = finish(problem, Some(&credentials), &headers, "t1".to_owned());
        let shown = format!("{finished:?}");
        assert!(!shown.contains("s3cretkey") && !shown.contains("pr0xykey"));
        assert_eq!(finished.trace.as_deref(), Some("t1"));
    }
}
