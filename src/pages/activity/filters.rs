//! What the list of writes is filtered by, in the address.

use super::list::Listed;
use crate::activity::{History, Sent, Wanted, operation_of};
use crate::i18n::{Language, Message, Words};
use crate::pages::list_parameters::filter_text;
use crate::pages::parameters::Parameters;
use crate::routes::parameter;
use crate::session::{now_milliseconds, use_session};
use crate::shell::ConnectionNames;
use crate::ui::{SearchField, SelectField};
use leptos::prelude::*;
use std::collections::BTreeSet;
use vendors::Vendor;

/// The choices as they stand. Can be copied.
#[derive(Clone, Copy)]
pub struct Filters {
    words: Words,
    parameters: Parameters,
    typed: RwSignal<String>,
    /// What the connections of the writes are called.
    pub names: Memo<ConnectionNames>,
}

/// Days that can be looked back, as they stand in the address.
const SPANS: [(&str, u64, Message); 4] = [
    ("", 0, Language::activity_any_time),
    ("1", 1, Language::activity_today),
    ("7", 7, Language::activity_week),
    ("30", 30, Language::activity_month),
];

const DAY: u64 = 86_400_000;

impl Filters {
    /// Those of the address.
    pub fn new(words: Words, parameters: Parameters) -> Self {
        let session = use_session();
        Filters {
            words,
            parameters,
            typed: filter_text(parameters),
            names: Memo::new(move |_| {
                let all = Vendor::ALL.into_iter();
                let all = all.flat_map(|vendor| session.connections(vendor));
                ConnectionNames::new(words.0.get(), all)
            }),
        }
    }

    /// The places of the writes that are wanted; follows the choices.
    pub fn visible(self, history: &History) -> Vec<usize> {
        let get = |name| self.parameters.get(name);
        let (vendor, connection) = (get(parameter::SECTION), get(parameter::CONNECTION));
        let (operation, result) = (get(parameter::OPERATION), get(parameter::STATE));
        let (who, since) = (get(parameter::WHO), self.since());
        self.typed.with(|typed| {
            history.visible(&Wanted {
                vendor: &vendor,
                who: &who,
                connection: &connection,
                operation: &operation,
                result: &result,
                since,
                typed,
            })
        })
    }

    /// The moment before which no write is wanted, in milliseconds since the Unix epoch; follows the choice.
    pub fn since(self) -> u64 {
        let days = self.parameters.get(parameter::SINCE);
        match SPANS.iter().find(|(name, ..)| *name == days) {
            Some((_, days, _)) if *days > 0 => {
                (now_milliseconds() as u64).saturating_sub(days * DAY)
            }
            _ => 0,
        }
    }

