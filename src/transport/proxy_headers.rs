//! Headers that a proxy wants for itself, such as a key of its own. The names are kept with the connection; the values are
//! secrets and live in memory or in the vault.

use vendors::{Secret, Vendor};

/// What is wrong with a header for the proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderFault {
    /// The name is empty or has a character that no header's name has.
    Name,
    /// Browsers do not let a page set this header.
    Forbidden,
    /// The console sets this header itself: for the vendor, for its own gateway, or for the body.
    Taken,
    /// The same name stands twice; names are the same in upper and lower case.
    Twice,
    /// No value is held: it was not kept when the page closed.
    NoValue,
    /// The value has characters other than printable ASCII, or a space at an end.
    Value,
}

/// Names and values, in the order in which they are shown.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ProxyHeaders(Vec<(String, Secret)>);

impl ProxyHeaders {
    /// Headers with their values.
    pub fn new(headers: Vec<(String, Secret)>) -> Self {
        ProxyHeaders(headers)
    }

    /// Headers whose values are not here yet.
    pub fn named(names: Vec<String>) -> Self {
        ProxyHeaders(
            names
                .into_iter()
                .map(|name| (name, Secret::default()))
                .collect(),
        )
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// Names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Secret)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// What is wrong with the header at each place, for requests to a vendor.
    pub fn faults(&self, vendor: Vendor) -> Vec<Option<HeaderFault>> {
        self.0
            .iter()
            .enumerate()
            .map(|(index, (name, value))| {
                let is_repeated = self.0[..index]
                    .iter()
                    .any(|(other, _)| other.eq_ignore_ascii_case(name));
                name_fault(name, vendor)
                    .or(is_repeated.then_some(HeaderFault::Twice))
                    .or(value_fault(value))
            })
            .collect()
    }

    /// The first fault, if any.
    pub fn fault(&self, vendor: Vendor) -> Option<HeaderFault> {
        self.faults(vendor).into_iter().flatten().next()
    }
}

impl std::fmt::Debug for ProxyHeaders {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}

/// The headers that requests to a vendor have of their own, beside `content-type`.
pub const fn own_headers(vendor: Vendor) -> &'static [&'static str] {
    match vendor {
        Vendor::T12 | Vendor::Tingyun => &[],
        Vendor::BitAnswer => &["bitkey", "x-bit-req-id"],
        Vendor::ShareCreators => &["authorization", "bid", "platform"],
    }
}

fn name_fault(name: &str, vendor: Vendor) -> Option<HeaderFault> {
    let is_token = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
    if !is_token {
        return Some(HeaderFault::Name);
    }
    let name = name.to_ascii_lowercase();
    if is_forbidden(&name) {
        return Some(HeaderFault::Forbidden);
    }
    let is_taken = name == "content-type"
        || name.starts_with("x-rollcall-")
        || own_headers(vendor).contains(&name.as_str());
    is_taken.then_some(HeaderFault::Taken)
}

/// What the Fetch standard calls a forbidden request-header: set without effect and without an error.
fn is_forbidden(name: &str) -> bool {
    const NAMES: [&str; 24] = [
        "accept-charset",
        "accept-encoding",
        "access-control-request-headers",
        "access-control-request-method",
        "access-control-request-private-network",
        "connection",
        "content-length",
        "cookie",
        "cookie2",
        "date",
        "dnt",
        "expect",
        "host",
        "keep-alive",
        "origin",
        "referer",
        "set-cookie",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "via",
        "x-http-method",
    ];
    let overrides_method = matches!(name, "x-http-method-override" | "x-method-override");
    NAMES.contains(&name)
        || overrides_method
        || name.starts_with("proxy-")
        || name.starts_with("sec-")
}

fn value_fault(value: &Secret) -> Option<HeaderFault> {
    let text = value.expose();
    if text.is_empty() {
        return Some(HeaderFault::NoValue);
    }
    let is_plain = text.bytes().all(|byte| (0x20..=0x7e).contains(&byte));
    (!is_plain || text.trim() != text).then_some(HeaderFault::Value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&str, &str)]) -> ProxyHeaders {
        ProxyHeaders::new(
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), Secret::new(*value)))
                .collect(),
        )
    }

    #[test]
    fn what_is_wrong_is_told_for_each() {
        let mixed = headers(&[
            ("X-Proxy-Key", "Bearer k3y"),
            ("", "k"),
            ("a b", "k"),
            ("a:b", "k"),
            ("Cookie", "k"),
            ("Sec-Fetch-Site", "k"),
            ("Proxy-Authorization", "k"),
            ("Content-Type", "k"),
            ("X-Rollcall-Trace", "k"),
            ("BitKey", "k"),
            ("x-proxy-key", "k"),
            ("x-empty", ""),
            ("x-line", "a\r\nx-other: b"),
            ("x-space", " a"),
            ("x-chinese", "密"),
        ]);
        use HeaderFault as F;
        assert_eq!(
            mixed.faults(Vendor::BitAnswer),
            [
                None,
                Some(F::Name),
                Some(F::Name),
                Some(F::Name),
                Some(F::Forbidden),
                Some(F::Forbidden),
                Some(F::Forbidden),
                Some(F::Taken),
                Some(F::Taken),
                Some(F::Taken),
                Some(F::Twice),
                Some(F::NoValue),
                Some(F::Value),
                Some(F::Value),
                Some(F::Value),
            ]
        );
    }

    #[test]
    fn a_header_is_taken_only_where_the_vendor_has_it() {
        let key = headers(&[("Authorization", "Bearer k3y")]);
        assert_eq!(key.fault(Vendor::T12), None);
        assert_eq!(key.fault(Vendor::ShareCreators), Some(HeaderFault::Taken));
    }

    #[test]
    fn values_are_not_shown() {
        let shown = format!("{:?}", headers(&[("x-key", "s3cret")]));
        assert_eq!(shown, r#"["x-key"]"#);
    }
}
