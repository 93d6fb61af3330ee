//! The query of an address, read once. The router reads it twice: an account that is called `a%2Fb` would open as `a/b`,
//! and be changed or deleted in its place. Knows no page and no browser.

use vendors::percent_encode;

/// The parameters of an address, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads the text behind the question mark, as browsers write it: `+` is a space, and bytes that are no UTF-8 are
    /// replaced.
    pub fn read(text: &str) -> Query {
        let text = text.strip_prefix('?').unwrap_or(text);
        let pairs = text.split('&').filter(|pair| !pair.is_empty());
        Query(
            pairs
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
                .map(|(name, value)| (decoded(name), decoded(value)))
                .collect(),
        )
    }

    /// The first value of a name; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(own, _)| own == name);
        found.map_or("", |(_, value)| value)
    }

    /// The same with some values changed, those that are empty taken out.
    pub fn with(&self, changes: &[(&str, &str)]) -> Query {
        let kept = self
            .0
            .iter()
            .filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name))
            .cloned();
        let changed = changes
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Query(
            kept.chain(changed)
                .filter(|(_, value)| !value.is_empty())
                .collect(),
        )
    }

    /// The text behind a path, with its question mark; empty if there is nothing to say.
    pub fn written(&self) -> String {
        let mut text = String::new();
        for (name, value) in &self.0 {
            text.push(if text.is_empty() { '?' } else { '&' });
            text.push_str(&percent_encode(name));
            text.push('=');
            text.push_str(&percent_encode(value));
        }
        text
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, hexadecimal(after)) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            (b'+', _) => bytes.push(b' '),
            (other, _) => bytes.push(*other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The byte that two hexadecimal digits at the beginning stand for.
fn hexadecimal(text: &[u8]) -> Option<u8> {
    let digit = |place: usize| char::from(*text.get(place)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_survives_the_address_and_is_decoded_once() {
        for value in [
            "a%2Fb", "100%", "%", "%zz", "a+b", "a b", "张 & co", "?#=", "%25", "é", "\u{0}",
        ] {
            let written = Query::default().with(&[("user", value)]).written();
            assert_eq!(Query::read(&written).get("user"), value, "{written}");
        }
    }

    #[test]
    fn what_others_write_is_read() {
        let query = Query::read("?q=a+b&&flag&user=%E5%BC%A0&user=second&%70age=2&bad=%FF%4");
        assert_eq!(query.get("q"), "a b");
        assert_eq!(query.get("flag"), "");
        assert_eq!(query.get("user"), "张");
        assert_eq!(query.get("page"), "2");
        assert_eq!(query.get("bad"), "\u{fffd}%4");
        assert_eq!(query.get("absent"), "");
        assert_eq!(Query::read(""), Query::default());
        assert_eq!(Query::read("?"), Query::default());
    }

    #[test]
    fn changes_replace_and_empty_ones_remove() {
        let query = Query::read("a=1&b=2&c=3").with(&[("b", ""), ("c", "4"), ("d", "")]);
        assert_eq!(query.written(), "?a=1&c=4");
        assert_eq!(Query::default().written(), "");
    }
}
