//! The Tingyun page: every user of the account, read only. Filter, order, columns, page and the open detail stand in the
//! URL; the list itself is asked for once and again only by the refresh button.

mod column_chooser;
mod columns;
mod detail;
mod export;
mod list_view;
mod overlays;
mod parts;

use super::parameters::{Parameters, use_parameters};
use super::remote::Remote;
use crate::i18n::{Words, use_words};
use crate::pages::list_parameters::filter_text;
use crate::roster::Filter;
use crate::routes::{Page, parameter};
use crate::session::{Session, use_session};
use crate::ui::{ToastHub, use_toasts};
use columns::Column;
use leptos::prelude::*;
use list_view::{read_shown, read_sort, user_keys, visible_users};
pub use overlays::fetch_overlays;
use overlays::overlays;
use vendors::tingyun::{ListUsers, User, UserList};

/// The list that came.
struct Roster {
    users: Vec<User>,
    /// What identifies each user in a link.
    keys: Vec<String>,
    /// When the vendor answered, by its own clock.
    time: Option<String>,
}

impl From<UserList> for Roster {
    fn from(list: UserList) -> Self {
        Roster {
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
    remote: Remote<Roster>,
    shown: Memo<Vec<Column>>,
    /// What is typed into the filter.
    typed: RwSignal<String>,
    /// The positions of the users that match, in order.
    visible: Memo<Vec<usize>>,
    /// The key of the user whose detail is open; empty for none.
    detail: Memo<String>,
}

/// The Tingyun page.
#[component]
pub fn TingyunPage() -> impl IntoView {
    let list = List::new();
    list.refresh();
    view! {
        <div class="page page-fill tingyun">
            {list.header()}
            {list.toolbar()}
            {list.problem()}
            {list.table()}
            {list.footer()}
        </div>
        {overlays(list)}
    }
    .into_any()
}

impl List {
    fn new() -> List {
        let words = use_words();
        let parameters = use_parameters(Page::Tingyun);
        let remote = Remote::<Roster>::new();
        let hidden = parameters.signal(parameter::HIDDEN);
        let shown = Memo::new(move |_| hidden.with(|hidden| read_shown(hidden)));
        let sort = parameters.signal(parameter::SORT);
        let typed = filter_text(parameters);
        let filter = Memo::new(move |_| typed.with(|text| Filter::new(text)));
        let visible = Memo::new(move |_| {
            let sort = sort.with(|sort| read_sort(sort));
            let language = words.0.get();
            let (filter, shown) = (filter.read(), shown.read());
            remote.value.with(|roster| {
                roster.as_ref().map_or_else(Vec::new, |roster| {
                    visible_users(&roster.users, &filter, &shown, sort, language)
                })
            })
        });
        List {
            words,
            session: use_session(),
            toasts: use_toasts(),
            parameters,
            remote,
            shown,
            typed,
            visible,
            detail: parameters.signal(parameter::DETAIL),
        }
    }

    fn refresh(self) {
        let session = self.session;
        self.remote
            .fetch(async move { session.call(&ListUsers).await.map(Roster::from) });
    }
}
