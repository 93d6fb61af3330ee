//! Every account in one table: read once, then filtered and ordered in the browser at every key. A piece of the program of
//! its own, and by its name, which has the view's in it, it comes with the page where a visit begins here.

mod age;
pub mod cache;
mod cache_rows;
mod cache_words;
mod columns;
pub mod loading;
mod loading_order;
mod loading_page;
mod loading_state;
mod loading_work;
mod status;
mod table;
mod toolbar;

use super::action::Target;
use super::desk::{Desk, Everyone};
use super::selection_bar::SelectionBar;
use super::send::find_user;
use crate::jobs::on_job_over;
use crate::pages::missing_piece::told_missing;
use crate::pages::roster_table::{RosterTable, TableDesk, conditions};
use crate::piece::when_wanted;
use crate::roster::RosterView;
use crate::routes::parameter;
use crate::ui::adopt_style;
use crate::ui::pager::grouped;
pub use cache_words::cache_fault;
use columns::{FACTS, GUID, NAME, columns, name_states, texts, user};
use leptos::prelude::*;
use leptos::task::spawn_local;
pub use loading::Loading;
pub use loading_state::{LoadingState, Phase};
pub use loading_work::{News, Present, key_of};
use status::status;
use table::table;
use toolbar::toolbar;
use vendors::Vendor;
use vendors::bitanswer::User;

piece!(
    fetch = page_bitanswer_all,
    |desk: Desk| view! { <EveryAccount desk=desk/> }
);

/// The table of everybody, from when it is first wanted.
pub fn everyone(desk: Desk) -> AnyView {
    let which = Memo::new(move |_| {
        // Another connection or key may lead to other users: all begins anew.
        let connection = desk.session.connection(Vendor::BitAnswer);
        let credentials = desk.session.credentials(Vendor::BitAnswer);
        (connection, credentials)
    });
    (move || {
        which.track();
        when_wanted(Signal::stored(true), fetch, desk, told_missing())
    })
    .into_any()
}

/// Up to this many accounts are read again one by one.
const READ_ONE_BY_ONE: usize = 20;

/// What the parts of the table share. Can be copied.
#[derive(Clone, Copy)]
pub struct Board {
    /// What the whole page shares.
    pub desk: Desk,
    /// The accounts.
    pub table: RosterTable,
    /// What the parts of the table share, of whichever vendor.
    pub all: TableDesk,
    /// Whether accounts were changed since they were read, and nobody knows which.
    pub outdated: RwSignal<bool>,
    /// Accounts that have no row of their own, because another one has the same name.
    pub joined: RwSignal<u64>,
    /// Accounts that went while everybody was read.
    went: StoredValue<u64>,
    /// The reading of everybody.
    pub loading: Loading,
}

impl Board {
    fn new(desk: Desk) -> Self {
        let table = RosterTable::new(columns());
        table.change(|view| name_states(view.roster_mut()));
        let (joined, went) = (RwSignal::new(0), StoredValue::new(0));
        let loading = Loading::new(desk.session, move |news| match news {
            News::Users(users) => table.add(users.iter().map(texts)),
            News::Only(present) => {
                let rows = keep_present(table, present);
                let rows = rows + went.try_get_value().unwrap_or_default();
                _ = joined.try_set(present.count().saturating_sub(rows));
            }
        });
        Board {
            desk,
            table,
            loading,
            all: TableDesk::new(desk.words, desk.toasts, desk.parameters, &FACTS, table),
            outdated: RwSignal::new(false),
            joined,
            went,
        }
    }

    /// Shows what the address and the filter say, from now on, and hears of jobs that change accounts.
    fn follow(self) {
        let state = self.desk.parameters.signal(parameter::STATE);
        self.all.follow(move || {
            let state = state.get();
            if state.is_empty() {
                String::new()
            } else {
                format!("status:\"{}\"", state.replace('"', ""))
            }
        });
        let own = untrack(|| self.desk.session.connection(Vendor::BitAnswer)).id;
        on_job_over(move |connection| {
            if connection == own.as_str() {
                self.outdated.set(true);
            }
        });
    }

