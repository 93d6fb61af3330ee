//! The sandbox for a browser: answers as a gateway would that leads to nothing but the sandbox, so that a static site can be
//! tried without any server. A service worker (`public/demo-sw.js`) hands requests in and answers out.
//!
//! No input or output, no clock: the time comes with each request. The same requests at the same times give the same answers,
//! so the worker keeps the requests that change something and asks them again when the browser has stopped it meanwhile.

mod connections;
mod exchange;
mod gateway;
mod repeats;

pub use exchange::{Answer, Request};
pub use gateway::Gateway;

use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;

/// Whoever opens the demonstration finds the same people.
const SEED: u64 = 1;

thread_local! {
    static GATEWAY: RefCell<Option<Gateway>> = const { RefCell::new(None) };
}

/// Answers a request. `target` is the path beside the page, with its query; `headers` are lines `name: value`, names in lower
/// case; `now` is in seconds since the Unix epoch. The answer is a line of JSON (`status`, `headers`, `delay` in milliseconds,
/// `keep`: whether the request has to be kept, `fresh`: whether everything before it is forgotten), and behind it the body.
#[wasm_bindgen]
pub fn answer(method: &str, target: &str, headers: &str, body: &[u8], now: f64) -> Vec<u8> {
    let headers: Vec<(String, String)> = headers
        .lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let request = Request {
        method,
        target,
        headers: &headers,
        body,
    };
    let now = now as u64;
    GATEWAY.with_borrow_mut(|gateway| {
        let gateway = gateway.get_or_insert_with(|| Gateway::new(SEED, now));
        gateway.answer(&request, now).into_bytes()
    })
}
