//! Everything the console can do, found by typing.

use leptos::{html, prelude::*};
use web_sys::KeyboardEvent;

use super::{
    element::{is_composing, unique_id},
    icon::{IconName, icon},
    palette_match::matching,
    style::adopt_style,
};

/// One command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaletteItem {
    /// What the page calls it.
    pub id: String,
    /// Its words.
    pub title: String,
    /// Where it belongs, or its shortcut; empty for none.
    pub hint: String,
    /// Other words it is found by: the other language, pinyin, synonyms.
    pub keywords: String,
    /// Its icon.
    pub icon: IconName,
}

/// The palette's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaletteWords {
    /// Its name for screen readers.
    pub label: String,
    /// Shown while nothing is typed.
    pub placeholder: String,
    /// Shown when nothing fits.
    pub none: String,
}

/// A key, drawn as a key.
#[component]
pub fn Kbd(
    /// What is on it.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! { <kbd class="kbd">{move || text.get()}</kbd> }.into_any()
}

/// A list of commands that shrinks as one types. Arrows choose, Enter runs, Escape closes.
#[component]
pub fn CommandPalette(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What was typed for it before it was there; it opens with that the first time.
    #[prop(optional)]
    typed: String,
    /// The commands.
    #[prop(into)]
    items: Signal<Vec<PaletteItem>>,
    /// Runs with the chosen command's id, after the palette closed.
    #[prop(into)]
    on_pick: Callback<String>,
    /// Its words.
    #[prop(into)]
    words: Signal<PaletteWords>,
) -> impl IntoView {
    adopt_style(include_str!("../../style/dialog.css"));
    adopt_style(include_str!("../../style/palette.css"));
    let node = NodeRef::<html::Dialog>::new();
    let typed = StoredValue::new(typed);
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => _ = dialog.show_modal(),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog
            node_ref=node
            class="dialog palette"
            aria-label=move || words.with(|words| words.label.clone())
            on:keydown=move |event| {
                // The browser would say that it closed a moment after it did, and a key between would be lost.
                if event.key() == "Escape" && !is_composing(&event) {
                    event.prevent_default();
                    open.set(false);
                }
            }
            on:close=move |_| {
                // It may have been opened again since.
                if node.get_untracked().is_none_or(|dialog| !dialog.open()) {
                    open.set(false);
                }
            }
            on:pointerdown=move |event| {
                if event.target().is_some() && event.target() == event.current_target() {
                    event.prevent_default();
                    open.set(false);
                }
            }
        >
            {move || {
                open.get().then(|| {
                    let typed = typed.try_update_value(std::mem::take).unwrap_or_default();
                    palette(open, typed, items, on_pick, words)
                })
            }}
        </dialog>
    }
    .into_any()
}

fn palette(
    open: RwSignal<bool>,
    typed: String,
    items: Signal<Vec<PaletteItem>>,
    on_pick: Callback<String>,
    words: Signal<PaletteWords>,
) -> AnyView {
    let query = RwSignal::new(typed);
    let chosen = RwSignal::new(0_usize);
    let list_id = unique_id("palette");
    let option_prefix = list_id.clone();
    let found = Memo::new(move |_| {
        items.with(|items| {
            let texts: Vec<(&str, &str)> = items
                .iter()
                .map(|item| (item.title.as_str(), item.keywords.as_str()))
                .collect();
            matching(&query.get(), &texts)
                .into_iter()
                .map(|index| items[index].clone())
                .collect::<Vec<_>>()
        })
    });
    let pick = move |index: usize| {
        if let Some(item) = found.with_untracked(|found| found.get(index).cloned()) {
            open.set(false);
            on_pick.run(item.id);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if is_composing(&event) {
            return;
        }
        let count = found.with_untracked(Vec::len);
        let now = chosen.get_untracked();
        let next = match event.key().as_str() {
            "ArrowDown" if count > 0 => (now + 1) % count,
            "ArrowUp" if count > 0 => (now + count - 1) % count,
            "Enter" => {
                event.prevent_default();
                pick(now);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        chosen.set(next);
    };
    let active = Signal::derive(move || {
        (found.with(|found| chosen.get() < found.len()))
            .then(|| format!("{option_prefix}-{}", chosen.get()))
    });
    Effect::new(move |_| {
        let Some(id) = active.get() else { return };
        let option = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.get_element_by_id(&id));
        if let Some(option) = option {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let controls = list_id.clone();
    let options = {
        let list_id = list_id.clone();
        move || {
            found
                .get()
                .into_iter()
                .enumerate()
                .map(|(index, item)| {
                    view! {
                        <li
                            class="palette-item"
                            role="option"
                            id=format!("{list_id}-{index}")
                            aria-selected=move || if chosen.get() == index { "true" } else { "false" }
                            on:pointermove=move |_| if chosen.get_untracked() != index { chosen.set(index) }
                            on:click=move |_| pick(index)
                        >
                            {icon(item.icon)}
                            <span class="palette-title">{item.title}</span>
                            <span class="palette-hint">{item.hint}</span>
                        </li>
                    }
                })
                .collect_view()
        }
    };
    view! {
        <div class="palette-frame">
            <div class="palette-search">
                {icon(IconName::Search)}
                <input
                    class="palette-input"
                    type="text"
                    role="combobox"
                    aria-expanded="true"
                    aria-autocomplete="list"
                    aria-controls=controls
                    aria-activedescendant=move || active.get()
                    aria-label=move || words.with(|words| words.label.clone())
                    placeholder=move || words.with(|words| words.placeholder.clone())
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    autofocus=true
                    prop:value=move || query.get()
                    on:input=move |event| {
                        query.set(event_target_value(&event));
                        chosen.set(0);
                    }
                    on:keydown=on_key
                />
                <kbd class="kbd">"Esc"</kbd>
            </div>
            <ul class="palette-list" role="listbox" id=list_id aria-label=move || words.with(|words| words.label.clone())>
                {options}
            </ul>
            {move || {
                found
                    .with(Vec::is_empty)
                    .then(|| view! { <p class="palette-none" role="status">{move || words.with(|words| words.none.clone())}</p> })
            }}
        </div>
    }
    .into_any()
}
