//! Whom a write is about, read off the wire for an audit trail. Total over any bytes, and never more than the names: a
//! body also holds passwords.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::Operation;
use crate::wire_query::{parameters, percent_decode};

/// The most names that are listed.
const MOST_NAMES: usize = 5_000;
/// The key under which serde_json gives a number of any size as its text. Some vendors take a number for a name.
const NUMBER: &str = "$serde_json::private::Number";
/// T12's parameter for the app.
const APP_NAME: &[u8] = b"app_name";
/// The most characters of one name.
const LONGEST_NAME: usize = 200;

/// The accounts or apps that a write names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// The first 5,000 names in the order in which they stand there, each with its first 200 characters.
    pub names: Vec<String>,
    /// How many stand there.
    pub total: usize,
}

impl Targets {
    /// The targets of a request as it is sent: `path` percent-encoded, `query` without its `?`. A read has none, and
    /// neither has a body that is not what the vendor documents. A name that stands there twice is named twice, and
    /// what comes before a mistake in a body is named, too: nobody hides a target behind a second one.
    pub fn of(operation: Operation, path: &str, query: Option<&str>, body: &[u8]) -> Targets {
        use Operation as O;
        let mut targets = Targets::default();
        match operation {
            O::T12SetQuota => {
                for own in parameters(query.unwrap_or_default()) {
                    if is_app_name(&own.name) {
                        targets.push(&String::from_utf8_lossy(&own.value));
                    }
                }
            }
            O::BitAnswerPatchUser | O::BitAnswerUpsertUser | O::BitAnswerDeleteUser => {
                let name = path.rsplit('/').next().unwrap_or_default();
                targets.push(&String::from_utf8_lossy(&percent_decode(name)));
            }
            O::BitAnswerPatchUsers | O::BitAnswerUpsertUsers | O::BitAnswerDeleteUsers => {
                targets.collect(body, &["name"]);
            }
            O::BitAnswerForceOffline => targets.collect(body, &["guid"]),
            O::ShareCreatorsCreateUser => targets.collect(body, &["email", "telephone"]),
            O::ShareCreatorsDeleteUsers => targets.collect(body, &["list"]),
            O::T12GetQuota
            | O::TingyunListUsers
            | O::BitAnswerListUsers
            | O::BitAnswerQueryUsers
            | O::BitAnswerGetUser
            | O::BitAnswerOnlineStatus => {}
        }
        targets
    }

    fn push(&mut self, name: &str) {
        self.total += 1;
        if self.names.len() < MOST_NAMES {
            self.names.push(name.chars().take(LONGEST_NAME).collect());
        }
    }

    fn collect(&mut self, body: &[u8], keys: &[&str]) {
        let mut reader = serde_json::Deserializer::from_slice(body);
        let walk = Walk {
            targets: self,
            keys,
            named: false,
        };
        // What could be read before a mistake is in the targets already.
        let _ = walk.deserialize(&mut reader);
    }
}

/// Whether PHP, in which T12 is written, takes a parameter for `app_name`: dots, spaces and brackets become `_` there.
fn is_app_name(name: &[u8]) -> bool {
    let own = name.trim_ascii_start().iter().map(|byte| match byte {
        b'.' | b' ' | b'[' => b'_',
        other => *other,
    });
    own.take(APP_NAME.len()).eq(APP_NAME.iter().copied())
}

/// Whether bytes are one whole document of JSON, as everybody reads it: in UTF-8, without what some readers take and
/// others do not.
pub(crate) fn is_json(body: &[u8]) -> bool {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let walk = Walk {
        targets: &mut Targets::default(),
        keys: &[],
        named: false,
    };
    walk.deserialize(&mut reader).is_ok() && reader.end().is_ok()
}

