//! The address of a proxy with places for the parts of the vendor's URL. Read into pieces first and filled in one pass,
//! so that nothing in a name or a value is ever taken for a place.
//!
//! | place | stands for | encoded |
//! | --- | --- | --- |
//! | `{url}` | the vendor's whole URL | no; so it must be the last thing, and no value of a parameter |
//! | `{url_encoded}` | the same | every character but letters, digits and `-._~` |
//! | `{host}` | host and port of the vendor's base URL | in the template's query as `{url_encoded}`, else no |
//! | `{path}` | the path, without the slash that it begins with | in the template's query as `{url_encoded}`, else no |
//! | `{query}` | the query, without `?` | behind `=` as `{url_encoded}`, else no; if it is empty, the separator goes too |
//!
//! What is not encoded here is so already: names and values were percent-encoded when the vendor's URL was made.

use super::http_url::{HttpUrl, UrlFault};
use vendors::percent_encode;

/// What is wrong with a template, beside its being no URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateFault {
    /// The text before the first place is no URL with a host that is complete.
    Url(UrlFault),
    /// A `{` without its `}`, or the other way round.
    UnbalancedBrace,
    /// No such place; holds its name.
    UnknownPlace(String),
    /// Nothing says where the path goes: neither `{url}` nor `{url_encoded}` nor `{path}`.
    NoPath,
    /// `{path}` without `{query}`: the vendor would be asked without what was asked for.
    NoQuery,
    /// `{url}` where its own `?` and `&` would be read as the proxy's: `{url_encoded}` belongs there.
    NeedsEncoding,
    /// A fragment, which browsers do not send.
    Fragment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Url,
    UrlEncoded,
    Host,
    Path,
    Query,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    Place { place: Place, in_query: bool },
}

/// The vendor's URL in the parts that a template knows.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The base URL, without a slash at its end.
    pub base_url: &'a str,
    /// The path below the base URL and, behind a `?`, the query; both encoded.
    pub path_and_query: &'a str,
}

/// A template that was read and found right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template<'a> {
    pieces: Vec<Piece<'a>>,
}

