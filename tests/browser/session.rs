//! The browser's clock and randomness.

use rollcall_app::session::{new_id, now_milliseconds, skew_seconds};
use wasm_bindgen_test::wasm_bindgen_test;

/// Sun, 06 Nov 1994 08:49:37 GMT, in seconds since the epoch.
const THEN: f64 = 784_111_777.0;

#[wasm_bindgen_test]
fn a_clock_that_is_off_is_noticed_and_a_slow_answer_is_not() {
    let skew = |local: f64| skew_seconds("Sun, 06 Nov 1994 08:49:37 GMT", local);
    assert_eq!(skew(THEN), Some(0));
    assert_eq!(skew(THEN + 4.9), Some(0));
    assert_eq!(skew(THEN - 4.9), Some(0));
    assert_eq!(skew(THEN - 600.0), Some(600));
    assert_eq!(skew(THEN + 86_400.0), Some(-86_400));
}

#[wasm_bindgen_test]
fn what_is_no_date_says_nothing() {
    for text in ["", "yesterday", "Sun, 99 Nov 1994 08:49:37 GMT", "\u{0}"] {
        assert_eq!(skew_seconds(text, THEN), None, "{text}");
    }
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
