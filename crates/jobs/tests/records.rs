//! Records as they may lie on a disk: of another version, damaged, in any order. Nothing of them may stop the console.

#![allow(clippy::unwrap_used, reason = "tests")]

use jobs::{
    Action, AttemptId, Chance, Command, Engine, Event, Field, FieldChange, Job, JobHead, Origin,
    Outcome, Pace, Reason, ReasonKind, Row, RowState, Skip, Status, Step, Transition,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

struct Dice(u64);

impl Chance for Dice {
    fn id(&mut self) -> String {
        self.0 += 1;
        self.0.to_string()
    }
    fn below(&mut self, limit: u64) -> u64 {
        self.0 % limit
    }
}

fn head() -> JobHead {
    JobHead {
        id: "1".to_owned(),
        vendor: "bitanswer".to_owned(),
        connection: "bitanswer".to_owned(),
        origin: Origin::File("a.csv".to_owned()),
        created_at: 1,
        rows: 0,
        pace: Pace::default(),
        confirms: false,
    }
}

fn rows(count: u32) -> Vec<Row> {
    (0..count)
        .map(|index| Row {
            target: format!("user{index}"),
            action: Action::Change,
            changes: vec![FieldChange {
                field: Field::Status,
                before: Some(Field::NORMAL.to_owned()),
                after: Field::DISABLED.to_owned(),
            }],
            sets_password: false,
            place: Some(index + 2),
        })
        .collect()
}

fn state() -> impl Strategy<Value = RowState> {
    prop_oneof![
        any::<u16>().prop_map(|at_most| RowState::Waiting { at_most }),
        any::<u32>().prop_map(|id| RowState::Sent(AttemptId(id))),
        (0..4u32).prop_map(|id| RowState::Open(AttemptId(id))),
        Just(RowState::Done(Outcome::Skipped(Skip::LeftOut))),
        Just(RowState::Done(Outcome::Failed(Reason::of(
            ReasonKind::Lost
        )))),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let some_rows = || prop::collection::vec(0..8u32, 0..6);
    prop_oneof![
        (0..5u32, some_rows()).prop_map(|(id, rows)| Step::Begun {
            attempt: AttemptId(id),
            request: "r".to_owned(),
            rows,
        }),
        any::<u32>().prop_map(|id| Step::Again {
            attempt: AttemptId(id)
        }),
        (some_rows(), state()).prop_map(|(rows, state)| Step::Rows { rows, state }),
        Just(Step::Status(Status::Running)),
        Just(Step::Status(Status::Cancelled)),
        (any::<u16>(), any::<u8>(), any::<u32>()).prop_map(|(rows, at_once, rate)| Step::Pace(
            Pace {
                rows,
                at_once,
                per_minute: Some(rate),
            }
        )),
    ]
}

proptest! {
    #[test]
    fn any_records_make_a_job_that_can_be_taken_up(
        steps in prop::collection::vec((any::<u64>(), step()), 0..30),
        now in any::<u64>(),
    ) {
        let mut job = Job::new(head(), rows(5), Vec::new());
        for (at, step) in steps {
            let kept = serde_json::to_string(&Transition { at, step }).unwrap();
            job.take(&serde_json::from_str(&kept).unwrap());
        }
        prop_assert_eq!(job.tally().all(), 5);
        let mut engine = Engine::new(job, BTreeMap::new()).unwrap();
        let mut dice = Dice(7);
        for event in [Event::Woken, Event::Resume, Event::Retry, Event::Woken, Event::Cancel] {
            for command in engine.hear(event, now, &mut dice) {
                if let Command::Record { number, .. } = command {
                    engine.hear(Event::Recorded(number), now, &mut dice);
                }
            }
        }
        prop_assert_eq!(engine.job().tally().all(), 5);
    }
}

#[test]
fn a_record_is_what_it_was() {
    let step = Step::Rows {
        rows: vec![1, 2],
        state: RowState::Done(Outcome::Failed(Reason {
            words: Some("no".to_owned()),
            ..Reason::of(ReasonKind::Refused)
        })),
    };
    let kept = serde_json::to_string(&Transition { at: 5, step }).unwrap();
    assert_eq!(
        kept,
        r#"{"at":5,"step":{"rows":{"rows":[1,2],"state":{"done":{"failed":{"kind":"refused","words":"no"}}}}}}"#
    );
}
