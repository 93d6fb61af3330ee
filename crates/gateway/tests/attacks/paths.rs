//! Paths that lead elsewhere once a server behind us decodes, cuts or translates them. Through, at a vendor: a request with
//! such a path arrives. Through, for the console's files: an answer with something from outside the folder or from a hidden
//! file.

use std::net::SocketAddr;

use vendors::Vendor;

use crate::class::Class;
use crate::harness::{Upstream, config, fine, sandboxed, send, start};
use crate::people::raw;

/// Ways to write `..` that some reader takes for it.
const DOTS: [&str; 22] = [
    "..",
    "%2e%2e",
    "%2E.",
    ".%2e",
    "%252e%252e",
    "%25252e%25252e",
    "%252E.",
    "%25%32%65%25%32%65",
    "..;",
    "..;a=b",
    "..%3b",
    "..%253b",
    "..%00",
    "..%2500",
    "..%3f",
    "..%23",
    "%c0%ae%c0%ae",
    "%e0%80%ae%e0%80%ae",
    "%f0%80%80%ae%f0%80%80%ae",
    "%ef%bc%8e%ef%bc%8e",
    "%u002e%u002e",
    "..%20",
];

/// Ways to write `/` that some reader takes for it.
const SLASHES: [&str; 13] = [
    "/",
    "%2f",
    "%2F",
    "%252f",
    "%25252F",
    "%25%32%66",
    "\\",
    "%5c",
    "%255c",
    "%c0%af",
    "%e0%80%af",
    "%ef%bc%8f",
    "%ef%bc%bc",
];

fn climbing() -> impl Iterator<Item = String> {
    DOTS.into_iter().flat_map(|dots| {
        SLASHES.into_iter().flat_map(move |slash| {
            [
                format!("{dots}{slash}status"),
                format!("a{slash}{dots}{slash}{dots}{slash}sns"),
            ]
        })
    })
}

fn request(gateway: SocketAddr, method: &str, path: &str) -> String {
    format!(
        "{method} {path} HTTP/1.1\r\nHost: {gateway}\r\nX-Rollcall-Trace: t\r\nConnection: close\r\n\r\n"
    )
}

pub async fn of_vendors() -> Class {
    let mut class = Class::new("paths at vendors");
    let upstream = Upstream::start(fine()).await;
    let gateway = start(config(Vendor::BitAnswer, &upstream.url())).await;
    let mut paths: Vec<String> = climbing()
        .map(|name| format!("/users/user/{name}"))
        .collect();
    paths.extend(DOTS.map(|dots| format!("/users/user/{dots}")));
    paths.extend(SLASHES.map(|slash| format!("/users{slash}..{slash}sns")));
    paths.extend(
        [
            "/sns",
            "//users",
            "/users//user/a",
            "/users/user/a/b",
            "/users;a=b/data",
            "/users;a=b",
            "/users/;/data",
            "/./users",
            "/users/.",
            "/users/%2e",
            "/%75sers",
            "/users%2fdata",
            "/users%00",
            "/users%20",
            "/users.json",
            "/USERS",
            "/users/user/%",
            "/users/user/%4",
            "/users/user/%zz",
            "/users/user/%u0041",
            "/users/user/a\x00b",
            "/users/user/a\tb",
            "/users/user/a\x0bHost: b",
            "/users/user/\u{e9}",
            "/users/user/a|b",
            "/users/user/{a}",
            "/users/user/%ff%fe",
            "/users/user/%ed%a0%80",
        ]
        .map(str::to_owned),
    );
    for path in paths {
        for method in ["GET", "POST", "DELETE"] {
            let before = upstream.requests().len();
            let own = path.as_str();
            raw(
                gateway,
                request(gateway, method, &format!("/vendors/bitanswer{own}")).as_bytes(),
            )
            .await;
            let through = upstream.requests().len() > before;
            class.tried(format!("{method} {path}"), through);
        }
    }
    // Whatever may stand in a user's name is still one.
    for name in [
        "%E5%BC%A0",
        "a%2Fb",
        "a..b",
        "...",
        "%00",
        "a%5Cb",
        "50%25",
        "%2525",
        "a;b",
        "%F0%9F%98%80",
        "%3F%23",
    ] {
        let first = format!("GET /vendors/bitanswer/users/user/{name}");
        assert_eq!(
            send(gateway, &first, &[], b"").await.status(),
            200,
            "{name}"
        );
    }
    class
}