    /// The controls.
    pub fn view(self, listed: Listed) -> AnyView {
        let (words, session) = (self.words, use_session());
        let (history, of_everyone) = (listed.history, listed.of_everyone);
        let vendors = self.options(Language::activity_all_vendors, move |language| {
            Vendor::ALL
                .into_iter()
                .filter(|vendor| *vendor != Vendor::Tingyun && session.shows(*vendor))
                .map(|vendor| (vendor.slug().to_owned(), language.vendor(vendor).to_owned()))
                .collect()
        });
        let connections = self.options(Language::activity_all_connections, move |language| {
            used(history, |sent| &sent.connection)
                .into_iter()
                .map(|(vendor, id)| {
                    let name = self.names.with(|names| names.of(&id));
                    let vendor = Vendor::from_slug(&vendor).map(|vendor| language.vendor(vendor));
                    match vendor.filter(|vendor| *vendor != name) {
                        Some(vendor) => (id, format!("{vendor} · {name}")),
                        None => (id, name),
                    }
                })
                .collect()
        });
        let operations = self.options(Language::activity_all_operations, move |language| {
            let mut keys: Vec<(String, String)> = Vec::new();
            for sent in used(history, |sent| &sent.operation) {
                let name = match operation_of(&sent.0, &sent.1) {
                    Some(operation) => {
                        let vendor = language.vendor(operation.vendor());
                        let name = crate::i18n::operation_name(language, operation);
                        format!("{vendor} · {name}")
                    }
                    None => sent.1.clone(),
                };
                match keys.iter_mut().find(|(key, _)| *key == sent.1) {
                    Some((_, names)) => names.push_str(&format!(" / {name}")),
                    None => keys.push((sent.1, name)),
                }
            }
            keys
        });
        let results = self.options(Language::activity_all_results, move |language| {
            let of = |name: &str, word: &str| (name.to_owned(), word.to_owned());
            let mut results = if of_everyone {
                vec![
                    of("answered", language.activity_answered()),
                    of("refused", language.activity_refused()),
                    of("not-sent", language.activity_not_sent()),
                ]
            } else {
                vec![
                    of("succeeded", language.activity_succeeded()),
                    of("failed", language.activity_failed()),
                ]
            };
            results.push(of("unknown", language.activity_unknown()));
            results.push(of("open", language.activity_open()));
            results
        });
        let people = of_everyone.then(|| {
            let people = self.options(Language::activity_all_people, move |_| {
                let people: BTreeSet<String> = history.with(|history| {
                    let acts = history.as_ref().map(History::acts).unwrap_or_default();
                    let people = acts.iter().filter_map(|act| act.at_gateway.as_ref());
                    people.map(|own| own.who.clone()).collect()
                });
                people.into_iter().map(|who| (who.clone(), who)).collect()
            });
            self.select(parameter::WHO, Language::activity_who, people)
        });
        let spans = Signal::derive(move || {
            let language = words.0.get();
            SPANS
                .map(|(name, _, word)| (name.to_owned(), word(language).to_owned()))
                .to_vec()
        });
        view! {
            <div class="toolbar">
                <SearchField
                    label=words.of(Language::activity_search)
                    value=self.typed
                    clear_label=words.of(Language::clear)
                    placeholder=words.of(Language::activity_search)
                />
                {people}
                {self.select(parameter::SECTION, Language::vendors, vendors)}
                {self.select(parameter::CONNECTION, Language::activity_connection, connections)}
                {self.select(parameter::OPERATION, Language::activity_operation, operations)}
                {self.select(parameter::STATE, Language::activity_result, results)}
                {self.select(parameter::SINCE, Language::activity_time, spans)}
            </div>
        }
        .into_any()
    }

    fn options(
        self,
        all: Message,
        others: impl Fn(Language) -> Vec<(String, String)> + Send + Sync + 'static,
    ) -> Signal<Vec<(String, String)>> {
        let words = self.words;
        Signal::derive(move || {
            let language = words.0.get();
            let mut options = vec![(String::new(), all(language).to_owned())];
            options.extend(others(language));
            options
        })
    }

    fn select(
        self,
        name: &'static str,
        label: Message,
        options: Signal<Vec<(String, String)>>,
    ) -> AnyView {
        let parameters = self.parameters;
        let chosen = parameters.signal(name);
        let value = RwSignal::new(chosen.get_untracked());
        Effect::new(move |_| value.set(chosen.get()));
        Effect::new(move |_| {
            let wanted = value.get();
            if wanted != chosen.get_untracked() {
                parameters.set(&[(name, &wanted), (parameter::PAGE, "")]);
            }
        });
        view! {
            <SelectField
                label=self.words.of(label)
                value=value
                options=options
                label_hidden=true
            />
        }
        .into_any()
    }
}

/// What the writes have of one kind, each with its vendor; follows them.
fn used(
    history: RwSignal<Option<History>>,
    of: fn(&Sent) -> &String,
) -> BTreeSet<(String, String)> {
    history.with(|history| {
        let acts = history.as_ref().map(History::acts).unwrap_or_default();
        acts.iter()
            .map(|act| (act.sent.vendor.clone(), of(&act.sent).clone()))
            .collect()
    })
}