impl<'a> Template<'a> {
    /// Reads a template.
    ///
    /// # Errors
    /// The first [`TemplateFault`].
    pub fn parse(text: &'a str) -> Result<Template<'a>, TemplateFault> {
        if text.contains('#') {
            return Err(TemplateFault::Fragment);
        }
        let pieces = pieces(text)?;
        let beginning = match pieces.first() {
            Some(Piece::Text(text)) => text,
            _ => "",
        };
        let url = HttpUrl::parse(beginning).map_err(TemplateFault::Url)?;
        let is_alone = pieces.len() < 2;
        if !is_alone && url.rest.is_empty() {
            // Whatever comes next would be read as a part of the host, and somebody else would be asked.
            return Err(TemplateFault::Url(UrlFault::NoHost));
        }
        let template = Template { pieces };
        template.check_places()?;
        Ok(template)
    }

    fn has(&self, wanted: Place) -> bool {
        self.pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Place { place, .. } if *place == wanted))
    }

    fn check_places(&self) -> Result<(), TemplateFault> {
        let is_whole = self.has(Place::Url) || self.has(Place::UrlEncoded);
        if !is_whole && !self.has(Place::Path) {
            return Err(TemplateFault::NoPath);
        }
        if !is_whole && !self.has(Place::Query) {
            return Err(TemplateFault::NoQuery);
        }
        for (index, piece) in self.pieces.iter().enumerate() {
            if !matches!(
                piece,
                Piece::Place {
                    place: Place::Url,
                    ..
                }
            ) {
                continue;
            }
            let is_last = index + 1 == self.pieces.len();
            if !is_last || self.is_value(index) {
                return Err(TemplateFault::NeedsEncoding);
            }
        }
        Ok(())
    }

    /// Whether the place at `index` is the value of a parameter, or a part of one.
    fn is_value(&self, index: usize) -> bool {
        let Piece::Place { in_query: true, .. } = self.pieces[index] else {
            return false;
        };
        match index.checked_sub(1).map(|before| self.pieces[before]) {
            Some(Piece::Text(text)) => !text.ends_with(['?', '&']),
            _ => true,
        }
    }

    /// The address for one request.
    pub fn fill(&self, target: Target<'_>) -> String {
        let url = format!("{}{}", target.base_url, target.path_and_query);
        let parsed = HttpUrl::parse(target.base_url).ok();
        let host = parsed.map_or("", |url| url.authority);
        let base_path = parsed.map_or("", |url| url.rest);
        let (path, query) = target
            .path_and_query
            .split_once('?')
            .unwrap_or((target.path_and_query, ""));
        let path = format!("{base_path}{path}");
        let path = path.strip_prefix('/').unwrap_or(&path);
        let mut filled = String::new();
        let mut drop_separator = false;
        for (index, piece) in self.pieces.iter().enumerate() {
            let (place, in_query) = match *piece {
                Piece::Text(text) => {
                    let text = match text.strip_prefix('&') {
                        Some(rest) if drop_separator => rest,
                        _ => text,
                    };
                    drop_separator = false;
                    filled.push_str(text);
                    continue;
                }
                Piece::Place { place, in_query } => (place, in_query),
            };
            let is_encoded = match place {
                Place::Url => false,
                Place::UrlEncoded => true,
                Place::Host | Place::Path => in_query,
                Place::Query => self.is_value(index),
            };
            let text = match place {
                Place::Url | Place::UrlEncoded => &url,
                Place::Host => host,
                Place::Path => path,
                Place::Query => query,
            };
            if is_encoded {
                filled.push_str(&percent_encode(text));
            } else if text.is_empty() && place == Place::Query {
                drop_separator = self.begins_with_ampersand(index + 1);
                if !drop_separator && filled.ends_with(['?', '&']) {
                    filled.pop();
                }
            } else {
                filled.push_str(text);
            }
        }
        filled
    }

    fn begins_with_ampersand(&self, index: usize) -> bool {
        matches!(self.pieces.get(index), Some(Piece::Text(text)) if text.starts_with('&'))
    }
}

