//! What the first page needs beside the program, in one file: many small files compress badly and wait for one another.
//!
//! The file is a WebAssembly module without code whose custom sections are the pieces, so that every host serves it with
//! the right type and the browser's own reader takes it apart.

/// The beginning of every module: the magic number and version 1.
const PREAMBLE: [u8; 8] = *b"\0asm\x01\0\0\0";
/// The id of a custom section.
const CUSTOM: u8 = 0;

/// Puts pieces into one module, each under its name.
pub fn pack<'p>(pieces: impl IntoIterator<Item = (&'p str, &'p [u8])>) -> Vec<u8> {
    let mut module = PREAMBLE.to_vec();
    for (name, bytes) in pieces {
        let mut section = Vec::with_capacity(name.len() + bytes.len() + 5);
        write_number(&mut section, name.len());
        section.extend_from_slice(name.as_bytes());
        section.extend_from_slice(bytes);
        module.push(CUSTOM);
        write_number(&mut module, section.len());
        module.extend_from_slice(&section);
    }
    module
}

/// Seven bits a byte, the lowest first, as the format writes numbers.
pub fn write_number(into: &mut Vec<u8>, mut length: usize) {
    loop {
        let low = u8::try_from(length & 0x7f).unwrap_or_default();
        length >>= 7;
        if length == 0 {
            into.push(low);
            return;
        }
        into.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_become_custom_sections() {
        let module = pack([("a", &b"xy"[..]), ("bc", &[7; 200][..])]);
        assert_eq!(&module[..8], b"\0asm\x01\0\0\0");
        assert_eq!(&module[8..14], b"\0\x04\x01axy");
        // 1 + 2 + 200 = 203 = 0b1_1001011
        assert_eq!(&module[14..20], b"\0\xcb\x01\x02bc");
        assert_eq!(module.len(), 20 + 200);
    }

    #[test]
    fn nothing_is_a_module_too() {
        assert_eq!(pack([]), PREAMBLE);
    }
}
