//! What happens, in the order of its time; what happens at the same time, in the order in which it was foreseen.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// What will happen.
pub(crate) struct Queue<T> {
    order: BinaryHeap<Reverse<(u64, u64)>>,
    waiting: BTreeMap<u64, T>,
    foreseen: u64,
}

impl<T> Queue<T> {
    pub(crate) fn new() -> Self {
        Queue {
            order: BinaryHeap::new(),
            waiting: BTreeMap::new(),
            foreseen: 0,
        }
    }

    pub(crate) fn at(&mut self, time: u64, what: T) {
        self.foreseen += 1;
        self.order.push(Reverse((time, self.foreseen)));
        self.waiting.insert(self.foreseen, what);
    }

    pub(crate) fn next(&mut self) -> Option<(u64, T)> {
        let Reverse((time, number)) = self.order.pop()?;
        Some((time, self.waiting.remove(&number)?))
    }
}
