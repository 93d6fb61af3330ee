//! Connections: what can be declared, what is wrong with a declaration, and how they are addressed.

use std::ffi::OsString;
use std::path::Path;

use gateway::config::{
    Color, Config, ConfigProblem, Connection, Expected, Held, Outcome, Place, Sources, read,
};
use serde_json::{Value, json};
use vendors::{Credentials, Secret, Vendor};

use crate::harness::{Upstream, connection, fine, sandboxed, send, start};

fn read_in(folder: &Path, text: &str, environment: &[(&str, &str)]) -> Outcome {
    let file = folder.join("rollcall.toml");
    std::fs::write(&file, text).unwrap();
    let mut environment: Vec<_> = environment
        .iter()
        .map(|(name, value)| (OsString::from(name), OsString::from(value)))
        .collect();
    let credentials = folder.join("credentials");
    if credentials.exists() {
        let name = OsString::from("CREDENTIALS_DIRECTORY");
        environment.push((name, credentials.into_os_string()));
    }
    read(&Sources {
        file: Some(file),
        environment,
        flags: Vec::new(),
    })
}

fn read_with(text: &str, environment: &[(&str, &str)]) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let mut outcome = read_in(folder.path(), text, environment);
    let readable = |problem: &ConfigProblem| matches!(problem, ConfigProblem::SecretsReadable(_));
    outcome.problems.retain(|problem| !readable(problem));
    outcome
}

fn bitkey(text: &str) -> Held {
    Held(Credentials::BitAnswer {
        bitkey: Secret::new(text),
    })
}

#[test]
fn a_vendor_may_have_several_in_the_order_of_the_file() {
    let text = "[connections.zz-bit]\nvendor = \"bitanswer\"\nname = \"测试\"\ncolor = \"teal\"\n\
                [connections.bitanswer]\nupstream = \"https://b.example\"\nproduction = true\ncolor = \"red\"\n\
                [connections.quotas]\nvendor = \"t12\"\napps = [\"a\", \"华北\"]\nallow_private = true\n";
    let environment = [
        ("ROLLCALL_ZZ_BIT_UPSTREAM", "https://z.example"),
        ("ROLLCALL_QUOTAS_ALLOW_PRIVATE", "false"),
        ("ROLLCALL_TINGYUN_UPSTREAM", "https://t.example"),
    ];
    let outcome = read_with(text, &environment);
    assert_eq!(outcome.problems, vec![]);
    let config = outcome.config;
    let ids: Vec<_> = config.connections.iter().map(|own| &own.id).collect();
    assert_eq!(
        ids,
        ["quotas", "tingyun", "zz-bit", "bitanswer", "sharecreators"]
    );
    let quotas = config.connection("quotas").unwrap();
    assert_eq!(quotas.vendor, Vendor::T12);
    assert_eq!(quotas.apps, ["a", "华北"]);
    assert!(!quotas.allow_private);
    let named = config.connection("zz-bit").unwrap();
    assert_eq!(named.name.as_deref(), Some("测试"));
    assert_eq!((named.color, named.production), (Some(Color::Teal), false));
    assert_eq!(named.upstream.as_ref().unwrap().host(), "z.example");
    assert!(config.connection("bitanswer").unwrap().production);
    assert!(config.has_sandbox());
}

