//! Who we are at a vendor, and how a request says so.
//!
//! Keys are added, or the request is signed, in the browser or unchanged in the gateway.

use crate::encoding::percent_encode;
use crate::problem::{Cause, Field, InvalidInput};
use crate::wire_query::{Parameter, parameters};
use crate::{Operation, Problem, Request, Secret, Value, Vendor, t12};

/// What a vendor knows us by.
#[derive(Clone, PartialEq, Eq)]
pub enum Credentials {
    /// T12: the manager's id, and the key that signs.
    T12 {
        /// `manager_name`, sent in the clear.
        manager_name: String,
        /// The signing key, never sent.
        manager_key: Secret,
    },
    /// Tingyun: `authkey`, which travels in the URL.
    Tingyun {
        /// The account's key.
        authkey: Secret,
    },
    /// BitAnswer: the header `bitkey`.
    BitAnswer {
        /// The account's key.
        bitkey: Secret,
    },
    /// ShareCreators: the raw token in `Authorization`, the tenant in `Bid`.
    ShareCreators {
        /// A JWT, sent without `Bearer`.
        token: Secret,
        /// The tenant's id.
        bid: String,
    },
}

impl Credentials {
    /// The vendor that these are for.
    pub fn vendor(&self) -> Vendor {
        match self {
            Credentials::T12 { .. } => Vendor::T12,
            Credentials::Tingyun { .. } => Vendor::Tingyun,
            Credentials::BitAnswer { .. } => Vendor::BitAnswer,
            Credentials::ShareCreators { .. } => Vendor::ShareCreators,
        }
    }

    /// The first field that has no value, if any.
    pub fn missing(&self) -> Option<Field> {
        let fields = match self {
            Credentials::T12 {
                manager_name,
                manager_key,
            } => vec![
                (Field::ManagerName, manager_name.is_empty()),
                (Field::ManagerKey, manager_key.is_empty()),
            ],
            Credentials::Tingyun { authkey } => vec![(Field::Authkey, authkey.is_empty())],
            Credentials::BitAnswer { bitkey } => vec![(Field::Bitkey, bitkey.is_empty())],
            Credentials::ShareCreators { token, bid } => {
                vec![
                    (Field::Token, token.is_empty()),
                    (Field::Bid, bid.is_empty()),
                ]
            }
        };
        fields
            .into_iter()
            .find(|(_, empty)| *empty)
            .map(|(field, _)| field)
    }

    /// Every secret text in here, so that it can be masked where foreign text is shown.
    pub fn secrets(&self) -> Vec<&Secret> {
        match self {
            Credentials::T12 { manager_key, .. } => vec![manager_key],
            Credentials::Tingyun { authkey } => vec![authkey],
            Credentials::BitAnswer { bitkey } => vec![bitkey],
            Credentials::ShareCreators { token, .. } => vec![token],
        }
    }

    /// Adds the key to the request, or signs it. `now` is in seconds since the Unix epoch, corrected for skew. A request
    /// that was authorized before is authorized anew.
    ///
    /// # Errors
    /// [`InvalidInput`] when a field is missing, cannot travel in a header, or is for another vendor.
    pub fn authorize(&self, request: &mut Request, now: u64) -> Result<(), Problem> {
        let (parameters, headers) = names(self.vendor());
        let mut query = std::mem::take(&mut request.query);
        query.retain(|(name, _)| !parameters.contains(&name.as_str()));
        let pairs: Vec<(&[u8], &[u8])> = query
            .iter()
            .map(|(name, value)| (name.as_bytes(), value.expose().as_bytes()))
            .collect();
        let added = self.added(request.operation, &pairs, now);
        request.query = query;
        let added = added?;
        let parameters = added.parameters.into_iter();
        let parameters = parameters.map(|(name, value)| (name.to_owned(), value));
        request.query.extend(parameters);
        request.headers.retain(|(name, _)| !headers.contains(name));
        request.headers.extend(added.headers);
        Ok(())
    }

