//! What makes the first press of a heading and the first letter of a filter as quick as those that follow, done before anybody
//! asks for it, in small parts while nothing else is to be done. The first order of a column takes longer than a frame, and
//! every later one is a walk. The first search runs as the browser compiled it in a hurry, and those after it as it compiled it
//! again, having seen how often it runs: three times as fast.

use super::{RosterTable, know_characters};
use crate::jobs::rest;
use leptos::prelude::*;
use leptos::task::spawn_local;
use roster::{ColumnKind, Direction, Progress, Query, RowSet, Search, SortBy, Sorting};

/// Milliseconds between two parts, and before the first.
const PAUSE: i32 = 50;
const FIRST_PAUSE: i32 = 500;

/// So many rows are a part: some milliseconds.
const PART: u32 = 5_000;

/// So many parts of a search suffice for the browser to compile it again.
const REHEARSAL: u32 = 20;

impl RosterTable {
    /// Rehearses searches, and ranks the columns in which people look for names. What the ranks take afterwards is four bytes
    /// a row and column.
    pub fn prepare_ahead(self) {
        spawn_local(async move {
            rest(FIRST_PAUSE).await;
            let names = self.read(|view| {
                let columns = view.roster().columns().iter().enumerate();
                let names = columns.filter(|(_, own)| own.searched && own.kind == ColumnKind::Text);
                names.map(|(column, _)| column).collect::<Vec<_>>()
            });
            let names = names.unwrap_or_default();
            // One letter is looked for in another way than several.
            for letters in [1, 2] {
                self.rehearse(&names, letters).await;
            }
            for column in names {
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

    /// Looks for the first letters of the first account that has any. What is found is of no use.
    async fn rehearse(self, names: &[usize], letters: usize) {
        let search = self.read(|view| {
            let texts = names.iter().map(|column| view.text(0, *column));
            let wanted: String = texts
                .map(|text| text.chars().take(letters).collect())
                .find(|wanted: &String| !wanted.is_empty())?;
            let query = Query::read(&wanted, view.roster().columns());
            Some(Search::new(view.roster(), query, None))
        });
        let Some(mut search) = search.flatten() else {
            return;
        };
        for _ in 0..REHEARSAL {
            let is_over = self.view.try_update_value(|view| {
                !view.is_working()
                    && matches!(search.step(view.roster_mut(), PART), Progress::Done(_))
            });
            if is_over != Some(false) {
                return;
            }
            rest(PAUSE).await;
        }
    }

    /// Gives whether the column is ranked. Nothing where the page has been left.
    fn rank_a_part(self, sorting: &mut Sorting) -> Option<bool> {
        self.view.try_update_value(|view| {
            !view.is_working() && matches!(sorting.step(view.roster_mut(), PART), Progress::Done(_))
        })
    }
}
