//! Why nothing came back, as far as a second look tells: `fetch` says only that nothing did. What was seen goes in, what it
//! means comes out; [`super::probe`] does the looking.

use super::capability::Preflight;
use vendors::Method;

/// What a second look saw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Whether anything answers at the server's origin.
    pub answers: bool,
    /// Whether this page may read an answer to a request without headers of its own.
    pub is_readable: bool,
    /// The headers with which it may not.
    pub refused_headers: Vec<String>,
}

/// What stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Nothing answers: the name, the port, the certificate, the network, or the browser's own policy.
    Silent,
    /// Something answers and does not let this page read it.
    ForbidsPage,
    /// The page may read, but the preflight does not allow these headers.
    ForbidsHeaders(Vec<String>),
    /// All that can be tried without doing anything is allowed: the preflight does not allow one of these methods, or
    /// the connection died.
    ForbidsMethodOrDied(Vec<Method>),
    /// All that can be tried is allowed: the connection died, or the server fails on this request without CORS headers.
    Died,
}

/// What the evidence means for a request that asks for this beforehand.
pub fn obstacle(evidence: &Evidence, asked: &Preflight) -> Obstacle {
    if !evidence.answers {
        Obstacle::Silent
    } else if !evidence.is_readable {
        Obstacle::ForbidsPage
    } else if !evidence.refused_headers.is_empty() {
        Obstacle::ForbidsHeaders(evidence.refused_headers.clone())
    } else if !asked.methods.is_empty() {
        Obstacle::ForbidsMethodOrDied(asked.methods.clone())
    } else {
        Obstacle::Died
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_thing_in_the_way_is_told() {
        let asked = |methods| Preflight {
            methods,
            headers: vec!["bitkey".to_owned()],
        };
        let mut evidence = Evidence::default();
        let of = |evidence: &Evidence| obstacle(evidence, &asked(vec![Method::Patch]));
        assert_eq!(of(&evidence), Obstacle::Silent);
        evidence.answers = true;
        assert_eq!(of(&evidence), Obstacle::ForbidsPage);
        evidence.is_readable = true;
        evidence.refused_headers = vec!["bitkey".to_owned()];
        assert_eq!(
            of(&evidence),
            Obstacle::ForbidsHeaders(vec!["bitkey".to_owned()])
        );
        evidence.refused_headers.clear();
        assert_eq!(
            of(&evidence),
            Obstacle::ForbidsMethodOrDied(vec![Method::Patch])
        );
        assert_eq!(obstacle(&evidence, &asked(Vec::new())), Obstacle::Died);
    }
}
