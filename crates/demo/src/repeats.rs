//! Each write once, as at the gateway: who sends a write again under its id gets what the first sending got.

use crate::exchange::{Answer, Request};
use std::collections::HashMap;
use vendors::problem::{REQUEST_HEADER, TRACE_HEADER};

/// BitAnswer's own header for the id of a write, which BitAnswer applies once.
const VENDORS_OWN: &str = "x-bit-req-id";

/// What is to be done with a write.
pub(crate) enum Claim {
    /// Carry it out, and say what came of it, if it has an id.
    First(Option<String>),
    /// It was carried out.
    Repeat(Answer),
    /// The id was used for another write.
    Differs,
}

struct Write {
    method: String,
    target: String,
    body: Vec<u8>,
    trace: Option<String>,
    answer: Answer,
}

/// The writes that were made since everything was new.
#[derive(Default)]
pub(crate) struct Repeats(HashMap<String, Write>);

impl Repeats {
    /// Asks what to do with a write.
    pub(crate) fn claim(&self, request: &Request<'_>) -> Claim {
        let own = request.header(VENDORS_OWN);
        let Some(id) = request.header(REQUEST_HEADER).or(own) else {
            return Claim::First(None);
        };
        let Some(first) = self.0.get(id) else {
            return Claim::First(Some(id.to_owned()));
        };
        let is_same = first.method == request.method
            && first.target == request.target
            && first.body == request.body;
        // Whoever sends again on purpose what the vendor recognises hears the vendor.
        let is_another = first.trace.as_deref() != request.header(TRACE_HEADER);
        match is_same {
            false => Claim::Differs,
            true if is_another && own.is_some() => Claim::First(Some(id.to_owned())),
            true => Claim::Repeat(first.answer.clone()),
        }
    }

    /// Remembers what came of a write.
    pub(crate) fn remember(&mut self, id: String, request: &Request<'_>, answer: &Answer) {
        let write = Write {
            method: request.method.to_owned(),
            target: request.target.to_owned(),
            body: request.body.to_vec(),
            trace: request.header(TRACE_HEADER).map(str::to_owned),
            answer: answer.clone(),
        };
        self.0.insert(id, write);
    }
}
