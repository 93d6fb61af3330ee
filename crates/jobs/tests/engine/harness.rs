//! An engine that is driven by hand: everything it commands is recorded at once, and its time stands still.

use jobs::{
    Action, Answer, AttemptId, Chance, Command, Engine, Event, Field, FieldChange, Found, Job,
    JobHead, LookId, Looked, Origin, Outcome, Pace, Reason, ReasonKind, Row, Status, Values, Write,
};
use std::collections::BTreeMap;

/// Ids by counting, and the longest of all waits.
pub struct Counting(pub u64);

impl Chance for Counting {
    fn id(&mut self) -> String {
        self.0 += 1;
        format!("id{}", self.0)
    }
    fn below(&mut self, limit: u64) -> u64 {
        limit - 1
    }
}

/// An engine, its time, and what it commanded last. Everything is recorded at once.
pub struct Driven {
    pub engine: Engine,
    chance: Counting,
    pub now: u64,
    commands: Vec<Command>,
}

pub fn row(target: &str, action: Action) -> Row {
    let change = FieldChange {
        field: Field::Status,
        before: Some(Field::NORMAL.to_owned()),
        after: Field::DISABLED.to_owned(),
    };
    Row {
        target: target.to_owned(),
        action,
        changes: if action == Action::Change {
            vec![change]
        } else {
            Vec::new()
        },
        sets_password: false,
        place: None,
    }
}

pub fn changes(count: usize) -> Vec<Row> {
    (0..count)
        .map(|index| row(&format!("user{index}"), Action::Change))
        .collect()
}

pub fn quota(app: &str) -> Row {
    let change = FieldChange {
        field: Field::RegularUsers,
        before: Some("10".to_owned()),
        after: "20".to_owned(),
    };
    Row {
        changes: vec![change],
        ..row(app, Action::Change)
    }
}

pub fn job(vendor: &str, rows: Vec<Row>, pace: Pace) -> Job {
    let head = JobHead {
        id: "1".to_owned(),
        vendor: vendor.to_owned(),
        connection: vendor.to_owned(),
        origin: Origin::Selection,
        created_at: 0,
        rows: 0,
        pace,
        confirms: false,
    };
    Job::new(head, rows, Vec::new())
}

impl Driven {
    pub fn start(vendor: &str, rows: Vec<Row>, pace: Pace) -> Self {
        let engine = Engine::new(job(vendor, rows, pace), BTreeMap::new()).unwrap();
        let mut driven = Driven {
            engine,
            chance: Counting(0),
            // Noon in Shanghai.
            now: 1_790_049_600_000,
            commands: Vec::new(),
        };
        driven.hear(Event::Resume);
        driven
    }

    pub fn hear(&mut self, event: Event) -> &[Command] {
        let mut events = vec![event];
        self.commands.clear();
        while let Some(event) = events.pop() {
            let commands = self.engine.hear(event, self.now, &mut self.chance);
            for command in commands {
                if let Command::Record { number, .. } = &command {
                    events.insert(0, Event::Recorded(*number));
                }
                self.commands.push(command);
            }
        }
        &self.commands
    }

    pub fn writes(&self) -> Vec<(AttemptId, usize)> {
        let size = |write: &Write| match write {
            Write::Add(call) => call.changes.len(),
            Write::Change(call) => call.changes.len(),
            Write::Delete(call) => call.names.len(),
            _ => 1,
        };
        self.commands
            .iter()
            .filter_map(|command| match command {
                Command::Write { attempt, write } => Some((*attempt, size(write))),
                _ => None,
            })
            .collect()
    }

    pub fn look(&self) -> (LookId, Vec<u32>) {
        self.commands
            .iter()
            .find_map(|command| match command {
                Command::Look { look, rows } => Some((*look, rows.clone())),
                _ => None,
            })
            .unwrap()
    }

    pub fn wakes_at(&self) -> Option<u64> {
        self.commands
            .iter()
            .rev()
            .find_map(|command| match command {
                Command::WakeAt(at) => Some(*at),
                _ => None,
            })
    }

    pub fn answer(&mut self, attempt: u32, answer: Answer) {
        let attempt = AttemptId(attempt);
        self.hear(Event::Answered { attempt, answer });
    }

    pub fn see(&mut self, found: impl Fn(u32) -> Found) {
        let (look, rows) = self.look();
        let seen = rows.into_iter().map(|row| (row, found(row))).collect();
        let seen = Looked::Seen(seen);
        self.hear(Event::Looked { look, seen });
    }

    pub fn wake(&mut self) {
        self.now = self.wakes_at().unwrap();
        self.hear(Event::Woken);
    }

    pub fn outcome(&self, row: u32) -> &Outcome {
        self.engine.job().outcome(row).unwrap()
    }

    pub fn status(&self) -> Status {
        self.engine.job().status()
    }
}

pub fn refused() -> Answer {
    Answer::Refused(Reason::of(ReasonKind::Refused))
}

pub fn lost() -> Answer {
    Answer::Lost(Reason::of(ReasonKind::NoAnswer))
}

pub fn accepted(rows: usize) -> Answer {
    Answer::Accepted {
        listed: vec![true; rows],
    }
}

pub fn with_status(status: &str) -> Found {
    Found::Present(Values::from([(Field::Status, status.to_owned())]))
}

pub fn with_users(amount: &str) -> Found {
    Found::Present(Values::from([(Field::RegularUsers, amount.to_owned())]))
}

pub fn one_at_once(rows: u16) -> Pace {
    Pace {
        rows,
        at_once: 1,
        per_minute: None,
    }
}
