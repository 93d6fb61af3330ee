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
        let text = read(recipe);
        assert!(text.contains(&policy), "{recipe} lacks: {policy}");
        assert_eq!(text.matches("default-src").count(), 1, "{recipe}: another");
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

/// Files of a build whose names have a hash, one of each kind.
const HASHED: [&str; 7] = [
    "rollcall-app-94d7011392a75a96.js",
    "rollcall-app-94d7011392a75a96_bg.wasm",
    "boot-7d2fc18db2c0d02d.js",
    "markup-25eba3ecac2a6d92.js",
    "main-52a7c817d5075a3d.css",
    "favicon-fb29504b03616a5d.svg",
    "demo-790104e33b32ed73.wasm",
];

/// The files that are copied under their own names, as index.html says it.
fn copied() -> Vec<String> {
    let page = read("index.html");
    let copied = page.lines().filter(|line| line.contains("copy-file"));
    let names = copied.filter_map(|line| line.split("public/").nth(1)?.split('"').next());
    names.map(str::to_owned).collect()
}

/// Whether a rule of `_headers` is for a path. Both hosts take a star for any text, and Cloudflare one star in a rule.
fn is_for(rule: &str, path: &str) -> bool {
    match rule.split_once('*') {
        None => rule == path,
        Some((start, end)) => path
            .strip_prefix(start)
            .is_some_and(|rest| rest.ends_with(end)),
    }
}

#[test]
fn netlify_and_cloudflare_keep_what_has_a_hash_and_nothing_else() {
    let text = read("deploy/netlify-cloudflare/_headers");
    let mut kept = Vec::new();
    let mut rule = "";
    for line in text.lines() {
        assert!(line.len() < 2000, "Cloudflare takes no longer line: {line}");
        if line.starts_with('/') {
            rule = line;
            assert!(rule.matches('*').count() <= 1, "{rule}");
        } else if line.contains("Cache-Control") {
            assert_eq!(
                line.trim(),
                "Cache-Control: public, max-age=31536000, immutable"
            );
            kept.push(rule);
        }
    }
    let count = |path: &str| kept.iter().filter(|rule| is_for(rule, path)).count();
    for name in HASHED {
        // Where two rules are for one file, both values are sent.
        assert_eq!(count(&format!("/{name}")), 1, "{name}");
    }
    assert_eq!(count("/snippets/split_unlock-86c1c58bd0d80d6b.wasm"), 1);
    for name in copied() {
        assert_eq!(count(&format!("/{name}")), 0, "{name}");
    }
    for name in ["", "index.html", "config.json", "404.html", "settings"] {
        assert_eq!(count(&format!("/{name}")), 0, "{name}");
    }
}

#[test]
fn netlify_and_cloudflare_serve_every_page() {
    let routes = read("src/routes.rs");
    let paths = routes
        .lines()
        .filter(|line| line.trim().starts_with("Page::"))
        .filter_map(|line| line.split_once("=> \"")?.1.strip_suffix("\","))
        .filter(|path| *path != "/");
    let paths: Vec<&str> = paths.collect();
    assert!(paths.len() > 7, "{paths:?}");
    let text = read("deploy/netlify-cloudflare/_redirects");
    let rules: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_whitespace().collect())
        .collect();
    let wanted: Vec<Vec<&str>> = paths.iter().map(|path| vec![*path, "/", "200"]).collect();
    assert_eq!(rules, wanted);
}

#[test]
fn the_bucket_gets_every_file_that_is_served() {
    let script = read("deploy/s3-cloudfront/upload.sh");
    for name in copied() {
        // Types for whoever writes a portal.
        assert!(name.ends_with(".d.ts") || script.contains(&name), "{name}");
    }
    let policy = read("deploy/s3-cloudfront/headers-policy.json");
    let policy: serde_json::Value = serde_json::from_str(&policy).unwrap();
    assert!(policy["Comment"].as_str().unwrap().len() <= 128);
    let custom = &policy["CustomHeadersConfig"];
    let items = custom["Items"].as_array().unwrap();
    assert_eq!(custom["Quantity"], items.len());
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
