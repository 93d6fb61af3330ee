//! Writes: each is applied once, whatever the browser repeats by itself, and stands in the audit trail before it is sent.

use std::time::Instant;

use axum::http::{HeaderMap, StatusCode};
use vendors::problem::{ProxyFailureKind, REQUEST_HEADER};
use vendors::{Targets, Vendor, without_signature};

use super::failure::Failure;
use super::{Answer, Outgoing, Route, carry};
use crate::audit::{self, Intent, Trail, WriteResult};
use crate::idempotency::{Claim, Fingerprint, Key, Ledger, Sending};
use crate::log::Line;
use crate::serve::Shared;

/// The record of writes.
pub(crate) type Writes = Ledger<Outcome>;

/// What came of a write.
pub(crate) type Outcome = Result<Answer, Failure>;

/// BitAnswer's own header for the id of a write, which BitAnswer applies once.
const VENDORS_OWN: &str = "x-bit-req-id";
/// The longest id, in bytes.
const LONGEST_ID: usize = 128;

/// The id of a write: our own header's, else the vendor's own.
pub(super) fn id(headers: &HeaderMap) -> Result<Option<String>, Failure> {
    let mut own = headers.get_all(REQUEST_HEADER).iter();
    let (first, second) = (own.next(), own.next());
    let readable = |value: &http::HeaderValue| {
        let text = value.to_str().ok().map(str::trim)?;
        let fits = (1..=LONGEST_ID).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_graphic());
        fits.then(|| text.to_owned())
    };
    match (first.map(readable), second) {
        (None, _) => Ok(headers.get(VENDORS_OWN).and_then(readable)),
        (Some(Some(id)), None) => Ok(Some(id)),
        _ => Err(Failure::new(
            ProxyFailureKind::NotAllowed,
            StatusCode::BAD_REQUEST,
        )),
    }
}

/// What a write ends in if nobody can say: it may have arrived.
pub(super) fn lost() -> Failure {
    Failure::new(ProxyFailureKind::Closed, StatusCode::BAD_GATEWAY)
}

/// Sends a write, or finds the outcome of its first sending.
pub(super) async fn once(
    shared: &Shared,
    route: &Route,
    outgoing: &Outgoing,
    line: &mut Line,
) -> Outcome {
    let Some(id) = &outgoing.caller.request else {
        return carry(shared, route, outgoing).await;
    };
    let key = Key {
        connection: route.connection.id.clone(),
        identity: outgoing.caller.identity.name.clone(),
        id: id.clone(),
    };
    let sending = Sending {
        fingerprint: fingerprint(route.connection.vendor, outgoing),
        trace: outgoing
            .caller
            .traced
            .then(|| outgoing.caller.trace.clone()),
        vendor_recognises: outgoing.headers.contains_key(VENDORS_OWN),
    };
    match shared
        .writes
        .claim(key, sending, Err(lost()), Instant::now())
    {
        Claim::First(ticket) => {
            let outcome = carry(shared, route, outgoing).await;
            match &outcome {
                // It never left: who sends it again must not be told of a failure that has passed.
                Err(failure) if !failure.kind().may_have_delivered() => {
                    ticket.forget(outcome.clone());
                }
                _ => ticket.keep(outcome.clone(), size(&outcome), Instant::now()),
            }
            outcome
        }
        Claim::Repeat(repeat) => {
            line.is_repeat();
            repeat.outcome().await.unwrap_or_else(|| Err(lost()))
        }
        Claim::Differs => Err(Failure::new(
            ProxyFailureKind::RepeatDiffers,
            StatusCode::CONFLICT,
        )),
        Claim::Full => Err(Failure::new(
            ProxyFailureKind::Busy,
            StatusCode::SERVICE_UNAVAILABLE,
        )),
    }
}

/// Sends a write between its intent and its outcome in the trail. Without the intent nothing is sent. Without the outcome
/// the intent stays open, which says what is true: that the trail does not know.
pub(super) async fn audited(
    trail: &Trail,
    route: &Route,
    outgoing: &Outgoing,
    sending: impl Future<Output = Outcome>,
) -> Outcome {
    let query = outgoing.query.as_deref();
    let mut targets = Targets::of(outgoing.operation, &outgoing.path, query, &outgoing.body);
    if let Some(held) = &route.connection.credentials {
        for secret in held.0.secrets() {
            for name in &mut targets.names {
                *name = secret.mask(name);
            }
        }
    }
    let intent = Intent {
        identity: outgoing.caller.identity.clone(),
        connection: route.connection.id.clone(),
        operation: outgoing.operation,
        targets,
        trace: outgoing.caller.trace.clone(),
        request: outgoing.caller.request.clone(),
    };
    let intent = trail.intend(intent).await.map_err(|_| {
        Failure::new(
            ProxyFailureKind::AuditUnavailable,
            StatusCode::SERVICE_UNAVAILABLE,
        )
    })?;
    let outcome = sending.await;
    let concluded = match &outcome {
        Ok(answer) => audit::Outcome {
            result: WriteResult::Answered,
            status: Some(answer.status.as_u16()),
            failure: None,
        },
        Err(failure) => audit::Outcome {
            result: if failure.kind().may_have_delivered() {
                WriteResult::Unknown
            } else {
                WriteResult::NotSent
            },
            status: None,
            failure: Some(failure.kind().as_str()),
        },
    };
    // The trail has said on stderr what is wrong with it; the write is done and its answer true.
    let _ = trail.conclude(intent, concluded).await;
    outcome
}

/// Everything that the vendor would act on. The signature and its time are left out: they differ each time that the same
/// write is sent again on purpose.
fn fingerprint(vendor: Vendor, outgoing: &Outgoing) -> Fingerprint {
    let query = outgoing.query.as_deref();
    let query = query.map(|query| without_signature(vendor, query));
    let mut parts: Vec<&[u8]> = vec![
        outgoing.method().as_str().as_bytes(),
        outgoing.path.as_bytes(),
        query.as_deref().unwrap_or_default().as_bytes(),
        &outgoing.body,
    ];
    let mut headers: Vec<(&str, &[u8])> = outgoing
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_bytes()))
        .collect();
    headers.sort_unstable();
    parts.extend(
        headers
            .iter()
            .flat_map(|(name, value)| [name.as_bytes(), value]),
    );
    Fingerprint::of(parts)
}

fn size(outcome: &Outcome) -> usize {
    outcome.as_ref().map_or(0, |answer| answer.body.len())
}
