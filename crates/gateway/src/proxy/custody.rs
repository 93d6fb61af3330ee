//! Credentials that the gateway holds: put into a request in the caller's place, and taken out of the answer again where a
//! vendor repeats them.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use bytes::Bytes;
use memchr::memmem;
use vendors::problem::ProxyFailureKind;
use vendors::{Credentials, Secret, form_encode, percent_encode};

use super::failure::Failure;
use super::{Answer, Outgoing};

/// What stands where a secret stood.
const MASK: &str = "••••••";
/// Differences that the resolution of `Date` and a slow answer explain, in seconds.
const NO_SKEW: i64 = 5;

/// The seconds by which a vendor's clock is ahead of ours, as its last answer showed.
#[derive(Debug, Default)]
pub(super) struct Skew(AtomicI64);

impl Skew {
    /// The vendor's time, in seconds since the Unix epoch.
    pub(super) fn vendor_time(&self, now: SystemTime) -> u64 {
        seconds(now).saturating_add_signed(self.0.load(Ordering::Relaxed))
    }

    /// Learns from the headers of an answer that came just now. A date that a cache kept does not count; it is not among
    /// them.
    pub(super) fn learn(&self, headers: &HeaderMap, now: SystemTime) {
        let date = headers
            .get(header::DATE)
            .and_then(|date| date.to_str().ok());
        let Some(date) = date.and_then(|date| httpdate::parse_http_date(date).ok()) else {
            return;
        };
        let difference = i128::from(seconds(date)) - i128::from(seconds(now));
        let skew = i64::try_from(difference).unwrap_or_default();
        let skew = if skew.abs() < NO_SKEW { 0 } else { skew };
        self.0.store(skew, Ordering::Relaxed);
    }
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs()
}

/// The texts that an answer must not show: secrets, as they are and as URLs, forms and JSON write them.
pub(super) struct Unsayable(Vec<Secret>);

impl Unsayable {
    /// What stays the same for every request.
    pub(super) fn of(credentials: &Credentials) -> Unsayable {
        Unsayable(forms(credentials.secrets()))
    }
}

/// The request with our credentials and none of the caller's, and the secrets in it that only this request has.
pub(super) fn authorize(
    credentials: &Credentials,
    outgoing: &Outgoing,
    now: u64,
) -> Result<(Outgoing, Vec<Secret>), Failure> {
    let misconfigured = || {
        Failure::new(
            ProxyFailureKind::Misconfigured,
            StatusCode::INTERNAL_SERVER_ERROR,
        )
    };
    let authorized = credentials
        .authorize_wire(outgoing.operation, outgoing.query.as_deref(), now)
        .map_err(|_| misconfigured())?;
    let mut own = outgoing.clone();
    own.query = authorized.query.map(|query| query.expose().to_owned());
    for name in authorized.removed_headers {
        own.headers.remove(*name);
    }
    for (name, value) in &authorized.headers {
        let mut value = HeaderValue::from_str(value.expose()).map_err(|_| misconfigured())?;
        value.set_sensitive(true);
        own.headers.append(HeaderName::from_static(name), value);
    }
    let mut fresh = authorized.secrets;
    let held = credentials.secrets();
    fresh.retain(|secret| !held.contains(&secret));
    Ok((own, fresh))
}

/// The answer with every occurrence of what is `held`, and of the `fresh` secrets of this request, masked.
///
/// # Errors
/// A body that the vendor compressed although it was asked not to cannot be looked into and does not pass.
pub(super) fn mask(answer: Answer, held: &Unsayable, fresh: &[Secret]) -> Result<Answer, Failure> {
    if answer.headers.contains_key(header::CONTENT_ENCODING) {
        return Err(Failure::new(
            ProxyFailureKind::Closed,
            StatusCode::BAD_GATEWAY,
        ));
    }
    let all;
    let forms = if fresh.is_empty() {
        &held.0
    } else {
        let mut both = held.0.clone();
        both.extend(forms(fresh));
        longest_first(&mut both);
        all = both;
        &all
    };
    let shows = |bytes: &[u8]| {
        forms
            .iter()
            .any(|form| memmem::find(bytes, form.expose().as_bytes()).is_some())
    };
    let mut masked = answer;
    let showing: Vec<HeaderName> = masked
        .headers
        .iter()
        .filter(|(_, value)| shows(value.as_bytes()))
        .map(|(name, _)| name.clone())
        .collect();
    for name in showing {
        masked.headers.remove(name);
    }
    for form in forms {
        let form = form.expose().as_bytes();
        if memmem::find(&masked.body, form).is_some() {
            masked.body = replace(&masked.body, form);
        }
    }
    Ok(masked)
}

