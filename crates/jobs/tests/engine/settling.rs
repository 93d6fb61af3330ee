//! What becomes of rows, and who says so.

use crate::harness::{
    Counting, Driven, accepted, changes, job, lost, one_at_once, quota, refused, row, with_status,
    with_users,
};
use jobs::{
    Action, Answer, AttemptId, Command, Decision, Doubt, Engine, Event, Evidence, Field, Found,
    Hold, Looked, Outcome, Reason, ReasonKind, RowState, Skip, Status, Step, Transition,
};
use std::collections::BTreeMap;
use vendors::Secret;

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
fn a_no_to_a_second_sending_is_believed_when_the_first_is_surely_over() {
    let mut driven = Driven::start("bitanswer", vec![row("a", Action::Create)], one_at_once(1));
    let sent = driven.now;
    driven.answer(1, lost());
    driven.wake();
    driven.see(|_| Found::Absent);
    assert_eq!(driven.writes().len(), 1);
    driven.answer(1, refused());
    driven.see(|_| Found::Absent);
    assert_eq!(driven.engine.job().tally().under_way, 1);
    driven.wake();
    assert!(driven.now >= sent + 90_000);
    driven.see(|_| Found::Absent);
    assert!(matches!(driven.outcome(0), Outcome::Failed(_)));
}

#[test]
fn what_was_not_recorded_is_cancelled_with_the_rest_and_offered_again() {
    let mut engine = Engine::new(
        job("bitanswer", changes(1), one_at_once(1)),
        BTreeMap::new(),
    )
    .unwrap();
    let mut chance = Counting(0);
    let records = |commands: Vec<Command>| -> Vec<u64> {
        commands
            .into_iter()
            .filter_map(|command| match command {
                Command::Record { number, .. } => Some(number),
                _ => None,
            })
            .collect()
    };
    let mut hear = |event, now| records(engine.hear(event, now, &mut chance));
    let running_and_begun = hear(Event::Resume, 0);
    let cancelled = hear(Event::Cancel, 1);
    assert_eq!((running_and_begun.len(), cancelled.len()), (2, 1));
    // The storage is full.
    let skipped = hear(Event::NotRecorded(running_and_begun[1]), 2);
    assert_eq!(skipped.len(), 1);
    for number in [cancelled[0], skipped[0]] {
        assert!(hear(Event::NotRecorded(number), 3).is_empty());
    }
    assert_eq!(hear(Event::Woken, 20_000).len(), 2);
    assert_eq!(
        engine.job().outcome(0),
        Some(&Outcome::Skipped(Skip::Cancelled))
    );
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

#[test]
fn a_vendor_that_lets_nobody_look_leaves_the_row_unknown() {
    let mut driven = Driven::start("bitanswer", changes(1), one_at_once(1));
    driven.answer(1, lost());
    for _ in 0..5 {
        driven.wake();
        let (look, _) = driven.look();
        let seen = Looked::Refused(Reason::of(ReasonKind::Refused));
        driven.hear(Event::Looked { look, seen });
    }
    assert_eq!(driven.outcome(0), &Outcome::Unknown(Doubt::CannotBeRead));
    assert_eq!(driven.status(), Status::Finished);
}
