//! Which encoding a file of text has, and whether it is text at all.

/// An encoding that spreadsheets and editors in use save text in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, the lower byte first: Excel's "Unicode text".
    Utf16Le,
    /// UTF-16, the higher byte first.
    Utf16Be,
    /// GB18030, and GBK and GB 2312 with it, which it contains: what Excel saves CSV as on a Chinese Windows.
    Gb18030,
}

impl Encoding {
    /// All of them, in the order to offer.
    pub const ALL: [Self; 4] = [Self::Utf8, Self::Gb18030, Self::Utf16Le, Self::Utf16Be];

    /// The label that a browser's `TextDecoder` knows it by (WHATWG Encoding).
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Gb18030 => "gb18030",
        }
    }
}

/// The encoding that bytes seem to have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Detected {
    /// Which.
    pub encoding: Encoding,
    /// Whether nothing else is likely, so that nobody needs to be asked.
    pub certain: bool,
}

/// What a file is, by its first bytes and not by its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileKind {
    /// Delimited text: go on with [`detect`].
    Text,
    /// A ZIP archive, as XLSX is: go on with [`Workbook::open`](crate::Workbook::open).
    Archive,
    /// An OLE 2 file: XLS of before 2007, or a workbook locked with a password. `Workbook::open` says which.
    Compound,
}

/// What a file is.
pub fn file_kind(bytes: &[u8]) -> FileKind {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        FileKind::Archive
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        FileKind::Compound
    } else {
        FileKind::Text
    }
}

/// Judges by the byte order mark, then by how often a byte is zero, then by whether it is UTF-8. What is none of these
/// is GB18030.
pub fn detect(bytes: &[u8]) -> Detected {
    let marked = [
        (&[0xef, 0xbb, 0xbf][..], Encoding::Utf8),
        (&[0xff, 0xfe][..], Encoding::Utf16Le),
        (&[0xfe, 0xff][..], Encoding::Utf16Be),
    ];
    if let Some((_, encoding)) = marked.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Detected {
            encoding: *encoding,
            certain: true,
        };
    }
    if let Some(detected) = detect_utf16(bytes) {
        return detected;
    }
    let utf8 = Utf8Count::of(bytes);
    if utf8.broken == 0 {
        return Detected {
            encoding: Encoding::Utf8,
            // Chinese is written with three bytes a character. With two only, it is Latin, or a few words of GBK.
            certain: utf8.several == 0 || utf8.longer > 0,
        };
    }
    if utf8.longer > utf8.broken * 20 {
        return Detected {
            encoding: Encoding::Utf8,
            certain: false,
        };
    }
    Detected {
        encoding: Encoding::Gb18030,
        certain: is_likely_chinese(bytes),
    }
}

/// Line ends, delimiters, digits and Latin letters have a zero for their higher byte. Nothing else that is text has any.
fn detect_utf16(bytes: &[u8]) -> Option<Detected> {
    const ENOUGH: usize = 4;
    let (mut first, mut second) = (0, 0);
    for pair in bytes.chunks_exact(2) {
        first += usize::from(pair.first() == Some(&0));
        second += usize::from(pair.last() == Some(&0));
    }
    let (encoding, zeros, others) = if second > first {
        (Encoding::Utf16Le, second, first)
    } else {
        (Encoding::Utf16Be, first, second)
    };
    // A few may be damage in a text of another encoding.
    let is_text = zeros > others * 4 && zeros * 50 > bytes.len() / 2;
    is_text.then_some(Detected {
        encoding,
        certain: others == 0 && zeros >= ENOUGH && bytes.len().is_multiple_of(2),
    })
}

/// How far bytes are UTF-8.
#[derive(Default)]
struct Utf8Count {
    /// Characters of two bytes and more.
    several: usize,
    /// Those of three and more.
    longer: usize,
    /// Places where it is broken, but for a character that the end cuts off.
    broken: usize,
}

impl Utf8Count {
    fn of(bytes: &[u8]) -> Self {
        let mut count = Self::default();
        for chunk in bytes.utf8_chunks() {
            for byte in chunk.valid().bytes() {
                count.several += usize::from(byte >= 0xc0);
                count.longer += usize::from(byte >= 0xe0);
            }
            count.broken += usize::from(!chunk.invalid().is_empty());
        }
        count
    }
}

/// Whether the bytes can be GB18030, and most of what is not ASCII are the characters and the punctuation of GB 2312,
/// which have everyday Chinese.
fn is_likely_chinese(bytes: &[u8]) -> bool {
    let (mut common, mut all) = (0_usize, 0_usize);
    let mut rest = bytes.iter().copied();
    while let Some(first) = rest.next() {
        if first < 0x80 {
            continue;
        }
        all += 1;
        match (first, rest.next()) {
            (0x81..=0xfe, Some(second @ (0x40..=0x7e | 0x80..=0xfe))) => {
                let is_common = matches!(first, 0xa1..=0xa3 | 0xb0..=0xf7) && second >= 0xa1;
                common += usize::from(is_common);
            }
            (0x81..=0xfe, Some(0x30..=0x39)) => {
                let third = matches!(rest.next(), Some(0x81..=0xfe));
                if !third || !matches!(rest.next(), Some(0x30..=0x39)) {
                    return false;
                }
            }
            _ => return false,
        }
    }
    common * 10 >= all * 9
}

/// GB18030 is not decoded here: its tables are in every browser.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NeedsTables;

/// Decodes, without the byte order mark. What cannot be decoded becomes U+FFFD, and [`Reader`](crate::Reader) tells where.
pub fn decode(bytes: &[u8], encoding: Encoding) -> Result<String, NeedsTables> {
    let mut text = match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
        Encoding::Utf16Le => decode_utf16(bytes, u16::from_le_bytes),
        Encoding::Utf16Be => decode_utf16(bytes, u16::from_be_bytes),
        Encoding::Gb18030 => return Err(NeedsTables),
    };
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Ok(text)
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let pairs = bytes.chunks_exact(2);
    let rest = pairs.remainder();
    let units = pairs.filter_map(|pair| pair.try_into().ok().map(unit));
    let mut text: String = char::decode_utf16(units)
        .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    if !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    text
}
