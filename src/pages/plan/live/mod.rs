//! The accounts as they are, read for a comparison: as many calls as it takes, some at once, and how far it is.

mod bitanswer;
mod ledger;
mod t12;

use crate::session::{Session, now_milliseconds};
use crate::store::ConnectionId;
use jobs::plan::Accounts;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::future::Future;
use std::rc::Rc;
use vendors::{Problem, Vendor};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// How far the reading is, and whether anybody still wants it. Can be copied.
#[derive(Clone, Copy)]
pub struct Watch {
    /// Read and to be read; the latter where it is known.
    pub progress: RwSignal<Option<(usize, Option<usize>)>>,
    generation: StoredValue<u32>,
    own: u32,
    /// When it was last said how far it is.
    told_at: StoredValue<f64>,
}

/// Milliseconds between two of these.
const TOLD_EVERY: f64 = 150.0;

impl Watch {
    /// Watches the newest of several readings. What is passed in belongs to who asks, and outlives each of them.
    pub fn newest(
        progress: RwSignal<Option<(usize, Option<usize>)>>,
        generation: StoredValue<u32>,
        told_at: StoredValue<f64>,
    ) -> Self {
        generation.update_value(|generation| *generation += 1);
        Watch {
            progress,
            generation,
            own: generation.get_value(),
            told_at,
        }
    }

    /// Whether nobody cancelled it, and the page is still there.
    pub fn goes_on(self) -> bool {
        self.generation.try_get_value() == Some(self.own)
    }

    /// Says how far it is; some times a second is enough, because every time a frame is drawn.
    pub fn tell(self, done: usize, total: Option<usize>) {
        let now = now_milliseconds();
        let told_at = self.told_at.try_get_value();
        if self.goes_on() && told_at.is_some_and(|at| now - at >= TOLD_EVERY) {
            self.told_at.try_set_value(now);
            _ = self.progress.try_set(Some((done, total)));
        }
    }
}

/// What was read.
#[derive(Default)]
pub struct Read {
    /// The accounts.
    pub accounts: Accounts,
    /// What the vendor said of those that it did not give, by account.
    pub refused: BTreeMap<String, String>,
}

/// Reads what is to be known of these accounts. `None` if nobody wants it any more.
///
/// # Errors
/// The first problem that is about more than one account.
pub async fn read(
    session: Session,
    vendor: Vendor,
    connection: ConnectionId,
    targets: BTreeSet<String>,
    watch: Watch,
) -> Result<Option<Read>, Problem> {
    let read = match vendor {
        Vendor::BitAnswer => bitanswer::read(session, targets, watch).await?,
        Vendor::T12 => t12::read(session, targets, watch).await?,
        Vendor::ShareCreators => ledger::read(connection, targets, watch).await,
        Vendor::Tingyun => Read::default(),
    };
    Ok(watch.goes_on().then_some(read))
}

/// Works off a queue, some of it at once. The first error ends it.
async fn at_once<Item, Work>(
    count: usize,
    items: impl IntoIterator<Item = Item>,
    work: impl Fn(Item) -> Work + 'static,
) -> Result<(), Problem>
where
    Item: 'static,
    Work: Future<Output = Result<(), Problem>> + 'static,
{
    let queue: Rc<RefCell<VecDeque<Item>>> = Rc::new(RefCell::new(items.into_iter().collect()));
    let failed = Rc::new(RefCell::new(None));
    let work = Rc::new(work);
    let workers = js_sys::Array::new();
    for _ in 0..count.min(queue.borrow().len()) {
        let (queue, failed, work) = (Rc::clone(&queue), Rc::clone(&failed), Rc::clone(&work));
        workers.push(
            &future_to_promise(async move {
                while let Some(item) = next(&queue) {
                    if let Err(problem) = work(item).await {
                        queue.borrow_mut().clear();
                        failed.borrow_mut().get_or_insert(problem);
                    }
                }
                Ok(JsValue::UNDEFINED)
            })
            .into(),
        );
    }
    // None of them is ever rejected.
    _ = JsFuture::from(js_sys::Promise::all(&workers)).await;
    let problem = failed.borrow_mut().take();
    problem.map_or(Ok(()), Err)
}

/// A function of its own, so that the queue is free again before the next request is awaited.
fn next<Item>(queue: &RefCell<VecDeque<Item>>) -> Option<Item> {
    queue.borrow_mut().pop_front()
}
