//! The kinds of faults and their names.

/// A kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The answer comes after two seconds.
    Delay,
    /// The vendor's own error envelope with HTTP status 400; nothing applied.
    Http400,
    /// The same with 403.
    Http403,
    /// The same with 404.
    Http404,
    /// The same with 500.
    Http500,
    /// The HTML page of an nginx whose upstream is gone; nothing applied.
    Html502,
    /// HTTP 429 with `Retry-After: 7`; nothing applied.
    RateLimit,
    /// The connection dies and nothing was applied.
    DropBefore,
    /// The request is applied, then the connection dies.
    DropAfter,
    /// Applied, but half of the answer's JSON is missing.
    Truncated,
    /// Applied, but the answer holds bytes that are not UTF-8.
    InvalidUtf8,
    /// Applied, but the answer is a 200 without a body.
    Empty,
    /// An HTML page with status 200 that asks to log in; nothing applied.
    LoginPage,
    /// Applied, but the answer's values have other types than documented.
    WrongTypes,
    /// HTTP 200 with the vendor's error envelope; nothing applied.
    Refused,
}

impl Kind {
    /// Every kind.
    pub(crate) const ALL: [Kind; 15] = [
        Kind::Delay,
        Kind::Http400,
        Kind::Http403,
        Kind::Http404,
        Kind::Http500,
        Kind::Html502,
        Kind::RateLimit,
        Kind::DropBefore,
        Kind::DropAfter,
        Kind::Truncated,
        Kind::InvalidUtf8,
        Kind::Empty,
        Kind::LoginPage,
        Kind::WrongTypes,
        Kind::Refused,
    ];

    /// The name, as in a sentinel after `fault-` and in `POST /faults`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Kind::Delay => "delay",
            Kind::Http400 => "http-400",
            Kind::Http403 => "http-403",
            Kind::Http404 => "http-404",
            Kind::Http500 => "http-500",
            Kind::Html502 => "html-502",
            Kind::RateLimit => "rate-limit",
            Kind::DropBefore => "drop-before",
            Kind::DropAfter => "drop-after",
            Kind::Truncated => "truncated",
            Kind::InvalidUtf8 => "invalid-utf8",
            Kind::Empty => "empty",
            Kind::LoginPage => "login-page",
            Kind::WrongTypes => "wrong-types",
            Kind::Refused => "refused",
        }
    }

    /// The kind of a name.
    pub(crate) fn from_name(name: &str) -> Option<Kind> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_begins_another_so_that_a_sentinel_is_never_ambiguous() {
        for one in Kind::ALL {
            for other in Kind::ALL {
                assert!(one == other || !one.name().starts_with(other.name()));
            }
            assert_eq!(Kind::from_name(one.name()), Some(one));
        }
    }
}
