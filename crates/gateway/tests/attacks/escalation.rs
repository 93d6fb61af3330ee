//! Doing more than one's role permits, and doing it unseen. Through: the vendor gets a request that the role does not
//! permit or that its server may take for one, or a write arrives whose target the trail does not name.

use vendors::Vendor;

use crate::class::Class;
use crate::harness::{Upstream, config, fine, send, start};
use crate::people::{bearer, with_tokens};

pub async fn roles() -> Class {
    let mut class = Class::new("more than the role permits");
    let upstream = Upstream::start(fine()).await;
    let gateway = start(with_tokens(config(Vendor::BitAnswer, &upstream.url()))).await;
    let overrides = [
        "Accept: */*",
        "X-Rollcall-Method: DELETE",
        "X-Rollcall-Method: POST",
        "X-Rollcall-Method: delete",
        "X-Rollcall-Method: GET, DELETE",
        "X-Rollcall-Method: GET\r\nX-Rollcall-Method: DELETE",
        "X-Rollcall-Method: DELETE\r\nX-Rollcall-Method: GET",
        "X-HTTP-Method-Override: DELETE",
        "X-HTTP-Method: DELETE",
        "X-Method-Override: DELETE",
        "X_Rollcall_Method: DELETE",
    ];
    for (role, firsts) in [
        (
            "viewer",
            &[
                "POST /vendors/bitanswer/users",
                "POST /vendors/bitanswer/users/user/a",
                "PATCH /vendors/bitanswer/users",
                "POST /vendors/bitanswer/users/end",
                "DELETE /vendors/bitanswer/users",
                "DELETE /vendors/bitanswer/users/user/a",
            ][..],
        ),
        (
            "operator",
            &[
                "DELETE /vendors/bitanswer/users",
                "DELETE /vendors/bitanswer/users/user/a",
            ][..],
        ),
    ] {
        for first in firsts {
            for header in overrides {
                let before = upstream.requests().len();
                send(gateway, first, &[&bearer(role), header], b"[]").await;
                let seen = upstream.requests().split_off(before);
                // A GET that is sent as a POST is a read, and reads are everybody's.
                let through = seen.iter().any(|own| !own.first.starts_with("GET "));
                class.tried(format!("{role} {first} {header}"), through);
            }
        }
    }
    // Methods that frameworks read from elsewhere than the request's first line.
    for (role, first) in [
        ("viewer", "POST /vendors/bitanswer/users/data"),
        ("viewer", "GET /vendors/bitanswer/users"),
        ("operator", "POST /vendors/bitanswer/users"),
        ("operator", "POST /vendors/bitanswer/users/user/a"),
    ] {
        for query in [
            "_method=DELETE",
            "_METHOD=delete",
            "a=b&%5fmethod=DELETE",
            "_method[]=DELETE",
            "x-http-method-override=DELETE",
        ] {
            let before = upstream.requests().len();
            send(
                gateway,
                &format!("{first}?{query}"),
                &[&bearer(role)],
                b"[]",
            )
            .await;
            class.tried(
                format!("{role} {first}?{query}"),
                upstream.requests().len() > before,
            );
        }
        for (kind, body) in [
            ("application/x-www-form-urlencoded", "_method=DELETE"),
            ("application/x-www-form-urlencoded", "a=b&_method=DELETE"),
            (
                "multipart/form-data; boundary=b",
                "--b\r\nContent-Disposition: form-data; name=\"_method\"\r\n\r\nDELETE\r\n--b--\r\n",
            ),
        ] {
            let before = upstream.requests().len();
            let kind = format!("Content-Type: {kind}");
            send(gateway, first, &[&bearer(role), &kind], body.as_bytes()).await;
            class.tried(
                format!("{role} {first} {body}"),
                upstream.requests().len() > before,
            );
        }
        for header in &overrides[7..] {
            let before = upstream.requests().len();
            send(gateway, first, &[&bearer(role), header], b"[]").await;
            let seen = upstream.requests().split_off(before);
            let through = seen.iter().any(|own| format!("{own:?}").contains("DELETE"));
            class.tried(format!("{role} {first} {header}"), through);
        }
    }
    for first in [
        "POST /sandbox/reset",
        "GET /sandbox/journal",
        "POST /sandbox/faults",
    ] {
        for role in ["viewer", "operator"] {
            let reply = send(gateway, first, &[&bearer(role)], b"{}").await;
            class.tried(format!("{role} {first}"), reply.status() != 403);
        }
    }
    let delete = "DELETE /vendors/bitanswer/users";
    assert_eq!(
        send(gateway, delete, &[&bearer("admin")], b"[]")
            .await
            .status(),
        200
    );
    class
}

