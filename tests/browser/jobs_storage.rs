//! Jobs in the browser's own database: what is kept comes back in order, a number is given once, and what is damaged
//! does not hide the rest.

use jobs::{
    Action, AttemptId, Evidence, Job, JobHead, Origin, Outcome, Pace, Row, RowState, Status, Step,
    Transition,
};
use rollcall_app::store::DatabaseFault;
use rollcall_app::store::jobs::{
    JobPlace, KeptJob, Listed, Summary, activity_after, add_activity, chunks, last_activity,
    written_rows,
};
use wasm_bindgen_test::wasm_bindgen_test;

pub fn job(id: &str, rows: u32, created_at: u64) -> Job {
    let head = JobHead {
        id: id.to_owned(),
        vendor: "bitanswer".to_owned(),
        connection: "bitanswer".to_owned(),
        origin: Origin::Selection,
        created_at,
        rows,
        pace: Pace::default(),
        confirms: false,
    };
    let row = |index| Row {
        target: format!("u{index}"),
        action: Action::Delete,
        changes: Vec::new(),
        sets_password: false,
        place: None,
    };
    Job::new(head, (0..rows).map(row).collect(), Vec::new())
}

pub async fn no_jobs(place: &JobPlace) {
    for listed in place.list().await.unwrap() {
        let id = match listed {
            Listed::Job(summary) => summary.head.id,
            Listed::Unreadable(id, _) => id,
        };
        place.delete(&id).await.unwrap();
    }
}

async fn keep(place: &JobPlace, job: &Job) -> Result<(), DatabaseFault> {
    let rows: Vec<_> = chunks(job)
        .map(|part| (part.start as u32, written_rows(job, part)))
        .collect();
    place.create(&Summary::of(job), &rows).await
}

async fn read(place: &JobPlace, id: &str) -> KeptJob {
    let mut reading = place.read(id).await.unwrap().unwrap().ok().unwrap();
    loop {
        if let Some(kept) = reading.read_on() {
            return kept;
        }
    }
}

fn at(at: u64, step: Step) -> Transition {
    Transition { at, step }
}

fn steps() -> [Transition; 3] {
    [
        at(10, Step::Status(Status::Running)),
        at(
            11,
            Step::Begun {
                attempt: AttemptId(1),
                request: "r".to_owned(),
                rows: vec![0, 1],
            },
        ),
        at(
            12,
            Step::Rows {
                rows: vec![0, 1],
                state: RowState::Done(Outcome::Succeeded(Evidence::Answer)),
            },
        ),
    ]
}

#[wasm_bindgen_test]
async fn a_job_and_its_steps_come_back() {
    let place = JobPlace::default();
    no_jobs(&place).await;
    let mut own = job("a", 1_100, 5);
    keep(&place, &own).await.unwrap();
    assert_eq!(read(&place, "a").await.job, own);
    let steps = steps();
    for (number, step) in (1..).zip(&steps) {
        own.take(step);
        let summary = Summary::of(&own);
        place
            .append(&summary, number, std::slice::from_ref(step))
            .await
            .unwrap();
    }
    // Another tab, that is.
    let kept = read(&JobPlace::default(), "a").await;
    assert_eq!(kept.job, own);
    assert_eq!((kept.last_step, kept.is_damaged), (3, false));
    let later = place.steps_after("a", 1).await.unwrap();
    assert_eq!(
        later.iter().map(|(number, _)| *number).collect::<Vec<_>>(),
        [2, 3]
    );
    assert!(place.read("b").await.unwrap().is_none());
    no_jobs(&place).await;
    assert!(place.read("a").await.unwrap().is_none());
    assert!(place.steps_after("a", 0).await.unwrap().is_empty());
}

#[wasm_bindgen_test]
async fn a_step_s_number_is_given_once_and_the_second_changes_nothing() {
    let place = JobPlace::default();
    no_jobs(&place).await;
    let mut own = job("a", 4, 5);
    keep(&place, &own).await.unwrap();
    assert_eq!(keep(&place, &own).await, Err(DatabaseFault::Taken));
    let steps = steps();
    place
        .append(&Summary::of(&own), 1, &steps[..2])
        .await
        .unwrap();
    own.take(&steps[0]);
    // The first of them would be new, the second is not: neither is kept, nor what it says of the job.
    own.take(&at(99, Step::Status(Status::Cancelled)));
    let other = JobPlace::default();
    let twice = other.append(&Summary::of(&own), 2, &steps[1..]).await;
    assert_eq!(twice, Err(DatabaseFault::Taken));
    let kept = read(&place, "a").await;
    assert_eq!((kept.last_step, kept.is_damaged), (2, false));
    let listed = place.list().await.unwrap();
    let [Listed::Job(summary)] = listed.as_slice() else {
        panic!("one job")
    };
    assert_eq!(summary.status, Status::Paused);
    no_jobs(&place).await;
}

#[wasm_bindgen_test]
async fn the_list_is_newest_first_and_one_that_cannot_be_read_hides_none() {
    let place = JobPlace::default();
    no_jobs(&place).await;
    for (id, created_at) in [("a", 1), ("b", 3), ("c", 2)] {
        keep(&place, &job(id, 3, created_at)).await.unwrap();
    }
    let mut foreign = Summary::of(&job("d", 1, 9));
    foreign.head.vendor = "another".to_owned();
    place.create(&foreign, &[]).await.unwrap();
    let order: Vec<String> = place
        .list()
        .await
        .unwrap()
        .into_iter()
        .map(|listed| match listed {
            Listed::Job(summary) => summary.head.id,
            Listed::Unreadable(id, _) => format!("{id}?"),
        })
        .collect();
    assert_eq!(order, ["b", "c", "a", "d?"]);
    no_jobs(&place).await;
}

#[wasm_bindgen_test]
async fn an_entry_of_the_activity_has_a_number_of_its_own() {
    let place = JobPlace::default();
    let last = last_activity(&place).await.unwrap();
    let next = last.map_or(0, |(number, _)| number) + 1;
    let entries = [
        (next, "一".to_owned()),
        (next + 1, "二".to_owned()),
        (next + 2, "三".to_owned()),
    ];
    add_activity(&place, &entries).await.unwrap();
    let again = add_activity(&place, &[(next + 3, String::new()), entries[0].clone()]).await;
    assert_eq!(again, Err(DatabaseFault::Taken));
    assert_eq!(
        last_activity(&place).await.unwrap(),
        Some(entries[2].clone())
    );
    let read = activity_after(&place, next, 1).await.unwrap();
    assert_eq!(read, [entries[1].clone()]);
}
