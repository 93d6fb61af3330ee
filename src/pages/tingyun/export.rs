//! The rows in sight as a file. Nothing leaves the browser.

use super::columns::Column;
use crate::i18n::Language;
use crate::roster::delimited_text;
use vendors::tingyun::User;

/// The text of the file: the shown columns of these users, in this order.
pub fn export_text(users: &[&User], shown: &[Column], language: Language) -> String {
    let heading: Vec<String> = shown
        .iter()
        .map(|column| column.label(language).to_owned())
        .collect();
    let rows = users.iter().map(|user| {
        shown
            .iter()
            .map(|column| column.text(user, language))
            .collect()
    });
    let rows: Vec<Vec<String>> = std::iter::once(heading).chain(rows).collect();
    delimited_text(rows.iter().map(|row| row.iter().map(String::as_str)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_is_shown_and_no_formula() {
        let user = User {
            code: Some("=1+1".to_owned()),
            name: Some("张伟".to_owned()),
            email: Some("a@b.cn".to_owned()),
            ..User::default()
        };
        assert_eq!(
            export_text(&[&user], &[Column::Code, Column::Name], Language::Chinese),
            "\u{feff}登录代码,用户名称\r\n\"'=1+1\",张伟\r\n"
        );
    }
}
