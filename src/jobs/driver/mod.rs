//! The driver: takes jobs into hand, one tab at a time, carries out what their engines want, and follows those that other
//! tabs drive. What is worth a unit test is not here.

mod accounts;
mod channel;
mod following;
mod known;
mod ledger;
mod lock;
mod run;
mod safeguards;

pub use accounts::{Accounts, read_accounts};
pub use known::{Known, Place as JobState};

use super::{Ask, Jobs, Message, breathe};
use crate::session::{Session, now_milliseconds};
use crate::store::DatabaseFault;
use crate::store::jobs::{
    JobPlace, KeptJob, Listed, Summary, chunks, mark_lost_jobs, mark_open_jobs, open_jobs,
    outlived, written_rows,
};
use channel::Channel;
use jobs::{Event, Job};
use leptos::prelude::*;
use leptos::task::spawn_local;
use lock::{Lock, lock_if_free};
use run::{Audience, Run};
use safeguards::Safeguards;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::{Rc, Weak};
use std::time::Duration;
use vendors::{Problem, Secret};

/// What shows jobs is told of changes at most so often.
const PAUSE: Duration = Duration::from_millis(150);

/// Where there are no locks, a job that nobody has touched for so long, in milliseconds, is nobody's.
const ABANDONED: u64 = 90_000;

/// Why something that was wanted of a job was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Another tab drives it, and this cannot be done from here.
    Elsewhere,
    /// There is none in this browser.
    Missing,
    /// It was not over when the browser lost it.
    Lost,
    /// It cannot be read, or not be gone on with.
    Unreadable,
    /// Nothing may be written from here.
    ReadOnly,
    /// The browser's storage failed.
    Storage(DatabaseFault),
    /// The vendor could not be asked.
    Vendor(Problem),
}

/// All jobs, as this tab knows them.
pub struct Driver {
    own: Weak<Driver>,
    session: Session,
    place: JobPlace,
    channel: Channel,
    known: RefCell<BTreeMap<String, Rc<Known>>>,
    /// Jobs whose locks this tab waits for.
    queued: RefCell<BTreeSet<String>>,
    /// Jobs that changed since it was last told.
    changed: RefCell<BTreeSet<String>>,
    is_telling: Cell<bool>,
    news: ArcRwSignal<u32>,
    safeguards: Safeguards,
}

/// The driver of this tab, made when it is first wanted.
pub fn of(jobs: Jobs) -> Rc<Driver> {
    let present = jobs
        .driver
        .try_with_value(|driver| driver.clone())
        .flatten();
    if let Some(driver) = present.and_then(|driver| driver.downcast::<Driver>().ok()) {
        return driver;
    }
    let driver = Rc::new_cyclic(|own: &Weak<Driver>| {
        let hearing = own.clone();
        Driver {
            own: own.clone(),
            session: jobs.session,
            place: JobPlace::default(),
            channel: Channel::open(move |message| {
                if let Some(driver) = hearing.upgrade() {
                    driver.heard(message);
                }
            }),
            known: RefCell::default(),
            queued: RefCell::default(),
            changed: RefCell::default(),
            is_telling: Cell::new(false),
            news: ArcRwSignal::new(0),
            safeguards: Safeguards::default(),
        }
    });
    jobs.driver
        .set_value(Some(Rc::clone(&driver) as Rc<dyn std::any::Any>));
    let starting = Rc::clone(&driver);
    spawn_local(async move { starting.start().await });
    driver
}

impl Driver {
    /// Counts whatever happens to any job; follows it.
    pub fn news(&self) -> u32 {
        self.news.get()
    }

    /// Where the jobs lie.
    pub fn place(&self) -> &JobPlace {
        &self.place
    }

