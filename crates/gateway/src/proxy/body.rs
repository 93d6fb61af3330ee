//! Reading what a caller sends, within the limits.

use axum::body::Body;
use axum::http::StatusCode;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt as _;
use vendors::problem::ProxyFailureKind;

use super::failure::Failure;
use crate::listen::TooSlow;

/// How many times the limit is still read and thrown away, because a browser whose upload is cut off reports a dead
/// connection in place of our answer.
const DRAIN_FACTOR: usize = 4;

/// Reads a whole body.
pub(super) async fn read(mut body: Body, limit: usize) -> Result<Bytes, Failure> {
    let too_large = Failure::new(
        ProxyFailureKind::RequestTooLarge,
        StatusCode::PAYLOAD_TOO_LARGE,
    );
    let mut kept = BytesMut::new();
    let mut seen = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| incomplete(error.into_inner().is::<TooSlow>()))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        seen = seen.saturating_add(data.len());
        if seen > limit.saturating_mul(DRAIN_FACTOR) {
            return Err(too_large);
        }
        if seen <= limit {
            kept.extend_from_slice(&data);
        }
    }
    if seen > limit {
        return Err(too_large);
    }
    Ok(kept.freeze())
}

fn incomplete(too_slow: bool) -> Failure {
    let status = if too_slow {
        StatusCode::REQUEST_TIMEOUT
    } else {
        StatusCode::BAD_REQUEST
    };
    Failure::new(ProxyFailureKind::RequestIncomplete, status)
}
