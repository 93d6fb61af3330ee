//! Sessions and tokens of others. Through: the vendor is reached with a session that was fixed, ended or invented, or with a
//! token that was guessed.

use vendors::Vendor;

use crate::class::Class;
use crate::harness::{Upstream, config, fine, send, send_bare, start};
use crate::people::{LIST, bearer, secret, sign_in, with_tokens};

pub async fn sessions() -> Class {
    let mut class = Class::new("sessions of others");
    let upstream = Upstream::start(fine()).await;
    let gateway = start(with_tokens(config(Vendor::BitAnswer, &upstream.url()))).await;
    let body = serde_json::json!({ "token": secret("admin") }).to_string();
    let mut past = Vec::new();
    // Chosen by somebody else before the sign-in.
    for fixed in [
        "rollcall=chosen",
        "rollcall=",
        "__Host-rollcall=chosen",
        "rollcall=a; rollcall=b",
    ] {
        let cookie = format!("Cookie: {fixed}");
        let reply = send(gateway, "POST /session", &[&cookie], body.as_bytes()).await;
        let set = reply.header("set-cookie").unwrap_or_default();
        class.tried(
            format!("{fixed} kept"),
            reply.status() != 204 || set.contains("chosen"),
        );
        past.push(cookie);
    }
    // Signed out, signed in again, and signed out by another browser's leftovers.
    for _ in 0..5 {
        let first = sign_in(gateway, "admin").await;
        assert_eq!(send(gateway, LIST, &[&first], b"").await.status(), 200);
        let again = send(gateway, "POST /session", &[&first], body.as_bytes()).await;
        let second = again
            .header("set-cookie")
            .unwrap()
            .split(';')
            .next()
            .unwrap();
        let second = format!("Cookie: {second}");
        past.push(first);
        send(gateway, "DELETE /session", &[&second], b"").await;
        past.push(second);
    }
    let alive = sign_in(gateway, "admin").await;
    let id = alive.trim_start_matches("Cookie: rollcall=").to_owned();
    for invented in [
        id.to_uppercase(),
        id[1..].to_owned(),
        format!("{id}0"),
        format!(" {id}%20"),
        format!("\"{id}\""),
        "0".repeat(64),
        String::new(),
        "admin".to_owned(),
        secret("admin"),
    ] {
        past.push(format!("Cookie: rollcall={invented}"));
    }
    past.push(format!("Cookie: Rollcall={id}"));
    past.push(format!("Cookie: __Host-rollcall={id}"));
    past.push(format!("Cookie: rollcall={id}; rollcall={id}"));
    past.push(format!("Cookie: rollcall=a\r\nCookie: rollcall={id}"));
    past.push(format!("Cookie2: rollcall={id}"));
    past.push(format!("X-Cookie: rollcall={id}"));
    let before = upstream.requests().len();
    for cookie in past {
        for first in [LIST, "DELETE /vendors/bitanswer/users"] {
            let reply = send(gateway, first, &[&cookie], b"").await;
            let through = reply.status() != 401 || upstream.requests().len() > before;
            class.tried(format!("{first} {cookie}"), through);
        }
    }
    // A cookie alone, without what only our own pages can send.
    let host = format!("Host: {gateway}");
    let reply = send_bare(gateway, LIST, &[&host, &alive], b"").await;
    class.tried("without the trace", reply.status() != 403);
    assert_eq!(send(gateway, LIST, &[&alive], b"").await.status(), 200);
    class
}

pub async fn guesses() -> Class {
    let mut class = Class::new("guessed tokens");
    let upstream = Upstream::start(fine()).await;
    let gateway = start(with_tokens(config(Vendor::BitAnswer, &upstream.url()))).await;
    let mut listened_to = 0;
    for guess in 0..200 {
        let body = serde_json::json!({ "token": format!("rollcall_{guess:064x}") }).to_string();
        let reply = send(gateway, "POST /session", &[], body.as_bytes()).await;
        listened_to += usize::from(reply.status() == 401);
        let through = reply.status() == 204 || reply.header("set-cookie").is_some();
        class.tried(format!("sign-in {guess}"), through);
    }
    // A few at once and then one in ten seconds; a slow machine may take some seconds for these.
    class.tried(
        format!("{listened_to} guesses were listened to"),
        listened_to > 40,
    );
    let right = serde_json::json!({ "token": secret("admin") }).to_string();
    let reply = send(gateway, "POST /session", &[], right.as_bytes()).await;
    class.tried("the right one among the wrong", reply.status() == 204);
    for guess in [
        "Bearer rollcall_guess",
        "bearer rollcall_guess",
        "Bearer rollcall_",
        "Bearer  ",
        "Bearer",
        "Bearer null",
        "Bearer rollcall_admin x",
        "Bearer rollcall_ADMIN",
        "Basic cm9sbGNhbGxfYWRtaW4=",
        "rollcall_admin",
        "Token rollcall_admin",
    ] {
        let reply = send(gateway, LIST, &[&format!("Authorization: {guess}")], b"").await;
        let through = reply.status() == 200 || !upstream.requests().is_empty();
        class.tried(guess, through);
    }
    let reply = send(
        gateway,
        &format!("{LIST}?token={}", secret("admin")),
        &[],
        b"",
    )
    .await;
    class.tried("a token in the query", reply.status() == 200);
    assert_eq!(
        send(gateway, LIST, &[&bearer("admin")], b"").await.status(),
        200
    );
    class
}
