//! What a token says of itself, and how old it is. Never verified: the key that could is the vendor's.

use vendors::Secret;
use vendors::sharecreators::{Claims, token_claims};

/// What a token is, without the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it says of itself; `None` if it is no JWT.
    pub claims: Option<Claims>,
    /// How long ago it was issued, if it says so.
    pub age: Option<Age>,
    /// How long ago it ended, if it says that it did.
    pub ended: Option<Age>,
}

impl Token {
    /// Reads a token at `now`, in seconds since the Unix epoch by a clock that is right.
    pub fn read(token: &Secret, now: i64) -> Token {
        let claims = token_claims(token);
        let issued = claims.as_ref().and_then(|claims| claims.issued_at);
        let expires = claims.as_ref().and_then(|claims| claims.expires_at);
        Token {
            age: issued.map(|then| Age::of(then, now)),
            ended: expires
                .filter(|then| *then <= now)
                .map(|then| Age::of(then, now)),
            claims,
        }
    }
}

/// How long ago something was, in its largest whole unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Not yet: the clocks disagree.
    Future,
    /// Less than an hour.
    Minutes(u64),
    /// Less than two days.
    Hours(u64),
    /// Longer.
    Days(u64),
}

impl Age {
    /// The age at `now` of what was made at `then`, both in seconds since the Unix epoch. A minute in the future is
    /// taken for now, because clocks differ.
    pub fn of(then: i64, now: i64) -> Age {
        let seconds = now.saturating_sub(then);
        if seconds < -60 {
            return Age::Future;
        }
        let minutes = seconds.max(0).unsigned_abs() / 60;
        match minutes {
            0..60 => Age::Minutes(minutes),
            60..2880 => Age::Hours(minutes / 60),
            _ => Age::Days(minutes / 1440),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_told_in_its_largest_whole_unit() {
        let now = 1_700_000_000;
        for (seconds, age) in [
            (-61, Age::Future),
            (-60, Age::Minutes(0)),
            (59, Age::Minutes(0)),
            (3599, Age::Minutes(59)),
            (3600, Age::Hours(1)),
            (172_799, Age::Hours(47)),
            (172_800, Age::Days(2)),
        ] {
            assert_eq!(Age::of(now - seconds, now), age);
        }
        assert_eq!(Age::of(i64::MAX, i64::MIN), Age::Future);
    }

    #[test]
    fn what_is_no_token_has_no_age() {
        let token = Token::read(&Secret::new("a.b"), 0);
        assert_eq!((token.claims, token.age, token.ended), (None, None, None));
    }

    #[test]
    fn a_token_that_ended_says_when() {
        // {"bchCode":"1","iat":100,"exp":200}
        let token = Secret::new("e30.eyJiY2hDb2RlIjoiMSIsImlhdCI6MTAwLCJleHAiOjIwMH0.x");
        assert_eq!(Token::read(&token, 199).ended, None);
        assert_eq!(Token::read(&token, 260).ended, Some(Age::Minutes(1)));
    }
}
