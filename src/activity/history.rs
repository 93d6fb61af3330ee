//! The activity as a person looks at it: what was sent and what came of it, as one. Pure.

use super::chain::parts;
use super::entry::{Entry, Happened, Sent};
use crate::roster::Filter;
use jobs::Reason;
use std::collections::HashMap;

/// What came of a write, as far as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Result {
    /// Nothing was: it is under way, or the page was closed before the answer came.
    Open,
    /// The vendor did it.
    Succeeded,
    /// It did not.
    Failed(Reason),
    /// Nobody knows.
    Unknown(Reason),
    /// As the gateway puts it down: the vendor answered, with this status. It does not read answers.
    Answered(u16),
    /// As the gateway puts it down: it did not leave.
    NotSent,
}

impl Result {
    /// The name in an address and in exports.
    pub const fn name(&self) -> &'static str {
        match self {
            Result::Open => "open",
            Result::Succeeded => "succeeded",
            Result::Failed(_) => "failed",
            Result::Unknown(_) => "unknown",
            Result::Answered(0..400) => "answered",
            Result::Answered(_) => "refused",
            Result::NotSent => "not-sent",
        }
    }
}

/// A write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The number of its first entry.
    pub number: u64,
    /// That entry's hash.
    pub hash: String,
    /// When it was sent, in milliseconds since the Unix epoch.
    pub at: u64,
    /// The id of the exchange.
    pub trace: String,
    /// What was sent.
    pub sent: Sent,
    /// What came of it.
    pub result: Result,
    /// What only the gateway knows; `None` of a write that this browser recorded.
    pub at_gateway: Option<AtGateway>,
}

/// What the gateway's trail has beside what a browser records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AtGateway {
    /// Who wrote.
    pub who: String,
    /// The role's word.
    pub role: String,
    /// When it ended, in milliseconds since the Unix epoch.
    pub ended: Option<u64>,
    /// The gateway's own failure, by its word.
    pub failure: Option<String>,
}

/// The writes so far, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    acts: Vec<Act>,
    by_trace: HashMap<String, usize>,
    is_newest_first: bool,
    /// Entries that could not be read.
    pub unreadable: u32,
}

impl History {
    /// Takes an entry as it is kept.
    pub fn take(&mut self, number: u64, text: &str) {
        let entry = parts(text)
            .and_then(|(hash, content)| Some((hash, serde_json::from_str::<Entry>(content).ok()?)));
        let Some((hash, entry)) = entry else {
            self.unreadable += 1;
            return;
        };
        let Entry {
            at,
            trace,
            happened,
        } = entry;
        let result = match happened {
            Happened::Sent(sent) => {
                self.by_trace.insert(trace.clone(), self.acts.len());
                self.acts.push(Act {
                    number,
                    hash: hash.to_owned(),
                    at,
                    trace,
                    sent,
                    result: Result::Open,
                    at_gateway: None,
                });
                return;
            }
            Happened::Succeeded => Result::Succeeded,
            Happened::Failed(reason) => Result::Failed(reason),
            Happened::Unknown(reason) => Result::Unknown(reason),
        };
        let place = self.by_trace.get(&trace);
        if let Some(act) = place.and_then(|place| self.acts.get_mut(*place)) {
            act.result = result;
        }
    }

    /// Takes writes that are older than all so far, the newest of them first, as a gateway's trail gives them. Not for a
    /// history that takes entries.
    pub fn add_older(&mut self, acts: Vec<Act>) {
        self.is_newest_first = true;
        self.acts.extend(acts);
    }

    /// All writes, in the order in which they were taken.
    pub fn acts(&self) -> &[Act] {
        &self.acts
    }

