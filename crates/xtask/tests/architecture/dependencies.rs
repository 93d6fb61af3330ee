//! Which package may depend on which, from Cargo's own view of them.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// What the packages depend on when they are built for use, not for their tests.
struct Graph {
    normal: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    fn read() -> Self {
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--locked"])
            .current_dir(crate::root())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
        let names: BTreeMap<&str, &str> = array(&metadata["packages"])
            .iter()
            .map(|package| (text(&package["id"]), text(&package["name"])))
            .collect();
        let normal = array(&metadata["resolve"]["nodes"])
            .iter()
            .map(|node| {
                let dependencies = array(&node["deps"])
                    .iter()
                    .filter(|dependency| {
                        array(&dependency["dep_kinds"])
                            .iter()
                            .any(|kind| kind["kind"].is_null())
                    })
                    .map(|dependency| names[text(&dependency["pkg"])].to_owned())
                    .collect();
                (names[text(&node["id"])].to_owned(), dependencies)
            })
            .collect();
        Self { normal }
    }

    fn direct(&self, package: &str) -> &BTreeSet<String> {
        self.normal
            .get(package)
            .unwrap_or_else(|| panic!("there is no package {package}"))
    }

    fn all(&self, package: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut unread = vec![package.to_owned()];
        while let Some(name) = unread.pop() {
            for dependency in self.normal.get(&name).into_iter().flatten() {
                if found.insert(dependency.clone()) {
                    unread.push(dependency.clone());
                }
            }
        }
        found
    }
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[test]
fn what_is_pure_knows_no_clock_no_randomness_no_browser_and_no_server() {
    let graph = Graph::read();
    let forbidden = [
        "async-std",
        "axum",
        "chrono",
        "futures",
        "futures-core",
        "getrandom",
        "gloo-net",
        "http",
        "hyper",
        "js-sys",
        "jiff",
        "leptos",
        "mio",
        "rand",
        "reqwest",
        "rustls",
        "time",
        "tokio",
        "tower",
        "ureq",
        "uuid",
        "wasm-bindgen",
        "web-sys",
    ];
    for package in [
        "vendors",
        "vault",
        "sandbox",
        "jobs",
        "simulation",
        "sheet",
        "embed",
    ] {
        let dependencies = graph.all(package);
        let found: Vec<_> = forbidden
            .iter()
            .filter(|name| dependencies.contains(**name))
            .collect();
        assert!(found.is_empty(), "{package} depends on {found:?}");
    }
}

#[test]
fn dependencies_between_the_parts_point_one_way() {
    let graph = Graph::read();
    let ours = [
        "vendors",
        "embed",
        "vault",
        "jobs",
        "simulation",
        "roster",
        "sandbox",
        "demo",
        "sheet",
        "gateway",
        "rollcall-app",
        "xtask",
    ];
    for (package, allowed) in [
        ("vendors", &[][..]),
        ("sandbox", &["vendors"][..]),
        ("gateway", &["vendors", "sandbox"][..]),
        ("demo", &["vendors", "sandbox"][..]),
        ("vault", &["vendors"][..]),
        ("embed", &["vendors"][..]),
        ("jobs", &["vendors"][..]),
        ("roster", &["sheet"][..]),
        ("simulation", &["jobs", "sandbox", "vendors"][..]),
        ("sheet", &[][..]),
        (
            "rollcall-app",
            &["vendors", "vault", "jobs", "roster", "sheet", "embed"][..],
        ),
        ("xtask", &[][..]),
    ] {
        let found: Vec<_> = graph
            .direct(package)
            .iter()
            .filter(|name| ours.contains(&name.as_str()) && !allowed.contains(&name.as_str()))
            .collect();
        assert!(found.is_empty(), "{package} depends on {found:?}");
    }
}

#[test]
fn the_app_carries_no_crate_that_brings_tables() {
    let graph = Graph::read();
    let direct = graph.direct("rollcall-app");
    let found: Vec<_> = ["regex", "chrono", "uuid", "rand", "url", "reqwest", "time"]
        .into_iter()
        .filter(|name| direct.contains(*name))
        .collect();
    assert!(found.is_empty(), "the browser has its own: {found:?}");
}
