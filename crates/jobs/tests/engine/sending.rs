//! What is sent, when, and in which portions.

use crate::harness::{
    Counting, Driven, accepted, changes, job, lost, one_at_once, refused, with_status,
};
use jobs::{
    Answer, AttemptId, Command, Engine, Event, Evidence, Field, Hold, Outcome, Pace, Reason,
    ReasonKind, Status, Step, Transition,
};
use std::collections::BTreeMap;

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
