#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::store::{ConnectionColor, ConnectionId};
use crate::transport::Route;
use serde_json::json;

fn faults(document: Value) -> Vec<Fault> {
    read_site(&document.to_string()).faults
}

/// The document with one connection, which has these members changed; `null` takes one away.
fn with_connection(changes: Value) -> Value {
    let mut one = json!({
        "id": "prod", "vendor": "bitanswer", "base_url": "https://v.example",
        "route": { "way": "direct" }
    });
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            one.as_object_mut().unwrap().remove(name);
        } else {
            one[name] = value.clone();
        }
    }
    json!({ "version": 1, "connections": [one] })
}

#[test]
fn the_sample_is_right_and_says_everything() {
    let sample = include_str!("../../../deploy/config.sample.json");
    let reading = read_site(sample);
    assert_eq!(reading.faults, []);
    assert!(!reading.is_refused);
    let site = &reading.config.site;
    assert_eq!(site.title.as_deref(), Some("账号管理 · 华东"));
    assert_eq!(site.language, Some("zh-CN"));
    assert_eq!(site.theme, Theme::System);
    assert!(!site.links_by_hash && !site.is_read_only);
    assert_eq!(site.hidden, [Vendor::ShareCreators]);
    assert_eq!(reading.config.embed_origins, ["https://portal.example.com"]);
    let named = &reading.config.connections;
    assert_eq!(named.len(), 3);
    let prod = &named[0].connection;
    assert!(prod.production && prod.of_gateway);
    assert_eq!(prod.color, ConnectionColor::Red);
    assert_eq!(prod.vendor, Vendor::BitAnswer);
    assert!(matches!(&prod.route, Route::Template(_)));
    assert_eq!(
        prod.proxy_headers.names().collect::<Vec<_>>(),
        ["X-Proxy-Key"]
    );
    let t12 = reading
        .config
        .connection(ConnectionId::new("t12").unwrap())
        .unwrap();
    assert_eq!(t12.apps, ["huadong-manufacturing"]);
    assert!(t12.credentials.is_none() && !t12.sandbox);
}

#[test]
fn the_schema_for_editors_knows_the_same_members() {
    let schema: Value =
        serde_json::from_str(include_str!("../../../deploy/config.schema.json")).unwrap();
    let same = |object: &Value, known: &[&str]| {
        let mut names: Vec<&str> = object["properties"]
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let mut known = known.to_vec();
        names.sort_unstable();
        known.sort_unstable();
        assert_eq!(names, known);
        assert_eq!(object["additionalProperties"], false);
    };
    let members = &schema["properties"];
    same(&schema, MEMBERS);
    same(&members["features"], FEATURES);
    same(&members["embed"], EMBED);
    assert_eq!(members["version"]["const"], VERSION);
    for (found, known) in [
        (&members["language"], LANGUAGES),
        (&members["theme"], THEMES),
        (&members["routing"], ROUTINGS),
        (
            &members["features"]["properties"]["vendors"]["items"],
            VENDORS,
        ),
    ] {
        assert_eq!(found["enum"], json!(known));
    }
    let one = &members["connections"]["items"];
    same(one, connection::MEMBERS);
    same(&one["properties"]["route"], connection::ROUTE);
    assert_eq!(one["properties"]["vendor"]["enum"], json!(VENDORS));
    assert_eq!(
        one["properties"]["color"]["enum"],
        json!(connection::COLORS)
    );
    let ways = &one["properties"]["route"]["properties"]["way"]["enum"];
    assert_eq!(*ways, json!(connection::WAYS));
}

#[test]
fn every_wrong_member_is_named_and_the_rest_holds() {
    let reading = read_site(
        &json!({
            "version": 1, "title": 7, "language": "fr", "theme": "pink", "routing": "hash", "colour": "red",
            "features": { "vendors": ["t12", "nobody"], "readonly": true },
            "connections": [{ "id": "a", "vendor": "tingyun", "route": { "way": "direct" } }],
            "embed": { "origins": ["https://a.example", "https://b.example/"] }
        })
        .to_string(),
    );
    let found: Vec<(&str, Found)> = reading
        .faults
        .iter()
        .map(|fault| (fault.member.as_str(), fault.found.clone()))
        .collect();
    let text = |text: &str| Found::Text(text.to_owned());
    assert_eq!(
        found,
        [
            ("colour", Found::Unknown),
            ("title", Found::Value("7".to_owned())),
            ("language", text("fr")),
            ("theme", text("pink")),
            ("features.readonly", Found::Unknown),
            ("features.vendors[1]", text("nobody")),
            ("embed.origins[1]", text("https://b.example/")),
        ]
    );
    assert_eq!(reading.faults[2].allowed, Allowed::OneOf(LANGUAGES));
    assert!(!reading.is_refused);
    let site = &reading.config.site;
    assert!(site.links_by_hash && site.title.is_none() && site.language.is_none());
    assert_eq!(site.hidden.len(), 3);
    assert_eq!(reading.config.embed_origins, ["https://a.example"]);
    assert_eq!(reading.config.connections.len(), 1);
}

