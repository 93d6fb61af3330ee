//! The gateway's own failures as answers, marked so that they are never taken for the vendor's.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use vendors::problem::{FAILURE_HEADER, ProxyFailureKind};
use vendors::{Method, Operation, Vendor};

/// A failure and the status that it travels with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    kind: ProxyFailureKind,
    status: StatusCode,
    allow: Vec<&'static str>,
}

impl Failure {
    pub(super) fn new(kind: ProxyFailureKind, status: StatusCode) -> Failure {
        Failure {
            kind,
            status,
            allow: Vec::new(),
        }
    }

    /// A method and path in no contract; where only the method is wrong, the right ones are named.
    pub(super) fn unknown_operation(vendor: Vendor, path: &str) -> Failure {
        let methods = [Method::Get, Method::Post, Method::Patch, Method::Delete];
        let allow: Vec<_> = methods
            .into_iter()
            .filter(|method| Operation::find(vendor, *method, path).is_some())
            .map(Method::as_str)
            .collect();
        let status = if allow.is_empty() || !super::path::is_unambiguous(path) {
            StatusCode::NOT_FOUND
        } else {
            StatusCode::METHOD_NOT_ALLOWED
        };
        Failure {
            kind: ProxyFailureKind::NotAllowed,
            status,
            allow,
        }
    }

    pub(super) fn kind(&self) -> ProxyFailureKind {
        self.kind
    }

    pub(super) fn status(&self) -> StatusCode {
        self.status
    }

    pub(super) fn into_response(self, vendor: Option<Vendor>, trace: &str) -> Response {
        let body = serde_json::json!({
            "failure": self.kind.as_str(),
            "vendor": vendor.map(Vendor::slug),
            "trace": trace,
        });
        let mut response = (
            self.status,
            [
                (FAILURE_HEADER, self.kind.as_str()),
                ("content-type", "application/json"),
            ],
            body.to_string(),
        )
            .into_response();
        if self.status == StatusCode::METHOD_NOT_ALLOWED
            && let Ok(allow) = HeaderValue::from_str(&self.allow.join(", "))
        {
            response.headers_mut().insert(header::ALLOW, allow);
        }
        response
    }
}
