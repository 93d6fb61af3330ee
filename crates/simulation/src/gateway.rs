//! The gateway's memory of writes: a request that a browser silently sends again is not sent on again.

use std::collections::HashMap;
use vendors::{Response, Vendor};

/// What to do with a request that reached the gateway.
pub(crate) enum Claim {
    /// Send it to the vendor.
    SendOn,
    /// It is on its way; the answer will come for this one too.
    Wait,
    /// It was answered.
    Answered(Response),
}

struct Entry {
    trace: usize,
    answer: Option<Response>,
    waiting: Vec<usize>,
}

/// The record of writes.
#[derive(Default)]
pub(crate) struct Record {
    entries: HashMap<String, Entry>,
}

impl Record {
    /// A write arrives. Somebody who sends again on purpose has another trace; where the vendor recognises the write by
    /// its id, the vendor is asked.
    pub(crate) fn claim(&mut self, id: &str, vendor: Vendor, trace: usize) -> Claim {
        if let Some(entry) = self.entries.get_mut(id) {
            let deliberate = entry.trace != trace && vendor == Vendor::BitAnswer;
            if !deliberate {
                return match &entry.answer {
                    Some(answer) => Claim::Answered(answer.clone()),
                    None => {
                        entry.waiting.push(trace);
                        Claim::Wait
                    }
                };
            }
        }
        let entry = Entry {
            trace,
            answer: None,
            waiting: vec![trace],
        };
        self.entries.insert(id.to_owned(), entry);
        Claim::SendOn
    }

    /// The answer to the write of a trace is known: gives who waits for it.
    pub(crate) fn settle(&mut self, id: &str, trace: usize, answer: &Response) -> Vec<usize> {
        match self.entries.get_mut(id) {
            Some(entry) if entry.trace == trace => {
                entry.answer = Some(answer.clone());
                std::mem::take(&mut entry.waiting)
            }
            _ => vec![trace],
        }
    }
}
