//! One job that is driven here: its engine, and what carries out the engine's commands.

use super::accounts::read_accounts;
use super::ledger;
use super::lock::Lock;
use crate::jobs::Speed;
use crate::session::{Session, new_id, now_milliseconds};
use crate::store::jobs::{JobPlace, Summary};
use crate::store::{ConnectionId, DatabaseFault};
use jobs::{
    Answer, AttemptId, Chance, Command, Engine, Event, Found, Hold, Job, LookId, Looked, Status,
    Transition, Write, WriteOutput,
};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::set_timeout_with_handle;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::{Rc, Weak};
use std::time::Duration;
use vendors::{Secret, Vendor};

/// What others hear of a run.
pub trait Audience {
    /// Something of the job changed.
    fn changed(&self, id: &str);
    /// Steps of it are on the disk, so that other tabs can read them.
    fn kept(&self, id: &str);
    /// It is not driven here any more; `is_lost`: because another tab does.
    fn left(&self, id: &str, is_lost: bool);
}

/// A job that is driven here.
pub struct Run {
    id: String,
    vendor: Vendor,
    connection: ConnectionId,
    session: Session,
    place: JobPlace,
    engine: RefCell<Engine>,
    speed: RefCell<Speed>,
    records: RefCell<VecDeque<(u64, Transition)>>,
    is_recording: Cell<bool>,
    last_step: Cell<u64>,
    timer: RefCell<Option<TimeoutHandle>>,
    /// Whether it went since it was taken into hand.
    has_run: Cell<bool>,
    is_confirming: Cell<bool>,
    is_over: Cell<bool>,
    audience: Weak<dyn Audience>,
    _lock: Lock,
}

struct Browser;

impl Chance for Browser {
    fn id(&mut self) -> String {
        new_id()
    }

    fn below(&mut self, limit: u64) -> u64 {
        // Waiting times, no secrets.
        ((js_sys::Math::random() * limit as f64) as u64).min(limit.saturating_sub(1))
    }
}

impl Run {
    /// Takes a job that is kept up to this step into hand; nothing happens before the first event. `None` if another
    /// version made it.
    pub fn new(
        session: Session,
        place: JobPlace,
        job: Job,
        passwords: BTreeMap<u32, Secret>,
        last_step: u64,
        lock: Lock,
        audience: Weak<dyn Audience>,
    ) -> Option<Rc<Run>> {
        let head = job.head();
        let id = head.id.clone();
        let vendor = head.vendor()?;
        let connection = ConnectionId::new(&head.connection)?;
        let engine = Engine::new(job, passwords)?;
        Some(Rc::new(Run {
            id,
            vendor,
            connection,
            session: session.of_id(vendor, connection).with_own_log(),
            place,
            engine: RefCell::new(engine),
            speed: RefCell::new(Speed::default()),
            records: RefCell::new(VecDeque::new()),
            is_recording: Cell::new(false),
            last_step: Cell::new(last_step),
            timer: RefCell::new(None),
            has_run: Cell::new(false),
            is_confirming: Cell::new(false),
            is_over: Cell::new(false),
            audience,
            _lock: lock,
        }))
    }

    /// Looks at the engine.
    pub fn with<T>(&self, look: impl FnOnce(&Engine) -> T) -> T {
        look(&self.engine.borrow())
    }

    /// Rows a minute, and seconds that the rest will take, as far as they are known.
    pub fn speed(&self) -> (Option<u64>, Option<u64>) {
        let tally = self.with(|engine| engine.job().tally());
        let speed = self.speed.borrow();
        let now = now();
        (
            speed.rows_a_minute(now, tally.done()),
            speed.seconds_for(now, tally.done(), tally.left()),
        )
    }

    /// The number of the last step that is on the disk.
    pub fn last_step(&self) -> u64 {
        self.last_step.get()
    }

    /// Takes passwords into memory.
    pub fn supply(&self, passwords: BTreeMap<u32, Secret>) {
        self.engine.borrow_mut().supply(passwords);
    }

    /// Whether there is nothing left to do for whoever drives it, so that it can be left to whoever wants it next.
    fn is_at_rest(&self) -> bool {
        let engine = self.engine.borrow();
        let job = engine.job();
        let needs_nobody = match job.status() {
            Status::Finished => true,
            Status::Cancelled => job.tally().left() == 0,
            // The others may have passwords in memory.
            Status::Held(hold) => hold == Hold::Passwords,
            Status::Paused | Status::Running => false,
        };
        needs_nobody
            && engine.under_way() == 0
            && !self.is_recording.get()
            && !self.is_confirming.get()
            && self.records.borrow().is_empty()
    }

    /// Reads back what the job wrote before it is left, if that is wanted of it.
    fn confirm(self: &Rc<Self>) {
        let open = self.with(|engine| {
            let job = engine.job();
            let is_wanted = job.head().confirms && job.status() == Status::Finished;
            is_wanted.then(|| jobs::confirm(job).open)
        });
        let Some(open) = open.filter(|open| !open.is_empty()) else {
            return;
        };
        // Only what this tab brought to its end, and once.
        if !self.has_run.replace(false) {
            return;
        }
        self.is_confirming.set(true);
        let own = Rc::clone(self);
        spawn_local(async move {
            let found = own.read(&open).await;
            own.is_confirming.set(false);
            // What could not be read now can be read on demand.
            own.hear(Event::ReadBack(found.unwrap_or_default()));
        });
    }

