//! Reading accounts as they are: one by one, or all of them where many are wanted.

use crate::jobs::{breathe, quota_values, user_values};
use crate::session::Session;
use jobs::Found;
use js_sys::{Array, Promise};
use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::rc::Rc;
use vendors::bitanswer::{GetUser, ListUsers, NameCondition, NameOperator, Page, QueryUsers, User};
use vendors::problem::{Cause, InvalidInput};
use vendors::t12::GetQuota;
use vendors::{Problem, Vendor};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Up to so many users are read one by one.
const ONE_BY_ONE: usize = 60;
/// Requests under way at once.
const AT_ONCE: usize = 6;
/// Users that two pages of the list have in common, so that it shows if the list moved between the two.
const OVERLAP: u64 = 1;

/// What was read, by the names that were asked for.
pub type Accounts = HashMap<String, Found>;

/// Reads accounts of a vendor that can be read, by the connection that the session is bound to. Every name that was
/// asked for is in the answer; none is for a vendor that cannot be read.
///
/// # Errors
/// The first [`Problem`] that came up.
pub async fn read_accounts(
    session: Session,
    vendor: Vendor,
    names: &[String],
) -> Result<Accounts, Problem> {
    match vendor {
        Vendor::BitAnswer if names.len() > ONE_BY_ONE => read_users(session, names).await,
        Vendor::BitAnswer | Vendor::T12 => read_each(session, vendor, names).await,
        Vendor::Tingyun | Vendor::ShareCreators => Ok(Accounts::new()),
    }
}

async fn read_each(
    session: Session,
    vendor: Vendor,
    names: &[String],
) -> Result<Accounts, Problem> {
    let read = at_once(names.to_vec(), move |name: String| async move {
        let found = read_one(session, vendor, &name).await?;
        Ok((name, found))
    });
    Ok(read.await?.into_iter().collect())
}

async fn read_one(session: Session, vendor: Vendor, name: &str) -> Result<Found, Problem> {
    let name = name.to_owned();
    if vendor == Vendor::T12 {
        let quota = session.call(&GetQuota { app_name: name }).await?;
        return Ok(Found::Present(quota_values(&quota)));
    }
    let user = match session.call(&GetUser { name: name.clone() }).await {
        Err(problem) if cannot_be_in_path(&problem) => query_one(session, name).await?,
        answer => answer?,
    };
    Ok(user.map_or(Found::Absent, |user| Found::Present(user_values(&user))))
}

fn cannot_be_in_path(problem: &Problem) -> bool {
    matches!(
        problem.cause,
        Cause::InvalidInput(InvalidInput::NameCannotBeInPath)
    )
}

/// Reads a user whose name no path can carry.
async fn query_one(session: Session, name: String) -> Result<Option<User>, Problem> {
    let condition = NameCondition {
        operator: NameOperator::Equals,
        text: name.clone(),
    };
    let page = Page {
        offset: 0,
        limit: 10,
    };
    let call = QueryUsers {
        page,
        condition: Some(condition),
        sort_by_name: false,
    };
    let users = session.call(&call).await?.items;
    Ok(users.into_iter().find(|user| user.name == name))
}

/// Traverses all users. Whoever is not found although the list moved meanwhile is asked for by name: a user that moved to
/// a page that was read already is not gone.
async fn read_users(session: Session, names: &[String]) -> Result<Accounts, Problem> {
    let mut missing: HashMap<String, ()> = names.iter().map(|name| (name.clone(), ())).collect();
    let mut accounts = Accounts::with_capacity(names.len());
    let first = page(session, 0).await?;
    let step = u64::from(Page::LARGEST) - OVERLAP;
    let is_whole = (first.len() as u64) < u64::from(Page::LARGEST);
    let mut pages = vec![(0, first)];
    let mut next = step;
    let mut is_last = is_whole;
    while !is_last {
        let offsets: Vec<u64> = (0..AT_ONCE as u64).map(|at| next + at * step).collect();
        next += AT_ONCE as u64 * step;
        let mut read = at_once(offsets, move |offset: u64| async move {
            Ok((offset, page(session, offset).await?))
        })
        .await?;
        read.sort_by_key(|(offset, _)| *offset);
        is_last = read
            .iter()
            .any(|(_, users)| (users.len() as u64) < u64::from(Page::LARGEST));
        pages.extend(read);
    }
    let is_still = pages.windows(2).all(|pair| {
        let [(_, before), (_, after)] = pair else {
            return true;
        };
        match (before.last(), after.first()) {
            (Some(last), Some(first)) => last.name == first.name,
            // Behind the end there is nothing; before it there is always somebody.
            (_, None) => true,
            (None, Some(_)) => false,
        }
    });
    for (_, users) in pages {
        for user in users {
            if missing.remove(&user.name).is_some() {
                accounts.insert(user.name.clone(), Found::Present(user_values(&user)));
            }
        }
        breathe().await;
    }
    if is_still {
        accounts.extend(missing.into_keys().map(|name| (name, Found::Absent)));
    } else {
        let names: Vec<String> = missing.into_keys().collect();
        accounts.extend(read_each(session, Vendor::BitAnswer, &names).await?);
    }
    Ok(accounts)
}

async fn page(session: Session, offset: u64) -> Result<Vec<User>, Problem> {
    let page = Page {
        offset,
        limit: Page::LARGEST,
    };
    Ok(session.call(&ListUsers { page }).await?.items)
}

/// What workers share: what is to be done, what was done, and what went wrong first.
struct Shared<I, O> {
    waiting: VecDeque<I>,
    done: Vec<O>,
    problem: Option<Problem>,
}

/// Does something for each, several at once. After a failure nothing new begins.
async fn at_once<I: 'static, O: 'static, F>(
    items: Vec<I>,
    work: impl Fn(I) -> F + Copy + 'static,
) -> Result<Vec<O>, Problem>
where
    F: Future<Output = Result<O, Problem>> + 'static,
{
    let workers = items.len().min(AT_ONCE);
    let shared = Rc::new(RefCell::new(Shared {
        waiting: VecDeque::from(items),
        done: Vec::new(),
        problem: None,
    }));
    let running: Array = (0..workers)
        .map(|_| {
            let shared = Rc::clone(&shared);
            future_to_promise(async move {
                loop {
                    let next = shared.borrow_mut().waiting.pop_front();
                    let Some(item) = next else { break };
                    match work(item).await {
                        Ok(output) => shared.borrow_mut().done.push(output),
                        Err(problem) => {
                            let mut shared = shared.borrow_mut();
                            shared.waiting.clear();
                            shared.problem.get_or_insert(problem);
                        }
                    }
                }
                Ok(JsValue::UNDEFINED)
            })
        })
        .collect();
    // The workers do not fail: what fails is told beside.
    _ = JsFuture::from(Promise::all(&running)).await;
    let mut shared = shared.borrow_mut();
    match shared.problem.take() {
        Some(problem) => Err(problem),
        None => Ok(std::mem::take(&mut shared.done)),
    }
}
