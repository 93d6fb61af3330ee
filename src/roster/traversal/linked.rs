//! Which pages have rows in common, directly or by others, with the list's beginning and with its end.

use super::Key;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The list's beginning, which every page at offset 0 has in common.
const BEGINNING: u32 = 0;
/// The list's end.
const END: u32 = 1;
/// For rows that were on no page.
const NOWHERE: u32 = u32::MAX;

/// Where a row was last seen.
#[derive(Clone, Copy, Debug)]
struct Sight {
    node: u32,
    /// Its index in the list, the lower half of it: to tell whether it has moved.
    at: u32,
}

/// Pages as sets of rows, joined where they have one in common.
#[derive(Clone, Debug)]
pub struct Linked {
    sights: HashMap<Key, Sight>,
    /// For each page one that it is joined with; itself for one of each set.
    joined: Vec<u32>,
    /// The first page of the present look at the list.
    first: u32,
}

/// What a page told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its number.
    pub node: u32,
    /// Whether a row was elsewhere in the list when it was seen before.
    pub has_moved: bool,
    /// Whether every row of it was seen before in this look.
    pub is_known: bool,
}

impl Default for Linked {
    fn default() -> Linked {
        Linked {
            sights: HashMap::new(),
            joined: vec![BEGINNING, END],
            first: 2,
        }
    }
}

impl Linked {
    /// Takes a page.
    pub fn add(&mut self, offset: u64, keys: &[Key]) -> Page {
        let node = self.joined.len() as u32;
        self.joined.push(node);
        if offset == 0 {
            self.join(BEGINNING, node);
        }
        let mut page = Page {
            node,
            has_moved: false,
            is_known: true,
        };
        for (key, at) in keys.iter().zip(offset..) {
            // The lower half tells two places apart as well.
            let sight = Sight {
                node,
                at: at as u32,
            };
            let before = match self.sights.entry(*key) {
                Entry::Occupied(mut known) => known.insert(sight),
                Entry::Vacant(unknown) => {
                    unknown.insert(sight);
                    page.is_known = false;
                    continue;
                }
            };
            if before.node == NOWHERE {
                page.is_known = false;
                continue;
            }
            page.has_moved |= before.at != sight.at;
            if before.node >= self.first {
                self.join(before.node, node);
            } else {
                page.is_known = false;
            }
        }
        page
    }

    /// Says that the list is over with a page.
    pub fn reach_end(&mut self, node: u32) {
        self.join(END, node);
    }

    /// Begins a new look at the list: what was linked before says nothing any more, what was seen stays seen.
    pub fn begin_look(&mut self) {
        for end in [BEGINNING, END] {
            self.joined[end as usize] = end;
        }
        self.first = self.joined.len() as u32;
    }

    /// Whether pages lead from the list's beginning to its end.
    pub fn is_whole(&self) -> bool {
        self.are_joined(BEGINNING, END)
    }

    /// Whether a page leads to the list's end.
    pub fn leads_to_end(&self, node: u32) -> bool {
        self.are_joined(node, END)
    }

    /// Whether two pages lead to one another.
    pub fn are_joined(&self, one: u32, other: u32) -> bool {
        self.set(one) == self.set(other)
    }

    /// How many different rows were seen.
    pub fn count(&self) -> usize {
        self.sights.len()
    }

    /// Whether a row was seen.
    pub fn has(&self, key: Key) -> bool {
        self.sights.contains_key(&key)
    }

    /// Notes a row that was on no page.
    pub fn note(&mut self, key: Key) {
        let nowhere = Sight {
            node: NOWHERE,
            at: 0,
        };
        self.sights.entry(key).or_insert(nowhere);
    }

    fn set(&self, mut node: u32) -> u32 {
        while self.joined[node as usize] != node {
            node = self.joined[node as usize];
        }
        node
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.set(one), self.set(other));
        // The higher one leads to the lower: the beginning and the end of a look stand for their sets.
        let (low, high) = (one.min(other), one.max(other));
        self.joined[high as usize] = low;
    }
}
