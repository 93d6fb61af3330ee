//! The grid: a million rows in few elements, and the right ones wherever the list is.

use crate::events::shift_click;
use crate::stage::{Stage, frame, until, words};
use leptos::prelude::*;
use rollcall_app::ui::{
    Align, DataGrid, Density, GridCell, GridColumn, GridLayout, GridRows, GridSelect,
    GridSelection, GridWords, MenuItem,
};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

/// Users with numbers for names.
pub struct Numbers {
    pub count: Cell<u32>,
    pub edition: Cell<u32>,
    pub selected: RefCell<BTreeSet<u32>>,
}

impl GridRows for Numbers {
    fn count(&self) -> u32 {
        self.count.get()
    }

    fn cell(&self, position: u32, column: &'static str, write: &mut dyn FnMut(GridCell<'_>)) {
        write(match column {
            "name" => GridCell::Text(format!("user {position}").into()),
            "nick" if position.is_multiple_of(2) => GridCell::Empty,
            "nick" => GridCell::Muted(format!("nick {position}").into()),
            _ => GridCell::Number(self.edition.get().to_string().into()),
        });
    }

    fn is_selected(&self, position: u32) -> bool {
        self.selected.borrow().contains(&position)
    }

    fn is_current(&self, position: u32) -> bool {
        position == 7
    }

    fn is_dimmed(&self, _position: u32) -> bool {
        false
    }

    fn href(&self, _position: u32) -> Option<String> {
        None
    }
}

/// A grid of users on the page, 800 by 332 pixels, and everything that it takes and gives.
pub struct Users {
    pub stage: Stage,
    pub rows: Rc<Numbers>,
    pub version: RwSignal<u64>,
    pub layout: RwSignal<GridLayout>,
    pub density: RwSignal<Density>,
    pub reveal: RwSignal<Option<u32>>,
    pub sort: RwSignal<Vec<(String, bool)>>,
    pub sorted: RwSignal<Vec<(String, bool)>>,
    pub opened: RwSignal<Vec<u32>>,
    pub changes: RwSignal<Vec<GridSelect>>,
    pub selection: RwSignal<GridSelection>,
    pub copied: RwSignal<Vec<Vec<&'static str>>>,
    pub chosen: RwSignal<Vec<u32>>,
}

impl Users {
    pub async fn show(count: u32) -> Self {
        let rows = Rc::new(Numbers {
            count: Cell::new(count),
            edition: Cell::new(1),
            selected: RefCell::default(),
        });
        let (version, reveal) = (RwSignal::new(0), RwSignal::new(None));
        let layout = RwSignal::new(GridLayout::default());
        let density = RwSignal::new(Density::Compact);
        let (sort, sorted) = (RwSignal::new(Vec::new()), RwSignal::new(Vec::new()));
        let (opened, changes) = (RwSignal::new(Vec::new()), RwSignal::new(Vec::new()));
        let (copied, chosen) = (RwSignal::new(Vec::new()), RwSignal::new(Vec::new()));
        let selection = RwSignal::new(GridSelection::None);
        let column = |key, label: &str| GridColumn {
            key,
            label: label.to_owned(),
            width: 150,
            min_width: 50,
            sortable: key != "nick",
            align: Align::Start,
        };
        let columns = vec![
            column("name", "Name"),
            column("nick", "Nickname"),
            column("edition", "Edition"),
        ];
        let words = GridWords {
            label: "Users".to_owned(),
            select_all: "Select all".to_owned(),
            row_menu: "Actions".to_owned(),
            columns: "Columns".to_owned(),
            reset_columns: "Reset".to_owned(),
            pin: "Pin".to_owned(),
            unpin: "Unpin".to_owned(),
            move_to_start: "Move left".to_owned(),
            move_to_end: "Move right".to_owned(),
            fit: "Fit".to_owned(),
            hide: "Hide".to_owned(),
            resize: "Width of {name}".to_owned(),
        };
        let shown = Rc::clone(&rows);
        let kept = StoredValue::new_local(Rc::clone(&rows));
        let on_select = move |change| {
            kept.with_value(|rows| {
                let mut selected = rows.selected.borrow_mut();
                match change {
                    GridSelect::Toggle(row) => {
                        if !selected.remove(&row) {
                            selected.insert(row);
                        }
                    }
                    GridSelect::Range { from, to, on: true } => selected.extend(from..=to),
                    GridSelect::Range { from, to, .. } => {
                        selected.retain(|row| !(from..=to).contains(row));
                    }
                    GridSelect::All(on) => {
                        selection.set(if on {
                            GridSelection::All
                        } else {
                            GridSelection::None
                        });
                    }
                }
            });
            changes.update(|changes| changes.push(change));
            version.update(|version| *version += 1);
        };
        let row_menu = Callback::new(move |row: u32| {
            vec![MenuItem {
                label: format!("Delete {row}"),
                icon: None,
                danger: true,
                disabled: false,
                on_select: Callback::new(move |()| chosen.update(|chosen| chosen.push(row))),
            }]
        });
        let on_copy = Callback::new(move |keys| copied.update(|copied| copied.push(keys)));
        let stage = Stage::show(move || {
            view! {
                <div style:width="800px" style:height="332px">
                    <DataGrid
                        rows=shown
                        version=version
                        columns=Signal::stored(columns)
                        layout=layout
                        words=Signal::stored(words)
                        sort=sort
                        on_sort=move |by| sorted.update(|sorted| sorted.push(by))
                        on_open=move |row| opened.update(|opened| opened.push(row))
                        selectable=true
                        on_select=on_select
                        all_selected=selection
                        row_menu=Some(row_menu)
                        density=density
                        reveal=reveal
                        on_copy=Some(on_copy)
                        on_cell_copied=move |_| ()
                        empty=|| view! { <p>"Nobody here"</p> }
                    />
                </div>
            }
        })
        .await;
        give_it_a_shape(&stage);
        let users = Users {
            stage,
            rows,
            version,
            layout,
            density,
            reveal,
            sort,
            sorted,
            opened,
            changes,
            selection,
            copied,
            chosen,
        };
        until("rows are there", || {
            count == 0 || (!users.shown().is_empty() && users.shown().len() < 30)
        })
        .await;
        users
    }

