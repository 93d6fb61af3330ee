//! The activity as a file.

use super::words;
use crate::activity::{Act, Result, parts};
use crate::i18n::{Language, Words};
use crate::pages::download::download;
use crate::roster::delimited_text;
use crate::shell::ConnectionNames;
use crate::ui::{IconName, Menu, MenuItem, ToastHub, Tone};
use leptos::prelude::*;
use serde_json::{Value, json};

/// The writes that are shown, for a spreadsheet. Times are those of UTC, as ISO 8601 has them. A connection has its name,
/// for who reads it, and its id, which stays what it is.
pub fn as_csv(
    language: Language,
    acts: &[&Act],
    names: &ConnectionNames,
    time: impl Fn(u64) -> String,
) -> String {
    let of_everyone = acts.iter().any(|act| act.at_gateway.is_some());
    let mut heading = [
        language.activity_when(),
        language.activity_connection(),
        language.activity_operation(),
        language.activity_targets(),
        language.activity_result(),
        language.activity_connection_id(),
        language.activity_ids(),
        "trace",
        "hash",
    ]
    .map(str::to_owned)
    .to_vec();
    if of_everyone {
        heading.insert(1, language.activity_who().to_owned());
    }
    let lines: Vec<Vec<String>> = std::iter::once(heading)
        .chain(acts.iter().map(|act| {
            let why = words::why(language, act).unwrap_or_default();
            let result = [words::result(language, &act.result).1, why].join(" ");
            let mut line = vec![
                time(act.at),
                names.of(&act.sent.connection),
                words::operation(language, &act.sent),
                words::all_targets(language, &act.sent),
                result.trim().to_owned(),
                act.sent.connection.clone(),
                act.sent.request.clone(),
                act.trace.clone(),
                act.hash.clone(),
            ];
            if of_everyone {
                let who = act.at_gateway.as_ref().map(|own| own.who.clone());
                line.insert(1, who.unwrap_or_default());
            }
            line
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

/// Everyone's writes, as the gateway told them.
pub fn everyone_as_json(acts: &[&Act], time: impl Fn(u64) -> String) -> String {
    let writes: Vec<Value> = acts
        .iter()
        .map(|act| {
            let (sent, own) = (&act.sent, act.at_gateway.clone().unwrap_or_default());
            let status = match act.result {
                Result::Answered(status) if status > 0 => Some(status),
                _ => None,
            };
            let result = match act.result.name() {
                "refused" => "answered",
                name => name,
            };
            json!({
                "number": act.number,
                "at": time(act.at),
                "who": own.who,
                "role": own.role,
                "connection": sent.connection,
                "vendor": sent.vendor,
                "operation": sent.operation,
                "targets": sent.names,
                "targets_total": sent.count,
                "result": result,
                "status": status,
                "failure": own.failure,
                "ended": own.ended.map(&time),
                "request": Some(&sent.request).filter(|id| !id.is_empty()),
                "trace": act.trace,
                "hash": act.hash,
            })
        })
        .collect();
    let whole = json!({
        "chain": "hashes are those of the gateway's audit trail; `rollcall audit verify` checks its file",
        "writes": writes,
    });
    serde_json::to_string_pretty(&whole).unwrap_or_default()
}

/// Hands a file of the activity to the browser, and says so where that fails.
pub fn hand_out(toasts: ToastHub, language: Language, text: &str, is_csv: bool) {
    let (name, media_type) = if is_csv {
        ("rollcall-activity.csv", "text/csv;charset=utf-8")
    } else {
        ("rollcall-activity.json", "application/json")
    };
    if text.is_empty() || !download(text, name, media_type) {
        toasts.push(Tone::Bad, language.job_download_failed(), None, None);
    }
}

/// The menu of both files; runs with whether it is to be CSV.
pub fn menu(words: Words, on_export: Callback<bool>) -> AnyView {
    let items = Callback::new(move |()| {
        let language = words.now();
        [
            (language.job_export_csv(), true),
            (language.job_export_json(), false),
        ]
        .map(|(label, is_csv)| MenuItem {
            label: label.to_owned(),
            icon: Some(IconName::Download),
            danger: false,
            disabled: false,
            on_select: Callback::new(move |()| on_export.run(is_csv)),
        })
        .to_vec()
    });
    view! { <Menu label=words.of(Language::job_more) icon=IconName::More items=items/> }.into_any()
}

/// A moment as ISO 8601 writes it; nothing for one that no calendar has, which only damage can bring.
pub fn time(milliseconds: u64) -> String {
    const LAST: u64 = 8_640_000_000_000_000;
    if milliseconds > LAST {
        return String::new();
    }
    let date = js_sys::Date::new(&(milliseconds as f64).into());
    date.to_iso_string().into()
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
            at_gateway: None,
        };
        let names = ConnectionNames::new(Language::Chinese, []);
        let csv = as_csv(Language::Chinese, &[&act], &names, |at| at.to_string());
        assert!(csv.contains(&end.hash));
        assert!(
            csv.contains("5,bitanswer（连接已不存在）,批量更新用户,\"'=a、b 等，另有 2 个\",成功,bitanswer,r1,t1,"),
            "{csv}"
        );
    }
}
