//! The rows that match a query, found in steps.

use crate::block::Block;
use crate::category::Category;
use crate::packed::{self, DateForm, Written};
use crate::progress::Progress;
use crate::query::{Bound, Query, Term, Test};
use crate::roster::{ColumnData, Roster};
use crate::row_set::RowSet;
use crate::run::{BLOCK, Mask, NONE, mark, marked};
use crate::texts::Texts;
use memchr::memmem::Finder;
use std::ops::Range;

/// The rows that match a query.
#[derive(Clone, Debug)]
pub struct Matches {
    /// Which.
    pub rows: RowSet,
    query: Query,
    revision: u64,
}

impl Matches {
    /// What they match.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Looks again at the rows that changed since. False if it is not known which: then a new [`Search`] is needed.
    pub fn follow(&mut self, roster: &mut Roster) -> bool {
        let Some(changed) = roster.changed_since(self.revision) else {
            return false;
        };
        if !changed.is_empty() {
            let changed = changed.to_vec();
            look_again(&mut prepare(&self.query), &changed, &mut self.rows, roster);
            self.revision = roster.revision();
        }
        true
    }
}

/// The work of finding what matches, in steps. A newer query is a new search; the older is dropped.
#[derive(Debug)]
pub struct Search {
    query: Query,
    alternatives: Vec<Vec<Prepared>>,
    /// The rows to look at, and those looked at already that match.
    rows: RowSet,
    next: usize,
    revision: u64,
}

impl Search {
    /// For a query. If what was found `before` must have all that will be found, only that is looked at.
    pub fn new(roster: &Roster, query: Query, before: Option<&Matches>) -> Self {
        let is_narrower = |before: &&Matches| {
            before.revision == roster.revision() && query.narrows(&before.query)
        };
        let rows = match before.filter(is_narrower) {
            Some(before) => before.rows.clone(),
            None => roster.living().clone(),
        };
        Search {
            alternatives: prepare(&query),
            query,
            rows,
            next: 0,
            revision: roster.revision(),
        }
    }

    /// Looks at so many rows more, about. If the roster changes meanwhile, what is found is of the changed one.
    pub fn step(&mut self, roster: &mut Roster, rows: u32) -> Progress<Matches> {
        let blocks = self.rows.rows().div_ceil(BLOCK as u32) as usize;
        if !self.alternatives.is_empty() {
            let to = blocks.min(self.next + (rows as usize).div_ceil(BLOCK).max(1));
            for index in self.next..to {
                let within = self.rows.block(index);
                let found = matching(&mut self.alternatives, index, &within, roster);
                self.rows.set_block(index, &found);
            }
            self.next = to;
            if to < blocks {
                return Progress::Working(to as f32 / blocks as f32);
            }
        }
        let Some(changed) = roster.changed_since(self.revision) else {
            *self = Search::new(roster, std::mem::take(&mut self.query), None);
            return Progress::Working(0.0);
        };
        if !changed.is_empty() {
            let changed = changed.to_vec();
            look_again(&mut self.alternatives, &changed, &mut self.rows, roster);
        }
        Progress::Done(Matches {
            rows: std::mem::take(&mut self.rows),
            query: std::mem::take(&mut self.query),
            revision: roster.revision(),
        })
    }
}

fn prepare(query: &Query) -> Vec<Vec<Prepared>> {
    let alternatives = query.alternatives().iter();
    alternatives
        .map(|terms| terms.iter().map(Prepared::new).collect())
        .collect()
}

/// Looks at single rows that changed.
fn look_again(
    alternatives: &mut [Vec<Prepared>],
    changed: &[u32],
    rows: &mut RowSet,
    roster: &mut Roster,
) {
    rows.resize(roster.places());
    for row in changed {
        let (index, own) = (*row as usize / BLOCK, *row as usize % BLOCK);
        let mut within = NONE;
        if roster.lives(*row) {
            mark(&mut within, own);
        }
        let found = if alternatives.is_empty() {
            within
        } else {
            matching(alternatives, index, &within, roster)
        };
        if found == NONE {
            rows.remove(*row);
        } else {
            rows.insert(*row);
        }
    }
}