    /// Asks for everybody again.
    fn refresh(self) {
        self.outdated.set(false);
        self.joined.set(0);
        self.went.set_value(0);
        self.loading.refresh();
    }

    /// Reads some accounts again to which something was done, and selects them no longer. Of many, everybody.
    fn read_again(self, names: Vec<String>) {
        self.table.select(|view| {
            for name in &names {
                view.deselect(name);
            }
        });
        if names.len() > READ_ONE_BY_ONE {
            self.refresh();
            return;
        }
        for name in names {
            spawn_local(async move {
                match find_user(self.desk.session, &name).await {
                    Ok(Some(user)) => {
                        self.loading.note(user.guid.as_deref(), &user.name);
                        self.table
                            .change(|view| view.add([texts(&user)].into_iter()));
                    }
                    Ok(None) => {
                        _ = self.went.try_update_value(|went| *went += 1);
                        self.table
                            .change(|view| view.remove([name.as_str()].into_iter()));
                    }
                    // What is shown is as old as it was; the detail and the next reading say more.
                    Err(_) => {}
                }
            });
        }
    }

    fn user(self, name: &str) -> Option<User> {
        self.table.read(|view| {
            let roster = view.roster();
            let row = roster.find(name)?;
            let texts: [_; 5] = std::array::from_fn(|column| roster.text(row, column));
            Some(user(texts.each_ref().map(|text| text.as_ref())))
        })?
    }

    fn selected(self) -> Vec<Target> {
        let targets = self.table.read(|view| {
            let roster = view.roster();
            view.selected_rows()
                .map(|row| Target {
                    name: roster.text(row, NAME).into_owned(),
                    guid: Some(roster.text(row, GUID).into_owned()).filter(|guid| !guid.is_empty()),
                })
                .collect()
        });
        targets.unwrap_or_default()
    }

    fn selection_bar(self) -> AnyView {
        let (words, counts) = (self.desk.words, self.table.counts);
        let summary = words.with(move |language| {
            let counts = counts.get();
            let selected = language.roster_selected(&grouped(u64::from(counts.selected)));
            if counts.elsewhere == 0 {
                return selected;
            }
            let elsewhere =
                language.roster_selected_elsewhere(&grouped(u64::from(counts.elsewhere)));
            let separator = language.bitanswer_clause_separator();
            [selected.as_str(), elsewhere.as_str()].join(separator)
        });
        view! {
            <SelectionBar
                desk=self.desk
                count=Signal::derive(move || counts.with(|counts| counts.selected as usize))
                summary=summary
                on_clear=Callback::new(move |()| self.table.select(|view| view.select_nobody()))
            />
        }
        .into_any()
    }
}

/// Who is not present any more goes, and those who came are put where they belong. Gives how many there are then.
fn keep_present(table: RosterTable, present: &Present<'_>) -> u64 {
    let gone = table.read(|view| {
        let roster = view.roster();
        let is_gone = |row: &u32| {
            let guid = roster.text(*row, GUID);
            let guid = Some(guid.as_ref()).filter(|guid| !guid.is_empty());
            !present.has(guid, &roster.text(*row, NAME))
        };
        let gone = roster.living().iter().filter(is_gone);
        gone.map(|row| roster.text(row, NAME).into_owned())
            .collect::<Vec<String>>()
    });
    let gone = gone.unwrap_or_default();
    table.change(|view| view.remove(gone.iter().map(String::as_str)));
    let rows = table.read(RosterView::rows);
    rows.map_or(0, u64::from)
}

#[component]
fn EveryAccount(desk: Desk) -> impl IntoView {
    adopt_style(include_str!("../../../../style/roster.css"));
    let board = Board::new(desk);
    board.follow();
    board.loading.begin();
    desk.show_everyone(Everyone {
        user: Box::new(move |name| board.user(name)),
        selected: Box::new(move || board.selected()),
        changed: Box::new(move |names| board.read_again(names)),
        refresh: Box::new(move || board.refresh()),
    });
    view! {
        {toolbar(board)}
        {conditions(board.all)}
        {board.selection_bar()}
        {status(board)}
        {table(board)}
    }
    .into_any()
}
