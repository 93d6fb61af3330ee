//! A text handed to the browser as a file. Nothing leaves the browser.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Hands a text of a media type to the browser as a download. `false` if the browser refuses.
pub fn download(text: &str, name: &str, media_type: &str) -> bool {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    download_parts(&parts, name, media_type)
}

/// The same with the text in parts, for one that is too long to be held in one piece here.
pub fn download_parts(parts: &js_sys::Array, name: &str, media_type: &str) -> bool {
    try_download(parts, name, media_type).is_ok()
}

fn try_download(parts: &js_sys::Array, name: &str, media_type: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_str_sequence_and_options(parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The click has taken its own hold of the file.
    Url::revoke_object_url(&address)
}
