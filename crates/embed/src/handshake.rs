//! The beginning: which page is listened to, and once.

use crate::{MESSAGE_LIMIT, Refusal, Settings, VERSION, is_origin};
use serde_json::{Value, json};

/// The console's side of the handshake. It says hello with a nonce to pages of listed origins, and takes the first answer
/// with that nonce from such a page, if that page is its parent. From then on it hears nothing.
#[derive(Clone, Debug)]
pub struct Handshake {
    addressees: Vec<String>,
    nonce: String,
    is_over: bool,
}

/// A message as the browser tells of it.
#[derive(Clone, Copy, Debug)]
pub struct Heard<'a> {
    /// Where the sender's page is from, as the browser says.
    pub origin: &'a str,
    /// Whether the sender is the page that the frame is in.
    pub from_parent: bool,
    /// The message, if it is a text.
    pub text: Option<&'a str>,
    /// How many ports came with it.
    pub ports: usize,
}

/// What a message was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing that concerns us; nobody is told.
    Ignored(Ignored),
    /// The right page with our nonce, and something in it that cannot be taken. The handshake is over; the page is told.
    Refused(Refusal),
    /// Connected.
    Connected(Box<Settings>),
}

/// Why a message was not looked at further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ignored {
    /// The handshake is over.
    Over,
    /// Another window than the parent: a sibling frame, a window that opened us, ourselves.
    NotParent,
    /// An origin that is not listed.
    NotListed,
    /// Some other message of the portal's.
    NotOurs,
    /// An answer to another hello, such as one of before the frame was loaded anew, or one that somebody recorded.
    OtherNonce,
}

impl Handshake {
    /// A handshake with a page of one of the listed origins. `ancestors` are the origins of the pages around the frame, the
    /// parent first, where the browser says them, and otherwise empty. `None` if no page may be talked to: nothing is listed,
    /// or one of those pages is not. `nonce` must not be guessable.
    pub fn new(listed: &[String], ancestors: &[String], nonce: String) -> Option<Handshake> {
        let parent = ancestors.first();
        let addressees: Vec<String> = listed
            .iter()
            .filter(|origin| is_origin(origin))
            .filter(|origin| parent.is_none_or(|parent| parent == *origin))
            .cloned()
            .collect();
        // As `frame-ancestors` has it: a stranger around a portal shows the console as well.
        let are_all_listed = ancestors.iter().all(|origin| listed.contains(origin));
        (are_all_listed && !addressees.is_empty()).then_some(Handshake {
            addressees,
            nonce,
            is_over: false,
        })
    }

    /// The origins to which [`hello`](Self::hello) is sent: as the target of the message, so that no other page gets it.
    pub fn addressees(&self) -> &[String] {
        &self.addressees
    }

    /// What is said first, again and again until somebody answers.
    pub fn hello(&self) -> String {
        json!({ "rollcall": "hello", "versions": [VERSION], "nonce": self.nonce }).to_string()
    }

    /// What the page is told whose answer was refused.
    pub fn refused(refusal: Refusal) -> String {
        json!({ "rollcall": "refused", "reason": refusal.word() }).to_string()
    }

    /// Whether nothing is heard any more.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// Judges a message.
    pub fn hear(&mut self, heard: Heard<'_>) -> Verdict {
        match self.answer(heard) {
            Err(ignored) => Verdict::Ignored(ignored),
            Ok(answer) => {
                // Whatever is in it: a nonce is good once.
                self.is_over = true;
                match connect(&answer, heard.ports) {
                    Ok(settings) => Verdict::Connected(Box::new(settings)),
                    Err(refusal) => Verdict::Refused(refusal),
                }
            }
        }
    }

    /// The message, if it answers our hello and the right page sent it.
    fn answer(&self, heard: Heard<'_>) -> Result<Value, Ignored> {
        if self.is_over {
            return Err(Ignored::Over);
        }
        if !heard.from_parent {
            return Err(Ignored::NotParent);
        }
        if !self.addressees.iter().any(|own| own == heard.origin) {
            return Err(Ignored::NotListed);
        }
        let text = heard.text.filter(|text| text.len() <= MESSAGE_LIMIT);
        let value: Value = text
            .and_then(|text| serde_json::from_slice(text.as_bytes()).ok())
            .ok_or(Ignored::NotOurs)?;
        if value["rollcall"] != "connect" {
            return Err(Ignored::NotOurs);
        }
        if value["nonce"] != self.nonce.as_str() {
            return Err(Ignored::OtherNonce);
        }
        Ok(value)
    }
}

