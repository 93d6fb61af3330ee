//! The bar in which a text is typed that is to be found in the table, and the keys that open it.

use super::desk::TableDesk;
use crate::i18n::Language;
use crate::ui::pager::grouped;
use crate::ui::{IconButton, IconName};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};

/// The bar, while somebody is finding something. Ctrl+F opens it; pressed in it, that opens the browser's own.
pub fn find_bar(desk: TableDesk) -> AnyView {
    let (words, finder) = (desk.words, desk.finder);
    let input = NodeRef::<html::Input>::new();
    desk.follow_finder();
    let keys = window_event_listener(ev::keydown, move |event| on_key(desk, input, &event));
    on_cleanup(move || keys.remove());
    input.on_load(|input| take_focus(&input));
    let place = words.with(move |language| {
        if finder.typed.with(String::is_empty) {
            return String::new();
        }
        finder
            .found
            .with(|found| match found.as_ref().map(Vec::len) {
                None => language.roster_find_looking().to_owned(),
                Some(0) => language.roster_find_nothing().to_owned(),
                Some(all) => {
                    let number = |number: usize| grouped(number as u64);
                    language.roster_find_place(&number(finder.at.get() + 1), &number(all))
                }
            })
    });
    let bar = move || {
        finder.is_open.get().then(|| {
            view! {
                <div class="roster-find" role="group" aria-label=words.of(Language::roster_find)>
                    <input
                        node_ref=input
                        class="input"
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        aria-label=words.of(Language::roster_find)
                        placeholder=words.of(Language::roster_find)
                        prop:value=move || finder.typed.get()
                        on:input=move |event| finder.typed.set(event_target_value(&event))
                    />
                    <span class="roster-find-count" role="status">{place}</span>
                    <IconButton
                        icon=IconName::ChevronUp
                        label=words.of(Language::roster_find_previous)
                        on_click=Callback::new(move |()| finder.turn(false))
                    />
                    <IconButton
                        icon=IconName::ChevronDown
                        label=words.of(Language::roster_find_next)
                        on_click=Callback::new(move |()| finder.turn(true))
                    />
                    <IconButton
                        icon=IconName::Close
                        label=words.of(Language::close)
                        on_click=Callback::new(move |()| close(desk))
                    />
                </div>
            }
        })
    };
    bar.into_any()
}

fn take_focus(input: &HtmlInputElement) {
    // An element of the page can be focused.
    _ = input.focus();
    input.select();
}

fn on_key(desk: TableDesk, input: NodeRef<html::Input>, event: &KeyboardEvent) {
    let finder = desk.finder;
    let Some(is_open) = finder.is_open.try_get_untracked() else {
        return;
    };
    let input = input.get_untracked();
    let is_inside = input.as_ref().is_some_and(|input| {
        let target = event.target();
        target.is_some_and(|target| &target == input.unchecked_ref::<web_sys::EventTarget>())
    });
    let with_control = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
    match event.key().as_str() {
        "f" | "F" if with_control && !event.shift_key() => {
            let is_covered = document().query_selector("dialog[open]");
            if is_inside || is_covered.is_ok_and(|dialog| dialog.is_some()) {
                return;
            }
            finder.is_open.set(true);
            if let Some(input) = input {
                take_focus(&input);
            }
        }
        "g" | "G" if is_open && with_control => finder.turn(!event.shift_key()),
        "F3" if is_open => finder.turn(!event.shift_key()),
        "Enter" if is_inside && !event.is_composing() => finder.turn(!event.shift_key()),
        "Escape" if is_inside && !event.is_composing() => close(desk),
        _ => return,
    }
    event.prevent_default();
}

/// Closes the bar. The keyboard goes on in the table, where the last one was found.
fn close(desk: TableDesk) {
    desk.finder.is_open.set(false);
    let around = desk.toolbar.get_untracked();
    let page = around.and_then(|toolbar| toolbar.parent_element());
    let grid = page.and_then(|page| page.query_selector(".grid").ok().flatten());
    if let Some(grid) = grid.and_then(|grid| grid.dyn_into::<HtmlElement>().ok()) {
        // An element of the page can be focused.
        _ = grid.focus();
    }
}
