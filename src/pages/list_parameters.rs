//! The filter and the order of a list, between the URL and the controls.

use super::parameters::Parameters;
use crate::roster::Direction;
use crate::routes::parameter;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// How long the typing rests before the URL follows. Browsers refuse a page that changes its address at every key.
const REST: Duration = Duration::from_millis(300);

/// The order that a sort parameter asks for, if it names one of the columns.
pub fn read_sort(text: &str, columns: &[&'static str]) -> Option<(&'static str, Direction)> {
    let (name, direction) = match text.strip_prefix('-') {
        Some(name) => (name, Direction::Descending),
        None => (text, Direction::Ascending),
    };
    let column = columns.iter().find(|column| **column == name)?;
    Some((column, direction))
}

/// The sort parameter after a heading was pressed: upwards, then downwards, then the list's own order again.
pub fn next_sort(text: &str, pressed: &str) -> String {
    if text == pressed {
        format!("-{pressed}")
    } else if text.strip_prefix('-') == Some(pressed) {
        String::new()
    } else {
        pressed.to_owned()
    }
}

/// What a search box holds, tied to the filter in the URL: the URL follows when the typing rests, and the back button or
/// a link brings another text into the box.
pub fn filter_text(parameters: Parameters) -> RwSignal<String> {
    let in_url = parameters.signal(parameter::FILTER);
    let typed = RwSignal::new(in_url.get_untracked());
    let written = StoredValue::new(in_url.get_untracked());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    Effect::new(move |_| {
        let text = in_url.get();
        if written.get_value() != text {
            stop();
            written.set_value(text.clone());
            typed.set(text);
        }
    });
    Effect::new(move |_| {
        let text = typed.get();
        stop();
        if written.get_value() == text {
            return;
        }
        let write = move || {
            written.set_value(text.clone());
            parameters.replace(&[(parameter::FILTER, &text), (parameter::PAGE, "")]);
        };
        timer.set_value(set_timeout_with_handle(write, REST).ok());
    });
    on_cleanup(stop);
    typed
}

/// Whether the form with this name is open, tied to the URL. The dialog calls [`close_form`] when it closes.
pub fn form_open(parameters: Parameters, form: &'static str) -> RwSignal<bool> {
    let in_url = parameters.signal(parameter::ACTION);
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(in_url.with(|action| action == form)));
    open
}

/// Takes the open form out of the URL, in place: the back button must not open it again.
pub fn close_form(parameters: Parameters, form: &'static str) {
    if untrack(|| parameters.get(parameter::ACTION)) == form {
        parameters.replace(&[(parameter::ACTION, "")]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_only_columns_that_there_are() {
        let columns = ["app", "users"];
        assert_eq!(
            read_sort("-users", &columns),
            Some(("users", Direction::Descending))
        );
        assert_eq!(
            read_sort("app", &columns),
            Some(("app", Direction::Ascending))
        );
        assert_eq!(read_sort("password", &columns), None);
        assert_eq!(read_sort("", &columns), None);
    }

    #[test]
    fn a_heading_goes_up_down_and_out() {
        assert_eq!(next_sort("", "app"), "app");
        assert_eq!(next_sort("app", "app"), "-app");
        assert_eq!(next_sort("-app", "app"), "");
        assert_eq!(next_sort("-app", "users"), "users");
    }
}
