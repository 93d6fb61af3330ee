//! A column of texts in one piece of memory, and the form of them that is searched.

use sheet::fold;
use std::collections::HashMap;

/// Texts one behind the other. A text that becomes longer is put at the end, and its old place is waste until there is
/// more waste than text.
#[derive(Clone, Debug, Default)]
struct Arena {
    bytes: String,
    /// Where each row's text begins and ends.
    places: Vec<(u32, u32)>,
    waste: usize,
    /// Whether the rows' texts lie in the rows' order, with nothing between them.
    in_order: bool,
}

impl Arena {
    fn new() -> Self {
        Arena {
            in_order: true,
            ..Arena::default()
        }
    }

    fn push(&mut self, text: &str) {
        let place = self.append(text);
        self.places.push(place);
    }

    fn append(&mut self, text: &str) -> (u32, u32) {
        let begin = self.bytes.len() as u32;
        self.bytes.push_str(text);
        (begin, self.bytes.len() as u32)
    }

    fn get(&self, row: u32) -> &str {
        self.places
            .get(row as usize)
            .and_then(|(begin, end)| self.bytes.get(*begin as usize..*end as usize))
            .unwrap_or_default()
    }

    fn set(&mut self, row: u32, text: &str) {
        if self.get(row) == text {
            return;
        }
        let place = self.append(text);
        if let Some(own) = self.places.get_mut(row as usize) {
            self.waste += (own.1 - own.0) as usize;
            *own = place;
            self.in_order = false;
        }
        if self.waste > self.bytes.len() / 2 {
            self.tidy();
        }
    }

    /// Puts the last row in the place of this one.
    fn swap_remove(&mut self, row: u32) {
        let removed = self.places.swap_remove(row as usize);
        self.waste += (removed.1 - removed.0) as usize;
        self.in_order = false;
    }

    /// Puts the texts one behind the other again.
    fn tidy(&mut self) {
        if self.in_order {
            return;
        }
        let mut tidy = Arena::new();
        tidy.places.reserve(self.places.len());
        tidy.bytes.reserve(self.bytes.len() - self.waste);
        for row in 0..self.places.len() as u32 {
            tidy.push(self.get(row));
        }
        *self = tidy;
    }
}

/// A column of texts.
#[derive(Clone, Debug)]
pub(crate) struct Texts {
    /// As they are searched: case and width do not count.
    folded: Arena,
    /// As they are shown, for those rows in which that is something else.
    shown: HashMap<u32, Box<str>>,
}

impl Texts {
    pub(crate) fn new() -> Self {
        Texts {
            folded: Arena::new(),
            shown: HashMap::new(),
        }
    }

    pub(crate) fn push(&mut self, text: &str) {
        let row = self.folded.places.len() as u32;
        if is_folded(text) {
            self.folded.push(text);
        } else {
            self.folded.push(&fold(text));
            self.shown.insert(row, text.into());
        }
    }

    /// A row's text as it is shown.
    pub(crate) fn get(&self, row: u32) -> &str {
        match self.shown.get(&row) {
            Some(text) => text,
            None => self.folded.get(row),
        }
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> u32 {
        self.folded.places.len() as u32
    }

    /// A row's text as it is searched.
    pub(crate) fn folded(&self, row: u32) -> &str {
        self.folded.get(row)
    }

    pub(crate) fn set(&mut self, row: u32, text: &str) {
        if self.get(row) == text {
            return;
        }
        if is_folded(text) {
            self.shown.remove(&row);
            self.folded.set(row, text);
        } else {
            self.folded.set(row, &fold(text));
            self.shown.insert(row, text.into());
        }
    }

    pub(crate) fn swap_remove(&mut self, row: u32) {
        let last = self.folded.places.len() as u32 - 1;
        self.folded.swap_remove(row);
        self.shown.remove(&row);
        if let Some(text) = self.shown.remove(&last) {
            self.shown.insert(row, text);
        }
    }

    /// All searched texts in the rows' order, one behind the other, and where each begins and ends. Makes them so first
    /// if they are not.
    pub(crate) fn in_order(&mut self) -> (&str, &[(u32, u32)]) {
        self.folded.tidy();
        (&self.folded.bytes, &self.folded.places)
    }

    /// The bytes that it takes.
    pub(crate) fn bytes(&self) -> usize {
        let shown: usize = self.shown.values().map(|text| text.len() + 32).sum();
        self.folded.bytes.capacity() + self.folded.places.capacity() * 8 + shown
    }
}

/// Whether a text is its own searched form, as nearly all are: nothing needs to be kept twice then.
fn is_folded(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
        || fold(text) == text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_shown_as_they_were_and_searched_folded() {
        let mut texts = Texts::new();
        for text in ["zhang.wei", "Li Ming", "张伟", "ＡＢ", ""] {
            texts.push(text);
        }
        assert_eq!(texts.get(1), "Li Ming");
        assert_eq!(texts.folded(1), "li ming");
        assert_eq!((texts.get(3), texts.folded(3)), ("ＡＢ", "ab"));
        texts.set(0, "Zhang Wei the second");
        texts.set(1, "li");
        texts.swap_remove(0);
        assert_eq!(texts.get(0), "");
        assert_eq!(texts.get(1), "li");
        texts.set(3, "x");
        let (bytes, places) = texts.in_order();
        assert_eq!((bytes, places.len()), ("li张伟x", 4));
    }

    #[test]
    fn waste_is_taken_back() {
        let mut texts = Texts::new();
        texts.push("a");
        for count in 0..1_000 {
            texts.set(0, &"b".repeat(count % 50 + 1));
        }
        assert!(texts.bytes() < 1_000, "{}", texts.bytes());
    }
}
