//! The writes of this browser: what is told of them, and what can be done with them.

use super::export::{self, hand_out, time};
use super::filters::Filters;
use super::list::{Listed, nothing, table};
use super::reading::{self, Reading};
use crate::activity::{Act, Break, History};
use crate::i18n::{Language, Words, use_words};
use crate::pages::parameters::Parameters;
use crate::session::use_session;
use crate::ui::{Button, IconName, Notice, Tone, use_toasts};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What the page holds of them. Can be copied.
#[derive(Clone, Copy)]
pub struct Own {
    words: Words,
    parameters: Parameters,
    filters: Filters,
    reading: Reading,
    /// What is listed.
    pub listed: Listed,
    checked: RwSignal<Option<Result<u64, Break>>>,
}

impl Own {
    /// Begins to read them, and follows what is written from now on.
    pub fn new(parameters: Parameters, filters: Filters) -> Self {
        let reading = Reading::new();
        let activity = use_session().activity();
        Effect::new(move |_| {
            activity.count();
            reading.read_on();
        });
        let history = reading.history;
        let visible =
            Memo::new(move |_| history.with(|history| Some(filters.visible(history.as_ref()?))));
        Own {
            words: use_words(),
            parameters,
            filters,
            reading,
            listed: Listed {
                history,
                visible,
                of_everyone: false,
                names: filters.names,
            },
            checked: RwSignal::new(None),
        }
    }

    /// What can be done with them.
    pub fn actions(self) -> AnyView {
        let (words, toasts) = (self.words, use_toasts());
        let is_checking = RwSignal::new(false);
        let verify = Callback::new(move |()| {
            is_checking.set(true);
            spawn_local(async move {
                let checked = reading::verify().await;
                is_checking.try_set(false);
                if let Ok(checked) = checked {
                    self.checked.try_set(Some(checked));
                }
            });
        });
        let export = Callback::new(move |is_csv: bool| {
            spawn_local(async move {
                let language = words.now();
                let text = if is_csv {
                    self.as_csv(language)
                } else {
                    let entries = reading::all().await;
                    entries.map_or_else(|_| String::new(), |entries| export::as_json(&entries))
                };
                hand_out(toasts, language, &text, is_csv);
            });
        });
        view! {
            <Button
                label=words.of(Language::activity_verify)
                icon=IconName::Check
                busy=is_checking
                on_click=verify
            />
            {export::menu(words, export)}
        }
        .into_any()
    }

    fn as_csv(self, language: Language) -> String {
        let Listed {
            history,
            visible,
            names,
            ..
        } = self.listed;
        let names = names.get_untracked();
        let csv = history.try_with_untracked(|history| {
            let acts = history.as_ref().map(History::acts).unwrap_or_default();
            let places = visible.get_untracked().unwrap_or_default();
            let acts: Vec<&Act> = places.iter().filter_map(|place| acts.get(*place)).collect();
            export::as_csv(language, &acts, &names, time)
        });
        csv.unwrap_or_default()
    }

    /// The list, and what is told above it.
    pub fn view(self) -> AnyView {
        let words = self.words;
        let empty = move |is_empty: bool| {
            if is_empty {
                let body: fn(Language) -> &'static str = Language::activity_empty_body;
                nothing(words, Language::activity_empty, Some(body))
            } else {
                nothing(words, Language::activity_no_match, None)
            }
        };
        view! {
            {notices(words, self.reading, self.checked)}
            {self.filters.view(self.listed)}
            {table(words, self.parameters, self.listed, empty)}
        }
        .into_any()
    }
}

fn notices(
    words: Words,
    reading: Reading,
    checked: RwSignal<Option<Result<u64, Break>>>,
) -> AnyView {
    let activity = use_session().activity();
    let unreadable = move || {
        reading
            .history
            .with(|history| history.as_ref().map_or(0, |history| history.unreadable))
    };
    let waiting = move || {
        activity.count();
        activity.waiting()
    };
    view! {
        {move || {
            checked
                .get()
                .map(|checked| {
                    let title = words
                        .with(move |language| match checked {
                            Ok(count) => language.activity_whole(count),
                            Err(Break::Changed(number)) => language.activity_changed(number),
                            Err(Break::Missing(number)) => language.activity_missing(number),
                            Err(Break::Cut(count)) => language.activity_cut(count),
                        });
                    if checked.is_ok() {
                        view! { <Notice tone=Tone::Good title=title/> }.into_any()
                    } else {
                        view! {
                            <Notice tone=Tone::Bad title=title>
                                <p>{words.of(Language::activity_broken_body)}</p>
                            </Notice>
                        }
                            .into_any()
                    }
                })
        }}
        {move || {
            (waiting() > 0)
                .then(|| {
                    let title = words.with(move |language| language.activity_waiting(waiting()));
                    view! { <Notice tone=Tone::Warn title=title/> }
                })
        }}
        {move || {
            (unreadable() > 0)
                .then(|| {
                    let title = words
                        .with(move |language| language.activity_unreadable(unreadable()));
                    view! { <Notice tone=Tone::Warn title=title/> }
                })
        }}
        {move || {
            reading
                .fault
                .get()
                .map(|_| {
                    view! {
                        <Notice tone=Tone::Bad title=words.of(Language::activity_storage_failed)>
                            <p>{words.of(Language::job_storage_failed_body)}</p>
                        </Notice>
                    }
                })
        }}
    }
    .into_any()
}