#[test]
fn every_mistake_has_its_words() {
    let text = "[connections.Bad_Id]\nvendor = \"t12\"\n[connections.mystery]\nupstream = \"https://a.example\"\n\
                [connections.bitanswer]\nvendor = \"bit\"\nname = \"\"\ncolor = \"mauve\"\nproduction = 1\nauthkey = \"abcdefg\"\n\
                apps = [\"a\"]\nbitkye = \"hidden-value\"\n[connections.sharecreators]\ntoken = \"hidden-token\"\n\
                [connections.tingyun]\nauthkey = \"hidden value\"\nauthkey_file = \"/nowhere/key\"\n[connections.t12]\n\
                manager_key = \"abc\"\napps = [1]\n";
    let environment = [
        ("ROLLCALL_T12_ALLOW_PRIVATE", "yes"),
        ("ROLLCALL_MYSTERY_NAME", "a"),
    ];
    let problems = read_with(text, &environment).problems;
    let wrong = |key: &str, expected| {
        ConfigProblem::Wrong(Place::Key(format!("connections.{key}")), expected)
    };
    let key = |key: &str| Place::Key(format!("connections.{key}"));
    let not_there = std::io::ErrorKind::NotFound;
    for problem in [
        ConfigProblem::ConnectionId("Bad_Id".to_owned()),
        ConfigProblem::VendorMissing("mystery".to_owned()),
        wrong("bitanswer.vendor", Expected::Vendor),
        wrong("bitanswer.name", Expected::Name),
        wrong("bitanswer.color", Expected::Color),
        wrong("bitanswer.production", Expected::Boolean),
        ConfigProblem::NotForVendor(key("bitanswer.authkey"), Vendor::BitAnswer),
        ConfigProblem::NotForVendor(key("bitanswer.apps"), Vendor::BitAnswer),
        ConfigProblem::UnknownKey("connections.bitanswer.bitkye".to_owned()),
        ConfigProblem::CredentialsIncomplete("sharecreators".to_owned(), "bid"),
        wrong("tingyun.authkey", Expected::Credential),
        ConfigProblem::CredentialFile(key("tingyun.authkey_file"), not_there),
        wrong("t12.manager_key", Expected::Credential),
        wrong("t12.apps", Expected::Apps),
        ConfigProblem::Wrong(
            Place::Variable("ROLLCALL_T12_ALLOW_PRIVATE".to_owned()),
            Expected::Boolean,
        ),
        ConfigProblem::UnknownVariable("ROLLCALL_MYSTERY_NAME".to_owned()),
    ] {
        assert!(problems.contains(&problem), "{problem}: {problems:?}");
    }
    assert_eq!(problems.len(), 16, "{problems:?}");
    for problem in problems {
        let sentence = problem.to_string();
        assert!(sentence.ends_with(['.', '?']), "{sentence}");
        assert!(!sentence.contains("hidden"), "{sentence}");
    }
    let near = ConfigProblem::UnknownKey("connections.bitanswer.bitkye".to_owned()).to_string();
    assert!(near.contains("`connections.bitanswer.bitkey"), "{near}");
}

