//! Reads a sheet in slices: the shared texts are unpacked, then read, then the sheet is unpacked, then its rows are read.

use super::WorkbookFault;
use super::cell::Cell;
use super::inflation::Inflation;
use super::strings::Strings;
use super::styles::Styles;
use super::xml::{Name, Piece, Xml};
use crate::gathering::Gathering;
use crate::row::{Progress, percent};
use std::rc::Rc;

/// How much of a sheet one slice reads at most, however few rows are in it; some milliseconds.
const SLICE_BYTES: usize = 256 << 10;

/// A sheet that is being read.
pub struct SheetReader {
    stage: Stage,
    /// Taken once the texts are read.
    rows: Option<Inflation>,
    strings: Strings,
    styles: Rc<Styles>,
    gathering: Gathering,
    row: u32,
    /// Bytes of the parts, each counted once for unpacking and once for reading.
    work: usize,
    done: usize,
}

enum Stage {
    UnpackingStrings(Inflation),
    ReadingStrings { part: String, at: usize },
    UnpackingRows(Inflation),
    ReadingRows { part: String, at: usize },
    Finished,
    Failed(WorkbookFault),
}

impl SheetReader {
    pub(super) fn new(strings: Option<Inflation>, rows: Inflation, styles: Rc<Styles>) -> Self {
        let promised = strings.as_ref().map_or(0, Inflation::promised) + rows.promised();
        let (stage, rows) = match strings {
            Some(strings) => (Stage::UnpackingStrings(strings), Some(rows)),
            None => (Stage::UnpackingRows(rows), None),
        };
        Self {
            stage,
            rows,
            strings: Strings::default(),
            styles,
            gathering: Gathering::new(),
            row: 0,
            work: promised * 2,
            done: 0,
        }
    }

    /// Reads on: at most this many rows that are not empty, and at most about a quarter of a megabyte of what the workbook unpacks to.
    /// After a fault, every call gives the same.
    pub fn read(&mut self, max_rows: usize) -> Result<Progress, WorkbookFault> {
        let stage = std::mem::replace(&mut self.stage, Stage::Finished);
        self.stage = match self.next_stage(stage, max_rows) {
            Ok(stage) => stage,
            Err(fault) => Stage::Failed(fault),
        };
        match self.stage {
            Stage::Failed(fault) => Err(fault),
            Stage::Finished => Ok(self.gathering.take(100, true)),
            _ => Ok(self
                .gathering
                .take(percent(self.done, self.work).min(99), false)),
        }
    }

    fn next_stage(&mut self, stage: Stage, max_rows: usize) -> Result<Stage, WorkbookFault> {
        Ok(match stage {
            Stage::UnpackingStrings(mut inflation) => match self.unpack(&mut inflation)? {
                Some(part) => Stage::ReadingStrings { part, at: 0 },
                None => Stage::UnpackingStrings(inflation),
            },
            Stage::ReadingStrings { part, at } => match self.strings.read(&part, at)? {
                Some(next) => {
                    self.done += next - at;
                    Stage::ReadingStrings { part, at: next }
                }
                None => {
                    self.done += part.len() - at;
                    match self.rows.take() {
                        Some(rows) => Stage::UnpackingRows(rows),
                        None => Stage::Finished,
                    }
                }
            },
            Stage::UnpackingRows(mut inflation) => match self.unpack(&mut inflation)? {
                Some(part) => Stage::ReadingRows { part, at: 0 },
                None => Stage::UnpackingRows(inflation),
            },
            Stage::ReadingRows { part, at } => match self.read_rows(&part, at, max_rows)? {
                Some(next) => {
                    self.done += next - at;
                    Stage::ReadingRows { part, at: next }
                }
                None => Stage::Finished,
            },
            ended => ended,
        })
    }

    fn unpack(&mut self, inflation: &mut Inflation) -> Result<Option<String>, WorkbookFault> {
        let before = inflation.unpacked();
        let part = inflation.step()?;
        self.done += inflation.unpacked() - before;
        Ok(part)
    }

    /// Reads rows from a position; the next position, or `None` at the end.
    fn read_rows(
        &mut self,
        part: &str,
        at: usize,
        max_rows: usize,
    ) -> Result<Option<usize>, WorkbookFault> {
        let mut xml = Xml::new(part.get(at..).unwrap_or_default());
        let mut cell: Option<Cell> = None;
        let mut in_row = false;
        loop {
            match xml.next()? {
                Piece::Open(tag) => match (tag.name, &mut cell) {
                    // Or else a row that never ends would be lost without a word.
                    (Name::Row, _) if in_row => return Err(WorkbookFault::Malformed),
                    (Name::Row, _) => {
                        let mut number = None;
                        tag.each_attribute(|name, value| {
                            if name == "r" {
                                number = value.parse::<u32>().ok();
                            }
                        });
                        let next = self.row.saturating_add(1);
                        self.row = match number {
                            // A place that is told must be the one that the spreadsheet shows.
                            Some(number) if number < next => return Err(WorkbookFault::Malformed),
                            Some(number) => number,
                            None => next,
                        };
                        self.gathering.begin_row(self.row);
                        in_row = true;
                    }
                    (Name::Cell, _) => cell = Some(Cell::new(&tag)),
                    (other, Some(cell)) => cell.open(other),
                    (_, None) => {}
                },
                Piece::Text(text) => {
                    if let Some(cell) = &mut cell {
                        cell.text(&text);
                    }
                }
                Piece::Close(Name::Cell) => {
                    if let (Some(cell), true) = (cell.take(), in_row) {
                        cell.put(&mut self.gathering, &self.strings, &self.styles);
                    }
                }
                Piece::Close(Name::Row) => {
                    // The next slice would not know of it either.
                    cell = None;
                    if in_row {
                        self.gathering.end_row();
                        in_row = false;
                    }
                    if self.gathering.has_ended() {
                        return Ok(None);
                    }
                    let position = xml.position();
                    if self.gathering.waiting() >= max_rows || position > SLICE_BYTES {
                        return Ok(Some(at + position));
                    }
                }
                Piece::Close(Name::Rows) | Piece::End => {
                    return if in_row {
                        Err(WorkbookFault::Malformed)
                    } else {
                        Ok(None)
                    };
                }
                Piece::Close(name) => {
                    if let Some(cell) = &mut cell {
                        cell.close(name);
                    }
                }
            }
        }
    }
}
