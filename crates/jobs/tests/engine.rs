//! The engine, one rule at a time. What all of them do together is simulated elsewhere.

#![allow(clippy::unwrap_used, reason = "tests")]

use jobs::{
    Action, Answer, AttemptId, Chance, Command, Decision, Doubt, Engine, Event, Evidence, Field,
    FieldChange, Found, Hold, Job, JobHead, Looked, Origin, Outcome, Pace, Reason, ReasonKind, Row,
    RowState, Skip, Status, Step, Transition, Values, Write,
};
use std::collections::BTreeMap;
use vendors::Secret;

struct Counting(u64);

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
struct Driven {
    engine: Engine,
    chance: Counting,
    now: u64,
    commands: Vec<Command>,
}

fn row(target: &str, action: Action) -> Row {
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

fn changes(count: usize) -> Vec<Row> {
    (0..count)
        .map(|index| row(&format!("user{index}"), Action::Change))
        .collect()
}

fn quota(app: &str) -> Row {
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

fn job(vendor: &str, rows: Vec<Row>, pace: Pace) -> Job {
    let head = JobHead {
        id: "1".to_owned(),
        vendor: vendor.to_owned(),
        connection: vendor.to_owned(),
        origin: Origin::Selection,
        created_at: 0,
        rows: 0,
        pace,
    };
    Job::new(head, rows, Vec::new())
}

impl Driven {
    fn start(vendor: &str, rows: Vec<Row>, pace: Pace) -> Self {
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

    fn hear(&mut self, event: Event) -> &[Command] {
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

    fn writes(&self) -> Vec<(AttemptId, usize)> {
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

    fn look(&self) -> (jobs::LookId, Vec<u32>) {
        self.commands
            .iter()
            .find_map(|command| match command {
                Command::Look { look, rows } => Some((*look, rows.clone())),
                _ => None,
            })
            .unwrap()
    }

    fn wakes_at(&self) -> Option<u64> {
        self.commands
            .iter()
            .rev()
            .find_map(|command| match command {
                Command::WakeAt(at) => Some(*at),
                _ => None,
            })
    }

    fn answer(&mut self, attempt: u32, answer: Answer) {
        let attempt = AttemptId(attempt);
        self.hear(Event::Answered { attempt, answer });
    }

    fn see(&mut self, found: impl Fn(u32) -> Found) {
        let (look, rows) = self.look();
        let seen = rows.into_iter().map(|row| (row, found(row))).collect();
        let seen = Looked::Seen(seen);
        self.hear(Event::Looked { look, seen });
    }

    fn wake(&mut self) {
        self.now = self.wakes_at().unwrap();
        self.hear(Event::Woken);
    }

    fn outcome(&self, row: u32) -> &Outcome {
        self.engine.job().outcome(row).unwrap()
    }

    fn status(&self) -> Status {
        self.engine.job().status()
    }
}

fn refused() -> Answer {
    Answer::Refused(Reason::of(ReasonKind::Refused))
}

fn lost() -> Answer {
    Answer::Lost(Reason::of(ReasonKind::NoAnswer))
}

fn accepted(rows: usize) -> Answer {
    Answer::Accepted {
        listed: vec![true; rows],
    }
}

fn with_status(status: &str) -> Found {
    Found::Present(Values::from([(Field::Status, status.to_owned())]))
}

fn with_users(amount: &str) -> Found {
    Found::Present(Values::from([(Field::RegularUsers, amount.to_owned())]))
}

fn one_at_once(rows: u16) -> Pace {
    Pace {
        rows,
        at_once: 1,
        per_minute: None,
    }
}

#[test]
fn the_culprits_of_a_refused_batch_stand_alone_and_the_others_are_done() {
    let mut driven = Driven::start("bitanswer", changes(8), one_at_once(200));
    let culprit = 5;
    let (mut requests, mut sent) = (0, driven.writes());
    while let Some((attempt, size)) = sent.first().copied() {
        requests += 1;
        let rows = driven.engine.job().attempt(attempt).unwrap().rows.clone();
        assert_eq!(rows.len(), size);
        if rows.contains(&culprit) {
            driven.answer(attempt.0, refused());
            if rows.len() > 1 {
                driven.see(|_| with_status(Field::NORMAL));
            }
        } else {
            driven.answer(attempt.0, accepted(size));
        }
        sent = driven.writes();
    }
    assert_eq!(driven.status(), Status::Finished);
    assert!(matches!(driven.outcome(culprit), Outcome::Failed(_)));
    assert_eq!(driven.engine.job().tally().succeeded, 7);
    assert!(requests <= 7, "{requests} requests");
}

#[test]
fn nothing_leaves_before_it_is_recorded() {
    let mut engine = Engine::new(
        job("bitanswer", changes(2), one_at_once(2)),
        BTreeMap::new(),
    )
    .unwrap();
    let mut chance = Counting(0);
    let commands = engine.hear(Event::Resume, 0, &mut chance);
    assert!(
        commands
            .iter()
            .all(|command| matches!(command, Command::Record { .. }))
    );
    let last = commands.len() as u64;
    assert!(
        engine
            .hear(Event::Recorded(last - 1), 0, &mut chance)
            .is_empty()
    );
    let commands = engine.hear(Event::Recorded(last), 0, &mut chance);
    assert!(matches!(commands[..], [Command::Write { .. }]));
}

#[test]
fn a_full_storage_holds_the_job_and_nothing_leaves() {
    let mut engine = Engine::new(
        job("bitanswer", changes(2), one_at_once(2)),
        BTreeMap::new(),
    )
    .unwrap();
    let mut chance = Counting(0);
    let commands = engine.hear(Event::Resume, 0, &mut chance);
    for number in 1..=commands.len() as u64 {
        let commands = engine.hear(Event::NotRecorded(number), 0, &mut chance);
        assert!(
            commands
                .iter()
                .all(|command| matches!(command, Command::Record { .. }))
        );
    }
    assert_eq!(engine.job().status(), Status::Held(Hold::Storage));
    assert_eq!(engine.job().tally().waiting, 2);
    let offered = engine.hear(Event::Resume, 0, &mut chance);
    assert!(offered.iter().any(|command| matches!(
        command,
        Command::Record {
            transition: Transition {
                step: Step::Begun { .. },
                ..
            },
            ..
        }
    )));
}

#[test]
fn what_was_lost_is_looked_at_and_sent_again_under_its_own_id() {
    let mut driven = Driven::start("bitanswer", changes(2), one_at_once(2));
    let id = driven
        .engine
        .job()
        .attempt(AttemptId(1))
        .unwrap()
        .request
        .clone();
    driven.answer(1, lost());
    driven.wake();
    driven.see(|_| with_status(Field::NORMAL));
    if driven.writes().is_empty() {
        driven.wake();
    }
    assert_eq!(driven.writes(), [(AttemptId(1), 2)]);
    let attempt = driven.engine.job().attempt(AttemptId(1)).unwrap();
    assert_eq!((&attempt.request, attempt.times), (&id, 2));
    driven.answer(1, accepted(2));
    assert_eq!(driven.engine.job().tally().succeeded, 2);
}

#[test]
fn what_was_lost_and_is_there_costs_no_second_write() {
    let mut driven = Driven::start("bitanswer", changes(2), one_at_once(2));
    driven.answer(1, lost());
    driven.wake();
    driven.see(|_| with_status(Field::DISABLED));
    assert!(driven.writes().is_empty());
    assert_eq!(driven.outcome(0), &Outcome::Succeeded(Evidence::ReadBack));
    assert_eq!(driven.status(), Status::Finished);
}

#[test]
fn the_vendor_is_left_alone_for_as_long_as_it_says() {
    let mut driven = Driven::start("bitanswer", changes(1), one_at_once(1));
    let began = driven.now;
    let answer = Answer::NotNow {
        reason: Reason::of(ReasonKind::RateLimited),
        retry_after: Some(17),
    };
    driven.answer(1, answer);
    assert_eq!(driven.wakes_at(), Some(began + 17_000));
    assert_eq!(driven.engine.waits_until(), Some(began + 17_000));
    driven.now = began + 16_999;
    driven.hear(Event::Woken);
    assert!(driven.writes().is_empty());
    driven.now = began + 17_000;
    driven.hear(Event::Woken);
    assert_eq!(driven.writes().len(), 1);
}

#[test]
fn a_rate_is_kept() {
    let pace = Pace {
        rows: 1,
        at_once: 8,
        per_minute: Some(60),
    };
    let mut driven = Driven::start("bitanswer", changes(3), pace);
    assert_eq!(driven.writes().len(), 1);
    let began = driven.now;
    assert_eq!(driven.wakes_at(), Some(began + 1_000));
    driven.wake();
    assert_eq!(driven.writes().len(), 1);
}

#[test]
fn a_wrong_key_holds_the_job_and_fails_no_row() {
    let mut driven = Driven::start("bitanswer", changes(3), one_at_once(1));
    driven.answer(1, Answer::Stop(Hold::Credentials));
    assert_eq!(driven.status(), Status::Held(Hold::Credentials));
    assert_eq!(driven.engine.job().tally().waiting, 3);
    driven.hear(Event::Resume);
    assert_eq!(driven.writes().len(), 1);
}

#[test]
fn a_quota_is_read_before_and_after_it_is_written() {
    let mut driven = Driven::start("t12", vec![quota("a"), quota("b")], one_at_once(1));
    driven.see(|_| with_users("10"));
    assert_eq!(driven.writes().len(), 1);
    let listed = vec![false];
    driven.answer(1, Answer::Accepted { listed });
    driven.see(|_| with_users("20"));
    assert_eq!(driven.outcome(0), &Outcome::Succeeded(Evidence::ReadBack));
    // Somebody else was there since the plan was made.
    driven.see(|_| with_users("11"));
    assert!(driven.writes().is_empty());
    let reason = Reason::of(ReasonKind::ChangedMeanwhile);
    assert_eq!(driven.outcome(1), &Outcome::Failed(reason));
}

#[test]
fn a_lost_quota_is_judged_only_when_nothing_can_be_under_way() {
    let mut driven = Driven::start("t12", vec![quota("a")], one_at_once(1));
    driven.see(|_| with_users("10"));
    let sent = driven.now;
    driven.answer(1, lost());
    driven.wake();
    assert_eq!(driven.now, sent + 90_000);
    driven.see(|_| with_users("10"));
    let reason = Reason::of(ReasonKind::Lost);
    assert_eq!(driven.outcome(0), &Outcome::Failed(reason));
}

#[test]
fn what_nobody_can_read_is_the_admin_s_to_decide() {
    let rows = ["a@b.cn", "c@d.cn", "e@f.cn"].map(|email| row(email, Action::Delete));
    let mut driven = Driven::start("sharecreators", rows.to_vec(), one_at_once(1));
    for attempt in 1..=3 {
        driven.answer(attempt, lost());
        if driven.wakes_at().is_some() {
            driven.wake();
        }
    }
    assert_eq!(driven.outcome(0), &Outcome::Unknown(Doubt::CannotBeRead));
    assert_eq!(driven.status(), Status::Finished);
    let mut decide = |row, decision| {
        let rows = vec![row];
        driven.hear(Event::Decide { rows, decision });
    };
    decide(0, Decision::Done);
    decide(1, Decision::NotDone);
    decide(2, Decision::SendAgain);
    assert_eq!(driven.outcome(0), &Outcome::Succeeded(Evidence::Admin));
    assert!(matches!(driven.outcome(1), Outcome::Failed(_)));
    assert_eq!(driven.status(), Status::Running);
}

#[test]
fn a_cancelled_job_follows_what_left_and_skips_the_rest() {
    let mut driven = Driven::start("bitanswer", changes(4), one_at_once(1));
    driven.hear(Event::Cancel);
    assert_eq!(driven.outcome(3), &Outcome::Skipped(Skip::Cancelled));
    assert_eq!(driven.engine.job().tally().under_way, 1);
    driven.answer(1, lost());
    driven.wake();
    driven.see(|_| with_status(Field::DISABLED));
    assert_eq!(driven.outcome(0), &Outcome::Succeeded(Evidence::ReadBack));
    driven.hear(Event::Retry);
    assert_eq!(driven.status(), Status::Running);
    assert_eq!(driven.engine.job().tally().succeeded, 1);
}

#[test]
fn a_paused_job_hears_what_is_under_way_and_begins_nothing() {
    let mut driven = Driven::start("bitanswer", changes(2), one_at_once(1));
    driven.hear(Event::Pause);
    driven.answer(1, accepted(1));
    assert!(driven.writes().is_empty());
    assert_eq!(driven.engine.job().tally().succeeded, 1);
    driven.hear(Event::Resume);
    assert_eq!(driven.writes().len(), 1);
}

#[test]
fn without_its_passwords_a_job_waits_for_them() {
    let mut secretive = row("a", Action::Change);
    secretive.sets_password = true;
    let mut driven = Driven::start("bitanswer", vec![secretive], one_at_once(1));
    assert_eq!(driven.status(), Status::Held(Hold::Passwords));
    assert_eq!(driven.engine.rows_without_password(), [0]);
    driven
        .engine
        .supply(BTreeMap::from([(0, Secret::new("p"))]));
    driven.hear(Event::Resume);
    assert_eq!(driven.writes().len(), 1);
}

#[test]
fn what_the_answer_passes_over_is_read_and_not_believed() {
    let mut driven = Driven::start("bitanswer", changes(2), one_at_once(2));
    let listed = vec![true, false];
    driven.answer(1, Answer::Accepted { listed });
    assert_eq!(driven.look().1, [1]);
    driven.see(|_| with_status(Field::NORMAL));
    let reason = Reason::of(ReasonKind::PassedOver);
    assert_eq!(driven.outcome(1), &Outcome::Failed(reason));
}

#[test]
fn reading_back_settles_what_the_vendor_only_claimed() {
    let mut driven = Driven::start("bitanswer", changes(2), one_at_once(2));
    driven.answer(1, accepted(2));
    assert_eq!(jobs::confirm(driven.engine.job()).open, [0, 1]);
    let found = vec![
        (0, with_status(Field::DISABLED)),
        (1, with_status(Field::NORMAL)),
    ];
    driven.hear(Event::ReadBack(found));
    assert_eq!(driven.outcome(0), &Outcome::Succeeded(Evidence::ReadBack));
    assert!(matches!(driven.outcome(1), Outcome::Failed(_)));
}

#[test]
fn a_job_that_was_under_way_is_looked_at_first() {
    let mut kept = job("bitanswer", changes(2), one_at_once(2));
    let step = |step| Transition { at: 5, step };
    kept.take(&step(Step::Status(Status::Running)));
    kept.take(&step(Step::Begun {
        attempt: AttemptId(1),
        request: "r".to_owned(),
        rows: vec![0, 1],
    }));
    assert_eq!(kept.states()[0], RowState::Sent(AttemptId(1)));
    let mut engine = Engine::new(kept, BTreeMap::new()).unwrap();
    let commands = engine.hear(Event::Resume, 10, &mut Counting(0));
    assert!(matches!(&commands[..], [Command::Look { rows, .. }] if *rows == [0, 1]));
}
