//! What a page around the console's frame can say, over any text: strangers change nothing, a nonce is good once, what is
//! taken is only what the protocol has, addresses stay inside, and tokens become values of a style sheet and nothing else.

use embed::{
    Address, Appearance, Handshake, Heard, Ignored, News, Settings, Teller, Verdict, Wish,
};
use embed::{is_origin, with_connection};
use vendors::{Operation, Vendor};

const PORTAL: &str = "https://portal.intranet";
const NONCE: &str = "nonce-4411";

pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    origin(text);
    if let Some(read) = Address::read(text) {
        address(&read, text);
    }
    for wish in [
        text.to_owned(),
        format!("{{\"type\":\"look\",\"tokens\":{text}}}"),
        format!("{{\"type\":\"look\",\"tokens\":{{\"accent\":\"{text}\",\"face\":[\"{text}\"]}}}}"),
    ] {
        match Wish::read(&wish) {
            Ok(Wish::Look(look)) => appearance(&look),
            Ok(Wish::Go { address: read, .. }) => address(&read, &written(&read)),
            Ok(Wish::Connect(_)) | Err(_) => {}
        }
    }
    let wrapped = format!(
        "{{\"rollcall\":\"connect\",\"version\":1,\"nonce\":\"{NONCE}\",\"settings\":{text}}}"
    );
    for answer in [text, &wrapped] {
        handshake(answer);
    }
    news(text);
}

fn origin(text: &str) {
    if is_origin(text) {
        let host = text
            .split_once("://")
            .map(|(_, host)| host)
            .expect("a scheme");
        assert!(!host.contains(|one: char| one.is_whitespace() || "/*@\\?#,;'\"".contains(one)));
        assert!(text.is_ascii() && text == text.to_lowercase());
    }
    let listed = vec![text.to_owned()];
    let handshake = Handshake::new(&listed, &[], NONCE.to_owned());
    assert_eq!(handshake.is_some(), is_origin(text));
    // A page around the portal that is not listed.
    let around = [PORTAL.to_owned(), text.to_owned()];
    let handshake = Handshake::new(&[PORTAL.to_owned()], &around, NONCE.to_owned());
    assert_eq!(handshake.is_some(), text == PORTAL);
}

fn written(address: &Address) -> String {
    if address.query.is_empty() {
        address.path.clone()
    } else {
        format!("{}?{}", address.path, address.query)
    }
}

fn address(read: &Address, text: &str) {
    assert!(read.path.starts_with('/') && read.path.matches('/').count() == 1);
    assert!(!read.path.contains(['.', '%', '\\', ':']));
    assert!(written(read) == text || format!("{}?", read.path) == text);
    assert!(text.bytes().all(|byte| byte.is_ascii_graphic()) && !text.contains('#'));
    let named = with_connection(&read.query, "connection", "prod");
    assert_eq!(with_connection(&named, "connection", "other"), named);
    assert!(named.starts_with(&read.query));
}

/// One rule, of declarations of our own properties, whose values cannot end before their semicolon.
fn appearance(look: &Appearance) {
    let sheet = look
        .tokens
        .as_ref()
        .map(embed::Tokens::sheet)
        .unwrap_or_default();
    if sheet.is_empty() {
        return;
    }
    let inside = sheet
        .strip_prefix("@media not (prefers-contrast: more) { :root { ")
        .and_then(|rest| rest.strip_suffix("} }"))
        .expect("the rule");
    for declaration in inside.split_terminator("; ") {
        let (name, value) = declaration.split_once(": ").expect("a declaration");
        let is_name = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
        assert!(
            name.starts_with("--") && name.bytes().all(is_name),
            "{name}"
        );
        assert!(!value.contains([
            '{', '}', ';', ':', '\\', '/', '<', '@', '\n', '\r', '\'', '!', '*'
        ]));
        assert!(value.matches('"').count().is_multiple_of(2), "{value}");
        let functions = value.match_indices('(').map(|(at, _)| &value[..at]);
        for before in functions {
            let known = ["rgb", "oklch", "light-dark"];
            assert!(known.iter().any(|name| before.ends_with(name)), "{value}");
        }
    }
}

fn handshake(text: &str) {
    let listed = [PORTAL.to_owned()];
    let mut handshake = Handshake::new(&listed, &[], NONCE.to_owned()).expect("a portal is listed");
    let from_portal = Heard {
        origin: PORTAL,
        from_parent: true,
        text: Some(text),
        ports: 1,
    };
    for stranger in [
        Heard {
            origin: text,
            ..from_portal
        },
        Heard {
            origin: "null",
            ..from_portal
        },
        Heard {
            from_parent: false,
            ..from_portal
        },
    ] {
        if stranger.origin != PORTAL || !stranger.from_parent {
            assert!(matches!(handshake.hear(stranger), Verdict::Ignored(_)));
        }
    }
    assert!(!handshake.is_over(), "a stranger ended it");
    let verdict = handshake.hear(from_portal);
    let is_ours = text.contains(NONCE) || text.contains('\\');
    assert!(
        is_ours || matches!(verdict, Verdict::Ignored(_)),
        "without the nonce"
    );
    assert_eq!(handshake.is_over(), !matches!(verdict, Verdict::Ignored(_)));
    if handshake.is_over() {
        assert_eq!(handshake.hear(from_portal), Verdict::Ignored(Ignored::Over));
    }
    if let Verdict::Connected(connected) = verdict {
        settings(&connected, text);
    }
}

fn settings(read: &Settings, text: &str) {
    appearance(&read.appearance);
    if let Some(own) = &read.address {
        address(own, &written(own));
    }
    let value: serde_json::Value = serde_json::from_str(text).expect("it was read");
    let said = &value["settings"];
    let known = [
        "language",
        "theme",
        "tokens",
        "readOnly",
        "vendors",
        "navigation",
        "height",
        "connections",
        "address",
    ];
    let table = said.as_object().expect("settings are a table");
    assert!(table.keys().all(|key| known.contains(&key.as_str())));
    assert_eq!(read.restrictions.read_only, said["readOnly"] == true);
    for operation in Operation::ALL {
        assert!(
            !(read.restrictions.read_only
                && operation.writes()
                && read.restrictions.permit(operation))
        );
    }
    for vendor in Vendor::ALL {
        let listed = said["vendors"]
            .as_array()
            .map(|list| list.iter().any(|one| one == vendor.slug()));
        assert_eq!(read.restrictions.show(vendor), listed.unwrap_or(true));
    }
}

fn news(text: &str) {
    let message = Teller::default().tell(News::Navigated {
        address: text.to_owned(),
        title: text.to_owned(),
    });
    let value: serde_json::Value =
        serde_json::from_str(&message.expect("it is news")).expect("JSON");
    assert_eq!(
        (value["address"].as_str(), value["title"].as_str()),
        (Some(text), Some(text))
    );
}
