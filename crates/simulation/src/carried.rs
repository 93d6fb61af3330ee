//! What travels: a request as bytes, and what comes back for it.

use vendors::problem::{Cause, FAILURE_HEADER, ProxyFailure, ProxyFailureKind, TransportFailure};
use vendors::{Call, Credentials, Effect, Problem, Response, Secret, Vendor};

/// A request as it is on the wire.
#[derive(Clone)]
pub(crate) struct Wire {
    pub(crate) vendor: Vendor,
    pub(crate) method: &'static str,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// The id of a write.
    pub(crate) id: Option<String>,
}

/// What the client gets for a request.
#[derive(Clone)]
pub(crate) enum Came {
    Response(Response),
    Nothing(TransportFailure),
}

fn credentials(vendor: Vendor) -> Credentials {
    let text = |name: &str| {
        sandbox::demo_credentials(vendor)
            .iter()
            .find(|(own, _)| *own == name)
            .map_or("", |(_, text)| text)
    };
    match vendor {
        Vendor::T12 => Credentials::T12 {
            manager_name: text("manager_name").to_owned(),
            manager_key: Secret::new(text("manager_key")),
        },
        Vendor::Tingyun => Credentials::Tingyun {
            authkey: Secret::new(text("authkey")),
        },
        Vendor::BitAnswer => Credentials::BitAnswer {
            bitkey: Secret::new(text("bitkey")),
        },
        Vendor::ShareCreators => Credentials::ShareCreators {
            token: Secret::new(text("token")),
            bid: text("bid").to_owned(),
        },
    }
}

/// The request of a call. `now` is in milliseconds since the Unix epoch.
pub(crate) fn wire<C: Call>(call: &C, now: u64) -> Result<Wire, Problem> {
    let mut request = call.request()?;
    credentials(request.vendor()).authorize(&mut request, now / 1000)?;
    let mut headers: Vec<(String, String)> = request
        .headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.expose().to_owned()))
        .collect();
    let body = request.body.as_ref().map_or_else(Vec::new, |body| {
        headers.push(("content-type".to_owned(), body.content_type.to_owned()));
        body.bytes.clone()
    });
    Ok(Wire {
        vendor: request.vendor(),
        method: request.method().as_str(),
        target: request.target(),
        headers,
        body,
        id: match &request.effect {
            Effect::Read => None,
            Effect::Write(id) => Some(id.0.clone()),
        },
    })
}

/// Reads what came for a call, as the console does.
pub(crate) fn read<C: Call>(call: &C, came: &Came) -> Result<C::Output, Problem> {
    match came {
        Came::Nothing(failure) => Err(Problem::new(call.operation(), Cause::Transport(*failure))),
        Came::Response(response) => {
            let kind = response
                .header(FAILURE_HEADER)
                .and_then(ProxyFailureKind::from_header);
            match kind {
                None => call.parse(response),
                Some(kind) => {
                    let status = response.status;
                    let failure = Cause::Proxy(ProxyFailure { kind, status });
                    Err(Problem::new(call.operation(), failure))
                }
            }
        }
    }
}

/// The gateway's own answer in the vendor's place.
pub(crate) fn failure(kind: ProxyFailureKind) -> Response {
    Response {
        status: 502,
        headers: vec![(FAILURE_HEADER.to_owned(), kind.as_str().to_owned())],
        body: Vec::new(),
    }
}
