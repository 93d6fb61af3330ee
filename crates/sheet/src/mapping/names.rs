//! When two names of columns are the same to a person.

use crate::{cleaned, fold};

/// A name without what does not count: letter case, width, spaces and punctuation (`Login_Name *` is `loginname`).
pub(super) fn essence(name: &str) -> String {
    fold(&cleaned(name))
        .chars()
        .filter(|character| character.is_alphanumeric())
        .collect()
}

/// The same without what stands in brackets: `手机号（必填）` is `手机号`.
pub(super) fn essence_without_remarks(name: &str) -> String {
    let mut depth = 0_u32;
    let outside: String = name
        .chars()
        .filter(|character| match character {
            '(' | '（' | '[' | '【' | '［' => {
                depth += 1;
                false
            }
            ')' | '）' | ']' | '】' | '］' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect();
    essence(&outside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_count_is_left_out() {
        for name in [
            "login name",
            "Login_Name",
            "LOGIN-NAME *",
            "\u{feff}ｌｏｇｉｎ　ｎａｍｅ：",
            " login\u{a0}name\n",
        ] {
            assert_eq!(essence(name), "loginname", "{name:?}");
        }
        assert_eq!(essence_without_remarks("手机号（必填）"), "手机号");
        assert_eq!(
            essence_without_remarks("Phone [mobile] (11 digits)"),
            "phone"
        );
        assert_eq!(essence_without_remarks("a) b"), "ab");
        assert_eq!(essence("＊"), "");
    }
}
