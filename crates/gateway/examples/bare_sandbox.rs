//! The emulated vendors on a port of their own, as strangers' proxies meet them: no gateway in front, no CORS, no guard.
//! For the end-to-end tests of transports. An example and not a command of `rollcall`, so that what is delivered cannot
//! be started without its guard.
//!
//! `bare_sandbox` prints its address. `/{vendor}/…` is a vendor with that path in its base URL, `/sandbox/…` the
//! sandbox's own journal and faults.
#![allow(
    clippy::unwrap_used,
    reason = "a test's tool: it has nobody to explain a failure to"
)]

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use sandbox::{Delivery, Sandbox, WireRequest};
use tokio::net::TcpListener;
use vendors::Vendor;

/// The connection is to die without an answer.
#[derive(Debug)]
struct Dropped;

impl std::fmt::Display for Dropped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("dropped, as a fault asks for")
    }
}

impl std::error::Error for Dropped {}

#[tokio::main]
async fn main() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    let sandbox = Arc::new(Mutex::new(Sandbox::new(1, now())));
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let sandbox = sandbox.clone();
        let service = service_fn(move |request| answer(sandbox.clone(), request));
        tokio::spawn(async move {
            // Clients that go away, and faults that drop the connection, end here.
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

fn now() -> u64 {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH);
    elapsed.unwrap_or_default().as_secs()
}

async fn answer(
    sandbox: Arc<Mutex<Sandbox>>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Dropped> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map_err(|_| Dropped)?.to_bytes();
    let target = parts
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let method = parts.method.as_str();
    if let Some(path) = target.strip_prefix("/sandbox") {
        let answer = sandbox.lock().unwrap().control(method, path, &body, now());
        return Ok(answer.map_or_else(not_found, respond));
    }
    let headers: Vec<(String, String)> = parts
        .headers
        .iter()
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        })
        .collect();
    let slug = target[1..].split(['/', '?']).next().unwrap_or_default();
    let Some(vendor) = Vendor::from_slug(slug) else {
        return Ok(not_found());
    };
    let request = WireRequest {
        vendor,
        method,
        target: &target[1 + slug.len()..],
        headers: &headers,
        body: &body,
    };
    let reply = sandbox.lock().unwrap().handle(&request, now());
    tokio::time::sleep(Duration::from_millis(u64::from(reply.delay_ms))).await;
    match reply.delivery {
        Delivery::Respond(response) => Ok(respond(response)),
        Delivery::Disconnect => Err(Dropped),
    }
}

fn not_found() -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(b"nothing here\n")));
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

fn respond(answer: vendors::Response) -> Response<Full<Bytes>> {
    let mut response = Response::builder().status(answer.status);
    for (name, value) in &answer.headers {
        response = response.header(name, value);
    }
    response.body(Full::new(Bytes::from(answer.body))).unwrap()
}
