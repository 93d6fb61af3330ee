//! The whole console without a gateway, as plain static hosting serves it.

use crate::browser_storage::{Filled, empty_storage};
use crate::events::{key, key_with, type_into};
use crate::stage::{Stage, frame, until, words};
use leptos::prelude::*;
use rollcall_app::routes::Page;
use rollcall_app::session::{Config, Session};
use rollcall_app::shell::App;
use rollcall_app::store::{Preferences, load_preferences, save_preferences};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// The console on the page; the address is put back when this is dropped.
struct Console {
    stage: Stage,
}

impl Console {
    async fn at(path: &str) -> Self {
        empty_storage();
        let english = Preferences {
            language: Some("en".to_owned()),
            ..Preferences::default()
        };
        save_preferences(&english).unwrap();
        go(path);
        let stage = Stage::show(|| {
            let session = Session::new(Config::default());
            view! { <App session=session/> }
        })
        .await;
        Console { stage }
    }

    async fn shows(&self, title: &str) {
        let shown = || {
            self.stage
                .all("main h1")
                .first()
                .is_some_and(|heading| words(heading) == title)
        };
        until(title, shown).await;
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        go("/");
        empty_storage();
    }
}

fn go(path: &str) {
    let history = window().history().unwrap();
    history
        .push_state_with_url(&JsValue::NULL, "", Some(path))
        .unwrap();
}

fn path() -> String {
    window().location().pathname().unwrap()
}

#[wasm_bindgen_test]
async fn the_console_starts_with_the_overview() {
    let console = Console::at(&Page::Overview.address()).await;
    console.shows("Overview").await;
    until("the title follows", || {
        document().title() == "Overview · Rollcall"
    })
    .await;
    let current = console.stage.one("nav [aria-current=page]");
    assert_eq!(words(&current).lines().next().unwrap().trim(), "Overview");
    assert_eq!(console.stage.all(".tile").len(), 4, "one a vendor");
    // Without credentials nothing is sent, so that nothing can have gone wrong at a vendor.
    assert!(console.stage.all(".toast").is_empty());
}

#[wasm_bindgen_test]
async fn an_unknown_path_leads_back() {
    let console = Console::at("/nowhere/at-all").await;
    until("it says so", || console.stage.says("There is no such page")).await;
    assert!(console.stage.all("nav [aria-current=page]").is_empty());
    let back = console.stage.one("main a[href='/']");
    assert_eq!(words(&back), "Back to the overview");
    back.click();
    console.shows("Overview").await;
    until("the address follows", || path() == "/").await;
}

#[wasm_bindgen_test]
async fn a_link_is_a_step_in_the_history() {
    let console = Console::at(&Page::Overview.address()).await;
    console.shows("Overview").await;
    let steps = window().history().unwrap().length().unwrap();
    let link = format!("nav a[href='{}']", Page::Tingyun.address());
    console.stage.one(&link).click();
    console.shows("Tingyun Network").await;
    until("the address follows", || path() == Page::Tingyun.address()).await;
    assert_eq!(window().history().unwrap().length().unwrap(), steps + 1);
    window().history().unwrap().back().unwrap();
    console.shows("Overview").await;
    assert_eq!(path(), Page::Overview.address());
}

#[wasm_bindgen_test]
async fn the_language_changes_everywhere_and_is_kept() {
    let console = Console::at(&Page::Overview.address()).await;
    console.shows("Overview").await;
    console.stage.button("切换到中文").click();
    console.shows("概览").await;
    until("the title follows", || {
        document().title() == "概览 · Rollcall"
    })
    .await;
    let root = document().document_element().unwrap();
    until("the document says so", || {
        root.get_attribute("lang").as_deref() == Some("zh-CN")
    })
    .await;
    until("it is kept", || {
        load_preferences().and_then(|kept| kept.language).as_deref() == Some("zh-CN")
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_is_not_kept_is_said() {
    let console = Console::at(&Page::Overview.address()).await;
    console.shows("Overview").await;
    let _filled = Filled::up();
    console.stage.button("切换到中文").click();
    console.shows("概览").await;
    until("a toast says so", || console.stage.says("浏览器未能保存")).await;
}

#[wasm_bindgen_test]
async fn the_palette_opens_by_its_keys_and_leads_to_pages() {
    let console = Console::at(&Page::Overview.address()).await;
    console.shows("Overview").await;
    assert!(!key_with(&window(), "ctrlKey", "k"), "not the browser's");
    until("it is open", || {
        !console.stage.all("dialog.palette[open]").is_empty()
    })
    .await;
    let input = console.stage.one("[role=combobox]");
    type_into(&input, "设置");
    frame().await;
    key(&input, "Enter");
    until("the page is open", || path() == Page::Settings.address()).await;
    until("the navigation says so", || {
        console
            .stage
            .all("nav [aria-current=page]")
            .first()
            .is_some_and(|link| words(link) == "Settings")
    })
    .await;
}
