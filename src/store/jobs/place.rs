//! The database of jobs: who lies where, and what is done as one.

use super::record::{ReadingJob, Summary, Unreadable, written_step};
use crate::store::database::{Database, DatabaseFault, Mode, Transaction, answer};
use jobs::Transition;
use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::window;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore};

const DATABASE: &str = "rollcall-jobs";
const VERSION: u32 = 1;

const JOBS: &str = "jobs";
const ROWS: &str = "rows";
const STEPS: &str = "steps";
pub(super) const ACTIVITY: &str = "activity";

/// A job in the list of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed {
    /// One that can be read.
    Job(Summary),
    /// One that cannot, with its id.
    Unreadable(String, Unreadable),
}

/// The database of jobs, opened when it is first needed. Cheap to clone.
#[derive(Clone, Default)]
pub struct JobPlace {
    opened: Rc<RefCell<Option<Rc<Database>>>>,
}

impl JobPlace {
    /// Begins a transaction. What the browser closed meanwhile is opened again.
    ///
    /// Whatever writes takes the store of the jobs as well, so that two that write never go at once. If Chromium (156) is
    /// killed while two do, even to different stores, it takes the database for damaged at its next start and deletes
    /// all that the origin keeps: the locks that it wrote down for both contain the database, and it wants each of them
    /// for itself.
    pub(super) async fn begin(
        &self,
        stores: &[&str],
        mode: Mode,
    ) -> Result<(Rc<Database>, Transaction), DatabaseFault> {
        let mut stores = stores.to_vec();
        if mode != Mode::Read && !stores.contains(&JOBS) {
            stores.push(JOBS);
        }
        let opened = self.opened.borrow().clone();
        if let Some(database) = opened
            && let Ok(transaction) = database.begin(&stores, mode)
        {
            return Ok((database, transaction));
        }
        let database = Rc::new(Database::open(DATABASE, VERSION, upgrade).await?);
        let transaction = database.begin(&stores, mode)?;
        *self.opened.borrow_mut() = Some(Rc::clone(&database));
        Ok((database, transaction))
    }

    /// Keeps a new job: its summary, and its rows by the first row of each text. When this is done, it is on the disk.
    ///
    /// # Errors
    /// [`DatabaseFault`] by its cause; then nothing of it is kept.
    pub async fn create(
        &self,
        summary: &Summary,
        rows: &[(u32, String)],
    ) -> Result<(), DatabaseFault> {
        let (_open, transaction) = self.begin(&[JOBS, ROWS], Mode::Durable).await?;
        let id = summary.head.id.as_str();
        transaction
            .carry_out(|transaction| {
                let jobs = transaction.store(JOBS)?;
                jobs.add_with_key(&summary.written().into(), &id.into())?;
                let store = transaction.store(ROWS)?;
                for (start, text) in rows {
                    store.add_with_key(&text.into(), &part(id, f64::from(*start)))?;
                }
                Ok(())
            })
            .await
    }

    /// Keeps steps of a job behind those that it has, and how far it is with them. `first` is the first one's number.
    /// When this is done, they are on the disk.
    ///
    /// # Errors
    /// [`DatabaseFault`] by its cause; then none of them is kept. [`DatabaseFault::Taken`]: somebody else drives the job.
    pub async fn append(
        &self,
        summary: &Summary,
        first: u64,
        steps: &[Transition],
    ) -> Result<(), DatabaseFault> {
        let (_open, transaction) = self.begin(&[JOBS, STEPS], Mode::Durable).await?;
        let id = summary.head.id.as_str();
        transaction
            .carry_out(|transaction| {
                let store = transaction.store(STEPS)?;
                for (number, step) in (first..).zip(steps) {
                    let key = part(id, number as f64);
                    store.add_with_key(&written_step(step).into(), &key)?;
                }
                let jobs = transaction.store(JOBS)?;
                jobs.put_with_key(&summary.written().into(), &id.into())?;
                Ok(())
            })
            .await
    }

    /// A job's texts; `None` if there is no such job.
    ///
    /// # Errors
    /// [`DatabaseFault`] by its cause.
    pub async fn read(
        &self,
        id: &str,
    ) -> Result<Option<Result<ReadingJob, Unreadable>>, DatabaseFault> {
        let (_open, transaction) = self.begin(&[JOBS, ROWS, STEPS], Mode::Read).await?;
        let summary = transaction.store(JOBS)?.get(&id.into())?;
        let rows = Parts::ask(&transaction.store(ROWS)?, id, 0.0)?;
        let steps = Parts::ask(&transaction.store(STEPS)?, id, 0.0)?;
        let summary = answer(&summary).await?;
        if summary.is_undefined() {
            return Ok(None);
        }
        let rows = rows.answer().await?;
        let rows = rows.into_iter().map(|(at, text)| (at as u32, text));
        let steps = steps.answer().await?;
        // What is no text is as good as damaged.
        let summary = summary.as_string().unwrap_or_default();
        Ok(Some(ReadingJob::new(&summary, rows.collect(), steps)))
    }

    /// How far a job is; `None` if there is no such job that can be read.
    ///
    /// # Errors
    /// [`DatabaseFault`] by its cause.
    pub async fn summary(&self, id: &str) -> Result<Option<Summary>, DatabaseFault> {
        let (_open, transaction) = self.begin(&[JOBS], Mode::Read).await?;
        let summary = transaction.store(JOBS)?.get(&id.into())?;
        let text = answer(&summary).await?.as_string();
        Ok(text.and_then(|text| Summary::read(&text).ok()))
    }

