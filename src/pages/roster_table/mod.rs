//! A table of every account: what its page and its parts share, and what happens when somebody types, presses a heading
//! or selects. It must not know a vendor: what the columns are, and how a cell looks, is the page's.

mod ahead;
mod conditions;
mod copying;
mod counts;
mod desk;
mod export;
mod export_menu;
mod find_bar;
mod finder;
mod grid;
mod grid_words;
mod help;
mod rows;
mod search;
mod sorting;
mod views;

use crate::i18n::browser_collation;
use crate::jobs::breathe;
use crate::roster::{RosterView, ShownSelection};
pub use conditions::conditions;
pub use counts::counts;
pub use desk::{TableDesk, TableFacts};
pub use export_menu::export_menu;
pub use grid::{Fill, accounts_grid};
use leptos::prelude::*;
use leptos::task::spawn_local;
use roster::{Column, Facet, Initials, Query, Roster};
pub use search::search;
use sorting::read_sort;

/// So many rows are worked on between two looks at the clock.
const STEP: u32 = 20_000;

/// For how many milliseconds work goes on before the browser may draw.
const PART_OF_A_FRAME: f64 = 10.0;

/// How many accounts there are, are shown and are selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All of them.
    pub all: u32,
    /// On the screen, or a scroll away from it.
    pub shown: u32,
    /// Selected, shown or not.
    pub selected: u32,
    /// Selected and not shown.
    pub elsewhere: u32,
    /// How much of what is shown is selected.
    pub selection: ShownSelection,
}

/// What is shown, and how: as the address says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// What is looked for, in the roster's own words.
    pub query: String,
    /// What the table is limited to besides, in the same words.
    pub limit: String,
    /// The order, as [`sorting::pressed`] gives it.
    pub sort: String,
}

/// A roster on the screen. Can be copied.
#[derive(Clone, Copy)]
pub struct RosterTable {
    view: StoredValue<RosterView, LocalStorage>,
    columns: StoredValue<Vec<&'static str>>,
    now: StoredValue<Shown>,
    /// Changes with the rows that are shown and with their order, and not with the selection.
    edition: StoredValue<u64>,
    /// Changes whenever the rows on the screen may have.
    pub version: RwSignal<u64>,
    /// How many there are of everything.
    pub counts: RwSignal<Counts>,
    /// The first row, when something else is shown than before: it is to be brought into sight.
    pub reveal: RwSignal<Option<u32>>,
    /// Whether what is worked out is something else than what was shown, and not the same with newer accounts.
    is_other: StoredValue<bool>,
    /// The column whose names are found by their initials as well.
    spelled: StoredValue<Option<usize>>,
    /// Which work is under way: a newer one ends it.
    run: StoredValue<u64>,
}

impl RosterTable {
    /// Nobody yet.
    pub fn new(columns: Vec<Column>) -> Self {
        RosterTable {
            columns: StoredValue::new(
                columns
                    .iter()
                    .map(|column| column.names.first().copied().unwrap_or_default())
                    .collect(),
            ),
            view: StoredValue::new_local(RosterView::new(Roster::new(columns))),
            now: StoredValue::new(Shown::default()),
            edition: StoredValue::new(0),
            version: RwSignal::new(0),
            counts: RwSignal::new(Counts::default()),
            reveal: RwSignal::new(None),
            is_other: StoredValue::new(false),
            spelled: StoredValue::new(None),
            run: StoredValue::new(0),
        }
    }

    /// Looks at the roster as it is now. Nothing where the page has been left.
    pub fn read<T>(self, look: impl FnOnce(&RosterView) -> T) -> Option<T> {
        self.view.try_with_value(look)
    }

    /// The key of the account at a place, where there is one.
    pub fn key(self, place: u32) -> Option<String> {
        self.read(|view| view.row(place).map(|_| view.text(place, 0).into_owned()))?
    }

    /// Shows something else, or in another order.
    pub fn show(self, shown: Shown) {
        let Some(before) = self.now.try_get_value() else {
            return;
        };
        if before == shown {
            return;
        }
        let sort = self
            .columns
            .with_value(|columns| read_sort(&shown.sort, columns));
        let spelled = self.spelled.get_value();
        self.view.update_value(|view| {
            if !sort.is_empty() || spelled.is_some() {
                know_characters(view, spelled);
            }
            let read = |text: &str| Query::read(text, view.roster().columns());
            let (query, limit) = (read(&shown.query), read(&shown.limit));
            view.want(query, limit, sort);
        });
        self.now.set_value(shown);
        self.is_other.set_value(true);
        self.work_on();
    }

