//! A name may have any characters and still arrives as it was written, in paths, queries and bodies.

#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use vendors::bitanswer::{DeleteUser, GetUser, OnlineStatus, PatchUser, UpsertUser, UserChange};
use vendors::problem::{Cause, InvalidInput};
use vendors::{Call, Credentials, Operation, Request, RequestId, Secret, t12};

/// Decodes percent-encoding as a server does; nothing but unreserved characters may stand there unescaped.
fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            let digits = std::str::from_utf8(&digits).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
        } else {
            assert!(
                byte.is_ascii_alphanumeric() || b"-._~".contains(&byte),
                "{text}"
            );
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn requests(name: &str) -> [Request; 4] {
    let id = || RequestId("1".to_owned());
    let change = || UserChange {
        name: name.to_owned(),
        nick_name: Some("n".to_owned()),
        status: None,
        password: None,
    };
    let name = || name.to_owned();
    [
        GetUser { name: name() }.request().unwrap(),
        DeleteUser {
            name: name(),
            id: id(),
        }
        .request()
        .unwrap(),
        PatchUser {
            change: change(),
            id: id(),
        }
        .request()
        .unwrap(),
        UpsertUser {
            change: change(),
            id: id(),
        }
        .request()
        .unwrap(),
    ]
}

fn survives(name: &str) {
    for request in requests(name) {
        let segment = request.path.strip_prefix("/users/user/").unwrap();
        assert_eq!(decode(segment), name);
        let found = Operation::find(request.vendor(), request.method(), &request.path);
        assert_eq!(found, Some(request.operation));
        if let Some(body) = &request.body {
            let body: serde_json::Value = serde_json::from_slice(&body.bytes).unwrap();
            assert_eq!(body["name"], name);
        }
    }
}

fn query(request: &Request) -> Vec<(String, String)> {
    let target = request.target();
    let (_, query) = target.split_once('?').unwrap();
    query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

#[test]
fn the_awkward_names_survive() {
    for name in [
        "/",
        "a/../b",
        "?x=1#y",
        "%",
        "%2F",
        "%2e",
        "...",
        "a+b c",
        "\"'\\",
        "张三",
        "😀",
        "\u{0}",
        " ",
        ";,:@&=$!*()[]",
        "\u{feff}",
        "e\u{301}",
        "\r\nbitkey: x",
    ] {
        survives(name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_name_survives_the_path(name in prop_oneof![any::<String>(), "[./%2eE?#+ ]{1,6}"]) {
        if matches!(name.as_str(), "" | "." | "..") {
            let refused = GetUser { name: name.clone() }.request().unwrap_err().cause;
            let named = refused == Cause::InvalidInput(InvalidInput::NameCannotBeInPath);
            prop_assert!(name.is_empty() || named);
        } else {
            survives(&name);
        }
    }

    #[test]
    fn any_guid_and_app_name_survive_the_query(text in "\\PC+", now in any::<u64>()) {
        let request = OnlineStatus { guid: text.clone() }.request().unwrap();
        prop_assert_eq!(&query(&request)[1], &("guid".to_owned(), text.clone()));
        let mut request = t12::GetQuota { app_name: text.clone() }.request().unwrap();
        let credentials = Credentials::T12 {
            manager_name: text.clone(),
            manager_key: Secret::new(text.clone()),
        };
        credentials.authorize(&mut request, now).unwrap();
        let query = query(&request);
        prop_assert_eq!(&query[0], &("app_name".to_owned(), text.clone()));
        prop_assert_eq!(&query[1], &("manager_name".to_owned(), text));
        prop_assert_eq!(&query[2], &("time_stamp".to_owned(), now.to_string()));
        prop_assert_eq!(query[3].1.len(), 10);
    }
}
