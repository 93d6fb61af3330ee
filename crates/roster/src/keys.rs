//! Which row has which key: a table of row numbers alone, because the keys themselves are in their column.

use std::hash::{DefaultHasher, Hasher};

/// The table is in parts, each of which grows by itself: none is ever there twice as a whole.
const PARTS: usize = 64;
const FREE: u32 = u32::MAX;

/// Row numbers by the hash of their key. A row that is gone stays in it until its part grows.
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, Default)]
struct Part {
    /// Their number is a power of two, and at least an eighth of them is free.
    places: Vec<u32>,
    used: usize,
}

/// The hash of a key.
pub(crate) fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(key.as_bytes());
    hasher.finish()
}

impl Part {
    /// The rows at the place of a hash and behind it, up to the first free place.
    fn near(&self, hash: u64) -> impl Iterator<Item = (usize, u32)> + '_ {
        let last = self.places.len().wrapping_sub(1);
        (0..self.places.len()).map(move |step| {
            let place = (hash as usize).wrapping_add(step) & last;
            (place, self.places[place])
        })
    }

    fn insert(&mut self, hash: u64, row: u32) {
        let free = self.near(hash).find(|(_, row)| *row == FREE);
        if let Some((place, _)) = free {
            self.places[place] = row;
            self.used += 1;
        }
    }
}

impl Keys {
    pub(crate) fn new() -> Self {
        Keys {
            parts: vec![Part::default(); PARTS],
        }
    }

    /// The row of this hash that is the one.
    pub(crate) fn find(&self, hash: u64, is: impl Fn(u32) -> bool) -> Option<u32> {
        let part = self.parts.get((hash >> 58) as usize)?;
        let rows = part.near(hash).map(|(_, row)| row);
        rows.take_while(|row| *row != FREE).find(|row| is(*row))
    }

    /// Adds a row. `hash_of` gives the hash of a row that is still there.
    pub(crate) fn insert(&mut self, hash: u64, row: u32, hash_of: impl Fn(u32) -> Option<u64>) {
        let Some(part) = self.parts.get_mut((hash >> 58) as usize) else {
            return;
        };
        if (part.used + 1) * 8 > part.places.len() * 7 {
            let living: Vec<(u64, u32)> = part
                .places
                .iter()
                .filter(|row| **row != FREE)
                .filter_map(|row| Some((hash_of(*row)?, *row)))
                .collect();
            let size = ((living.len() + 1) * 3 / 2).next_power_of_two().max(8);
            part.places.clear();
            part.places.resize(size, FREE);
            part.places.shrink_to_fit();
            part.used = 0;
            living
                .into_iter()
                .for_each(|(hash, row)| part.insert(hash, row));
        }
        part.insert(hash, row);
    }

    pub(crate) fn bytes(&self) -> usize {
        self.parts
            .iter()
            .map(|part| part.places.capacity() * 4)
            .sum()
    }
}
