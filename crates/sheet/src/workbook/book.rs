//! The workbook: its sheets, and where its other parts are.

use super::WorkbookFault;
use super::archive::Archive;
use super::reader::SheetReader;
use super::styles::Styles;
use super::xml::{Name, Piece, Xml};
use crate::encoding::{FileKind, file_kind};
use crate::limits;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A sheet of a workbook.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    /// As the tab says.
    pub name: String,
    /// Whether the spreadsheet shows no tab for it.
    pub hidden: bool,
}

/// A workbook in memory. Sheets are read one at a time, and again if wanted.
pub struct Workbook {
    archive: Archive,
    sheets: Vec<Sheet>,
    /// The sheets' parts, in the same order.
    parts: Vec<String>,
    strings: Option<String>,
    styles: Rc<Styles>,
}

/// What `.rels` says of one part.
#[derive(Default)]
struct Relationship {
    /// What follows the last `/` of its type.
    kind: String,
    target: String,
}

impl Workbook {
    /// Reads which sheets there are; their rows come with [`Workbook::read`].
    pub fn open(bytes: Vec<u8>) -> Result<Self, WorkbookFault> {
        if file_kind(&bytes) == FileKind::Compound {
            return Err(compound_fault(&bytes));
        }
        let archive = Archive::open(bytes)?;
        let main = relationships(&archive, "")?
            .into_values()
            .find(|relationship| relationship.kind == "officeDocument")
            .map_or_else(|| "xl/workbook.xml".to_owned(), |found| found.target);
        if !main.ends_with(".xml") {
            return Err(WorkbookFault::NotAWorkbook);
        }
        let text = archive
            .unpack(&main, limits::SMALL_PART_BYTES)?
            .ok_or(WorkbookFault::NotAWorkbook)?
            .finish()?;
        let related = relationships(&archive, &main)?;
        let part = |kind: &str| {
            related
                .values()
                .find(|relationship| relationship.kind == kind)
                .map(|relationship| relationship.target.clone())
        };
        let mut has_epoch_1904 = false;
        let (mut sheets, mut parts) = (Vec::new(), Vec::new());
        let mut xml = Xml::new(&text);
        loop {
            match xml.next()? {
                Piece::Open(tag) if tag.name == Name::WorkbookProperties => {
                    tag.each_attribute(|name, value| {
                        if name == "date1904" {
                            has_epoch_1904 = matches!(value.as_ref(), "1" | "true");
                        }
                    });
                }
                Piece::Open(tag) if tag.name == Name::Sheet => {
                    let mut sheet = Sheet {
                        name: String::new(),
                        hidden: false,
                    };
                    let mut id = String::new();
                    tag.each_attribute(|name, value| match name {
                        "name" => sheet.name = value.into_owned(),
                        "state" => sheet.hidden = value != "visible",
                        "id" => id = value.into_owned(),
                        _ => {}
                    });
                    // Others are charts and dialogs.
                    if let Some(found) = related.get(&id)
                        && found.kind == "worksheet"
                    {
                        sheets.push(sheet);
                        parts.push(found.target.clone());
                    }
                }
                Piece::End => break,
                _ => {}
            }
        }
        if sheets.is_empty() {
            return Err(WorkbookFault::NoSuchSheet);
        }
        let styles = match part("styles") {
            Some(name) => match archive.unpack(&name, limits::SMALL_PART_BYTES)? {
                Some(part) => Styles::read(&part.finish()?, has_epoch_1904)?,
                None => Styles::none(has_epoch_1904),
            },
            None => Styles::none(has_epoch_1904),
        };
        Ok(Self {
            archive,
            sheets,
            parts,
            strings: part("sharedStrings"),
            styles: Rc::new(styles),
        })
    }

    /// The sheets, in the order of their tabs.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// The number, from 0, of the sheet that is read if nobody chooses: the first that is not hidden.
    pub fn first_sheet(&self) -> usize {
        self.sheets
            .iter()
            .position(|sheet| !sheet.hidden)
            .unwrap_or(0)
    }

    /// Begins to read a sheet by its number, from 0.
    pub fn read(&self, sheet: usize) -> Result<SheetReader, WorkbookFault> {
        let part = self.parts.get(sheet).ok_or(WorkbookFault::NoSuchSheet)?;
        let mut allowed = limits::UNPACKED_BYTES;
        let strings = match &self.strings {
            Some(name) => self.archive.unpack(name, allowed)?,
            None => None,
        };
        allowed -= strings.as_ref().map_or(0, |strings| strings.promised());
        let rows = self
            .archive
            .unpack(part, allowed)?
            .ok_or(WorkbookFault::Damaged)?;
        Ok(SheetReader::new(strings, rows, Rc::clone(&self.styles)))
    }
}

/// A locked workbook has a stream of this name.
fn compound_fault(bytes: &[u8]) -> WorkbookFault {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        WorkbookFault::Locked
    } else {
        WorkbookFault::OldFormat
    }
}

/// What a part refers to, or the root if none is named, by id.
fn relationships(
    archive: &Archive,
    part: &str,
) -> Result<BTreeMap<String, Relationship>, WorkbookFault> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let separator = if folder.is_empty() { "" } else { "/" };
    let name = format!("{folder}{separator}_rels/{file}.rels");
    let Some(packed) = archive.unpack(&name, limits::SMALL_PART_BYTES)? else {
        return Ok(BTreeMap::new());
    };
    let text = packed.finish()?;
    let mut xml = Xml::new(&text);
    let mut found = BTreeMap::new();
    loop {
        match xml.next()? {
            Piece::Open(tag) if tag.name == Name::Relationship => {
                let mut own = Relationship::default();
                let mut id = String::new();
                tag.each_attribute(|name, value| match name {
                    "Id" => id = value.into_owned(),
                    "Type" => own.kind = value.rsplit('/').next().unwrap_or_default().to_owned(),
                    "Target" => own.target = resolved(folder, &value),
                    _ => {}
                });
                found.insert(id, own);
            }
            Piece::End => return Ok(found),
            _ => {}
        }
    }
}

/// The archive's name for a target that is relative to a folder, or absolute.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut parts: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').collect()
    };
    for part in target.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            other => parts.push(other),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_to_their_part() {
        for (folder, target, name) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            (
                "xl",
                "/xl/worksheets/sheet1.xml",
                "xl/worksheets/sheet1.xml",
            ),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("xl/a", "../b.xml", "xl/b.xml"),
            ("xl", "../../../b.xml", "b.xml"),
        ] {
            assert_eq!(resolved(folder, target), name);
        }
    }
}
