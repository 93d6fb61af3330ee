//! How long a browser may keep a file, and whether it still has it.

use axum::http::{HeaderMap, HeaderValue, header};

/// Files whose names change with their contents are kept for good; everything else is asked for again each time.
pub(super) fn policy(path: &str) -> HeaderValue {
    HeaderValue::from_static(if is_hashed(path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    })
}

/// Trunk writes `name-<hash>.ext` and `name-<hash>_bg.wasm`, and wasm-bindgen `snippets/<crate>-<hash>/…`. The hash is 64
/// bits in hexadecimal without leading zeros, so one in sixteen has 15 digits.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let snippet = path.strip_prefix("snippets/");
    let snippet_folder = snippet.and_then(|rest| rest.split_once('/'));
    ends_in_hash(stem) || snippet_folder.is_some_and(|(folder, _)| ends_in_hash(folder))
}

fn ends_in_hash(text: &str) -> bool {
    text.rsplit_once('-').is_some_and(|(_, hash)| {
        (12..=16).contains(&hash.len())
            && hash
                .bytes()
                .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    })
}

/// Whether the browser says that it has exactly these bytes.
pub(super) fn has(request: &HeaderMap, etag: &str) -> bool {
    request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_good() {
        for path in [
            "rollcall-app-0123456789abcdef.js",
            "rollcall-app-0123456789abcdef_bg.wasm",
            "style/main-aaaaaaaaaaaaaaaa.css",
            "rollcall-app-ddbdb91bf69da29_bg.wasm",
            "snippets/leptos-0123456789abcdef/inline0.js",
        ] {
            assert!(is_hashed(path), "{path}");
        }
        for path in [
            "index.html",
            "config.json",
            "sw.js",
            "demo-sw.js",
            "rollcall-app_bg.wasm",
            "a-0123456789a.js",
            "a-0123456789abcdef0.js",
            "a-0123456789abcdeg.js",
            "other/leptos-0123456789abcdef/inline0.js",
            "snippets/leptos/inline0.js",
        ] {
            assert!(!is_hashed(path), "{path}");
        }
    }
}
