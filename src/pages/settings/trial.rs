//! The connection test: one harmless read with what the form says, and what it found.

use crate::session::{Session, now_milliseconds};
use crate::store::Connection;
use crate::transport::{Obstacle, Transport, look, obstacle, preflight_of};
use vendors::bitanswer::{self, Page};
use vendors::problem::{Cause, TransportFailure};
use vendors::sharecreators::{Claims, token_claims};
use vendors::{Credentials, Problem, Secret, Vendor, t12, tingyun};

/// What the vendor answered, or what a token says where there is nothing harmless to ask.
#[derive(Clone, PartialEq)]
pub enum Finding {
    /// T12: the quota of the app that was asked for.
    Quota(String, t12::Quota),
    /// Tingyun: how many users came, and the vendor's time.
    AllUsers(usize, Option<String>),
    /// BitAnswer: how many users the vendor says there are.
    UserTotal(Option<u64>),
    /// ShareCreators: what the token says of itself, unverified; `None` if it is no JWT. Nothing was asked.
    Token(Option<Claims>, Option<Age>),
}

/// A finding and how long the answer took.
#[derive(Clone, PartialEq)]
pub struct Trial {
    /// What was found.
    pub finding: Finding,
    /// Milliseconds from asking to the read answer.
    pub milliseconds: u64,
}

/// Why nothing came back, as far as a second look tells: the browser says only that nothing did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Diagnosis {
    /// The gateway that served this page is not there any more.
    GatewayGone,
    /// What stands in the way at the server with this origin.
    Server(String, Obstacle),
}

/// Looks a second time where nothing came back.
pub async fn diagnose(problem: &Problem, connection: &Connection) -> Option<Diagnosis> {
    if problem.cause != Cause::Transport(TransportFailure::NotReached) {
        return None;
    }
    let Connection {
        route,
        base_url,
        proxy_headers,
        ..
    } = connection;
    if route.is_gateway() {
        return Some(Diagnosis::GatewayGone);
    }
    let server = route.server(base_url)?;
    let asked = preflight_of(problem.operation, route, proxy_headers);
    let transport = Transport {
        base_url,
        route,
        proxy_headers,
    };
    let evidence = look(transport, &asked).await?;
    let origin = format!("{}/", server.origin);
    Some(Diagnosis::Server(origin, obstacle(&evidence, &asked)))
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

/// Runs the test. `app` is the T12 app to ask for.
pub async fn run(
    session: Session,
    vendor: Vendor,
    connection: Connection,
    credentials: Option<Credentials>,
    app: String,
) -> Result<Trial, Problem> {
    let started = now_milliseconds();
    let given = credentials.as_ref();
    let finding = match vendor {
        Vendor::T12 => {
            let call = t12::GetQuota { app_name: app };
            let quota = session.call_by(&call, &connection, given).await?;
            Finding::Quota(call.app_name, quota)
        }
        Vendor::Tingyun => {
            let list = session
                .call_by(&tingyun::ListUsers, &connection, given)
                .await?;
            Finding::AllUsers(list.users.len(), list.time)
        }
        Vendor::BitAnswer => {
            let page = Page {
                offset: 0,
                limit: 1,
            };
            let call = bitanswer::ListUsers { page };
            let list = session.call_by(&call, &connection, given).await?;
            Finding::UserTotal(list.total)
        }
        Vendor::ShareCreators => decode(given, started),
    };
    Ok(Trial {
        finding,
        milliseconds: (now_milliseconds() - started).max(0.0) as u64,
    })
}

fn decode(credentials: Option<&Credentials>, now_milliseconds: f64) -> Finding {
    let nothing = Secret::default();
    let token = match credentials {
        Some(Credentials::ShareCreators { token, .. }) => token,
        _ => &nothing,
    };
    let claims = token_claims(token);
    let now = (now_milliseconds / 1000.0) as i64;
    let age = claims
        .as_ref()
        .and_then(|claims| claims.issued_at)
        .map(|then| Age::of(then, now));
    Finding::Token(claims, age)
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
        assert!(matches!(Age::of(i64::MIN, i64::MAX), Age::Days(_)));
    }

    #[test]
    fn what_is_no_token_has_no_claims() {
        assert!(decode(None, 0.0) == Finding::Token(None, None));
    }
}
