#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
use super::*;

fn key(id: &str) -> Key {
    Key {
        connection: "bitanswer".to_owned(),
        identity: "wang".to_owned(),
        id: id.to_owned(),
    }
}

fn sending(content: &str, trace: &str) -> Sending {
    Sending {
        fingerprint: Fingerprint::of([content.as_bytes()]),
        trace: (!trace.is_empty()).then(|| trace.to_owned()),
        vendor_recognises: false,
    }
}

fn first(claim: Claim<u32>) -> Ticket<u32> {
    match claim {
        Claim::First(ticket) => ticket,
        _ => panic!("expected the first"),
    }
}

async fn repeated(claim: Claim<u32>) -> u32 {
    match claim {
        Claim::Repeat(repeat) => repeat.outcome().await.unwrap(),
        _ => panic!("expected a repeat"),
    }
}

#[tokio::test]
async fn a_repeat_gets_what_the_first_one_got() {
    let (ledger, now) = (Ledger::new(), Instant::now());
    let claim = |id: &str, content: &str| ledger.claim(key(id), sending(content, "t"), 0, now);
    let ticket = first(claim("1", "a"));
    let Claim::Repeat(early) = claim("1", "a") else {
        panic!("not a repeat")
    };
    assert!(matches!(claim("1", "b"), Claim::Differs));
    ticket.keep(7, 10, now);
    assert_eq!(early.outcome().await, Some(7));
    assert_eq!(repeated(claim("1", "a")).await, 7);
    assert!(matches!(claim("1", "b"), Claim::Differs));
    drop(first(claim("2", "a")));
    assert_eq!(
        repeated(claim("2", "a")).await,
        0,
        "whoever vanishes leaves an unknown outcome"
    );
    first(claim("3", "a")).forget(9);
    first(claim("3", "b")).forget(9);
}

#[test]
fn other_callers_and_connections_have_ids_of_their_own() {
    let (ledger, now) = (Ledger::new(), Instant::now());
    let mut tickets = Vec::new();
    for (connection, identity) in [("a", "x"), ("a", "y"), ("b", "x")] {
        let key = Key {
            connection: connection.to_owned(),
            identity: identity.to_owned(),
            id: "1".to_owned(),
        };
        tickets.push(first(ledger.claim(key, sending("a", "t"), 0, now)));
    }
}

#[tokio::test]
async fn only_a_deliberate_repeat_that_the_vendor_recognises_is_sent_again() {
    let (ledger, now) = (Ledger::new(), Instant::now());
    let by = |trace: &str, vendor_recognises| Sending {
        vendor_recognises,
        ..sending("a", trace)
    };
    first(ledger.claim(key("1"), by("t-1", true), 0, now)).keep(1, 0, now);
    assert_eq!(
        repeated(ledger.claim(key("1"), by("t-1", true), 0, now)).await,
        1
    );
    assert_eq!(
        repeated(ledger.claim(key("1"), by("", true), 0, now)).await,
        1
    );
    assert_eq!(
        repeated(ledger.claim(key("1"), by("t-2", false), 0, now)).await,
        1
    );
    let again = first(ledger.claim(key("1"), by("t-2", true), 0, now));
    assert!(matches!(
        ledger.claim(key("1"), by("t-3", true), 0, now),
        Claim::Repeat(_)
    ));
    again.keep(2, 0, now);
    assert_eq!(
        repeated(ledger.claim(key("1"), by("t-2", true), 0, now)).await,
        2
    );
}

#[tokio::test]
async fn number_bytes_and_time_are_bounded() {
    let (ledger, now) = (Ledger::new(), Instant::now());
    let claim = |id: &str, now| ledger.claim(key(id), sending("a", "t"), 0, now);
    first(claim("big-1", now)).keep(1, BYTES_AT_MOST, now);
    first(claim("big-2", now)).keep(2, 1, now);
    first(claim("big-1", now)).forget(3);
    assert_eq!(repeated(claim("big-2", now)).await, 2);
    let tomorrow = now + KEPT_FOR;
    first(claim("big-2", tomorrow)).forget(3);
    assert_eq!(lock(&ledger.state).bytes, 0);
    for id in 0..KEPT_AT_MOST + 5 {
        first(claim(&id.to_string(), now)).keep(1, 1, now);
    }
    assert_eq!(lock(&ledger.state).entries.len(), KEPT_AT_MOST);
    first(claim("0", now)).forget(1);
    let waiting: Vec<_> = (0..KEPT_AT_MOST)
        .map(|id| first(claim(&format!("w{id}"), now)))
        .collect();
    assert!(matches!(claim("one-more", now), Claim::Full));
    drop(waiting);
}