    /// Takes up what was going when the browser was closed, and forgets what is long over.
    async fn start(&self) {
        let Ok(listed) = self.place.list().await else {
            return;
        };
        mark_lost_jobs(|id| {
            listed.iter().any(|listed| match listed {
                Listed::Job(summary) => summary.head.id == id,
                Listed::Unreadable(own, _) => own == id,
            })
        });
        let jobs: Vec<Summary> = listed
            .into_iter()
            .filter_map(|listed| match listed {
                Listed::Job(summary) => Some(summary),
                Listed::Unreadable(..) => None,
            })
            .collect();
        mark_open_jobs(|ids| {
            let open = jobs.iter().filter(|job| !job.is_over());
            *ids = open.map(|job| job.head.id.clone()).collect();
        });
        for summary in &jobs {
            self.take_over_if_it_goes(summary);
        }
        for id in outlived(&jobs, now()) {
            // It is tried again with the next start.
            _ = self.place.delete(&id).await;
        }
        self.tell_soon("");
    }

    /// Keeps a new job, and starts it.
    ///
    /// # Errors
    /// [`DatabaseFault`] if it could not be kept; then nothing of it is.
    pub async fn begin(
        &self,
        job: Job,
        passwords: BTreeMap<u32, Secret>,
    ) -> Result<(), DatabaseFault> {
        let id = job.head().id.clone();
        let mut rows = Vec::new();
        for part in chunks(&job) {
            rows.push((part.start as u32, written_rows(&job, part)));
            breathe().await;
        }
        self.safeguards.prepare().await;
        self.place.create(&Summary::of(&job), &rows).await?;
        mark_open_jobs(|ids| ids.push(id.clone()));
        // Nobody else knows its name yet.
        if let Some(lock) = lock_if_free(&lock_name(&id)).await {
            let kept = KeptJob {
                job,
                last_step: 0,
                is_damaged: false,
            };
            if let Some(run) = self.drive(kept, passwords, lock) {
                run.hear(Event::Resume);
            }
        }
        Ok(())
    }

    /// A job, loaded if it is not.
    pub fn open(&self, id: &str) -> Rc<Known> {
        let known = self.known(id);
        if known.begin_loading()
            && let Some(driver) = self.own.upgrade()
        {
            let id = id.to_owned();
            spawn_local(async move { driver.follow(&id).await });
        }
        known
    }

    fn known(&self, id: &str) -> Rc<Known> {
        let mut known = self.known.borrow_mut();
        Rc::clone(known.entry(id.to_owned()).or_default())
    }

    fn run(&self, id: &str) -> Option<Rc<Run>> {
        self.known.borrow().get(id).and_then(|known| known.run())
    }

    /// Wants something of a job, whichever tab drives it.
    ///
    /// # Errors
    /// [`Refusal`] if it cannot be done.
    pub async fn ask(&self, id: &str, ask: Ask) -> Result<(), Refusal> {
        match self.take(id).await {
            Ok(run) => run.hear(ask.into()),
            Err(Refusal::Elsewhere) => self.channel.say(&Message {
                job: id.to_owned(),
                ask: Some(ask),
                over: None,
            }),
            Err(refusal) => return Err(refusal),
        }
        Ok(())
    }

    /// Gives a job the passwords that it waits for, and goes on.
    ///
    /// # Errors
    /// [`Refusal`] if it cannot be done.
    pub async fn supply(&self, id: &str, passwords: BTreeMap<u32, Secret>) -> Result<(), Refusal> {
        let run = self.take(id).await?;
        run.supply(passwords);
        run.hear(Event::Resume);
        Ok(())
    }

    /// Reads back what can be read of rows that nobody has read yet. Gives how many were read.
    ///
    /// # Errors
    /// [`Refusal`] if it cannot be done.
    pub async fn confirm(&self, id: &str) -> Result<usize, Refusal> {
        let run = self.take(id).await?;
        let open = run.with(|engine| jobs::confirm(engine.job())).open;
        let found = run.read(&open).await.map_err(Refusal::Vendor)?;
        let count = found.len();
        run.hear(Event::ReadBack(found));
        Ok(count)
    }

    /// Forgets a job that no tab drives.
    ///
    /// # Errors
    /// [`Refusal`] if it cannot be done.
    pub async fn delete(&self, id: &str) -> Result<(), Refusal> {
        if self.run(id).is_some() {
            return Err(Refusal::Elsewhere);
        }
        let _lock = lock_if_free(&lock_name(id))
            .await
            .ok_or(Refusal::Elsewhere)?;
        // In this order: what is noted and not kept counts as lost.
        mark_open_jobs(|ids| ids.retain(|own| own != id));
        self.place.delete(id).await.map_err(Refusal::Storage)?;
        self.known.borrow_mut().remove(id);
        self.channel.say(&Message {
            job: id.to_owned(),
            ask: None,
            over: None,
        });
        self.tell_soon("");
        Ok(())
    }

