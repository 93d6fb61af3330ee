//! The browser's clock and randomness, which everything else gets as arguments.

use crate::transport::{AnswerDate, Clock};

/// Milliseconds since the Unix epoch by the browser's clock.
pub fn now_milliseconds() -> f64 {
    js_sys::Date::now()
}

/// A new id of 32 hexadecimal digits: for a request or a trace.
pub fn new_id() -> String {
    let mut bytes = [0u8; 16];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    if crypto
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok())
        .is_none()
    {
        // Without WebCrypto, ids must still differ from one another; they are not secrets.
        for byte in &mut bytes {
            *byte = (js_sys::Math::random() * 256.0) as u8;
        }
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The other side's clock by an answer's date. `sent` and `received` are seconds since the Unix epoch by ours.
pub fn clock(date: &AnswerDate, sent: f64, received: f64) -> Clock {
    match date {
        AnswerDate::Hidden => Clock::Hidden,
        AnswerDate::Cached => Clock::Cached,
        AnswerDate::Fresh(text) => {
            let milliseconds = js_sys::Date::parse(text);
            if milliseconds.is_nan() {
                Clock::Hidden
            } else {
                Clock::between(milliseconds / 1000.0, sent, received)
            }
        }
    }
}
