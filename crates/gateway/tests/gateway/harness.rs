//! A gateway, upstreams that behave as a test says, and a client that sends bytes as they are.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use gateway::config::{Config, Connection, UpstreamUrl};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use vendors::Vendor;

/// A configuration in which one vendor has an upstream, which may be on this machine.
pub fn config(vendor: Vendor, upstream: &str) -> Config {
    let mut config = sandboxed();
    for own in &mut config.connections {
        if own.vendor == vendor {
            *own = connection(vendor, upstream);
        }
    }
    config
}

/// A connection with the vendor's own name to an upstream, which may be on this machine.
pub fn connection(vendor: Vendor, upstream: &str) -> Connection {
    Connection {
        upstream: Some(UpstreamUrl::parse(upstream).unwrap()),
        allow_private: true,
        ..Connection::sandboxed(vendor.slug(), vendor)
    }
}

/// A configuration in which the sandbox answers for all.
pub fn sandboxed() -> Config {
    Config {
        port: 0,
        ..Config::default()
    }
}

/// Starts a gateway that lives as long as the test.
pub async fn start(config: Config) -> SocketAddr {
    let bound = gateway::serve::bind(config).await.unwrap();
    let address = bound.address();
    tokio::spawn(bound.run(std::future::pending()));
    address
}

/// An HTTP message, as it came.
#[derive(Clone, Debug, Default)]
pub struct Message {
    /// The first line.
    pub first: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Message {
    pub fn status(&self) -> u16 {
        let word = self.first.split(' ').nth(1).unwrap_or_default();
        word.parse().unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn failure(&self) -> Option<&str> {
        self.header("x-rollcall-failure")
    }
}

/// Sends a request whose head is complete but for `Host`, `Connection` and the trace that every request of the console has.
pub async fn send(address: SocketAddr, first: &str, headers: &[&str], body: &[u8]) -> Message {
    let host = format!("Host: {address}");
    let mut all = vec![host.as_str()];
    let is_trace = |header: &&str| header.to_ascii_lowercase().starts_with("x-rollcall-trace:");
    if !headers.iter().any(is_trace) {
        all.push("X-Rollcall-Trace: test");
    }
    all.extend(headers);
    send_bare(address, first, &all, body).await
}

/// Sends a request with exactly these headers and `Connection` and `Content-Length`.
pub async fn send_bare(address: SocketAddr, first: &str, headers: &[&str], body: &[u8]) -> Message {
    let mut head = format!("{first} HTTP/1.1\r\nConnection: close\r\n");
    for header in headers {
        head.push_str(header);
        head.push_str("\r\n");
    }
    if !body.is_empty() {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    head.push_str("\r\n");
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(body).await.unwrap();
    let head_only = first.starts_with("HEAD ");
    read_message(&mut stream, head_only).await.unwrap()
}

/// Reads one message; `None` if the connection ends before one is whole.
pub async fn read_message(
    stream: &mut (impl AsyncRead + Unpin),
    head_only: bool,
) -> Option<Message> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        let mut chunk = [0; 4096];
        let count = stream.read(&mut chunk).await.ok()?;
        if count == 0 {
            return None;
        }
        bytes.extend_from_slice(&chunk[..count]);
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let mut message = Message {
        first: lines.next()?.to_owned(),
        ..Message::default()
    };
    for line in lines {
        let (name, value) = line.split_once(':')?;
        let entry = (name.to_ascii_lowercase(), value.trim().to_owned());
        message.headers.push(entry);
    }
    let mut body = bytes[end + 4..].to_vec();
    let length = message
        .header("content-length")
        .and_then(|text| text.parse().ok());
    if let (Some(length), false) = (length, head_only) {
        while body.len() < length {
            let mut chunk = [0; 65536];
            let count = stream.read(&mut chunk).await.ok()?;
            if count == 0 {
                return None;
            }
            body.extend_from_slice(&chunk[..count]);
        }
    }
    message.body = body;
    Some(message)
}

/// What an upstream does with a request.
#[derive(Clone, Debug)]
pub enum Behaviour {
    /// Sends these bytes and keeps the connection.
    Answer(Vec<u8>),
    /// Sends these bytes and closes.
    AnswerAndClose(Vec<u8>),
    /// Reads the request and never answers.
    Hang,
    /// Keeps the answer back until the test says so.
    AnswerWhenTold(Vec<u8>),
}

/// A local HTTP server that records what it got.
pub struct Upstream {
    pub address: SocketAddr,
    seen: Arc<Mutex<Vec<Message>>>,
    connections: Arc<Mutex<usize>>,
    arrived: Arc<Notify>,
    pub told: Arc<Notify>,
}

impl Upstream {
    pub async fn start(behaviour: Behaviour) -> Upstream {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let upstream = Upstream {
            address: listener.local_addr().unwrap(),
            seen: Arc::default(),
            connections: Arc::default(),
            arrived: Arc::default(),
            told: Arc::default(),
        };
        let (seen, connections) = (upstream.seen.clone(), upstream.connections.clone());
        let (arrived, told) = (upstream.arrived.clone(), upstream.told.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *connections.lock().unwrap() += 1;
                let (seen, arrived, told) = (seen.clone(), arrived.clone(), told.clone());
                tokio::spawn(serve(stream, behaviour.clone(), seen, arrived, told));
            }
        });
        upstream
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn requests(&self) -> Vec<Message> {
        self.seen.lock().unwrap().clone()
    }

    pub fn connections(&self) -> usize {
        *self.connections.lock().unwrap()
    }

    pub fn only_request(&self) -> Message {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests[0].clone()
    }

    /// Waits until a request is here.
    pub async fn arrival(&self) {
        while self.requests().is_empty() {
            self.arrived.notified().await;
        }
    }
}

async fn serve(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    behaviour: Behaviour,
    seen: Arc<Mutex<Vec<Message>>>,
    arrived: Arc<Notify>,
    told: Arc<Notify>,
) {
    while let Some(message) = read_message(&mut stream, false).await {
        seen.lock().unwrap().push(message);
        arrived.notify_one();
        match &behaviour {
            Behaviour::Answer(bytes) => stream.write_all(bytes).await.unwrap_or_default(),
            Behaviour::AnswerAndClose(bytes) => {
                stream.write_all(bytes).await.unwrap_or_default();
                return;
            }
            Behaviour::Hang => std::future::pending().await,
            Behaviour::AnswerWhenTold(bytes) => {
                told.notified().await;
                stream.write_all(bytes).await.unwrap_or_default();
            }
        }
    }
}

/// An answer with these headers (each ending in CRLF) and body.
pub fn answer(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{headers}\r\n{body}").into_bytes()
}

/// A plain success.
pub fn fine() -> Behaviour {
    Behaviour::Answer(answer("200 OK", "Content-Type: application/json\r\n", "{}"))
}