    pub fn grid(&self) -> HtmlElement {
        self.stage.one("[role=grid]")
    }

    /// The positions of the rows in the document, in order.
    pub fn shown(&self) -> Vec<u32> {
        let rows = self.stage.all("[data-row]");
        let mut shown: Vec<_> = rows.iter().map(position).collect();
        shown.sort_unstable();
        shown
    }

    pub fn row(&self, position: u32) -> HtmlElement {
        self.stage
            .one(&format!("[data-row][aria-rowindex='{}']", position + 2))
    }

    pub fn cell(&self, position: u32, cell: usize) -> HtmlElement {
        let cells = self
            .row(position)
            .query_selector_all("[role=gridcell]")
            .unwrap();
        wasm_bindgen::JsCast::unchecked_into(cells.item(cell as u32).unwrap())
    }

    /// The element that the keyboard is at, as a screen reader finds it.
    pub fn active(&self) -> Option<HtmlElement> {
        let id = self.grid().get_attribute("aria-activedescendant")?;
        Some(self.stage.one(&format!("#{id}")))
    }

    /// The row and the cell that the keyboard is at.
    pub fn at(&self) -> (u32, u32) {
        let active = self.active().unwrap();
        let row: HtmlElement =
            wasm_bindgen::JsCast::unchecked_into(active.parent_element().unwrap());
        let cell: u32 = active
            .get_attribute("aria-colindex")
            .unwrap()
            .parse()
            .unwrap();
        (position(&row), cell - 1)
    }

    /// Scrolls as the browser would, and waits until the grid has heard of it.
    pub async fn scroll(&self, bar: i32) {
        self.grid().set_scroll_top(bar);
        frame().await;
        frame().await;
    }

    /// Every row in the document says what it should, where it should, and they follow each other.
    pub fn check_rows(&self) {
        let shown = self.shown();
        for pair in shown.windows(2) {
            assert_eq!(pair[0] + 1, pair[1], "{shown:?}");
        }
        let first = self.row(shown[0]).get_bounding_client_rect().top();
        for &at in &shown {
            assert_eq!(words(&self.cell(at, 1)), format!("user {at}"));
            let nick = if at.is_multiple_of(2) {
                "–".to_owned()
            } else {
                format!("nick {at}")
            };
            assert_eq!(words(&self.cell(at, 2)), nick);
            let top = self.row(at).get_bounding_client_rect().top();
            assert_eq!(top - first, f64::from(at - shown[0]) * 32.0, "row {at}");
        }
        let view = self.grid().get_bounding_client_rect();
        assert!(first <= view.top() + 32.0, "nothing is blank above");
        let last = self.row(shown[shown.len() - 1]).get_bounding_client_rect();
        assert!(last.bottom() >= view.bottom(), "nothing is blank below");
    }
}

pub fn position(row: &HtmlElement) -> u32 {
    let index: u32 = row.get_attribute("aria-rowindex").unwrap().parse().unwrap();
    index - 2
}

/// The page of the tests has no style sheet; this is what the grid needs of it to be laid out.
fn give_it_a_shape(stage: &Stage) {
    const RULES: [&str; 9] = [
        ".grid-region { height: 100%; display: grid }",
        ".grid { overflow: auto; contain: strict; position: relative }",
        ".grid-head { position: sticky; top: 0; height: 32px; overflow: hidden; z-index: 3 }",
        ".grid-headings { display: flex }",
        ".grid-heading { flex: none }",
        ".grid-body { position: relative }",
        ".grid-row { position: absolute; top: 0; left: 0; right: 0; height: 32px; display: flex; overflow: hidden }",
        ".grid-cell { flex: none; overflow: hidden }",
        "[hidden] { display: none }",
    ];
    let style = document().create_element("style").unwrap();
    style.set_text_content(Some(&RULES.join("\n")));
    stage.one(".grid-region").append_child(&style).unwrap();
}

