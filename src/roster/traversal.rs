//! Reading a long list by pages while it changes: what to ask next, and when all of it was seen.
//!
//! Pure: pages come in as keys, questions go out as offsets. It must not know a network, a vendor or the browser.
//!
//! Why nothing is lost: two pages that have a row in common cover, together and without a gap, every row between their ends
//! that was there all the time, in whichever order and at whichever times they were read. So pages overlap by some rows, and
//! the list was seen when a row of pages, each with a row in common with the next, leads from a page at the list's
//! beginning to one at its end. Where two neighbours have none in common, the list has moved between them, and that
//! place is read again. This holds for lists in which rows that stay keep their order; where rows jump, the number that
//! the vendor gives for all is the only sign, and it is heeded.

mod gaps;
mod linked;

use linked::Linked;

/// What tells a row from all others, such as a hash of its id.
pub type Key = u64;

/// How the list is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// Questions under way at once, from the second on.
    pub at_once: usize,
    /// Rows asked for at once.
    pub length: u32,
    /// Rows that neighbouring pages have in common; less than half of `length`.
    pub overlap: u32,
    /// After so many questions it ends, whatever the vendor says.
    pub questions: u32,
}

impl Default for Manner {
    fn default() -> Manner {
        Manner {
            at_once: 4,
            length: 1_000,
            overlap: 8,
            questions: 6_000,
        }
    }
}

/// A question for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Tells it from all other questions of this traversal.
    pub id: u32,
    /// The index of the first row.
    pub offset: u64,
    /// How many rows at most.
    pub limit: u32,
}

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Ask for a page.
    Ask(Ask),
    /// Nothing, until an answer comes or it is resumed.
    Wait,
    /// Nothing more: this is how it ended.
    Ended(Outcome),
}

/// How a traversal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Every row that was there all the time was seen.
    Complete,
    /// The list kept changing, or the vendor contradicts itself: rows may be missing, so many of them as far as is known.
    Uncertain {
        /// By how many rows less were seen than the vendor says there are; 0 if that is not known.
        missing: u64,
    },
}

/// So many pages without a row that was not known give the list up: the vendor says the same again and again.
const REPEATS: u32 = 6;

/// How often the whole list is read at most.
const LOOKS: u32 = 2;

/// A page that was read, or the place where the list was found to be over, in the list's order.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    node: u32,
    offset: u64,
    /// Behind its last row.
    end: u64,
}

/// A question that is under way or was put back.
#[derive(Clone, Copy, Debug)]
struct Asked {
    ask: Ask,
    /// The stretch behind which the answer belongs, for a place that is read again.
    behind: Option<u32>,
}

/// The state of reading a list.
#[derive(Clone, Debug)]
pub struct Traversal {
    manner: Manner,
    linked: Linked,
    /// In the list's order.
    stretches: Vec<Stretch>,
    under_way: Vec<Asked>,
    put_back: Vec<Asked>,
    /// Where the next page of this look begins.
    next: u64,
    /// Whether the end of the list was found in this look.
    has_end: bool,
    /// What the vendor last said of how many rows there are.
    total: Option<u64>,
    /// Whether anything was found elsewhere than before, or another total was given.
    has_moved: bool,
    /// The vendor gives no longer pages.
    longest: u32,
    /// The length of the last page that was shorter than asked for and not the end.
    short: Option<u64>,
    /// Pages in a row without a row that was not known.
    repeats: u32,
    asked: u32,
    looks: u32,
    /// Questions that may still be spent on reading places again.
    repairs: Option<u32>,
    is_stopped: bool,
    outcome: Option<Outcome>,
}

impl Traversal {
    /// A list of which nothing was read.
    pub fn new(manner: Manner) -> Traversal {
        Traversal {
            manner,
            linked: Linked::default(),
            stretches: Vec::new(),
            under_way: Vec::new(),
            put_back: Vec::new(),
            next: 0,
            has_end: false,
            total: None,
            has_moved: false,
            longest: u32::MAX,
            short: None,
            repeats: 0,
            asked: 0,
            looks: 1,
            repairs: None,
            is_stopped: false,
            outcome: None,
        }
    }

