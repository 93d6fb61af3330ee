//! The grid by the keyboard, and what a screen reader is told of it.

use crate::events::{key, key_with};
use crate::grid::Users;
use crate::stage::{focused, frame, until, words};
use leptos::prelude::*;
use rollcall_app::ui::{GridSelect, GridSelection};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn keys_walk_the_cells_and_the_focus_stays_where_it_is() {
    let users = Users::show(1_000_000).await;
    let grid = users.grid();
    grid.focus().unwrap();
    assert_eq!(users.at(), (0, 0));
    for (held, pressed, at) in [
        ("", "ArrowDown", (1, 0)),
        ("", "ArrowRight", (1, 1)),
        ("", "ArrowUp", (0, 1)),
        ("", "End", (0, 4)),
        ("", "ArrowRight", (0, 4)),
        ("", "Home", (0, 0)),
        ("", "PageDown", (8, 0)),
        ("ctrlKey", "End", (999_999, 4)),
        ("", "ArrowDown", (999_999, 4)),
        ("", "PageUp", (999_991, 4)),
        ("ctrlKey", "Home", (0, 0)),
    ] {
        let was_taken = if held.is_empty() {
            !key(&grid, pressed)
        } else {
            !key_with(&grid, held, pressed)
        };
        assert!(was_taken, "{pressed} must not scroll as well");
        assert_eq!(users.at(), at, "{pressed}");
        assert_eq!(focused(), grid);
        let (view, cell) = (
            grid.get_bounding_client_rect(),
            users.active().unwrap().get_bounding_client_rect(),
        );
        assert!(cell.top() >= view.top() + 31.0 && cell.bottom() <= view.bottom() + 1.0);
        assert_eq!(users.stage.all("[data-active]").len(), 1);
    }
    users.scroll(0).await;
    users.check_rows();
}

#[wasm_bindgen_test]
async fn the_focus_survives_that_its_row_leaves_the_document() {
    let users = Users::show(1_000_000).await;
    let grid = users.grid();
    users.cell(3, 2).click();
    grid.focus().unwrap();
    users.scroll(500_000).await;
    assert_eq!(focused(), grid);
    assert!(users.active().is_none(), "a cell that is gone is not named");
    assert!(users.stage.all("[data-active]").is_empty());
    users.scroll(0).await;
    assert_eq!(users.at(), (3, 2));
    users.scroll(500_000).await;
    key(&grid, "ArrowDown");
    assert_eq!(users.at(), (4, 2), "a key goes on from where it was");
    // A link or a button in a row that gets the focus gives it back.
    let cell = users.cell(4, 1);
    cell.set_attribute("tabindex", "-1").unwrap();
    cell.focus().unwrap();
    assert_eq!(focused(), grid);
}

#[wasm_bindgen_test]
async fn rows_are_opened_and_selected() {
    let users = Users::show(1_000).await;
    let grid = users.grid();
    grid.focus().unwrap();
    key(&grid, "ArrowRight");
    key(&grid, "ArrowDown");
    key(&grid, "Enter");
    assert_eq!(users.opened.get_untracked(), [1]);
    key(&grid, " ");
    let selected = || {
        users
            .rows
            .selected
            .borrow()
            .iter()
            .copied()
            .collect::<Vec<_>>()
    };
    assert_eq!(selected(), [1]);
    key_with(&grid, "shiftKey", "ArrowDown");
    key_with(&grid, "shiftKey", "ArrowDown");
    assert_eq!(selected(), [1, 2, 3]);
    key_with(&grid, "shiftKey", "ArrowUp");
    assert_eq!(selected(), [1, 2]);
    key_with(&grid, "shiftKey", "PageDown");
    assert_eq!(selected(), (1..=10).collect::<Vec<_>>());
    for pressed in ["Home", "ArrowDown", "ArrowDown"] {
        key(&grid, pressed);
    }
    key(&grid, " ");
    key(&grid, "ArrowDown");
    key_with(&grid, "shiftKey", " ");
    assert_eq!(selected(), (1..=10).chain([12, 13]).collect::<Vec<_>>());
    key_with(&grid, "ctrlKey", "a");
    assert_eq!(
        users.changes.get_untracked().last(),
        Some(&GridSelect::All(true))
    );
    assert!(key(&grid, "Escape"), "that is the page's");
    assert!(key(&grid, "x"), "and so is typing");
    users.rows.count.set(2);
    users.version.set(1_000);
    until("fewer rows", || users.shown() == [0, 1]).await;
    assert_eq!(users.at(), (1, 0), "the keyboard is at what is left");
    key(&grid, "ArrowRight");
    key(&grid, "Enter");
    assert_eq!(users.opened.get_untracked(), [1, 1]);
}

