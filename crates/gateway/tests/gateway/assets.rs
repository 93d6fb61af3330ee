//! The console's files: types, encodings, caching, routes, and that nothing outside the folder can be had.

use std::net::SocketAddr;
use std::path::Path;

use tempfile::TempDir;

use crate::harness::{sandboxed, send, start};

const HASHED: &str = "rollcall-app-0123456789abcdef";

fn write(folder: &Path, name: &str, content: &[u8]) {
    let file = folder.join(name);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, content).unwrap();
}

/// A folder beside a secret file, and a gateway that serves the folder.
async fn console() -> (TempDir, SocketAddr) {
    let around = tempfile::tempdir().unwrap();
    write(around.path(), "secret.txt", b"secret");
    let dist = around.path().join("dist");
    write(
        &dist,
        "index.html",
        b"<!doctype html><title>console</title>",
    );
    write(&dist, &format!("{HASHED}.js"), b"export {}");
    write(&dist, &format!("{HASHED}.js.br"), b"as brotli");
    write(&dist, &format!("{HASHED}.js.gz"), b"as gzip");
    write(&dist, &format!("{HASHED}_bg.wasm"), b"\0asm");
    write(&dist, "snippets/part-0123456789abcdef/a.js", b"a");
    for name in [
        "a.css",
        "a.svg",
        "a.json",
        "a.webmanifest",
        "a.woff2",
        "a.png",
        "a.ico",
        "a.txt",
        "a.bin",
    ] {
        write(&dist, name, b"x");
    }
    write(&dist, "图.svg", b"<svg/>");
    write(&dist, ".hidden", b"secret");
    let mut config = sandboxed();
    config.dist = Some(dist);
    (around, start(config).await)
}