    /// The places of those that are wanted, the newest first.
    pub fn visible(&self, wanted: &Wanted<'_>) -> Vec<usize> {
        let filter = Filter::new(wanted.typed);
        let is_any = |text: &str, own: &str| text.is_empty() || text == own;
        let last = self.acts.len().saturating_sub(1);
        let places = (0..self.acts.len()).map(|place| {
            if self.is_newest_first {
                place
            } else {
                last - place
            }
        });
        let is_wanted = |act: &Act| {
            let who = act.at_gateway.as_ref();
            is_any(wanted.vendor, &act.sent.vendor)
                && is_any(wanted.who, who.map_or("", |own| own.who.as_str()))
                && is_any(wanted.connection, &act.sent.connection)
                && is_any(wanted.operation, &act.sent.operation)
                && is_any(wanted.result, act.result.name())
                && act.at >= wanted.since
                && (wanted.typed.is_empty() || matches(&filter, act))
        };
        places
            .filter(|place| self.acts.get(*place).is_some_and(is_wanted))
            .collect()
    }
}

fn matches(filter: &Filter, act: &Act) -> bool {
    let who = act.at_gateway.as_ref().map_or("", |own| own.who.as_str());
    let ids = [act.trace.as_str(), &act.sent.request, who];
    filter.matches(act.sent.names.iter().map(String::as_str).chain(ids))
}

/// Which writes are wanted; an empty text wants any.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// The vendor's slug.
    pub vendor: &'a str,
    /// Who wrote; of the gateway's trail only.
    pub who: &'a str,
    /// The connection's id.
    pub connection: &'a str,
    /// The operation's key.
    pub operation: &'a str,
    /// The result's name.
    pub result: &'a str,
    /// Not before this, in milliseconds since the Unix epoch.
    pub since: u64,
    /// What names and ids are searched for.
    pub typed: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activity::chain::End;
    use jobs::ReasonKind;

    fn sent(name: &str, vendor: &str) -> Happened {
        Happened::Sent(Sent {
            connection: vendor.to_owned(),
            vendor: vendor.to_owned(),
            operation: "PATCH /users".to_owned(),
            names: vec![name.to_owned()],
            count: 1,
            request: format!("r-{name}"),
        })
    }

    fn history() -> History {
        let failed = Happened::Failed(Reason::of(ReasonKind::Refused));
        let entries = [
            (1, "t1", sent("zhang", "bitanswer")),
            (2, "t2", sent("li", "t12")),
            (3, "t1", Happened::Succeeded),
            (4, "t2", failed),
            (5, "t3", sent("wang", "bitanswer")),
            (6, "t9", Happened::Succeeded),
        ];
        let mut end = End::none();
        let mut history = History::default();
        for (at, trace, happened) in entries {
            let (number, text) = end.extend(&Entry {
                at,
                trace: trace.to_owned(),
                happened,
            });
            history.take(number, &text);
        }
        history.take(7, "nonsense");
        history
    }

    #[test]
    fn what_was_sent_and_what_came_of_it_are_one() {
        let history = history();
        let results: Vec<&str> = history.acts().iter().map(|act| act.result.name()).collect();
        assert_eq!(results, ["succeeded", "failed", "open"]);
        assert_eq!(history.unreadable, 1);
    }

    #[test]
    fn what_is_wanted_comes_newest_first() {
        let history = history();
        let visible = |wanted: Wanted<'_>| history.visible(&wanted);
        assert_eq!(visible(Wanted::default()), [2, 1, 0]);
        let bitanswer = Wanted {
            vendor: "bitanswer",
            ..Wanted::default()
        };
        assert_eq!(visible(bitanswer), [2, 0]);
        let failed = Wanted {
            result: "failed",
            ..Wanted::default()
        };
        assert_eq!(visible(failed), [1]);
        let since = Wanted {
            since: 2,
            ..Wanted::default()
        };
        assert_eq!(visible(since), [2, 1]);
        for typed in ["ZHANG", "r-zhang", "t1"] {
            let found = Wanted {
                typed,
                ..Wanted::default()
            };
            assert_eq!(visible(found), [0], "{typed}");
        }
    }
}
