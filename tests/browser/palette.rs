//! The command palette: typing, choosing, running.

use crate::events::{key, key_with, send, type_into};
use crate::stage::{Stage, focused, frame, until, words};
use leptos::prelude::*;
use rollcall_app::ui::{CommandPalette, IconName, PaletteItem, PaletteWords};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

struct Palette {
    stage: Stage,
    open: RwSignal<bool>,
    picked: RwSignal<Vec<String>>,
    input: HtmlElement,
}

impl Palette {
    async fn open() -> Self {
        let open = RwSignal::new(false);
        let picked = RwSignal::new(Vec::new());
        let item = |id: &str, title: &str, keywords: &str| PaletteItem {
            id: id.to_owned(),
            title: title.to_owned(),
            hint: String::new(),
            keywords: keywords.to_owned(),
            icon: IconName::Search,
        };
        let items = vec![
            item("users", "All users", "用户"),
            item("quota", "Edit a quota", "配额"),
            item("theme", "Dark theme", "深色"),
        ];
        let palette_words = PaletteWords {
            label: "Commands".to_owned(),
            placeholder: String::new(),
            none: "Nothing".to_owned(),
        };
        let stage = Stage::show(move || {
            view! {
                <CommandPalette
                    open=open
                    items=Signal::stored(items)
                    words=Signal::stored(palette_words)
                    on_pick=move |id| picked.update(|picked| picked.push(id))
                />
            }
        })
        .await;
        open.set(true);
        until("the palette is modal", || {
            stage.one("dialog").matches(":modal").unwrap()
        })
        .await;
        let input = stage.one("[role=combobox]");
        Palette {
            stage,
            open,
            picked,
            input,
        }
    }

    fn options(&self) -> Vec<String> {
        let options = self.stage.all("[role=option]");
        options.iter().map(|option| words(option)).collect()
    }

    /// The option that Enter would run: the one pointed at, which must be the one marked.
    fn chosen(&self) -> String {
        let marked = self.stage.one("[role=option][aria-selected=true]");
        let active = self.input.get_attribute("aria-activedescendant");
        assert_eq!(active.as_deref(), Some(marked.id().as_str()));
        words(&marked)
    }

    async fn press(&self, name: &str) -> String {
        assert!(!key(&self.input, name), "{name} is the palette's own");
        frame().await;
        self.chosen()
    }
}

#[wasm_bindgen_test]
async fn typing_narrows_the_list() {
    let palette = Palette::open().await;
    assert_eq!(focused(), palette.input);
    assert_eq!(
        palette.options(),
        ["All users", "Edit a quota", "Dark theme"]
    );
    let list = palette.stage.one("[role=listbox]");
    let controls = palette.input.get_attribute("aria-controls");
    assert_eq!(controls.unwrap(), list.id());

    key(&palette.input, "ArrowDown");
    type_into(&palette.input, "配额");
    until("the other language finds it", || {
        palette.options() == ["Edit a quota"]
    })
    .await;
    assert_eq!(palette.chosen(), "Edit a quota");
    type_into(&palette.input, "zzz");
    until("it says that nothing fits", || {
        palette.stage.says("Nothing")
    })
    .await;
    assert_eq!(palette.input.get_attribute("aria-activedescendant"), None);
    key(&palette.input, "ArrowDown");
    key(&palette.input, "Enter");
    assert!(palette.open.get_untracked() && palette.picked.get_untracked().is_empty());
}

#[wasm_bindgen_test]
async fn arrows_choose_around_the_ends_and_enter_runs() {
    let palette = Palette::open().await;
    assert_eq!(palette.chosen(), "All users");
    assert_eq!(palette.press("ArrowDown").await, "Edit a quota");
    assert_eq!(palette.press("ArrowUp").await, "All users");
    assert_eq!(palette.press("ArrowUp").await, "Dark theme");
    assert_eq!(palette.press("ArrowDown").await, "All users");
    palette.press("ArrowDown").await;
    key(&palette.input, "Enter");
    assert_eq!(palette.picked.get_untracked(), ["quota"]);
    until("it is closed", || {
        !palette.stage.one("dialog").matches(":modal").unwrap()
    })
    .await;
    palette.open.set(true);
    until("it starts afresh", || palette.options().len() == 3).await;
    assert_eq!(
        words(&palette.stage.one("[aria-selected=true]")),
        "All users"
    );
}

#[wasm_bindgen_test]
async fn a_key_that_follows_escape_at_once_is_not_lost() {
    let palette = Palette::open().await;
    assert!(!key(&palette.input, "Escape"), "Escape is its own");
    assert!(!palette.open.get_untracked());
    until("it is closed", || {
        !palette.stage.one("dialog").matches(":modal").unwrap()
    })
    .await;
    palette.open.set(true);
    until("it is open again", || {
        palette.stage.one("dialog").matches(":modal").unwrap()
    })
    .await;
    // What the browser says of the closing before may come as late as this.
    send(&palette.stage.one("dialog"), "Event", "close", &[]);
    assert!(palette.open.get_untracked());
}

#[wasm_bindgen_test]
async fn a_press_runs_the_option_under_it() {
    let palette = Palette::open().await;
    palette.stage.all("[role=option]")[2].click();
    assert_eq!(palette.picked.get_untracked(), ["theme"]);
    assert!(!palette.open.get_untracked());
}

#[wasm_bindgen_test]
async fn keys_of_an_input_method_are_its_own() {
    let palette = Palette::open().await;
    for name in ["Enter", "ArrowDown"] {
        assert!(key_with(&palette.input, "isComposing", name), "{name}");
        let late = [("key", name.into()), ("keyCode", 229.into())];
        assert!(send(&palette.input, "KeyboardEvent", "keydown", &late));
    }
    frame().await;
    assert_eq!(palette.chosen(), "All users");
    assert!(palette.open.get_untracked() && palette.picked.get_untracked().is_empty());
    key(&palette.input, "Enter");
    assert_eq!(palette.picked.get_untracked(), ["users"]);
}
