//! Builds archives, also such as no program writes.

/// An entry; its fields as the directory says them, whatever is true.
#[derive(Clone)]
pub struct Entry {
    pub name: String,
    pub data: Vec<u8>,
    pub method: u16,
    pub flags: u16,
    pub unpacked: u32,
    pub checksum: u32,
}

impl Entry {
    pub fn deflated(name: &str, text: &str) -> Self {
        Self {
            data: miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 6),
            method: 8,
            ..Self::stored(name, text)
        }
    }

    pub fn stored(name: &str, text: &str) -> Self {
        Self {
            name: name.to_owned(),
            data: text.as_bytes().to_vec(),
            method: 0,
            flags: 0,
            unpacked: text.len() as u32,
            checksum: checksum(text.as_bytes()),
        }
    }
}

pub fn archive(entries: &[Entry]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for entry in entries {
        let start = bytes.len() as u32;
        let mut fields = Vec::new();
        for short in [20, entry.flags, entry.method, 0, 0] {
            fields.extend_from_slice(&u16::to_le_bytes(short));
        }
        for long in [entry.checksum, entry.data.len() as u32, entry.unpacked] {
            fields.extend_from_slice(&long.to_le_bytes());
        }
        fields.extend_from_slice(&(entry.name.len() as u16).to_le_bytes());
        fields.extend_from_slice(&[0, 0]);
        bytes.extend_from_slice(b"PK\x03\x04");
        bytes.extend_from_slice(&fields);
        bytes.extend_from_slice(entry.name.as_bytes());
        bytes.extend_from_slice(&entry.data);
        directory.extend_from_slice(b"PK\x01\x02\x14\x00");
        directory.extend_from_slice(&fields);
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&start.to_le_bytes());
        directory.extend_from_slice(entry.name.as_bytes());
    }
    let start = bytes.len() as u32;
    bytes.extend_from_slice(&directory);
    bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    let count = entries.len() as u16;
    bytes.extend_from_slice(&count.to_le_bytes());
    bytes.extend_from_slice(&count.to_le_bytes());
    bytes.extend_from_slice(&(directory.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&start.to_le_bytes());
    bytes.extend_from_slice(&[0, 0]);
    bytes
}

/// A workbook of one sheet with shared texts and styles. `pack` makes each entry.
pub fn workbook(pack: fn(&str, &str) -> Entry, rows: &str, strings: &str) -> Vec<Entry> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let strings = format!("<sst>{strings}</sst>");
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let related = format!(
        "<Relationships><Relationship Id=\"rId1\" Type=\"{kinds}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{kinds}/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{kinds}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let root = format!(
        "<Relationships><Relationship Id=\"r\" Type=\"{kinds}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    vec![
        pack("_rels/.rels", &root),
        pack("xl/_rels/workbook.xml.rels", &related),
        pack(
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"A &amp; B\" sheetId=\"7\" r:id=\"rId1\"/></sheets></workbook>",
        ),
        pack(
            "xl/styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"000000\"/></numFmts>\
             <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
             <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>",
        ),
        pack("xl/sharedStrings.xml", &strings),
        pack("xl/worksheets/sheet1.xml", &sheet),
    ]
}

pub fn checksum(bytes: &[u8]) -> u32 {
    let mut rest = u32::MAX;
    for byte in bytes {
        rest ^= u32::from(*byte);
        for _ in 0..8 {
            rest = (rest >> 1) ^ (0xedb8_8320 & (rest & 1).wrapping_neg());
        }
    }
    !rest
}
