//! Texts on the page follow the language.

use crate::stage::{Stage, until, words as words_of};
use leptos::prelude::*;
use rollcall_app::i18n::{Language, Words, use_words};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_text_in_place_follows_the_language() {
    let words = Words(RwSignal::new(Language::English));
    let count = RwSignal::new(1);
    let stage = Stage::show(move || {
        view! {
            <p>{words.of(Language::overview)}</p>
            <i title=words.with(move |language| language.users(count.get()))></i>
        }
    })
    .await;
    let title = || stage.one("i").title();
    assert_eq!(words_of(&stage.one("p")), "Overview");
    assert_eq!(title(), "1 user");
    words.0.set(Language::Chinese);
    until("the text is Chinese", || stage.says("概览")).await;
    until("the title is Chinese", || title() == "1 个用户").await;
    count.set(2);
    words.0.set(Language::English);
    until("both signals are followed", || title() == "2 users").await;
    assert_eq!(words.now(), Language::English);
}

#[wasm_bindgen_test]
async fn words_come_from_context_and_are_english_without() {
    let stage = Stage::show(|| {
        let without = use_words();
        provide_context(Words(RwSignal::new(Language::Chinese)));
        let within = use_words();
        view! { <p>{without.of(Language::save)}" "{within.of(Language::save)}</p> }
    })
    .await;
    assert_eq!(words_of(&stage.one("p")), "Save 保存");
}
