//! A plan as a file to take away, and the rows of the admin's file that want another look. Pure. No password is in
//! either, only that one would be set.

use super::desk::Compared;
use super::source::{Rows, secret_columns};
use super::words::{Kind, changes, conflict, flaw};
use crate::i18n::Language;
use crate::roster::delimited_text;
use jobs::plan::{FileKind, Flaw, Planned, Verdict};
use serde_json::{Value, json};
use sheet::{Mapping, Place, Row};
use std::collections::{BTreeMap, BTreeSet};

/// What a plan's words are about.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// In which language.
    pub language: Language,
    /// What the rows were read for.
    pub kind: FileKind,
    /// Which column of the file is what; none without a file.
    pub mapping: Option<&'a Mapping>,
}

impl About<'_> {
    /// Why a row is not applied; empty for one that is.
    pub fn reasons(self, compared: &Compared, row: &Planned) -> Vec<String> {
        let language = self.language;
        match &row.verdict {
            Verdict::Do(_) | Verdict::AlreadySo => Vec::new(),
            Verdict::Conflict(why) => {
                let reason = conflict(language, *why);
                let said = compared.not_read.get(&row.wish.target);
                vec![match said.filter(|said| !said.is_empty()) {
                    Some(said) => language.plan_vendor_said(reason, said),
                    None => reason.to_owned(),
                }]
            }
            Verdict::Invalid(flaws) => flaws
                .iter()
                .map(|own| flaw(language, self.kind, own, self.cell(row, own).as_deref()))
                .collect(),
        }
    }

    /// The cell that a flaw is in, as spreadsheets name it.
    fn cell(self, row: &Planned, flaw: &Flaw) -> Option<String> {
        let column = self.mapping?.column_of(flaw.column)?;
        let place = Place {
            row: row.wish.place?,
            column: Some(column),
        };
        Some(place.to_string())
    }
}

/// The plan as CSV for spreadsheets.
pub fn as_csv(about: About<'_>, compared: &Compared, left_out: &BTreeSet<u32>) -> String {
    let language = about.language;
    let heading = [
        language.plan_place(),
        language.plan_account(),
        language.plan_outcome(),
        language.plan_changes(),
        language.plan_reason(),
        language.plan_is_left_out(),
    ];
    let rows = compared.plan.rows().iter().enumerate().map(|(place, row)| {
        let is_left_out = left_out.contains(&(place as u32));
        [
            row.wish
                .place
                .map_or(String::new(), |place| place.to_string()),
            row.wish.target.clone(),
            Kind::of(&row.verdict).name(language).to_owned(),
            match &row.verdict {
                Verdict::Do(row) => changes(language, row),
                _ => String::new(),
            },
            about.reasons(compared, row).join(language.plan_clauses()),
            if is_left_out { language.plan_yes() } else { "" }.to_owned(),
        ]
    });
    let rows: Vec<[String; 6]> = std::iter::once(heading.map(str::to_owned))
        .chain(rows)
        .collect();
    delimited_text(rows.iter().map(|row| row.iter().map(String::as_str)))
}

/// The plan as JSON for programs: the names are those of the job's records, the reasons are words.
pub fn as_json(about: About<'_>, compared: &Compared, left_out: &BTreeSet<u32>) -> String {
    let row = |(place, row): (usize, &Planned)| {
        let (changes, sets_password) = match &row.verdict {
            Verdict::Do(row) => (json!(row.changes), row.sets_password),
            _ => (json!([]), false),
        };
        json!({
            "row": row.wish.place,
            "account": row.wish.target,
            "outcome": Kind::of(&row.verdict).as_str(),
            "changes": changes,
            "sets_password": sets_password,
            "reasons": about.reasons(compared, row),
            "left_out": left_out.contains(&(place as u32)),
        })
    };
    let rows: Vec<Value> = compared.plan.rows().iter().enumerate().map(row).collect();
    let text = serde_json::to_string_pretty(&json!({ "rows": rows }));
    // A value whose keys are texts can always be written.
    text.unwrap_or_default()
}

/// The rows of the plan that want another look: those that cannot be right, and those that are in conflict.
fn flawed(compared: &Compared) -> impl Iterator<Item = &Planned> {
    compared
        .plan
        .rows()
        .iter()
        .filter(|row| matches!(row.verdict, Verdict::Invalid(_) | Verdict::Conflict(_)))
}

/// How many rows want another look.
pub fn flawed_count(compared: &Compared) -> usize {
    flawed(compared).count()
}

