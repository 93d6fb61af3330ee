//! Where the keyboard goes in a grid, and what it selects on its way. Pure.

use super::contents::GridSelect;

/// A cell: the place of its row in the current order, and its place among the cells of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Active {
    pub(super) row: u32,
    pub(super) cell: usize,
}

/// What there is to move in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    pub(super) rows: u32,
    /// Cells of a row.
    pub(super) cells: usize,
    /// Rows of a page.
    pub(super) page: u32,
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// To this cell.
    To(Active),
    /// Up, out of the rows.
    Header,
}

/// Where a key leads. `None` where it is no key of movement, or there is nothing to move in.
pub(super) fn step(key: &str, control: bool, from: Active, extent: Extent) -> Option<Move> {
    let last_row = extent.rows.checked_sub(1)?;
    let last_cell = extent.cells.checked_sub(1)?;
    let at = Active {
        row: from.row.min(last_row),
        cell: from.cell.min(last_cell),
    };
    let row = |row: u32| Active {
        row: row.min(last_row),
        ..at
    };
    let to = match key {
        "ArrowUp" if control => row(0),
        "ArrowDown" if control => row(last_row),
        "ArrowUp" if at.row == 0 => return Some(Move::Header),
        "ArrowUp" => row(at.row - 1),
        "ArrowDown" => row(at.row.saturating_add(1)),
        "PageUp" => row(at.row.saturating_sub(extent.page.max(1))),
        "PageDown" => row(at.row.saturating_add(extent.page.max(1))),
        "ArrowLeft" => Active {
            cell: at.cell.saturating_sub(1),
            ..at
        },
        "ArrowRight" => Active {
            cell: (at.cell + 1).min(last_cell),
            ..at
        },
        "Home" => Active {
            row: if control { 0 } else { at.row },
            cell: 0,
        },
        "End" => Active {
            row: if control { last_row } else { at.row },
            cell: last_cell,
        },
        _ => return None,
    };
    Some(Move::To(to))
}

/// What is selected when the rows chosen with Shift reached from the anchor to `from` and now reach to `to`.
pub(super) fn extend(anchor: u32, from: u32, to: u32) -> Vec<GridSelect> {
    let mut changes = Vec::new();
    let is_same_side = (from >= anchor) == (to >= anchor);
    // What was reached before and is not any more, the anchor's own row never among it.
    let left = if is_same_side && from.abs_diff(anchor) > to.abs_diff(anchor) {
        Some(if from > anchor {
            (to + 1, from)
        } else {
            (from, to - 1)
        })
    } else if !is_same_side && from != anchor {
        Some(if from > anchor {
            (anchor + 1, from)
        } else {
            (from, anchor - 1)
        })
    } else {
        None
    };
    if let Some((from, to)) = left {
        changes.push(GridSelect::Range {
            from,
            to,
            on: false,
        });
    }
    changes.push(GridSelect::Range {
        from: anchor.min(to),
        to: anchor.max(to),
        on: true,
    });
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const EXTENT: Extent = Extent {
        rows: 100,
        cells: 4,
        page: 10,
    };

    fn at(row: u32, cell: usize) -> Active {
        Active { row, cell }
    }

    #[test]
    fn keys_lead_where_the_pattern_says() {
        let from = at(50, 1);
        for (key, control, to) in [
            ("ArrowUp", false, at(49, 1)),
            ("ArrowDown", false, at(51, 1)),
            ("ArrowLeft", false, at(50, 0)),
            ("ArrowRight", false, at(50, 2)),
            ("Home", false, at(50, 0)),
            ("End", false, at(50, 3)),
            ("Home", true, at(0, 0)),
            ("End", true, at(99, 3)),
            ("PageUp", false, at(40, 1)),
            ("PageDown", false, at(60, 1)),
            ("ArrowUp", true, at(0, 1)),
            ("ArrowDown", true, at(99, 1)),
        ] {
            assert_eq!(
                step(key, control, from, EXTENT),
                Some(Move::To(to)),
                "{key}"
            );
        }
        assert_eq!(step("x", false, from, EXTENT), None);
    }

    #[test]
    fn no_key_leads_out_of_the_grid_except_up_to_the_headings() {
        let keys = [
            "ArrowUp",
            "ArrowDown",
            "ArrowLeft",
            "ArrowRight",
            "Home",
            "End",
            "PageUp",
            "PageDown",
        ];
        for rows in [1, 2, 11, u32::MAX] {
            for cells in [1, 3] {
                let extent = Extent {
                    rows,
                    cells,
                    page: 10,
                };
                for from in [at(0, 0), at(rows - 1, cells - 1), at(u32::MAX, 9)] {
                    for key in keys {
                        for control in [false, true] {
                            match step(key, control, from, extent) {
                                Some(Move::To(to)) => assert!(to.row < rows && to.cell < cells),
                                Some(Move::Header) => assert_eq!(key, "ArrowUp"),
                                None => panic!("{key} leads somewhere"),
                            }
                        }
                    }
                }
            }
        }
        let nothing = Extent { rows: 0, ..EXTENT };
        assert_eq!(step("ArrowDown", false, at(0, 0), nothing), None);
    }

    #[test]
    fn a_range_is_what_lies_between_anchor_and_cursor_however_it_went_there() {
        for anchor in 0..7_u32 {
            let mut walks = vec![vec![anchor]];
            for _ in 0..3 {
                walks = walks
                    .into_iter()
                    .flat_map(|walk| {
                        (0..7).map(move |to| {
                            let mut walk = walk.clone();
                            walk.push(to);
                            walk
                        })
                    })
                    .collect();
            }
            for walk in walks {
                let mut selected = BTreeSet::from([anchor]);
                for pair in walk.windows(2) {
                    for change in extend(anchor, pair[0], pair[1]) {
                        let GridSelect::Range { from, to, on } = change else {
                            panic!("only ranges");
                        };
                        for row in from..=to {
                            if on {
                                selected.insert(row);
                            } else {
                                selected.remove(&row);
                            }
                        }
                    }
                    let expected: BTreeSet<_> =
                        (anchor.min(pair[1])..=anchor.max(pair[1])).collect();
                    assert_eq!(selected, expected, "{walk:?} from {anchor}");
                }
            }
        }
    }
}
