//! What has the focus may go away or be switched off under it, such as a form that was sent. Browsers then give the focus to
//! nobody: keys lead nowhere, and whoever listens to a screen reader is told nothing. Here the heading gets it, or a neighbour.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{HtmlElement, MutationObserver, MutationObserverInit};

use super::element::{focus, focused};

/// As long as its owner lives, leads the focus to the heading of `container` (where it has none, to its first button, or to
/// itself) when what has it there vanishes or is disabled, and back to what was disabled once it is not any more.
pub fn keep_focus(container: &HtmlElement) {
    let keeper = Rc::new(RefCell::new(Keeper {
        container: container.clone(),
        last: None,
        waiting: None,
    }));
    let on_focus = Closure::<dyn FnMut()>::new({
        let keeper = keeper.clone();
        move || keeper.borrow_mut().last = focused()
    });
    let on_change = Closure::<dyn FnMut()>::new(move || {
        // Not while it is borrowed: giving the focus runs the handler above.
        let target = keeper.borrow_mut().target();
        if let Some(target) = target {
            focus(&target);
        }
    });
    let Ok(observer) = MutationObserver::new(on_change.as_ref().unchecked_ref()) else {
        return;
    };
    let wanted = MutationObserverInit::new();
    wanted.set_child_list(true);
    wanted.set_subtree(true);
    wanted.set_attribute_filter(&js_sys::Array::of1(&"disabled".into()));
    if observer.observe_with_options(container, &wanted).is_err()
        || container
            .add_event_listener_with_callback("focusin", on_focus.as_ref().unchecked_ref())
            .is_err()
    {
        return;
    }
    let held = StoredValue::new_local((observer, on_change, on_focus, container.clone()));
    on_cleanup(move || {
        _ = held.try_with_value(|(observer, _, on_focus, container)| {
            observer.disconnect();
            _ = container
                .remove_event_listener_with_callback("focusin", on_focus.as_ref().unchecked_ref());
        });
    });
}

struct Keeper {
    container: HtmlElement,
    /// What had the focus last in the container.
    last: Option<HtmlElement>,
    /// What gets it back when it is enabled again.
    waiting: Option<HtmlElement>,
}

impl Keeper {
    /// What is to have the focus, if that changes.
    fn target(&mut self) -> Option<HtmlElement> {
        let is_disabled = |element: &HtmlElement| element.matches(":disabled").unwrap_or(false);
        let refuge = self.refuge();
        let now = focused();
        let is_at = |element: &HtmlElement| now.as_ref() == Some(element);
        if is_at(&refuge) {
            let enabled = self.waiting.take_if(|waiting| !is_disabled(waiting))?;
            return enabled.is_connected().then_some(enabled);
        }
        let last = self.last.clone()?;
        // Browsers notice that a control is disabled a moment later only.
        let is_nowhere = now.as_ref().is_none_or(|now| now.local_name() == "body");
        let is_lost = if is_disabled(&last) {
            is_nowhere || is_at(&last)
        } else {
            is_nowhere && !self.container.contains(Some(&last))
        };
        if !is_lost {
            return None;
        }
        self.waiting = is_disabled(&last).then_some(last);
        if refuge.local_name() != "button" {
            _ = refuge.set_attribute("tabindex", "-1");
        }
        Some(refuge)
    }

    /// What gets the focus.
    fn refuge(&self) -> HtmlElement {
        let found = self.container.query_selector("h2, button:enabled");
        found
            .ok()
            .flatten()
            .and_then(|found| found.dyn_into().ok())
            .unwrap_or_else(|| self.container.clone())
    }
}
