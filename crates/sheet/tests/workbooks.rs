//! Workbooks: as programs write them, as nobody should, and damaged in every way.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod archive;

use archive::{Entry, archive};
use proptest::prelude::*;
use sheet::{Cause, Flaw, Row, Workbook, WorkbookFault, limits};

const OPENPYXL: &[u8] = include_bytes!("fixtures/openpyxl.xlsx");
const XLSXWRITER: &[u8] = include_bytes!("fixtures/xlsxwriter.xlsx");

/// As spreadsheets pack it.
fn workbook(rows: &str, strings: &str) -> Vec<Entry> {
    archive::workbook(Entry::deflated, rows, strings)
}

fn read(bytes: &[u8], sheet: usize, slice: usize) -> Result<(Vec<Row>, Vec<Flaw>), WorkbookFault> {
    let mut reader = Workbook::open(bytes.to_vec())?.read(sheet)?;
    let (mut rows, mut flaws) = (Vec::new(), Vec::new());
    let mut percent = 0;
    loop {
        let mut progress = reader.read(slice)?;
        assert!(progress.percent >= percent && progress.rows.len() <= slice);
        percent = progress.percent;
        rows.append(&mut progress.rows);
        flaws.append(&mut progress.flaws);
        if progress.finished {
            return Ok((rows, flaws));
        }
    }
}

fn cells(rows: &[Row]) -> Vec<(u32, Vec<&str>)> {
    rows.iter()
        .map(|row| (row.number(), row.cells().collect()))
        .collect()
}

fn told(flaws: &[Flaw]) -> Vec<(String, Cause)> {
    flaws
        .iter()
        .map(|flaw| (flaw.place.to_string(), flaw.cause))
        .collect()
}

fn told_at(places: &[(&str, Cause)]) -> Vec<(String, Cause)> {
    places
        .iter()
        .map(|(place, cause)| ((*place).to_owned(), *cause))
        .collect()
}

#[test]
fn reads_what_openpyxl_writes() {
    let book = Workbook::open(OPENPYXL.to_vec()).unwrap_or_else(|fault| panic!("{fault:?}"));
    let sheets: Vec<_> = book
        .sheets()
        .iter()
        .map(|sheet| (sheet.name.as_str(), sheet.hidden))
        .collect();
    assert_eq!(sheets, [("用户", false), ("Second", true)]);
    assert_eq!(book.first_sheet(), 0);
    let (rows, flaws) = read(OPENPYXL, 0, 2).unwrap();
    assert_eq!(
        cells(&rows),
        [
            (
                1,
                vec!["登录名", "手机", "工号", "入职", "启用", "备注", "求和"]
            ),
            (
                2,
                vec![
                    "zhang",
                    "13800138000",
                    "000042",
                    "2024-01-31",
                    "TRUE",
                    "第一行\n第二行"
                ]
            ),
            (
                3,
                vec![
                    "li",
                    "13900139000",
                    "1.1",
                    "2024-02-29T08:30:00",
                    "FALSE",
                    "#N/A"
                ]
            ),
            (4, vec!["", "110101199001011200"]),
            (5, vec!["wang", "0.3", "-5", "23:59:59"]),
        ]
    );
    assert_eq!(
        told(&flaws),
        told_at(&[
            ("G2", Cause::FormulaCell),
            ("F3", Cause::ErrorValue),
            ("G3", Cause::FormulaCell),
            ("B4", Cause::PrecisionLost),
        ])
    );
    let (rows, _) = read(OPENPYXL, 1, 100).unwrap();
    assert_eq!(cells(&rows), [(1, vec!["only"])]);
    assert!(matches!(
        read(OPENPYXL, 2, 1),
        Err(WorkbookFault::NoSuchSheet)
    ));
}

#[test]
fn reads_what_xlsxwriter_writes() {
    let (rows, flaws) = read(XLSXWRITER, 0, 100).unwrap();
    assert_eq!(
        cells(&rows),
        [
            (1, vec!["login", "phone", "joined"]),
            (2, vec!["zhang", "13800138000", "2024-01-31"]),
            (3, vec!["li-si-wu", "+8613900139000", "45322.5"]),
            (10, vec!["tenth"]),
        ]
    );
    assert_eq!(told(&flaws), told_at(&[("C3", Cause::FormulaCell)]));
}