#[tokio::test]
async fn every_file_has_its_type_and_lifetime() {
    let (_folder, gateway) = console().await;
    for (path, media_type, hashed) in [
        ("/", "text/html; charset=utf-8", false),
        ("/index.html", "text/html; charset=utf-8", false),
        (
            &format!("/{HASHED}.js"),
            "text/javascript; charset=utf-8",
            true,
        ),
        (&format!("/{HASHED}_bg.wasm"), "application/wasm", true),
        (
            "/snippets/part-0123456789abcdef/a.js",
            "text/javascript; charset=utf-8",
            true,
        ),
        ("/a.css", "text/css; charset=utf-8", false),
        ("/a.svg", "image/svg+xml", false),
        ("/a.json", "application/json", false),
        ("/a.webmanifest", "application/manifest+json", false),
        ("/a.woff2", "font/woff2", false),
        ("/a.png", "image/png", false),
        ("/a.ico", "image/x-icon", false),
        ("/a.txt", "text/plain; charset=utf-8", false),
        ("/a.bin", "application/octet-stream", false),
        ("/%E5%9B%BE.svg", "image/svg+xml", false),
    ] {
        let reply = send(gateway, &format!("GET {path}"), &[], b"").await;
        assert_eq!(reply.status(), 200, "{path}");
        assert_eq!(reply.header("content-type"), Some(media_type), "{path}");
        let lifetime = if hashed {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        assert_eq!(reply.header("cache-control"), Some(lifetime), "{path}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(reply.header(name), Some(value), "{path}");
        }
        let policy = reply.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "));
        assert!(reply.header("permissions-policy").is_some());
    }
}

#[tokio::test]
async fn the_encoding_is_the_browsers_choice() {
    let (_folder, gateway) = console().await;
    let first = format!("GET /{HASHED}.js");
    let mut tags = Vec::new();
    for (wish, encoding, body) in [
        ("gzip, deflate, br, zstd", Some("br"), "as brotli"),
        ("gzip;q=1, br;q=0.5", Some("gzip"), "as gzip"),
        ("identity", None, "export {}"),
    ] {
        let header = format!("Accept-Encoding: {wish}");
        let reply = send(gateway, &first, &[&header], b"").await;
        assert_eq!(reply.header("content-encoding"), encoding, "{wish}");
        assert_eq!(reply.text(), body);
        assert_eq!(reply.header("vary"), Some("accept-encoding"));
        let tag = reply.header("etag").unwrap().to_owned();
        let known = format!("If-None-Match: \"other\", W/{tag}");
        let reply = send(gateway, &first, &[&header, &known], b"").await;
        assert_eq!((reply.status(), reply.body.len()), (304, 0));
        assert_eq!(reply.header("etag"), Some(tag.as_str()));
        assert!(reply.header("cache-control").is_some() && reply.header("vary").is_some());
        assert!(!tags.contains(&tag), "each encoding has its own tag");
        tags.push(tag);
    }
    let known = format!("If-None-Match: {}", tags[0]);
    let reply = send(gateway, &first, &["Accept-Encoding: gzip", &known], b"").await;
    assert_eq!(
        reply.status(),
        200,
        "a tag is good for its own encoding only"
    );
}

#[tokio::test]
async fn head_is_get_without_the_bytes() {
    let (_folder, gateway) = console().await;
    let reply = send(gateway, "HEAD /a.css", &[], b"").await;
    assert_eq!(reply.status(), 200);
    assert_eq!(reply.header("content-length"), Some("1"));
    assert_eq!(reply.body, b"");
    let reply = send(gateway, "POST /a.css", &[], b"").await;
    assert_eq!(
        (reply.status(), reply.header("allow")),
        (405, Some("GET, HEAD"))
    );
}

#[tokio::test]
async fn routes_lead_to_the_console_and_missing_files_do_not() {
    let (_folder, gateway) = console().await;
    let browser = "Accept: text/html,application/xhtml+xml,*/*;q=0.8";
    for path in ["/t12", "/bitanswer?page=2", "/no%2Fsuch%2Fpage", "/a@b.com"] {
        let reply = send(gateway, &format!("GET {path}"), &[browser], b"").await;
        assert_eq!(reply.status(), 200, "{path}");
        assert!(reply.text().contains("console"));
        assert_eq!(reply.header("cache-control"), Some("no-cache"));
    }
    for (path, accept) in [
        ("/t12", "Accept: */*"),
        ("/t12", "Accept: application/json"),
        ("/gone-0123456789abcdef.js", browser),
        ("/gone.wasm", "Accept: */*"),
        ("/sandbox", "Accept: */*"),
    ] {
        let reply = send(gateway, &format!("GET {path}"), &[accept], b"").await;
        assert_eq!(reply.status(), 404, "{path} {accept}");
        assert!(reply.header("content-security-policy").is_some());
    }
}

#[tokio::test]
async fn every_route_is_one_step_below_the_files() {
    let (_folder, gateway) = console().await;
    for (path, location) in [
        ("/settings/", "../settings"),
        ("/settings/?vendor=t12", "../settings?vendor=t12"),
        ("/no/such/page?x=1", "../../no%2Fsuch%2Fpage?x=1"),
        (
            "/bitanswer/user/%E5%BC%A0.san",
            "../../bitanswer%2Fuser%2F%E5%BC%A0.san",
        ),
        ("/https:%2F%2Fevil.example/", ""),
        ("/%2Fevil.example/", ""),
        ("//evil.example/", ""),
    ] {
        let headers = ["Accept: text/html"];
        let reply = send(gateway, &format!("GET {path}"), &headers, b"").await;
        let expected = if location.is_empty() { 404 } else { 307 };
        assert_eq!(reply.status(), expected, "{path}");
        assert_eq!(reply.header("location").unwrap_or_default(), location);
        assert!(reply.header("content-security-policy").is_some());
    }
}

#[tokio::test]
async fn nothing_outside_the_folder_can_be_had() {
    let (folder, gateway) = console().await;
    #[cfg(unix)]
    std::os::unix::fs::symlink(
        folder.path().join("secret.txt"),
        folder.path().join("dist/link.txt"),
    )
    .unwrap();
    for path in [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/a/../../secret.txt",
        "/..%5csecret.txt",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/.hidden",
        "/%2ehidden",
        "/snippets",
        "/link.txt",
        "/a.css%00.txt",
    ] {
        let reply = send(gateway, &format!("GET {path}"), &["Accept: text/html"], b"").await;
        assert!(!reply.text().contains("secret"), "{path}");
        assert!(!reply.text().contains("root:"), "{path}");
    }
}

#[tokio::test]
async fn without_a_console_the_page_says_how_to_build_one() {
    let empty = tempfile::tempdir().unwrap();
    let mut config = sandboxed();
    config.dist = Some(empty.path().to_owned());
    let gateway = start(config).await;
    let reply = send(gateway, "GET /", &["Accept: text/html"], b"").await;
    assert_eq!(reply.status(), 503);
    assert_eq!(
        reply.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert!(reply.text().contains("cargo xtask start"));
}

#[tokio::test]
async fn a_listed_portal_may_load_its_script_and_nothing_else() {
    let around = tempfile::tempdir().unwrap();
    for name in ["index.html", "rollcall-embed.js", "boot.js"] {
        write(around.path(), name, b"x");
    }
    let portal = "https://portal.intranet";
    let mut config = sandboxed();
    config.dist = Some(around.path().to_owned());
    config.access.embed_origins = vec![portal.to_owned()];
    let gateway = start(config).await;
    let allowed = async |path: &str, origin: &str| {
        let origin = format!("Origin: {origin}");
        let reply = send(gateway, &format!("GET {path}"), &[&origin], b"").await;
        let name = "access-control-allow-origin";
        reply.header(name).map(str::to_owned)
    };
    let script = "/rollcall-embed.js";
    assert_eq!(allowed(script, portal).await.as_deref(), Some(portal));
    for (path, origin) in [
        (script, "https://evil.example"),
        (script, "https://portal.intranet.evil.example"),
        (script, "null"),
        ("/boot.js", portal),
        ("/", portal),
        ("/config.json", portal),
        ("/vendors/bitanswer/users", portal),
    ] {
        assert_eq!(allowed(path, origin).await, None, "{path} {origin}");
    }
    let reply = send(gateway, "GET /config.json", &[], b"").await;
    let document: serde_json::Value = serde_json::from_slice(&reply.body).unwrap();
    assert_eq!(document["embed"]["origins"], serde_json::json!([portal]));
}
