//! Finding a text in a table as a browser finds one in a page, but in all of its rows, of which only those in sight are in the
//! document: one place after another, and nobody is hidden.

use super::desk::TableDesk;
use super::{PART_OF_A_FRAME, STEP};
use crate::jobs::breathe;
use crate::roster::{Find, Wanted, fold, occurrences};
use crate::ui::GridCell;
use leptos::prelude::*;
use leptos::task::spawn_local;
use roster::ColumnKind;

/// What is looked for, and where it was found. Can be copied.
#[derive(Clone, Copy)]
pub struct Finder {
    /// Whether somebody is finding something.
    pub is_open: RwSignal<bool>,
    /// What is looked for, as it was typed.
    pub typed: RwSignal<String>,
    /// Where it is, in the order of the rows; none while that is not known.
    pub found: RwSignal<Option<Vec<u32>>>,
    /// Which of them is shown.
    pub at: RwSignal<usize>,
    /// Which work is under way: a newer one ends it.
    run: StoredValue<u64>,
}

impl Finder {
    /// Nothing is looked for.
    pub fn new() -> Self {
        Finder {
            is_open: RwSignal::new(false),
            typed: RwSignal::new(String::new()),
            found: RwSignal::new(None),
            at: RwSignal::new(0),
            run: StoredValue::new(0),
        }
    }

    /// Whether there is something to mark. Does not follow changes.
    pub fn is_looking_for_something(self) -> bool {
        self.is_open.get_untracked() && self.typed.with_untracked(|typed| !typed.is_empty())
    }

    /// Shows the next place, or the one before; at an end it goes on at the other.
    pub fn turn(self, forwards: bool) {
        let count = self
            .found
            .with_untracked(|found| found.as_ref().map_or(0, Vec::len));
        if count > 0 {
            let step = if forwards { 1 } else { count - 1 };
            self.at.update(|at| *at = (*at + step) % count);
        }
    }

    /// Where the one is that is shown now.
    fn place(self) -> Option<u32> {
        let at = self.at.get();
        self.found.with(|found| found.as_ref()?.get(at).copied())
    }
}

/// What decides what is found.
#[derive(Clone, PartialEq)]
struct Looked {
    typed: String,
    columns: Vec<(usize, Wanted)>,
    edition: Option<u64>,
}

impl TableDesk {
    /// Looks for what is typed, from now on, and again when other rows or columns are shown.
    pub fn follow_finder(self) {
        let finder = self.finder;
        Effect::new(move |before: Option<Option<Looked>>| {
            let before = before.flatten();
            if !finder.is_open.get() {
                if before.is_some() {
                    self.table.repaint();
                }
                return None;
            }
            self.table.version.track();
            let typed = finder.typed.get();
            let columns = self.looked_through(&typed);
            let edition = self.table.edition();
            let looked = Looked {
                typed,
                columns,
                edition,
            };
            if before.as_ref() != Some(&looked) {
                let is_other = before.is_none_or(|before| before.typed != looked.typed);
                self.look(&looked);
                if is_other {
                    self.table.repaint();
                }
            }
            Some(looked)
        });
    }

    /// The columns that are shown, and what in them reads as it was typed.
    fn looked_through(self, typed: &str) -> Vec<(usize, Wanted)> {
        let (facts, language) = (self.facts, self.words.0.get());
        let columns = (facts.columns)(language);
        let keys = self.layout.with(|layout| layout.visible_keys(&columns));
        let wanted = fold(typed);
        let places = keys
            .iter()
            .filter_map(|key| facts.names.iter().position(|name| name == key));
        self.table
            .read(|view| {
                let roster = view.roster();
                places
                    .map(|place| {
                        let kind = roster.columns().get(place).map(|column| column.kind);
                        if kind != Some(ColumnKind::Category) {
                            return (place, Wanted::Text);
                        }
                        let name = facts.names.get(place).copied().unwrap_or_default();
                        let values = roster.facets(place, roster.living()).into_iter();
                        let reads = |value: &String| {
                            fold(&(facts.value_words)(language, name, value)).contains(&wanted)
                        };
                        let values = values.map(|facet| facet.value).filter(reads);
                        (place, Wanted::Values(values.collect()))
                    })
                    .collect()
            })
            .unwrap_or_default()
    }

    fn look(self, looked: &Looked) {
        let finder = self.finder;
        let Some(run) = finder.run.try_update_value(|run| {
            *run += 1;
            *run
        }) else {
            return;
        };
        if looked.typed.is_empty() {
            finder.found.set(None);
            return;
        }
        // Typing goes on from where one is, so that a longer text does not lead back to the beginning.
        let from = untrack(|| finder.place()).unwrap_or(0);
        let find = self
            .table
            .read(|view| Find::new(view, &looked.typed, &looked.columns));
        let Some(mut find) = find else { return };
        spawn_local(async move {
            loop {
                let begun = now();
                let mut found = None;
                while found.is_none() && now() - begun < PART_OF_A_FRAME {
                    let step = |view: &mut _| find.step(view, STEP);
                    match self.table.view.try_update_value(step) {
                        Some(places) => found = places,
                        None => return,
                    }
                }
                if let Some(places) = found {
                    let at = places.partition_point(|place| *place < from);
                    let at = if at == places.len() { 0 } else { at };
                    _ = finder.at.try_set(at);
                    _ = finder.found.try_set(Some(places));
                    return;
                }
                breathe().await;
                if finder.run.try_get_value() != Some(run) {
                    return;
                }
            }
        });
    }

    /// The cell to be shown: the first of its row that has what is looked for.
    pub fn sought(self) -> Signal<Option<(u32, &'static str)>> {
        let finder = self.finder;
        let sought = Memo::new(move |_| {
            let place = finder.place().filter(|_| finder.is_open.get())?;
            let language = self.words.0.get();
            let columns = (self.facts.columns)(language);
            let keys = self.layout.with(|layout| layout.visible_keys(&columns));
            let has_it = |key: &&'static str| {
                let names = self.facts.names;
                let Some(column) = names.iter().position(|name| name == key) else {
                    return false;
                };
                let is_found = self.table.read(|view| {
                    let text = match (self.facts.cell)(language, view, place, column) {
                        GridCell::Text(text)
                        | GridCell::Mono(text)
                        | GridCell::Muted(text)
                        | GridCell::Number(text)
                        | GridCell::Badge(_, text) => text,
                        GridCell::Empty => return false,
                    };
                    finder
                        .typed
                        .with_untracked(|typed| !occurrences(&text, typed).is_empty())
                });
                is_found == Some(true)
            };
            let key = keys.iter().find(|key| has_it(key)).or(keys.first())?;
            Some((place, *key))
        });
        sought.into()
    }
}

fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}
