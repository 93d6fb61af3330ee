//! Puts the Content-Security-Policy into the page of a release build, for static hosting that sends no headers.
//!
//! Release builds only: what `trunk serve` adds for reloading is an inline script. `frame-ancestors` is left out, because
//! browsers heed it in a header only.

use crate::failure::Failure;
use std::env;
use std::fs;
use std::path::Path;

/// The gateway's own policy, a directive a line.
const POLICY: &str = include_str!("../../gateway/src/content_security_policy.txt");
/// As Trunk writes it into the page after minifying. A policy holds for what stands behind it only, and must itself stand
/// behind the encoding, which browsers seek in the first 1,024 bytes.
const ENCODING: &str = "<meta charset=utf-8>";

/// Changes the page that Trunk is building. Called by Trunk, which says where that is.
pub fn run() -> Result<(), Failure> {
    let (Some(folder), Ok(profile)) = (env::var_os("TRUNK_STAGING_DIR"), env::var("TRUNK_PROFILE"))
    else {
        return Err(Failure::NotUnderstood {
            what: "the environment: `finish` is called by Trunk, as a hook of its build".to_owned(),
        });
    };
    if profile != "release" {
        return Ok(());
    }
    let path = Path::new(&folder).join("index.html");
    let failed = |source| Failure::File {
        path: path.clone(),
        source,
    };
    let page = fs::read_to_string(&path).map_err(failed)?;
    let page = with_policy(&page).ok_or_else(|| Failure::NotUnderstood {
        what: format!("{}, which does not begin as expected", path.display()),
    })?;
    fs::write(&path, page).map_err(failed)
}

/// The page with its policy, or nothing for a page that has no such beginning.
fn with_policy(page: &str) -> Option<String> {
    let (before, behind) = page.split_once(ENCODING)?;
    if before.contains("<script") || before.contains("<link") {
        return None;
    }
    let policy: Vec<&str> = POLICY.lines().collect();
    let policy = policy.join("; ");
    let tag = format!("<meta http-equiv=Content-Security-Policy content=\"{policy}\">");
    Some(format!("{before}{ENCODING}{tag}{behind}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_stands_before_everything_that_is_loaded() {
        let page = "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>x</title><script src=/a.js></script>";
        let with = with_policy(page).unwrap_or_default();
        let tag = "<meta charset=utf-8><meta http-equiv=Content-Security-Policy content=\"default-src 'none'; script-src";
        assert!(with.contains(tag), "{with}");
        assert!(
            with.contains("trusted-types default\"><title>x</title>"),
            "{with}"
        );
        assert_eq!(
            with_policy("<script src=/a.js></script><meta charset=utf-8>"),
            None
        );
        assert_eq!(with_policy("<html>"), None);
    }

    #[test]
    fn the_policy_fits_into_an_attribute_and_needs_no_header() {
        assert!(!POLICY.contains(['"', '<', '>', ';']));
        for ignored in ["frame-ancestors", "report-uri", "sandbox"] {
            assert!(
                !POLICY.contains(ignored),
                "browsers ignore {ignored} in a page"
            );
        }
        assert!(!POLICY.contains("unsafe-inline") && !POLICY.contains("'unsafe-eval'"));
    }
}
