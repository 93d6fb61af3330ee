//! A block's texts in one piece of memory, one behind the other, always in the rows' order and without gaps.
//!
//! Blocks are small, so that a change moves some kilobytes at most, growing never copies what is there already, and the
//! ends of texts are two bytes each.

use memchr::memmem::Finder;

/// How many rows a block has: sixteen words of a set of rows.
pub(crate) const BLOCK: usize = 1_024;

/// Which rows of a block: the words of a set of rows that are its own.
pub(crate) type Mask = [u64; BLOCK / 64];

/// No row of a block.
pub(crate) const NONE: Mask = [0; BLOCK / 64];

/// Takes a row of a block into a mask.
pub(crate) fn mark(mask: &mut Mask, row: usize) {
    if let Some(word) = mask.get_mut(row / 64) {
        *word |= 1 << (row % 64);
    }
}

/// The rows of a mask.
pub(crate) fn marked(mask: &Mask) -> impl Iterator<Item = usize> + '_ {
    mask.iter().enumerate().flat_map(|(index, word)| {
        let mut left = *word;
        std::iter::from_fn(move || {
            let bit = left.trailing_zeros() as usize;
            left = if left == 0 {
                return None;
            } else {
                left & (left - 1)
            };
            Some(index * 64 + bit)
        })
    })
}

/// Texts one behind the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Run {
    text: String,
    ends: Ends,
}

/// Where each text ends.
#[derive(Clone, Debug)]
enum Ends {
    Near(Vec<u16>),
    /// In a block of more than 65,535 bytes.
    Far(Vec<u32>),
}

impl Default for Ends {
    fn default() -> Self {
        Ends::Near(Vec::new())
    }
}

impl Run {
    /// With room for so many bytes.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Run {
            text: String::with_capacity(bytes),
            ends: Ends::default(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        match &self.ends {
            Ends::Near(ends) => ends.len(),
            Ends::Far(ends) => ends.len(),
        }
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        let end = self.text.len();
        match (&mut self.ends, u16::try_from(end)) {
            (Ends::Near(ends), Ok(end)) => ends.push(end),
            (Ends::Near(_), Err(_)) => {
                let far = self.far();
                far.push(end as u32);
            }
            (Ends::Far(ends), _) => ends.push(end as u32),
        }
    }

    /// The ends as wide numbers from now on.
    fn far(&mut self) -> &mut Vec<u32> {
        if let Ends::Near(near) = &self.ends {
            self.ends = Ends::Far(near.iter().copied().map(u32::from).collect());
        }
        match &mut self.ends {
            Ends::Far(far) => far,
            Ends::Near(_) => unreachable!("they were made wide above"),
        }
    }

    fn end(&self, row: usize) -> usize {
        match &self.ends {
            Ends::Near(ends) => ends.get(row).map_or(self.text.len(), |end| *end as usize),
            Ends::Far(ends) => ends.get(row).map_or(self.text.len(), |end| *end as usize),
        }
    }

    fn begin(&self, row: usize) -> usize {
        if row == 0 { 0 } else { self.end(row - 1) }
    }

    pub(crate) fn get(&self, row: usize) -> &str {
        let place = self.begin(row)..self.end(row);
        self.text.get(place).unwrap_or_default()
    }

    pub(crate) fn set(&mut self, row: usize, text: &str) {
        if row >= self.len() {
            return;
        }
        let (begin, end) = (self.begin(row), self.end(row));
        let more = text.len().saturating_sub(end - begin);
        self.text.reserve_exact(more);
        if self.text.len() + more > usize::from(u16::MAX) {
            self.far();
        }
        self.text.replace_range(begin..end, text);
        let now = begin + text.len();
        match &mut self.ends {
            Ends::Near(ends) => ends[row..]
                .iter_mut()
                .for_each(|own| *own = (usize::from(*own) + now - end) as u16),
            Ends::Far(ends) => ends[row..]
                .iter_mut()
                .for_each(|own| *own = (*own as usize + now - end) as u32),
        }
    }

    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends = match std::mem::take(&mut self.ends) {
            Ends::Near(mut ends) => {
                ends.clear();
                Ends::Near(ends)
            }
            Ends::Far(_) => Ends::default(),
        };
    }

    /// Gives back what was kept for growing.
    pub(crate) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        match &mut self.ends {
            Ends::Near(ends) => ends.shrink_to_fit(),
            Ends::Far(ends) => ends.shrink_to_fit(),
        }
    }

    pub(crate) fn text_bytes(&self) -> usize {
        self.text.len()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.text.capacity()
            + match &self.ends {
                Ends::Near(ends) => ends.capacity() * 2,
                Ends::Far(ends) => ends.capacity() * 4,
            }
    }

    /// Marks every row whose text contains what is looked for, which is not empty. A find that reaches from one row into
    /// the next is none.
    pub(crate) fn containing(&self, wanted: &Finder<'_>, found: &mut Mask) {
        match &self.ends {
            Ends::Near(ends) => {
                self.finds(wanted, |row| ends.get(row).map(|end| *end as usize), found)
            }
            Ends::Far(ends) => {
                self.finds(wanted, |row| ends.get(row).map(|end| *end as usize), found)
            }
        }
    }

    fn finds(
        &self,
        wanted: &Finder<'_>,
        end_of: impl Fn(usize) -> Option<usize>,
        found: &mut Mask,
    ) {
        let (bytes, length) = (self.text.as_bytes(), wanted.needle().len());
        let (mut from, mut row) = (0, 0);
        while let Some(at) = bytes.get(from..).and_then(|rest| wanted.find(rest)) {
            let begin = from + at;
            let end = loop {
                match end_of(row) {
                    Some(end) if end <= begin => row += 1,
                    Some(end) => break end,
                    None => return,
                }
            };
            if begin + length <= end {
                mark(found, row);
            }
            // What else begins in this row cannot matter: it was found, or it reaches over the end too.
            from = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(wanted: &str, texts: &[&str]) -> Vec<usize> {
        let mut run = Run::default();
        texts.iter().for_each(|text| run.push(text));
        let mut found = NONE;
        run.containing(&Finder::new(wanted), &mut found);
        marked(&found).collect()
    }

    #[test]
    fn a_find_does_not_reach_into_the_next_row() {
        assert_eq!(find("ab", &["a", "b", "", "xab", "ab", "a"]), [3, 4]);
        assert_eq!(find("aa", &["a", "aa", "a", "aaa"]), [1, 3]);
        assert_eq!(find("张伟", &["张", "伟张", "伟", "老张伟"]), [3]);
        assert_eq!(find("x", &[]), [0; 0]);
    }

    #[test]
    fn texts_change_in_their_places() {
        let mut run = Run::default();
        ["one", "", "three"].iter().for_each(|text| run.push(text));
        run.set(1, "两个");
        run.set(0, "");
        run.set(3, "there is no such row");
        assert_eq!(
            [0, 1, 2, 3].map(|row| run.get(row)),
            ["", "两个", "three", ""]
        );
    }

    #[test]
    fn a_block_may_be_longer_than_two_bytes_tell() {
        let mut run = Run::default();
        let long = "long ".repeat(10_000);
        run.push(&long);
        run.push("a");
        run.set(1, &long);
        run.push("end");
        run.set(0, "begin");
        assert_eq!((run.get(0), run.get(2)), ("begin", "end"));
        assert_eq!(run.get(1), long);
    }
}
