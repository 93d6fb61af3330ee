//! A job as a file. Pure: what is in it never depends on the screen, and there is no password to leave out.

use super::rows::requests;
use super::words;
use crate::i18n::Language;
use crate::roster::delimited_text;
use jobs::{Action, Evidence, Job, Outcome, RowState};
use serde_json::{Value, json};

/// The table, for a spreadsheet, in the words of the interface.
pub fn as_csv(language: Language, job: &Job) -> String {
    let all: Vec<u32> = (0..job.rows().len() as u32).collect();
    let requests = requests(job, &all);
    let heading = [
        language.job_account(),
        language.job_action(),
        language.job_changes(),
        language.job_outcome(),
        language.job_why(),
        language.job_ids(),
        language.job_place(),
    ]
    .map(str::to_owned);
    let rows = job.rows().iter().zip(job.states()).enumerate();
    let lines: Vec<[String; 7]> = std::iter::once(heading)
        .chain(rows.map(|(index, (row, state))| {
            let (_, outcome, why) = words::outcome(language, state);
            let request = requests.get(&(index as u32)).map(String::as_str);
            [
                row.target.clone(),
                words::action(language, row.action).to_owned(),
                words::changes(language, row),
                outcome.to_owned(),
                why,
                words::ids(request, state),
                row.place.map(|place| place.to_string()).unwrap_or_default(),
            ]
        }))
        .collect();
    delimited_text(lines.iter().map(|line| line.iter().map(String::as_str)))
}

/// The whole job, for a program.
pub fn as_json(job: &Job) -> String {
    let head = job.head();
    let all: Vec<u32> = (0..job.rows().len() as u32).collect();
    let requests = requests(job, &all);
    let rows = job.rows().iter().zip(job.states()).enumerate();
    let rows: Vec<Value> = rows
        .map(|(index, (row, state))| {
            let mut value = json!({
                "account": row.target,
                "action": match row.action {
                    Action::Create => "create",
                    Action::Change => "change",
                    Action::Delete => "delete",
                },
                "outcome": outcome_name(state),
            });
            let own = [
                ("changes", serde_json::to_value(&row.changes).ok()),
                (
                    "setsPassword",
                    row.sets_password.then_some(Value::Bool(true)),
                ),
                ("fileRow", row.place.map(|place| json!(place))),
                (
                    "requestId",
                    requests.get(&(index as u32)).map(|id| json!(id)),
                ),
                ("detail", detail(state)),
            ];
            for (name, member) in own {
                if let (Some(member), Some(object)) = (member, value.as_object_mut()) {
                    object.insert(name.to_owned(), member);
                }
            }
            value
        })
        .collect();
    let job = json!({
        "id": head.id,
        "vendor": head.vendor,
        "connection": head.connection,
        "origin": head.origin,
        "createdAt": head.created_at,
        "changedAt": job.changed_at(),
        "status": job.status(),
        "counts": job.tally(),
        "rows": rows,
    });
    serde_json::to_string_pretty(&job).unwrap_or_default()
}

fn outcome_name(state: &RowState) -> &'static str {
    match state {
        RowState::Waiting { .. } => "waiting",
        RowState::Sent(_) | RowState::Open(_) => "under-way",
        RowState::Done(Outcome::Succeeded(_)) => "succeeded",
        RowState::Done(Outcome::Failed(_)) => "failed",
        RowState::Done(Outcome::Skipped(_)) => "skipped",
        RowState::Done(Outcome::Unknown(_)) => "unknown",
    }
}

fn detail(state: &RowState) -> Option<Value> {
    match state {
        RowState::Done(Outcome::Succeeded(evidence)) => Some(json!(match evidence {
            Evidence::Answer => "answer",
            Evidence::ReadBack => "read-back",
            Evidence::Admin => "admin",
        })),
        RowState::Done(Outcome::Failed(reason)) => serde_json::to_value(reason).ok(),
        RowState::Done(Outcome::Skipped(skip)) => serde_json::to_value(skip).ok(),
        RowState::Done(Outcome::Unknown(doubt)) => serde_json::to_value(doubt).ok(),
        RowState::Waiting { .. } | RowState::Sent(_) | RowState::Open(_) => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use jobs::{
        AttemptId, Field, FieldChange, JobHead, Origin, Pace, Reason, ReasonKind, Row, Step,
        Transition,
    };

    fn job() -> Job {
        let head = JobHead {
            id: "j".to_owned(),
            vendor: "bitanswer".to_owned(),
            connection: "bitanswer".to_owned(),
            origin: Origin::Selection,
            created_at: 7,
            rows: 1,
            pace: Pace::default(),
            confirms: false,
        };
        let row = Row {
            target: "=cmd()".to_owned(),
            action: Action::Change,
            changes: vec![FieldChange {
                field: Field::Status,
                before: Some(Field::NORMAL.to_owned()),
                after: Field::DISABLED.to_owned(),
            }],
            sets_password: true,
            place: Some(2),
        };
        let mut job = Job::new(head, vec![row], Vec::new());
        let reason = Reason {
            words: Some("没有\"权限\"".to_owned()),
            ..Reason::of(ReasonKind::Refused)
        };
        for step in [
            Step::Begun {
                attempt: AttemptId(1),
                request: "r1".to_owned(),
                rows: vec![0],
            },
            Step::Rows {
                rows: vec![0],
                state: RowState::Done(Outcome::Failed(reason)),
            },
        ] {
            job.take(&Transition { at: 9, step });
        }
        job
    }

    #[test]
    fn a_spreadsheet_gets_words_and_no_formula() {
        let text = as_csv(Language::Chinese, &job());
        assert!(text.starts_with("\u{feff}账号,操作,变更,结果,说明,请求标识,文件行号\r\n"));
        assert!(text.contains("\"'=cmd()\",修改,状态：正常 → 已禁用；密码：将设置,失败,"));
        assert!(text.contains("\"\"权限\"\""));
        assert!(text.contains(",r1,2\r\n"));
    }

    #[test]
    fn a_program_gets_what_is_known() {
        let json: Value = serde_json::from_str(&as_json(&job())).unwrap();
        assert_eq!(json["counts"]["failed"], 1);
        let row = &json["rows"][0];
        assert_eq!(row["outcome"], "failed");
        assert_eq!(row["requestId"], "r1");
        assert_eq!(row["detail"]["words"], "没有\"权限\"");
        assert_eq!(row["changes"][0]["after"], "disabled");
    }
}
