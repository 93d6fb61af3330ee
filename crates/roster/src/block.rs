//! A block of a column: its texts as they are, or as numbers while all of them are of one form.

use crate::packed::{self, DateForm, Written};
use crate::run::{BLOCK, Run};
use sheet::fold;
use std::borrow::Cow;

/// Up to [`BLOCK`] rows of a column.
#[derive(Clone, Debug)]
pub(crate) enum Block {
    Texts {
        /// As they are searched: case and width do not count.
        folded: Run,
        /// As they are shown, where that is something else; empty where it is the same. There is none if it always is.
        shown: Option<Run>,
    },
    Guids(Vec<u128>),
    /// Dates of one form, and rows that are empty. There is no form while all are.
    Dates(Option<DateForm>, Vec<u32>),
}

impl Block {
    pub(crate) fn new() -> Self {
        Block::Dates(None, Vec::new())
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Block::Texts { folded, .. } => folded.len(),
            Block::Guids(numbers) => numbers.len(),
            Block::Dates(_, numbers) => numbers.len(),
        }
    }

    /// Adds a row. `room` is how many bytes the texts of a block are expected to take.
    pub(crate) fn push(&mut self, text: &str, room: usize) {
        if let Block::Dates(None, numbers) = self
            && numbers.is_empty()
            && packed::guid(text).is_some()
        {
            *self = Block::Guids(Vec::with_capacity(BLOCK));
        }
        match self {
            Block::Guids(numbers) => {
                if let Some(number) = packed::guid(text) {
                    return numbers.push(number);
                }
            }
            Block::Dates(form, numbers) => {
                if let Some(number) = date_of(form, text) {
                    if numbers.is_empty() {
                        numbers.reserve_exact(BLOCK);
                    }
                    return numbers.push(number);
                }
            }
            Block::Texts { .. } => {}
        }
        let (folded, shown) = self.unpack(room);
        match folded_of(text) {
            Cow::Borrowed(same) => {
                folded.push(same);
                shown.iter_mut().for_each(|shown| shown.push(""));
            }
            Cow::Owned(other) => {
                let rows = folded.len();
                folded.push(&other);
                shown.get_or_insert_with(|| blanks(rows)).push(text);
            }
        }
    }

    /// The texts as texts from now on.
    fn unpack(&mut self, room: usize) -> (&mut Run, &mut Option<Run>) {
        if !matches!(self, Block::Texts { .. }) {
            let mut texts = Block::Texts {
                folded: Run::with_capacity(room),
                shown: None,
            };
            for row in 0..self.len() {
                texts.push(&self.get(row), room);
            }
            *self = texts;
        }
        match self {
            Block::Texts { folded, shown } => (folded, shown),
            _ => unreachable!("they were made texts above"),
        }
    }

    /// A row's text as it is shown.
    pub(crate) fn get(&self, row: usize) -> Cow<'_, str> {
        match self {
            Block::Texts { folded, shown } => {
                let shown = shown.as_ref().map_or("", |shown| shown.get(row));
                Cow::Borrowed(if shown.is_empty() {
                    folded.get(row)
                } else {
                    shown
                })
            }
            Block::Guids(numbers) => {
                let number = numbers.get(row).copied().unwrap_or_default();
                Cow::Owned(packed::guid_text(number, &mut Written::new()).to_owned())
            }
            Block::Dates(form, numbers) => {
                let number = numbers.get(row).copied().unwrap_or_default();
                let form = form.unwrap_or(DateForm::Day);
                Cow::Owned(packed::date_text(form, number, false, &mut Written::new()).to_owned())
            }
        }
    }

    /// Whether a row's text is this one.
    pub(crate) fn is(&self, row: usize, text: &str) -> bool {
        match self {
            Block::Texts { folded, shown } => {
                let shown = shown.as_ref().map_or("", |shown| shown.get(row));
                text == if shown.is_empty() {
                    folded.get(row)
                } else {
                    shown
                }
            }
            Block::Guids(numbers) => {
                packed::guid(text).is_some_and(|text| numbers.get(row) == Some(&text))
            }
            Block::Dates(form, numbers) => {
                let known = date_of(&mut form.clone(), text);
                known.is_some() && numbers.get(row) == known.as_ref()
            }
        }
    }

    /// A row's text as it is searched.
    pub(crate) fn folded<'a>(&'a self, row: usize, written: &'a mut Written) -> &'a str {
        match self {
            Block::Texts { folded, .. } => folded.get(row),
            Block::Guids(numbers) => {
                packed::guid_text(numbers.get(row).copied().unwrap_or_default(), written)
            }
            Block::Dates(form, numbers) => {
                let number = numbers.get(row).copied().unwrap_or_default();
                packed::date_text(form.unwrap_or(DateForm::Day), number, true, written)
            }
        }
    }

    pub(crate) fn set(&mut self, row: usize, text: &str) {
        match self {
            Block::Guids(numbers) => {
                if let (Some(own), Some(number)) = (numbers.get_mut(row), packed::guid(text)) {
                    *own = number;
                    return;
                }
            }
            Block::Dates(form, numbers) => {
                if let (Some(number), Some(own)) = (date_of(form, text), numbers.get_mut(row)) {
                    *own = number;
                    return;
                }
            }
            Block::Texts { .. } => {}
        }
        let (folded, shown) = self.unpack(0);
        match folded_of(text) {
            Cow::Borrowed(same) => {
                folded.set(row, same);
                shown.iter_mut().for_each(|shown| shown.set(row, ""));
            }
            Cow::Owned(other) => {
                folded.set(row, &other);
                let rows = folded.len();
                shown.get_or_insert_with(|| blanks(rows)).set(row, text);
            }
        }
        if shown.as_ref().is_some_and(Run::is_blank) {
            *shown = None;
        }
    }

    /// Whether a text could stand in this block at all, from the characters that it has.
    pub(crate) fn may_contain(&self, folded: &str) -> bool {
        let only = |allowed: fn(u8) -> bool| folded.bytes().all(allowed);
        match self {
            Block::Texts { .. } => true,
            Block::Guids(_) => only(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-')),
            Block::Dates(..) => {
                only(|byte| matches!(byte, b'0'..=b'9' | b'-' | b':' | b' ' | b't' | b'z'))
            }
        }
    }

    /// No row will be added: gives back what was kept for them.
    pub(crate) fn shrink(&mut self) {
        match self {
            Block::Texts { folded, shown } => {
                folded.shrink();
                shown.iter_mut().for_each(Run::shrink);
            }
            Block::Guids(numbers) => numbers.shrink_to_fit(),
            Block::Dates(_, numbers) => numbers.shrink_to_fit(),
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        match self {
            Block::Texts { folded, shown } => folded.bytes() + shown.as_ref().map_or(0, Run::bytes),
            Block::Guids(numbers) => numbers.capacity() * 16,
            Block::Dates(_, numbers) => numbers.capacity() * 4,
        }
    }
}

/// The number of a text in a block of dates; the first that is not empty gives the block its form.
fn date_of(form: &mut Option<DateForm>, text: &str) -> Option<u32> {
    if text.is_empty() {
        return Some(0);
    }
    let (own, number) = packed::date(text)?;
    (*form.get_or_insert(own) == own).then_some(number)
}

fn blanks(rows: usize) -> Run {
    let mut run = Run::default();
    (0..rows).for_each(|_| run.push(""));
    run
}

/// The form of a text that is searched; borrowed where it is the text itself, as it nearly always is.
fn folded_of(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if text.bytes().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let folded = fold(text);
    if folded == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(texts: &[&str]) -> Block {
        let mut block = Block::new();
        texts.iter().for_each(|text| block.push(text, 0));
        block
    }

    const GUID: &str = "00a1b2c3-d4e5-f607-1829-0a1b2c3d4e5f";

    #[test]
    fn texts_come_back_whatever_their_block_became() {
        let date = "2024-02-29 10:00:00";
        let lists: [&[&str]; 8] = [
            &["zhang.wei", "Li Ming", "张伟", "ＡＢ", ""],
            &[GUID, GUID],
            &[GUID, "", date, "x"],
            &["", date, "", "2024-02-29 10:00:01"],
            &["", date, "2024-02-29T10:00:01"],
            &["", "", GUID],
            &["", "A"],
            &[],
        ];
        for texts in lists {
            let mut changed = block(texts);
            for (row, text) in texts.iter().enumerate() {
                assert_eq!(changed.get(row), *text);
                assert!(changed.is(row, text) && !changed.is(row, "other"));
                assert_eq!(changed.folded(row, &mut Written::new()), fold(text));
            }
            for (row, text) in ["", GUID, date, "Ｘ", "x"].iter().enumerate() {
                changed.set(row, text);
                let wanted = if row < texts.len() { text } else { "" };
                assert_eq!(changed.len(), texts.len());
                if row < texts.len() {
                    assert_eq!(changed.get(row), *wanted, "{texts:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_of_one_form_is_packed() {
        assert!(matches!(block(&[GUID]), Block::Guids(_)));
        assert!(matches!(
            block(&["", "2024-01-01"]),
            Block::Dates(Some(DateForm::Day), _)
        ));
        let Block::Texts { shown, .. } = block(&["a", "张"]) else {
            unreachable!();
        };
        assert!(shown.is_none());
    }
}