    /// The jobs that are not over, as they are now.
    pub async fn open_jobs(&self) -> Vec<Summary> {
        let mut open = Vec::new();
        for id in open_jobs() {
            let summary = match self.run(&id) {
                Some(run) => Some(run.with(|engine| Summary::of(engine.job()))),
                None => self.place.summary(&id).await.ok().flatten(),
            };
            open.extend(summary.filter(|summary| !summary.is_over()));
        }
        open
    }

    /// Takes a job into hand, unless another tab has it.
    async fn take(&self, id: &str) -> Result<Rc<Run>, Refusal> {
        if let Some(run) = self.run(id) {
            return Ok(run);
        }
        // Nor is it asked of another tab: that would be writing by its hand.
        if self.session.is_read_only() {
            return Err(Refusal::ReadOnly);
        }
        let lock = lock_if_free(&lock_name(id))
            .await
            .ok_or(Refusal::Elsewhere)?;
        let kept = self.load(id).await?;
        if kept.is_damaged {
            return Err(Refusal::Unreadable);
        }
        self.safeguards.prepare().await;
        if let Some(run) = self.run(id) {
            return Ok(run);
        }
        self.drive(kept, BTreeMap::new(), lock)
            .ok_or(Refusal::Unreadable)
    }

    fn drive(
        &self,
        kept: KeptJob,
        passwords: BTreeMap<u32, Secret>,
        lock: Lock,
    ) -> Option<Rc<Run>> {
        let id = kept.job.head().id.clone();
        let audience: Weak<dyn Audience> = self.own.clone();
        let run = Run::new(
            self.session,
            self.place.clone(),
            kept.job,
            passwords,
            kept.last_step,
            lock,
            audience,
        )?;
        self.known(&id).drive(Rc::clone(&run));
        self.tell_soon(&id);
        Some(run)
    }

    /// Tells whatever shows the job, and the list, a little later, so that many changes are one.
    fn tell_soon(&self, id: &str) {
        self.changed.borrow_mut().insert(id.to_owned());
        if self.is_telling.replace(true) {
            return;
        }
        let Some(driver) = self.own.upgrade() else {
            return;
        };
        set_timeout(move || driver.tell(), PAUSE);
    }

    fn tell(&self) {
        self.is_telling.set(false);
        for id in self.changed.take() {
            if let Some(known) = self.known.borrow().get(&id) {
                known.tell();
            }
        }
        self.news.update(|news| *news = news.wrapping_add(1));
    }
}

impl Audience for Driver {
    fn changed(&self, id: &str) {
        self.tell_soon(id);
        let is_over = self
            .run(id)
            .is_some_and(|run| run.with(|engine| engine.job().tally().left() == 0));
        if self.known(id).turns_over(is_over) {
            mark_open_jobs(|ids| {
                ids.retain(|own| own != id);
                if !is_over {
                    ids.push(id.to_owned());
                }
            });
            let run = self.run(id).filter(|_| is_over);
            if let Some(run) = run {
                self.channel.say(&Message {
                    job: id.to_owned(),
                    ask: None,
                    over: Some(run.with(|engine| engine.job().head().connection.clone())),
                });
            }
        }
    }

    fn kept(&self, id: &str) {
        self.channel.say(&Message {
            job: id.to_owned(),
            ask: None,
            over: None,
        });
    }

    fn left(&self, id: &str, is_lost: bool) {
        let known = self.known(id);
        known.leave(is_lost);
        self.tell_soon(id);
        if is_lost && let Some(driver) = self.own.upgrade() {
            let id = id.to_owned();
            spawn_local(async move { driver.follow(&id).await });
        }
    }
}

fn lock_name(id: &str) -> String {
    format!("rollcall-job-{id}")
}

fn now() -> u64 {
    now_milliseconds() as u64
}
