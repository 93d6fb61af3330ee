//! The recipes for other web servers send what the gateway sends, word by word.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap();
    fs::read_to_string(root.join(path)).unwrap()
}

const RECIPES: [&str; 5] = [
    "deploy/nginx/console-server.conf",
    "deploy/caddy/console.caddy",
    "deploy/apache/rollcall.conf",
    "deploy/netlify-cloudflare/_headers",
    "deploy/s3-cloudfront/headers-policy.json",
];

#[test]
fn every_recipe_has_the_gateways_policy() {
    let directives = read("crates/gateway/src/content_security_policy.txt");
    let directives: Vec<&str> = directives.lines().collect();
    let policy = format!("{}; frame-ancestors 'none'", directives.join("; "));
    for recipe in RECIPES {
        assert!(read(recipe).contains(&policy), "{recipe} lacks: {policy}");
    }
}

#[test]
fn every_recipe_has_the_gateways_other_headers() {
    let gateway = read("crates/gateway/src/security_headers.rs");
    let permissions =
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
    assert!(gateway.contains(permissions), "the gateway has changed");
    for recipe in RECIPES {
        let text = read(recipe).to_lowercase();
        assert!(text.contains(permissions), "{recipe}: permissions-policy");
        for name in ["cross-origin-opener-policy", "cross-origin-resource-policy"] {
            assert!(text.contains(name), "{recipe}: {name}");
        }
        assert!(text.contains("no-referrer"), "{recipe}: referrer-policy");
        assert!(
            text.contains("nosniff") || text.contains("contenttypeoptions"),
            "{recipe}: nosniff"
        );
    }
}

#[test]
fn the_unit_takes_everything_that_the_program_does_not_need() {
    let unit = read("deploy/systemd/rollcall.service");
    let settings: Vec<&str> = unit.lines().filter(|line| !line.starts_with('#')).collect();
    for wanted in [
        "DynamicUser=yes",
        "ProtectSystem=strict",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
        "MemoryDenyWriteExecute=yes",
        "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
        "SystemCallFilter=@system-service",
        "SystemCallFilter=~@privileged @resources",
        "StateDirectory=rollcall",
        "ExecStartPre=/usr/local/bin/rollcall check --config /etc/rollcall/rollcall.toml",
        "ExecStart=/usr/local/bin/rollcall serve --config /etc/rollcall/rollcall.toml",
    ] {
        assert!(settings.contains(&wanted), "{wanted}");
    }
    // Users of the machine see command lines and environments of units; credentials they do not.
    for secret in ["KEY=", "TOKEN=", "BITKEY"] {
        assert!(
            !settings.iter().any(|line| line.contains(secret)),
            "{secret}"
        );
    }
}
