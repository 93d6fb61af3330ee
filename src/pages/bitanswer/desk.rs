//! What the parts of the page share: the list as it came, what is selected, who is online, and which question is open.
//! All of it by page, or, where every account is here, through [`Everyone`].

use super::action::{Action, Target};
use super::list_state::{ListState, Question};
use super::online::OnlineChecks;
use super::send::find_user;
use crate::i18n::{Words, use_words};
use crate::pages::parameters::{Parameters, use_parameters};
use crate::pages::remote::Remote;
use crate::routes::{Page, parameter};
use crate::session::{Session, use_session};
use crate::ui::{ToastHub, use_toasts};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use vendors::Problem;
use vendors::bitanswer::{User, UserList};

/// The parameter's word for a page that shows every account.
pub const EVERYONE: &str = "all";

/// A page of users, and what it answers.
#[derive(Clone)]
pub struct Listing {
    /// What was asked.
    pub state: ListState,
    /// What came.
    pub users: UserList,
}

/// Finds an account by its name.
type FindUser = dyn Fn(&str) -> Option<User>;

/// Every account, for the time in which the page shows them all.
pub struct Everyone {
    /// An account, by its name.
    pub user: Box<FindUser>,
    /// Who is selected.
    pub selected: Box<dyn Fn() -> Vec<Target>>,
    /// Told when something was done, or may have been done, to these accounts: read them again, and select them no longer.
    pub changed: Box<dyn Fn(Vec<String>)>,
    /// Asks for everybody again.
    pub refresh: Box<dyn Fn()>,
}

/// What the parts share. All of it can be copied.
#[derive(Clone, Copy)]
pub struct Desk {
    /// Who calls the vendor.
    pub session: Session,
    /// The words in the current language.
    pub words: Words,
    /// Where news is sent.
    pub toasts: ToastHub,
    /// The page's state in the URL.
    pub parameters: Parameters,
    /// What the URL says of the list.
    pub state: Memo<ListState>,
    /// The users as they came.
    pub listing: Remote<Listing>,
    /// The user whose detail is open, as it was read by itself.
    pub detail: Remote<Option<User>>,
    /// The name of that user; empty while no detail is open.
    pub detail_name: Memo<String>,
    /// Who is online, as far as it was asked.
    pub online: OnlineChecks,
    /// The selected accounts, also of other pages.
    pub selection: RwSignal<BTreeSet<String>>,
    /// The question that is open: about whom, and what is to be done.
    pub action: RwSignal<Option<Action>>,
    /// Whether the page shows every account, and not a page of them.
    pub shows_everyone: Memo<bool>,
    /// Every account, while they are shown.
    everyone: StoredValue<Option<Everyone>, LocalStorage>,
    /// Ids of everybody that was on a page: the selection outlives the page, and forcing offline needs ids.
    guids: StoredValue<BTreeMap<String, String>>,
}

impl Desk {
    /// The desk of a page that has just been opened.
    pub fn new() -> Self {
        let parameters = use_parameters(Page::BitAnswer);
        let session = use_session();
        let state = Memo::new(move |_| {
            ListState::read(
                &parameters.get(parameter::FILTER),
                &parameters.get(parameter::MATCH),
                &parameters.get(parameter::SORT),
                &parameters.get(parameter::PAGE),
                &parameters.get(parameter::SIZE),
            )
        });
        Desk {
            session,
            words: use_words(),
            toasts: use_toasts(),
            parameters,
            state,
            listing: Remote::new(),
            detail: Remote::new(),
            detail_name: parameters.signal(parameter::DETAIL),
            online: OnlineChecks::new(session),
            selection: RwSignal::new(BTreeSet::new()),
            action: RwSignal::new(None),
            shows_everyone: Memo::new(move |_| parameters.get(parameter::VIEW) == EVERYONE),
            everyone: StoredValue::new_local(None),
            guids: StoredValue::new(BTreeMap::new()),
        }
    }

    /// Shows every account from now on, until the part that does is left.
    pub fn show_everyone(self, everyone: Everyone) {
        self.everyone.set_value(Some(everyone));
        on_cleanup(move || {
            self.everyone.try_update_value(Option::take);
        });
    }

    fn with_everyone<T>(self, ask: impl FnOnce(&Everyone) -> T) -> Option<T> {
        self.everyone
            .try_with_value(|everyone| everyone.as_ref().map(ask))
            .flatten()
    }

    /// Something was done to some accounts, and for `done` it is certain.
    pub fn settled(self, concerned: Vec<String>, done: &[String]) {
        if self
            .with_everyone(|everyone| (everyone.changed)(concerned))
            .is_none()
        {
            self.selection.update(|selected| {
                for name in done {
                    selected.remove(name);
                }
            });
            self.refresh();
        }
        self.refresh_detail();
    }

    /// Who is selected.
    pub fn selected_targets(self) -> Vec<Target> {
        self.with_everyone(|everyone| (everyone.selected)())
            .unwrap_or_else(|| {
                let names = self.selection.get_untracked();
                names.into_iter().map(|name| self.target(name)).collect()
            })
    }

    /// Asks for the page that the URL names, or for everybody, and forgets who was online.
    pub fn refresh(self) {
        self.online.forget_all();
        if self.shows_everyone.get_untracked() {
            self.with_everyone(|everyone| (everyone.refresh)());
            return;
        }
        let state = self.state.get_untracked();
        self.listing.fetch(async move {
            let users = ask(self.session, &state).await?;
            self.remember(&users.items);
            Ok(Listing { state, users })
        });
    }

    /// Asks for the user whose detail is open, if one is.
    pub fn refresh_detail(self) {
        let name = self.detail_name.get_untracked();
        if name.is_empty() {
            self.detail.clear();
            return;
        }
        self.detail.fetch(async move {
            let user = find_user(self.session, &name).await?;
            self.remember(user.as_slice());
            Ok(user)
        });
    }

    /// Keeps the ids of users that came.
    pub fn remember(self, users: &[User]) {
        // The page may have been left while the answer was on its way.
        self.guids.try_update_value(|guids| {
            for user in users {
                if let Some(guid) = &user.guid {
                    guids.insert(user.name.clone(), guid.clone());
                }
            }
        });
    }

    /// Who an action is about, by name.
    pub fn target(self, name: String) -> Target {
        let known = self.guids.with_value(|guids| guids.get(&name).cloned());
        let guid = known.or_else(|| self.of_everyone(&name)?.guid);
        Target { name, guid }
    }

    fn of_everyone(self, name: &str) -> Option<User> {
        self.with_everyone(|everyone| (everyone.user)(name))?
    }

    /// A user of the page that is shown, or of everybody.
    pub fn listed(self, name: &str) -> Option<User> {
        if let Some(user) = self.of_everyone(name) {
            return Some(user);
        }
        self.listing.value.with(|listing| {
            let users = &listing.as_ref()?.users;
            users.items.iter().find(|user| user.name == name).cloned()
        })
    }
}

/// Asks for a page of users.
///
/// # Errors
/// Those of the two calls that give such a page.
pub async fn ask(session: Session, state: &ListState) -> Result<UserList, Problem> {
    match state.question() {
        Question::All(call) => session.call(&call).await,
        Question::Some(call) => session.call(&call).await,
    }
}
