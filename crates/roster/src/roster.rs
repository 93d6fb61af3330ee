//! The accounts themselves, in columns, found by their key, changed one at a time.

use crate::category::{Category, TooMany};
use crate::changes::Changes;
use crate::characters::Characters;
use crate::collation::Collation;
use crate::column_order::ColumnOrder;
use crate::facet::Facet;
use crate::initials::Initials;
use crate::keys::{self, Keys};
use crate::progress::Progress;
use crate::query::{Query, Test};
use crate::row_set::{Renumbering, RowSet};
use crate::search::{Matches, Search};
use crate::texts::Texts;
use std::borrow::Cow;

/// What a column is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Texts that mostly differ.
    Text,
    /// Few different texts. With more than 65,535 of them it is kept as texts, and has no facets.
    Category,
    /// Dates that begin with the year, as `2024-01-31 10:00:00`: in a query their parts need no leading zeros.
    Date,
    /// Numbers: compared and ordered by value.
    Number,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its names in a query, such as `status` in `status:disabled`, in every language, as [`sheet::fold`] makes them.
    pub names: &'static [&'static str],
    /// What it is like.
    pub kind: ColumnKind,
    /// Whether a word without a column's name is looked for in it.
    pub searched: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum ColumnData {
    Texts(Texts),
    Category(Category),
}

impl ColumnData {
    fn push(&mut self, text: &str, rows: u32) {
        match self {
            ColumnData::Texts(own) => own.push(text),
            ColumnData::Category(own) => {
                if own.push(text).is_err() {
                    self.as_texts(rows).push(text);
                }
            }
        }
    }

    fn set(&mut self, row: u32, text: &str, rows: u32) {
        match self {
            ColumnData::Texts(own) => own.set(row, text),
            ColumnData::Category(own) => {
                if let Err(TooMany) = own.set(row, text) {
                    self.as_texts(rows).set(row, text);
                }
            }
        }
    }

    /// A category of too many texts as texts from now on.
    fn as_texts(&mut self, rows: u32) -> &mut Texts {
        if let ColumnData::Category(category) = self {
            let mut texts = Texts::default();
            (0..rows).for_each(|row| texts.push(category.get(row)));
            *self = ColumnData::Texts(texts);
        }
        match self {
            ColumnData::Texts(texts) => texts,
            ColumnData::Category(_) => unreachable!("it was made texts above"),
        }
    }
}

/// All accounts. The first column is the key: no two rows have the same.
///
/// A row keeps its number until [`Roster::compact`], so that a selection and an order need not follow when another row is
/// removed; a number whose row was removed is not given again. Rows are numbered as they were added.
#[derive(Clone, Debug)]
pub struct Roster {
    columns: Vec<Column>,
    data: Vec<ColumnData>,
    orders: Vec<Option<ColumnOrder>>,
    keys: Keys,
    living: RowSet,
    count: u32,
    changes: Changes,
    collation: Collation,
}

impl Roster {
    /// Nobody yet. The first column is the key.
    pub fn new(columns: Vec<Column>) -> Self {
        let data = columns
            .iter()
            .map(|column| match column.kind {
                ColumnKind::Category => ColumnData::Category(Category::default()),
                _ => ColumnData::Texts(Texts::default()),
            })
            .collect();
        Roster {
            orders: columns.iter().map(|_| None).collect(),
            data,
            columns,
            keys: Keys::new(),
            living: RowSet::default(),
            count: 0,
            changes: Changes::default(),
            collation: Collation::default(),
        }
    }