    /// What to do next. Call it again until it says to wait, after every change.
    pub fn what_next(&mut self) -> Next {
        if let Some(outcome) = self.outcome {
            return Next::Ended(outcome);
        }
        if self.is_stopped || self.under_way.len() >= self.manner.at_once {
            return Next::Wait;
        }
        if let Some(asked) = self.put_back.pop() {
            self.under_way.push(asked);
            return Next::Ask(asked.ask);
        }
        if self.may_go_on() {
            let offset = self.next;
            let step = self.manner.length.saturating_sub(self.manner.overlap);
            self.next = offset.saturating_add(u64::from(step.max(1)));
            return self.ask(offset, None);
        }
        if !self.is_read_through() {
            return Next::Wait;
        }
        if self.repeats >= REPEATS {
            return self.give_up();
        }
        match self.close_gap() {
            Some(next) => next,
            None if self.linked.is_whole() => self.end_or_look_again(),
            None => self.give_up(),
        }
    }

    /// Whether the next page of this look can be asked for.
    fn may_go_on(&self) -> bool {
        if self.has_end || self.repeats >= REPEATS || self.repairs.is_some() {
            return false;
        }
        // The first page says how long the list is, and how long its pages are.
        if self.stretches.is_empty() {
            return self.under_way.is_empty();
        }
        // Behind the end that the vendor told, one by one: only a page that is not full is the end.
        self.total.is_none_or(|total| self.next < total) || self.under_way.is_empty()
    }

    fn is_read_through(&self) -> bool {
        self.repairs.is_some()
            || (self.under_way.is_empty() && (self.has_end || self.repeats >= REPEATS))
    }

    fn ask(&mut self, offset: u64, behind: Option<u32>) -> Next {
        if self.asked >= self.manner.questions {
            return self.give_up();
        }
        let ask = Ask {
            id: self.asked,
            offset,
            limit: self.manner.length,
        };
        self.asked += 1;
        self.under_way.push(Asked { ask, behind });
        Next::Ask(ask)
    }

    fn give_up(&mut self) -> Next {
        let missing = self.missing();
        self.end(Outcome::Uncertain { missing })
    }

    fn end(&mut self, outcome: Outcome) -> Next {
        self.outcome = Some(outcome);
        self.under_way.clear();
        self.put_back.clear();
        Next::Ended(outcome)
    }

    fn missing(&self) -> u64 {
        self.total
            .map_or(0, |total| total.saturating_sub(self.seen()))
    }

    /// All is linked. If the list moved and the vendor knows of more rows than came, it is read once more: rows may
    /// have jumped. In a list that stood still, a second look would show the same.
    fn end_or_look_again(&mut self) -> Next {
        let missing = self.missing();
        if missing == 0 {
            return self.end(Outcome::Complete);
        }
        if self.looks >= LOOKS || !self.has_moved {
            return self.end(Outcome::Uncertain { missing });
        }
        self.looks += 1;
        self.linked.begin_look();
        self.stretches.clear();
        self.under_way.clear();
        self.next = 0;
        self.has_end = false;
        self.repeats = 0;
        self.repairs = None;
        self.what_next()
    }

    /// A page came: the keys of its rows in order, and what the vendor says of how many there are in all. Says whether
    /// it was asked for; what nobody waits for any more changes nothing.
    pub fn answered(&mut self, id: u32, keys: &[Key], total: Option<u64>) -> bool {
        let Some(at) = self.under_way.iter().position(|asked| asked.ask.id == id) else {
            return false;
        };
        let Asked { ask, behind } = self.under_way.swap_remove(at);
        if total.is_some() {
            self.has_moved |= self.total.is_some() && self.total != total;
            self.total = total;
        }
        let page = self.linked.add(ask.offset, keys);
        self.has_moved |= page.has_moved;
        let length = keys.len() as u64;
        let end = ask.offset.saturating_add(length);
        if self.is_end(ask, length) {
            self.linked.reach_end(page.node);
            self.has_end = true;
        }
        let stretch = Stretch {
            node: page.node,
            offset: ask.offset,
            end,
        };
        if !self.has_end && length < u64::from(ask.limit) {
            self.learn_length(ask, length);
        }
        self.place(stretch, behind);
        // A place that is read again has nothing new most of the time.
        if behind.is_none() && length > u64::from(self.manner.overlap) {
            self.repeats = if page.is_known { self.repeats + 1 } else { 0 };
        }
        true
    }

