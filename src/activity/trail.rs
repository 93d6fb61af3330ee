//! The gateway's audit trail as it tells it, page by page from the newest: read tolerantly, since the gateway may be older
//! or newer than the console. Pure; what a moment's text means is told from outside.

use super::entry::{Sent, operation_key};
use super::history::{Act, AtGateway, Result};
use jobs::{Reason, ReasonKind};
use serde_json::Value;
use vendors::{Operation, Vendor};

/// One answer of the gateway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrailPage {
    /// The writes, the newest first.
    pub acts: Vec<Act>,
    /// What to go on with; `None` at the trail's beginning.
    pub before: Option<u64>,
    /// Writes that could not be read.
    unreadable: u32,
    stretch: Option<Stretch>,
}

/// A stretch of the chain that the gateway checked.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stretch {
    from: u64,
    to: u64,
    hash: String,
    broken: Option<u64>,
}

impl TrailPage {
    /// Reads an answer; `None` if it is none. `moment` reads a time as RFC 3339 writes it, in milliseconds since the Unix
    /// epoch.
    pub fn read(text: &str, moment: impl Fn(&str) -> Option<u64>) -> Option<TrailPage> {
        let root: Value = serde_json::from_str(text).ok()?;
        let writes = root["writes"].as_array()?;
        let acts: Vec<Act> = writes
            .iter()
            .filter_map(|write| act(write, &moment))
            .collect();
        Some(TrailPage {
            unreadable: u32::try_from(writes.len() - acts.len()).unwrap_or(u32::MAX),
            acts,
            before: root["before"].as_u64(),
            stretch: stretch(&root["chain"]),
        })
    }
}

fn stretch(chain: &Value) -> Option<Stretch> {
    Some(Stretch {
        from: chain["from"].as_u64()?,
        to: chain["to"].as_u64()?,
        hash: text(&chain["hash"]),
        broken: chain["broken"].as_u64(),
    })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A write; what has neither a number nor a time is none.
fn act(write: &Value, moment: impl Fn(&str) -> Option<u64>) -> Option<Act> {
    let number = write["seq"].as_u64()?;
    let at = moment(write["at"].as_str()?)?;
    let names = write["targets"].as_array().into_iter().flatten();
    let names: Vec<String> = names.filter_map(Value::as_str).map(str::to_owned).collect();
    let count = write["targets_total"].as_u64();
    let count = count.and_then(|count| usize::try_from(count).ok());
    let vendor = text(&write["vendor"]);
    let status = write["status"].as_u64();
    let result = match write["result"].as_str() {
        None => Result::Open,
        Some("answered") => {
            Result::Answered(status.and_then(|own| own.try_into().ok()).unwrap_or(0))
        }
        Some("not-sent") => Result::NotSent,
        // Words of a newer gateway, too: nobody here knows what they mean for the write.
        Some(_) => Result::Unknown(Reason::of(ReasonKind::NoAnswer)),
    };
    Some(Act {
        number,
        hash: text(&write["hash"]),
        at,
        trace: text(&write["trace"]),
        sent: Sent {
            connection: text(&write["connection"]),
            operation: key(&vendor, text(&write["operation"])),
            count: count.unwrap_or(names.len()).max(names.len()),
            names,
            request: text(&write["request"]),
            vendor,
        },
        result,
        at_gateway: Some(AtGateway {
            who: text(&write["who"]),
            role: text(&write["role"]),
            ended: write["ended"].as_str().and_then(moment),
            failure: write["failure"].as_str().map(str::to_owned),
        }),
    })
}

/// What an operation is called here. The first gateways told the names that stand in the file.
fn key(vendor: &str, told: String) -> String {
    let vendor = Vendor::from_slug(vendor);
    let mut known = Operation::ALL
        .into_iter()
        .filter(|own| Some(own.vendor()) == vendor);
    let known = known.find(|own| format!("{own:?}") == told);
    known.map_or(told, operation_key)
}

/// What is known of a trail after some of its pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    /// What to ask for next; `None` at the trail's beginning, and before the first page.
    pub before: Option<u64>,
    /// The number of the newest write.
    pub newest: u64,
    /// Writes that could not be read.
    pub unreadable: u32,
    /// What is known of the chain.
    pub chain: Chain,
    /// The entry with which the next stretch must end, and its hash where it could be read.
    joint: Option<(u64, Option<String>)>,
}

