//! Who is signed in from a browser. An id is 256 random bits, of which only the hash is kept, in memory only: nobody who
//! reads the gateway's memory or its disk can take a session over, and a restart ends all. Time is an argument.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::token::Hash;

/// As many browsers as may be signed in with one token; the next one ends the session that was idle longest.
const SESSIONS_A_TOKEN: usize = 64;

/// How long sessions last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// Without a request.
    pub idle: Duration,
    /// At most.
    pub longest: Duration,
}

struct Session {
    /// The place of its token in the configuration.
    token: usize,
    began: Duration,
    used: Duration,
}

/// The sessions that are open.
pub(crate) struct Sessions {
    lifetime: Lifetime,
    open: Mutex<HashMap<Hash, Session>>,
}

impl Sessions {
    pub(crate) fn new(lifetime: Lifetime) -> Sessions {
        Sessions {
            lifetime,
            open: Mutex::default(),
        }
    }

    /// Opens a session of a token under an id.
    pub(crate) fn open(&self, id: &str, token: usize, now: Duration) {
        let mut open = self.lock();
        open.retain(|_, session| is_alive(session, self.lifetime, now));
        let own = open.iter().filter(|(_, session)| session.token == token);
        if own.clone().count() >= SESSIONS_A_TOKEN
            && let Some((idlest, _)) = own.min_by_key(|(_, session)| session.used)
        {
            let idlest = *idlest;
            open.remove(&idlest);
        }
        let session = Session {
            token,
            began: now,
            used: now,
        };
        open.insert(Hash::of(id), session);
    }

    /// The token of the session with this id, if it is open; it then counts as used.
    pub(crate) fn find(&self, id: &str, now: Duration) -> Option<usize> {
        let key = Hash::of(id);
        let mut open = self.lock();
        let session = open.get_mut(&key)?;
        if !is_alive(session, self.lifetime, now) {
            open.remove(&key);
            return None;
        }
        session.used = session.used.max(now);
        Some(session.token)
    }

    /// Ends a session. One that is not open is ended already.
    pub(crate) fn close(&self, id: &str) {
        self.lock().remove(&Hash::of(id));
    }

    /// How many are open, those that ended meanwhile left out.
    pub(crate) fn count(&self, now: Duration) -> usize {
        let mut open = self.lock();
        open.retain(|_, session| is_alive(session, self.lifetime, now));
        open.len()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Hash, Session>> {
        // Each change is one insertion or removal, so a panic elsewhere leaves nothing half done.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_alive(session: &Session, lifetime: Lifetime, now: Duration) -> bool {
    now.saturating_sub(session.used) < lifetime.idle
        && now.saturating_sub(session.began) < lifetime.longest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sessions() -> Sessions {
        Sessions::new(Lifetime {
            idle: Duration::from_secs(10),
            longest: Duration::from_secs(25),
        })
    }

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_session_ends_by_rest_by_age_and_by_signing_out() {
        let sessions = sessions();
        sessions.open("rests", 0, at(0));
        sessions.open("works", 1, at(0));
        assert_eq!(sessions.find("works", at(9)), Some(1));
        assert_eq!(sessions.find("rests", at(10)), None);
        assert_eq!(sessions.find("works", at(18)), Some(1));
        assert_eq!(sessions.find("works", at(24)), Some(1));
        assert_eq!(sessions.find("works", at(25)), None);
        sessions.open("leaves", 1, at(30));
        assert_eq!(sessions.count(at(30)), 1);
        sessions.close("leaves");
        sessions.close("leaves");
        assert_eq!(sessions.find("leaves", at(30)), None);
        assert_eq!(sessions.find("", at(30)), None);
        assert_eq!(sessions.count(at(30)), 0);
    }

    #[test]
    fn a_token_has_so_many_sessions_and_takes_none_from_others() {
        let sessions = sessions();
        sessions.open("other", 7, at(0));
        for number in 0..SESSIONS_A_TOKEN {
            sessions.open(&format!("{number}"), 1, at(0));
        }
        assert_eq!(sessions.find("0", at(1)), Some(1));
        sessions.open("one more", 1, at(2));
        assert_eq!(sessions.count(at(2)), SESSIONS_A_TOKEN + 1);
        assert_eq!(
            sessions.find("0", at(2)),
            Some(1),
            "the idlest goes, not the oldest"
        );
        assert_eq!(sessions.find("one more", at(2)), Some(1));
        assert_eq!(sessions.find("other", at(2)), Some(7));
    }
}