    /// Whether the list is over with this page. It is if the vendor says so twice: by a page that is not full, and by its
    /// total or by a page that has nothing but what the one before it had. A page alone may be short for other reasons.
    fn is_end(&self, ask: Ask, length: u64) -> bool {
        let end = ask.offset.saturating_add(length);
        let is_short = length < u64::from(ask.limit);
        let is_rest = length <= u64::from(self.manner.overlap) && ask.offset > 0;
        is_short && (self.total == Some(end) || is_rest || end == 0)
    }

    /// A page is shorter than asked for and not the end. If it is the first, or the second of the same length, no page is
    /// longer; and what comes next begins where it ended.
    fn learn_length(&mut self, ask: Ask, length: u64) {
        let is_usual = self.stretches.is_empty() || self.short == Some(length);
        self.short = Some(length);
        if is_usual && let Ok(length) = u32::try_from(length) {
            self.longest = length.max(1);
            self.manner.length = self.longest;
            self.manner.overlap = self.manner.overlap.min(length / 2);
        }
        let is_last = self
            .under_way
            .iter()
            .all(|other| other.ask.offset < ask.offset);
        if is_last && self.repairs.is_none() {
            let end = ask.offset.saturating_add(length);
            let next = end.saturating_sub(u64::from(self.manner.overlap));
            self.next = self.next.min(next.max(ask.offset + 1));
        }
    }

    fn place(&mut self, stretch: Stretch, behind: Option<u32>) {
        let before = |node: u32| self.stretches.iter().position(|known| known.node == node);
        let at = match behind.and_then(before) {
            Some(at) => at + 1,
            None => self
                .stretches
                .partition_point(|known| known.offset <= stretch.offset),
        };
        self.stretches.insert(at, stretch);
    }

    /// A page did not come: it is asked for again as soon as there is room.
    pub fn failed(&mut self, id: u32) {
        if let Some(at) = self.under_way.iter().position(|asked| asked.ask.id == id) {
            self.put_back.push(self.under_way.swap_remove(at));
        }
    }

    /// Asks for nothing more; what is under way is asked for again when it is resumed.
    pub fn stop(&mut self) {
        self.is_stopped = true;
        self.put_back.append(&mut self.under_way);
    }

    /// Goes on where it was stopped.
    pub fn resume(&mut self) {
        self.is_stopped = false;
    }

    /// Asks for shorter or longer pages from now on, such as to keep a slow computer alive.
    pub fn set_length(&mut self, length: u32) {
        let least = self.manner.overlap.saturating_mul(2).saturating_add(1);
        self.manner.length = length.max(least).min(self.longest);
    }

    /// Asks so many questions at once from now on, such as one where the vendor wants fewer.
    pub fn set_at_once(&mut self, at_once: usize) {
        self.manner.at_once = at_once.max(1);
    }

    /// How many different rows were seen.
    pub fn seen(&self) -> u64 {
        self.linked.count() as u64
    }

    /// What the vendor last said of how many rows there are: a hint.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// How many questions were asked.
    pub fn questions(&self) -> u32 {
        self.asked
    }

    /// The first row of the first page that may still come, of those that are read in order: none if it was stopped.
    pub fn first_awaited(&self) -> Option<u64> {
        let awaited = self.under_way.iter().chain(&self.put_back);
        let in_order = awaited.filter(|asked| asked.behind.is_none() && !self.is_stopped);
        in_order.map(|asked| asked.ask.offset).min()
    }

    /// Whether the list was found to have changed meanwhile.
    pub fn has_moved(&self) -> bool {
        self.has_moved
    }

    /// Whether what was on no page can be taken for gone, once it has ended: not if rows may be missing.
    pub fn is_exhaustive(&self) -> bool {
        let missing = self.missing();
        // A vendor that counts a little otherwise, in a list that stood still, does not keep what is gone alive.
        let is_miscounted = !self.has_moved && missing.saturating_mul(100) <= self.seen();
        self.outcome.is_some() && self.linked.is_whole() && (missing == 0 || is_miscounted)
    }

    /// Whether a row was on any page.
    pub fn has_seen(&self, key: Key) -> bool {
        self.linked.has(key)
    }

    /// Notes a row that is known to be there from elsewhere, such as one that was added meanwhile.
    pub fn note(&mut self, key: Key) {
        self.linked.note(key);
    }
}

#[cfg(test)]
mod tests;
