//! What each part of the app, and the sandbox, must not know: from their sources.

use crate::rust_source::RustSource;
use crate::{File, assert_none, rust_files};

const VENDORS: [&str; 4] = ["t12", "tingyun", "bitanswer", "sharecreators"];

/// Modules of the app that `file` uses, by their names under `crate` and `super`.
fn modules(source: &RustSource) -> Vec<String> {
    let mut names = source.names_under("crate");
    names.extend(source.names_under("super"));
    names
}

fn uses_of(folder: &str, forbidden: &[&str]) -> Vec<String> {
    rust_files(folder)
        .into_iter()
        .filter(|file| !file.path.ends_with("/driver.rs"))
        .flat_map(|file| {
            let source = RustSource::parse(&file.text);
            let names = modules(&source);
            forbidden
                .iter()
                .filter(|name| names.iter().any(|used| used == *name))
                .map(|name| format!("{} uses {name}", file.path))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn mentions_of(folder: &str, forbidden: &[&str]) -> Vec<String> {
    rust_files(folder)
        .into_iter()
        .filter(|file| !file.path.ends_with("/driver.rs"))
        .flat_map(|file| {
            let source = RustSource::parse(&file.text);
            forbidden
                .iter()
                .filter(|name| source.mentions(name))
                .map(|name| format!("{} mentions {name}", file.path))
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn the_interface_parts_know_no_vendor_and_fetch_nothing() {
    let mut found = mentions_of(
        "src/ui",
        &[
            "vendors",
            "gloo_net",
            "fetch_with_str",
            "fetch_with_request",
        ],
    );
    found.extend(uses_of(
        "src/ui",
        &["transport", "store", "roster", "jobs", "pages"],
    ));
    for File { path, text } in rust_files("src/ui") {
        // In comments and strings, too: a part that names a vendor in its documentation was made for that vendor.
        let text = text.to_lowercase();
        for vendor in VENDORS {
            if text.contains(vendor) {
                found.push(format!("{path} names {vendor}"));
            }
        }
    }
    assert_none("src/ui is a set of parts for any console", &found);
}

#[test]
fn the_roster_and_the_core_of_jobs_are_pure() {
    let browser = [
        "web_sys",
        "js_sys",
        "gloo_net",
        "leptos",
        "leptos_router",
        "wasm_bindgen",
        "wasm_bindgen_futures",
    ];
    let others = ["transport", "store", "ui", "pages"];
    let mut found = mentions_of("src/roster", &browser);
    found.extend(uses_of("src/roster", &others));
    // What drives jobs is of the browser; what it decides by is beside it.
    let is_driver = |line: &str| {
        ["driver/", "mod.rs", "draft.rs", "over.rs", "slices.rs"]
            .iter()
            .any(|own| line.starts_with(&format!("src/jobs/{own}")))
    };
    let mut jobs = mentions_of("src/jobs", &browser);
    jobs.extend(uses_of("src/jobs", &others));
    found.extend(jobs.into_iter().filter(|line| !is_driver(line)));
    assert_none(
        "src/roster, and src/jobs but for what drives, are tested natively",
        &found,
    );
}

#[test]
fn the_doctor_judges_and_does_nothing_else() {
    let browser = [
        "web_sys",
        "js_sys",
        "gloo_net",
        "leptos",
        "wasm_bindgen",
        "wasm_bindgen_futures",
    ];
    let mut found = mentions_of("src/doctor", &browser);
    let others = ["session", "store", "ui", "i18n", "pages"];
    found.extend(uses_of("src/doctor", &others));
    assert_none("src/doctor is tested natively, without a word", &found);
}

#[test]
fn nothing_depends_on_pages() {
    let may = |path: &str| {
        path.starts_with("src/pages/")
            || path.starts_with("src/shell")
            || ["src/pages.rs", "src/lib.rs", "src/app.rs", "src/main.rs"].contains(&path)
    };
    let found: Vec<_> = rust_files("src")
        .into_iter()
        .filter(|file| !may(&file.path))
        .filter(|file| {
            RustSource::parse(&file.text)
                .names_under("crate")
                .iter()
                .any(|name| name == "pages")
        })
        .map(|file| file.path)
        .collect();
    assert_none("only the app's frame puts pages together", &found);
}

#[test]
fn path_literals_are_in_routes_only() {
    let routes = ["t12", "tingyun", "bitanswer", "sharecreators", "settings"];
    let found: Vec<_> = rust_files("src")
        .into_iter()
        .filter(|file| file.path != "src/routes.rs" && !file.path.contains("tests"))
        .flat_map(|file| {
            RustSource::parse(&file.text)
                .strings
                .into_iter()
                .filter(|text| {
                    text.strip_prefix('/').is_some_and(|rest| {
                        let first = rest.split(['/', '?', '#']).next().unwrap_or_default();
                        routes.contains(&first)
                    })
                })
                .map(|text| format!("{}: \"{text}\"", file.path))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_none("a path of the console is written in src/routes.rs", &found);
}

#[test]
fn the_sandbox_reads_the_wire_itself() {
    let allowed = ["Vendor", "Response"];
    let found: Vec<_> = rust_files("crates/sandbox/src")
        .into_iter()
        .flat_map(|file| {
            RustSource::parse(&file.text)
                .without_tests()
                .names_under("vendors")
                .into_iter()
                .filter(|name| !allowed.contains(&name.as_str()))
                .map(|name| format!("{} uses vendors::{name}", file.path))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_none(
        "client and sandbox must not share a mistake and agree",
        &found,
    );
}