const CANARY: &str = "canary-outside-of-the-folder";

pub async fn of_files() -> Class {
    let mut class = Class::new("paths at the console's files");
    let place = tempfile::tempdir().unwrap();
    let dist = place.path().join("dist");
    std::fs::create_dir_all(dist.join("assets")).unwrap();
    std::fs::write(dist.join("index.html"), "<!doctype html>console").unwrap();
    std::fs::write(dist.join("assets/app.js"), "console").unwrap();
    std::fs::write(dist.join(".env"), CANARY).unwrap();
    std::fs::create_dir_all(dist.join(".git")).unwrap();
    std::fs::write(dist.join(".git/config"), CANARY).unwrap();
    std::fs::write(place.path().join("status"), CANARY).unwrap();
    std::fs::write(place.path().join("secret.txt"), CANARY).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(place.path().join("secret.txt"), dist.join("link.txt")).unwrap();
        symlink(place.path(), dist.join("up")).unwrap();
        symlink(place.path().join("secret.txt"), dist.join("index.html.br")).unwrap();
    }
    let on_disk = start(gateway::config::Config {
        dist: Some(dist.clone()),
        ..sandboxed()
    })
    .await;
    // What the build put in, or the repository's own folder, in whose neighbourhood there is much to find.
    let built_in = start(sandboxed()).await;
    let absolute = place.path().join("secret.txt").display().to_string();
    let mut paths: Vec<String> = climbing().map(|path| format!("/{path}")).collect();
    for dots in DOTS {
        for slash in SLASHES {
            paths.push(format!("/{dots}{slash}secret.txt"));
            paths.push(format!(
                "/assets{slash}{dots}{slash}{dots}{slash}Cargo.toml"
            ));
        }
    }
    paths.extend(
        [
            "/.env",
            "/%2eenv",
            "/.git/config",
            "/%2egit/config",
            "/assets/..%2f.env",
            "/link.txt",
            "/up/secret.txt",
            "/up%2fsecret.txt",
            "//etc/passwd",
            "/%2fetc%2fpasswd",
            "/etc/passwd",
            "/file:///etc/passwd",
            "/C:/Windows/win.ini",
            "/C%3a/Windows/win.ini",
            "/index.html%00.txt",
            "/index.html::$DATA",
            "/\\\\localhost\\share",
            "/proc/self/environ",
            "/dev/stdin",
            "/assets/",
            "/assets",
            "*",
        ]
        .map(str::to_owned),
    );
    paths.push(absolute.clone());
    paths.push(format!("/{absolute}"));
    paths.push(absolute.replace('/', "%2f"));
    for path in paths {
        for gateway in [on_disk, built_in] {
            let reply = raw(gateway, request(gateway, "GET", &path).as_bytes()).await;
            let outside = [CANARY, "root:x:0", "[workspace]", "[boot loader]"];
            let through = outside.iter().any(|text| reply.contains(text));
            class.tried(path.clone(), through);
        }
    }
    let packed = send(
        on_disk,
        "GET /",
        &["Accept-Encoding: br", "Accept: text/html"],
        b"",
    )
    .await;
    class.tried("a link beside index.html", packed.text().contains(CANARY));
    let found = send(on_disk, "GET /assets/app.js", &[], b"").await;
    assert_eq!((found.status(), found.text().as_str()), (200, "console"));
    class
}
