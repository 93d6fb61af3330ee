//! Whether something would be lost if the frame were closed or led elsewhere.

use super::link::Link;
use embed::News;
use leptos::leptos_dom::helpers::IntervalHandle;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventInit};

/// While something is unsaved it is looked again so often: nothing else says when a dialog was closed.
const AGAIN: Duration = Duration::from_millis(400);

/// What holds what somebody types until it is sent or dropped. The settings are not among them: they know by themselves.
const HOLDERS: &str = "form.form, form.stack, dialog:not(.palette)";

/// What was typed into.
#[derive(Clone, Copy)]
pub struct Unsaved {
    touched: StoredValue<Vec<Element>, LocalStorage>,
    looking: StoredValue<Option<IntervalHandle>, LocalStorage>,
    link: Link,
}

impl Unsaved {
    /// Watches what is typed, and tells the portal.
    pub fn watch(link: Link) -> Unsaved {
        let unsaved = Unsaved {
            touched: StoredValue::new_local(Vec::new()),
            looking: StoredValue::new_local(None),
            link,
        };
        let typed = window_event_listener_untyped("input", move |event| unsaved.typed(&event));
        let pressed = window_event_listener_untyped("click", move |_| unsaved.look());
        on_cleanup(move || {
            typed.remove();
            pressed.remove();
        });
        link.tell(News::Unsaved(false));
        unsaved
    }

    /// Whether there is something now.
    pub fn now(self) -> bool {
        self.is_in_form() || asks_before_closing()
    }

    fn typed(self, event: &Event) {
        let hit = event
            .target()
            .and_then(|hit| hit.dyn_into::<Element>().ok());
        let holder = hit.and_then(|hit| hit.closest(HOLDERS).ok().flatten());
        if let Some(holder) = holder {
            self.touched.update_value(|touched| {
                if !touched.contains(&holder) {
                    touched.push(holder);
                }
            });
        }
        self.look();
    }

    /// A form that is gone took what was typed with it, or to where it belongs.
    fn is_in_form(self) -> bool {
        self.touched
            .try_update_value(|touched| {
                touched.retain(is_shown);
                !touched.is_empty()
            })
            .unwrap_or_default()
    }

    /// After whatever else hears the event, which may be what saves.
    fn look(self) {
        set_timeout(move || self.tell(), Duration::ZERO);
    }

    fn tell(self) {
        let now = self.now();
        self.link.tell(News::Unsaved(now));
        let is_looking = self.looking.with_value(Option::is_some);
        if now && !is_looking {
            let again = set_interval_with_handle(move || self.tell(), AGAIN);
            self.looking.set_value(again.ok());
        } else if !now && let Some(looking) = self.looking.try_update_value(Option::take).flatten()
        {
            looking.clear();
        }
    }
}

fn is_shown(holder: &Element) -> bool {
    let dialog = holder.closest("dialog").ok().flatten();
    holder.is_connected() && dialog.is_none_or(|dialog| dialog.has_attribute("open"))
}

/// Whether closing the tab would be asked about. Whoever has something to lose hears this event already, so that nobody has
/// to say it a second time for portals; asked by us, it closes nothing.
fn asks_before_closing() -> bool {
    let cancelable = EventInit::new();
    cancelable.set_cancelable(true);
    Event::new_with_event_init_dict("beforeunload", &cancelable)
        .and_then(|event| window().dispatch_event(&event))
        .is_ok_and(|goes_on| !goes_on)
}
