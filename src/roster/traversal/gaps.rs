//! Reading again where two neighbouring pages have no row in common.

use super::{Next, Stretch, Traversal};

/// Questions that are spent on gaps in any case; the longer the list, the more.
const REPAIRS: u32 = 32;

/// Questions that are spent on them when all the rest is linked.
const STRAYS: u32 = 8;

impl Traversal {
    /// Asks for a page where the list has a gap that nobody is asking about, or waits if all have somebody. `None` if there
    /// is none, or if enough was asked.
    pub(super) fn close_gap(&mut self) -> Option<Next> {
        let left = *self
            .repairs
            .get_or_insert(REPAIRS + 2 * self.stretches.len() as u32);
        // A page that nothing leads to although all is linked: the rows of it may be gone by now.
        let left = if self.linked.is_whole() {
            left.min(STRAYS)
        } else {
            left
        };
        let gap = self.gap().filter(|_| left > 0);
        let Some((behind, offset)) = gap else {
            return (!self.under_way.is_empty()).then_some(Next::Wait);
        };
        self.repairs = Some(left - 1);
        Some(self.ask(offset, Some(behind)))
    }

    /// The first gap that nobody asks about: the stretch before it, and where to read.
    fn gap(&self) -> Option<(u32, u64)> {
        let between = self.stretches.windows(2).filter_map(|pair| {
            let [before, behind] = pair else { return None };
            let is_gap = !self.linked.are_joined(before.node, behind.node);
            is_gap.then(|| (before.node, self.towards(before, behind)))
        });
        let last = self.stretches.last();
        let at_the_end = last
            .filter(|last| !self.linked.leads_to_end(last.node))
            .map(|last| (last.node, self.after(last)));
        between
            .chain(at_the_end)
            .find(|(behind, _)| !self.is_asked_behind(*behind))
    }

    fn is_asked_behind(&self, node: u32) -> bool {
        self.under_way
            .iter()
            .any(|asked| asked.behind == Some(node))
    }

    /// From the one that was read last towards the other: only of that one it is known where it is by now.
    fn towards(&self, before: &Stretch, behind: &Stretch) -> u64 {
        if before.node > behind.node {
            self.after(before)
        } else {
            let step = self.manner.length.saturating_sub(self.manner.overlap);
            behind.offset.saturating_sub(u64::from(step))
        }
    }

    fn after(&self, stretch: &Stretch) -> u64 {
        let overlap = u64::from(self.manner.overlap);
        // An empty one has nothing that could overlap, nor has one that is no longer than that.
        stretch
            .end
            .saturating_sub(overlap)
            .max(stretch.offset.min(stretch.end))
    }
}