#[test]
fn a_file_of_another_kind_is_refused_as_a_whole() {
    for (text, found) in [
        ("{\n \"a\": }", Found::NoJson { line: 2, column: 7 }),
        (" \n", Found::Nothing),
        ("[]", Found::List),
        ("7", Found::Value("7".to_owned())),
    ] {
        let reading = read_site(text);
        assert!(reading.is_refused, "{text}");
        assert!(reading.config.site.is_read_only, "{text}");
        assert_eq!(reading.faults[0].found, found);
        assert_eq!(reading.faults[0].allowed, Allowed::Object(MEMBERS));
    }
    let newer = read_site(r#"{"version":2,"title":"x"}"#);
    assert!(newer.is_refused && newer.config.site.title.is_none());
    assert!(newer.config.site.is_read_only);
    assert_eq!(newer.faults[0].allowed, Allowed::Version(1));
    let unsaid = read_site(r#"{"title":"x"}"#);
    assert!(!unsaid.is_refused && unsaid.config.site.title.is_some());
    assert_eq!(unsaid.faults[0].found, Found::Nothing);
}

#[test]
fn credentials_are_refused_wherever_they_stand_and_never_repeated() {
    for (changes, place) in [
        (json!({ "bitkey": "canary" }), "connections[0].bitkey"),
        (
            json!({ "credentials": { "bitkey": "canary" } }),
            "connections[0].credentials",
        ),
        (
            json!({ "managerKey": "canary" }),
            "connections[0].managerKey",
        ),
        (
            json!({ "Manager-Key": "canary" }),
            "connections[0].Manager-Key",
        ),
        (json!({ "key": "canary" }), "connections[0].key"),
        (json!({ "name": "eyJcanary.eyJ.x" }), "connections[0].name"),
        (json!({ "name": "Bearer canary" }), "connections[0].name"),
        (
            json!({ "base_url": "https://u:canary@v.example" }),
            "connections[0].base_url",
        ),
        (
            json!({ "base_url": "https://v.example/?authkey=canary" }),
            "connections[0].base_url",
        ),
        (
            json!({ "route": { "way": "template", "address": "https://p/?key=canary&to={url_encoded}" } }),
            "connections[0].route.address",
        ),
        (
            json!({ "proxy_headers": { "X-Key": "canary" } }),
            "connections[0].proxy_headers",
        ),
        (
            json!({ "proxy_headers": ["X-Key: canary"] }),
            "connections[0].proxy_headers[0]",
        ),
        (
            json!({ "proxy_headers": [["X-Key", "canary"]] }),
            "connections[0].proxy_headers[0]",
        ),
    ] {
        let reading = read_site(&with_connection(changes.clone()).to_string());
        assert!(
            reading.is_refused
                && reading.config.site.is_read_only
                && reading.config.connections.is_empty(),
            "{changes}"
        );
        assert_eq!(reading.faults.len(), 1, "{changes}");
        assert_eq!(reading.faults[0].member, place);
        assert!(!format!("{:?}", reading.faults).contains("canary"));
    }
    // What merely sounds like one.
    let good = json!({
        "proxy_headers": ["X-Proxy-Key"], "name": "Token factory",
        "route": { "way": "template", "address": "https://p/?key={url_encoded}" }
    });
    assert_eq!(faults(with_connection(good)), []);
}

#[test]
fn a_connection_is_understood_whole_or_left_out() {
    assert_eq!(faults(with_connection(json!({}))), []);
    for (changes, member, allowed) in [
        (json!({ "id": null }), "id", Allowed::Id),
        (json!({ "id": "A b" }), "id", Allowed::Id),
        (
            json!({ "vendor": "nobody" }),
            "vendor",
            Allowed::OneOf(VENDORS),
        ),
        (
            json!({ "color": "mauve" }),
            "color",
            Allowed::OneOf(connection::COLORS),
        ),
        (
            json!({ "production": "yes" }),
            "production",
            Allowed::Boolean,
        ),
        (
            json!({ "base_url": "v.example" }),
            "base_url",
            Allowed::BaseUrl,
        ),
        (
            json!({ "base_url": "https://v.example/?a=b" }),
            "base_url",
            Allowed::BaseUrl,
        ),
        (
            json!({ "route": null }),
            "route",
            Allowed::Object(connection::ROUTE),
        ),
        (
            json!({ "route": "direct" }),
            "route",
            Allowed::Object(connection::ROUTE),
        ),
        (
            json!({ "route": { "way": "carrier pigeon" } }),
            "route.way",
            Allowed::OneOf(connection::WAYS),
        ),
        (
            json!({ "route": { "way": "prefix" } }),
            "route.address",
            Allowed::Prefix,
        ),
        (
            json!({ "route": { "way": "prefix", "address": "https://p" } }),
            "route.address",
            Allowed::Prefix,
        ),
        (
            json!({ "route": { "way": "template", "address": "https://p/" } }),
            "route.address",
            Allowed::Template,
        ),
        (
            json!({ "route": { "way": "gateway", "connection": "A" } }),
            "route.connection",
            Allowed::Id,
        ),
        (
            json!({ "proxy_headers": ["bitkey2", "Host"] }),
            "proxy_headers[1]",
            Allowed::HeaderName,
        ),
        (
            json!({ "delete_by_user_id": true }),
            "delete_by_user_id",
            Allowed::AtVendorOnly("sharecreators"),
        ),
        (
            json!({ "apps": ["a"] }),
            "apps",
            Allowed::AtVendorOnly("t12"),
        ),
        (
            json!({ "signed_by_gateway": true }),
            "signed_by_gateway",
            Allowed::WithGatewayOnly,
        ),
        (
            json!({ "signed": true }),
            "signed",
            Allowed::Object(connection::MEMBERS),
        ),
    ] {
        let reading = read_site(&with_connection(changes.clone()).to_string());
        let found: Vec<_> = reading
            .faults
            .iter()
            .map(|one| (one.member.as_str(), one.allowed))
            .collect();
        assert_eq!(
            found,
            [(format!("connections[0].{member}").as_str(), allowed)],
            "{changes}"
        );
        assert!(reading.config.connections.is_empty(), "{changes}");
    }
    // Where the vendor documents one, that is it.
    let undocumented = json!({ "vendor": "t12", "base_url": null });
    let reading = read_site(&with_connection(undocumented).to_string());
    assert_eq!(reading.faults[0].member, "connections[0].base_url");
    assert_eq!(reading.faults[0].found, Found::Nothing);
    assert_eq!(faults(with_connection(json!({ "base_url": null }))), []);
    let gateway =
        json!({ "base_url": null, "route": { "way": "gateway" }, "signed_by_gateway": true });
    let reading = read_site(&with_connection(gateway).to_string());
    assert_eq!(reading.faults, []);
    assert!(reading.config.connections[0].holds_credentials);
    let mut twice = with_connection(json!({}));
    let again = twice["connections"][0].clone();
    twice["connections"].as_array_mut().unwrap().push(again);
    let reading = read_site(&twice.to_string());
    assert_eq!(reading.faults[0].member, "connections[1].id");
    assert_eq!(reading.faults[0].found, Found::Twice("prod".to_owned()));
    assert_eq!(reading.config.connections.len(), 1);
}

#[test]
fn a_limit_on_writes_that_is_not_understood_is_kept() {
    for (value, limited) in [
        (json!(true), true),
        (json!(false), false),
        (json!("no"), true),
        (json!(null), true),
    ] {
        let document = json!({ "version": 1, "features": { "read_only": value } });
        let reading = read_site(&document.to_string());
        assert_eq!(reading.config.site.is_read_only, limited, "{document}");
        assert_eq!(reading.faults.is_empty(), value.is_boolean());
    }
}

#[test]
fn a_console_has_a_vendor() {
    for vendors in [json!([]), json!(["nobody"]), json!("t12")] {
        let document = json!({ "version": 1, "features": { "vendors": vendors } });
        let reading = read_site(&document.to_string());
        assert!(reading.config.site.hidden.is_empty());
        assert_eq!(reading.faults.len(), 1, "{document}");
    }
}

#[test]
fn an_origin_is_what_a_browser_would_say() {
    for good in [
        "https://a.example",
        "https://a.example:8443",
        "http://127.0.0.1:9",
        "http://localhost",
    ] {
        assert!(is_origin(good), "{good}");
    }
    for bad in [
        "*",
        "",
        "null",
        "a.example",
        "https://",
        "https://a.example/",
        "https://a.example/x",
        "https://A.example",
        "https://a.example:443",
        "http://localhost:80",
        "http://a.example",
        "https://*.example",
        "https://门户.example",
        "https://u@a.example",
        "https://a.example?",
        "https://a.example#",
        "javascript://a",
    ] {
        assert!(!is_origin(bad), "{bad}");
    }
}

#[test]
fn what_is_shown_of_a_text_is_short() {
    let long = "长".repeat(500);
    let shown = faults(json!({ "version": 1, "title": long }));
    let Found::Text(text) = &shown[0].found else {
        panic!("{shown:?}");
    };
    assert_eq!(text.chars().count(), 41);
}
