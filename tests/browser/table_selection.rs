//! Selecting rows of the table.

use crate::events::{key, key_with, shift_click};
use crate::stage::{frame, until};
use crate::table::{Users, row};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

fn is_checked(checkbox: &HtmlElement) -> bool {
    checkbox.unchecked_ref::<HtmlInputElement>().checked()
}

fn is_half_checked(checkbox: &HtmlElement) -> bool {
    checkbox.unchecked_ref::<HtmlInputElement>().indeterminate()
}

#[wasm_bindgen_test]
async fn space_selects_and_shift_extends() {
    let users = Users::show(&["a", "b", "c", "d"]).await;
    assert!(!key(&users.name(1), " "), "Space must not press the name");
    assert_eq!(users.selected(), ["b"]);
    until("the box is ticked", || is_checked(&users.checkbox(1))).await;
    key_with(&users.name(3), "shiftKey", " ");
    assert_eq!(users.selected(), ["b", "c", "d"]);
    key(&users.name(2), " ");
    assert_eq!(users.selected(), ["b", "d"]);
    until("the box is empty", || !is_checked(&users.checkbox(2))).await;
    assert!(users.opened.get_untracked().is_empty());
}

#[wasm_bindgen_test]
async fn a_press_selects_and_shift_selects_the_range() {
    let users = Users::show(&["a", "b", "c", "d"]).await;
    users.checkbox(3).click();
    shift_click(&users.checkbox(1));
    assert_eq!(users.selected(), ["b", "c", "d"]);
    until("the boxes show it", || {
        (0..4)
            .map(|index| is_checked(&users.checkbox(index)))
            .eq([false, true, true, true])
    })
    .await;
    shift_click(&users.checkbox(2));
    assert_eq!(users.selected(), ["d"], "the range is taken out again");
}

#[wasm_bindgen_test]
async fn the_box_in_the_heading_is_for_this_page_only() {
    let users = Users::show(&["a", "b"]).await;
    users.selection.update(|selected| {
        selected.insert("elsewhere".to_owned());
    });
    let all = users.stage.one("thead input");
    users.checkbox(0).click();
    until("half", || is_half_checked(&all) && !is_checked(&all)).await;
    users.checkbox(1).click();
    until("whole", || is_checked(&all) && !is_half_checked(&all)).await;
    all.click();
    assert_eq!(users.selected(), ["elsewhere"]);
    all.click();
    assert_eq!(users.selected(), ["a", "b", "elsewhere"]);
}

#[wasm_bindgen_test]
async fn nothing_is_selected_where_nothing_is() {
    let users = Users::show(&[]).await;
    let all = users.stage.one("thead input");
    all.click();
    frame().await;
    assert!(!is_checked(&all), "there is nothing to tick it for");
    users.rows.set(vec![row("a")]);
    until("a row came", || users.stage.all("tbody tr").len() == 1).await;
    assert!(users.selected().is_empty() && !is_checked(&all));
}