    /// The steps of a job behind the one with this number, with their numbers.
    ///
    /// # Errors
    /// [`DatabaseFault`] by its cause.
    pub async fn steps_after(
        &self,
        id: &str,
        number: u64,
    ) -> Result<Vec<(u64, String)>, DatabaseFault> {
        let (_open, transaction) = self.begin(&[STEPS], Mode::Read).await?;
        let steps = Parts::ask(&transaction.store(STEPS)?, id, (number + 1) as f64)?;
        steps.answer().await
    }

    /// All jobs, the newest first; those that cannot be read at the end.
    ///
    /// # Errors
    /// [`DatabaseFault`] by its cause.
    pub async fn list(&self) -> Result<Vec<Listed>, DatabaseFault> {
        let (_open, transaction) = self.begin(&[JOBS], Mode::Read).await?;
        let store = transaction.store(JOBS)?;
        let (keys, texts) = (store.get_all_keys()?, store.get_all()?);
        let keys: Array = answer(&keys).await?.unchecked_into();
        let texts: Array = answer(&texts).await?.unchecked_into();
        let mut listed: Vec<Listed> = keys
            .iter()
            .zip(texts.iter())
            .filter_map(|(key, text)| {
                let id = key.as_string()?;
                Some(match Summary::read(&text.as_string().unwrap_or_default()) {
                    Ok(summary) => Listed::Job(summary),
                    Err(why) => Listed::Unreadable(id, why),
                })
            })
            .collect();
        listed.sort_by_key(|listed| match listed {
            Listed::Job(summary) => std::cmp::Reverse(Some(summary.head.created_at)),
            Listed::Unreadable(..) => std::cmp::Reverse(None),
        });
        Ok(listed)
    }

    /// Removes a job and all that is kept of it.
    ///
    /// # Errors
    /// [`DatabaseFault`] by its cause; then all of it is still there.
    pub async fn delete(&self, id: &str) -> Result<(), DatabaseFault> {
        let (_open, transaction) = self.begin(&[JOBS, ROWS, STEPS], Mode::Write).await?;
        transaction
            .carry_out(|transaction| {
                transaction.store(JOBS)?.delete(&id.into())?;
                for parts in [ROWS, STEPS] {
                    transaction
                        .store(parts)?
                        .delete(&all_parts(id, 0.0)?.into())?;
                }
                Ok(())
            })
            .await
    }
}

/// Whether this browser keeps jobs, without making a place for them. `false` where it does not say.
pub async fn are_jobs_kept() -> bool {
    names().await.is_ok_and(|names| {
        let mut names = names.iter();
        names.any(|entry| {
            let name = Reflect::get(&entry, &"name".into()).unwrap_or_default();
            name.as_string().is_some_and(|name| name == DATABASE)
        })
    })
}

async fn names() -> Result<Array, JsValue> {
    let factory = window().indexed_db()?.ok_or(JsValue::NULL)?;
    // Called by name: web-sys has this behind a flag of the compiler only.
    let ask: Function = Reflect::get(&factory, &"databases".into())?.dyn_into()?;
    let asked: Promise = ask.call0(&factory)?.dyn_into()?;
    JsFuture::from(asked).await?.dyn_into()
}

/// Questions for the texts of one job in a store, and for their numbers.
struct Parts {
    keys: web_sys::IdbRequest,
    texts: web_sys::IdbRequest,
}

impl Parts {
    fn ask(store: &IdbObjectStore, id: &str, from: f64) -> Result<Parts, DatabaseFault> {
        let range = all_parts(id, from)?;
        Ok(Parts {
            keys: store.get_all_keys_with_key(&range)?,
            texts: store.get_all_with_key(&range)?,
        })
    }

    async fn answer(self) -> Result<Vec<(u64, String)>, DatabaseFault> {
        let keys: Array = answer(&self.keys).await?.unchecked_into();
        let texts: Array = answer(&self.texts).await?.unchecked_into();
        let number = |key: JsValue| {
            let key: Array = key.unchecked_into();
            key.get(1).as_f64().unwrap_or_default() as u64
        };
        let parts = keys.iter().zip(texts.iter());
        Ok(parts
            .map(|(key, text)| (number(key), text.as_string().unwrap_or_default()))
            .collect())
    }
}

/// The key of a part of a job.
fn part(id: &str, number: f64) -> JsValue {
    Array::of2(&id.into(), &number.into()).into()
}

/// The keys of a job's parts from a number on: a list comes behind every number.
fn all_parts(id: &str, from: f64) -> Result<IdbKeyRange, DatabaseFault> {
    let end = Array::of2(&id.into(), &Array::new());
    Ok(IdbKeyRange::bound(&part(id, from), &end)?)
}

/// Brings a database of an earlier version to this one. Later versions add their own steps and leave these as they are.
fn upgrade(database: &IdbDatabase, before: u32) -> Result<(), JsValue> {
    if before < 1 {
        for store in [JOBS, ROWS, STEPS, ACTIVITY] {
            database.create_object_store(store)?;
        }
    }
    Ok(())
}
