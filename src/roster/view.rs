//! What a table of a roster shows: who matches, in which order, and who is selected. Pure; a page drives it and paints.
//!
//! Looking and ordering are done in steps: until they are over, what was shown before stays. Selected are accounts, not
//! places on the screen: whoever is selected stays so while the filter and the order change.

use roster::{Facet, Matches, Order, Progress, Query, Roster, RowSet, Search, SortBy, Sorting};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// How much of what is shown is selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShownSelection {
    /// Nobody.
    #[default]
    None,
    /// Some, not all.
    Some,
    /// Everybody that is shown, and somebody is.
    All,
}

/// Which accounts are on the screen, by place.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    /// Everybody, as they came: a place is a row.
    Everybody,
    /// Some, or in another order.
    Rows(Vec<u32>),
}

/// What is being worked out.
#[derive(Debug)]
enum Work {
    Searching(Search),
    Sorting(Sorting),
}

/// A roster as somebody looks at it.
#[derive(Debug)]
pub struct RosterView {
    roster: Roster,
    query: Query,
    limit: Query,
    sort: Vec<SortBy>,
    work: Option<Work>,
    /// Who matches the query, whatever the limit.
    found: Option<Matches>,
    /// Who matches both.
    matching: RowSet,
    /// Everybody in the order, and of which revision of the roster: kept while only the filter changes.
    everybody: Option<(Order, u64)>,
    shown: Shown,
    selected: RowSet,
    /// The roster's revision when what is shown was worked out.
    of: u64,
    /// How many accounts there were then.
    arranged: u32,
}

impl RosterView {
    /// Everybody of a roster, as they came, and nobody selected.
    pub fn new(roster: Roster) -> Self {
        let mut view = RosterView {
            roster,
            query: Query::default(),
            limit: Query::default(),
            sort: Vec::new(),
            work: None,
            found: None,
            matching: RowSet::none(0),
            everybody: None,
            shown: Shown::Rows(Vec::new()),
            selected: RowSet::none(0),
            of: 0,
            arranged: 0,
        };
        view.begin();
        view.finish();
        view
    }

    /// The accounts themselves.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The accounts themselves, to tell them what belongs to no single one. What is shown follows when it is
    /// [`renew`](Self::renew)ed.
    pub fn roster_mut(&mut self) -> &mut Roster {
        &mut self.roster
    }

    /// How many accounts there are.
    pub fn rows(&self) -> u32 {
        self.roster.len()
    }

    /// How many are shown.
    pub fn count(&self) -> u32 {
        match &self.shown {
            Shown::Everybody => self.roster.places(),
            Shown::Rows(rows) => rows.len() as u32,
        }
    }

    /// The row at a place.
    pub fn row(&self, place: u32) -> Option<u32> {
        match &self.shown {
            Shown::Everybody => (place < self.roster.places()).then_some(place),
            Shown::Rows(rows) => rows.get(place as usize).copied(),
        }
    }

