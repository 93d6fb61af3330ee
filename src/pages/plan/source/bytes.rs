//! What the browser does for reading a file: its bytes, and its text by the browser's own tables, which know GB18030.

use super::fault::Fault;
use crate::jobs::breathe;
use js_sys::Uint8Array;
use sheet::Encoding;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, TextDecodeOptions, TextDecoder};

/// The largest file that is looked at: as much text as the reader takes.
const LARGEST: f64 = sheet::limits::TEXT_BYTES as f64;

/// How much is decoded at once; some milliseconds.
const SLICE: usize = 1 << 20;

/// A file's bytes.
pub async fn bytes_of(file: &File) -> Result<Vec<u8>, Fault> {
    if file.size() > LARGEST {
        return Err(Fault::TooLarge);
    }
    let buffer = JsFuture::from(file.array_buffer()).await;
    let buffer = buffer.map_err(|_| Fault::NotReadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// The text of bytes, without a byte order mark. What cannot be decoded becomes U+FFFD.
pub async fn decoded(bytes: &[u8], encoding: Encoding) -> Result<String, Fault> {
    let decoder = TextDecoder::new_with_label(encoding.label()).map_err(|_| Fault::NotReadable)?;
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        let (slice, after) = rest.split_at(rest.len().min(SLICE));
        let options = TextDecodeOptions::new();
        options.set_stream(!after.is_empty());
        let decoded = decoder
            .decode_with_u8_array_and_options(slice, &options)
            .map_err(|_| Fault::NotReadable)?;
        text.push_str(&decoded);
        rest = after;
        if rest.is_empty() {
            return Ok(text);
        }
        breathe().await;
    }
}
