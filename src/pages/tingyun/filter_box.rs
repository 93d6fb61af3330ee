//! The filter between the box, which filters as it is typed in, and the URL, which follows when the typing rests.

use crate::pages::parameters::Parameters;
use crate::roster::Filter;
use crate::routes::parameter;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// How long the typing rests before the URL follows. Browsers refuse a page that changes its address at every key.
const REST: Duration = Duration::from_millis(300);

/// What is typed, and the filter that it means. The URL's filter is taken over when it changes by other means than
/// typing: the back button, or a link.
pub fn use_filter(parameters: Parameters) -> (RwSignal<String>, Memo<Filter>) {
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
        let in_url = in_url.get();
        if written.get_value() != in_url {
            stop();
            written.set_value(in_url.clone());
            typed.set(in_url);
        }
    });
    Effect::new(move |_| {
        let now = typed.get();
        stop();
        if written.get_value() == now {
            return;
        }
        let write = move || {
            written.set_value(now.clone());
            // Another filter has other pages.
            parameters.replace(&[(parameter::FILTER, &now), (parameter::PAGE, "")]);
        };
        timer.set_value(set_timeout_with_handle(write, REST).ok());
    });
    // A late write would bring the page back that was just left.
    on_cleanup(stop);
    let filter = Memo::new(move |_| typed.with(|typed| Filter::new(typed)));
    (typed, filter)
}
