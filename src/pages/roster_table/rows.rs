//! The rows as the grid asks for them.

use super::desk::TableDesk;
use crate::roster::occurrences;
use crate::routes::parameter;
use crate::ui::{GridCell, GridRows};
use leptos::prelude::*;

/// What a table shows. The key of an account names it in the address.
pub struct AccountRows {
    desk: TableDesk,
    /// The key of the account that is open; empty for none.
    open: Memo<String>,
}

impl AccountRows {
    /// The rows of a table.
    pub fn new(desk: TableDesk) -> Self {
        let open = desk.parameters.signal(parameter::DETAIL);
        // What is marked as open, and what is said in words, is not the roster's.
        Effect::new(move |before: Option<()>| {
            open.track();
            desk.words.0.track();
            if before.is_some() {
                desk.table.repaint();
            }
        });
        AccountRows { desk, open }
    }

    fn key(&self, position: u32) -> Option<String> {
        self.desk.table.key(position)
    }
}

impl GridRows for AccountRows {
    fn count(&self) -> u32 {
        self.desk.table.read(|view| view.count()).unwrap_or(0)
    }

    fn cell(&self, position: u32, column: &'static str, write: &mut dyn FnMut(GridCell<'_>)) {
        let facts = self.desk.facts;
        let place = facts.names.iter().position(|name| *name == column);
        let language = self.desk.words.0.get_untracked();
        let written = self.desk.table.read(|view| match place {
            Some(place) => write((facts.cell)(language, view, position, place)),
            None => write(GridCell::Empty),
        });
        if written.is_none() {
            write(GridCell::Empty);
        }
    }

    fn is_selected(&self, position: u32) -> bool {
        let is_selected = self.desk.table.read(|view| view.is_selected(position));
        is_selected.unwrap_or(false)
    }

    fn is_current(&self, position: u32) -> bool {
        self.open.with_untracked(|open| {
            !open.is_empty()
                && self.desk.table.read(|view| view.text(position, 0) == *open) == Some(true)
        })
    }

    fn is_dimmed(&self, position: u32) -> bool {
        let is_dimmed = self.desk.facts.is_dimmed;
        self.desk.table.read(|view| is_dimmed(view, position)) == Some(true)
    }

    fn href(&self, position: u32) -> Option<String> {
        let key = self.key(position)?;
        let detail = [(parameter::ACTION, ""), (parameter::DETAIL, key.as_str())];
        Some(untrack(|| self.desk.parameters.link(&detail)))
    }

    fn is_marking(&self) -> bool {
        self.desk.finder.is_looking_for_something()
    }

    fn marks(&self, text: &str) -> Vec<(u32, u32)> {
        let typed = self.desk.finder.typed;
        typed.with_untracked(|typed| occurrences(text, typed))
    }
}
