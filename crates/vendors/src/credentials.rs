//! Who we are at a vendor, and how a request says so.
//!
//! Keys are added, or the request is signed, in the browser or unchanged in the gateway.

use crate::problem::{Cause, Field, InvalidInput};
use crate::{Problem, Request, Secret, Value, Vendor, t12};

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

    /// Adds the key to the request, or signs it. `now` is in seconds since the Unix epoch, corrected for skew.
    ///
    /// # Errors
    /// [`InvalidInput`] when a field is missing, cannot travel in a header, or is for another vendor.
    pub fn authorize(&self, request: &mut Request, now: u64) -> Result<(), Problem> {
        let refuse = |input| Err(Problem::new(request.operation, Cause::InvalidInput(input)));
        if self.vendor() != request.vendor() {
            return refuse(InvalidInput::WrongVendor);
        }
        if let Some(field) = self.missing() {
            return refuse(InvalidInput::Missing(field));
        }
        match self {
            Credentials::T12 {
                manager_name,
                manager_key,
            } => {
                t12::sign(request, manager_name, manager_key, now);
            }
            Credentials::Tingyun { authkey } => {
                request
                    .query
                    .push(("authkey".to_owned(), authkey.clone().into()));
            }
            Credentials::BitAnswer { bitkey } => {
                if !is_header_value(bitkey.expose()) {
                    return refuse(InvalidInput::NotAHeaderValue(Field::Bitkey));
                }
                request.headers.push(("bitkey", bitkey.clone().into()));
            }
            Credentials::ShareCreators { token, bid } => {
                if !is_header_value(token.expose()) {
                    return refuse(InvalidInput::NotAHeaderValue(Field::Token));
                }
                if !is_header_value(bid) {
                    return refuse(InvalidInput::NotAHeaderValue(Field::Bid));
                }
                request
                    .headers
                    .push(("authorization", token.clone().into()));
                request.headers.push(("bid", Value::Plain(bid.clone())));
            }
        }
        Ok(())
    }
}

/// Browsers refuse header values outside Latin-1 and trim spaces silently; printable ASCII is what every part agrees on.
fn is_header_value(text: &str) -> bool {
    text.bytes().all(|byte| (0x21..=0x7e).contains(&byte))
}
