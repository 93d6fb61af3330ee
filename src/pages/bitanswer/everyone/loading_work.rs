//! What reading everybody has at hand, and what it tells.

use super::cache::CacheWriting;
use crate::roster::{Key, Manner, Traversal};
use futures_util::future::AbortHandle;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::take;
use std::rc::Rc;
use vendors::bitanswer::User;

/// Users that the first page has: it shows how fast the vendor and this computer are.
const FIRST_PAGE: u32 = 200;
/// Pages under way at once.
pub(super) const AT_ONCE: usize = 4;
/// Pages that come after the vendor wanted less, before one more is asked for at once again.
const CALM: u32 = 10;

/// What tells a user from all others: the vendor's id, and the name where there is none.
pub fn key_of(guid: Option<&str>, name: &str) -> Key {
    let mut hasher = DefaultHasher::new();
    (guid.is_none(), guid.unwrap_or(name)).hash(&mut hasher);
    hasher.finish()
}

/// News of the list, for whoever shows it.
pub enum News<'a> {
    /// Users, new or known: by [`key_of`]; what comes later counts.
    Users(&'a [User]),
    /// The list was read whole: who is not present is gone.
    Only(&'a Present<'a>),
}

/// Who is present.
pub struct Present<'a>(pub(super) &'a Traversal);

impl Present<'_> {
    /// How many there are.
    pub fn count(&self) -> u64 {
        self.0.seen()
    }

    /// Whether somebody was on a page, or was noted meanwhile.
    pub fn has(&self, guid: Option<&str>, name: &str) -> bool {
        self.0.has_seen(key_of(guid, name))
    }
}

/// Who gets the news.
pub(super) type Sink = Rc<RefCell<dyn FnMut(News<'_>)>>;

/// What reading the list has at hand.
pub(super) struct Work {
    pub sink: Sink,
    pub traversal: Traversal,
    /// Which reading of the list this is: what belongs to an earlier one is dropped.
    pub reading: u32,
    pub under_way: HashMap<u32, AbortHandle>,
    /// Pages that came, by the index of their first row, and wait for those before them.
    pub ready: Vec<(u64, Vec<User>)>,
    /// Whether somebody hands pages on.
    pub is_handing_on: bool,
    pub failures: u32,
    pub is_resting: bool,
    /// Which rest it is: what another one was for is over.
    pub rests: u32,
    pub at_once: usize,
    pub calm: u32,
    /// When this reading began, by the calendar.
    pub began_at: u64,
    /// When it began or was resumed, and how many users had come by then.
    pub since: (f64, u64),
    pub writing: Option<CacheWriting>,
}

/// How the list is read.
pub(super) fn manner() -> Manner {
    Manner {
        at_once: AT_ONCE,
        length: FIRST_PAGE,
        ..Manner::default()
    }
}

impl Work {
    /// Nothing was read yet.
    pub fn new(sink: impl FnMut(News<'_>) + 'static) -> Work {
        Work {
            sink: Rc::new(RefCell::new(sink)),
            traversal: Traversal::new(manner()),
            reading: 0,
            under_way: HashMap::new(),
            ready: Vec::new(),
            is_handing_on: false,
            failures: 0,
            is_resting: false,
            rests: 0,
            at_once: AT_ONCE,
            calm: 0,
            began_at: 0,
            since: (0.0, 0),
            writing: None,
        }
    }

    /// The next page to hand on, in the vendor's order: none while one before it may still come.
    pub fn next_in_order(&mut self) -> Option<Vec<User>> {
        let (first, (offset, _)) = self
            .ready
            .iter()
            .enumerate()
            .min_by_key(|(_, page)| page.0)?;
        let awaited = self.traversal.first_awaited();
        let is_next = awaited.is_none_or(|awaited| *offset < awaited);
        is_next.then(|| self.ready.swap_remove(first).1)
    }

    /// Cuts off what is under way.
    pub fn end_requests(&mut self) {
        for handle in take(&mut self.under_way).into_values() {
            handle.abort();
        }
    }

    /// The vendor wants less at once.
    pub fn ask_for_less(&mut self) {
        self.at_once = 1;
        self.calm = 0;
        self.traversal.set_at_once(1);
    }

    /// A page came.
    pub fn calm_down(&mut self) {
        self.failures = 0;
        self.calm += 1;
        if self.at_once < AT_ONCE && self.calm >= CALM {
            self.calm = 0;
            self.at_once += 1;
            self.traversal.set_at_once(self.at_once);
        }
    }
}