fn pieces(text: &str) -> Result<Vec<Piece<'_>>, TemplateFault> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut in_query = false;
    while let Some(brace) = rest.find(['{', '}']) {
        let (before, from_brace) = rest.split_at(brace);
        in_query |= before.contains('?');
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        let (name, after) = from_brace
            .strip_prefix('{')
            .and_then(|inside| inside.split_once('}'))
            .ok_or(TemplateFault::UnbalancedBrace)?;
        if name.contains('{') {
            return Err(TemplateFault::UnbalancedBrace);
        }
        let place = match name {
            "url" => Place::Url,
            "url_encoded" => Place::UrlEncoded,
            "host" => Place::Host,
            "path" => Place::Path,
            "query" => Place::Query,
            _ => return Err(TemplateFault::UnknownPlace(name.to_owned())),
        };
        pieces.push(Piece::Place { place, in_query });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    Ok(pieces)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn fill(template: &str, path_and_query: &str) -> String {
        let target = Target {
            base_url: "https://v.example:8443/api",
            path_and_query,
        };
        Template::parse(template).unwrap().fill(target)
    }

    #[test]
    fn each_place_is_filled() {
        for (template, expected) in [
            (
                "https://p/{url}",
                "https://p/https://v.example:8443/api/users?a=1&b=2",
            ),
            (
                "https://p/?{url}",
                "https://p/?https://v.example:8443/api/users?a=1&b=2",
            ),
            (
                "https://p/?to={url_encoded}&x=1",
                "https://p/?to=https%3A%2F%2Fv.example%3A8443%2Fapi%2Fusers%3Fa%3D1%26b%3D2&x=1",
            ),
            (
                "https://p/to/{url_encoded}/end",
                "https://p/to/https%3A%2F%2Fv.example%3A8443%2Fapi%2Fusers%3Fa%3D1%26b%3D2/end",
            ),
            (
                "https://p/{host}/{path}?{query}",
                "https://p/v.example:8443/api/users?a=1&b=2",
            ),
            (
                "https://p/{host}/{path}?k=1&{query}",
                "https://p/v.example:8443/api/users?k=1&a=1&b=2",
            ),
            (
                "https://p/?h={host}&p={path}&q={query}",
                "https://p/?h=v.example%3A8443&p=api%2Fusers&q=a%3D1%26b%3D2",
            ),
        ] {
            assert_eq!(fill(template, "/users?a=1&b=2"), expected, "{template}");
        }
    }

    #[test]
    fn an_empty_query_takes_its_separator_along() {
        for (template, expected) in [
            ("https://p/{path}?{query}", "https://p/api/users"),
            ("https://p/{path}?{query}&k=1", "https://p/api/users?k=1"),
            ("https://p/{path}?k=1&{query}", "https://p/api/users?k=1"),
            (
                "https://p/{path}?k=1&{query}&l=2",
                "https://p/api/users?k=1&l=2",
            ),
            (
                "https://p/{path}?q={query}&k=1",
                "https://p/api/users?q=&k=1",
            ),
            (
                "https://p/{url}",
                "https://p/https://v.example:8443/api/users",
            ),
        ] {
            assert_eq!(fill(template, "/users"), expected, "{template}");
        }
    }

    #[test]
    fn what_looks_like_a_place_in_a_name_is_left_alone() {
        // A base URL may hold braces as they are; names and values come encoded.
        let target = Target {
            base_url: "https://v.example/{query}",
            path_and_query: "/users/%7Burl%7D?a={host}",
        };
        let filled = |text| Template::parse(text).unwrap().fill(target);
        assert_eq!(
            filled("https://p/{path}?{query}"),
            "https://p/{query}/users/%7Burl%7D?a={host}"
        );
        assert_eq!(
            filled("https://p/{url}"),
            "https://p/https://v.example/{query}/users/%7Burl%7D?a={host}"
        );
    }

    #[test]
    fn a_template_that_cannot_be_right_is_told_at_once() {
        use TemplateFault as F;
        for (template, fault) in [
            ("", F::Url(UrlFault::Missing)),
            ("{url}", F::Url(UrlFault::Missing)),
            ("p/{url}", F::Url(UrlFault::NotHttp)),
            ("https://p{path}?{query}", F::Url(UrlFault::NoHost)),
            ("https://{host}/{path}?{query}", F::Url(UrlFault::NoHost)),
            ("https://p:{path}?{query}", F::Url(UrlFault::Port)),
            ("https://u@p/{url}", F::Url(UrlFault::HoldsUser)),
            ("https://p/", F::NoPath),
            ("https://p", F::NoPath),
            ("https://p/?to=", F::NoPath),
            ("https://p/{host}?{query}", F::NoPath),
            ("https://p/{host}/{path}", F::NoQuery),
            ("https://p/{url", F::UnbalancedBrace),
            ("https://p/url}", F::UnbalancedBrace),
            ("https://p/{{url}}", F::UnbalancedBrace),
            ("https://p/{url}}", F::UnbalancedBrace),
            ("https://p/{URL}", F::UnknownPlace("URL".to_owned())),
            ("https://p/{}", F::UnknownPlace(String::new())),
            (
                "https://p/{scheme}/{url}",
                F::UnknownPlace("scheme".to_owned()),
            ),
            ("https://p/?to={url}", F::NeedsEncoding),
            ("https://p/{url}/x", F::NeedsEncoding),
            ("https://p/?{url}&x=1", F::NeedsEncoding),
            ("https://p/{url}{url}", F::NeedsEncoding),
            ("https://p/#{url}", F::Fragment),
        ] {
            assert_eq!(Template::parse(template).unwrap_err(), fault, "{template}");
        }
    }
}
