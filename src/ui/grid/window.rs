//! Which rows are in the document, and which of the kept elements shows which. Pure.

/// More rows than this are never in the document.
pub(super) const MOST_ROWS: u32 = 150;
/// Rows kept beyond the edge that the reader comes from, and goes to. The browser scrolls what is painted before the
/// program hears of it, so that there must be something painted ahead.
const BEHIND: u32 = 2;
const AHEAD: u32 = 8;

/// The rows from `first` up to, not with, `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) first: u32,
    pub(super) end: u32,
}

impl Window {
    pub(super) fn contains(self, position: u32) -> bool {
        (self.first..self.end).contains(&position)
    }
}

/// How many elements a viewport needs at most, wherever it is. All lengths are pixels.
pub(super) fn pool_size(viewport: i64, row_height: u32) -> u32 {
    let height = i64::from(row_height.max(1));
    // One more than fit, because the first and the last may both be cut.
    let in_sight = (viewport.max(0) + height - 1) / height + 1;
    u32::try_from(in_sight)
        .unwrap_or(MOST_ROWS)
        .saturating_add(BEHIND + AHEAD)
        .min(MOST_ROWS)
}

/// The rows to show, never more than `pool_size` says.
pub(super) fn window(
    top: i64,
    viewport: i64,
    row_height: u32,
    count: u32,
    is_going_up: bool,
) -> Window {
    let height = i64::from(row_height.max(1));
    let place = |row: i64| u32::try_from(row.max(0)).unwrap_or(u32::MAX).min(count);
    let first_in_sight = place(top / height);
    let before = if is_going_up { AHEAD } else { BEHIND };
    // Every element has a row as long as there are enough, so that none is hidden and shown again on the way.
    let pool = pool_size(viewport, row_height);
    let first = first_in_sight
        .saturating_sub(before)
        .min(count.saturating_sub(pool));
    Window {
        first,
        end: first.saturating_add(pool).min(count),
    }
}

/// Which element shows a row. A row that stays in sight stays in its element.
pub(super) fn slot(position: u32, pool: u32) -> usize {
    (position % pool.max(1)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_row_in_sight_has_an_element_of_its_own() {
        for viewport in [0, 1, 31, 32, 33, 600, 601, 1_080, 4_000] {
            for row_height in [32, 40, 56] {
                for count in [0, 1, 10, 1_000_000] {
                    for top in (0..200).chain(31_999_000..31_999_100) {
                        for is_going_up in [false, true] {
                            let shown = window(top, viewport, row_height, count, is_going_up);
                            let pool = pool_size(viewport, row_height);
                            assert!(pool <= MOST_ROWS);
                            assert!(shown.first <= shown.end && shown.end <= count);
                            let slots: BTreeSet<_> = (shown.first..shown.end)
                                .map(|row| slot(row, pool))
                                .collect();
                            assert_eq!(slots.len() as u32, shown.end - shown.first);
                            assert_eq!(shown.end - shown.first, pool.min(count));
                            let height = i64::from(row_height);
                            let mut place = top;
                            while place < top + viewport && place / height < i64::from(count) {
                                assert!(shown.contains((place / height) as u32));
                                place += height;
                            }
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn more_is_kept_ahead_than_behind() {
        let down = window(32_000, 320, 32, 1_000_000, false);
        assert_eq!((down.first, down.end), (998, 1_019));
        let up = window(32_000, 320, 32, 1_000_000, true);
        assert_eq!((up.first, up.end), (992, 1_013));
    }
}