    /// Tells the engine what happened, and does what it wants done.
    pub fn hear(self: &Rc<Self>, event: Event) {
        if self.is_over.get() {
            return;
        }
        let commands = self.engine.borrow_mut().hear(event, now(), &mut Browser);
        for command in commands {
            match command {
                Command::Record { number, transition } => {
                    self.with(|engine| ledger::note(self.connection, engine.job(), &transition));
                    self.records.borrow_mut().push_back((number, transition));
                }
                Command::Write { attempt, write } => self.write(attempt, write),
                Command::Look { look, rows } => self.look(look, rows),
                Command::WakeAt(at) => self.wake_at(at),
            }
        }
        self.record();
        let (tally, status) = self.with(|engine| (engine.job().tally(), engine.job().status()));
        if status == Status::Running {
            self.speed.borrow_mut().note(now(), tally.done());
            self.has_run.set(true);
        } else {
            self.speed.borrow_mut().forget();
            self.confirm();
        }
        if let Some(audience) = self.audience.upgrade() {
            audience.changed(&self.id);
        }
        if self.is_at_rest() {
            self.leave(false);
        }
    }

    /// Drives it no more.
    fn leave(&self, is_lost: bool) {
        if self.is_over.replace(true) {
            return;
        }
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
        if let Some(audience) = self.audience.upgrade() {
            audience.left(&self.id, is_lost);
        }
    }

    fn write(self: &Rc<Self>, attempt: AttemptId, write: Write) {
        let own = Rc::clone(self);
        spawn_local(async move {
            let result = own.session.call(&write).await;
            let created = match &result {
                Ok(WriteOutput::Created(user)) => Some(user.clone()),
                _ => None,
            };
            let (target, answer) = {
                let engine = own.engine.borrow();
                let job = engine.job();
                let rows = job.attempt(attempt).map(|own| own.rows.as_slice());
                let rows: Vec<_> = rows
                    .unwrap_or_default()
                    .iter()
                    .filter_map(|row| job.rows().get(*row as usize))
                    .collect();
                let target = rows.first().map(|row| row.target.clone());
                (target, Answer::of(result, &rows))
            };
            own.hear(Event::Answered { attempt, answer });
            // Behind the answer, with which the account came into the ledger.
            if let Some((target, user)) = target.zip(created) {
                ledger::learn(own.connection, &target, user);
            }
        });
    }

    fn look(self: &Rc<Self>, look: LookId, rows: Vec<u32>) {
        let own = Rc::clone(self);
        spawn_local(async move {
            let seen = match own.read(&rows).await {
                Ok(found) => Looked::Seen(found),
                Err(problem) => Looked::failed(&problem),
            };
            own.hear(Event::Looked { look, seen });
        });
    }

    /// Reads the accounts of rows.
    pub async fn read(&self, rows: &[u32]) -> Result<Vec<(u32, Found)>, vendors::Problem> {
        let targets: Vec<(u32, String)> = self.with(|engine| {
            let all = engine.job().rows();
            rows.iter()
                .filter_map(|row| Some((*row, all.get(*row as usize)?.target.clone())))
                .collect()
        });
        let names: Vec<String> = targets.iter().map(|(_, name)| name.clone()).collect();
        let accounts = read_accounts(self.session, self.vendor, &names).await?;
        Ok(targets
            .into_iter()
            .filter_map(|(row, name)| Some((row, accounts.get(&name)?.clone())))
            .collect())
    }

    fn wake_at(self: &Rc<Self>, at: u64) {
        let own = Rc::downgrade(self);
        let wait = Duration::from_millis(at.saturating_sub(now()));
        let woken = move || {
            if let Some(own) = own.upgrade() {
                own.hear(Event::Woken);
            }
        };
        let timer = set_timeout_with_handle(woken, wait).ok();
        if let Some(before) = std::mem::replace(&mut *self.timer.borrow_mut(), timer) {
            before.clear();
        }
    }

    /// Keeps what is to be kept, in order, what came together as one.
    fn record(self: &Rc<Self>) {
        if self.records.borrow().is_empty() || self.is_recording.replace(true) {
            return;
        }
        let own = Rc::clone(self);
        spawn_local(async move {
            loop {
                let batch = std::mem::take(&mut *own.records.borrow_mut());
                let Some((last, _)) = batch.back() else {
                    break;
                };
                let last = *last;
                let (numbers, steps): (Vec<u64>, Vec<Transition>) = batch.into_iter().unzip();
                let first = own.last_step.get() + 1;
                let summary = own.with(|engine| Summary::of(engine.job()));
                match own.place.append(&summary, first, &steps).await {
                    Ok(()) => {
                        own.last_step.set(own.last_step.get() + steps.len() as u64);
                        if let Some(audience) = own.audience.upgrade() {
                            audience.kept(&own.id);
                        }
                        own.hear(Event::Recorded(last));
                    }
                    Err(DatabaseFault::Taken) => {
                        own.leave(true);
                        break;
                    }
                    Err(_) => own.not_recorded(numbers),
                }
            }
            own.is_recording.set(false);
            if own.is_at_rest() {
                own.leave(false);
            }
        });
    }

    /// What came later must not be kept before what was refused.
    fn not_recorded(self: &Rc<Self>, mut numbers: Vec<u64>) {
        let later = std::mem::take(&mut *self.records.borrow_mut());
        numbers.extend(later.into_iter().map(|(number, _)| number));
        for number in numbers {
            self.hear(Event::NotRecorded(number));
        }
    }
}

fn now() -> u64 {
    now_milliseconds() as u64
}
