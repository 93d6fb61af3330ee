//! Delimited text: as spreadsheets write it, as people do, in slices, and back again.

#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use sheet::{
    Cause, Delimiter, Flaw, Place, Reader, Row, delimited_text, detect_delimiter, limits, unescaped,
};

fn read(text: &str, delimiter: Delimiter, slice: usize) -> (Vec<Row>, Vec<Flaw>) {
    let mut reader = Reader::new(text.to_owned(), delimiter);
    let (mut rows, mut flaws) = (Vec::new(), Vec::new());
    let mut percent = 0;
    loop {
        let mut progress = reader.read(slice);
        assert!(progress.percent >= percent && progress.rows.len() <= slice);
        percent = progress.percent;
        rows.append(&mut progress.rows);
        flaws.append(&mut progress.flaws);
        if progress.finished {
            return (rows, flaws);
        }
    }
}

fn cells(rows: &[Row]) -> Vec<(u32, Vec<&str>)> {
    rows.iter()
        .map(|row| (row.number(), row.cells().collect()))
        .collect()
}

fn flaw(row: u32, column: impl Into<Option<usize>>, cause: Cause) -> Flaw {
    let column = column.into();
    Flaw {
        place: Place { row, column },
        cause,
    }
}

#[test]
fn reads_rfc_4180() {
    let text = "\u{feff}登录名,name\r\n\"a,b\",\"say \"\"hi\"\"\r\nthere\"\r\n\r\nlast,\"\"";
    let (rows, flaws) = read(text, Delimiter::Comma, 1);
    assert_eq!(
        cells(&rows),
        [
            (1, vec!["登录名", "name"]),
            (2, vec!["a,b", "say \"hi\"\r\nthere"]),
            (4, vec!["last"]),
        ]
    );
    assert_eq!(flaws, []);
}

#[test]
fn reads_cells_from_a_clipboard() {
    let text = "zhang\t\"line 1\nline \"\"2\"\"\"\t5\" disk\r\nli\t\tx,y;z\r\n";
    assert_eq!(detect_delimiter(text).delimiter, Delimiter::Tab);
    let (rows, flaws) = read(text, Delimiter::Tab, 100);
    assert_eq!(
        cells(&rows),
        [
            (1, vec!["zhang", "line 1\nline \"2\"", "5\" disk"]),
            (2, vec!["li", "", "x,y;z"]),
        ]
    );
    assert_eq!(flaws, []);
}

#[test]
fn every_line_end_ends_a_row_and_excels_own_first_line_is_none() {
    let (rows, _) = read("sep=;\r\na;b\rc\n;;\n \n\nd", Delimiter::Semicolon, 100);
    assert_eq!(
        cells(&rows),
        [(1, vec!["a", "b"]), (2, vec!["c"]), (6, vec!["d"])]
    );
}

#[test]
fn what_is_no_rfc_4180_is_read_as_it_was_meant_and_told() {
    let (rows, flaws) = read(
        "a,\"b\" c\n\"open,x\nnext,\"\"y\nlast,z",
        Delimiter::Comma,
        100,
    );
    assert_eq!(
        cells(&rows),
        [
            (1, vec!["a", "b c"]),
            (2, vec!["\"open", "x"]),
            (3, vec!["next", "y"]),
            (4, vec!["last", "z"]),
        ],
    );
    assert_eq!(
        flaws,
        [
            flaw(1, 1, Cause::TextAfterQuote),
            flaw(2, 0, Cause::UnclosedQuote),
            flaw(3, 1, Cause::TextAfterQuote),
        ]
    );
}

#[test]
fn marks_that_never_close_are_read_in_linear_time() {
    let text = "\"\"x,\"a\n".repeat(100_001);
    let (rows, _) = read(&text, Delimiter::Comma, usize::MAX);
    assert!(!rows.is_empty());
}

