//! Taking accounts away: as a file, or by the clipboard into a spreadsheet.

use super::copying::copy_selected;
use super::desk::TableDesk;
use super::export::{Meant, export};
use crate::i18n::Language;
use crate::ui::pager::grouped;
use crate::ui::{IconName, Menu, MenuItem};
use leptos::prelude::*;

/// The menu of what can be taken away.
pub fn export_menu(desk: TableDesk) -> AnyView {
    let words = desk.words;
    let items = Callback::new(move |()| {
        let language = words.now();
        let counts = desk.table.counts.get_untracked();
        let here = counts.selected - counts.elsewhere;
        let number = |count: u32| grouped(u64::from(count));
        let item = |label: String, icon: IconName, count: u32, act: fn(TableDesk)| MenuItem {
            label,
            icon: Some(icon),
            danger: false,
            disabled: count == 0,
            on_select: Callback::new(move |()| act(desk)),
        };
        vec![
            item(
                language.roster_export_shown(&number(counts.shown)),
                IconName::Download,
                counts.shown,
                |desk| export(desk, Meant::Shown),
            ),
            item(
                language.roster_export_selected(&number(here)),
                IconName::Download,
                here,
                |desk| export(desk, Meant::Selected),
            ),
            item(
                language.roster_copy_selected(&number(here)),
                IconName::Copy,
                here,
                copy,
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

fn copy(desk: TableDesk) {
    let columns = (desk.facts.columns)(desk.words.now());
    let shown = desk
        .layout
        .with_untracked(|layout| layout.visible_keys(&columns));
    copy_selected(desk, &shown);
}
