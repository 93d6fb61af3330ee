//! What the parts of a table of accounts share: its state, and what its page says of it.

use super::finder::Finder;
use super::help::Example;
use super::sorting::read_sort;
use super::views::Views;
use super::{RosterTable, Shown};
use crate::i18n::{Language, Words};
use crate::pages::list_parameters::filter_text;
use crate::pages::parameters::Parameters;
use crate::roster::{Direction, RosterView};
use crate::routes::parameter;
use crate::store::{initials_wanted, keep_initials_wanted, load_layout, save_layout};
use crate::ui::{GridCell, GridColumn, GridLayout, ToastHub, Tone};
use leptos::{html, prelude::*};

/// What stands in a cell, by the place of the row and of the column.
pub type CellOf = for<'v> fn(Language, &'v RosterView, u32, usize) -> GridCell<'v>;

/// What a page says of its table. Nothing of it changes.
pub struct TableFacts {
    /// The name under which its layout is kept.
    pub name: &'static str,
    /// The name under which its views are kept.
    pub views: &'static str,
    /// Its name on the screen.
    pub label: fn(Language) -> &'static str,
    /// What its filter is called, and says while it is empty.
    pub filter: fn(Language) -> &'static str,
    /// The roster's columns by the names that they have in the address, in their order.
    pub names: &'static [&'static str],
    /// The columns that can be shown, before somebody changes their widths and places.
    pub columns: fn(Language) -> Vec<GridColumn>,
    /// What stands in a cell.
    pub cell: CellOf,
    /// How a value of a column reads in a file.
    pub value_words: fn(Language, &'static str, &str) -> String,
    /// Filters to try that are about its own columns.
    pub examples: &'static [Example],
    /// The column of people's names: those that initials are made of.
    pub people: usize,
    /// The order of a table that nobody ordered, as it would stand in the address; empty for the order in which accounts came.
    pub order: &'static str,
    /// Whether an account is shown fainter than others.
    pub is_dimmed: fn(&RosterView, u32) -> bool,
    /// What a file of it is called.
    pub file: &'static str,
    /// Said where there is nobody.
    pub nobody: fn(Language) -> &'static str,
    /// What more is said there.
    pub nobody_body: Option<fn(Language) -> &'static str>,
    /// Said where nobody matches.
    pub nobody_matches: fn(Language) -> &'static str,
}

impl TableFacts {
    /// What a column of the roster is called on the screen; its name in the address where it cannot be shown.
    pub fn heading(&self, language: Language, place: usize) -> String {
        let name = self.names.get(place).copied().unwrap_or_default();
        let columns = (self.columns)(language);
        let shown = columns.into_iter().find(|column| column.key == name);
        shown.map_or_else(|| name.to_owned(), |column| column.label)
    }
}

/// What the parts of a table share. Can be copied.
#[derive(Clone, Copy)]
pub struct TableDesk {
    /// The words in the current language.
    pub words: Words,
    /// Where news is sent.
    pub toasts: ToastHub,
    /// The page's state in the address.
    pub parameters: Parameters,
    /// What the page says of the table.
    pub facts: &'static TableFacts,
    /// The accounts.
    pub table: RosterTable,
    /// What is typed into the filter.
    pub typed: RwSignal<String>,
    /// Whether an input method is composing: what it shows meanwhile is not meant yet.
    pub composing: RwSignal<bool>,
    /// What somebody changed about the columns.
    pub layout: RwSignal<GridLayout>,
    /// Whether Chinese names are found by their initials as well.
    pub initials: RwSignal<bool>,
    /// The views that somebody named.
    pub views: Views,
    /// Finding a text without hiding who does not have it.
    pub finder: Finder,
    /// What is around the filter.
    pub toolbar: NodeRef<html::Div>,
}

impl TableDesk {
    /// Of a table that nothing is in yet.
    pub fn new(
        words: Words,
        toasts: ToastHub,
        parameters: Parameters,
        facts: &'static TableFacts,
        table: RosterTable,
    ) -> Self {
        let kept = load_layout(facts.name).unwrap_or_default();
        let initials = initials_wanted(facts.name) && table.spell(facts.people, true);
        TableDesk {
            words,
            toasts,
            parameters,
            facts,
            table,
            typed: filter_text(parameters),
            composing: RwSignal::new(false),
            layout: RwSignal::new(GridLayout::from_text(&kept)),
            initials: RwSignal::new(initials),
            views: Views::new(words, toasts, parameters, facts.views),
            finder: Finder::new(),
            toolbar: NodeRef::new(),
        }
    }

    /// Shows what the address and the filter say from now on, within a limit of the page's own, and keeps the layout.
    pub fn follow(self, limit: impl Fn() -> String + 'static) {
        let sort = self.order();
        Effect::new(move |_| {
            let query = self.typed.get();
            if self.composing.get() {
                return;
            }
            self.table.show(Shown {
                query,
                limit: limit(),
                sort: sort.get(),
            });
        });
        let (layout, facts) = (self.layout, self.facts);
        Effect::new(move |before: Option<GridLayout>| {
            let now = layout.get();
            if before.is_some_and(|before| before != now) {
                let columns = (facts.columns)(self.words.now());
                save_layout(facts.name, &now.to_text(&columns));
            }
            now
        });
    }

    /// The order, as the address says it, or as the table has it by itself.
    fn order(self) -> Memo<String> {
        let in_url = self.parameters.signal(parameter::SORT);
        let own = self.facts.order;
        Memo::new(move |_| {
            let order = in_url.get();
            if order.is_empty() {
                own.to_owned()
            } else {
                order
            }
        })
    }

    /// The columns sorted by, and whether upwards.
    pub fn sort(self) -> Signal<Vec<(String, bool)>> {
        let order = self.order();
        let names = self.facts.names;
        Signal::derive(move || {
            let sort = read_sort(&order.read(), names);
            sort.into_iter()
                .map(|sort| {
                    let name = names.get(sort.column).copied().unwrap_or_default();
                    (name.to_owned(), sort.direction == Direction::Ascending)
                })
                .collect()
        })
    }

    /// Finds Chinese names by their initials as well, or no longer, here and at the next visit.
    pub fn want_initials(self, on: bool) {
        let is_done = self.table.spell(self.facts.people, on);
        self.initials.set(on && is_done);
        if is_done {
            keep_initials_wanted(self.facts.name, on);
        } else {
            let language = self.words.now();
            let news = language.roster_no_initials();
            self.toasts.push(Tone::Warn, news, None, None);
        }
    }

    /// Takes away everything that limits what is shown.
    pub fn clear(self) {
        self.typed.set(String::new());
        self.parameters.replace(&[(parameter::STATE, "")]);
    }
}
