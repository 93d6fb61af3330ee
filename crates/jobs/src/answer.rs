//! What the answer to a write means for the job: the one place that judges a [`Problem`] for it.

use crate::{Hold, Reason, Row, WriteOutput};
use vendors::Problem;
use vendors::problem::{Cause, Field, InvalidInput, ProxyFailureKind, RefusalKind};

/// What became of a request, as far as its answer tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The vendor did it. Which of the request's rows it lists, each by its place in the request.
    Accepted {
        /// Whether the row in that place is listed.
        listed: Vec<bool>,
    },
    /// The vendor said no to the whole request. A batch may have been applied in part all the same.
    Refused(Reason),
    /// Nothing was applied, and it is worth a try later.
    NotNow {
        /// Why.
        reason: Reason,
        /// Seconds that the vendor wants to be left alone.
        retry_after: Option<u32>,
    },
    /// Nothing was applied, and nothing will be until somebody does something.
    Stop(Hold),
    /// It may have been applied.
    Lost(Reason),
}

impl Answer {
    /// Judges the answer to a request about these rows.
    pub fn of(result: Result<WriteOutput, Problem>, rows: &[&Row]) -> Self {
        match result {
            Ok(WriteOutput::All | WriteOutput::Created(_)) => Answer::Accepted {
                listed: vec![true; rows.len()],
            },
            Ok(WriteOutput::Listed(names)) => {
                let names: std::collections::HashSet<&str> =
                    names.iter().map(String::as_str).collect();
                Answer::Accepted {
                    listed: rows
                        .iter()
                        .map(|row| names.contains(row.target.as_str()))
                        .collect(),
                }
            }
            Ok(WriteOutput::NotConfirmed) => Answer::Accepted {
                listed: vec![false; rows.len()],
            },
            Err(problem) => Self::of_problem(&problem),
        }
    }

    fn of_problem(problem: &Problem) -> Self {
        let reason = Reason::from_problem(problem);
        if let Some(hold) = hold_for(&problem.cause) {
            return Answer::Stop(hold);
        }
        match &problem.cause {
            Cause::UnknownOutcome(_) => Answer::Lost(reason),
            Cause::Refused(refusal) if refusal.kind == RefusalKind::RateLimited => Answer::NotNow {
                reason,
                retry_after: refusal.retry_after,
            },
            _ if problem.is_retryable() => Answer::NotNow {
                reason,
                retry_after: None,
            },
            // What was cancelled before it was sent, and other failures of the browser's own.
            Cause::Transport(_) => Answer::NotNow {
                reason,
                retry_after: None,
            },
            Cause::Proxy(_)
            | Cause::Refused(_)
            | Cause::NotUnderstood(_)
            | Cause::InvalidInput(_) => Answer::Refused(reason),
        }
    }
}

/// What somebody has to do before anything else can succeed, if that is what a failure means.
pub(crate) fn hold_for(cause: &Cause) -> Option<Hold> {
    use ProxyFailureKind as K;
    match cause {
        Cause::InvalidInput(InvalidInput::Missing(
            Field::Bitkey | Field::ManagerName | Field::ManagerKey | Field::Authkey,
        ))
        | Cause::InvalidInput(InvalidInput::Missing(Field::Token | Field::Bid))
        | Cause::InvalidInput(InvalidInput::WrongVendor) => Some(Hold::Credentials),
        Cause::InvalidInput(InvalidInput::ReadOnly) => Some(Hold::Role),
        Cause::Refused(refusal) if refusal.kind == RefusalKind::Credentials => {
            Some(Hold::Credentials)
        }
        Cause::Proxy(failure) => match failure.kind {
            K::SignInNeeded => Some(Hold::SignIn),
            K::RoleNotEnough => Some(Hold::Role),
            K::AddressRefused
            | K::Tls
            | K::NotAllowed
            | K::Misconfigured
            | K::AuditUnavailable
            | K::Refused => Some(Hold::Connection),
            _ => None,
        },
        Cause::Transport(vendors::problem::TransportFailure::BadAddress) => Some(Hold::Connection),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ReasonKind;
    use vendors::Operation;
    use vendors::problem::{ProxyFailure, Refusal, TransportFailure};

    fn judged(cause: Cause) -> Answer {
        Answer::of(
            Err(Problem::new(Operation::BitAnswerPatchUsers, cause)),
            &[],
        )
    }

    fn refusal(kind: RefusalKind) -> Cause {
        Cause::Refused(Refusal {
            kind,
            status: 200,
            code: Some("1003".to_owned()),
            message: Some("no such thing".to_owned()),
            retry_after: Some(7),
        })
    }

    fn proxy(kind: ProxyFailureKind) -> Cause {
        Cause::Proxy(ProxyFailure { kind, status: 502 })
    }

    #[test]
    fn what_may_have_been_applied_is_lost_and_nothing_else_is() {
        for cause in [
            Cause::Transport(TransportFailure::NotReached),
            Cause::Transport(TransportFailure::TimedOut(30)),
            proxy(ProxyFailureKind::Closed),
            refusal(RefusalKind::Outage),
        ] {
            assert!(matches!(judged(cause), Answer::Lost(_)));
        }
        for cause in [
            proxy(ProxyFailureKind::Dns),
            proxy(ProxyFailureKind::Busy),
            refusal(RefusalKind::RateLimited),
        ] {
            assert!(matches!(judged(cause), Answer::NotNow { .. }));
        }
    }

    #[test]
    fn a_wrong_key_stops_the_job_instead_of_failing_its_rows() {
        let holds = [
            refusal(RefusalKind::Credentials),
            Cause::InvalidInput(InvalidInput::Missing(Field::Bitkey)),
            proxy(ProxyFailureKind::SignInNeeded),
            proxy(ProxyFailureKind::RoleNotEnough),
            Cause::Transport(TransportFailure::BadAddress),
        ]
        .map(judged);
        assert_eq!(
            holds,
            [
                Hold::Credentials,
                Hold::Credentials,
                Hold::SignIn,
                Hold::Role,
                Hold::Connection
            ]
            .map(Answer::Stop)
        );
    }

    #[test]
    fn a_no_keeps_the_vendor_s_words() {
        let Answer::Refused(reason) = judged(refusal(RefusalKind::Other)) else {
            panic!("not a no");
        };
        assert_eq!(reason.kind, ReasonKind::Refused);
        assert_eq!(reason.words.as_deref(), Some("no such thing"));
        assert_eq!(reason.code.as_deref(), Some("1003"));
    }

    #[test]
    fn the_vendor_s_wish_to_be_left_alone_is_heard() {
        let Answer::NotNow { retry_after, .. } = judged(refusal(RefusalKind::RateLimited)) else {
            panic!("not later");
        };
        assert_eq!(retry_after, Some(7));
    }
}
