//! Taking accounts away: as a file, or by the clipboard into a spreadsheet.

use super::Board;
use super::columns::{NAMES, STATUS, heading, user};
use crate::i18n::Language;
use crate::pages::bitanswer::user_words::status_words;
use crate::pages::roster_table::{Meant, Written, export_file};
use crate::ui::pager::grouped;
use crate::ui::{IconName, Menu, MenuItem, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How a value reads in a file.
pub fn value_words(language: Language, column: &'static str, value: &str) -> String {
    if column == NAMES[STATUS] && !value.is_empty() {
        let status = user(["", "", value, "", ""]).status;
        return status_words(language, status.as_ref());
    }
    value.to_owned()
}

/// The columns of a file, with their headings.
pub fn written(language: Language) -> Vec<Written> {
    NAMES
        .into_iter()
        .enumerate()
        .map(|(place, name)| (place, name, heading(language, name).to_owned()))
        .collect()
}

/// The menu of what can be taken away.
pub fn export_menu(board: Board) -> AnyView {
    let words = board.desk.words;
    let items = Callback::new(move |()| {
        let language = words.now();
        let counts = board.table.counts.get_untracked();
        let item = |label: String, meant: Meant, count: u32| MenuItem {
            label,
            icon: Some(IconName::Download),
            danger: false,
            disabled: count == 0,
            on_select: Callback::new(move |()| export(board, meant)),
        };
        let number = |count: u32| grouped(u64::from(count));
        let here = counts.selected - counts.elsewhere;
        vec![
            item(
                language.roster_export_shown(&number(counts.shown)),
                Meant::Shown,
                counts.shown,
            ),
            item(
                language.roster_export_selected(&number(here)),
                Meant::Selected,
                here,
            ),
        ]
    });
    view! {
        <Menu
            label=words.of(Language::roster_export)
            icon=IconName::Download
            items=items
            labelled=true
        />
    }
    .into_any()
}

fn export(board: Board, meant: Meant) {
    let language = board.desk.words.now();
    let toasts = board.desk.toasts;
    spawn_local(async move {
        let columns = written(language);
        let done = export_file(
            board.table,
            meant,
            language,
            &columns,
            value_words,
            "bitanswer-users.csv",
        )
        .await;
        match done {
            Some(count) => {
                let news = language.roster_exported(&grouped(u64::from(count)));
                toasts.push(Tone::Good, news, None, None);
            }
            None => {
                let body = Some(language.roster_export_failed_body().to_owned());
                toasts.push(Tone::Bad, language.roster_export_failed(), body, None);
            }
        }
    });
}