    /// Its columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many accounts there are.
    pub fn len(&self) -> u32 {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// How many row numbers there are: those of accounts and those of removed ones. Sets of rows are of so many.
    pub fn places(&self) -> u32 {
        self.living.rows()
    }

    /// The rows that have an account.
    pub fn living(&self) -> &RowSet {
        &self.living
    }

    /// Whether a row has an account.
    pub fn lives(&self, row: u32) -> bool {
        self.living.contains(row)
    }

    /// How many changes there were: what was made of the roster is of the same or of an older one.
    pub fn revision(&self) -> u64 {
        self.changes.revision()
    }

    /// The rows that were added, changed or removed since a revision, some more than once; none if it is too long ago.
    pub fn changed_since(&self, revision: u64) -> Option<&[u32]> {
        self.changes.since(revision)
    }

    /// The row of a key.
    pub fn find(&self, key: &str) -> Option<u32> {
        self.find_hashed(keys::hash(key), key)
    }

    fn find_hashed(&self, hash: u64, key: &str) -> Option<u32> {
        self.keys
            .find(hash, |row| self.lives(row) && self.is(row, 0, key))
    }

    fn is(&self, row: u32, column: usize, text: &str) -> bool {
        match self.data.get(column) {
            Some(ColumnData::Texts(texts)) => texts.is(row, text),
            Some(ColumnData::Category(category)) => category.get(row) == text,
            None => text.is_empty(),
        }
    }

    /// What stands in a row and a column; empty where there is neither.
    pub fn text(&self, row: u32, column: usize) -> Cow<'_, str> {
        match self.data.get(column) {
            _ if !self.lives(row) => Cow::Borrowed(""),
            Some(ColumnData::Texts(texts)) => texts.get(row),
            Some(ColumnData::Category(category)) => Cow::Borrowed(category.get(row)),
            None => Cow::Borrowed(""),
        }
    }

    /// Adds an account, or changes the one of the same key. `texts` are those of the columns, in their order; what is
    /// missing is empty. Gives its row.
    pub fn put(&mut self, texts: &[&str]) -> u32 {
        let key = texts.first().copied().unwrap_or_default();
        let text = |column: usize| texts.get(column).copied().unwrap_or_default();
        let hash = keys::hash(key);
        if let Some(row) = self.find_hashed(hash, key) {
            for column in 1..self.columns.len() {
                self.set(row, column, text(column));
            }
            return row;
        }
        let row = self.places();
        for (column, data) in self.data.iter_mut().enumerate() {
            data.push(text(column), row);
        }
        self.living.resize(row + 1);
        self.living.insert(row);
        self.count += 1;
        let (living, first) = (&self.living, self.data.first());
        self.keys.insert(hash, row, |row| match first {
            Some(ColumnData::Texts(texts)) if living.contains(row) => {
                Some(keys::hash(&texts.get(row)))
            }
            Some(ColumnData::Category(category)) if living.contains(row) => {
                Some(keys::hash(category.get(row)))
            }
            _ => None,
        });
        self.changes.note(row);
        row
    }

    /// Changes one text of an account; not its key.
    pub fn set(&mut self, row: u32, column: usize, text: &str) {
        if column == 0 || !self.lives(row) || self.is(row, column, text) {
            return;
        }
        let rows = self.places();
        if let Some(data) = self.data.get_mut(column) {
            data.set(row, text, rows);
            self.changes.note(row);
        }
    }

    /// Removes the account of a key, and gives the row that it had.
    pub fn remove(&mut self, key: &str) -> Option<u32> {
        let row = self.find(key)?;
        self.living.remove(row);
        self.count -= 1;
        self.changes.note(row);
        Some(row)
    }

    /// Numbers the rows anew, without those that were removed, and gives back their memory. It is worth it when a quarter
    /// or more were removed. Sets of rows follow by [`RowSet::renumbered`]; everything else is to be made again.
    pub fn compact(&mut self) -> Renumbering {
        let living = std::mem::take(&mut self.living);
        for data in &mut self.data {
            let keeps = |row| living.contains(row);
            *data = match std::mem::replace(data, ColumnData::Texts(Texts::default())) {
                ColumnData::Texts(texts) => ColumnData::Texts(texts.kept(keeps)),
                ColumnData::Category(category) => ColumnData::Category(category.kept(keeps)),
            };
        }
        self.living = RowSet::all(self.count);
        self.orders.fill_with(|| None);
        self.changes.forget();
        let mut keys = Keys::new();
        let hash_of = |row| Some(keys::hash(&self.text(row, 0)));
        for row in 0..self.count {
            keys.insert(keys::hash(&self.text(row, 0)), row, hash_of);
        }
        self.keys = keys;
        Renumbering::new(living)
    }

    /// The rows that match, all at once. See [`Search`].
    pub fn matching(&mut self, query: &Query) -> RowSet {
        let mut search = Search::new(self, query.clone(), None);
        loop {
            if let Progress::Done(Matches { rows, .. }) = search.step(self, u32::MAX) {
                return rows;
            }
        }
    }