#[wasm_bindgen_test]
async fn a_million_rows_take_as_many_elements_as_a_hundred() {
    let few = Users::show(100).await;
    let nodes = few.stage.all("*").len();
    assert!(few.shown().len() <= 150);
    drop(few);
    let users = Users::show(1_000_000).await;
    assert_eq!(users.stage.all("*").len(), nodes);
    for bar in [100, 5_000, 4_000_000, 7_999_000, 0] {
        users.scroll(bar).await;
        assert_eq!(users.stage.all("*").len(), nodes, "at {bar}");
    }
    assert_eq!(
        users.grid().get_attribute("aria-rowcount").unwrap(),
        "1000001"
    );
}

#[wasm_bindgen_test]
async fn rows_are_right_wherever_the_list_is_scrolled_to() {
    let users = Users::show(1_000_000).await;
    users.check_rows();
    let mut state = 12_345_u32;
    for _ in 0..60 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let bar = if state.is_multiple_of(3) {
            (state >> 8) as i32 % 8_000_000
        } else {
            users.grid().scroll_top() + (state >> 8) as i32 % 6_000 - 3_000
        };
        users.scroll(bar).await;
        users.check_rows();
    }
}

#[wasm_bindgen_test]
async fn the_last_row_is_reached_and_is_the_last_thing_in_sight() {
    let users = Users::show(1_000_000).await;
    users.scroll(i32::MAX).await;
    until("the last row", || users.shown().last() == Some(&999_999)).await;
    let bottom = users.row(999_999).get_bounding_client_rect().bottom();
    let grid = users.grid().get_bounding_client_rect().bottom();
    assert!((bottom - grid).abs() <= 1.0, "{bottom} {grid}");
    users.scroll(0).await;
    until("the first row", || users.shown().first() == Some(&0)).await;
}

#[wasm_bindgen_test]
async fn a_row_that_stays_in_sight_is_not_touched() {
    let users = Users::show(1_000_000).await;
    let row = users.row(5);
    row.set_attribute("data-witness", "").unwrap();
    users.scroll(64).await;
    assert!(users.row(5).has_attribute("data-witness"));
    assert!(users.row(5).is_same_node(Some(&row)));
    assert_eq!(
        words(&row.query_selector("[data-column=name]").unwrap().unwrap()),
        "user 5"
    );
}

#[wasm_bindgen_test]
async fn what_changed_is_shown_when_the_page_says_so() {
    let users = Users::show(1_000).await;
    let editions = || {
        users
            .stage
            .all("[data-row] [data-column=edition]")
            .iter()
            .map(|cell| words(cell))
            .collect::<BTreeSet<_>>()
    };
    users.rows.edition.set(2);
    users.version.set(1);
    until("the new edition", || {
        editions() == BTreeSet::from(["2".to_owned()])
    })
    .await;
    users.rows.count.set(3);
    users.version.set(2);
    until("three rows", || users.shown() == [0, 1, 2]).await;
    assert!(!users.stage.says("user 4") || users.stage.all("[data-row]").len() == 3);
    users.rows.count.set(0);
    users.version.set(3);
    until("nobody", || users.stage.says("Nobody here")).await;
    assert!(users.shown().is_empty());
}

#[wasm_bindgen_test]
async fn rows_are_taller_where_that_is_wanted_and_the_place_is_kept() {
    let users = Users::show(1_000_000).await;
    users.reveal.set(Some(500_000));
    until("it is in sight", || users.shown().contains(&500_000)).await;
    users.density.set(Density::Comfortable);
    frame().await;
    until("it still is", || users.shown().contains(&500_000)).await;
    let tops = [500_000, 499_999].map(|at| users.row(at).get_bounding_client_rect().top());
    assert_eq!(tops[0] - tops[1], 40.0);
}

#[wasm_bindgen_test]
async fn a_press_opens_selects_and_extends() {
    let users = Users::show(1_000).await;
    users.cell(3, 2).click();
    assert_eq!(users.opened.get_untracked(), [3]);
    assert_eq!(users.at(), (3, 2));
    users.cell(4, 0).click();
    shift_click(&users.cell(8, 0));
    let selected = || {
        users
            .rows
            .selected
            .borrow()
            .iter()
            .copied()
            .collect::<Vec<_>>()
    };
    assert_eq!(selected(), [4, 5, 6, 7, 8]);
    until("rows say it", || {
        users.row(8).get_attribute("aria-selected").as_deref() == Some("true")
    })
    .await;
    assert_eq!(
        users.row(9).get_attribute("aria-selected").unwrap(),
        "false"
    );
    shift_click(&users.cell(6, 0));
    assert_eq!(selected(), [4, 5], "the range is taken out again");
    assert_eq!(
        users.opened.get_untracked(),
        [3],
        "a checkbox opens nothing"
    );
    users.selection.set(GridSelection::Some);
    let all = users.stage.one(".grid-head input");
    all.click();
    assert_eq!(
        users.changes.get_untracked().last(),
        Some(&GridSelect::All(true))
    );
}
