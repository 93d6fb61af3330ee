//! How fast files are read: `cargo run --release -p sheet --example read_speed`. Also with the longest slice, because a browser
//! shows no frame meanwhile.

use sheet::{Delimiter, Progress, Reader, Workbook, WorkbookFault, delimited_text};
use std::error::Error;
use std::fmt;
use std::time::{Duration, Instant};

const SLICE: usize = 500;

/// A fault in what this example made itself.
#[derive(Debug)]
struct Unread(WorkbookFault);

impl fmt::Display for Unread {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.0)
    }
}

impl Error for Unread {}

fn main() -> Result<(), Box<dyn Error>> {
    for rows in [10_000, 200_000] {
        let table: Vec<[String; 4]> = (0..rows)
            .map(|row| {
                [
                    format!("zhang.wei.{row}@example.com"),
                    format!("张伟 {row}"),
                    format!("138{row:08}"),
                    "研发一部, \"平台\" 组".to_owned(),
                ]
            })
            .collect();
        let text = delimited_text(table.iter().map(|row| row.iter().map(String::as_str)));
        let bytes = text.len();
        let begun = Instant::now();
        let mut reader = Reader::new(text, Delimiter::Comma);
        report(&format!("CSV, {bytes} bytes"), begun, || {
            Ok(reader.read(SLICE))
        })?;
    }
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let what = format!("XLSX, {} bytes", bytes.len());
        let begun = Instant::now();
        let book = Workbook::open(bytes).map_err(Unread)?;
        let mut reader = book.read(book.first_sheet()).map_err(Unread)?;
        report(&what, begun, || reader.read(SLICE))?;
    }
    Ok(())
}

fn report(
    what: &str,
    begun: Instant,
    mut read: impl FnMut() -> Result<Progress, WorkbookFault>,
) -> Result<(), Unread> {
    let (mut rows, mut longest) = (0, Duration::ZERO);
    loop {
        let slice = Instant::now();
        let progress = read().map_err(Unread)?;
        longest = longest.max(slice.elapsed());
        rows += progress.rows.len();
        if progress.finished {
            break;
        }
    }
    let took = begun.elapsed();
    println!(
        "{what}: {rows} rows in {:.1} ms, {:.0} rows/s, longest slice of {SLICE} rows {:.2} ms",
        took.as_secs_f64() * 1e3,
        rows as f64 / took.as_secs_f64(),
        longest.as_secs_f64() * 1e3,
    );
    Ok(())
}
