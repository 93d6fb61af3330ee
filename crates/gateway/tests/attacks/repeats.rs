//! Writes that are sent again. Through: the vendor gets a write twice, or somebody gets the answer to another's.

use vendors::Vendor;

use crate::class::Class;
use crate::harness::{Upstream, config, fine, send, start};
use crate::people::{CREATE, bearer, with_tokens};

pub async fn writes() -> Class {
    let mut class = Class::new("writes that are sent again");
    let upstream = Upstream::start(fine()).await;
    let gateway = start(with_tokens(config(Vendor::BitAnswer, &upstream.url()))).await;
    let admin = bearer("admin");
    let id = "X-Rollcall-Request: write-1";
    let headers = [admin.as_str(), id];
    assert_eq!(send(gateway, CREATE, &headers, b"[1]").await.status(), 200);
    let arrived = || upstream.requests().len();
    assert_eq!(arrived(), 1);
    for number in 0..20 {
        let trace = format!("X-Rollcall-Trace: t-{number}");
        let reply = send(gateway, CREATE, &[&admin, id, &trace], b"[1]").await;
        class.tried(
            format!("the same, {number}"),
            arrived() > 1 || reply.status() != 200,
        );
    }
    let mut together = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let admin = admin.clone();
        together.spawn(async move {
            let headers = [admin.as_str(), "X-Rollcall-Request: write-2"];
            send(gateway, CREATE, &headers, b"[2]").await.status()
        });
    }
    for status in together.join_all().await {
        class.tried("twenty at once", arrived() > 2 || status != 200);
    }
    for (what, first, headers, body) in [
        (
            "another body",
            CREATE,
            vec![admin.as_str(), id],
            &b"[2]"[..],
        ),
        (
            "another path",
            "POST /vendors/bitanswer/users/end",
            vec![&admin, id],
            b"[1]",
        ),
        (
            "another method",
            "PATCH /vendors/bitanswer/users",
            vec![&admin, id],
            b"[1]",
        ),
        (
            "another query",
            "POST /vendors/bitanswer/users?a=b",
            vec![&admin, id],
            b"[1]",
        ),
        (
            "another key",
            CREATE,
            vec![&admin, id, "bitkey: other"],
            b"[1]",
        ),
    ] {
        let before = arrived();
        let reply = send(gateway, first, &headers, body).await;
        class.tried(
            what,
            arrived() > before || reply.failure() != Some("repeat-differs"),
        );
    }
    for wrong in [
        "",
        "a b",
        "\u{e9}",
        &"a".repeat(129),
        "a\r\nX-Rollcall-Request: b",
    ] {
        let before = arrived();
        let header = format!("X-Rollcall-Request: {wrong}");
        send(gateway, CREATE, &[&admin, &header], b"[1]").await;
        class.tried(format!("id {wrong}"), arrived() > before);
    }
    // Another's id is another write: it is neither answered from the first one's record nor held back by it.
    let before = arrived();
    let operator = bearer("operator");
    send(gateway, CREATE, &[&operator, id], b"[1]").await;
    class.tried("another's answer", arrived() != before + 1);
    class
}
