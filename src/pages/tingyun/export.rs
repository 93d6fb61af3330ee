//! The rows in sight as a file. Nothing leaves the browser.

use super::columns::Column;
use crate::i18n::Language;
use crate::roster::delimited_text;
use leptos::prelude::document;
use vendors::tingyun::User;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

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

/// Hands a text to the browser as a download. `false` if the browser refuses.
pub fn download(text: &str, name: &str) -> bool {
    try_download(text, name).is_ok()
}

fn try_download(text: &str, name: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type("text/csv;charset=utf-8");
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The click has taken its own hold of the file.
    Url::revoke_object_url(&address)
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
