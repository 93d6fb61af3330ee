//! `{"code","msg","data"}`.

use crate::answer::{Envelope, kind_of_code};
use crate::cursor::Node;
use crate::problem::{Found, RefusalKind, Shape};

/// Reads the envelope. The page's example answers success with `code` 1, sibling pages with 0: the word decides.
pub(super) fn read(root: &Node<'_>, _status: u16) -> Result<Envelope, Found> {
    root.object()?;
    let code = root.member("code").required_integer()?;
    let word = root.member("msg");
    // A code of success without a word is neither a yes nor a no, and a write must not be called refused by it.
    if matches!(code, 0 | 1) && !word.is_text() {
        return Err(word.wrong(Shape::Text));
    }
    let message = word.text().ok().flatten();
    let words = message.as_deref().unwrap_or("").trim();
    let success = matches!(code, 0 | 1) && words.eq_ignore_ascii_case("success");
    Ok(Envelope {
        refused: (!success).then(|| kind(code, words)),
        code: Some(code.to_string()),
        message,
        trace: None,
    })
}

/// No error is documented. One that names a parameter of the signature can only be about the credentials.
fn kind(code: i64, words: &str) -> RefusalKind {
    let words = words.to_ascii_lowercase();
    if ["manager_sign", "manager_name", "time_stamp"]
        .iter()
        .any(|parameter| words.contains(parameter))
    {
        RefusalKind::Credentials
    } else {
        kind_of_code(code)
    }
}