    /// What stands at a place in a column; empty where there is neither.
    pub fn text(&self, place: u32, column: usize) -> Cow<'_, str> {
        self.row(place)
            .map_or(Cow::Borrowed(""), |row| self.roster.text(row, column))
    }

    /// Where an account is shown, by its key; none where it is not.
    pub fn place_of(&self, key: &str) -> Option<u32> {
        let wanted = self.roster.find(key)?;
        match &self.shown {
            Shown::Everybody => Some(wanted),
            Shown::Rows(rows) => {
                let place = rows.iter().position(|row| *row == wanted)?;
                Some(place as u32)
            }
        }
    }

    /// What is looked for.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Whether anything orders them but how they came.
    pub fn is_ordered(&self) -> bool {
        !self.sort.is_empty()
    }

    /// Wants another query, another limit to it or another order, and begins to work that out in place of what was being
    /// worked out.
    pub fn want(&mut self, query: Query, limit: Query, sort: Vec<SortBy>) {
        if self.sort != sort {
            self.everybody = None;
        }
        self.query = query;
        self.limit = limit;
        self.sort = sort;
        self.begin();
    }

    /// Begins to work out what is shown of the roster as it is by now.
    pub fn renew(&mut self) {
        self.begin();
    }

    fn begin(&mut self) {
        let search = Search::new(&self.roster, self.query.clone(), self.found.as_ref());
        self.work = Some(Work::Searching(search));
    }

    /// Works on for about so many rows. Gives whether it is over: then something else is shown.
    pub fn step(&mut self, rows: u32) -> bool {
        match self.work.take() {
            None => return true,
            Some(Work::Searching(mut search)) => match search.step(&mut self.roster, rows) {
                Progress::Working(_) => self.work = Some(Work::Searching(search)),
                Progress::Done(found) => {
                    self.found = Some(found);
                    self.narrow();
                    return self.found_all();
                }
            },
            Some(Work::Sorting(mut sorting)) => match sorting.step(&mut self.roster, rows) {
                Progress::Working(_) => self.work = Some(Work::Sorting(sorting)),
                Progress::Done(order) => {
                    self.everybody = Some((order, self.roster.revision()));
                    self.arrange();
                    return true;
                }
            },
        }
        false
    }

    /// Works on until it is over.
    pub fn finish(&mut self) {
        while !self.step(u32::MAX) {}
    }

    /// Whether something is being worked out.
    pub fn is_working(&self) -> bool {
        self.work.is_some()
    }

    /// Who matches is known: goes on with the order, unless that is known as well.
    fn found_all(&mut self) -> bool {
        let is_ordered = self.sort.is_empty()
            || self
                .everybody
                .as_ref()
                .is_some_and(|(_, of)| *of == self.roster.revision());
        if is_ordered {
            self.arrange();
        } else {
            let everybody = self.roster.living().clone();
            self.work = Some(Work::Sorting(Sorting::new(&self.sort, everybody)));
        }
        is_ordered
    }

    fn narrow(&mut self) {
        self.matching = match &self.found {
            Some(found) => found.rows.clone(),
            None => self.roster.living().clone(),
        };
        if !self.limit.is_empty() {
            self.matching.intersect(&self.roster.matching(&self.limit));
        }
    }

    /// Puts who matches in order: of everybody in order, those.
    fn arrange(&mut self) {
        let all = self.query.is_empty() && self.limit.is_empty();
        self.shown = match &self.everybody {
            Some((order, _)) if !self.sort.is_empty() => {
                let everybody = order.slice(0, order.len()).iter().copied();
                let mut rows = Vec::with_capacity(self.matching.len() as usize);
                rows.extend(everybody.filter(|row| all || self.matching.contains(*row)));
                Shown::Rows(rows)
            }
            _ if all && self.roster.len() == self.roster.places() => Shown::Everybody,
            _ => Shown::Rows(self.matching.iter().collect()),
        };
        self.selected.resize(self.roster.places());
        self.of = self.roster.revision();
        self.arranged = self.roster.len();
    }

    /// Adds accounts, or changes those of their keys. Where nothing is looked for and nothing orders them, they are shown
    /// at once; where something does, when it is [`renew`](Self::renew)ed.
    pub fn add<'t, const COLUMNS: usize>(
        &mut self,
        accounts: impl Iterator<Item = [&'t str; COLUMNS]>,
    ) {
        for texts in accounts {
            self.roster.put(&texts);
        }
        self.selected.resize(self.roster.places());
        if self.shown == Shown::Everybody && !self.is_working() {
            self.found = None;
            self.matching = self.roster.living().clone();
            self.of = self.roster.revision();
            self.arranged = self.roster.len();
        }
    }

    /// Removes accounts; nothing is shown of them any more when it is [`renew`](Self::renew)ed, and until then a blank.
    pub fn remove<'t>(&mut self, keys: impl Iterator<Item = &'t str>) {
        for key in keys {
            if let Some(row) = self.roster.remove(key) {
                self.selected.remove(row);
            }
        }
    }

    /// Removes everybody whose key is none of these, as [`remove`](Self::remove) does.
    pub fn keep_only(&mut self, keys: &BTreeSet<&str>) {
        let living = self.roster.living().iter();
        let gone: Vec<String> = living
            .map(|row| self.roster.text(row, 0).into_owned())
            .filter(|key| !keys.contains(key.as_str()))
            .collect();
        self.remove(gone.iter().map(String::as_str));
    }

    /// How many accounts came since what is shown was worked out, and how many there were then; none if what is shown is
    /// of now.
    pub fn behind(&self) -> Option<(u32, u32)> {
        (self.of != self.roster.revision()).then(|| {
            let new = self.roster.len().saturating_sub(self.arranged);
            (new, self.arranged)
        })
    }

    /// Who is selected.
    pub fn selected(&self) -> &RowSet {
        &self.selected
    }

    /// Whether the account at a place is selected.
    pub fn is_selected(&self, place: u32) -> bool {
        self.row(place)
            .is_some_and(|row| self.selected.contains(row))
    }

    /// Selects one account or not.
    pub fn select(&mut self, place: u32, on: bool) {
        self.select_between(place, place, on);
    }

    /// Selects the accounts from one place to another, both included, or not.
    pub fn select_between(&mut self, one: u32, other: u32, on: bool) {
        for place in one.min(other)..=one.max(other) {
            match self.row(place) {
                Some(row) if on => self.selected.insert(row),
                Some(row) => self.selected.remove(row),
                None => break,
            }
        }
    }

    /// Selects everybody who is shown, or not. Who is not shown stays as it is.
    pub fn select_shown(&mut self, on: bool) {
        if on {
            self.selected.unite(&self.matching);
        } else {
            self.selected.subtract(&self.matching);
        }
    }

    /// Selects an account no longer, shown or not.
    pub fn deselect(&mut self, key: &str) {
        if let Some(row) = self.roster.find(key) {
            self.selected.remove(row);
        }
    }

    /// Selects nobody.
    pub fn select_nobody(&mut self) {
        self.selected = RowSet::none(self.roster.places());
    }

    /// How much of what is shown is selected, how many are selected, and how many of them are not shown.
    pub fn selection(&self) -> (ShownSelection, u32, u32) {
        let all = self.selected.len();
        let here = self.selected.len_within(&self.matching);
        let shown = match here {
            0 => ShownSelection::None,
            here if here == self.count() => ShownSelection::All,
            _ => ShownSelection::Some,
        };
        (shown, all, all - here)
    }

    /// Who is selected: first those shown, in their order, then the others.
    pub fn selected_rows(&self) -> impl Iterator<Item = u32> {
        let shown = (0..self.count())
            .filter_map(|place| self.row(place))
            .filter(|row| self.selected.contains(*row));
        let mut hidden = self.selected.clone();
        hidden.subtract(&self.matching);
        let hidden: Vec<u32> = hidden.iter().collect();
        shown.chain(hidden)
    }

    /// How many of those that match the query, within the limit or not, have which value of a column of few values.
    pub fn facets(&self, column: usize) -> Vec<Facet> {
        let rows = self.found.as_ref().map(|found| &found.rows);
        self.roster
            .facets(column, rows.unwrap_or_else(|| self.roster.living()))
    }
}

#[cfg(test)]
mod tests;