pub async fn hidden_from_the_trail() -> Class {
    let mut class = Class::new("writes that hide their target from the trail");
    let place = tempfile::tempdir().unwrap();
    let trail = place.path().join("audit.jsonl");
    let upstream = Upstream::start(fine()).await;
    let mut config = config(Vendor::BitAnswer, &upstream.url());
    for own in &mut config.connections {
        if own.vendor == Vendor::T12 {
            *own = crate::harness::connection(Vendor::T12, &upstream.url());
        }
    }
    config.audit_file = Some(trail.clone());
    let gateway = start(config).await;
    let deep = format!(
        "[{{\"x\":{}1{},\"name\":\"victim\"}}]",
        "[".repeat(200),
        "]".repeat(200)
    );
    let utf16: Vec<u8> = "[{\"name\":\"victim\"}]"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    let utf16_little: Vec<u8> = "\u{feff}[{\"name\":\"victim\"}]"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let utf32: Vec<u8> = "[{\"name\":\"victim\"}]"
        .chars()
        .flat_map(|own| u32::from(own).to_be_bytes())
        .collect();
    let bodies: Vec<(&str, Vec<u8>)> = vec![
        (
            "a byte order mark",
            "\u{feff}[{\"name\":\"victim\"}]".into(),
        ),
        ("UTF-16", utf16),
        ("UTF-16, little", utf16_little),
        ("UTF-32", utf32),
        ("too deep before it", deep.into_bytes()),
        (
            "half a surrogate before it",
            br#"[{"name":"a","nickName":"\ud800"},{"name":"victim"}]"#.to_vec(),
        ),
        (
            "a number out of range before it",
            br#"[{"name":"a","status":1e999},{"name":"victim"}]"#.to_vec(),
        ),
        (
            "no UTF-8 before it",
            b"[{\"name\":\"a\",\"nickName\":\"\xff\"},{\"name\":\"victim\"}]".to_vec(),
        ),
        (
            "a comment before it",
            b"[/**/{\"name\":\"victim\"}]".to_vec(),
        ),
        ("single quotes", b"[{'name':'victim'}]".to_vec()),
        ("no quotes", b"[{name:'victim'}]".to_vec()),
        (
            "a control character before it",
            b"[{\"name\":\"a\",\"nickName\":\"\t\"},{\"name\":\"victim\"}]".to_vec(),
        ),
        (
            "a trailing comma before it",
            b"[{\"name\":\"a\",},{\"name\":\"victim\"}]".to_vec(),
        ),
        ("a second document", b"[]\n[{\"name\":\"victim\"}]".to_vec()),
        (
            "NaN before it",
            b"[{\"name\":\"a\",\"status\":NaN},{\"name\":\"victim\"}]".to_vec(),
        ),
        ("a form", b"name=victim".to_vec()),
        ("a number for a name", br#"[{"name":4711}]"#.to_vec()),
        ("a word for a name", br#"[{"name":true}]"#.to_vec()),
        (
            "the same key twice",
            br#"[{"name":"victim","name":"decoy"}]"#.to_vec(),
        ),
        ("an escaped key", br#"[{"n\u0061me":"victim"}]"#.to_vec()),
        ("an escaped name", br#"[{"name":"vict\u0069m"}]"#.to_vec()),
    ];
    let named = || {
        std::fs::read_to_string(&trail)
            .unwrap_or_default()
            .lines()
            .filter(|line| {
                ["victim", "\"4711\"", "\"true\""]
                    .iter()
                    .any(|own| line.contains(own))
            })
            .count()
    };
    for (what, body) in &bodies {
        for first in [
            "DELETE /vendors/bitanswer/users",
            "POST /vendors/bitanswer/users",
            "PATCH /vendors/bitanswer/users",
        ] {
            let before = (upstream.requests().len(), named());
            send(gateway, first, &["Content-Type: application/json"], body).await;
            let arrived = upstream.requests().len() > before.0;
            class.tried(format!("{first} {what}"), arrived && named() == before.1);
        }
    }
    // PHP lets a form's parameter take the place of the query's.
    for (query, kind, body) in [
        (
            "app_name=decoy",
            "application/x-www-form-urlencoded",
            "user_num=1&app_name=victim",
        ),
        (
            "app_name=decoy",
            "application/x-www-form-urlencoded",
            "app%5Fname=victim",
        ),
        (
            "app_name=decoy",
            "application/x-www-form-urlencoded",
            "app.name=victim",
        ),
        (
            "app_name=decoy&app.name=victim",
            "application/x-www-form-urlencoded",
            "user_num=1",
        ),
        (
            "app_name=decoy&app+name=victim",
            "application/x-www-form-urlencoded",
            "user_num=1",
        ),
        (
            "app_name=decoy&app%20name=victim",
            "application/x-www-form-urlencoded",
            "user_num=1",
        ),
        (
            "app_name=decoy&app_name[]=victim",
            "application/x-www-form-urlencoded",
            "user_num=1",
        ),
        (
            "app_name=decoy&app_name=victim",
            "application/x-www-form-urlencoded",
            "user_num=1",
        ),
        (
            "app_name=decoy",
            "multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"app_name\"\r\n\r\nvictim\r\n--b--\r\n",
        ),
        (
            "app_name=decoy",
            "application/json",
            "{\"app_name\":\"victim\"}",
        ),
    ] {
        let before = (upstream.requests().len(), named());
        let first = format!("POST /vendors/t12/api/backdoor/useright/set?{query}");
        send(
            gateway,
            &first,
            &[&format!("Content-Type: {kind}")],
            body.as_bytes(),
        )
        .await;
        let arrived = upstream.requests().len() > before.0;
        class.tried(format!("{query} {body}"), arrived && named() == before.1);
    }
    let honest = br#"[{"name":"honest","nickName":"\ud83d\ude00"}]"#;
    let reply = send(gateway, "DELETE /vendors/bitanswer/users", &[], honest).await;
    assert_eq!(reply.status(), 200);
    let first = "POST /vendors/t12/api/backdoor/useright/set?app_name=honest";
    let kind = "Content-Type: application/x-www-form-urlencoded";
    assert_eq!(
        send(gateway, first, &[kind], b"user_num=1").await.status(),
        200
    );
    class
}
