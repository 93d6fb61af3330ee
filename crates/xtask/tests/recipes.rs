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
