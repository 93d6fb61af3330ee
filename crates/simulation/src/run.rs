//! One run: the engine's life and deaths, until its job is over.

use crate::check::{Ended, Violation};
use crate::client::{Client, Outside};
use crate::moving_in::settle_in;
use crate::network::{Leg, Network};
use crate::queue::Queue;
use crate::random::Random;
use crate::scenario::Scenario;
use jobs::{Chance, Command, Engine, Event, Hold, Job, Pace, Status, Transition};
use sandbox::Sandbox;
use serde_json::Value;
use std::collections::BTreeMap;
use vendors::Secret;

/// More than any run needs: one that takes more never ends.
const MOST_HAPPENINGS: u64 = 60_000;

/// What happens.
pub(crate) enum Happening {
    /// Something arrives.
    Leg(Leg),
    /// The disk kept a record, or did not. The number of the life that wanted it, and the record's.
    Disk(u32, u64),
    /// The engine of a life wanted to be woken; only the last wish counts.
    Wake(u32, u64),
    /// The admin, or fate, comes by.
    Visit,
    /// The console starts again.
    Start,
}

/// What a run took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields say what they count")]
pub struct Figures {
    pub rows: u64,
    pub requests: u64,
    pub crashes: u64,
    pub succeeded: u64,
    pub failed: u64,
    pub skipped: u64,
    pub unknown: u64,
}

impl Figures {
    /// Adds another run's.
    pub fn add(&mut self, other: &Figures) {
        self.rows += other.rows;
        self.requests += other.requests;
        self.crashes += other.crashes;
        self.succeeded += other.succeeded;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.unknown += other.unknown;
    }
}

struct Life {
    number: u32,
    engine: Engine,
    client: Client,
    wake: u64,
}

/// Who is told what happens: the time and the words.
pub type Tell<'a> = &'a mut dyn FnMut(u64, String);

struct World<'a> {
    tell: Option<Tell<'a>>,
    random: Random,
    queue: Queue<Happening>,
    network: Network,
    scenario: Scenario,
    /// What is on the disk.
    disk: Vec<Transition>,
    /// What was commanded and is not there yet.
    writing: BTreeMap<u64, Transition>,
    /// The disk answers in the order in which it was asked.
    disk_ready_at: u64,
    lives: u32,
    crashes: u64,
    retried: bool,
}

/// Runs a seed to its end, and checks it.
///
/// # Errors
/// What the run did that no run may do.
pub fn run(seed: u64) -> Result<Figures, Violation> {
    run_telling(seed, None)
}

/// The same, and tells every step of the engine.
///
/// # Errors
/// What the run did that no run may do.
pub fn run_telling(seed: u64, tell: Option<Tell<'_>>) -> Result<Figures, Violation> {
    let mut random = Random::new(seed);
    let mut scenario = Scenario::of(&mut random);
    let mut sandbox = Sandbox::without_users(seed);
    settle_in(&mut sandbox, &mut scenario);
    let begins_at = scenario.begins_at;
    let mut world = World {
        tell,
        network: Network::new(sandbox, scenario.weather),
        random,
        queue: Queue::new(),
        scenario,
        disk: Vec::new(),
        writing: BTreeMap::new(),
        disk_ready_at: 0,
        lives: 0,
        crashes: 0,
        retried: false,
    };
    let mut life = world.start();
    world.hear(&mut life, Event::Resume, begins_at);
    world.queue.at(begins_at + 100, Happening::Visit);
    let mut life = Some(life);
    let mut happenings = 0;
    while let Some((now, happening)) = world.queue.next() {
        happenings += 1;
        if happenings > MOST_HAPPENINGS {
            return Err(Violation::NeverEnds);
        }
        world.happen(&mut life, happening, now);
        if let Some(own) = &life
            && is_over(own.engine.job())
            && own.engine.under_way() == 0
        {
            if world.retried || !world.random.per_mille(200) {
                break;
            }
            world.retried = true;
            if let Some(own) = &mut life {
                world.hear(own, Event::Retry, now);
            }
        }
    }
    let Some(life) = life else {
        return Err(Violation::NeverEnds);
    };
    let job = life.engine.job();
    if !is_over(job) {
        return Err(Violation::NeverEnds);
    }
    if let Some(tell) = &mut world.tell {
        let journal = control(&mut world.network.sandbox, "/journal");
        for entry in journal.as_array().into_iter().flatten() {
            let at = entry["at"].as_u64().unwrap_or(0) * 1000;
            let told = [
                "method",
                "target",
                "body",
                "status",
                "applied",
                "duplicate",
                "fault",
            ]
            .map(|name| entry[name].to_string());
            tell(at, format!("vendor: {}", told.join(" ")));
        }
    }
    let ended = Ended {
        job,
        retried: world.retried,
        journal: control(&mut world.network.sandbox, "/journal"),
        state: control(&mut world.network.sandbox, "/state"),
    };
    crate::check(&ended)?;
    let tally = job.tally();
    Ok(Figures {
        rows: tally.all().into(),
        requests: world.network.requests() as u64,
        crashes: world.crashes,
        succeeded: tally.succeeded.into(),
        failed: tally.failed.into(),
        skipped: tally.skipped.into(),
        unknown: tally.unknown.into(),
    })
}

