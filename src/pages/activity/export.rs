//! The activity as a file. Pure.

use super::words;
use crate::activity::{Act, Result, parts};
use crate::i18n::Language;
use crate::roster::delimited_text;
use serde_json::{Value, json};

/// The writes that are shown, for a spreadsheet. Times are those of UTC, as ISO 8601 has them.
pub fn as_csv(language: Language, acts: &[&Act], time: impl Fn(u64) -> String) -> String {
    let heading = [
        language.activity_when(),
        language.activity_connection(),
        language.activity_operation(),
        language.activity_targets(),
        language.activity_result(),
        language.activity_ids(),
        "trace",
        "hash",
    ]
    .map(str::to_owned);
    let lines: Vec<[String; 8]> = std::iter::once(heading)
        .chain(acts.iter().map(|act| {
            let result = match &act.result {
                Result::Failed(reason) | Result::Unknown(reason) => {
                    let words = reason.words.clone().unwrap_or_default();
                    [words::result(language, &act.result).1, &words]
                        .join(" ")
                        .trim()
                        .to_owned()
                }
                other => words::result(language, other).1.to_owned(),
            };
            [
                time(act.at),
                act.sent.connection.clone(),
                words::operation(language, &act.sent),
                words::targets(language, &act.sent),
                result,
                act.sent.request.clone(),
                act.trace.clone(),
                act.hash.clone(),
            ]
        }))
        .collect();
    delimited_text(lines.iter().map(|line| line.iter().map(String::as_str)))
}

/// All entries as they are kept, byte for byte, so that somebody else can check the chain.
pub fn as_json(entries: &[(u64, String)]) -> String {
    let entries: Vec<Value> = entries
        .iter()
        .map(|(number, text)| match parts(text) {
            Some((hash, content)) => json!({ "number": number, "hash": hash, "entry": content }),
            None => json!({ "number": number, "unreadable": text }),
        })
        .collect();
    let whole = json!({
        "chain": "hash = SHA-256(hash of the entry before, 64 zeros for the first, followed by entry)",
        "entries": entries,
    });
    serde_json::to_string_pretty(&whole).unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::activity::{End, Entry, Happened, Sent};

    #[test]
    fn both_files_bear_the_hashes() {
        let sent = Sent {
            connection: "bitanswer".to_owned(),
            vendor: "bitanswer".to_owned(),
            operation: "PATCH /users".to_owned(),
            names: vec!["=a".to_owned(), "b".to_owned()],
            count: 4,
            request: "r1".to_owned(),
        };
        let mut end = End::none();
        let entry = Entry {
            at: 5,
            trace: "t1".to_owned(),
            happened: Happened::Sent(sent.clone()),
        };
        let kept = vec![end.extend(&entry)];
        let json: Value = serde_json::from_str(&as_json(&kept)).unwrap();
        assert_eq!(json["entries"][0]["hash"], end.hash);
        let act = Act {
            number: 1,
            hash: end.hash.clone(),
            at: 5,
            trace: "t1".to_owned(),
            sent,
            result: Result::Succeeded,
        };
        let csv = as_csv(Language::Chinese, &[&act], |at| at.to_string());
        assert!(csv.contains(&end.hash));
        assert!(
            csv.contains("批量更新用户,\"'=a、b 等，另有 2 个\",成功,r1,t1,"),
            "{csv}"
        );
    }
}