/// Which rows of a block match, of some.
fn matching(
    alternatives: &mut [Vec<Prepared>],
    index: usize,
    within: &Mask,
    roster: &mut Roster,
) -> Mask {
    let mut found = NONE;
    if *within == NONE {
        return found;
    }
    for terms in alternatives {
        let mut all = minus(within, &found);
        for term in terms {
            if all == NONE {
                break;
            }
            all = term.matching(index, &all, roster);
        }
        unite(&mut found, &all);
    }
    found
}

fn unite(mask: &mut Mask, other: &Mask) {
    mask.iter_mut()
        .zip(other)
        .for_each(|(own, other)| *own |= other);
}

fn minus(mask: &Mask, other: &Mask) -> Mask {
    let mut left = *mask;
    left.iter_mut()
        .zip(other)
        .for_each(|(own, other)| *own &= !other);
    left
}

/// A term with what makes looking quick.
#[derive(Debug)]
struct Prepared {
    term: Term,
    finder: Option<Finder<'static>>,
    /// By column: which values of a category meet it.
    met: Vec<Vec<bool>>,
    /// The numbers of the dates that meet it, of a form.
    dates: Option<(DateForm, Range<u32>)>,
}

impl Prepared {
    fn new(term: &Term) -> Self {
        let finder = match &term.test {
            Test::Contains(wanted) if !wanted.is_empty() => Some(Finder::new(wanted).into_owned()),
            _ => None,
        };
        Prepared {
            term: term.clone(),
            finder,
            met: Vec::new(),
            dates: None,
        }
    }

    fn matching(&mut self, index: usize, within: &Mask, roster: &mut Roster) -> Mask {
        let mut found = NONE;
        for column in 0..roster.columns().len() {
            let is_meant = match self.term.column {
                Some(own) => own == column,
                None => roster.columns()[column].searched,
            };
            if !is_meant {
                continue;
            }
            let left = minus(within, &found);
            let more = match roster.data_mut(column) {
                Some(ColumnData::Texts(texts)) => self.texts(texts, index, &left),
                Some(ColumnData::Category(category)) => {
                    self.category(column, category, index, &left)
                }
                None => NONE,
            };
            unite(&mut found, &more);
        }
        if self.term.negated {
            minus(within, &found)
        } else {
            found
        }
    }

    fn category(
        &mut self,
        column: usize,
        category: &Category,
        index: usize,
        within: &Mask,
    ) -> Mask {
        if self.met.len() <= column {
            self.met.resize(column + 1, Vec::new());
        }
        let (met, test) = (&mut self.met[column], &self.term.test);
        // Values may have come since.
        for value in category.values().iter().skip(met.len()) {
            met.push(value.meets(|name| test.meets(name)));
        }
        category.meeting(index, within, met)
    }

    fn texts(&mut self, texts: &mut Texts, index: usize, within: &Mask) -> Mask {
        if let Some(finder) = &self.finder {
            return texts.containing(index, within, finder);
        }
        let mut found = NONE;
        let Some(block) = texts.block(index) else {
            return found;
        };
        if let (Block::Dates(Some(form), numbers), Test::Range(from, to)) = (block, &self.term.test)
            && let Some(dates) = dates_between(*form, from, to, &mut self.dates)
        {
            for row in marked(within) {
                if numbers
                    .get(row)
                    .is_some_and(|number| dates.contains(number))
                {
                    mark(&mut found, row);
                }
            }
            return found;
        }
        let mut written = Written::new();
        for row in marked(within) {
            if self.term.test.meets(block.folded(row, &mut written)) {
                mark(&mut found, row);
            }
        }
        found
    }
}

/// The numbers of dates between bounds, unless they are compared by value.
fn dates_between(
    form: DateForm,
    from: &Option<Bound>,
    to: &Option<Bound>,
    known: &mut Option<(DateForm, Range<u32>)>,
) -> Option<Range<u32>> {
    if [from, to]
        .into_iter()
        .flatten()
        .any(|bound| bound.is_number)
    {
        return None;
    }
    match known {
        Some((own, range)) if *own == form => Some(range.clone()),
        _ => {
            let too_early = Test::Range(from.clone(), None);
            let early_enough = Test::Range(None, to.clone());
            let range = packed::dates_where(
                form,
                |text| from.is_some() && !too_early.meets(text),
                |text| to.is_some() && !early_enough.meets(text),
            );
            *known = Some((form, range.clone()));
            Some(range)
        }
    }
}
