//! Searching: what to look for and how to compare. Typing is acted upon after a pause, Enter at once, and neither while
//! an input method is still composing.

use super::desk::Desk;
use super::list_state::{match_choice, match_parameter};
use crate::i18n::Language;
use crate::routes::parameter;
use crate::ui::{Button, IconName, SearchField, SelectField};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// The pause in typing after which the list follows.
const PAUSE: Duration = Duration::from_millis(300);

/// The search field, the way of comparing and the check of who is online.
#[component]
pub fn Toolbar(
    /// What the page shares.
    desk: Desk,
    /// Ids of the users of the page that is shown.
    guids: Signal<Vec<String>>,
) -> impl IntoView {
    let words = desk.words;
    let composing = RwSignal::new(false);
    let progress = desk.online.progress;
    let checking = Signal::derive(move || progress.with(Option::is_some));
    let label = words.with(move |language| match progress.get() {
        Some((done, asked)) => language.bitanswer_checking(done, asked),
        None => language.bitanswer_check_online().to_owned(),
    });
    let stop = move || {
        checking.get().then(|| {
            view! {
                <Button
                    label=words.of(Language::bitanswer_stop)
                    on_click=Callback::new(move |()| desk.online.stop())
                />
            }
        })
    };
    view! {
        <div
            class="toolbar"
            on:compositionstart=move |_| composing.set(true)
            on:compositionend=move |_| composing.set(false)
        >
            {search(desk, composing)}
            {comparison(desk)}
            <div class="toolbar-end">
                <Button
                    label=label
                    icon=IconName::Plug
                    busy=checking
                    disabled=Signal::derive(move || guids.with(Vec::is_empty))
                    on_click=Callback::new(move |()| desk.online.check_all(guids.get_untracked()))
                />
                {stop}
                <Button
                    label=words.of(Language::refresh)
                    icon=IconName::Refresh
                    busy=desk.listing.loading
                    on_click=Callback::new(move |()| desk.refresh())
                />
            </div>
        </div>
    }
    .into_any()
}

fn search(desk: Desk, composing: RwSignal<bool>) -> AnyView {
    let (words, parameters) = (desk.words, desk.parameters);
    let filter = parameters.signal(parameter::FILTER);
    let typed = RwSignal::new(filter.get_untracked());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_get_value().flatten() {
            timer.clear();
        }
    };
    on_cleanup(stop);
    // The last text that went from here into the URL: only a text from elsewhere may replace what is being typed.
    let followed = StoredValue::new(filter.get_untracked());
    let follow = move |is_final: bool| {
        stop();
        let text = typed.get_untracked();
        followed.set_value(text.clone());
        let changes = [(parameter::FILTER, text.as_str()), (parameter::PAGE, "")];
        if filter.get_untracked() == text {
            return;
        }
        // Typing does not fill the history; Enter leaves a step to come back to.
        if is_final {
            parameters.set(&changes);
        } else {
            parameters.replace(&changes);
        }
    };
    Effect::new(move |_| {
        let text = typed.get();
        if composing.get() || followed.with_value(|followed| *followed == text) {
            return;
        }
        stop();
        timer.set_value(set_timeout_with_handle(move || follow(false), PAUSE).ok());
    });
    Effect::new(move |_| {
        let text = filter.get();
        if followed.with_value(|followed| *followed != text) {
            stop();
            followed.set_value(text.clone());
            typed.set(text);
        }
    });
    view! {
        <SearchField
            label=words.of(Language::bitanswer_search)
            value=typed
            clear_label=words.of(Language::clear)
            placeholder=words.of(Language::bitanswer_search_placeholder)
            on_submit=Callback::new(move |()| follow(true))
        />
    }
    .into_any()
}

fn comparison(desk: Desk) -> AnyView {
    let (words, parameters) = (desk.words, desk.parameters);
    let matching = parameters.signal(parameter::MATCH);
    let chosen = RwSignal::new(match_choice(&matching.get_untracked()).to_owned());
    Effect::new(move |_| {
        let choice = match_choice(&matching.get());
        if chosen.get_untracked() != choice {
            chosen.set(choice.to_owned());
        }
    });
    Effect::new(move |_| {
        let choice = chosen.get();
        if choice != match_choice(&matching.get_untracked()) {
            let word = match_parameter(&choice);
            parameters.set(&[(parameter::MATCH, word), (parameter::PAGE, "")]);
        }
    });
    let options = Signal::derive(move || {
        let language = words.0.get();
        [
            ("contains", language.bitanswer_contains()),
            ("starts", language.bitanswer_starts()),
            ("equals", language.bitanswer_equals()),
        ]
        .map(|(value, words)| (value.to_owned(), words.to_owned()))
        .to_vec()
    });
    view! {
        <SelectField
            label=words.of(Language::bitanswer_match)
            value=chosen
            options=options
            label_hidden=true
        />
    }
    .into_any()
}
