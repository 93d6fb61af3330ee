//! Who may do what through the gateway: tokens, sessions, the word of a reverse proxy, roles, and how often. Knows nothing
//! of vendors' answers.

mod date;
mod identity;
mod proxied;
mod rate;
mod refusal;
mod sessions;
mod sign_in;
mod token;
mod token_command;

use std::net::IpAddr;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use axum::http::{HeaderMap, HeaderValue, header};
use memchr::memmem;

use crate::config::{AccessConfig, Mode};
pub use date::Date;
pub use identity::Identity;
use rate::Limiter;
pub use rate::Rate;
pub(crate) use refusal::Refusal;
pub use sessions::Lifetime;
use sessions::Sessions;
pub use sign_in::cookie as session_cookie;
pub(crate) use sign_in::handle as session;
pub use token::{Hash, Token, new_token, random};
pub use token_command::{TokenWish, WishProblem, run as run_token_command};
pub use vendors::Role;

/// Wrong tokens that one address may present: a few at once, and then one every ten seconds.
const WRONG_TOKENS: Rate = Rate {
    per_minute: 6,
    burst: 10,
};

/// What is known about those who come in.
pub(crate) struct Access {
    config: AccessConfig,
    began: Instant,
    sessions: Sessions,
    wrong_tokens: Limiter<IpAddr>,
    identities: Limiter<String>,
    connections: Limiter<String>,
}

/// A moment, by the clock that only goes forward and by the calendar's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    /// Since the gateway began.
    running: Duration,
    /// Seconds since the Unix epoch.
    epoch: u64,
}

/// How somebody was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Everybody is let in.
    Open,
    /// A program's token in the request itself, which no other page can make a browser send.
    Bearer,
    /// A browser's cookie.
    Cookie,
    /// A reverse proxy's word.
    Proxy,
}

/// Who asks and how that is known.
pub(crate) type Recognised = Option<(Identity, Way)>;

impl Access {
    pub(crate) fn new(config: AccessConfig) -> Access {
        Access {
            began: Instant::now(),
            sessions: Sessions::new(config.sessions),
            wrong_tokens: Limiter::new(WRONG_TOKENS),
            identities: Limiter::new(config.identity_rate),
            connections: Limiter::new(config.connection_rate),
            config,
        }
    }

    pub(crate) fn now(&self) -> Moment {
        let epoch = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Moment {
            running: self.began.elapsed(),
            epoch: epoch.as_secs(),
        }
    }

    /// Who sends a request; `None` is nobody that is known. A header in which somebody claims to be the proxy, and a token
    /// that is none, are refused: whoever sends one should know that it does not work.
    ///
    /// # Errors
    /// [`Refusal`] says which.
    pub(crate) fn recognise(
        &self,
        headers: &HeaderMap,
        bearer: Option<&str>,
        peer: IpAddr,
        now: Moment,
    ) -> Result<Recognised, Refusal> {
        if self.config.mode() == Mode::Open {
            return Ok(Some((Identity::this_machine(), Way::Open)));
        }
        let proxied = proxied::identity(&self.config.proxy, headers, peer)?;
        if let Some(token) = bearer {
            let found = token::find(&self.config.tokens, token, now.epoch);
            return match found.and_then(|place| self.holder(place, now)) {
                Some(identity) => Ok(Some((identity, Way::Bearer))),
                None => {
                    Err(self.wrong_token(proxied::client(&self.config.proxy, headers, peer), now))
                }
            };
        }
        if let Some(identity) = proxied {
            return Ok(Some((identity, Way::Proxy)));
        }
        let holder = sign_in::cookie(headers, self.config.is_secure())
            .and_then(|id| self.sessions.find(id, now.running))
            .and_then(|place| self.holder(place, now));
        Ok(holder.map(|identity| (identity, Way::Cookie)))
    }

