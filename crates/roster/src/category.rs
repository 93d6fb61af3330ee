//! A column of few different texts, such as a status: a number a row, and each text once.

use crate::run::{BLOCK, Mask, NONE, mark, marked};
use sheet::fold;
use std::collections::HashMap;

/// One of the texts of a category.
#[derive(Clone, Debug, Default)]
pub(crate) struct Value {
    pub(crate) shown: Box<str>,
    pub(crate) folded: Box<str>,
    /// By which other texts a query finds it, folded: the words for it that a page shows.
    aliases: Vec<Box<str>>,
}

impl Value {
    /// Whether it meets a condition under any of its names.
    pub(crate) fn meets(&self, condition: impl Fn(&str) -> bool) -> bool {
        condition(&self.folded) || self.aliases.iter().any(|alias| condition(alias))
    }
}

/// A column of few different texts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Category {
    /// In pieces, so that growing copies nothing.
    codes: Vec<Vec<u16>>,
    values: Vec<Value>,
    known: HashMap<Box<str>, u16>,
}

/// There are more different texts than a category can tell apart.
#[derive(Debug)]
pub(crate) struct TooMany;

impl Category {
    fn code(&mut self, text: &str) -> Result<u16, TooMany> {
        if let Some(code) = self.known.get(text) {
            return Ok(*code);
        }
        let code = u16::try_from(self.values.len()).map_err(|_| TooMany)?;
        self.values.push(Value {
            shown: text.into(),
            folded: fold(text).into(),
            aliases: Vec::new(),
        });
        self.known.insert(text.into(), code);
        Ok(code)
    }

    pub(crate) fn push(&mut self, text: &str) -> Result<(), TooMany> {
        let code = self.code(text)?;
        match self.codes.last_mut() {
            Some(last) if last.len() < BLOCK => last.push(code),
            _ => {
                let mut block = Vec::with_capacity(BLOCK);
                block.push(code);
                self.codes.push(block);
            }
        }
        Ok(())
    }

    pub(crate) fn set(&mut self, row: u32, text: &str) -> Result<(), TooMany> {
        let code = self.code(text)?;
        let block = self.codes.get_mut(row as usize / BLOCK);
        if let Some(own) = block.and_then(|block| block.get_mut(row as usize % BLOCK)) {
            *own = code;
        }
        Ok(())
    }

    /// The number of a row's text.
    pub(crate) fn code_of(&self, row: u32) -> u16 {
        let block = self.codes.get(row as usize / BLOCK);
        let code = block.and_then(|block| block.get(row as usize % BLOCK));
        code.copied().unwrap_or(0)
    }

    pub(crate) fn value(&self, row: u32) -> Option<&Value> {
        self.values.get(self.code_of(row) as usize)
    }

    pub(crate) fn get(&self, row: u32) -> &str {
        self.value(row).map_or("", |value| &value.shown)
    }

    /// Each different text, by its number. Some may no longer have a row.
    pub(crate) fn values(&self) -> &[Value] {
        &self.values
    }

    /// By which other texts a query finds a value; it need not have a row yet.
    pub(crate) fn name(&mut self, text: &str, aliases: &[&str]) -> Result<(), TooMany> {
        let code = self.code(text)?;
        if let Some(value) = self.values.get_mut(code as usize) {
            value.aliases = aliases.iter().map(|alias| fold(alias).into()).collect();
        }
        Ok(())
    }

    /// Which of some rows of a block have a value that is met.
    pub(crate) fn meeting(&self, index: usize, within: &Mask, met: &[bool]) -> Mask {
        let mut found = NONE;
        if let Some(codes) = self.codes.get(index) {
            for row in marked(within) {
                let code = codes.get(row).copied().unwrap_or(0);
                if met.get(code as usize).copied().unwrap_or(false) {
                    mark(&mut found, row);
                }
            }
        }
        found
    }

    pub(crate) fn bytes(&self) -> usize {
        let values = self.values.iter().map(|value| value.shown.len() * 3 + 128);
        self.codes.len() * BLOCK * 2 + values.sum::<usize>()
    }

    /// Keeps some rows, in their order.
    pub(crate) fn kept(mut self, mut keeps: impl FnMut(u32) -> bool) -> Self {
        let mut kept: Vec<Vec<u16>> = Vec::new();
        for (index, block) in std::mem::take(&mut self.codes).into_iter().enumerate() {
            for (row, code) in block.into_iter().enumerate() {
                if keeps((index * BLOCK + row) as u32) {
                    match kept.last_mut() {
                        Some(last) if last.len() < BLOCK => last.push(code),
                        _ => {
                            let mut block = Vec::with_capacity(BLOCK);
                            block.push(code);
                            kept.push(block);
                        }
                    }
                }
            }
        }
        self.codes = kept;
        self
    }
}
