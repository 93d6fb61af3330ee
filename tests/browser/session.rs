//! The browser's clock and randomness, and what a session lets leave.

use rollcall_app::session::{Config, Session, Site, clock, new_id, now_milliseconds};
use rollcall_app::transport::{AnswerDate, Clock};
use vendors::bitanswer::{DeleteUsers, ListUsers, Page};
use vendors::problem::{Cause, InvalidInput};
use vendors::{Credentials, Operation, Secret, Vendor};
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

#[wasm_bindgen_test]
async fn where_nothing_may_be_written_no_write_leaves_and_reads_do() {
    let read_only = Config {
        site: Site {
            is_read_only: true,
            ..Site::default()
        },
        ..Config::default()
    };
    let session = Session::new(read_only);
    let bitkey = Secret::new("a-key-of-nobody");
    session.set_credentials(Vendor::BitAnswer, Some(Credentials::BitAnswer { bitkey }));
    assert!(!session.may(Operation::BitAnswerDeleteUsers));
    let write = DeleteUsers {
        names: vec!["zhang.wei".to_owned()],
        id: session.request_id(),
    };
    let refused = session.call(&write).await.unwrap_err();
    assert_eq!(refused.cause, Cause::InvalidInput(InvalidInput::ReadOnly));
    // Nobody answers at the address, which a request has to leave to find out.
    let page = Page {
        offset: 0,
        limit: 1,
    };
    let failed = session.call(&ListUsers { page }).await.unwrap_err();
    assert!(!matches!(failed.cause, Cause::InvalidInput(_)));
}
