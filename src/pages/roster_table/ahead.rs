//! The orders by names, worked out before anybody asks for them: the first of a column takes longer than a frame, and every
//! later one is a walk. Done in small parts while nothing else is to be done.

use super::{RosterTable, know_characters};
use crate::jobs::rest;
use leptos::prelude::*;
use leptos::task::spawn_local;
use roster::{ColumnKind, Direction, Progress, RowSet, SortBy, Sorting};

/// Milliseconds between two parts, and before the first.
const PAUSE: i32 = 50;
const FIRST_PAUSE: i32 = 500;

/// So many rows are a part: some milliseconds.
const PART: u32 = 5_000;

impl RosterTable {
    /// Ranks the columns in which people look for names. What they take afterwards is four bytes a row and column.
    pub fn order_ahead(self) {
        spawn_local(async move {
            rest(FIRST_PAUSE).await;
            let names = self.read(|view| {
                let columns = view.roster().columns().iter().enumerate();
                let names = columns.filter(|(_, own)| own.searched && own.kind == ColumnKind::Text);
                names.map(|(column, _)| column).collect::<Vec<_>>()
            });
            for column in names.unwrap_or_default() {
                let by = SortBy {
                    column,
                    direction: Direction::Ascending,
                };
                // Of nobody: what lasts is the column's own order.
                let mut sorting = Sorting::new(&[by], RowSet::none(0));
                let Some(spelled) = self.spelled.try_get_value() else {
                    return;
                };
                self.view
                    .try_update_value(|view| know_characters(view, spelled));
                while let Some(false) = self.rank_a_part(&mut sorting) {
                    rest(PAUSE).await;
                }
            }
        });
    }

    /// Gives whether the column is ranked. Nothing where the page has been left.
    fn rank_a_part(self, sorting: &mut Sorting) -> Option<bool> {
        self.view.try_update_value(|view| {
            !view.is_working() && matches!(sorting.step(view.roster_mut(), PART), Progress::Done(_))
        })
    }
}
