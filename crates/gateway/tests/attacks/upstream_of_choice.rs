//! Server-side request forgery by whoever asks, or by the vendor's own answer. Through: anybody but the configured upstream
//! is connected to, or told a host that is not its own, or the browser is told to go there.

use vendors::Vendor;

use crate::class::Class;
use crate::harness::{Behaviour, Upstream, answer, config, fine, send, send_bare, start};
use crate::people::{CREATE, LIST};

pub async fn named_by_the_caller() -> Class {
    let mut class = Class::new("upstreams named by the caller");
    let (own, other) = (Upstream::start(fine()).await, Upstream::start(fine()).await);
    let gateway = start(config(Vendor::BitAnswer, &own.url())).await;
    let (there, port) = (other.address, other.address.port());
    let own_host = own.address.to_string();
    let trace = "X-Rollcall-Trace: t";
    let host = format!("Host: {gateway}");
    let mut attempts: Vec<(String, Vec<String>)> = Vec::new();
    for path in [
        format!("/vendors/bitanswer//{there}/users"),
        format!("/vendors/bitanswer///{there}/users"),
        format!("/vendors/bitanswer/@{there}/users"),
        format!("/vendors/bitanswer@{there}/users"),
        format!("/vendors/bitanswer:{port}/users"),
        format!("/vendors/bitanswer:80@{there}/users"),
        format!("/vendors/{there}/users"),
        format!("/vendors/@{there}/users"),
        format!("/vendors//{there}/users"),
        format!("/vendors/http://{there}/users"),
        format!("/vendors/http:%2F%2F{there}/users"),
        format!("/vendors/http%3A%2F%2F{there}%2Fusers"),
        format!("/vendors/bitanswer%2F..%2F..%2F{there}/users"),
        format!("/vendors/bitanswer/http://{there}/users"),
        format!("/vendors/bitanswer/users@{there}"),
        format!("/vendors/bitanswer/users/user/@{there}"),
        format!("/vendors/bitanswer/users?url=http://{there}&upstream=http://{there}"),
        format!("/vendors/bitanswer/users?connection={there}&host={there}"),
        format!("/vendors/bitanswer/users/user/http:%2F%2F{there}"),
        format!("/vendors/BITANSWER/users?http://{there}"),
        format!("/vendors/bitanswer\\@{there}/users"),
        format!("//{there}/vendors/bitanswer/users"),
        format!("/\\{there}/vendors/bitanswer/users"),
        format!("http://{there}/vendors/bitanswer/users"),
        format!("http://{gateway}@{there}/vendors/bitanswer/users"),
        format!("http://{there}@{gateway}/vendors/bitanswer/users"),
        format!("http://{gateway}#@{there}/vendors/bitanswer/users"),
        format!("https://{there}/vendors/bitanswer/users"),
        format!("ftp://{there}/vendors/bitanswer/users"),
        there.to_string(),
    ] {
        for method in ["GET", "POST", "CONNECT"] {
            attempts.push((format!("{method} {path}"), vec![host.clone()]));
        }
    }
    for header in [
        "X-Forwarded-Host: {}",
        "X-Forwarded-Server: {}",
        "X-Forwarded-Proto: http\r\nX-Forwarded-Port: {port}",
        "X-Original-URL: http://{}/users",
        "X-Rewrite-URL: http://{}/users",
        "X-Original-Host: {}",
        "X-Host: {}",
        "Forwarded: host={};proto=http",
        "X-Rollcall-Upstream: http://{}",
        "X-Rollcall-Url: http://{}",
        "Via: 1.1 {}",
        "Destination: http://{}/",
        "Proxy-Host: {}",
        "X-HTTP-Host-Override: {}",
        "Connection: host",
        "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\nConnection: Upgrade, HTTP2-Settings",
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: \
         dGhlIHNhbXBsZSBub25jZQ==",
    ] {
        let header = header.replace("{}", &there.to_string());
        let header = header.replace("{port}", &port.to_string());
        for first in [LIST, CREATE] {
            attempts.push((first.to_owned(), vec![host.clone(), header.clone()]));
        }
    }
    for name in [
        format!("{gateway}@{there}"),
        format!("{there}@{gateway}"),
        format!("{gateway}, {there}"),
        format!("{gateway} {there}"),
        format!("[::1].{there}"),
        format!("[::1]{there}"),
        format!("localhost:{port}:{port}"),
        format!("localhost:evil.example:{port}"),
        "localhost.evil.example".to_owned(),
        "127.0.0.1.nip.io".to_owned(),
        "0.0.0.0".to_owned(),
        "2130706433".to_owned(),
        "127.1".to_owned(),
        "[::ffff:127.0.0.1]".to_owned(),
        "localhost.".to_owned(),
        String::new(),
    ] {
        for first in [LIST, CREATE, "GET /config.json", "GET /"] {
            attempts.push((first.to_owned(), vec![format!("Host: {name}")]));
        }
        let both = vec![host.clone(), format!("Host: {name}")];
        attempts.push((LIST.to_owned(), both));
    }
    for (first, headers) in attempts {
        let before = own.requests().len();
        let mut all: Vec<&str> = headers.iter().map(String::as_str).collect();
        all.push(trace);
        let reply = send_bare(gateway, &first, &all, b"").await;
        let told = own.requests().split_off(before);
        let misled = told.iter().any(|seen| {
            let first_line = seen.first.split('?').next().unwrap_or_default();
            // An own name in the path is a user's name, and stays one.
            let plain = first_line.contains("/users") && !first_line.contains("//");
            seen.header("host") != Some(&own_host) || !plain
        });
        let wrong_host = !headers.contains(&host) && reply.status() != 403 && reply.status() != 400;
        let switched = reply.status() == 101;
        let through = other.connections() > 0 || misled || wrong_host || switched;
        class.tried(format!("{first} {headers:?}"), through);
    }
    assert_eq!(send(gateway, LIST, &[], b"").await.status(), 200);
    class
}

pub async fn redirects() -> Class {
    let mut class = Class::new("redirects by the vendor");
    let elsewhere = Upstream::start(fine()).await;
    let target = format!("{}/users", elsewhere.url());
    for status in [
        "300 Multiple Choices",
        "301 Moved Permanently",
        "302 Found",
        "303 See Other",
        "304 Not Modified",
        "305 Use Proxy",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
        "201 Created",
        "401 Unauthorized",
    ] {
        for header in [
            format!("Location: {target}\r\n"),
            format!("Refresh: 0; url={target}\r\n"),
            format!("Link: <{target}>; rel=preload\r\nContent-Location: {target}\r\n"),
            format!("Alt-Svc: http/1.1=\"{}\"\r\n", elsewhere.address),
        ] {
            let body = if status.starts_with("304") { "" } else { "{}" };
            let own = Upstream::start(Behaviour::Answer(answer(status, &header, body))).await;
            let gateway = start(config(Vendor::BitAnswer, &own.url())).await;
            for first in [LIST, CREATE] {
                let reply = send(gateway, first, &[], b"").await;
                let told = ["location", "refresh", "link", "content-location", "alt-svc"]
                    .iter()
                    .any(|name| reply.header(name).is_some());
                let through = told || elsewhere.connections() > 0 || own.requests().is_empty();
                class.tried(format!("{first} {status} {header}"), through);
            }
        }
    }
    class
}