    /// Whom a token stands for, while it is good.
    fn holder(&self, place: usize, now: Moment) -> Option<Identity> {
        let token = self.config.tokens.get(place)?;
        token.is_good_at(now.epoch).then(|| Identity {
            name: token.name.clone(),
            role: token.role,
        })
    }

    /// Notes a wrong token.
    fn wrong_token(&self, client: IpAddr, now: Moment) -> Refusal {
        match self.wrong_tokens.take(&network_of(client), now.running) {
            Ok(()) => Refusal::SignInNeeded,
            Err(seconds) => Refusal::RateLimited(seconds),
        }
    }

    /// Counts a request towards an identity's pace.
    ///
    /// # Errors
    /// [`Refusal::RateLimited`].
    pub(crate) fn count_identity(&self, identity: &Identity, now: Moment) -> Result<(), Refusal> {
        self.identities
            .take(identity.name.as_str(), now.running)
            .map_err(Refusal::RateLimited)
    }

    /// Counts a request towards a connection's pace.
    ///
    /// # Errors
    /// [`Refusal::RateLimited`].
    pub(crate) fn count_connection(&self, connection: &str, now: Moment) -> Result<(), Refusal> {
        self.connections
            .take(connection, now.running)
            .map_err(Refusal::RateLimited)
    }

    /// How many browsers are signed in.
    pub(crate) fn sessions(&self, now: Moment) -> usize {
        self.sessions.count(now.running)
    }
}

/// Takes the gateway's own token out of `Authorization`, so that it never goes on to a vendor. A vendor's own token, which
/// travels in the same header, stays. Where ours stands in any other way than it should, the whole header goes, and the
/// token that is given is none.
pub fn take_bearer(headers: &mut HeaderMap) -> Option<String> {
    let ours =
        |value: &HeaderValue| memmem::find(value.as_bytes(), token::PREFIX.as_bytes()).is_some();
    if !headers.get_all(header::AUTHORIZATION).iter().any(ours) {
        return None;
    }
    let only = headers.get_all(header::AUTHORIZATION).iter().count() == 1;
    let value = headers.remove(header::AUTHORIZATION).filter(|_| only);
    let token = value.as_ref().and_then(bearer_in);
    Some(token.unwrap_or_default().to_owned())
}

fn bearer_in(value: &HeaderValue) -> Option<&str> {
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    let token = token.trim_start();
    let well_formed = scheme.eq_ignore_ascii_case("bearer") && token.starts_with(token::PREFIX);
    well_formed.then_some(token)
}

/// A home or a machine has a whole /64 of IPv6 addresses for itself.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn our_token_is_taken_out_and_a_vendors_stays() {
        for (values, taken) in [
            (&["Bearer rollcall_x"][..], Some("rollcall_x")),
            (&["bearer  rollcall_x"], Some("rollcall_x")),
            (&["Bearer eyJhbGciOi"], None),
            (&["Basic cm9sbGNhbGw="], None),
            (&["Basic rollcall_x"], Some("")),
            (&["rollcall_x"], Some("")),
            (&["Bearer\trollcall_x"], Some("")),
            (&["Bearer x, Bearer rollcall_x"], Some("")),
            (&["Bearer x", "Bearer rollcall_x"], Some("")),
            (&["Bearer rollcall_x", "Bearer rollcall_x"], Some("")),
        ] {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(header::AUTHORIZATION, value.parse().unwrap());
            }
            assert_eq!(take_bearer(&mut headers).as_deref(), taken, "{values:?}");
            assert_eq!(headers.contains_key(header::AUTHORIZATION), taken.is_none());
        }
    }

    #[test]
    fn an_address_stands_for_its_network() {
        let network = |text: &str| network_of(text.parse().unwrap()).to_string();
        assert_eq!(network("10.1.2.3"), "10.1.2.3");
        assert_eq!(network("::ffff:10.1.2.3"), "10.1.2.3");
        assert_eq!(network("fd00:1:2:3:4:5:6:7"), "fd00:1:2:3::");
    }
}
