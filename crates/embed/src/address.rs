//! Addresses of the console that a portal may name.

/// The longest address that is taken, in bytes.
const LIMIT: usize = 2048;

/// An address inside the console: a path one step below the place where it is served, and perhaps a query. That there is a
/// page at that path is for the console to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Begins with its only slash.
    pub path: String,
    /// Without the question mark; empty if there is none.
    pub query: String,
}

impl Address {
    /// Reads an address such as `/bitanswer?user=zhang`. Nothing that could lead out of the console gets through: no
    /// scheme, no host, no second step, no fragment, no character that must be encoded.
    pub fn read(text: &str) -> Option<Address> {
        if text.len() > LIMIT || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return None;
        }
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let name = path.strip_prefix('/')?;
        let is_name = name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        let is_query = !query.bytes().any(|byte| b"#\\<>\"'`{}^|".contains(&byte));
        (is_name && is_query).then(|| Address {
            path: path.to_owned(),
            query: query.to_owned(),
        })
    }
}

/// The query with a connection named in it, unless one is named already. `name` is a connection's id, which needs no
/// encoding.
pub fn with_connection(query: &str, parameter: &str, name: &str) -> String {
    let is_named = query
        .split('&')
        .any(|pair| pair.split('=').next() == Some(parameter));
    if is_named {
        return query.to_owned();
    }
    let between = if query.is_empty() { "" } else { "&" };
    format!("{query}{between}{parameter}={name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stay_inside() {
        for (text, path, query) in [
            ("/", "/", ""),
            ("/t12", "/t12", ""),
            (
                "/bitanswer?user=%E5%BC%A0&q=a+b",
                "/bitanswer",
                "user=%E5%BC%A0&q=a+b",
            ),
            ("/?a=/b//c", "/", "a=/b//c"),
        ] {
            let read = Address::read(text).map(|read| (read.path, read.query));
            assert_eq!(read, Some((path.to_owned(), query.to_owned())));
        }
        for bad in [
            "",
            "t12",
            "//evil.example",
            "/\\evil.example",
            "/a/b",
            "/..",
            "/%2e%2e",
            "https://evil.example/",
            "javascript:alert(1)",
            "/t12#x",
            "/t12?a=#x",
            "/t12?a=<b>",
            "/t12 ",
            "/t12\n",
            "/张",
            "/t12?q=张",
        ] {
            assert_eq!(Address::read(bad), None, "{bad}");
        }
        assert_eq!(Address::read(&format!("/?q={}", "x".repeat(LIMIT))), None);
    }

    #[test]
    fn a_connection_is_added_once() {
        assert_eq!(with_connection("", "connection", "prod"), "connection=prod");
        assert_eq!(
            with_connection("q=x", "connection", "prod"),
            "q=x&connection=prod"
        );
        assert_eq!(
            with_connection("connection=test", "connection", "prod"),
            "connection=test"
        );
    }
}
