//! The reader of the audit trail over any bytes: it ends, and a trail that was damaged anywhere is never whole.

use super::chain::{End, Head, Reading};

pub fn check(data: &[u8]) {
    read(data);
    // A good trail with the same bytes as one entry's content, and the same trail with one byte changed.
    let (Some((at, rest)), true) = (data.split_first(), data.len() < 4096) else {
        return;
    };
    let note = String::from_utf8_lossy(rest).replace(['\n', '\r'], " ");
    let mut head = Head::new();
    let mut trail = String::new();
    for number in 0..3 {
        let note = serde_json::Value::from(note.as_str());
        trail.push_str(&head.extend(&format!(
            "{{\"seq\":{number},\"at\":\"x\",\"kind\":\"start\",\"note\":{note}"
        )));
    }
    assert_eq!(read(trail.as_bytes()), Some(3));
    let mut bytes = trail.into_bytes();
    let at = usize::from(*at) * 31 % (bytes.len() - 1);
    bytes[at] ^= 1;
    assert_ne!(read(&bytes), Some(3), "a changed byte at {at} was not seen");
}

/// How many entries a whole trail has; `None` for one that is not whole.
fn read(bytes: &[u8]) -> Option<u64> {
    let mut reading = Reading::new(None);
    let mut rest = bytes;
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let (line, behind) = rest.split_at(end + 1);
        if reading.line(line).is_err() {
            return None;
        }
        rest = behind;
    }
    (reading.finish(rest) == End::Whole).then_some(reading.head.next)
}