/// Every way in which the secrets may be written, the longest first: one may be a part of another.
fn forms<'a>(secrets: impl IntoIterator<Item = &'a Secret>) -> Vec<Secret> {
    let mut forms = Vec::new();
    for secret in secrets {
        let text = secret.expose();
        let json = serde_json::Value::from(text).to_string();
        let json = json.trim_start_matches('"');
        let json = json.strip_suffix('"').unwrap_or(json);
        for form in [
            text.to_owned(),
            percent_encode(text),
            percent_encode(text).to_ascii_lowercase(),
            form_encode(text),
            json.to_owned(),
            json.replace('/', "\\/"),
        ] {
            if !form.is_empty() && !forms.iter().any(|own: &Secret| own.expose() == form) {
                forms.push(Secret::new(form));
            }
        }
    }
    longest_first(&mut forms);
    forms
}

fn longest_first(forms: &mut [Secret]) {
    forms.sort_by_key(|form| std::cmp::Reverse(form.expose().len()));
}

fn replace(body: &[u8], form: &[u8]) -> Bytes {
    let mut masked = Vec::with_capacity(body.len());
    let mut from = 0;
    for at in memmem::find_iter(body, form) {
        masked.extend_from_slice(body.get(from..at).unwrap_or_default());
        masked.extend_from_slice(MASK.as_bytes());
        from = at + form.len();
    }
    masked.extend_from_slice(body.get(from..).unwrap_or_default());
    Bytes::from(masked)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use std::time::Duration;

    fn answer(body: &str) -> Answer {
        Answer {
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            body: Bytes::from(body.to_owned()),
        }
    }

    #[test]
    fn a_secret_is_masked_however_it_is_written() {
        let secrets = [Secret::new("a/b \"c\""), Secret::new("key+1")];
        let body = "a/b \"c\" a%2Fb%20%22c%22 a%2fb%20%22c%22 a%2Fb+%22c%22 a\\/b \\\"c\\\" a/b \\\"c\\\" key+1key%2B1";
        let expected = [MASK; 7].join(" ") + MASK;
        for held in 0..=secrets.len() {
            let (held, fresh) = secrets.split_at(held);
            let masked = mask(answer(body), &Unsayable(forms(held)), fresh).unwrap();
            assert_eq!(masked.body, expected.as_bytes());
        }
    }

    #[test]
    fn a_header_that_shows_a_secret_and_a_body_that_hides_itself_do_not_pass() {
        let held = Unsayable(forms(&[Secret::new("the-key")]));
        let mut echo = answer("");
        echo.headers
            .insert("content-language", "the-key".parse().unwrap());
        assert!(mask(echo, &held, &[]).unwrap().headers.is_empty());
        let mut packed = answer("");
        packed
            .headers
            .insert("content-encoding", "gzip".parse().unwrap());
        assert!(mask(packed, &held, &[]).is_err());
    }

    #[test]
    fn the_vendors_clock_is_followed() {
        let now = UNIX_EPOCH + Duration::from_secs(784_111_777);
        let skew = Skew::default();
        let mut headers = HeaderMap::new();
        for (date, expected) in [
            ("Sun, 06 Nov 1994 08:49:39 GMT", 784_111_777),
            ("Sun, 06 Nov 1994 09:49:37 GMT", 784_115_377),
            ("nonsense", 784_115_377),
            ("Sun, 06 Nov 1994 07:49:37 GMT", 784_108_177),
        ] {
            headers.insert(header::DATE, date.parse().unwrap());
            skew.learn(&headers, now);
            assert_eq!(skew.vendor_time(now), expected, "{date}");
        }
    }
}