fn connect(answer: &Value, ports: usize) -> Result<Settings, Refusal> {
    if answer["version"] != VERSION {
        return Err(Refusal::Version);
    }
    let known = |key: &String| ["rollcall", "version", "nonce", "settings"].contains(&key.as_str());
    let has_known_only = answer
        .as_object()
        .is_some_and(|table| table.keys().all(known));
    if ports != 1 || !has_known_only {
        return Err(Refusal::NotUnderstood);
    }
    Settings::read(&answer["settings"])
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const PORTAL: &str = "https://portal.intranet";

    fn listed() -> Vec<String> {
        vec![PORTAL.to_owned(), "https://second.intranet".to_owned()]
    }

    fn handshake() -> Handshake {
        Handshake::new(&listed(), &[], "n1".to_owned()).unwrap()
    }

    fn from_portal(text: &str) -> Heard<'_> {
        Heard {
            origin: PORTAL,
            from_parent: true,
            text: Some(text),
            ports: 1,
        }
    }

    fn answer(nonce: &str) -> String {
        json!({ "rollcall": "connect", "version": 1, "nonce": nonce, "settings": { "readOnly": true } })
            .to_string()
    }

    fn is_connected(verdict: &Verdict) -> bool {
        matches!(verdict, Verdict::Connected(settings) if settings.restrictions.read_only)
    }

    #[test]
    fn it_says_hello_and_is_answered() {
        let mut handshake = handshake();
        assert_eq!(handshake.addressees(), listed());
        assert_eq!(
            handshake.hello(),
            r#"{"nonce":"n1","rollcall":"hello","versions":[1]}"#
        );
        assert!(is_connected(&handshake.hear(from_portal(&answer("n1")))));
        assert!(handshake.is_over());
    }

    #[test]
    fn nobody_is_greeted_who_is_not_listed() {
        let texts =
            |all: &[&str]| -> Vec<String> { all.iter().map(|one| (*one).to_owned()).collect() };
        let new = |listed: &[&str], ancestors: &[&str]| {
            Handshake::new(&texts(listed), &texts(ancestors), "n".to_owned())
        };
        let (second, evil) = ("https://second.intranet", "https://evil.example");
        assert!(new(&[], &[]).is_none());
        assert!(new(&["*", "null", "https://Portal/"], &[]).is_none());
        assert!(new(&["*"], &["*"]).is_none());
        assert!(new(&[PORTAL], &[evil]).is_none());
        assert!(new(&[PORTAL], &["null"]).is_none());
        assert!(new(&[PORTAL], &[PORTAL, evil]).is_none());
        let known = new(&[PORTAL, second], &[PORTAL, second]).unwrap();
        assert_eq!(known.addressees(), [PORTAL]);
    }

    #[test]
    fn an_answer_is_taken_once() {
        let mut handshake = handshake();
        let text = answer("n1");
        assert!(is_connected(&handshake.hear(from_portal(&text))));
        assert_eq!(
            handshake.hear(from_portal(&text)),
            Verdict::Ignored(Ignored::Over)
        );
        // Recorded before the frame was loaded anew.
        let mut next = Handshake::new(&listed(), &[], "n2".to_owned()).unwrap();
        assert_eq!(
            next.hear(from_portal(&text)),
            Verdict::Ignored(Ignored::OtherNonce)
        );
        assert!(!next.is_over());
    }

    #[test]
    fn strangers_change_nothing() {
        let mut handshake = handshake();
        let text = answer("n1");
        let large = format!("{}{}", answer("n1"), " ".repeat(MESSAGE_LIMIT));
        for (heard, why) in [
            (
                Heard {
                    origin: "https://evil.example",
                    ..from_portal(&text)
                },
                Ignored::NotListed,
            ),
            (
                Heard {
                    origin: "null",
                    ..from_portal(&text)
                },
                Ignored::NotListed,
            ),
            (
                Heard {
                    origin: "",
                    ..from_portal(&text)
                },
                Ignored::NotListed,
            ),
            (
                Heard {
                    origin: "https://portal.intranet.evil.example",
                    ..from_portal(&text)
                },
                Ignored::NotListed,
            ),
            (
                Heard {
                    origin: "http://portal.intranet",
                    ..from_portal(&text)
                },
                Ignored::NotListed,
            ),
            (
                Heard {
                    origin: "https://portal.intranet:8443",
                    ..from_portal(&text)
                },
                Ignored::NotListed,
            ),
            (
                Heard {
                    from_parent: false,
                    ..from_portal(&text)
                },
                Ignored::NotParent,
            ),
            (
                Heard {
                    text: None,
                    ..from_portal(&text)
                },
                Ignored::NotOurs,
            ),
            (from_portal(&large), Ignored::NotOurs),
            (from_portal("hello"), Ignored::NotOurs),
            (from_portal("{}"), Ignored::NotOurs),
            (
                from_portal(r#"{"rollcall":"connect","version":1,"settings":{}}"#),
                Ignored::OtherNonce,
            ),
            (
                from_portal(r#"{"rollcall":"connect","version":1,"nonce":null,"settings":{}}"#),
                Ignored::OtherNonce,
            ),
            (
                from_portal(r#"{"rollcall":"hello","versions":[1],"nonce":"n1"}"#),
                Ignored::NotOurs,
            ),
        ] {
            assert_eq!(handshake.hear(heard), Verdict::Ignored(why), "{heard:?}");
        }
        assert!(is_connected(&handshake.hear(from_portal(&text))));
    }

    #[test]
    fn a_nonce_is_good_once_whatever_came_with_it() {
        for (text, ports, refusal) in [
            (answer("n1"), 0, Refusal::NotUnderstood),
            (answer("n1"), 2, Refusal::NotUnderstood),
            (
                answer("n1").replace("\"version\":1", "\"version\":2"),
                1,
                Refusal::Version,
            ),
            (
                answer("n1").replace("readOnly", "readonly"),
                1,
                Refusal::NotUnderstood,
            ),
            (
                answer("n1").replace("{\"readOnly\":true}", "null"),
                1,
                Refusal::NotUnderstood,
            ),
            (
                answer("n1").replace("\"settings\"", "\"key\":1,\"settings\""),
                1,
                Refusal::NotUnderstood,
            ),
        ] {
            let mut handshake = handshake();
            let heard = Heard {
                ports,
                ..from_portal(&text)
            };
            assert_eq!(handshake.hear(heard), Verdict::Refused(refusal), "{text}");
            assert_eq!(
                handshake.hear(from_portal(&answer("n1"))),
                Verdict::Ignored(Ignored::Over)
            );
        }
    }
}
