//! BitAnswer's users: one call each for a few, the whole list by pages for many.

use super::{Read, Watch, at_once};
use crate::jobs::{breathe, user_values};
use crate::session::Session;
use jobs::Found;
use jobs::plan::Accounts;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use vendors::Problem;
use vendors::bitanswer::{GetUser, ListUsers, NameCondition, NameOperator, Page, QueryUsers, User};
use vendors::problem::{Cause, InvalidInput};

/// Up to this many users are asked for one by one.
const ONE_BY_ONE: usize = 60;
/// Requests under way at once.
const AT_ONCE: usize = 6;
/// Pages under way at once: each is large.
const PAGES_AT_ONCE: usize = 3;
/// How often the list is read at most, where it changes meanwhile.
const TIMES: usize = 3;
/// Users that are looked at before the browser may draw a frame.
const SLICE: usize = 250;

/// Reads them.
pub async fn read(
    session: Session,
    targets: BTreeSet<String>,
    watch: Watch,
) -> Result<Read, Problem> {
    let accounts = if targets.len() <= ONE_BY_ONE {
        each(session, targets, watch).await?
    } else {
        all(session, targets, watch).await?
    };
    Ok(Read {
        accounts,
        ..Read::default()
    })
}

async fn each(
    session: Session,
    targets: BTreeSet<String>,
    watch: Watch,
) -> Result<Accounts, Problem> {
    let total = targets.len();
    let accounts = Rc::new(RefCell::new(Accounts::of_vendor()));
    let done = Rc::new(Cell::new(0));
    watch.tell(0, Some(total));
    let found = Rc::clone(&accounts);
    at_once(AT_ONCE, targets, move |name: String| {
        let (found, done) = (Rc::clone(&found), Rc::clone(&done));
        async move {
            if !watch.goes_on() {
                return Ok(());
            }
            let user = find(session, &name).await?;
            let state = user.map_or(Found::Absent, |user| Found::Present(user_values(&user)));
            found.borrow_mut().add(&name, state);
            done.set(done.get() + 1);
            watch.tell(done.get(), Some(total));
            Ok(())
        }
    })
    .await?;
    Ok(accounts.take())
}

/// Reads one user, also one whose name no path can carry.
async fn find(session: Session, name: &str) -> Result<Option<User>, Problem> {
    let call = GetUser {
        name: name.to_owned(),
    };
    match session.call(&call).await {
        Err(Problem {
            cause: Cause::InvalidInput(InvalidInput::NameCannotBeInPath),
            ..
        }) => {}
        answer => return answer,
    }
    let call = QueryUsers {
        page: Page {
            offset: 0,
            limit: 10,
        },
        condition: Some(NameCondition {
            operator: NameOperator::Equals,
            text: name.to_owned(),
        }),
        sort_by_name: false,
    };
    let users = session.call(&call).await?.items;
    Ok(users.into_iter().find(|user| user.name == name))
}

/// What the pages of the list share.
struct Pages {
    targets: BTreeSet<String>,
    accounts: RefCell<Accounts>,
    /// Users that came.
    seen: Cell<usize>,
    /// Users that the vendor says there are.
    total: Cell<Option<usize>>,
    /// Whether it said another number meanwhile: then somebody may have moved to a page that was read before.
    has_moved: Cell<bool>,
    /// Where the next page begins.
    next: Cell<u64>,
    /// Whether a page came that was not full.
    ended: Cell<bool>,
}

async fn all(
    session: Session,
    targets: BTreeSet<String>,
    watch: Watch,
) -> Result<Accounts, Problem> {
    let pages = Rc::new(Pages {
        targets,
        accounts: RefCell::new(Accounts::of_vendor()),
        seen: Cell::new(0),
        total: Cell::new(None),
        has_moved: Cell::new(false),
        next: Cell::new(0),
        ended: Cell::new(false),
    });
    for _ in 0..TIMES {
        let shared = Rc::clone(&pages);
        at_once(PAGES_AT_ONCE, 0..PAGES_AT_ONCE, move |_| {
            let pages = Rc::clone(&shared);
            async move {
                while !pages.ended.get() && watch.goes_on() {
                    page(session, &pages, watch).await?;
                }
                Ok(())
            }
        })
        .await?;
        if !pages.has_moved.take() {
            break;
        }
        pages.ended.set(false);
        pages.next.set(0);
        pages.seen.set(0);
    }
    let mut accounts = pages.accounts.take();
    accounts.complete();
    Ok(accounts)
}

/// Reads the next page. The list may change between pages, so that somebody may come twice: the later one counts.
async fn page(session: Session, pages: &Pages, watch: Watch) -> Result<(), Problem> {
    let limit = Page::LARGEST;
    let offset = pages.next.get();
    pages.next.set(offset + u64::from(limit));
    let users = session
        .call(&ListUsers {
            page: Page { offset, limit },
        })
        .await?;
    // How many there are in all is a hint; what ends the list is a page that is not full.
    if users.items.len() < limit as usize {
        pages.ended.set(true);
    }
    if let Some(total) = users.total.and_then(|total| usize::try_from(total).ok()) {
        let before = pages.total.replace(Some(total));
        if before.is_some_and(|before| before != total) {
            pages.has_moved.set(true);
        }
    }
    breathe().await;
    for slice in users.items.chunks(SLICE) {
        let mut accounts = pages.accounts.borrow_mut();
        for user in slice
            .iter()
            .filter(|user| pages.targets.contains(&user.name))
        {
            accounts.add(&user.name, Found::Present(user_values(user)));
        }
        drop(accounts);
        pages.seen.set(pages.seen.get() + slice.len());
    }
    let seen = pages.seen.get();
    watch.tell(seen, pages.total.get().map(|total| total.max(seen)));
    Ok(())
}
