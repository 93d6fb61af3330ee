//! A place on the page where a part is shown, looked at and taken away again.

use leptos::prelude::*;
use std::any::Any;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement};

/// How many frames something may take. Far more than it ever does, so that only what never comes is given up.
const FRAMES: usize = 900;

/// Waits for the next frame: everything reactive has run by then.
pub async fn frame() {
    let next = js_sys::Promise::new(&mut |resolve, _| {
        window().request_animation_frame(&resolve).unwrap();
    });
    JsFuture::from(next).await.unwrap();
}

/// Waits until something holds. `what` names it in the failure.
pub async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..FRAMES {
        if holds() {
            return;
        }
        frame().await;
    }
    panic!("never happened: {what}");
}

/// What has focus.
pub fn focused() -> HtmlElement {
    document().active_element().unwrap().unchecked_into()
}

/// A part on the page, until this is dropped.
pub struct Stage {
    root: HtmlElement,
    mounted: Option<Box<dyn Any>>,
    owner: Owner,
}

impl Stage {
    /// Shows a part, and waits until its effects have run.
    pub async fn show<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Self {
        let body = document().body().unwrap();
        // A test that failed was cut off and took nothing away: its open dialog would make this part inert.
        while let Some(left) = body.query_selector(":scope > .stage").unwrap() {
            left.remove();
        }
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        root.set_class_name("stage");
        body.append_child(&root).unwrap();
        let (owner, place) = (Owner::new(), root.clone());
        let mounted = owner.with(|| leptos::mount::mount_to(place, move || view().into_any()));
        let stage = Self {
            root,
            mounted: Some(Box::new(mounted)),
            owner,
        };
        frame().await;
        stage
    }

    /// The elements that match.
    pub fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length())
            .map(|index| found.item(index).unwrap().unchecked_into())
            .collect()
    }

    /// The one element that matches.
    pub fn one(&self, selector: &str) -> HtmlElement {
        let mut found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector} in {}", self.root.inner_html());
        found.remove(0)
    }

    /// The button with this name, as a screen reader says it.
    pub fn button(&self, name: &str) -> HtmlElement {
        self.all("button")
            .into_iter()
            .find(|button| accessible_name(button) == name)
            .unwrap_or_else(|| panic!("no button {name} in {}", self.root.inner_html()))
    }

    /// The control that a label names.
    pub fn labelled(&self, label: &str) -> HtmlElement {
        let label = self
            .all("label")
            .into_iter()
            .find(|found| words(found).trim_end_matches('*') == label)
            .unwrap_or_else(|| panic!("no label {label} in {}", self.root.inner_html()));
        self.one(&format!("#{}", label.get_attribute("for").unwrap()))
    }

    /// Whether these words are in sight of a reader of the document.
    pub fn says(&self, text: &str) -> bool {
        words(&self.root).contains(text)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.mounted.take();
        // Dropping is not enough: the router leaves a copy of its owner behind, and with it its listeners.
        self.owner.cleanup();
        self.root.remove();
    }
}

/// An element's words.
pub fn words(element: &Element) -> String {
    element.text_content().unwrap_or_default().trim().to_owned()
}

fn accessible_name(element: &Element) -> String {
    element
        .get_attribute("aria-label")
        .unwrap_or_else(|| words(element))
}
