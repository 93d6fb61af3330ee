//! Which headers pass, in either direction. Everything that is not named here stays behind: cookies, origins, addresses,
//! hop-by-hop headers and markers that only we may set.

use axum::http::{HeaderMap, HeaderName, header};
use vendors::Vendor;

/// Headers that every vendor gets.
static TO_EVERY_VENDOR: [HeaderName; 2] = [header::CONTENT_TYPE, header::ACCEPT];

/// Headers that come back.
static TO_BROWSER: [HeaderName; 4] = [
    header::CONTENT_TYPE,
    header::DATE,
    header::RETRY_AFTER,
    header::CONTENT_LANGUAGE,
];

static OF_BITANSWER: [HeaderName; 2] = [
    HeaderName::from_static("bitkey"),
    HeaderName::from_static("x-bit-req-id"),
];

static OF_SHARECREATORS: [HeaderName; 3] = [
    header::AUTHORIZATION,
    HeaderName::from_static("bid"),
    HeaderName::from_static("platform"),
];

/// A vendor's own headers: each key goes to the vendor that issued it and to no other.
fn own(vendor: Vendor) -> &'static [HeaderName] {
    match vendor {
        Vendor::T12 | Vendor::Tingyun => &[],
        Vendor::BitAnswer => &OF_BITANSWER,
        Vendor::ShareCreators => &OF_SHARECREATORS,
    }
}

/// What of a browser's headers goes to the vendor.
pub(super) fn for_vendor(vendor: Vendor, headers: &HeaderMap) -> HeaderMap {
    pick(headers, TO_EVERY_VENDOR.iter().chain(own(vendor)))
}

/// What of a vendor's headers goes to the browser. A date that a cache kept says nothing about the vendor's clock.
pub(super) fn for_browser(headers: &HeaderMap) -> HeaderMap {
    let mut picked = pick(headers, &TO_BROWSER);
    if headers.contains_key(header::AGE) {
        picked.remove(header::DATE);
    }
    picked
}

fn pick<'a>(headers: &HeaderMap, names: impl IntoIterator<Item = &'a HeaderName>) -> HeaderMap {
    // With room for what is added on the way.
    let mut picked = HeaderMap::with_capacity(16);
    for name in names {
        for value in headers.get_all(name) {
            picked.append(name, value.clone());
        }
    }
    picked
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_key_goes_to_its_own_vendor_only() {
        let mut headers = HeaderMap::new();
        for name in [
            "cookie",
            "origin",
            "referer",
            "host",
            "connection",
            "bitkey",
            "authorization",
            "bid",
            "platform",
            "x-bit-req-id",
            "content-type",
            "accept",
            "accept-encoding",
            "x-forwarded-for",
            "x-rollcall-trace",
        ] {
            headers.append(name, "x".parse().unwrap());
        }
        let names = |vendor| {
            let mut names: Vec<_> = for_vendor(vendor, &headers)
                .keys()
                .map(|name| name.as_str().to_owned())
                .collect();
            names.sort();
            names
        };
        assert_eq!(names(Vendor::T12), ["accept", "content-type"]);
        assert_eq!(names(Vendor::Tingyun), ["accept", "content-type"]);
        assert_eq!(
            names(Vendor::BitAnswer),
            ["accept", "bitkey", "content-type", "x-bit-req-id"]
        );
        assert_eq!(
            names(Vendor::ShareCreators),
            ["accept", "authorization", "bid", "content-type", "platform"]
        );
    }
}