/// Goes through any JSON and takes the texts at the keys, also those in lists there.
struct Walk<'a> {
    targets: &'a mut Targets,
    keys: &'a [&'a str],
    /// Whether this value stands at one of the keys.
    named: bool,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        if self.named {
            self.targets.push(text);
        }
        Ok(())
    }

    fn visit_bool<E>(self, word: bool) -> Result<(), E> {
        if self.named {
            self.targets.push(if word { "true" } else { "false" });
        }
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        if self.named {
            self.targets.push(&number.to_string());
        }
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        if self.named {
            self.targets.push(&number.to_string());
        }
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list
            .next_element_seed(Walk {
                targets: &mut *self.targets,
                ..self
            })?
            .is_some()
        {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let is_number = key == NUMBER && self.named;
            let named = is_number || self.keys.contains(&key.as_str());
            map.next_value_seed(Walk {
                targets: &mut *self.targets,
                keys: self.keys,
                named,
            })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(operation: Operation, path: &str, query: Option<&str>, body: &[u8]) -> Vec<String> {
        Targets::of(operation, path, query, body).names
    }

    #[test]
    fn each_write_names_its_targets_and_nothing_else() {
        use Operation as O;
        let set = "/api/backdoor/useright/set";
        assert_eq!(
            names(
                O::T12SetQuota,
                set,
                Some("app_name=%E5%8D%8E+b&x=1"),
                b"user_num=1"
            ),
            ["华 b"]
        );
        let others = "app.name=b&app+name=c&app%5Fname[]=d&%20app_name=e&app=f&the_app_name=g";
        assert_eq!(
            names(O::T12SetQuota, set, Some(others), b""),
            ["b", "c", "d", "e"]
        );
        assert_eq!(
            names(O::BitAnswerPatchUser, "/users/user/a%2Fb%ff", None, b"{}"),
            ["a/b\u{fffd}"]
        );
        let body = br#"[{"name":"a","password":"secret","status":1.5},{"name":"b","nickName":null,"x":{"y":[true,-1]}}]"#;
        assert_eq!(
            names(O::BitAnswerUpsertUsers, "/users", None, body),
            ["a", "b"]
        );
        let body = br#"[{"type":"user","guid":"g-1"},{"guid":7}]"#;
        assert_eq!(
            names(O::BitAnswerForceOffline, "/users/end", None, body),
            ["g-1", "7"]
        );
        let body = br#"[{"name":-1.50},{"name":true},{"status":2}]"#;
        assert_eq!(
            names(O::BitAnswerDeleteUsers, "/users", None, body),
            ["-1.50", "true"]
        );
        let body = br#"{"email":"a@b.example","telephone":"1","phoneAreaCode":"86","role":"U"}"#;
        assert_eq!(
            names(O::ShareCreatorsCreateUser, "", None, body),
            ["a@b.example", "1"]
        );
        let body = br#"{"list":["a@b.example","c@d.example"]}"#;
        assert_eq!(
            names(O::ShareCreatorsDeleteUsers, "", None, body),
            ["a@b.example", "c@d.example"]
        );
        assert_eq!(
            names(O::BitAnswerQueryUsers, "", None, body),
            Vec::<String>::new()
        );
    }

    #[test]
    fn nobody_hides_behind_another_name_or_a_broken_end() {
        let body = br#"[{"name":"victim","name":"decoy"},{"name":"last"}, oops"#;
        let targets = Targets::of(Operation::BitAnswerDeleteUsers, "/users", None, body);
        assert_eq!(targets.names, ["victim", "decoy", "last"]);
    }

    #[test]
    fn many_and_long_names_are_counted_and_cut() {
        let many = vec![format!(r#"{{"name":"{}"}}"#, "x".repeat(300)); 6_000].join(",");
        let targets = Targets::of(
            Operation::BitAnswerDeleteUsers,
            "/users",
            None,
            format!("[{many}]").as_bytes(),
        );
        assert_eq!((targets.names.len(), targets.total), (5_000, 6_000));
        assert_eq!(targets.names.first().map(|name| name.len()), Some(200));
        for junk in [&b""[..], b"\xff\xfe", b"[[[[", b"{\"name\":", b"null", b"7"] {
            assert_eq!(
                Targets::of(Operation::BitAnswerDeleteUsers, "/users", None, junk),
                Targets::default()
            );
        }
    }
}
