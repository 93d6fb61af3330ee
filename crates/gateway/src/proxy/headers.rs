//! Which headers pass, in either direction. Everything that is not named here stays behind: cookies, origins, addresses,
//! hop-by-hop headers and markers that only we may set.

use axum::http::HeaderMap;
use vendors::Vendor;

/// Headers that every vendor gets.
const TO_EVERY_VENDOR: [&str; 2] = ["content-type", "accept"];

/// Headers that come back.
const TO_BROWSER: [&str; 4] = ["content-type", "date", "retry-after", "content-language"];

/// A vendor's own headers: each key goes to the vendor that issued it and to no other.
const fn own(vendor: Vendor) -> &'static [&'static str] {
    match vendor {
        Vendor::T12 | Vendor::Tingyun => &[],
        Vendor::BitAnswer => &["bitkey", "x-bit-req-id"],
        Vendor::ShareCreators => &["authorization", "bid", "platform"],
    }
}

/// What of a browser's headers goes to the vendor.
pub(super) fn for_vendor(vendor: Vendor, headers: &HeaderMap) -> HeaderMap {
    let mut names = TO_EVERY_VENDOR.to_vec();
    names.extend(own(vendor));
    pick(headers, &names)
}

/// What of a vendor's headers goes to the browser. A date that a cache kept says nothing about the vendor's clock.
pub(super) fn for_browser(headers: &HeaderMap) -> HeaderMap {
    let mut picked = pick(headers, &TO_BROWSER);
    if headers.contains_key("age") {
        picked.remove("date");
    }
    picked
}

fn pick(headers: &HeaderMap, names: &[&'static str]) -> HeaderMap {
    // With room for what is added on the way.
    let mut picked = HeaderMap::with_capacity(16);
    for name in names {
        for value in headers.get_all(*name) {
            picked.append(*name, value.clone());
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
