use super::*;
use jobs::{AttemptId, Evidence, Origin, Pace};

fn job(rows: u32) -> Job {
    let head = JobHead {
        id: "j1".to_owned(),
        vendor: "bitanswer".to_owned(),
        connection: "bitanswer".to_owned(),
        origin: Origin::File("员工.csv".to_owned()),
        created_at: 5,
        rows,
        pace: Pace::default(),
        confirms: false,
    };
    let rows = (0..rows)
        .map(|index| Row {
            target: format!("u{index}"),
            action: Action::Delete,
            changes: Vec::new(),
            sets_password: false,
            place: Some(index + 2),
        })
        .collect();
    Job::new(head, rows, Vec::new())
}

fn steps() -> Vec<Transition> {
    let begun = Step::Begun {
        attempt: AttemptId(1),
        request: "r1".to_owned(),
        rows: vec![0, 1],
    };
    let done = Step::Rows {
        rows: vec![0, 1],
        state: RowState::Done(Outcome::Succeeded(Evidence::Answer)),
    };
    [Step::Status(Status::Running), begun, done]
        .into_iter()
        .map(|step| Transition { at: 9, step })
        .collect()
}

type Texts = (String, Vec<(u32, String)>, Vec<(u64, String)>);

fn texts(job: &Job) -> Texts {
    let rows = chunks(job)
        .map(|part| (part.start as u32, written_rows(job, part)))
        .collect();
    let steps = (1..).zip(steps().iter().map(written_step)).collect();
    (Summary::of(job).written(), rows, steps)
}

fn read((summary, rows, steps): Texts) -> KeptJob {
    let mut reading = ReadingJob::new(&summary, rows, steps).unwrap();
    loop {
        if let Some(kept) = reading.read_on() {
            return kept;
        }
    }
}

#[test]
fn a_job_comes_back_as_it_was() {
    let mut own = job(1_200);
    let kept = read(texts(&own));
    for step in steps() {
        own.take(&step);
    }
    assert_eq!(kept.job, own);
    assert_eq!((kept.last_step, kept.is_damaged), (3, false));
}

#[test]
fn what_waits_in_states_of_its_own_keeps_them() {
    let plain = job(2);
    let skipped = RowState::Done(Outcome::Skipped(jobs::Skip::LeftOut));
    let own = Job::new(
        plain.head().clone(),
        plain.rows().to_vec(),
        vec![skipped.clone()],
    );
    let (summary, rows, _) = texts(&own);
    let kept = read((summary, rows, Vec::new()));
    assert_eq!(kept.job.states()[0], skipped);
    let summary = Summary::of(&kept.job);
    assert_eq!(
        summary.actions,
        Actions {
            delete: 1,
            ..Actions::default()
        }
    );
    assert_eq!(Summary::read(&summary.written()), Ok(summary));
    assert_eq!(kept.job, own);
}

#[test]
fn damage_costs_what_is_damaged_and_is_told() {
    let own = job(1_200);
    for spoil in [
        |texts: &mut Texts| texts.1[1].1.truncate(40),
        |texts: &mut Texts| _ = texts.1.remove(1),
    ] {
        let mut spoilt = texts(&own);
        spoil(&mut spoilt);
        let kept = read(spoilt);
        assert!(kept.is_damaged);
        assert_eq!(kept.job.rows().len(), 1_200);
        assert_eq!(kept.job.rows()[1_000].target, "u1000");
        assert_eq!(kept.job.tally().unknown, 500);
        assert_eq!(kept.job.tally().succeeded, 2);
    }
    for spoil in [
        |texts: &mut Texts| texts.2[1].1.truncate(9),
        |texts: &mut Texts| _ = texts.2.remove(1),
    ] {
        let mut spoilt = texts(&own);
        spoil(&mut spoilt);
        let kept = read(spoilt);
        assert!(kept.is_damaged);
        assert_eq!(kept.job.tally().succeeded, 2);
    }
}

#[test]
fn a_later_console_s_job_is_left_alone() {
    let text = Summary::of(&job(1)).written();
    let newer = text.replace("\"version\":1", "\"version\":2");
    assert_eq!(Summary::read(&newer), Err(Unreadable::Newer));
    let other = text.replace("\"vendor\":\"bitanswer\"", "\"vendor\":\"other\"");
    assert_eq!(Summary::read(&other), Err(Unreadable::Newer));
    assert_eq!(Summary::read("{"), Err(Unreadable::Damaged));
}

#[test]
fn only_what_has_long_been_over_is_forgotten() {
    let open = Summary::of(&job(1));
    let mut over = open.clone();
    over.tally = Tally {
        succeeded: 1,
        ..Tally::default()
    };
    let mut recent = over.clone();
    recent.changed_at = KEPT_FOR;
    let jobs = [open, over, recent];
    assert_eq!(outlived(&jobs, KEPT_FOR + 10), ["j1"]);
    assert!(outlived(&jobs, KEPT_FOR).is_empty());
}