fn is_over(job: &Job) -> bool {
    job.tally().left() == 0 && matches!(job.status(), Status::Finished | Status::Cancelled)
}

pub(crate) fn control(sandbox: &mut Sandbox, path: &str) -> Value {
    sandbox
        .control("GET", path, b"", 0)
        .and_then(|answer| serde_json::from_slice(&answer.body).ok())
        .unwrap_or_default()
}

impl World<'_> {
    /// The console starts: the job is made again from what is on the disk.
    fn start(&mut self) -> Life {
        self.lives += 1;
        self.writing.clear();
        let mut job = Job::new(
            self.scenario.head.clone(),
            self.scenario.rows.clone(),
            Vec::new(),
        );
        for transition in &self.disk {
            // Through the text that is really kept.
            let text = serde_json::to_string(transition).unwrap_or_default();
            if let Ok(read) = serde_json::from_str::<Transition>(&text) {
                job.take(&read);
            }
        }
        let passwords = if self.lives == 1 {
            self.passwords(&job)
        } else {
            BTreeMap::new()
        };
        #[allow(
            clippy::expect_used,
            reason = "the scenario's vendor is one of the four"
        )]
        let engine = Engine::new(job, passwords).expect("a vendor");
        Life {
            number: self.lives,
            engine,
            client: Client::default(),
            wake: 0,
        }
    }

    fn passwords(&self, job: &Job) -> BTreeMap<u32, Secret> {
        let rows = job.rows().iter().enumerate();
        rows.filter(|(_, row)| row.sets_password)
            .map(|(index, row)| (index as u32, Secret::new(format!("new-{}", row.target))))
            .collect()
    }

    fn happen(&mut self, life: &mut Option<Life>, happening: Happening, now: u64) {
        match happening {
            Happening::Leg(leg) => {
                let came = self
                    .network
                    .arrive(leg, now, &mut self.queue, &mut self.random);
                if let (Some((call, came)), Some(own)) = (came, life.as_mut())
                    && let Some(event) = own.client.hear(call, &came, own.engine.job())
                {
                    self.hear(own, event, now);
                }
            }
            Happening::Disk(number, record) => {
                if let Some(own) = life.as_mut().filter(|own| own.number == number) {
                    self.keep(own, record, now);
                }
            }
            Happening::Wake(number, wake) => {
                if let Some(own) = life.as_mut()
                    && own.number == number
                    && own.wake == wake
                {
                    self.hear(own, Event::Woken, now);
                }
            }
            Happening::Visit => self.visit(life, now),
            Happening::Start => {
                let mut own = self.start();
                match own.engine.job().status() {
                    Status::Running => self.hear(&mut own, Event::Resume, now),
                    Status::Cancelled => self.hear(&mut own, Event::Woken, now),
                    _ => {}
                }
                *life = Some(own);
            }
        }
        let foul = (self.network.requests() as u64) < self.scenario.weather.requests;
        if life.is_some() && foul && self.random.per_mille(self.scenario.weather.crashes / 3) {
            self.crash(life, now);
        }
    }

    fn crash(&mut self, life: &mut Option<Life>, now: u64) {
        *life = None;
        self.crashes += 1;
        if let Some(tell) = &mut self.tell {
            tell(now, "crash".to_owned());
        }
        let away = if self.random.per_mille(50) {
            self.random.between(0, 2 * 86_400_000)
        } else {
            self.random.between(0, 120_000)
        };
        self.queue.at(now + away, Happening::Start);
    }

    /// The disk answers.
    fn keep(&mut self, life: &mut Life, record: u64, now: u64) {
        let since = now - self.scenario.begins_at;
        let is_full = self
            .scenario
            .weather
            .disk_full
            .is_some_and(|(from, to)| (from..to).contains(&since));
        let Some(transition) = self.writing.remove(&record) else {
            return;
        };
        if is_full {
            self.hear(life, Event::NotRecorded(record), now);
        } else {
            self.disk.push(transition);
            self.hear(life, Event::Recorded(record), now);
        }
    }

    /// The admin comes by and does what an admin does.
    fn visit(&mut self, life: &mut Option<Life>, now: u64) {
        let wait = self.random.between(500, 20_000);
        self.queue.at(now + wait, Happening::Visit);
        let Some(own) = life else {
            return;
        };
        let foul = (self.network.requests() as u64) < self.scenario.weather.requests;
        match own.engine.job().status() {
            Status::Held(hold) => {
                if hold == Hold::Passwords {
                    let passwords = self.passwords(own.engine.job());
                    own.engine.supply(passwords);
                }
                self.hear(own, Event::Resume, now);
            }
            Status::Paused => self.hear(own, Event::Resume, now),
            Status::Running if foul && self.random.per_mille(self.scenario.weather.admin * 5) => {
                let event = match self.random.between(0, 9) {
                    0 => Event::Cancel,
                    1..=4 => Event::Pause,
                    _ => Event::SetPace(Pace {
                        rows: self.random.between(1, 10) as u16,
                        at_once: self.random.between(1, 5) as u8,
                        per_minute: None,
                    }),
                };
                self.hear(own, event, now);
            }
            _ => {}
        }
    }

    fn hear(&mut self, life: &mut Life, event: Event, now: u64) {
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            if let Some(tell) = &mut self.tell {
                tell(now, format!("life {} hears {event:?}", life.number));
            }
            let commands = life.engine.hear(event, now, &mut self.random);
            for command in commands {
                if let Some(tell) = &mut self.tell {
                    tell(now, format!("  {command:?}"));
                }
                self.obey(life, command, now);
            }
            events.append(&mut life.client.at_once);
        }
    }

    fn obey(&mut self, life: &mut Life, command: Command, now: u64) {
        let outside = Outside {
            now,
            network: &mut self.network,
            queue: &mut self.queue,
            random: &mut self.random,
        };
        match command {
            Command::Record { number, transition } => {
                self.writing.insert(number, transition);
                let wait = self.random.below(60);
                self.disk_ready_at = self.disk_ready_at.max(now + wait);
                let happening = Happening::Disk(life.number, number);
                self.queue.at(self.disk_ready_at, happening);
            }
            Command::Write { attempt, write } => {
                life.client
                    .write(attempt, write, life.engine.job(), outside);
            }
            Command::Look { look, rows } => {
                life.client.look(look, &rows, life.engine.job(), outside);
            }
            Command::WakeAt(at) => {
                life.wake += 1;
                // A sleeping machine wakes late.
                let late = if self.random.per_mille(20) {
                    self.random.between(0, 7_200_000)
                } else {
                    0
                };
                let happening = Happening::Wake(life.number, life.wake);
                self.queue.at(at.max(now) + late, happening);
            }
        }
    }
}
