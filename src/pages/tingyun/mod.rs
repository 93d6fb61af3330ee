//! The Tingyun page: every user of the account, read only. Filter, order and the open detail stand in the URL; the list
//! itself is asked for once and again only by the refresh button.

mod columns;
mod detail;
mod keys;
mod overlays;
mod parts;
mod roster_columns;
mod table;

use super::parameters::{Parameters, use_parameters};
use super::remote::Remote;
use crate::i18n::{Words, use_words};
use crate::routes::{Page, parameter};
use crate::session::{Session, use_session};
use crate::ui::{ToastHub, adopt_style, use_toasts};
use keys::user_keys;
use leptos::prelude::*;
use overlays::overlays;
use table::table;
use vendors::tingyun::{ListUsers, User, UserList};

/// The list that came.
struct Listing {
    users: Vec<User>,
    /// What identifies each user in a link.
    keys: Vec<String>,
    /// When the vendor answered, by its own clock.
    time: Option<String>,
}

impl From<UserList> for Listing {
    fn from(list: UserList) -> Self {
        Listing {
            keys: user_keys(&list.users),
            users: list.users,
            time: list.time,
        }
    }
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct List {
    words: Words,
    session: Session,
    toasts: ToastHub,
    parameters: Parameters,
    remote: Remote<Listing>,
    /// Whether what shows the list as a table has come.
    has_table: RwSignal<bool>,
    /// The key of the user whose detail is open; empty for none.
    detail: Memo<String>,
}

/// The Tingyun page.
#[component]
pub fn TingyunPage() -> impl IntoView {
    adopt_style(include_str!("../../../style/tingyun.css"));
    let list = List::new();
    list.refresh();
    view! {
        <div class="page page-fill tingyun">
            {list.header()}
            {list.problem()}
            {list.waiting()}
            {table(list)}
            {list.note()}
        </div>
        {overlays(list)}
    }
    .into_any()
}

impl List {
    fn new() -> List {
        let parameters = use_parameters(Page::Tingyun);
        List {
            words: use_words(),
            session: use_session(),
            toasts: use_toasts(),
            parameters,
            remote: Remote::new(),
            has_table: RwSignal::new(false),
            detail: parameters.signal(parameter::DETAIL),
        }
    }

    fn refresh(self) {
        let session = self.session;
        self.remote
            .fetch(async move { session.call(&ListUsers).await.map(Listing::from) });
    }
}