    /// Authorizes a request that somebody else encoded, as a gateway has it. `query` is what stands behind its `?`.
    /// Whatever credentials stand in it are left out, and everything else stays byte for byte.
    ///
    /// # Errors
    /// As [`authorize`](Self::authorize).
    pub fn authorize_wire(
        &self,
        operation: Operation,
        query: Option<&str>,
        now: u64,
    ) -> Result<Authorized, Problem> {
        let (own_parameters, own_headers) = names(self.vendor());
        let kept: Vec<Parameter<'_>> = parameters(query.unwrap_or_default())
            .into_iter()
            .filter(|own| {
                !own_parameters
                    .iter()
                    .any(|name| name.as_bytes() == own.name)
            })
            .collect();
        let pairs: Vec<(&[u8], &[u8])> = kept
            .iter()
            .map(|own| (own.name.as_slice(), own.value.as_slice()))
            .collect();
        let added = self.added(operation, &pairs, now)?;
        let mut secrets: Vec<Secret> = self.secrets().into_iter().cloned().collect();
        let values = added.parameters.iter().chain(&added.headers);
        secrets.extend(values.filter_map(|(_, value)| match value {
            Value::Secret(secret) => Some(secret.clone()),
            Value::Plain(_) => None,
        }));
        let query = if added.parameters.is_empty() {
            query.map(str::to_owned)
        } else {
            let kept = kept.iter().map(|own| own.text.to_owned());
            let added = added.parameters.iter();
            let added = added.map(|(name, value)| {
                format!(
                    "{}={}",
                    percent_encode(name),
                    percent_encode(value.expose())
                )
            });
            Some(kept.chain(added).collect::<Vec<_>>().join("&"))
        };
        Ok(Authorized {
            query: query.map(Secret::new),
            removed_headers: own_headers,
            headers: added.headers,
            secrets,
        })
    }

    /// What this request needs. `pairs` is its decoded query without credentials.
    fn added(
        &self,
        operation: Operation,
        pairs: &[(&[u8], &[u8])],
        now: u64,
    ) -> Result<Added, Problem> {
        let refuse = |input| Err(Problem::new(operation, Cause::InvalidInput(input)));
        if self.vendor() != operation.vendor() {
            return refuse(InvalidInput::WrongVendor);
        }
        if let Some(field) = self.missing() {
            return refuse(InvalidInput::Missing(field));
        }
        let mut added = Added::default();
        match self {
            Credentials::T12 {
                manager_name,
                manager_key,
            } => {
                let signed = t12::signed_parameters(pairs, manager_name, manager_key, now);
                added.parameters.extend(signed);
            }
            Credentials::Tingyun { authkey } => {
                added.parameters.push(("authkey", authkey.clone().into()));
            }
            Credentials::BitAnswer { bitkey } => {
                if !is_header_value(bitkey.expose()) {
                    return refuse(InvalidInput::NotAHeaderValue(Field::Bitkey));
                }
                added.headers.push(("bitkey", bitkey.clone().into()));
            }
            Credentials::ShareCreators { token, bid } => {
                if !is_header_value(token.expose()) {
                    return refuse(InvalidInput::NotAHeaderValue(Field::Token));
                }
                if !is_header_value(bid) {
                    return refuse(InvalidInput::NotAHeaderValue(Field::Bid));
                }
                added.headers.push(("authorization", token.clone().into()));
                added.headers.push(("bid", Value::Plain(bid.clone())));
            }
        }
        Ok(added)
    }
}

/// A query as it stands on the wire, without what differs each time that the same request is authorized anew.
pub fn without_signature(vendor: Vendor, query: &str) -> String {
    let changing: &[&[u8]] = match vendor {
        Vendor::T12 => &[b"time_stamp", b"manager_sign"],
        Vendor::Tingyun | Vendor::BitAnswer | Vendor::ShareCreators => &[],
    };
    let kept = parameters(query).into_iter();
    let kept = kept.filter(|own| !changing.contains(&own.name.as_slice()));
    kept.map(|own| own.text).collect::<Vec<_>>().join("&")
}

