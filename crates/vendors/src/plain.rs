//! Whether a request is what its operation documents, as far as somebody in the middle must know: a body that cannot be
//! read hides whom it is about, and some servers take a method out of a parameter.

use crate::Operation;
use crate::target::is_json;
use crate::wire_query::parameters;

/// Parameters in which frameworks look for a method that counts in place of the request's own.
const METHOD_PARAMETERS: [&[u8]; 4] = [
    b"_method",
    b"x-http-method",
    b"x-http-method-override",
    b"x-method-override",
];
/// What the form of T12's write has, by its page. Everything else stands in the query.
const QUOTA_FORM: [&[u8]; 2] = [b"user_num", b"tester_num"];

/// Whether a request says what it does in the way that its operation documents, and in no other: `query` without its `?`,
/// and a body that is empty, or one document of JSON, or the form of T12's write.
pub fn is_plain(operation: Operation, query: Option<&str>, body: &[u8]) -> bool {
    let query = parameters(query.unwrap_or_default());
    if query.iter().any(|own| names_method(&own.name)) {
        return false;
    }
    if body.is_empty() {
        return true;
    }
    match operation {
        Operation::T12SetQuota => std::str::from_utf8(body).is_ok_and(|form| {
            let mut form = parameters(form).into_iter();
            form.all(|own| QUOTA_FORM.contains(&own.name.as_slice()))
        }),
        _ => is_json(body),
    }
}

fn names_method(name: &[u8]) -> bool {
    let end = name.iter().position(|byte| *byte == b'[');
    let name = name.get(..end.unwrap_or(name.len())).unwrap_or_default();
    METHOD_PARAMETERS
        .iter()
        .any(|own| own.eq_ignore_ascii_case(name.trim_ascii()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_documented_is_plain() {
        use Operation as O;
        for (operation, query, body) in [
            (
                O::BitAnswerListUsers,
                Some("offset=0&limit=50&method=x"),
                &b""[..],
            ),
            (
                O::BitAnswerPatchUsers,
                None,
                r#"[{"name":"张\ud83d\ude00","status":1.5e3}]"#.as_bytes(),
            ),
            (O::BitAnswerUpsertUsers, None, b" [ ] \n"),
            (O::ShareCreatorsDeleteUsers, None, br#"{"list":[]}"#),
            (
                O::T12SetQuota,
                Some("app_name=_method"),
                b"user_num=1&tester_num=2",
            ),
        ] {
            assert!(is_plain(operation, query, body), "{operation:?} {query:?}");
        }
    }

    #[test]
    fn what_hides_something_is_not() {
        use Operation as O;
        for query in [
            "_method=DELETE",
            "a=b&%5fMETHOD",
            "_method[]=x",
            "X-HTTP-Method-Override=PUT",
            "+_method=x",
        ] {
            assert!(
                !is_plain(O::BitAnswerListUsers, Some(query), b""),
                "{query}"
            );
        }
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        for body in [
            "\u{feff}[]".as_bytes(),
            b"[][]",
            b"[] x",
            b"_method=DELETE",
            br#"["\ud800"]"#,
            b"[\"\xff\"]",
            b"[",
            b"\0[\0]",
            deep.as_bytes(),
        ] {
            assert!(!is_plain(O::BitAnswerDeleteUsers, None, body), "{body:?}");
        }
        for body in [
            "app_name=x",
            "user_num=1&app.name=x",
            "{}",
            "user%5Fnum=1&x",
            "--b\r\n",
        ] {
            assert!(!is_plain(O::T12SetQuota, None, body.as_bytes()), "{body}");
        }
    }
}