/// What the gateway says of the chain, as far as the trail was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Chain {
    /// Nothing: it does not check.
    #[default]
    Unsaid,
    /// Whole from one entry to the trail's end, whose hash this is. From 0 on it is the whole trail.
    Whole {
        /// The number of the first entry that was checked.
        from: u64,
        /// The number of the last entry.
        to: u64,
        /// The last entry's hash.
        head: String,
    },
    /// Broken from this entry on.
    Broken(u64),
}

impl Trail {
    /// Takes the next page: the first one, or the one behind [`before`](Self::before).
    pub fn take(&mut self, page: &TrailPage) {
        let is_first = self.newest == 0 && self.joint.is_none() && self.before.is_none();
        if is_first {
            self.newest = page.acts.first().map_or(0, |act| act.number);
        }
        self.before = page.before;
        self.unreadable = self.unreadable.saturating_add(page.unreadable);
        let joint = self.joint.take();
        let chain = std::mem::take(&mut self.chain);
        self.chain = match (chain, &page.stretch) {
            // The oldest break is the one that everything behind it hangs on.
            (
                _,
                Some(Stretch {
                    broken: Some(at), ..
                }),
            ) => Chain::Broken(*at),
            (Chain::Broken(at), _) => Chain::Broken(at),
            (Chain::Unsaid, Some(own)) if is_first => Chain::Whole {
                from: own.from,
                to: own.to,
                head: own.hash.clone(),
            },
            (Chain::Whole { to, head, .. }, Some(own)) => match joint {
                Some((number, hash))
                    if number == own.to && hash.as_ref().is_none_or(|hash| *hash == own.hash) =>
                {
                    Chain::Whole {
                        from: own.from,
                        to,
                        head,
                    }
                }
                // What was read before is no longer what stands there.
                _ => Chain::Broken(own.to),
            },
            (Chain::Unsaid | Chain::Whole { .. }, _) => Chain::Unsaid,
        };
        self.joint = page.before.map(|before| {
            let last = page.acts.last().filter(|act| act.number == before);
            (before, last.map(|act| act.hash.clone()))
        });
    }