/// What authorizing makes of a request that somebody else encoded.
pub struct Authorized {
    /// The whole query, without its `?`.
    pub query: Option<Secret>,
    /// The headers in which credentials travel; whatever the request has of them must go.
    pub removed_headers: &'static [&'static str],
    /// The headers to add.
    pub headers: Vec<(&'static str, Value)>,
    /// Every text that an answer must not show.
    pub secrets: Vec<Secret>,
}

/// What a request gets by being authorized.
#[derive(Default)]
struct Added {
    parameters: Vec<(&'static str, Value)>,
    headers: Vec<(&'static str, Value)>,
}

/// The query's parameters and the headers that hold a vendor's credentials.
fn names(vendor: Vendor) -> (&'static [&'static str], &'static [&'static str]) {
    match vendor {
        Vendor::T12 => (&t12::PARAMETERS, &[]),
        Vendor::Tingyun => (&["authkey"], &[]),
        Vendor::BitAnswer => (&[], &["bitkey"]),
        Vendor::ShareCreators => (&[], &["authorization", "bid"]),
    }
}

/// Browsers refuse header values outside Latin-1 and trim spaces silently; printable ASCII is what every part agrees on.
fn is_header_value(text: &str) -> bool {
    text.bytes().all(|byte| (0x21..=0x7e).contains(&byte))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::Effect;

    fn t12() -> Credentials {
        Credentials::T12 {
            manager_name: "mgr01".to_owned(),
            manager_key: Secret::new("demo-manager-key"),
        }
    }

    #[test]
    fn a_raw_request_gets_what_a_typed_one_gets() {
        for (name, wire) in [
            ("demo", "app_name=demo"),
            (
                "华北 a+b&c=%",
                "app_name=%E5%8D%8E%E5%8C%97%20a%2Bb%26c%3D%25",
            ),
        ] {
            let mut request = Request::new(Operation::T12GetQuota, Effect::Read);
            request.query.push(("app_name".to_owned(), name.into()));
            t12().authorize(&mut request, 1_700_000_000).unwrap();
            let smuggled = format!("manager_sign=0&{wire}&manager%5Fname=x&time_stamp=1&&");
            let raw = t12().authorize_wire(Operation::T12GetQuota, Some(&smuggled), 1_700_000_000);
            let query = raw.unwrap().query.unwrap();
            let expected = request.target();
            assert_eq!(expected.split_once('?').unwrap().1, query.expose());
        }
    }

    #[test]
    fn bytes_that_are_no_text_stay_and_are_signed() {
        let sign = |query: &str| {
            let raw = t12()
                .authorize_wire(Operation::T12GetQuota, Some(query), 1)
                .unwrap();
            raw.query.unwrap().expose().to_owned()
        };
        let signed = sign("app_name=%ff%FE+x&%zz");
        assert!(
            signed
                .starts_with("app_name=%ff%FE+x&%zz&manager_name=mgr01&time_stamp=1&manager_sign=")
        );
        let digits = |query: String| query.rsplit('=').next().unwrap().to_owned();
        assert_ne!(
            digits(signed),
            digits(sign("app_name=%EF%BF%BD%EF%BF%BD+x&%zz"))
        );
    }

    #[test]
    fn headers_replace_what_the_caller_sent_and_the_query_stays() {
        let credentials = Credentials::BitAnswer {
            bitkey: Secret::new("the-key"),
        };
        let raw = credentials
            .authorize_wire(Operation::BitAnswerListUsers, Some("limit=5&x=%ff"), 1)
            .unwrap();
        assert_eq!(raw.query.unwrap().expose(), "limit=5&x=%ff");
        assert_eq!(raw.removed_headers, ["bitkey"]);
        assert_eq!(raw.headers[0].1.expose(), "the-key");
        let wrong = credentials.authorize_wire(Operation::T12GetQuota, None, 1);
        assert!(wrong.is_err());
    }
}