#[wasm_bindgen_test]
async fn selected_rows_are_copied_by_the_page() {
    let users = Users::show(1_000).await;
    let grid = users.grid();
    grid.focus().unwrap();
    users.selection.set(GridSelection::Some);
    assert!(!key_with(&grid, "ctrlKey", "c"));
    assert_eq!(
        users.copied.get_untracked(),
        [vec!["name", "nick", "edition"]]
    );
}

#[wasm_bindgen_test]
async fn a_row_has_a_menu() {
    let users = Users::show(1_000).await;
    let grid = users.grid();
    grid.focus().unwrap();
    key(&grid, "ArrowDown");
    key_with(&grid, "shiftKey", "F10");
    until("the menu", || {
        focused().get_attribute("role").as_deref() == Some("menuitem")
    })
    .await;
    assert_eq!(words(&focused()), "Delete 1");
    focused().click();
    assert_eq!(users.chosen.get_untracked(), [1]);
    until("the focus is back", || focused() == grid).await;
    users.cell(2, 4).click();
    until("the menu again", || users.stage.says("Delete 2")).await;
    assert!(users.opened.get_untracked().is_empty());
}

#[wasm_bindgen_test]
async fn up_from_the_first_row_are_the_headings() {
    let users = Users::show(1_000).await;
    let grid = users.grid();
    grid.focus().unwrap();
    key(&grid, "ArrowRight");
    key(&grid, "ArrowRight");
    key(&grid, "ArrowUp");
    assert_eq!(words(&focused()), "Nickname");
    key(&focused(), "ArrowLeft");
    assert_eq!(words(&focused()), "Name");
    focused().click();
    assert_eq!(users.sorted.get_untracked(), [("name".to_owned(), false)]);
    key(&focused(), "ArrowDown");
    assert_eq!(focused(), grid);
    assert_eq!(users.at(), (0, 1));
}

#[wasm_bindgen_test]
async fn a_screen_reader_is_told_where_everything_is() {
    let users = Users::show(1_000_000).await;
    let grid = users.grid();
    let said = |name: &str| grid.get_attribute(name).unwrap();
    assert_eq!(said("aria-label"), "Users");
    assert_eq!(said("aria-multiselectable"), "true");
    assert_eq!(
        (said("aria-rowcount"), said("aria-colcount")),
        ("1000001".into(), "5".into())
    );
    let headings = users.stage.all("[role=columnheader]");
    let indexes: Vec<_> = headings
        .iter()
        .map(|heading| heading.get_attribute("aria-colindex").unwrap())
        .collect();
    assert_eq!(indexes, ["1", "2", "3", "4", "5"]);
    let row = users.row(7);
    assert_eq!(row.get_attribute("aria-current").unwrap(), "true");
    assert_eq!(
        row.query_selector_all("[role=gridcell]").unwrap().length(),
        5
    );
    let check = row.query_selector("[role=checkbox]").unwrap().unwrap();
    let name = check.get_attribute("aria-labelledby").unwrap();
    assert_eq!(words(&users.stage.one(&format!("#{name}"))), "user 7");
    users.sort.set(vec![
        ("edition".to_owned(), false),
        ("name".to_owned(), true),
    ]);
    frame().await;
    let sorts: Vec<_> = headings
        .iter()
        .map(|heading| heading.get_attribute("aria-sort"))
        .collect();
    assert_eq!(sorts[1].as_deref(), Some("ascending"));
    assert_eq!(sorts[3].as_deref(), Some("descending"));
    assert_eq!(words(&headings[1]), "Name2", "and which one counts second");
}
