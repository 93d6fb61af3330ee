//! The rows as the grid asks for them.

use super::Board;
use super::columns::{GUID, NAME, NAMES, NICK, REGISTERED, STATUS, heading, user};
use crate::i18n::Language;
use crate::pages::bitanswer::user_words::status_words;
use crate::routes::parameter;
use crate::ui::{Align, GridCell, GridColumn, GridRows, Tone};
use leptos::prelude::*;
use std::borrow::Cow;
use vendors::bitanswer::UserStatus;

/// The grid's columns, before somebody changes their widths and places.
pub fn grid_columns(language: Language) -> Vec<GridColumn> {
    [
        (NAME, 190),
        (NICK, 150),
        (STATUS, 100),
        (REGISTERED, 170),
        (GUID, 300),
    ]
    .map(|(place, width)| GridColumn {
        key: NAMES[place],
        label: heading(language, NAMES[place]).to_owned(),
        width,
        min_width: 64,
        sortable: true,
        align: Align::Start,
    })
    .to_vec()
}

/// What a board's table shows.
pub struct AccountRows(pub Board);

impl AccountRows {
    fn name(&self, position: u32) -> Option<String> {
        self.0.table.read(|view| {
            view.row(position)
                .map(|_| view.text(position, NAME).into_owned())
        })?
    }
}

impl GridRows for AccountRows {
    fn count(&self) -> u32 {
        self.0.table.read(|view| view.count()).unwrap_or(0)
    }

    fn cell(&self, position: u32, column: &'static str, write: &mut dyn FnMut(GridCell<'_>)) {
        let place = NAMES.iter().position(|name| *name == column);
        let written = self.0.table.read(|view| {
            let place = place.unwrap_or(NAME);
            let text = view.text(position, place);
            write(match place {
                _ if text.is_empty() => GridCell::Empty,
                NAME => GridCell::Mono(text),
                STATUS => status(self.0.desk.words.0.get_untracked(), &text),
                NICK | REGISTERED => GridCell::Text(text),
                _ => GridCell::Muted(text),
            });
        });
        if written.is_none() {
            write(GridCell::Empty);
        }
    }

    fn is_selected(&self, position: u32) -> bool {
        self.0
            .table
            .read(|view| view.is_selected(position))
            .unwrap_or(false)
    }

    fn is_current(&self, position: u32) -> bool {
        self.0.desk.detail_name.with_untracked(|open| {
            !open.is_empty()
                && self.0.table.read(|view| view.text(position, NAME) == *open) == Some(true)
        })
    }

    fn is_dimmed(&self, _position: u32) -> bool {
        false
    }

    fn href(&self, position: u32) -> Option<String> {
        let name = self.name(position)?;
        let detail = [(parameter::ACTION, ""), (parameter::DETAIL, name.as_str())];
        Some(untrack(|| self.0.desk.parameters.link(&detail)))
    }
}

fn status(language: Language, value: &str) -> GridCell<'static> {
    let status = user(["", "", value, "", ""]).status;
    let tone = match status {
        Some(UserStatus::Normal) => Tone::Good,
        Some(UserStatus::Other(_)) => Tone::Warn,
        Some(UserStatus::Disabled) | None => Tone::Neutral,
    };
    GridCell::Badge(tone, Cow::Owned(status_words(language, status.as_ref())))
}
