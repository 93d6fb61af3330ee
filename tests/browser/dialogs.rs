//! Dialogs: where focus goes, what closes them, and what must be typed first.

use crate::events::{key, send, type_into};
use crate::stage::{Stage, focused, frame, until};
use js_sys::{Function, Reflect};
use leptos::prelude::*;
use rollcall_app::ui::{ConfirmDialog, Dialog};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlButtonElement, HtmlElement};

/// Asks the dialog to close as Escape does.
fn request_close(dialog: &HtmlElement) {
    let request: Function = Reflect::get(dialog, &"requestClose".into())
        .unwrap()
        .unchecked_into();
    request.call0(dialog).unwrap();
}

fn is_modal(dialog: &HtmlElement) -> bool {
    dialog.matches(":modal").unwrap()
}

fn is_disabled(button: &HtmlElement) -> bool {
    button.unchecked_ref::<HtmlButtonElement>().disabled()
}

struct Opened {
    stage: Stage,
    open: RwSignal<bool>,
    locked: RwSignal<bool>,
    closed: RwSignal<u32>,
}

async fn opened() -> Opened {
    let (open, locked) = (RwSignal::new(false), RwSignal::new(false));
    let closed = RwSignal::new(0);
    let stage = Stage::show(move || {
        view! {
            <button>"Before"</button>
            <Dialog
                open=open
                title="A question"
                close_label="Close"
                locked=locked
                on_close=move |()| closed.update(|closed| *closed += 1)
            >
                <input id="first"/>
                <input id="second"/>
            </Dialog>
        }
    })
    .await;
    assert!(!stage.says("A question"), "closed, it has no content");
    stage.button("Before").focus().unwrap();
    open.set(true);
    until("the dialog is modal", || is_modal(&stage.one("dialog"))).await;
    Opened {
        stage,
        open,
        locked,
        closed,
    }
}

#[wasm_bindgen_test]
async fn a_dialog_takes_focus_and_gives_it_back() {
    let Opened {
        stage,
        open,
        closed,
        ..
    } = opened().await;
    let dialog = stage.one("dialog");
    let heading = stage.one("dialog h2");
    assert_eq!(
        dialog.get_attribute("aria-labelledby").unwrap(),
        heading.id()
    );
    assert_eq!(focused().id(), "first", "the content, not the close button");
    request_close(&dialog);
    until("it says that it closed", || !open.get_untracked()).await;
    until("its content is gone", || !stage.says("A question")).await;
    assert!(!is_modal(&dialog));
    assert_eq!(focused(), stage.button("Before"));
    assert_eq!(closed.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn a_dialog_closes_by_its_button_by_the_page_and_by_a_press_outside() {
    let Opened {
        stage,
        open,
        closed,
        ..
    } = opened().await;
    let dialog = stage.one("dialog");
    let reopened = async || {
        open.set(true);
        until("it is open again", || is_modal(&dialog)).await;
    };
    stage.button("Close").click();
    until("closed by its button", || closed.get_untracked() == 1).await;
    reopened().await;
    open.set(false);
    until("closed by the page", || closed.get_untracked() == 2).await;
    reopened().await;
    send(&stage.one("#second"), "PointerEvent", "pointerdown", &[]);
    frame().await;
    assert!(is_modal(&dialog), "a press inside is not one outside");
    send(&dialog, "PointerEvent", "pointerdown", &[]);
    until("closed by a press outside", || closed.get_untracked() == 3).await;
    assert_eq!(focused(), stage.button("Before"));
}

#[wasm_bindgen_test]
async fn a_locked_dialog_stays() {
    let Opened {
        stage,
        open,
        locked,
        closed,
    } = opened().await;
    let dialog = stage.one("dialog");
    locked.set(true);
    until("the close button is off", || {
        is_disabled(&stage.button("Close"))
    })
    .await;
    // Browsers let a repeated Escape through whatever `cancel` says, so the key itself must be taken.
    assert!(!key(&stage.one("#first"), "Escape"));
    request_close(&dialog);
    send(&dialog, "PointerEvent", "pointerdown", &[]);
    frame().await;
    assert!(is_modal(&dialog) && open.get_untracked());
    assert_eq!(closed.get_untracked(), 0);
    locked.set(false);
    frame().await;
    assert!(key(&stage.one("#first"), "Escape"));
    request_close(&dialog);
    until("it closes again", || closed.get_untracked() == 1).await;
}

#[wasm_bindgen_test]
async fn what_cannot_be_undone_needs_the_name() {
    let (open, busy) = (RwSignal::new(true), RwSignal::new(false));
    let asked: Signal<String> = Signal::stored("alice".to_owned());
    let confirmed = RwSignal::new(0);
    let stage = Stage::show(move || {
        view! {
            <ConfirmDialog
                open=open
                title="Delete the user?"
                confirm_label="Delete alice"
                cancel_label="Cancel"
                typed=asked
                typed_label="Type alice"
                danger=true
                busy=busy
                on_confirm=move |()| confirmed.update(|confirmed| *confirmed += 1)
            >
                <p>"She is gone then."</p>
            </ConfirmDialog>
        }
    })
    .await;
    let dialog = stage.one("dialog");
    until("it is open", || is_modal(&dialog)).await;
    let field = stage.labelled("Type alice");
    assert_eq!(focused(), field);
    let refuses = || is_disabled(&stage.button("Delete alice"));
    assert!(refuses());
    for wrong in ["alic", "Alice", "alice!"] {
        type_into(&field, wrong);
        frame().await;
        assert!(refuses(), "{wrong}");
    }
    type_into(&field, " alice ");
    until("the name opens the way", || !refuses()).await;
    stage.button("Delete alice").click();
    assert_eq!(confirmed.get_untracked(), 1);
    assert!(open.get_untracked(), "the page closes it when it is done");

    busy.set(true);
    until("it is locked while busy", || {
        is_disabled(&stage.button("Cancel"))
    })
    .await;
    stage.button("Delete alice").click();
    assert_eq!(confirmed.get_untracked(), 1, "once is enough");

    busy.set(false);
    open.set(false);
    until("it is closed", || !is_modal(&dialog)).await;
    open.set(true);
    until("it is open again", || is_modal(&dialog)).await;
    until("the answer is forgotten", refuses).await;
}
