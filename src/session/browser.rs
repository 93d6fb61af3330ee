//! The browser's clock and randomness, which everything else gets as arguments.

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

/// Seconds by which the other side's clock is ahead of ours, from its `Date` header. Differences that the header's
/// resolution and a slow answer explain are taken for none.
pub fn skew_seconds(date: &str, local_now: f64) -> Option<i64> {
    let milliseconds = js_sys::Date::parse(date);
    if milliseconds.is_nan() {
        return None;
    }
    let skew = milliseconds / 1000.0 - local_now;
    Some(if skew.abs() < 5.0 { 0 } else { skew as i64 })
}
