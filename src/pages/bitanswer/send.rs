//! Sends a write and reads back what came of it. Knows which of the vendor's calls carries what; judging is
//! [`super::action`]'s.

use super::action::{Found, Wish};
use super::online::{Known, look};
use crate::session::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use vendors::bitanswer::{
    DeleteUser, DeleteUsers, ForceOffline, GetUser, NameCondition, NameOperator, Page, PatchUser,
    PatchUsers, Presence, QueryUsers, UpsertUser, UpsertUsers, User, UserList,
};
use vendors::problem::{Cause, InvalidInput};
use vendors::{Call, Problem, RequestId};

/// Requests under way at once while reading back.
const AT_ONCE: usize = 6;

/// Sends a write; gives the names that the vendor's answer lists.
///
/// # Errors
/// Those of the calls that write.
pub async fn send(session: Session, wish: &Wish, id: RequestId) -> Result<Vec<String>, Problem> {
    match wish {
        Wish::Change(changes) => match changes.as_slice() {
            [change] if fits_into_path(&change.name) => {
                let change = change.clone();
                session.call(&PatchUser { change, id }).await.map(names)
            }
            changes => {
                let changes = changes.to_vec();
                session.call(&PatchUsers { changes, id }).await.map(names)
            }
        },
        Wish::Add(change) if fits_into_path(&change.name) => {
            let change = change.clone();
            session.call(&UpsertUser { change, id }).await.map(names)
        }
        Wish::Add(change) => {
            let changes = vec![change.clone()];
            session.call(&UpsertUsers { changes, id }).await.map(names)
        }
        Wish::Delete(targets) => match targets.as_slice() {
            [name] if fits_into_path(name) => {
                let name = name.clone();
                session.call(&DeleteUser { name, id }).await.map(names)
            }
            targets => {
                let targets = targets.to_vec();
                let call = DeleteUsers { names: targets, id };
                session.call(&call).await.map(names)
            }
        },
        Wish::ForceOffline(targets) => {
            let guids = targets.iter().map(|(_, guid)| guid.clone()).collect();
            let answer = session.call(&ForceOffline { guids, id }).await?;
            // The answer may name users by either; what stands there with neither confirms nobody.
            Ok(targets
                .iter()
                .filter(|(name, guid)| {
                    answer.iter().any(|user| match &user.guid {
                        Some(answered) => answered == guid,
                        None => user.name.as_ref() == Some(name),
                    })
                })
                .map(|(name, _)| name.clone())
                .collect())
        }
    }
}

fn names(list: UserList) -> Vec<String> {
    list.items.into_iter().map(|user| user.name).collect()
}

/// Whether the calls for one user can carry this name.
fn fits_into_path(name: &str) -> bool {
    let name = name.to_owned();
    !matches!(
        GetUser { name }.request(),
        Err(Problem {
            cause: Cause::InvalidInput(InvalidInput::NameCannotBeInPath),
            ..
        })
    )
}

/// Reads one user, also one whose name no path can carry.
///
/// # Errors
/// Those of the call that reads one user, or of the query in its place.
pub async fn find_user(session: Session, name: &str) -> Result<Option<User>, Problem> {
    if fits_into_path(name) {
        let name = name.to_owned();
        return session.call(&GetUser { name }).await;
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

/// What reading back found, and the last reason why it lacks something.
#[derive(Clone, Default)]
pub struct ReadBack {
    /// What was found, by name.
    pub found: BTreeMap<String, Found>,
    /// Why some are not in it.
    pub problem: Option<Problem>,
}

/// A reading back that is under way.
struct ReadingBack {
    session: Session,
    queue: RefCell<VecDeque<(String, Option<String>)>>,
    result: RefCell<ReadBack>,
    running: Cell<usize>,
    progress: RwSignal<Option<(usize, usize)>>,
    finished: Finished,
}

/// What is done with a finished reading back.
type Finished = Box<dyn Fn(ReadBack)>;

/// Reads back everybody that a write is about, a few at a time.
pub fn read_back(
    session: Session,
    wish: &Wish,
    progress: RwSignal<Option<(usize, usize)>>,
    finished: impl Fn(ReadBack) + 'static,
) {
    let queue: VecDeque<(String, Option<String>)> = match wish {
        Wish::ForceOffline(targets) => targets
            .iter()
            .map(|(name, guid)| (name.clone(), Some(guid.clone())))
            .collect(),
        _ => wish.names().into_iter().map(|name| (name, None)).collect(),
    };
    let asked = queue.len();
    progress.set(Some((0, asked)));
    let running = AT_ONCE.min(asked);
    let reading = Rc::new(ReadingBack {
        session,
        queue: RefCell::new(queue),
        result: RefCell::default(),
        running: Cell::new(running),
        progress,
        finished: Box::new(finished),
    });
    for _ in 0..running {
        spawn_local(work(Rc::clone(&reading)));
    }
}

async fn work(reading: Rc<ReadingBack>) {
    while let Some((name, guid)) = take(&reading.queue) {
        let answer = read(reading.session, &name, guid).await;
        let mut result = reading.result.borrow_mut();
        match answer {
            Ok(Some(found)) => _ = result.found.insert(name, found),
            Ok(None) => {}
            Err(problem) => result.problem = Some(problem),
        }
        // The page may have been left meanwhile; then nobody watches.
        reading.progress.try_update(|progress| {
            if let Some((done, _)) = progress {
                *done += 1;
            }
        });
    }
    reading.running.set(reading.running.get() - 1);
    if reading.running.get() == 0 && reading.progress.try_set(None).is_none() {
        (reading.finished)(reading.result.take());
    }
}

/// A function of its own, so that the queue is free again before the next request is awaited.
fn take(queue: &RefCell<VecDeque<(String, Option<String>)>>) -> Option<(String, Option<String>)> {
    queue.borrow_mut().pop_front()
}

async fn read(
    session: Session,
    name: &str,
    guid: Option<String>,
) -> Result<Option<Found>, Problem> {
    let Some(guid) = guid else {
        let user = find_user(session, name).await?;
        return Ok(Some(user.map_or(Found::Nobody, Found::User)));
    };
    match look(session, &guid).await {
        Known::Told(presence) => Ok(Some(Found::Online(presence == Presence::Online))),
        Known::Failed(problem) => Err(problem),
        Known::Asking | Known::Nobody => Ok(None),
    }
}
