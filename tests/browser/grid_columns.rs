//! The grid's columns: widths, order, which are shown, which stay in sight.

use crate::events::{key, key_with, send};
use crate::grid::Users;
use crate::stage::{focused, frame, until, words};
use leptos::prelude::*;
use rollcall_app::ui::GridLayout;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

impl Users {
    fn heading(&self, column: &str) -> HtmlElement {
        self.stage.one(&format!("[data-sort={column}]"))
    }

    fn separator(&self, column: &str) -> HtmlElement {
        self.stage
            .one(&format!("[data-key={column}] [role=separator]"))
    }

    /// The columns as the headings have them, after making sure that rows have them too.
    fn order(&self) -> Vec<String> {
        let names = |elements: Vec<HtmlElement>, attribute: &str| -> Vec<String> {
            elements
                .iter()
                .map(|element| element.get_attribute(attribute).unwrap())
                .collect()
        };
        let headings = names(self.stage.all("[data-key]"), "data-key");
        let first = self.shown()[0] + 2;
        let cells = format!("[data-row][aria-rowindex='{first}'] [data-column]");
        assert_eq!(headings, names(self.stage.all(&cells), "data-column"));
        headings
    }

    fn widths(&self, column: &str) -> (String, String) {
        let heading = self.stage.one(&format!("[data-key={column}]"));
        let cell = self
            .stage
            .all(&format!("[data-row] [data-column={column}]"))
            .remove(0);
        let width = |element: &HtmlElement| element.style().get_property_value("width").unwrap();
        (width(&heading), width(&cell))
    }

    fn drag(&self, target: &HtmlElement, from: f64, to: f64) {
        for (name, x, buttons) in [
            ("pointerdown", from, 1),
            ("pointermove", to, 1),
            ("pointerup", to, 0),
        ] {
            let more: [(&str, JsValue); 4] = [
                ("clientX", x.into()),
                ("buttons", buttons.into()),
                ("button", 0.into()),
                ("pointerType", "mouse".into()),
            ];
            send(target, "PointerEvent", name, &more);
        }
    }
}

fn middle(element: &HtmlElement) -> f64 {
    let place = element.get_bounding_client_rect();
    place.left() + place.width() / 2.0
}

#[wasm_bindgen_test]
async fn an_edge_is_dragged_and_moved_by_keys() {
    let users = Users::show(1_000).await;
    let edge = users.separator("name");
    users.drag(&edge, 100.0, 150.0);
    until("wider", || {
        users.widths("name") == ("200px".into(), "200px".into())
    })
    .await;
    assert_eq!(edge.get_attribute("aria-valuenow").unwrap(), "200");
    key(&edge, "ArrowLeft");
    until("narrower", || {
        users.widths("name") == ("192px".into(), "192px".into())
    })
    .await;
    users.drag(&edge, 500.0, 0.0);
    until("as narrow as it may be", || {
        users.widths("name").1 == "50px"
    })
    .await;
    send(&edge, "MouseEvent", "dblclick", &[]);
    until("as wide as its contents", || {
        users.widths("name").1 != "50px"
    })
    .await;
    assert!(users.layout.get_untracked() != GridLayout::default());
    assert!(
        users.sorted.get_untracked().is_empty(),
        "an edge is not a heading"
    );
}

#[wasm_bindgen_test]
async fn a_heading_is_carried_and_moved_by_keys() {
    let users = Users::show(1_000).await;
    assert_eq!(users.order(), ["name", "nick", "edition"]);
    let from = users.heading("name");
    users.drag(&from, middle(&from), middle(&users.heading("edition")));
    until("it is there", || {
        users.order() == ["nick", "edition", "name"]
    })
    .await;
    until("and has the focus", || words(&focused()) == "Name").await;
    key_with(&users.heading("name"), "altKey", "ArrowLeft");
    until("one back", || users.order() == ["nick", "name", "edition"]).await;
    until("the focus goes along", || words(&focused()) == "Name").await;
    users.check_names();
}

impl Users {
    fn check_names(&self) {
        for at in self.shown() {
            let row = self.row(at);
            let name = row.query_selector("[data-column=name]").unwrap().unwrap();
            assert_eq!(words(&name), format!("user {at}"));
        }
    }
}

#[wasm_bindgen_test]
async fn columns_are_hidden_and_shown_again() {
    let users = Users::show(1_000).await;
    users.stage.button("Columns").click();
    until("the choice", || users.stage.says("Reset")).await;
    let boxes = || users.stage.all("[role=dialog] input");
    boxes()[1].click();
    until("it is gone", || users.order() == ["name", "edition"]).await;
    assert_eq!(users.grid().get_attribute("aria-colcount").unwrap(), "4");
    boxes()[0].click();
    until("another one", || users.order() == ["edition"]).await;
    until("the last one has to stay", || {
        boxes()[2].has_attribute("disabled")
    })
    .await;
    users.stage.button("Reset").click();
    until("all of them", || {
        users.order() == ["name", "nick", "edition"]
    })
    .await;
    users.check_names();
}

#[wasm_bindgen_test]
async fn a_column_is_pinned_by_the_menu_of_its_heading() {
    let users = Users::show(1_000).await;
    let heading = users.heading("edition");
    heading.focus().unwrap();
    key_with(&heading, "shiftKey", "F10");
    until("the menu", || {
        focused().get_attribute("role").as_deref() == Some("menuitem")
    })
    .await;
    users.stage.button("Pin").click();
    until("it comes first", || {
        users.order() == ["edition", "name", "nick"]
    })
    .await;
    let cell = users
        .stage
        .all("[data-row] [data-column=edition]")
        .remove(0);
    assert!(cell.has_attribute("data-pinned"));
    assert_eq!(cell.style().get_property_value("left").unwrap(), "40px");
    let text = users.layout.get_untracked();
    // With another one beside it there would be no room for what scrolls.
    users
        .layout
        .set(GridLayout::from_text("^edition,^name:2000,nick"));
    let pinned = || users.stage.all("[data-row]:first-child [data-pinned]");
    until("only one stays in sight", || {
        users.order() == ["edition", "name", "nick"] && pinned().len() == 1
    })
    .await;
    users.layout.set(GridLayout::default());
    until("as at first", || {
        users.order() == ["name", "nick", "edition"]
    })
    .await;
    users.layout.set(text);
    until("as it was left", || {
        users.order() == ["edition", "name", "nick"]
    })
    .await;
    frame().await;
    users.check_names();
}
