//! Absolute http and https URLs as a person types them: whether one can be right, and which server it names. Browsers
//! repair much of what is wrong here, each in its own way, so that the server asked would not be the one shown.

/// What is wrong with a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlFault {
    /// There is none.
    Missing,
    /// It does not begin with `https://` or `http://`.
    NotHttp,
    /// It holds a space, a control character or a backslash, which browsers drop or replace.
    Character,
    /// No host stands where one must.
    NoHost,
    /// A user name or password stands before the host; browsers refuse to ask such a URL.
    HoldsUser,
    /// The port is no number from 1 to 65535.
    Port,
}

/// The parts of a URL, borrowed from its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpUrl<'a> {
    /// Scheme, host and port: `https://host:8443`.
    pub origin: &'a str,
    /// Host and port.
    pub authority: &'a str,
    /// Everything behind the origin: empty, or beginning with `/`, `?` or `#`.
    pub rest: &'a str,
}

impl<'a> HttpUrl<'a> {
    /// Reads a URL.
    ///
    /// # Errors
    /// The first [`UrlFault`].
    pub fn parse(text: &'a str) -> Result<HttpUrl<'a>, UrlFault> {
        if text.is_empty() {
            return Err(UrlFault::Missing);
        }
        let after_scheme = ["https://", "http://"]
            .iter()
            .find_map(|scheme| text.strip_prefix(scheme))
            .ok_or(UrlFault::NotHttp)?;
        if text.contains(|one: char| one.is_whitespace() || one.is_control() || one == '\\') {
            return Err(UrlFault::Character);
        }
        let end = after_scheme
            .find(['/', '?', '#'])
            .unwrap_or(after_scheme.len());
        let (authority, rest) = after_scheme.split_at(end);
        if authority.contains('@') {
            return Err(UrlFault::HoldsUser);
        }
        check_authority(authority)?;
        let (origin, _) = text.split_at(text.len() - rest.len());
        Ok(HttpUrl {
            origin,
            authority,
            rest,
        })
    }

    /// Whether TLS protects the way to the server.
    pub fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// The host without its port; an IPv6 address keeps its brackets.
    pub fn host(&self) -> &'a str {
        split_port(self.authority).0
    }

    /// Whether the server is this machine, by a name that browsers take for it.
    pub fn is_this_machine(&self) -> bool {
        matches!(self.host(), "127.0.0.1" | "localhost" | "[::1]")
    }
}

fn split_port(authority: &str) -> (&str, Option<&str>) {
    let after_address = authority.rfind(']').map_or(0, |end| end + 1);
    match authority[after_address..].split_once(':') {
        Some((before, port)) => (&authority[..after_address + before.len()], Some(port)),
        None => (authority, None),
    }
}

fn check_authority(authority: &str) -> Result<(), UrlFault> {
    let (host, port) = split_port(authority);
    let is_host = match host.strip_prefix('[') {
        Some(address) => address
            .strip_suffix(']')
            .is_some_and(|address| address.parse::<std::net::Ipv6Addr>().is_ok()),
        None => {
            host.starts_with(char::is_alphanumeric)
                && host
                    .chars()
                    .all(|one| one.is_alphanumeric() || matches!(one, '-' | '.' | '_'))
        }
    };
    if !is_host {
        return Err(UrlFault::NoHost);
    }
    match port.map(str::parse::<u16>) {
        None | Some(Ok(1..)) => Ok(()),
        Some(Ok(0) | Err(_)) => Err(UrlFault::Port),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_url_has_an_origin_and_a_rest() {
        for (text, origin, host, rest) in [
            ("https://v", "https://v", "v", ""),
            (
                "http://127.0.0.1:8080/x?y#z",
                "http://127.0.0.1:8080",
                "127.0.0.1",
                "/x?y#z",
            ),
            ("http://[::1]:9/", "http://[::1]:9", "[::1]", "/"),
            ("http://[::1]?a", "http://[::1]", "[::1]", "?a"),
            (
                "https://厂商.example/@a:b",
                "https://厂商.example",
                "厂商.example",
                "/@a:b",
            ),
        ] {
            let url = HttpUrl::parse(text).unwrap();
            assert_eq!((url.origin, url.host(), url.rest), (origin, host, rest));
        }
    }

    #[test]
    fn what_is_wrong_is_told() {
        for (text, fault) in [
            ("", UrlFault::Missing),
            ("vendor.example", UrlFault::NotHttp),
            ("ftp://v", UrlFault::NotHttp),
            ("javascript:1", UrlFault::NotHttp),
            ("HTTPS://v", UrlFault::NotHttp),
            ("https://", UrlFault::NoHost),
            ("https:///x", UrlFault::NoHost),
            ("https://?x", UrlFault::NoHost),
            ("http://[/", UrlFault::NoHost),
            ("http://[::1", UrlFault::NoHost),
            ("http://[v]/", UrlFault::NoHost),
            ("https://v%2e/", UrlFault::NoHost),
            ("https://{host}/", UrlFault::NoHost),
            ("https:// v", UrlFault::Character),
            ("https://v/\u{7}", UrlFault::Character),
            ("https://good.example\\@evil.example/", UrlFault::Character),
            ("https://name:password@v/", UrlFault::HoldsUser),
            ("https://v:0/", UrlFault::Port),
            ("https://v:/", UrlFault::Port),
            ("https://v:99999/", UrlFault::Port),
            ("https://v:1:2/", UrlFault::Port),
        ] {
            assert_eq!(HttpUrl::parse(text), Err(fault), "{text}");
        }
    }

    #[test]
    fn this_machine_goes_by_three_names() {
        let own = |text| HttpUrl::parse(text).unwrap().is_this_machine();
        assert!(own("http://127.0.0.1:9/") && own("http://localhost") && own("http://[::1]:1/"));
        assert!(!own("http://localhost.example/") && !own("http://127.0.0.1.example/"));
    }
}
