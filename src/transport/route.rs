//! The ways from the browser to a vendor, and whether what an admin typed can be one.

use super::http_url::{HttpUrl, UrlFault};
use super::template::{Template, TemplateFault};
use vendors::Vendor;

/// The way from the browser to a vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Our gateway, on the origin that served this page.
    Gateway {
        /// Which of the gateway's connections; a vendor for which nothing is configured has one of its own name.
        connection: String,
    },
    /// A proxy that takes the whole URL behind a prefix: `https://proxy.example/` + url.
    Prefix(String),
    /// A proxy whose address has the URL, or the parts of it, inside: see [`super::template`].
    Template(String),
    /// The vendor itself, where somebody put CORS in front of it.
    Direct,
}

/// What is wrong with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressFault {
    /// It is no URL that can be asked.
    Url(UrlFault),
    /// A base URL with a query or a fragment, where the operation's path is appended.
    NotABase,
    /// A prefix that does not end in `/` or `?`: what is appended would become a part of its host or of its path.
    PrefixEnd,
    /// A prefix with a place in it, which only a template may have.
    PrefixBrace,
    /// The template is wrong.
    Template(TemplateFault),
    /// The id of the gateway's connection is not 1 to 40 of `a-z`, `0-9` and `-`.
    ConnectionId,
}

impl Route {
    /// The gateway, by the connection that every vendor has there.
    pub fn gateway(vendor: Vendor) -> Route {
        Route::Gateway {
            connection: vendor.slug().to_owned(),
        }
    }

    /// Whether requests go through our gateway.
    pub const fn is_gateway(&self) -> bool {
        matches!(self, Route::Gateway { .. })
    }

    /// Whether requests, and with them the vendor's key, go through a proxy that is not ours.
    pub const fn is_foreign(&self) -> bool {
        matches!(self, Route::Prefix(_) | Route::Template(_))
    }

    /// The text that says where the proxy is, if there is one.
    pub fn proxy(&self) -> Option<&str> {
        match self {
            Route::Prefix(text) | Route::Template(text) => Some(text),
            Route::Gateway { .. } | Route::Direct => None,
        }
    }

    /// What is wrong with the way itself, whatever it leads to.
    pub fn fault(&self) -> Option<AddressFault> {
        match self {
            Route::Gateway { connection } => {
                (!is_connection_id(connection)).then_some(AddressFault::ConnectionId)
            }
            Route::Prefix(prefix) => prefix_fault(prefix),
            Route::Template(template) => Template::parse(template).err().map(|fault| match fault {
                TemplateFault::Url(fault) => AddressFault::Url(fault),
                fault => AddressFault::Template(fault),
            }),
            Route::Direct => None,
        }
    }

    /// The origin of the server that the browser asks, without a slash at its end; `None` for the gateway, which is the
    /// page's own, and for an address that cannot be right.
    pub fn server<'a>(&'a self, base_url: &'a str) -> Option<HttpUrl<'a>> {
        let text = match self {
            Route::Gateway { .. } => return None,
            // A template's places stand behind its host, and braces are no part of one.
            Route::Prefix(text) | Route::Template(text) => text,
            Route::Direct => base_url,
        };
        HttpUrl::parse(text).ok()
    }
}

/// What is wrong with a base URL. The gateway does not use one.
pub fn base_url_fault(base_url: &str) -> Option<AddressFault> {
    match HttpUrl::parse(base_url) {
        Err(fault) => Some(AddressFault::Url(fault)),
        Ok(url) => url
            .rest
            .contains(['?', '#'])
            .then_some(AddressFault::NotABase),
    }
}

fn prefix_fault(prefix: &str) -> Option<AddressFault> {
    let url = match HttpUrl::parse(prefix) {
        Err(fault) => return Some(AddressFault::Url(fault)),
        Ok(url) => url,
    };
    if url.rest.contains('#') {
        return Some(AddressFault::Template(TemplateFault::Fragment));
    }
    if prefix.contains(['{', '}']) {
        return Some(AddressFault::PrefixBrace);
    }
    match url.rest.split_once('?') {
        // The URL is appended as it is, so it can be the whole query, but not the value of a parameter.
        Some((_, parameters)) if !parameters.is_empty() => {
            Some(AddressFault::Template(TemplateFault::NeedsEncoding))
        }
        Some(_) => None,
        None => (!url.rest.ends_with('/')).then_some(AddressFault::PrefixEnd),
    }
}

/// Whether a text can name one of the gateway's connections.
pub fn is_connection_id(text: &str) -> bool {
    (1..=40).contains(&text.len())
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_ends_where_a_url_can_follow() {
        let fault = |text: &str| Route::Prefix(text.to_owned()).fault();
        for good in [
            "https://p/",
            "http://127.0.0.1:9/a/b/",
            "https://p/?",
            "https://p?",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
        for (bad, expected) in [
            ("", AddressFault::Url(UrlFault::Missing)),
            ("p.example/", AddressFault::Url(UrlFault::NotHttp)),
            // With the URL behind it, this names the host "phttps".
            ("https://p", AddressFault::PrefixEnd),
            ("https://p/to", AddressFault::PrefixEnd),
            (
                "https://p/?to=",
                AddressFault::Template(TemplateFault::NeedsEncoding),
            ),
            (
                "https://p/?a=b/",
                AddressFault::Template(TemplateFault::NeedsEncoding),
            ),
            (
                "https://p/#/",
                AddressFault::Template(TemplateFault::Fragment),
            ),
            ("https://p/{url}", AddressFault::PrefixBrace),
        ] {
            assert_eq!(fault(bad), Some(expected), "{bad}");
        }
    }

    #[test]
    fn a_base_url_takes_a_path_behind_it() {
        for good in ["https://v", "https://v/", "http://127.0.0.1:9/api@2"] {
            assert_eq!(base_url_fault(good), None, "{good}");
        }
        for bad in ["https://v/?a=b", "https://v/#a", "https://v?"] {
            assert_eq!(base_url_fault(bad), Some(AddressFault::NotABase), "{bad}");
        }
        assert_eq!(
            base_url_fault("https://u:p@v/"),
            Some(AddressFault::Url(UrlFault::HoldsUser))
        );
    }

    #[test]
    fn a_connection_at_the_gateway_has_a_plain_id() {
        for vendor in Vendor::ALL {
            assert_eq!(Route::gateway(vendor).fault(), None);
        }
        for bad in ["", "A", "a/b", "..", "a b", "测试", &"a".repeat(41)] {
            let route = Route::Gateway {
                connection: bad.to_owned(),
            };
            assert_eq!(route.fault(), Some(AddressFault::ConnectionId), "{bad}");
        }
    }

    #[test]
    fn the_server_is_whom_the_browser_asks() {
        let base = "https://v.example/api";
        let origin = |route: Route| route.server(base).map(|url| url.origin.to_owned());
        assert_eq!(origin(Route::gateway(Vendor::T12)), None);
        assert_eq!(origin(Route::Direct).unwrap(), "https://v.example");
        assert_eq!(
            origin(Route::Prefix("http://p:8/a/".to_owned())).unwrap(),
            "http://p:8"
        );
        assert_eq!(
            origin(Route::Template(
                "https://p/{host}/{path}?{query}".to_owned()
            ))
            .unwrap(),
            "https://p"
        );
    }
}
