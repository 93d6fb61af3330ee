//! The list state in the URL: read as signals, changed by navigation.

use crate::query::Query;
use crate::routes::Page;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::location::Location;

/// The query parameters of one page.
#[derive(Clone, Copy)]
pub struct Parameters {
    page: Page,
    address: Memo<(Option<Page>, Query)>,
    navigate: StoredValue<Navigate>,
}

type Navigate = Box<dyn Fn(&str, NavigateOptions) + Send + Sync>;

/// The page of the address, and its query. Follows the address.
pub fn use_address() -> Memo<(Option<Page>, Query)> {
    let Location {
        pathname,
        search,
        hash,
        ..
    } = use_location();
    Memo::new(move |_| {
        let (pathname, search, hash) = (pathname.read(), search.read(), hash.read());
        let (page, query) = Page::at(&pathname, &search, &hash);
        (page, Query::read(query))
    })
}

/// The query parameters of the page that is open.
pub fn use_parameters(page: Page) -> Parameters {
    let navigate = use_navigate();
    Parameters {
        page,
        address: use_address(),
        navigate: StoredValue::new(Box::new(move |to, options| navigate(to, options))),
    }
}

impl Parameters {
    /// A parameter's value; empty if it is absent. Follows the URL.
    pub fn get(self, name: &str) -> String {
        self.address.with(|(_, query)| query.get(name).to_owned())
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
        let query = self.address.with(|(_, query)| query.with(changes));
        self.page.with(&query)
    }

    fn go(self, changes: &[(&str, &str)], replace: bool) {
        let link = untrack(|| self.link(changes));
        if link == untrack(|| self.link(&[])) {
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