#[test]
fn credentials_come_from_four_places_and_the_nearest_wins() {
    let folder = tempfile::tempdir().unwrap();
    let key_file = folder.path().join("key");
    std::fs::write(&key_file, "from-a-file\r\n").unwrap();
    let in_file = "[connections.bitanswer]\nbitkey = \"from-the-file\"\n[connections.second]\nvendor = \"bitanswer\"\n";
    let held = |text: &str, environment: &[(&str, &str)], id: &str| {
        let outcome = read_in(folder.path(), text, environment);
        assert!(
            outcome.problems.iter().all(ConfigProblem::is_warning),
            "{:?}",
            outcome.problems
        );
        outcome.config.connection(id).unwrap().credentials.clone()
    };
    assert_eq!(
        held(in_file, &[], "bitanswer"),
        Some(bitkey("from-the-file"))
    );
    assert_eq!(held(in_file, &[], "second"), None);
    let by_file = format!("[connections.bitanswer]\nbitkey_file = {key_file:?}\n");
    assert_eq!(
        held(&by_file, &[], "bitanswer"),
        Some(bitkey("from-a-file"))
    );
    let credentials = folder.path().join("credentials");
    std::fs::create_dir(&credentials).unwrap();
    std::fs::write(
        credentials.join("rollcall.bitanswer.bitkey"),
        "from-systemd\n",
    )
    .unwrap();
    std::fs::write(
        credentials.join("rollcall.second.bitkey"),
        "second-by-systemd",
    )
    .unwrap();
    std::fs::write(credentials.join("another-service"), "x").unwrap();
    assert_eq!(
        held(in_file, &[], "bitanswer"),
        Some(bitkey("from-systemd"))
    );
    assert_eq!(
        held(in_file, &[], "second"),
        Some(bitkey("second-by-systemd"))
    );
    let environment = [("ROLLCALL_BITANSWER_BITKEY", "from-environment")];
    assert_eq!(
        held(in_file, &environment, "bitanswer"),
        Some(bitkey("from-environment"))
    );
    let path = key_file.to_str().unwrap();
    let environment = [("ROLLCALL_SECOND_BITKEY_FILE", path)];
    assert_eq!(
        held(in_file, &environment, "second"),
        Some(bitkey("from-a-file"))
    );
    std::fs::write(credentials.join("rollcall.nobody.bitkey"), "lost").unwrap();
    let problems = read_in(folder.path(), in_file, &[]).problems;
    let lost =
        ConfigProblem::UnknownCredential(Place::Credential("rollcall.nobody.bitkey".to_owned()));
    assert!(problems.contains(&lost), "{problems:?}");
    let twice = "[connections.bitanswer]\nbitkey = \"abcd\"\nbitkey_file = ".to_owned()
        + &format!("{key_file:?}\n");
    let problems = read_with(&twice, &[]).problems;
    assert!(
        matches!(problems[..], [ConfigProblem::CredentialTwice(_)]),
        "{problems:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_file_of_secrets_that_everybody_can_read_is_warned_of() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rollcall.toml");
    let secret = "[connections.bitanswer]\nbitkey = \"abcdef\"\n";
    let warned = |text: &str, mode| {
        std::fs::write(&file, text).unwrap();
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(&file, permissions).unwrap();
        let problems = read_in(folder.path(), text, &[]).problems;
        problems == [ConfigProblem::SecretsReadable(file.clone())]
    };
    assert!(warned(secret, 0o644));
    assert!(!warned(secret, 0o640));
    assert!(!warned("[connections.bitanswer]\n", 0o644));
}

#[tokio::test]
async fn each_is_addressed_by_its_id() {
    let (one, two) = (Upstream::start(fine()).await, Upstream::start(fine()).await);
    let second = Connection {
        id: "second".to_owned(),
        ..connection(Vendor::BitAnswer, &two.url())
    };
    let held = Connection {
        credentials: Some(bitkey("never-shown")),
        ..Connection::sandboxed("held", Vendor::BitAnswer)
    };
    let mut config: Config = sandboxed();
    config.connections = vec![connection(Vendor::BitAnswer, &one.url()), second, held];
    let gateway = start(config).await;
    assert_eq!(
        send(gateway, "GET /vendors/second/users", &[], b"")
            .await
            .status(),
        200
    );
    assert_eq!((one.requests().len(), two.requests().len()), (0, 1));
    assert_eq!(
        send(gateway, "GET /vendors/bitanswer/users", &[], b"")
            .await
            .status(),
        200
    );
    assert_eq!((one.requests().len(), two.requests().len()), (1, 1));
    for path in [
        "/vendors/t12/users",
        "/vendors/Second/users",
        "/vendors/second%20/users",
    ] {
        let reply = send(gateway, &format!("GET {path}"), &[], b"").await;
        assert_eq!(
            (reply.status(), reply.failure()),
            (404, Some("not-allowed")),
            "{path}"
        );
    }
    let reply = send(gateway, "GET /config.json", &[], b"").await;
    assert!(!reply.text().contains("never-shown"));
    let document: Value = serde_json::from_slice(&reply.body).unwrap();
    assert_eq!(
        document["connections"][1],
        json!({"id": "second", "vendor": "bitanswer", "name": null, "color": null, "production": false,
               "upstream": "configured", "holds_credentials": false})
    );
    assert_eq!(
        document["connections"][2],
        json!({"id": "held", "vendor": "bitanswer", "name": null, "color": null, "production": false,
               "upstream": "sandbox", "holds_credentials": true})
    );
}
