//! Fields: what a screen reader is told about them, and what is typed into them.

use crate::events::type_into;
use crate::stage::{Stage, until, words};
use leptos::prelude::*;
use rollcall_app::ui::{SecretField, TextField};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

/// The words that `aria-describedby` points at, in its order.
fn descriptions(stage: &Stage, control: &HtmlElement) -> Vec<String> {
    control
        .get_attribute("aria-describedby")
        .unwrap_or_default()
        .split_whitespace()
        .map(|id| words(&stage.one(&format!("#{id}"))))
        .collect()
}

#[wasm_bindgen_test]
async fn a_field_says_what_is_wrong_with_it() {
    let value = RwSignal::new("a".to_owned());
    let hint = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let stage = Stage::show(move || {
        view! { <TextField label="E-mail" value=value hint=hint error=error required=true/> }
    })
    .await;
    let control = stage.labelled("E-mail");
    let field: &HtmlInputElement = control.unchecked_ref();
    assert!(field.required());
    assert_eq!(control.get_attribute("aria-invalid"), None);
    assert_eq!(control.get_attribute("aria-describedby"), None);

    hint.set("Work address".to_owned());
    until("the hint is read", || {
        descriptions(&stage, &control) == ["Work address"]
    })
    .await;
    error.set(Some("No @ in it".to_owned()));
    until("the error is read before the hint", || {
        descriptions(&stage, &control) == ["No @ in it", "Work address"]
    })
    .await;
    assert_eq!(control.get_attribute("aria-invalid").unwrap(), "true");
    error.set(None);
    until("the error is over", || {
        control.get_attribute("aria-invalid").is_none()
            && descriptions(&stage, &control) == ["Work address"]
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_field_and_its_value_are_one() {
    let value = RwSignal::new("a".to_owned());
    let stage = Stage::show(move || view! { <TextField label="Name" value=value/> }).await;
    let control = stage.labelled("Name");
    let field: &HtmlInputElement = control.unchecked_ref();
    assert_eq!(field.value(), "a");
    type_into(&control, "张三 \u{1f600}");
    assert_eq!(value.get_untracked(), "张三 \u{1f600}");
    value.set(String::new());
    until("the field is emptied", || field.value().is_empty()).await;
}

#[wasm_bindgen_test]
async fn a_secret_is_shown_only_while_asked_for() {
    let value = RwSignal::new("s3cret".to_owned());
    let stage = Stage::show(move || {
        view! { <SecretField label="Key" value=value reveal_label="Show"/> }
    })
    .await;
    let control = stage.labelled("Key");
    let field: &HtmlInputElement = control.unchecked_ref();
    let pressed = || stage.button("Show").get_attribute("aria-pressed").unwrap();
    assert_eq!(
        (field.type_().as_str(), pressed().as_str()),
        ("password", "false")
    );
    assert_eq!(control.get_attribute("value"), None, "not in the document");
    assert_eq!(field.autocomplete(), "new-password");
    stage.button("Show").click();
    until("it is shown", || field.type_() == "text").await;
    assert_eq!(pressed(), "true");
    assert_eq!(field.value(), "s3cret");
    stage.button("Show").click();
    until("it is hidden", || field.type_() == "password").await;
    assert_eq!(pressed(), "false");
}

#[wasm_bindgen_test]
async fn showing_a_secret_keeps_focus_on_the_button() {
    let value = RwSignal::new(String::new());
    let stage = Stage::show(move || {
        view! { <SecretField label="Key" value=value reveal_label="Show"/> }
    })
    .await;
    let button = stage.button("Show");
    button.focus().unwrap();
    button.click();
    until("it is shown", || {
        stage.labelled("Key").get_attribute("type").unwrap() == "text"
    })
    .await;
    assert_eq!(crate::stage::focused(), stage.button("Show"));
}