    /// How much was read: a part, and the whole.
    pub fn progress(&self) -> (u64, u64) {
        let read = self.newest.saturating_sub(self.before.unwrap_or(0));
        (read, self.newest)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::activity::{History, Wanted, operation_of};

    fn read(text: &str) -> Option<TrailPage> {
        TrailPage::read(text, |text| text.parse().ok())
    }

    fn page(from: u64, to: u64, chain: &str, before: &str) -> TrailPage {
        let writes: Vec<String> = (from..to)
            .rev()
            .map(|number| {
                format!(r#"{{"seq":{number},"at":"5","hash":"h{number}","who":"w{}","targets":["t{number}"]}}"#, number % 2)
            })
            .collect();
        let writes = writes.join(",");
        read(&format!(
            r#"{{"writes":[{writes}],"before":{before},"chain":{chain}}}"#
        ))
        .unwrap()
    }

    #[test]
    fn a_write_is_read_with_all_that_the_gateway_says() {
        let page = read(
            r#"{"writes":[{"seq":7,"at":"10","who":"wang","role":"admin","connection":"bitanswer","vendor":"bitanswer",
            "operation":"PATCH /users","targets":["a","b"],"targets_total":9,"trace":"t","request":null,"hash":"h",
            "result":"answered","status":409,"failure":null,"ended":"12","new":{"member":1}}],"before":7,
            "chain":{"from":7,"to":8,"hash":"x","broken":null}}"#,
        );
        let page = page.unwrap();
        let act = &page.acts[0];
        assert_eq!((act.number, act.at, act.sent.count), (7, 10, 9));
        assert_eq!(act.result, Result::Answered(409));
        assert_eq!(act.result.name(), "refused");
        let own = act.at_gateway.as_ref().unwrap();
        assert_eq!((own.who.as_str(), own.ended), ("wang", Some(12)));
        assert_eq!(
            operation_of(&act.sent.vendor, &act.sent.operation),
            Some(Operation::BitAnswerPatchUsers)
        );
    }

    #[test]
    fn older_and_newer_gateways_are_understood() {
        let page = read(
            r#"{"writes":[7,{"seq":1},{"seq":3,"at":"1","vendor":"bitanswer","operation":"BitAnswerDeleteUser"},
            {"seq":2,"at":"1","result":"deferred","operation":"MERGE /users"},{"seq":1,"at":"1","result":"not-sent"}]}"#,
        );
        let page = page.unwrap();
        assert_eq!(
            (page.acts.len(), page.unreadable, page.before),
            (3, 2, None)
        );
        assert_eq!(page.acts[0].sent.operation, "DELETE /users/user/{name}");
        let results: Vec<&str> = page.acts.iter().map(|act| act.result.name()).collect();
        assert_eq!(results, ["open", "unknown", "not-sent"]);
        let mut trail = Trail::default();
        trail.take(&page);
        assert_eq!(trail.chain, Chain::Unsaid);
        for text in ["", "<html>", "{}", r#"{"writes":{}}"#] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn pages_join_to_the_whole_chain() {
        let mut trail = Trail::default();
        let newest = r#"{"from":6,"to":9,"hash":"h9","broken":null}"#;
        trail.take(&page(6, 10, newest, "6"));
        let whole = |from| Chain::Whole {
            from,
            to: 9,
            head: "h9".to_owned(),
        };
        assert_eq!(trail.chain, whole(6));
        assert_eq!(trail.progress(), (3, 9));
        let mut changed = trail.clone();
        trail.take(&page(1, 6, r#"{"from":0,"to":6,"hash":"h6"}"#, "null"));
        assert_eq!((trail.chain.clone(), trail.progress()), (whole(0), (9, 9)));
        // Somebody wrote it anew between two pages.
        changed.take(&page(1, 6, r#"{"from":0,"to":6,"hash":"other"}"#, "null"));
        assert_eq!(changed.chain, Chain::Broken(6));
    }

    #[test]
    fn a_break_stays() {
        let mut trail = Trail::default();
        let broken = r#"{"from":6,"to":7,"hash":"h7","broken":8}"#;
        trail.take(&page(6, 10, broken, "6"));
        trail.take(&page(2, 6, r#"{"from":2,"to":6,"hash":"h6"}"#, "2"));
        assert_eq!(trail.chain, Chain::Broken(8));
        trail.take(&page(
            1,
            2,
            r#"{"from":0,"to":1,"hash":"h1","broken":1}"#,
            "null",
        ));
        assert_eq!(trail.chain, Chain::Broken(1));
    }

    #[test]
    fn everyones_writes_are_filtered_by_who_and_come_newest_first() {
        let mut history = History::default();
        history.add_older(page(4, 6, "null", "4").acts);
        history.add_older(page(2, 4, "null", "null").acts);
        let visible = |wanted: Wanted<'_>| -> Vec<u64> {
            let places = history.visible(&wanted).into_iter();
            places.map(|place| history.acts()[place].number).collect()
        };
        assert_eq!(visible(Wanted::default()), [5, 4, 3, 2]);
        let who = Wanted {
            who: "w1",
            ..Wanted::default()
        };
        assert_eq!(visible(who), [5, 3]);
        let typed = Wanted {
            typed: "T3",
            ..Wanted::default()
        };
        assert_eq!(visible(typed), [3]);
    }
}
