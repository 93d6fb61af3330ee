//! The browser's clock and randomness.

use rollcall_app::session::{clock, new_id, now_milliseconds};
use rollcall_app::transport::{AnswerDate, Clock};
use wasm_bindgen_test::wasm_bindgen_test;

/// Sun, 06 Nov 1994 08:49:37 GMT, in seconds since the epoch.
const THEN: f64 = 784_111_777.0;

fn seen(text: &str, local: f64) -> Clock {
    clock(&AnswerDate::Fresh(text.to_owned()), local, local)
}

#[wasm_bindgen_test]
fn a_clock_that_is_off_is_noticed() {
    let ahead = |local: f64| seen("Sun, 06 Nov 1994 08:49:37 GMT", local);
    assert_eq!(ahead(THEN), Clock::Ahead(0));
    assert_eq!(ahead(THEN + 4.9), Clock::Ahead(0));
    assert_eq!(ahead(THEN - 4.9), Clock::Ahead(0));
    assert_eq!(ahead(THEN - 600.0), Clock::Ahead(600));
    assert_eq!(ahead(THEN + 86_400.0), Clock::Ahead(-86_400));
}

#[wasm_bindgen_test]
fn what_is_no_date_says_nothing() {
    for text in ["", "yesterday", "Sun, 99 Nov 1994 08:49:37 GMT", "\u{0}"] {
        assert_eq!(seen(text, THEN), Clock::Hidden, "{text}");
    }
    assert_eq!(clock(&AnswerDate::Cached, THEN, THEN), Clock::Cached);
}

#[wasm_bindgen_test]
fn ids_differ_and_the_clock_runs() {
    let (first, second) = (new_id(), new_id());
    assert_ne!(first, second);
    for id in [first, second] {
        assert_eq!(id.len(), 32);
        assert!(id.bytes().all(|digit| digit.is_ascii_hexdigit()), "{id}");
    }
    assert!(now_milliseconds() > THEN * 1000.0);
}
