//! A query as it stands on the wire, for a gateway that passes on what somebody else encoded. What stays, stays byte for
//! byte, also where it is no UTF-8.

/// One `name=value` of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parameter<'a> {
    /// As it stands there.
    pub text: &'a str,
    /// The decoded name.
    pub name: Vec<u8>,
    /// The decoded value; empty where there is none.
    pub value: Vec<u8>,
}

/// The parameters of a query without its `?`, as PHP and servlets read them.
pub(crate) fn parameters(query: &str) -> Vec<Parameter<'_>> {
    query
        .split('&')
        .filter(|text| !text.is_empty())
        .map(|text| {
            let (name, value) = text.split_once('=').unwrap_or((text, ""));
            Parameter {
                text,
                name: form_decode(name),
                value: form_decode(value),
            }
        })
        .collect()
}

/// A `+` is a space; a `%` without two hexadecimal digits behind it is itself.
fn form_decode(text: &str) -> Vec<u8> {
    percent_decode(&text.replace('+', " "))
}

/// The bytes behind percent-encoded text. A `%` without two hexadecimal digits behind it is itself.
pub fn percent_decode(text: &str) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digit = |at: usize| {
            behind
                .get(at)
                .and_then(|byte| char::from(*byte).to_digit(16))
        };
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                // Two digits make no more than 255.
                decoded.push(u8::try_from(high * 16 + low).unwrap_or_default());
                rest = behind.get(2..).unwrap_or_default();
            }
            _ => {
                decoded.push(*first);
                rest = behind;
            }
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_query_is_taken_apart() {
        let all = parameters("a=1+2&&%E5%BC%A0=%ff&b&=c&d=%zz%4&e=f=g");
        let seen: Vec<(&[u8], &[u8])> = all
            .iter()
            .map(|own| (own.name.as_slice(), own.value.as_slice()))
            .collect();
        let expected: [(&[u8], &[u8]); 6] = [
            (b"a", b"1 2"),
            ("张".as_bytes(), b"\xff"),
            (b"b", b""),
            (b"", b"c"),
            (b"d", b"%zz%4"),
            (b"e", b"f=g"),
        ];
        assert_eq!(seen, expected);
        assert_eq!(all[1].text, "%E5%BC%A0=%ff");
    }
}