#[test]
fn reads_what_standards_allow() {
    let strings = "<si><t>one</t></si><si><r><t xml:space=\"preserve\">rich </t></r><r><t>text</t></r>\
                   <rPh sb=\"0\" eb=\"1\"><t>phonetic</t></rPh></si><si><t>a&lt;b&#x5F20;<![CDATA[&]]>_x000D_</t></si><si/>";
    let rows = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row><row/>\
                <x:row xmlns:x=\"y\" r=\"4\"><x:c r=\"C4\" t=\"s\"><x:v>2</x:v></x:c><c t=\"d\"><v>2024-01-31</v></c></x:row>\
                <row r=\"9\"><c r=\"B9\" s=\"1\"><v>1.0E0</v></c><c s=\"2\"><v>7</v></c><c t=\"str\"><f>A1</f><v>=x</v></c>\
                <c t=\"s\"><v>3</v></c></row>\
                <row><c t=\"s\"><v>99</v></c><c t=\"b\"><v>2</v></c><c><v>word</v></c></row>";
    let (rows, flaws) = read(&archive(&workbook(rows, strings)), 0, 1).unwrap();
    assert_eq!(
        cells(&rows),
        [
            (1, vec!["one", "rich text"]),
            (4, vec!["", "", "a<b张&\r", "2024-01-31"]),
            (9, vec!["", "1900-01-01", "000007", "=x"]),
            (10, vec!["", "2", "word"]),
        ]
    );
    assert_eq!(
        told(&flaws),
        told_at(&[
            ("D9", Cause::FormulaCell),
            ("D9", Cause::LooksLikeFormula),
            ("A10", Cause::BrokenValue),
            ("B10", Cause::BrokenValue),
            ("C10", Cause::BrokenValue),
        ])
    );
}

#[test]
fn what_cannot_be_read_is_told_by_its_cause() {
    let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    let locked: Vec<u8> = old
        .iter()
        .copied()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let good = || workbook("<row><c><v>1</v></c></row>", "");
    let changed = |index: usize, change: fn(&mut Entry)| {
        let mut entries = good();
        change(&mut entries[index]);
        archive(&entries)
    };
    let many: Vec<_> = (0..=limits::ENTRIES)
        .map(|number| Entry::stored(&number.to_string(), ""))
        .collect();
    let whole = archive(&good());
    for (what, bytes, fault) in [
        ("nothing", Vec::new(), WorkbookFault::NotAWorkbook),
        ("text", b"a,b\n".to_vec(), WorkbookFault::NotAWorkbook),
        ("XLS", old, WorkbookFault::OldFormat),
        ("locked", locked, WorkbookFault::Locked),
        (
            "cut off",
            whole[..whole.len() / 2].to_vec(),
            WorkbookFault::Damaged,
        ),
        (
            "another archive",
            archive(&[Entry::stored("mimetype", "ods")]),
            WorkbookFault::NotAWorkbook,
        ),
        (
            "an encrypted entry",
            changed(5, |entry| entry.flags = 1),
            WorkbookFault::Locked,
        ),
        (
            "another checksum",
            changed(5, |entry| entry.checksum ^= 1),
            WorkbookFault::Damaged,
        ),
        (
            "another packing",
            changed(5, |entry| entry.method = 12),
            WorkbookFault::Damaged,
        ),
        (
            "no sheet",
            changed(5, |entry| entry.name.push('x')),
            WorkbookFault::Damaged,
        ),
        (
            "no sheets",
            changed(2, |entry| {
                *entry = Entry::stored(&entry.name, "<workbook/>")
            }),
            WorkbookFault::NoSuchSheet,
        ),
        (
            "no XML",
            changed(5, |entry| *entry = Entry::stored(&entry.name, "<row <")),
            WorkbookFault::Malformed,
        ),
        (
            "an entity",
            archive(&workbook("", "<si><t>&bomb;</t></si>")),
            WorkbookFault::Malformed,
        ),
        (
            "rows that go back",
            archive(&workbook("<row r=\"2\"></row><row r=\"2\"></row>", "")),
            WorkbookFault::Malformed,
        ),
        (
            "a row in a row",
            archive(&workbook("<row><row></row></row>", "")),
            WorkbookFault::Malformed,
        ),
        ("too many entries", archive(&many), WorkbookFault::TooLarge),
    ] {
        assert_eq!(read(&bytes, 0, 10).err(), Some(fault), "{what}");
    }
}

