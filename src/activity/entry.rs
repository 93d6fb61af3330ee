//! One entry of the activity, as it is kept. Pure. There is no secret in it: of a request it has the names only, and the
//! vendor's words were masked before.

use jobs::Reason;
use serde::{Deserialize, Serialize};
use vendors::problem::Cause;
use vendors::{Effect, Operation, Problem, Request, Targets, Vendor};

/// How many names of a batch an entry has; a job has all of them.
const NAMES: usize = 10;

/// What happened to a write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Happened {
    /// It left, or was about to.
    Sent(Sent),
    /// The vendor did it.
    Succeeded,
    /// It did not, or it never left.
    Failed(Reason),
    /// The answer never came: nobody knows.
    Unknown(Reason),
}

/// A write that left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// By which connection.
    pub connection: String,
    /// The vendor's slug.
    pub vendor: String,
    /// Method and path, see [`operation_key`].
    pub operation: String,
    /// The first of the accounts or apps that it names.
    pub names: Vec<String>,
    /// How many it names.
    pub count: usize,
    /// The id under which the vendor, or the gateway, knows the write.
    pub request: String,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When, in milliseconds since the Unix epoch.
    pub at: u64,
    /// The id of the exchange, the same in what was sent and in what came of it: our trace id.
    pub trace: String,
    /// What happened.
    pub happened: Happened,
}

impl Sent {
    /// Of a request as it is sent; `None` if it only reads.
    pub fn of(request: &Request, connection: &str) -> Option<Sent> {
        let Effect::Write(id) = &request.effect else {
            return None;
        };
        let target = request.target();
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (target.as_str(), None),
        };
        let body = request.body.as_ref().map(|body| body.bytes.as_slice());
        let targets = Targets::of(request.operation, path, query, body.unwrap_or_default());
        let mut names = targets.names;
        names.truncate(NAMES);
        Some(Sent {
            connection: connection.to_owned(),
            vendor: request.operation.vendor().slug().to_owned(),
            operation: operation_key(request.operation),
            names,
            count: targets.total,
            request: id.0.clone(),
        })
    }
}

impl Happened {
    /// What an answer means.
    pub fn of(problem: Option<&Problem>) -> Happened {
        match problem {
            None => Happened::Succeeded,
            Some(problem) => {
                let reason = Reason::from_problem(problem);
                if matches!(problem.cause, Cause::UnknownOutcome(_)) {
                    Happened::Unknown(reason)
                } else {
                    Happened::Failed(reason)
                }
            }
        }
    }
}

/// What an operation is called in entries, for ever: its method and its path.
pub fn operation_key(operation: Operation) -> String {
    let (method, path) = operation.endpoint();
    [method.as_str(), path].join(" ")
}

/// The operation that an entry means, here or in the gateway's trail; `None` if this version has none.
pub fn operation_of(vendor: &str, key: &str) -> Option<Operation> {
    let vendor = Vendor::from_slug(vendor)?;
    Operation::ALL
        .into_iter()
        .find(|operation| operation.vendor() == vendor && operation_key(*operation) == key)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use vendors::bitanswer::{PatchUsers, UserChange};
    use vendors::problem::TransportFailure;
    use vendors::{Call, RequestId, Secret};

    fn request(count: usize) -> Request {
        let changes = (0..count).map(|index| UserChange {
            name: format!("u{index}"),
            nick_name: None,
            status: None,
            password: Some(Secret::new("s3cret")),
        });
        let call = PatchUsers {
            changes: changes.collect(),
            id: RequestId("r1".to_owned()),
        };
        call.request().unwrap()
    }

    #[test]
    fn a_batch_is_its_first_names_and_its_size_and_no_password() {
        let sent = Sent::of(&request(214), "bitanswer").unwrap();
        assert_eq!((sent.names.len(), sent.count), (10, 214));
        assert_eq!(sent.names[9], "u9");
        assert_eq!(sent.request, "r1");
        let text = serde_json::to_string(&sent).unwrap();
        assert!(!text.contains("s3cret"));
        assert_eq!(serde_json::from_str::<Sent>(&text).unwrap(), sent);
    }

    #[test]
    fn operations_are_found_by_what_they_are_called() {
        for operation in Operation::ALL {
            let key = operation_key(operation);
            assert_eq!(
                operation_of(operation.vendor().slug(), &key),
                Some(operation)
            );
        }
        assert_eq!(operation_of("bitanswer", "PATCH /else"), None);
    }

    #[test]
    fn what_may_have_been_applied_is_unknown() {
        let problem = |cause| Problem::new(Operation::BitAnswerPatchUsers, cause);
        let lost = problem(Cause::Transport(TransportFailure::NotReached));
        assert!(matches!(Happened::of(Some(&lost)), Happened::Unknown(_)));
        let never = problem(Cause::Transport(TransportFailure::BadAddress));
        assert!(matches!(Happened::of(Some(&never)), Happened::Failed(_)));
        assert_eq!(Happened::of(None), Happened::Succeeded);
    }
}