    /// Finds the names of a column by their initials as well, or no longer. Gives whether it does as wanted: a browser that
    /// does not know the order by sound cannot.
    pub fn spell(self, column: usize, on: bool) -> bool {
        self.spelled.set_value(on.then_some(column));
        let mut is_possible = true;
        self.change(|view| {
            if !on {
                view.roster_mut().spell(column, None);
                return;
            }
            know_characters(view, None);
            is_possible = spell(view, column);
        });
        is_possible
    }

    /// Changes accounts, by whatever is done to the view, and shows them as they are then.
    pub fn change(self, change: impl FnOnce(&mut RosterView)) {
        let spelled = self.spelled.try_get_value().flatten();
        let changed = self.view.try_update_value(|view| {
            change(view);
            if view.is_ordered() || spelled.is_some() {
                know_characters(view, spelled);
            }
            view.renew();
        });
        if changed.is_some() {
            self.work_on();
        }
    }

    /// Adds accounts while they come, and shows them. Putting them in order is work for all of them, so that it is done when
    /// their number has grown by a part, and once more by [`catch_up`](Self::catch_up) when all have come.
    pub fn add<'t, const COLUMNS: usize>(self, accounts: impl Iterator<Item = [&'t str; COLUMNS]>) {
        let is_behind = self.view.try_update_value(|view| {
            view.add(accounts);
            let behind = view.behind();
            behind.is_some_and(|(new, before)| new > before / 4 + 1_000) && !view.is_working()
        });
        match is_behind {
            Some(true) => self.catch_up(),
            Some(false) => self.changed(),
            None => {}
        }
    }

    /// Puts accounts that came where they belong.
    pub fn catch_up(self) {
        self.change(|_| {});
    }

    /// Works out what is shown: what a part of a frame suffices for at once, and the rest when the browser has drawn. What is
    /// wanted meanwhile takes the place of what was.
    fn work_on(self) {
        let Some(run) = self.run.try_update_value(|run| {
            *run += 1;
            *run
        }) else {
            return;
        };
        if self.work_for_a_part_of_a_frame() {
            return;
        }
        spawn_local(async move {
            loop {
                breathe().await;
                if self.run.try_get_value() != Some(run) || self.work_for_a_part_of_a_frame() {
                    return;
                }
            }
        });
    }

    /// Gives whether there is nothing left to do.
    fn work_for_a_part_of_a_frame(self) -> bool {
        let now = || window().performance().map_or(0.0, |clock| clock.now());
        let begun = now();
        let is_over = self.view.try_update_value(|view| {
            loop {
                if view.step(STEP) {
                    return true;
                }
                if now() - begun > PART_OF_A_FRAME {
                    return false;
                }
            }
        });
        match is_over {
            Some(true) => {
                self.changed();
                true
            }
            Some(false) => false,
            None => true,
        }
    }

    fn changed(self) {
        self.edition.try_update_value(|edition| *edition += 1);
        self.painted();
        if self.is_other.try_update_value(std::mem::take) == Some(true) {
            self.reveal.set(Some(0));
        }
    }

    /// Shows the same once more: something changed that rows show and that is not the roster's.
    pub fn repaint(self) {
        self.version.update(|version| *version += 1);
    }

    /// Selects, or not, by whatever is done to the view.
    pub fn select(self, select: impl FnOnce(&mut RosterView)) {
        if self.view.try_update_value(select).is_some() {
            self.painted();
        }
    }

    /// How many of the accounts found have which value of a column.
    pub fn facets(self, column: usize) -> Vec<Facet> {
        self.version.track();
        self.read(|view| view.facets(column)).unwrap_or_default()
    }

    /// Another one after every change of what is shown. Nothing where the page has been left.
    pub fn edition(self) -> Option<u64> {
        self.edition.try_get_value()
    }

    fn painted(self) {
        let counts = self.read(|view| {
            let (selection, selected, elsewhere) = view.selection();
            Counts {
                all: view.rows(),
                shown: view.count(),
                selected,
                elsewhere,
                selection,
            }
        });
        let Some(counts) = counts else { return };
        if self.counts.get_untracked() != counts {
            self.counts.set(counts);
        }
        self.version.update(|version| *version += 1);
    }
}

/// Asks the browser for the order of characters that it was not asked for yet. Initials are found by that order.
fn know_characters(view: &mut RosterView, spelled: Option<usize>) {
    let characters = view.roster().characters();
    let known = view.roster().collation();
    if known.is_code_points() || !known.missing(&characters).is_empty() {
        let collation = browser_collation(&characters);
        view.roster_mut().set_collation(collation);
        if let Some(column) = spelled {
            spell(view, column);
        }
    }
}

/// Gives whether the order that is known is one by sound.
fn spell(view: &mut RosterView, column: usize) -> bool {
    let initials = Initials::by(view.roster().collation());
    view.roster_mut().spell(column, initials.as_ref());
    initials.is_some()
}