    /// How many of the matching rows have which value of a column of few values, in the order in which the values came.
    /// Values that no row has any more are not told, nor are those of a column that is kept as texts.
    pub fn facets(&self, column: usize, matching: &RowSet) -> Vec<Facet> {
        let Some(ColumnData::Category(category)) = self.data.get(column) else {
            return Vec::new();
        };
        let count = |rows: &RowSet| {
            let mut counts = vec![0; category.values().len()];
            for row in rows.iter() {
                if let Some(count) = counts.get_mut(category.code_of(row) as usize) {
                    *count += 1;
                }
            }
            counts
        };
        let mut own = matching.clone();
        own.intersect(&self.living);
        let all = if own.len() == self.count {
            None
        } else {
            Some(count(&self.living))
        };
        let counts = count(&own);
        let values = category.values().iter().zip(&counts).enumerate();
        values
            .filter(|(index, (_, rows))| all.as_ref().map_or(**rows, |all| all[*index]) > 0)
            .map(|(_, (value, rows))| Facet {
                value: value.shown.to_string(),
                rows: *rows,
            })
            .collect()
    }

    /// Whether a value of a column of few values meets a test, by any of its names; it need not have a row. True for every
    /// other column.
    pub fn may_meet(&self, column: usize, test: &Test) -> bool {
        match self.data.get(column) {
            Some(ColumnData::Category(category)) => {
                let mut values = category.values().iter();
                values.any(|value| value.meets(|name| test.meets(name)))
            }
            _ => true,
        }
    }

    /// By which other texts a query finds a value of a category: the words that a page shows for it.
    pub fn name_value(&mut self, column: usize, value: &str, names: &[&str]) {
        if let Some(ColumnData::Category(category)) = self.data.get_mut(column)
            && category.name(value, names).is_ok()
        {
            self.changes.forget();
        }
    }

    /// From now on the names of a column are found by their initials as well, or no longer.
    pub fn spell(&mut self, column: usize, initials: Option<&Initials>) {
        if let Some(ColumnData::Texts(texts)) = self.data.get_mut(column) {
            texts.spell(initials);
            self.changes.forget();
        }
    }

    /// The characters that occur in any column, or did: those whose order a collation has to know.
    pub fn characters(&self) -> Characters {
        let mut all = Characters::default();
        all.extend([' '..='~']);
        for data in &self.data {
            match data {
                ColumnData::Texts(texts) => all.unite(texts.characters()),
                ColumnData::Category(category) => {
                    category
                        .values()
                        .iter()
                        .for_each(|value| all.insert_all(&value.folded));
                }
            }
        }
        all
    }

    /// The order of characters.
    pub fn collation(&self) -> &Collation {
        &self.collation
    }

    /// Orders by another collation from now on.
    pub fn set_collation(&mut self, collation: Collation) {
        self.collation = collation;
        self.orders.fill_with(|| None);
        self.changes.forget();
    }

    pub(crate) fn data(&self, column: usize) -> Option<&ColumnData> {
        self.data.get(column)
    }

    pub(crate) fn data_mut(&mut self, column: usize) -> Option<&mut ColumnData> {
        self.data.get_mut(column)
    }

    pub(crate) fn order(&self, column: usize) -> Option<&ColumnOrder> {
        self.orders.get(column)?.as_ref()
    }

    pub(crate) fn keep_order(&mut self, column: usize, order: ColumnOrder) {
        if let Some(own) = self.orders.get_mut(column) {
            *own = Some(order);
        }
    }

    /// Makes a column's order one of now, if it has one and that is quicker than to make it anew.
    pub(crate) fn follow_order(&mut self, column: usize) -> bool {
        let Some(mut order) = self.orders.get_mut(column).and_then(Option::take) else {
            return false;
        };
        let follows = order.follow(self, column);
        if follows {
            self.keep_order(column, order);
        }
        follows
    }

    /// The bytes that it takes.
    pub fn bytes(&self) -> usize {
        let columns = self.data.iter().map(|data| match data {
            ColumnData::Texts(texts) => texts.bytes(),
            ColumnData::Category(category) => category.bytes(),
        });
        let orders = self.orders.iter().flatten().map(ColumnOrder::bytes);
        columns.sum::<usize>() + orders.sum::<usize>() + self.keys.bytes() + self.living.bytes()
    }
}
