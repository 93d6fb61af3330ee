//! The list state in the URL: read as signals, changed by navigation.

use crate::routes::Page;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// The query parameters of one page.
#[derive(Clone, Copy)]
pub struct Parameters {
    page: Page,
    query: Memo<leptos_router::params::ParamsMap>,
    navigate: StoredValue<Navigate>,
}

type Navigate = Box<dyn Fn(&str, NavigateOptions) + Send + Sync>;

/// The query parameters of the page that is open.
pub fn use_parameters(page: Page) -> Parameters {
    let navigate = use_navigate();
    Parameters {
        page,
        query: use_query_map(),
        navigate: StoredValue::new(Box::new(move |to, options| navigate(to, options))),
    }
}

impl Parameters {
    /// A parameter's value; empty if it is absent. Follows the URL.
    pub fn get(self, name: &str) -> String {
        self.query.with(|query| query.get(name)).unwrap_or_default()
    }

    /// A parameter as a signal that changes only when its own value does.
    pub fn signal(self, name: &'static str) -> Memo<String> {
        Memo::new(move |_| self.get(name))
    }

    /// Changes parameters and keeps the others; an empty value removes one. Adds a step to the history, which the back
    /// button undoes.
    pub fn set(self, changes: &[(&str, &str)]) {
        self.go(changes, false);
    }

    /// Changes parameters in place of the current step of the history: for what changes while typing.
    pub fn replace(self, changes: &[(&str, &str)]) {
        self.go(changes, true);
    }

    /// The link that [`set`](Self::set) would follow.
    pub fn link(self, changes: &[(&str, &str)]) -> String {
        self.linked(self.query.get(), changes)
    }

    fn linked(self, query: leptos_router::params::ParamsMap, changes: &[(&str, &str)]) -> String {
        let kept: Vec<(String, String)> = query
            .into_iter()
            .filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name))
            .map(|(name, value)| (name.into_owned(), value))
            .collect();
        let mut all: Vec<(&str, &str)> = kept
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        all.extend_from_slice(changes);
        self.page.link(&all)
    }

    fn go(self, changes: &[(&str, &str)], replace: bool) {
        let query = self.query.get_untracked();
        let link = self.linked(query.clone(), changes);
        if link == self.linked(query, &[]) {
            return;
        }
        let options = NavigateOptions {
            replace,
            scroll: false,
            ..NavigateOptions::default()
        };
        self.navigate
            .with_value(|navigate| navigate(&link, options));
    }
}
