//! The directory of a ZIP archive (APPNOTE 6.3): which entries there are, and where.
//!
//! ZIP64 and archives in several files are not read: a workbook within our limits needs neither.

use super::WorkbookFault;
use super::inflation::Inflation;
use crate::limits;
use std::ops::Range;
use std::rc::Rc;

const END: &[u8] = b"PK\x05\x06";
const END_BYTES: usize = 22;
const CENTRAL: &[u8] = b"PK\x01\x02";
const CENTRAL_BYTES: usize = 46;
const LOCAL: &[u8] = b"PK\x03\x04";
const LOCAL_BYTES: usize = 30;

/// How an entry is packed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Stored,
    Deflated,
}

struct Entry {
    name: String,
    packing: Packing,
    /// Of the local head.
    start: usize,
    packed: usize,
    unpacked: usize,
    checksum: u32,
}

/// An archive in memory.
pub(super) struct Archive {
    bytes: Rc<Vec<u8>>,
    entries: Vec<Entry>,
}

impl Archive {
    pub fn open(bytes: Vec<u8>) -> Result<Self, WorkbookFault> {
        let entries = directory(&bytes)?;
        Ok(Self {
            bytes: Rc::new(bytes),
            entries,
        })
    }

    /// Begins to unpack an entry, or `None` if there is no such one. `allowed` is how many bytes it may unpack to.
    pub fn unpack(&self, name: &str, allowed: usize) -> Result<Option<Inflation>, WorkbookFault> {
        let wanted = name.trim_start_matches('/');
        let Some(entry) = self
            .entries
            .iter()
            .find(|entry| entry.name.eq_ignore_ascii_case(wanted))
        else {
            return Ok(None);
        };
        if entry.unpacked > allowed {
            return Err(WorkbookFault::TooLarge);
        }
        let packed = data(&self.bytes, entry).ok_or(WorkbookFault::Damaged)?;
        Ok(Some(Inflation::new(
            Rc::clone(&self.bytes),
            packed,
            entry.packing,
            entry.unpacked,
            entry.checksum,
        )))
    }
}

fn directory(bytes: &[u8]) -> Result<Vec<Entry>, WorkbookFault> {
    let end = end_record(bytes).ok_or(if bytes.starts_with(LOCAL) {
        WorkbookFault::Damaged
    } else {
        WorkbookFault::NotAWorkbook
    })?;
    let count = usize::from(number16(bytes, end + 10).ok_or(WorkbookFault::Damaged)?);
    if count > limits::ENTRIES {
        return Err(WorkbookFault::TooLarge);
    }
    let mut at = number32(bytes, end + 16).ok_or(WorkbookFault::Damaged)?;
    let mut entries = Vec::new();
    for _ in 0..count {
        let (entry, next) = entry(bytes, at)?;
        entries.push(entry);
        at = next;
    }
    Ok(entries)
}

/// The last record of its kind: a comment of up to 64 KB may follow it.
fn end_record(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END_BYTES)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    (first..=last).rev().find(|at| has(bytes, *at, END))
}

fn entry(bytes: &[u8], at: usize) -> Result<(Entry, usize), WorkbookFault> {
    const ENCRYPTED: u16 = 1;
    let damaged = WorkbookFault::Damaged;
    if !has(bytes, at, CENTRAL) {
        return Err(damaged);
    }
    let short = |offset| number16(bytes, at + offset).ok_or(damaged);
    let long = |offset| number32(bytes, at + offset).ok_or(damaged);
    let name_end = at + CENTRAL_BYTES + usize::from(short(28)?);
    let name = bytes.get(at + CENTRAL_BYTES..name_end).ok_or(damaged)?;
    if short(8)? & ENCRYPTED != 0 {
        return Err(WorkbookFault::Locked);
    }
    let packing = match short(10)? {
        0 => Packing::Stored,
        8 => Packing::Deflated,
        _ => return Err(damaged),
    };
    let entry = Entry {
        // Some programs of Windows write the path its way.
        name: String::from_utf8_lossy(name).replace('\\', "/"),
        packing,
        checksum: u32::try_from(long(16)?).unwrap_or(0),
        packed: long(20)?,
        unpacked: long(24)?,
        start: long(42)?,
    };
    let next = name_end + usize::from(short(30)?) + usize::from(short(32)?);
    Ok((entry, next))
}

/// Where the packed bytes lie: behind the local head, whose name and extra field may differ from the directory's.
fn data(bytes: &[u8], entry: &Entry) -> Option<Range<usize>> {
    if !has(bytes, entry.start, LOCAL) {
        return None;
    }
    let name = usize::from(number16(bytes, entry.start + 26)?);
    let extra = usize::from(number16(bytes, entry.start + 28)?);
    let start = entry.start + LOCAL_BYTES + name + extra;
    let end = start.checked_add(entry.packed)?;
    (end <= bytes.len()).then_some(start..end)
}

fn has(bytes: &[u8], at: usize, mark: &[u8]) -> bool {
    bytes.get(at..).is_some_and(|rest| rest.starts_with(mark))
}

fn number16(bytes: &[u8], at: usize) -> Option<u16> {
    let own = bytes.get(at..)?.first_chunk::<2>()?;
    Some(u16::from_le_bytes(*own))
}

fn number32(bytes: &[u8], at: usize) -> Option<usize> {
    let own = bytes.get(at..)?.first_chunk::<4>()?;
    let number = u32::from_le_bytes(*own);
    // What stands for "see ZIP64" is more than any archive here has, and so is found to be nowhere.
    usize::try_from(number).ok()
}
