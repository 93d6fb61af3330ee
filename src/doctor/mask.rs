//! Takes secrets out of a text that leaves the page. What makes a report puts none in; this is for what others wrote,
//! such as a vendor's words, in which a key can come back in any spelling.

use crate::transport::ProxyHeaders;
use vendors::{Credentials, Secret};

/// Texts that are in no report.
pub struct Mask(Vec<Secret>);

impl Mask {
    /// Everything secret about a connection: the keys, the proxy's headers, and what an admin may have put into an
    /// address (`https://proxy.example/?key=…&to={url_encoded}`).
    pub fn new(
        credentials: Option<&Credentials>,
        proxy_headers: &ProxyHeaders,
        addresses: &[&str],
    ) -> Mask {
        let mut secrets: Vec<Secret> = proxy_headers
            .iter()
            .flat_map(|(_, value)| words(value.expose()))
            .map(Secret::new)
            .collect();
        secrets.extend(
            credentials
                .iter()
                .flat_map(|own| own.secrets())
                .map(|secret| Secret::new(secret.expose().trim())),
        );
        for address in addresses {
            secrets.extend(hidden_in(address).map(Secret::new));
        }
        // The longest first, or a part of it would leave the rest.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.expose().len()));
        Mask(secrets)
    }

    /// The text without them.
    pub fn apply(&self, text: &str) -> String {
        self.0
            .iter()
            .fold(text.to_owned(), |text, secret| secret.mask(&text))
    }
}

/// A header's value and what stands behind its scheme, as in `Bearer key`.
fn words(value: &str) -> impl Iterator<Item = &str> {
    std::iter::once(value).chain(value.split_whitespace().skip(1))
}

/// What may be secret in an address: a user's part, values of the query, long parts of the path.
fn hidden_in(address: &str) -> impl Iterator<Item = &str> {
    let (before, behind) = address.split_once(['?', '#']).unwrap_or((address, ""));
    let (_, after_scheme) = before.split_once("://").unwrap_or(("", before));
    let (authority, path) = after_scheme.split_once('/').unwrap_or((after_scheme, ""));
    let user = authority.rsplit_once('@').map_or("", |(user, _)| user);
    let is_long = |part: &&str| part.len() >= 8;
    user.split(':')
        .chain(path.split('/').filter(is_long))
        .chain(
            behind
                .split(['&', '#', '?'])
                .map(|pair| pair.split_once('=').map_or(pair, |(_, value)| value)),
        )
        .flat_map(|part| part.split(['{', '}']))
        .filter(|part| {
            !part.is_empty() && !["url", "url_encoded", "host", "path", "query"].contains(part)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_taken_out_in_every_spelling() {
        let key = "s3/cret k\"ey密";
        let credentials = Credentials::Tingyun {
            authkey: Secret::new(key),
        };
        let headers =
            ProxyHeaders::new(vec![("x-key".to_owned(), Secret::new("Bearer pr0xy+key"))]);
        let template =
            "https://user:passw0rd@p.example/inthepath9/?token=inthequery&to={url_encoded}";
        let mask = Mask::new(Some(&credentials), &headers, &[template]);
        for text in [
            key,
            "s3%2Fcret%20k%22ey%E5%AF%86",
            "s3%2fcret%20k%22ey%e5%af%86",
            "s3%252Fcret%2520k%2522ey%25E5%25AF%2586",
            "s3%2Fcret+k%22ey%E5%AF%86",
            "s3/cret k\\\"ey密",
            "pr0xy+key",
            "pr0xy%2Bkey",
            "passw0rd",
            "inthepath9",
            "inthequery",
        ] {
            let masked = mask.apply(&format!("a {text} b"));
            assert_eq!(masked, "a •••••• b", "{text}");
        }
    }

    #[test]
    fn ordinary_words_stay() {
        let mask = Mask::new(None, &ProxyHeaders::default(), &["https://p.example/{url}"]);
        let text = "url path https://p.example/ 厂商";
        assert_eq!(mask.apply(text), text);
    }
}
