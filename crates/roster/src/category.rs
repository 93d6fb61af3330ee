//! A column of few different texts, such as a status: a number a row, and each text once.

use sheet::fold;
use std::collections::HashMap;

/// A column of few different texts. At most 65,535 of them; what comes after is taken for the last.
#[derive(Clone, Debug, Default)]
pub struct Category {
    codes: Vec<u16>,
    texts: Vec<Box<str>>,
    folded: Vec<Box<str>>,
    known: HashMap<Box<str>, u16>,
}

impl Category {
    fn code(&mut self, text: &str) -> u16 {
        if let Some(code) = self.known.get(text) {
            return *code;
        }
        let Ok(code) = u16::try_from(self.texts.len()) else {
            return u16::MAX;
        };
        self.texts.push(text.into());
        self.folded.push(fold(text).into());
        self.known.insert(text.into(), code);
        code
    }

    pub(crate) fn push(&mut self, text: &str) {
        let code = self.code(text);
        self.codes.push(code);
    }

    pub(crate) fn set(&mut self, row: u32, text: &str) {
        let code = self.code(text);
        if let Some(own) = self.codes.get_mut(row as usize) {
            *own = code;
        }
    }

    pub(crate) fn swap_remove(&mut self, row: u32) {
        self.codes.swap_remove(row as usize);
    }

    pub(crate) fn get(&self, row: u32) -> &str {
        self.codes
            .get(row as usize)
            .and_then(|code| self.texts.get(*code as usize))
            .map_or("", |text| text)
    }

    /// The rows' numbers.
    pub(crate) fn codes(&self) -> &[u16] {
        &self.codes
    }

    /// Each different text as it is shown and as it is searched, by its number.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts
            .iter()
            .zip(&self.folded)
            .map(|(shown, folded)| (&**shown, &**folded))
    }

    pub(crate) fn bytes(&self) -> usize {
        self.codes.capacity() * 2
            + self
                .texts
                .iter()
                .map(|text| text.len() * 2 + 64)
                .sum::<usize>()
    }
}