#[test]
fn cells_that_are_formulas_or_broken_are_told() {
    let (_, flaws) = read(
        "=1+1,+8613800138000,-,@x,\u{fffd}\n\"'=cmd\",-5",
        Delimiter::Comma,
        100,
    );
    assert_eq!(
        flaws,
        [
            flaw(1, 0, Cause::LooksLikeFormula),
            flaw(1, 3, Cause::LooksLikeFormula),
            flaw(1, 4, Cause::BrokenCharacter),
            flaw(2, 0, Cause::LooksLikeFormula),
        ]
    );
}

#[test]
fn limits_are_told() {
    let mut text = format!("{}\n", "x,".repeat(limits::CELLS_IN_ROW + 3));
    text.push_str(&format!("{}\n", "，".repeat(limits::CELL_UNITS + 1)));
    text.push_str(&",".repeat(1000));
    text.push_str(&"\n".repeat(limits::ROWS as usize - 3));
    let (rows, flaws) = read(&format!("{text}last\n\n\n"), Delimiter::Comma, 100);
    assert_eq!(
        flaws,
        [
            flaw(1, None, Cause::TooManyCells),
            flaw(2, 0, Cause::CellTooLong)
        ]
    );
    assert_eq!(rows[0].len(), limits::CELLS_IN_ROW);
    assert_eq!(rows[1].cell(0).chars().count(), limits::CELL_UNITS);
    assert_eq!(rows[2].number(), limits::ROWS);
    let (rows, flaws) = read(&format!("{text}last\nmore\nmore"), Delimiter::Comma, 100);
    assert_eq!(rows.len(), 3);
    assert_eq!(
        flaws.last(),
        Some(&flaw(limits::ROWS + 1, None, Cause::TooManyRows))
    );
}

#[test]
fn a_row_with_many_flaws_tells_some() {
    let (_, flaws) = read(&"=1,".repeat(100), Delimiter::Comma, 100);
    assert_eq!(flaws.len(), limits::FLAWS_IN_ROW);
}

/// Cells with what matters to the format.
fn any_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{0,3}",
        "[\"',;\t\r\n =+@-]{0,6}",
        "\\PC{0,6}",
        "[张伟，＝\"]{0,4}",
    ]
}

fn without_empty_end(mut cells: Vec<String>) -> Vec<String> {
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    cells
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(
        table in prop::collection::vec(prop::collection::vec(any_cell(), 1..5), 0..8)
    ) {
        let written = delimited_text(table.iter().map(|row| row.iter().map(String::as_str)));
        let (rows, flaws) = read(&written, Delimiter::Comma, 3);
        let found: Vec<(u32, Vec<String>)> = rows
            .iter()
            .map(|row| (row.number(), row.cells().map(|cell| unescaped(cell).to_owned()).collect()))
            .collect();
        let expected: Vec<(u32, Vec<String>)> = table
            .into_iter()
            .zip(1..)
            .filter(|(row, _)| {
                // One that begins like a formula is written with an apostrophe, and so is not empty.
                row.iter().any(|cell| !cell.trim().is_empty() || cell.starts_with(['\t', '\r']))
            })
            .map(|(row, number)| (number, without_empty_end(row)))
            .collect();
        prop_assert_eq!(found, expected);
        for flaw in flaws {
            prop_assert!(
                matches!(flaw.cause, Cause::LooksLikeFormula | Cause::BrokenCharacter),
                "{:?}",
                flaw
            );
        }
    }

    #[test]
    fn any_text_is_rows_and_slices_give_the_same_as_all_at_once(
        text in "([a-z\",;\t\r\n= ]|\\PC){0,60}",
        slice in 1..4_usize,
    ) {
        let detected = detect_delimiter(&text);
        prop_assert!(Delimiter::ALL.contains(&detected.delimiter));
        for delimiter in Delimiter::ALL {
            prop_assert_eq!(read(&text, delimiter, slice), read(&text, delimiter, usize::MAX));
        }
    }
}
