//! Which encoding bytes have: real ones, as editors and spreadsheets save them.

#![allow(clippy::unwrap_used, reason = "tests")]

use encoding_rs::{GB18030, GBK};
use proptest::prelude::*;
use sheet::{Detected, Encoding, FileKind, NeedsTables, decode, detect, file_kind};

const ROWS: &str =
    "登录名,姓名,手机号\r\nzhangwei,张伟,13800138000\r\nlina,李娜（测试）,13900139000\r\n";

fn detected(bytes: &[u8]) -> (Encoding, bool) {
    let Detected { encoding, certain } = detect(bytes);
    (encoding, certain)
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn finds_what_editors_save() {
    let gbk = GBK.encode(ROWS).0;
    assert_eq!(detected(&gbk), (Encoding::Gb18030, true));
    assert_eq!(
        GB18030
            .decode_without_bom_handling_and_without_replacement(&gbk)
            .unwrap(),
        ROWS
    );
    assert_eq!(detected(ROWS.as_bytes()), (Encoding::Utf8, true));
    assert_eq!(
        detected(format!("\u{feff}{ROWS}").as_bytes()),
        (Encoding::Utf8, true)
    );
    assert_eq!(
        detected(&utf16(ROWS, u16::to_le_bytes)),
        (Encoding::Utf16Le, true)
    );
    assert_eq!(
        detected(&utf16(ROWS, u16::to_be_bytes)),
        (Encoding::Utf16Be, true)
    );
    let marked = "\u{feff}张";
    assert_eq!(
        detected(&utf16(marked, u16::to_le_bytes)),
        (Encoding::Utf16Le, true)
    );
    assert_eq!(
        detected(&utf16(marked, u16::to_be_bytes)),
        (Encoding::Utf16Be, true)
    );
    assert_eq!(detected(b"name,phone\r\n"), (Encoding::Utf8, true));
    assert_eq!(detected(b""), (Encoding::Utf8, true));
}

#[test]
fn characters_outside_gbk_are_gb18030() {
    // Rare characters of names have four bytes: U+3400, U+20000.
    let bytes = GB18030
        .encode("姓名,备注\n㐀𠀀,生僻字姓名的员工需要四个字节")
        .0;
    assert!(bytes.windows(2).any(|pair| pair[1].is_ascii_digit()));
    assert_eq!(detected(&bytes), (Encoding::Gb18030, true));
}

#[test]
fn what_may_be_two_things_is_not_certain() {
    for (what, bytes, encoding) in [
        // Latin, or two-byte characters of GBK that happen to be UTF-8.
        (
            "a few accents",
            "José;Zoë".as_bytes().to_vec(),
            Encoding::Utf8,
        ),
        // Traditional characters only, which GB 2312 does not have.
        (
            "rare characters",
            GBK.encode("陳,劉,黃,張,鄭").0.into_owned(),
            Encoding::Gb18030,
        ),
        ("Latin-1", b"Jos\xe9,Zo\xeb\n".to_vec(), Encoding::Gb18030),
        (
            "one damaged byte",
            [ROWS.repeat(10).as_bytes(), &[0xff, b'\n']].concat(),
            Encoding::Utf8,
        ),
        ("little UTF-16", b"a\0,\0b\0".to_vec(), Encoding::Utf16Le),
    ] {
        assert_eq!(detected(&bytes), (encoding, false), "{what}");
    }
}

#[test]
fn files_are_known_by_their_first_bytes() {
    for (bytes, kind) in [
        (&b"PK\x03\x04rest"[..], FileKind::Archive),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind::Compound),
        (b"PK,b", FileKind::Text),
        (b"", FileKind::Text),
    ] {
        assert_eq!(file_kind(bytes), kind);
    }
}

#[test]
fn decodes_what_needs_no_tables() {
    for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be] {
        let marked = format!("\u{feff}{ROWS}");
        let bytes = match encoding {
            Encoding::Utf16Le => utf16(&marked, u16::to_le_bytes),
            Encoding::Utf16Be => utf16(&marked, u16::to_be_bytes),
            Encoding::Utf8 | Encoding::Gb18030 => marked.into_bytes(),
        };
        assert_eq!(decode(&bytes, encoding).unwrap(), ROWS);
    }
    assert_eq!(decode(b"a\0b", Encoding::Utf16Le).unwrap(), "a\u{fffd}");
    assert_eq!(decode(b"a\xff", Encoding::Utf8).unwrap(), "a\u{fffd}");
    assert_eq!(decode(b"a", Encoding::Gb18030), Err(NeedsTables));
}

#[test]
fn labels_are_those_of_browsers() {
    for encoding in Encoding::ALL {
        let known = encoding_rs::Encoding::for_label(encoding.label().as_bytes()).unwrap();
        assert_eq!(known.name().to_ascii_lowercase(), encoding.label());
    }
}

proptest! {
    #[test]
    fn any_bytes_have_an_encoding(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        detect(&bytes);
        for encoding in Encoding::ALL {
            let _ = decode(&bytes, encoding);
        }
    }

    #[test]
    fn chinese_text_is_found_in_every_encoding(words in prop::collection::vec("[一-龥]{2,6}", 8..40)) {
        let text = words.join("\r\n");
        prop_assert_eq!(detect(text.as_bytes()).encoding, Encoding::Utf8);
        prop_assert_eq!(detect(&GB18030.encode(&text).0).encoding, Encoding::Gb18030);
        prop_assert_eq!(detect(&utf16(&text, u16::to_le_bytes)).encoding, Encoding::Utf16Le);
        prop_assert_eq!(detect(&utf16(&text, u16::to_be_bytes)).encoding, Encoding::Utf16Be);
    }
}
