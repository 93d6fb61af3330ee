//! A vendor's base URL: where the gateway connects to and what it puts before every path.

use http::uri::{Authority, Scheme};

use crate::proxy::reach::{self, Reach};

/// An upstream's address, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpstreamUrl {
    secure: bool,
    authority: String,
    host: String,
    port: u16,
    base_path: String,
}

/// What is wrong with an upstream's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpstreamProblem {
    /// It is no absolute URL, or has characters that a URL cannot have.
    NotAUrl,
    /// The scheme is neither `http` nor `https`.
    Scheme,
    /// A user name or a password stands in it.
    Credentials,
    /// It has a `?`.
    Query,
    /// It has a `#`.
    Fragment,
    /// Its path has a segment `.` or `..` or an empty one.
    Path,
}

impl UpstreamUrl {
    /// Reads `https://host[:port][/path]`.
    ///
    /// # Errors
    /// [`UpstreamProblem`] says what is wrong; it never repeats the address, which might hold a password.
    pub fn parse(text: &str) -> Result<UpstreamUrl, UpstreamProblem> {
        if text.contains('#') {
            return Err(UpstreamProblem::Fragment);
        }
        if text.contains('?') {
            return Err(UpstreamProblem::Query);
        }
        let uri: http::Uri = text.parse().map_err(|_| UpstreamProblem::NotAUrl)?;
        let secure = match uri.scheme() {
            Some(scheme) if *scheme == Scheme::HTTPS => true,
            Some(scheme) if *scheme == Scheme::HTTP => false,
            Some(_) => return Err(UpstreamProblem::Scheme),
            None => return Err(UpstreamProblem::NotAUrl),
        };
        let authority = uri.authority().ok_or(UpstreamProblem::NotAUrl)?;
        if authority.as_str().contains('@') {
            return Err(UpstreamProblem::Credentials);
        }
        let base_path = uri.path().trim_end_matches('/');
        let odd_segment = |segment: &str| {
            let plain = segment.to_ascii_lowercase().replace("%2e", ".");
            plain.is_empty() || plain == "." || plain == ".."
        };
        if base_path.split('/').skip(1).any(odd_segment) {
            return Err(UpstreamProblem::Path);
        }
        Ok(UpstreamUrl {
            secure,
            authority: authority.as_str().to_owned(),
            host: host_for_lookup(authority)?,
            port: port(authority, secure)?,
            base_path: base_path.to_owned(),
        })
    }

    /// Whether TLS is spoken.
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// The value of the `Host` header.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The host's name or address, an IPv6 address without brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port to connect to.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The path before every operation's path, without a slash at its end; mostly empty.
    pub fn base_path(&self) -> &str {
        &self.base_path
    }

    /// Whether the host is written as an address at which no vendor can be.
    pub fn leads_nowhere(&self) -> bool {
        let written = self.host.parse::<std::net::IpAddr>();
        written.is_ok_and(|address| reach::of(address) == Reach::Nowhere)
    }

    /// Whether the address can only mean this very machine.
    pub fn is_loopback(&self) -> bool {
        self.host == "localhost"
            || self
                .host
                .parse::<std::net::IpAddr>()
                .is_ok_and(|address| address.is_loopback())
    }
}

fn host_for_lookup(authority: &Authority) -> Result<String, UpstreamProblem> {
    let host = authority.host();
    let bare = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(host);
    if bare.is_empty() {
        return Err(UpstreamProblem::NotAUrl);
    }
    Ok(bare.to_ascii_lowercase())
}

fn port(authority: &Authority, secure: bool) -> Result<u16, UpstreamProblem> {
    let rest = authority.as_str().get(authority.host().len()..);
    let rest = rest.unwrap_or_default();
    let named = !rest.is_empty();
    if named && !rest.starts_with(':') {
        return Err(UpstreamProblem::NotAUrl);
    }
    match authority.port_u16() {
        Some(0) => Err(UpstreamProblem::NotAUrl),
        Some(port) => Ok(port),
        None if named => Err(UpstreamProblem::NotAUrl),
        None => Ok(if secure { 443 } else { 80 }),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_base_url_is_taken_apart() {
        let url = UpstreamUrl::parse("https://Back-Office.example.cn/bitanswer/api/").unwrap();
        assert!(url.is_secure());
        assert_eq!(url.host(), "back-office.example.cn");
        assert_eq!(url.port(), 443);
        assert_eq!(url.base_path(), "/bitanswer/api");
        let url = UpstreamUrl::parse("http://[::1]:8081").unwrap();
        assert_eq!((url.host(), url.port(), url.base_path()), ("::1", 8081, ""));
        assert!(url.is_loopback());
        assert_eq!(url.authority(), "[::1]:8081");
    }

    #[test]
    fn anything_odd_is_refused_by_its_cause() {
        for (text, why) in [
            ("", UpstreamProblem::NotAUrl),
            ("vendor.example", UpstreamProblem::NotAUrl),
            ("/path", UpstreamProblem::NotAUrl),
            ("https://", UpstreamProblem::NotAUrl),
            ("https://a b", UpstreamProblem::NotAUrl),
            ("https://a:99999", UpstreamProblem::NotAUrl),
            ("https://a:0", UpstreamProblem::NotAUrl),
            ("https://[::1].example:443", UpstreamProblem::NotAUrl),
            ("ftp://a", UpstreamProblem::Scheme),
            ("https://me:pw@a", UpstreamProblem::Credentials),
            ("https://a/?x=1", UpstreamProblem::Query),
            ("https://a/#x", UpstreamProblem::Fragment),
            ("https://a/b/../c", UpstreamProblem::Path),
            ("https://a/b/%2E%2e/c", UpstreamProblem::Path),
            ("https://a/b//c", UpstreamProblem::Path),
        ] {
            assert_eq!(UpstreamUrl::parse(text), Err(why), "{text}");
        }
    }
}