#[test]
fn an_archive_does_not_unpack_without_limit() {
    let mut bomb = workbook(&" ".repeat(1 << 20), "");
    bomb[5].unpacked = limits::UNPACKED_BYTES as u32 + 1;
    assert_eq!(
        read(&archive(&bomb), 0, 10).err(),
        Some(WorkbookFault::TooLarge),
        "it says how much it is"
    );
    let mut liar = bomb;
    liar[5].unpacked = 1000;
    assert_eq!(
        read(&archive(&liar), 0, 10).err(),
        Some(WorkbookFault::Damaged),
        "it lies about how much it is"
    );
}

#[test]
fn a_text_that_is_shared_too_often_ends_the_reading() {
    let strings = format!("<si><t>{}</t></si>", "x".repeat(limits::CELL_UNITS));
    let row = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(200));
    let bytes = archive(&workbook(&row.repeat(20), &strings));
    let (rows, flaws) = read(&bytes, 0, 3).unwrap();
    assert_eq!(rows.len(), limits::TEXT_BYTES / (limits::CELL_UNITS * 200));
    assert_eq!(told(&flaws), told_at(&[("11", Cause::TooMuch)]));
}

#[test]
fn limits_of_rows_and_cells_are_told() {
    let rows = format!(
        "<row><c r=\"A1\"><v>1</v></c><c r=\"XFD1\"><v>2</v></c><c><v>3</v></c></row>\
         <row r=\"{}\"><c><v>1</v></c></row><row><c><v>1</v></c></row><row><c><v>1</v></c></row>",
        limits::ROWS
    );
    let (rows, flaws) = read(&archive(&workbook(&rows, "")), 0, 100).unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(
        told(&flaws),
        told_at(&[("1", Cause::TooManyCells), ("200001", Cause::TooManyRows)])
    );
}

/// A workbook whose parts hold any XML, so that what is read is more than checksums.
fn any_workbook() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just("<row>".to_owned()),
        Just("</row>".to_owned()),
        Just("</c>".to_owned()),
        Just("<v>".to_owned()),
        Just("</v>".to_owned()),
        Just("<f/>".to_owned()),
        Just("<is><t>".to_owned()),
        Just("</t></is>".to_owned()),
        Just("<si><t>".to_owned()),
        Just("</t></si>".to_owned()),
        (0_u32..400_000).prop_map(|row| format!("<row r=\"{row}\">")),
        ("[A-Z]{0,4}", 0..5_usize, 0_u8..4).prop_map(|(column, kind, style)| {
            let kind = ["n", "s", "b", "inlineStr", "d"][kind];
            format!("<c r=\"{column}1\" t=\"{kind}\" s=\"{style}\">")
        }),
        "[-+]?[0-9]{0,20}(\\.[0-9]{0,20})?([eE][-+]?[0-9]{1,12})?",
        "\\PC{0,8}",
    ];
    let parts = prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat());
    (parts.clone(), parts)
        .prop_map(|(rows, strings)| archive(&archive::workbook(Entry::stored, &rows, &strings)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_rows_or_a_fault(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = read(&bytes, 0, 10);
        let _ = read(&[b"PK\x03\x04", bytes.as_slice()].concat(), 0, 10);
    }

    #[test]
    fn damaged_files_are_rows_or_a_fault(
        is_first in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = if is_first { OPENPYXL } else { XLSXWRITER }.to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = read(&bytes, 0, 10);
    }

    #[test]
    fn slices_give_the_same_as_all_at_once(bytes in any_workbook(), slice in 1..5_usize) {
        prop_assert_eq!(read(&bytes, 0, slice), read(&bytes, 0, usize::MAX));
    }
}
