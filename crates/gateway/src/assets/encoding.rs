//! Which of the stored encodings a browser gets, by RFC 9110's rules for `Accept-Encoding`.

use axum::http::{HeaderMap, header};

/// The encodings in which files are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    /// The word for `Content-Encoding`, which identity does not have.
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Encoding::Brotli => Some("br"),
            Encoding::Gzip => Some("gzip"),
            Encoding::Identity => None,
        }
    }
}

/// The one that the browser likes best among those there are; of equals, the smallest. If it likes none, the plain bytes:
/// a readable answer is better than a refusal.
pub(super) fn choose(request: &HeaderMap, brotli: bool, gzip: bool) -> Encoding {
    let wishes = wishes(request);
    let quality = |name: &str| {
        let by_name = |wanted: &str| wishes.iter().find(|(own, _)| own == wanted);
        by_name(name).or_else(|| by_name("*")).map(|(_, q)| *q)
    };
    // Identity is acceptable, though least liked, unless it is excluded.
    let plain = wishes.iter().find(|(own, _)| own == "identity");
    let mut best = (Encoding::Identity, plain.map_or(0, |(_, q)| *q));
    let gzip_quality = quality("gzip").or_else(|| quality("x-gzip"));
    for (there, encoding, q) in [
        (gzip, Encoding::Gzip, gzip_quality),
        (brotli, Encoding::Brotli, quality("br")),
    ] {
        let q = q.unwrap_or(0);
        if there && q > 0 && q >= best.1 {
            best = (encoding, q);
        }
    }
    best.0
}

/// Names in lower case and qualities in thousandths.
fn wishes(request: &HeaderMap) -> Vec<(String, u16)> {
    request
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|part| {
            let (name, parameters) = part.split_once(';').unwrap_or((part, ""));
            let q = parameters
                .split(';')
                .filter_map(|parameter| parameter.split_once('='))
                .find(|(key, _)| key.trim().eq_ignore_ascii_case("q"))
                .map_or(1000, |(_, text)| thousandths(text.trim()));
            (name.trim().to_ascii_lowercase(), q)
        })
        .collect()
}

/// A quality that cannot be read counts as "not wanted".
fn thousandths(text: &str) -> u16 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{fraction:0<3}");
    let fraction = digits.get(..3).and_then(|three| three.parse::<u16>().ok());
    match (whole, fraction) {
        ("1", _) => 1000,
        ("0", Some(fraction)) => fraction,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_browsers_wish_decides() {
        for (wish, expected) in [
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("gzip", Encoding::Gzip),
            ("GZIP;Q=0.5", Encoding::Gzip),
            ("br;q=0.5, gzip;q=0.8", Encoding::Gzip),
            ("br;q=0, gzip", Encoding::Gzip),
            ("br;q=0.001", Encoding::Brotli),
            ("*", Encoding::Brotli),
            ("*;q=0.5, br;q=0", Encoding::Gzip),
            ("identity, br;q=0.9", Encoding::Identity),
            ("identity;q=0", Encoding::Identity),
            ("br;q=nonsense", Encoding::Identity),
            ("deflate", Encoding::Identity),
            ("", Encoding::Identity),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, wish.parse().unwrap());
            assert_eq!(choose(&headers, true, true), expected, "{wish}");
        }
        assert_eq!(choose(&HeaderMap::new(), true, true), Encoding::Identity);
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, "br, gzip".parse().unwrap());
        assert_eq!(choose(&headers, false, true), Encoding::Gzip);
        assert_eq!(choose(&headers, false, false), Encoding::Identity);
    }
}
