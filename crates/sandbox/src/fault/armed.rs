//! Faults that are armed beforehand and used up by the requests that match them, in the order of arming.

use serde_json::{Value, json};
use vendors::Vendor;

use super::Kind;
use crate::WireRequest;

/// A fault that waits for its requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Armed {
    vendor: Vendor,
    method: Option<String>,
    path: Option<String>,
    kind: Kind,
    times: u64,
}

/// Why a description of an armed fault is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Misfit {
    NotAnObject,
    Vendor,
    Method,
    Path,
    Kind,
    Times,
}

impl Misfit {
    /// The reason for a person.
    pub(crate) const fn reason(self) -> &'static str {
        match self {
            Misfit::NotAnObject => "the body must be a JSON object",
            Misfit::Vendor => "`vendor` must be a vendor's slug",
            Misfit::Method => "`method` must be a string",
            Misfit::Path => "`path` must be a string",
            Misfit::Kind => "`kind` must be the name of a fault",
            Misfit::Times => "`times` must be an integer from 1",
        }
    }
}

impl Armed {
    /// Reads `{"vendor", "kind", "method"?, "path"?, "times"?}`.
    pub(crate) fn read(body: &[u8]) -> Result<Armed, Misfit> {
        let body: Value = serde_json::from_slice(body).map_err(|_| Misfit::NotAnObject)?;
        let fields = body.as_object().ok_or(Misfit::NotAnObject)?;
        let text = |name: &str, misfit| match fields.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(misfit),
        };
        Ok(Armed {
            vendor: text("vendor", Misfit::Vendor)?
                .and_then(|slug| Vendor::from_slug(&slug))
                .ok_or(Misfit::Vendor)?,
            method: text("method", Misfit::Method)?,
            path: text("path", Misfit::Path)?,
            kind: text("kind", Misfit::Kind)?
                .and_then(|name| Kind::from_name(&name))
                .ok_or(Misfit::Kind)?,
            times: match fields.get("times") {
                None | Some(Value::Null) => 1,
                Some(times) => times
                    .as_u64()
                    .filter(|times| *times > 0)
                    .ok_or(Misfit::Times)?,
            },
        })
    }

    /// The same fields as JSON; `times` is what is left.
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "vendor": self.vendor.slug(),
            "method": self.method,
            "path": self.path,
            "kind": self.kind.name(),
            "times": self.times,
        })
    }

    /// The path is compared as it stands on the wire, still percent-encoded.
    fn matches(&self, request: &WireRequest<'_>) -> bool {
        self.vendor == request.vendor
            && self.method.as_ref().is_none_or(|own| own == request.method)
            && self.path.as_ref().is_none_or(|own| own == request.path())
    }
}

/// Uses up one time of the first fault that matches.
pub(crate) fn take(armed: &mut Vec<Armed>, request: &WireRequest<'_>) -> Option<Kind> {
    let index = armed.iter().position(|fault| fault.matches(request))?;
    let fault = armed.get_mut(index)?;
    let kind = fault.kind;
    fault.times = fault.times.saturating_sub(1);
    if fault.times == 0 {
        armed.remove(index);
    }
    Some(kind)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn faults_are_used_up_in_order_by_what_they_match() {
        let mut armed: Vec<Armed> = [
            r#"{"vendor":"bitanswer","method":"GET","path":"/users","kind":"rate-limit","times":2}"#,
            r#"{"vendor":"bitanswer","kind":"empty"}"#,
        ]
        .iter()
        .map(|body| Armed::read(body.as_bytes()).unwrap())
        .collect();
        let mut take = |method, target| {
            let request = WireRequest {
                vendor: Vendor::BitAnswer,
                method,
                target,
                headers: &[],
                body: &[],
            };
            super::take(&mut armed, &request)
        };
        assert_eq!(take("GET", "/users?offset=0"), Some(Kind::RateLimit));
        assert_eq!(take("PATCH", "/users"), Some(Kind::Empty));
        assert_eq!(take("PATCH", "/users"), None);
        assert_eq!(take("GET", "/users"), Some(Kind::RateLimit));
        assert_eq!(take("GET", "/users"), None);
    }

    #[test]
    fn a_wrong_description_is_refused_with_its_reason() {
        for (body, misfit) in [
            ("", Misfit::NotAnObject),
            ("[]", Misfit::NotAnObject),
            ("{}", Misfit::Vendor),
            (r#"{"vendor":"t13"}"#, Misfit::Vendor),
            (r#"{"vendor":"t12","kind":"x"}"#, Misfit::Kind),
            (
                r#"{"vendor":"t12","kind":"empty","times":0}"#,
                Misfit::Times,
            ),
            (r#"{"vendor":"t12","kind":"empty","path":1}"#, Misfit::Path),
        ] {
            assert_eq!(Armed::read(body.as_bytes()), Err(misfit), "{body}");
        }
    }
}
