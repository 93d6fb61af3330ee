//! A column of texts, in blocks.

use crate::block::Block;
use crate::characters::Characters;
use crate::initials::Initials;
use crate::packed::{DateForm, Written};
use crate::run::{BLOCK, Mask, NONE, Run, marked};
use memchr::memmem::Finder;
use std::borrow::Cow;

/// Up to so many rows of a block are looked at one by one; with more, a search through the whole block is quicker.
const FEW: u32 = 64;

/// A column of texts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    blocks: Vec<Block>,
    /// The initials of names, where that was asked for: a block's are made when it is first searched.
    initials: Option<Spelled>,
    characters: Characters,
    /// Packed texts of the block that is being searched.
    unpacked: Run,
}

#[derive(Clone, Debug)]
struct Spelled {
    by: Initials,
    blocks: Vec<Option<Run>>,
}

impl Texts {
    pub(crate) fn push(&mut self, text: &str) {
        if self.blocks.last().is_none_or(|last| last.len() == BLOCK) {
            self.blocks.push(Block::new());
        }
        // As much as the block before took, and a little more.
        let room = match self.blocks.as_slice() {
            [.., Block::Texts { folded, .. }, _] => folded.text_bytes() + folded.text_bytes() / 32,
            _ => 0,
        };
        let index = self.blocks.len() - 1;
        let Some(block) = self.blocks.last_mut() else {
            return;
        };
        block.push(text, room);
        let row = block.len() - 1;
        if block.len() == BLOCK {
            block.shrink();
        }
        self.changed(index, row);
    }

    /// A row's text as it is shown.
    pub(crate) fn get(&self, row: u32) -> Cow<'_, str> {
        let (block, row) = place(row);
        self.blocks
            .get(block)
            .map_or(Cow::Borrowed(""), |block| block.get(row))
    }

    /// Whether a row's text is this one.
    pub(crate) fn is(&self, row: u32, text: &str) -> bool {
        let (block, row) = place(row);
        self.blocks
            .get(block)
            .is_some_and(|block| block.is(row, text))
    }

    /// A row's text as it is searched.
    pub(crate) fn folded<'a>(&'a self, row: u32, written: &'a mut Written) -> &'a str {
        let (block, row) = place(row);
        self.blocks
            .get(block)
            .map_or("", |block| block.folded(row, written))
    }

    pub(crate) fn set(&mut self, row: u32, text: &str) {
        let (index, row) = place(row);
        if let Some(block) = self.blocks.get_mut(index) {
            block.set(row, text);
            self.changed(index, row);
        }
    }

    fn changed(&mut self, index: usize, row: usize) {
        if let Some(Block::Texts { folded, .. }) = self.blocks.get(index) {
            self.characters.insert_all(folded.get(row));
        }
        if let Some(spelled) = self
            .initials
            .as_mut()
            .and_then(|own| own.blocks.get_mut(index))
        {
            *spelled = None;
        }
    }

    /// The characters that occur in searched texts, or did; not those of packed blocks, which are digits, letters below
    /// `g`, `t`, `z`, hyphens, colons and spaces.
    pub(crate) fn characters(&self) -> &Characters {
        &self.characters
    }

    /// The one form of date that all rows have which have a text, if it is so.
    pub(crate) fn date_form(&self) -> Option<DateForm> {
        let mut form = None;
        for block in &self.blocks {
            match (block, form) {
                (Block::Dates(None, _), _) => {}
                (Block::Dates(own, _), None) => form = *own,
                (Block::Dates(own, _), same) if *own == same => {}
                _ => return None,
            }
        }
        form
    }

    /// The number of a row's date; zero where there is none.
    pub(crate) fn date(&self, row: u32) -> u32 {
        let (block, row) = place(row);
        match self.blocks.get(block) {
            Some(Block::Dates(_, numbers)) => numbers.get(row).copied().unwrap_or(0),
            _ => 0,
        }
    }

    /// From now on a name is found by its initials as well, or no longer.
    pub(crate) fn spell(&mut self, by: Option<&Initials>) {
        self.initials = by.map(|by| Spelled {
            by: by.clone(),
            blocks: Vec::new(),
        });
    }

    pub(crate) fn block(&self, index: usize) -> Option<&Block> {
        self.blocks.get(index)
    }

    /// Which of some rows of a block contain what is looked for, which is not empty.
    pub(crate) fn containing(&mut self, index: usize, within: &Mask, wanted: &Finder<'_>) -> Mask {
        let mut found = NONE;
        let Some(block) = self.blocks.get(index) else {
            return found;
        };
        let possible =
            std::str::from_utf8(wanted.needle()).is_ok_and(|text| block.may_contain(text));
        match block {
            _ if !possible => {}
            _ if within.iter().map(|word| word.count_ones()).sum::<u32>() <= FEW => {
                for row in marked(within) {
                    let mut written = Written::new();
                    if wanted
                        .find(block.folded(row, &mut written).as_bytes())
                        .is_some()
                    {
                        crate::run::mark(&mut found, row);
                    }
                }
            }
            Block::Texts { folded, .. } => folded.containing(wanted, &mut found),
            packed => {
                self.unpacked.clear();
                for row in 0..packed.len() {
                    self.unpacked.push(packed.folded(row, &mut Written::new()));
                }
                self.unpacked.containing(wanted, &mut found);
            }
        }
        if let (Some(spelled), Block::Texts { folded, .. }) = (&mut self.initials, block) {
            if spelled.blocks.len() <= index {
                spelled.blocks.resize(index + 1, None);
            }
            let own = spelled.blocks[index].get_or_insert_with(|| {
                let mut run = Run::default();
                let mut initials = String::new();
                for row in 0..folded.len() {
                    initials.clear();
                    spelled.by.push(folded.get(row), &mut initials);
                    run.push(&initials);
                }
                run.shrink();
                run
            });
            own.containing(wanted, &mut found);
        }
        for (own, within) in found.iter_mut().zip(within) {
            *own &= within;
        }
        found
    }

    /// The bytes that it takes.
    pub(crate) fn bytes(&self) -> usize {
        let spelled = self
            .initials
            .iter()
            .flat_map(|own| own.blocks.iter().flatten());
        self.blocks.iter().map(Block::bytes).sum::<usize>()
            + self.blocks.capacity() * size_of::<Block>()
            + spelled.map(Run::bytes).sum::<usize>()
            + self.characters.bytes()
            + self.unpacked.bytes()
    }

    /// The texts of the rows that are kept, in their order. The old blocks are given back one by one.
    pub(crate) fn kept(mut self, mut keeps: impl FnMut(u32) -> bool) -> Self {
        let mut kept = Texts {
            characters: std::mem::take(&mut self.characters),
            ..Texts::default()
        };
        for (index, block) in self.blocks.into_iter().enumerate() {
            for row in 0..block.len() {
                if keeps((index * BLOCK + row) as u32) {
                    kept.push(&block.get(row));
                }
            }
        }
        kept.initials = self.initials.map(|own| Spelled {
            by: own.by,
            blocks: Vec::new(),
        });
        kept
    }
}

fn place(row: u32) -> (usize, usize) {
    (row as usize / BLOCK, row as usize % BLOCK)
}
