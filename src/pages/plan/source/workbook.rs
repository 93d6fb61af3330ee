//! The way to what reads workbooks. It is a piece of its own, fetched for a workbook only: most files are plain text.

use super::fault::Fault;
use leptos::wasm_split::SplitLoaderError;
use sheet::{Progress, Sheet, SheetReader, Workbook, WorkbookFault};

/// A workbook that is open. Reached by pointers only, so that what is behind them stays in its piece.
pub trait Book {
    /// Its sheets, and which of them is read if nobody chooses.
    fn sheets(&self) -> (Vec<Sheet>, usize);

    /// Begins to read a sheet.
    ///
    /// # Errors
    /// Those of the workbook.
    fn begin(&mut self, sheet: usize) -> Result<(), WorkbookFault>;

    /// Reads on, up to so many rows.
    ///
    /// # Errors
    /// Those of the sheet.
    fn read(&mut self, max_rows: usize) -> Result<Progress, WorkbookFault>;
}

struct Opened {
    workbook: Workbook,
    reader: Option<SheetReader>,
}

impl Book for Opened {
    fn sheets(&self) -> (Vec<Sheet>, usize) {
        (self.workbook.sheets().to_vec(), self.workbook.first_sheet())
    }

    fn begin(&mut self, sheet: usize) -> Result<(), WorkbookFault> {
        self.reader = Some(self.workbook.read(sheet)?);
        Ok(())
    }

    fn read(&mut self, max_rows: usize) -> Result<Progress, WorkbookFault> {
        let reader = self.reader.as_mut().ok_or(WorkbookFault::NoSuchSheet)?;
        reader.read(max_rows)
    }
}

type Open = fn(Vec<u8>) -> Result<Box<dyn Book>, WorkbookFault>;

fn open(bytes: Vec<u8>) -> Result<Box<dyn Book>, WorkbookFault> {
    Ok(Box::new(Opened {
        workbook: Workbook::open(bytes)?,
        reader: None,
    }))
}

#[cfg_attr(
    split,
    leptos::wasm_split::wasm_split(workbook, wasm_split_path = ::leptos::wasm_split, fallible)
)]
fn workbook() -> Result<Open, SplitLoaderError> {
    Ok(open)
}

/// Opens a workbook.
///
/// # Errors
/// [`Fault`] if the piece did not arrive, or the workbook cannot be read.
pub async fn opened(bytes: Vec<u8>) -> Result<Box<dyn Book>, Fault> {
    #[cfg(split)]
    let open = workbook().await;
    #[cfg(not(split))]
    let open = workbook();
    let open = open.map_err(|_| Fault::NotLoaded)?;
    open(bytes).map_err(Fault::Workbook)
}
