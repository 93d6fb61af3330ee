//! The table: the keyboard, sorting, opening, and what a screen reader is told.

use crate::events::{key, key_with};
use crate::stage::{Stage, focused, until, words};
use leptos::prelude::*;
use rollcall_app::ui::{Cell, Column, DataTable, Row, TableWords};
use std::collections::BTreeSet;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

/// A table of users on the page, and everything that it takes and gives.
pub struct Users {
    pub stage: Stage,
    pub rows: RwSignal<Vec<Row>>,
    pub selection: RwSignal<BTreeSet<String>>,
    pub sort: RwSignal<Option<(String, bool)>>,
    pub sorted: RwSignal<Vec<String>>,
    pub opened: RwSignal<Vec<String>>,
    pub loading: RwSignal<bool>,
}

pub fn row(key: &str) -> Row {
    let name = Cell::Text(format!("user {key}"));
    Row::new(key, vec![name, Cell::Number("1".to_owned())])
}

impl Users {
    pub async fn show(keys: &[&str]) -> Self {
        let rows = RwSignal::new(keys.iter().map(|key| row(key)).collect::<Vec<_>>());
        let selection = RwSignal::new(BTreeSet::new());
        let sort = RwSignal::new(None);
        let (sorted, opened) = (RwSignal::new(Vec::new()), RwSignal::new(Vec::new()));
        let loading = RwSignal::new(false);
        let table_words = TableWords {
            label: "Users".to_owned(),
            select_all: "Select all".to_owned(),
            select_row: "Select {name}".to_owned(),
            row_menu: String::new(),
        };
        let columns = vec![
            Column::new("name", "Name").sortable(),
            Column::new("count", "Count").end(),
        ];
        let stage = Stage::show(move || {
            view! {
                <DataTable
                    columns=Signal::stored(columns)
                    rows=rows
                    words=Signal::stored(table_words)
                    sort=sort
                    on_sort=move |key| sorted.update(|sorted| sorted.push(key))
                    on_open=move |key| opened.update(|opened| opened.push(key))
                    selection=Some(selection)
                    loading=loading
                    empty=|| view! { <p>"Nobody here"</p> }
                />
            }
        })
        .await;
        Users {
            stage,
            rows,
            selection,
            sort,
            sorted,
            opened,
            loading,
        }
    }

    /// The control of a row that the keyboard lands on.
    pub fn name(&self, index: usize) -> HtmlElement {
        self.stage.all(".table-open").remove(index)
    }

    /// A row's checkbox.
    pub fn checkbox(&self, index: usize) -> HtmlElement {
        self.stage.all("tbody input[type=checkbox]").remove(index)
    }

    /// The keys of the selected rows.
    pub fn selected(&self) -> Vec<String> {
        self.selection.get_untracked().into_iter().collect()
    }
}

#[wasm_bindgen_test]
async fn arrows_move_between_rows_and_stop_at_the_ends() {
    let users = Users::show(&["a", "b", "c"]).await;
    users.name(0).focus().unwrap();
    for (pressed, lands_on) in [
        ("ArrowDown", 1),
        ("ArrowDown", 2),
        ("ArrowDown", 2),
        ("ArrowUp", 1),
        ("Home", 0),
        ("ArrowUp", 0),
        ("End", 2),
    ] {
        key(&focused(), pressed);
        assert_eq!(focused(), users.name(lands_on), "{pressed}");
    }
    // With a modifier these are the browser's.
    assert!(key_with(&focused(), "altKey", "ArrowUp"));
    assert_eq!(focused(), users.name(2));
}

#[wasm_bindgen_test]
async fn arrows_stay_in_the_column_of_checkboxes() {
    let users = Users::show(&["a", "b"]).await;
    users.checkbox(0).focus().unwrap();
    key(&focused(), "ArrowDown");
    assert_eq!(focused(), users.checkbox(1));
    assert!(users.selected().is_empty());
}

#[wasm_bindgen_test]
async fn focus_stays_with_its_row_when_rows_move() {
    let users = Users::show(&["a", "b", "c"]).await;
    let held = users.name(2);
    held.focus().unwrap();
    users.rows.set(["c", "a", "d"].map(row).to_vec());
    until("the rows have moved", || {
        words(&users.name(0)) == "user c" && words(&users.name(2)) == "user d"
    })
    .await;
    assert_eq!(users.name(0), held, "the row is the same element");
    key(&held, "ArrowDown");
    assert_eq!(focused(), users.name(1));
}

#[wasm_bindgen_test]
async fn a_row_opens_once_by_its_name_and_by_a_press_beside_it() {
    let users = Users::show(&["a", "b"]).await;
    users.name(1).click();
    assert_eq!(users.opened.get_untracked(), ["b"]);
    users.stage.all("tbody td[data-align=end]")[0].click();
    assert_eq!(users.opened.get_untracked(), ["b", "a"]);
    users.checkbox(0).click();
    assert_eq!(users.opened.get_untracked(), ["b", "a"]);
}

#[wasm_bindgen_test]
async fn a_heading_sorts_and_says_how() {
    let users = Users::show(&["a"]).await;
    let headings = users.stage.all("th[data-sortable]");
    assert_eq!(headings.len(), 1, "one column can be sorted by");
    users.stage.button("Name").click();
    assert_eq!(users.sorted.get_untracked(), ["name"]);
    let said = || headings[0].get_attribute("aria-sort");
    assert_eq!(said(), None, "the page decides");
    for (upwards, word) in [(true, "ascending"), (false, "descending")] {
        users.sort.set(Some(("name".to_owned(), upwards)));
        until(word, || said().as_deref() == Some(word)).await;
    }
    users.sort.set(None);
    until("unsorted again", || said().is_none()).await;
}

#[wasm_bindgen_test]
async fn a_screen_reader_is_told_the_same_in_every_state() {
    let users = Users::show(&["a", "b"]).await;
    let table = users.stage.one("table");
    let roles = || {
        ["table", "rowgroup", "columnheader", "row", "cell"]
            .map(|role| users.stage.all(&format!("[role={role}]")).len())
    };
    assert_eq!(roles(), [1, 2, 3, 3, 6]);
    assert_eq!(table.get_attribute("aria-label").unwrap(), "Users");
    let select = users.checkbox(1).get_attribute("aria-label").unwrap();
    assert_eq!(select, "Select user b");

    let busy = || table.get_attribute("aria-busy").unwrap();
    assert_eq!(busy(), "false");
    users.loading.set(true);
    until("it is busy", || busy() == "true").await;
    assert_eq!(
        roles(),
        [1, 2, 3, 3, 6],
        "rows stay while they are refreshed"
    );

    users.rows.set(Vec::new());
    let hidden = || users.stage.all("tbody tr[aria-hidden=true]").len();
    until("rows are on their way", || hidden() == 8).await;
    assert!(!users.stage.says("Nobody here"));
    users.loading.set(false);
    until("nobody is there", || users.stage.says("Nobody here")).await;
    assert_eq!(hidden(), 0);
    assert_eq!(roles(), [1, 2, 3, 1, 0]);
}
