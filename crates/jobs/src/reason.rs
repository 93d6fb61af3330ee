//! Why a row failed, in a form that can be kept: by cause, with the vendor's own words.

use serde::{Deserialize, Serialize};
use vendors::Problem;
use vendors::problem::{Cause, RefusalKind};

/// Why something failed. Holds no secret: the vendor's words come from a [`Problem`], where they are masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The cause.
    pub kind: ReasonKind,
    /// The vendor's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The vendor's own code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The HTTP status, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The id under which our own side knows the exchange.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace: Option<String>,
    /// The id under which the vendor knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor_trace: Option<String>,
}

/// The causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonKind {
    /// The vendor said no.
    Refused,
    /// What was named does not exist at the vendor.
    NotFound,
    /// The vendor does not accept our key, token or signature.
    Credentials,
    /// The vendor wants fewer requests.
    RateLimited,
    /// The vendor itself is failing.
    Outage,
    /// The vendor's answer is not what its page documents.
    NotUnderstood,
    /// Something between us and the vendor failed.
    Proxy,
    /// Nothing came back from anybody.
    NoAnswer,
    /// The request could not be made.
    Invalid,
    /// The account is not as it was when the plan was made.
    ChangedMeanwhile,
    /// The request was lost, and reading back shows that it did nothing.
    Lost,
    /// The vendor's answer passes over it, and reading back shows that nothing was done.
    PassedOver,
    /// The admin says that it was not done.
    Admin,
}

impl Reason {
    /// A reason that no vendor gave.
    pub fn of(kind: ReasonKind) -> Self {
        Reason {
            kind,
            words: None,
            code: None,
            status: None,
            trace: None,
            vendor_trace: None,
        }
    }

    /// The reason that a problem gives.
    pub fn from_problem(problem: &Problem) -> Self {
        let mut reason = Reason {
            trace: problem.trace.clone(),
            vendor_trace: problem.vendor_trace.clone(),
            ..Reason::of(ReasonKind::Refused)
        };
        reason.take(&problem.cause);
        reason
    }

    fn take(&mut self, cause: &Cause) {
        match cause {
            Cause::InvalidInput(_) => self.kind = ReasonKind::Invalid,
            Cause::Transport(_) => self.kind = ReasonKind::NoAnswer,
            Cause::Proxy(failure) => {
                self.kind = ReasonKind::Proxy;
                self.status = Some(failure.status);
                self.code = Some(failure.kind.as_str().to_owned());
            }
            Cause::Refused(refusal) => {
                self.kind = match refusal.kind {
                    RefusalKind::Credentials => ReasonKind::Credentials,
                    RefusalKind::RateLimited => ReasonKind::RateLimited,
                    RefusalKind::NotFound => ReasonKind::NotFound,
                    RefusalKind::Outage => ReasonKind::Outage,
                    RefusalKind::Other => ReasonKind::Refused,
                };
                self.status = Some(refusal.status);
                self.code.clone_from(&refusal.code);
                self.words.clone_from(&refusal.message);
            }
            Cause::NotUnderstood(misunderstanding) => {
                self.kind = ReasonKind::NotUnderstood;
                self.status = Some(misunderstanding.status);
            }
            Cause::UnknownOutcome(inner) => self.take(inner),
        }
    }
}