/// Those rows as they stand in the admin's file, with what is wrong.
pub fn flawed_rows(about: About<'_>, compared: &Compared, file: &Rows) -> String {
    let by_number: BTreeMap<u32, &Row> = file.rows.iter().map(|row| (row.number(), row)).collect();
    let found: Vec<(&Row, String)> = flawed(compared)
        .filter_map(|row| {
            let own = by_number.get(&row.wish.place?)?;
            let reasons = about
                .reasons(compared, row)
                .join(about.language.plan_clauses());
            Some((*own, reasons))
        })
        .collect();
    let rows: Vec<(&Row, &str)> = found
        .iter()
        .map(|(row, reasons)| (*row, reasons.as_str()))
        .collect();
    let mapping = about.mapping;
    let has_heading = mapping.is_some_and(Mapping::has_heading);
    let heading = file.rows.first().filter(|_| has_heading);
    let secret = secret_columns(mapping, file.rows.first());
    sheet::flawed_rows(heading, about.language.plan_what_is_wrong(), &rows, &secret)
}

#[cfg(test)]
mod tests {
    use super::super::source::{Wishing, columns};
    use super::*;
    use jobs::plan::{Accounts, Plan};
    use jobs::{Field, Found, Values};
    use sheet::{Delimiter, Reader};

    const KIND: FileKind = FileKind::CreateOrChangeUsers;
    const FILE: &str = "登录名,用户名,状态,密码,部门\n\
        a,新,停用,s3cret-one,x\n\
        =b,,睡着了,s3cret-two,y\n\
        c,,,s3cret-three,z\n\
        c,,,s3cret-four,z\n";

    fn compared() -> (Compared, Rows, Mapping) {
        let read = Reader::new(FILE.to_owned(), Delimiter::Comma).read(10);
        let mapping = Mapping::propose(columns(KIND), &read.rows).mapping;
        let wishes = Wishing::new(KIND, mapping.clone()).next(&read.rows[1..], &read.flaws);
        let mut accounts = Accounts::of_vendor();
        let values = Values::from([(Field::NickName, "旧".to_owned())]);
        accounts.add("a", Found::Present(values));
        accounts.complete();
        let mut plan = Plan::new(wishes);
        assert!(plan.compare(&accounts, 10));
        let compared = Compared {
            plan,
            at: 0.0,
            not_read: BTreeMap::new(),
        };
        let rows = Rows {
            rows: read.rows,
            flaws: read.flaws,
        };
        (compared, rows, mapping)
    }

    fn about(mapping: &Mapping) -> About<'_> {
        About {
            language: Language::Chinese,
            kind: KIND,
            mapping: Some(mapping),
        }
    }

    #[test]
    fn an_export_says_everything_but_passwords() {
        let (compared, rows, mapping) = compared();
        let about = about(&mapping);
        let left_out = BTreeSet::from([2]);
        let csv = as_csv(about, &compared, &left_out);
        assert!(csv.starts_with("\u{feff}行号,账号,比较结果,变更内容,原因,已排除\r\n"));
        assert!(
            csv.contains("2,a,修改,用户名：旧 → 新；状态：（未设置） → 已禁用；密码：将设置,,\r\n"),
            "{csv}"
        );
        assert!(csv.contains("4,c,创建,密码：将设置,,是\r\n"), "{csv}");
        assert!(csv.contains("C3 状态：既不是正常也不是停用"), "{csv}");
        let json: Value =
            serde_json::from_str(&as_json(about, &compared, &left_out)).unwrap_or_default();
        assert_eq!(json["rows"][0]["outcome"], "change");
        assert_eq!(json["rows"][0]["changes"][0]["before"], "旧");
        assert_eq!(json["rows"][0]["sets_password"], true);
        assert_eq!(json["rows"][2]["left_out"], true);
        assert_eq!(json["rows"][3]["reasons"][0], "与第 4 行账号重复");
        let flawed = flawed_rows(about, &compared, &rows);
        for text in [csv, json.to_string(), flawed] {
            assert!(!text.contains("s3cret"), "{text}");
        }
    }

    #[test]
    fn the_rows_to_look_at_again_are_those_of_the_file_with_what_is_wrong() {
        let (compared, rows, mapping) = compared();
        assert_eq!(flawed_count(&compared), 2);
        let text = flawed_rows(about(&mapping), &compared, &rows);
        let mut lines = text.lines();
        assert_eq!(
            lines.next(),
            Some("\u{feff}登录名,用户名,状态,密码,部门,问题")
        );
        let formula = lines.next().unwrap_or_default();
        assert!(formula.starts_with("\"'=b\",,睡着了,,y,"), "{formula}");
        assert!(formula.contains("A3 登录名：是公式"), "{formula}");
        assert_eq!(lines.next(), Some("c,,,,z,与第 4 行账号重复"));
        assert_eq!(lines.next(), None);
    }
}
