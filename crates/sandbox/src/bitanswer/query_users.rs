//! `POST /users/data`: a page of the users that match, sorted.
//!
//! Chosen by the sandbox: `=` compares exactly, `like` ignores case and knows no escape for `%`; several values of one
//! query are alternatives, several queries must all match; a sort ascends by code points.

use serde_json::{Map, Value};

use super::body;
use super::envelope::{Refusal, success};
use super::page::Page;
use super::roster::{Roster, User};
use crate::WireRequest;
use crate::answer::Answer;

enum Query {
    Equal(Vec<String>),
    Like(Vec<String>),
}

pub(super) fn answer(roster: &Roster, request: &WireRequest<'_>) -> Result<Answer, Refusal> {
    let page = Page::read(request)?;
    let Value::Object(fields) = body::json(request)? else {
        return Err(Refusal::invalid("the body must be an object"));
    };
    let queries = objects(&fields, "querys")?
        .into_iter()
        .map(read_query)
        .collect::<Result<Vec<Query>, Refusal>>()?;
    let sorts = objects(&fields, "sorts")?;
    for sort in &sorts {
        require_name(sort)?;
    }
    let mut found: Vec<&User> = roster
        .users()
        .filter(|user| queries.iter().all(|query| query.matches(&user.name)))
        .collect();
    if !sorts.is_empty() {
        found.sort_by(|left, right| left.name.cmp(&right.name));
    }
    let rows = found
        .iter()
        .skip(page.offset)
        .take(page.limit)
        .map(|user| user.row())
        .collect();
    Ok(Answer::read(success(found.len(), rows)))
}

fn objects<'a>(
    fields: &'a Map<String, Value>,
    name: &str,
) -> Result<Vec<&'a Map<String, Value>>, Refusal> {
    let refusal = || Refusal::invalid(format!("{name} must be an array of objects"));
    match fields.get(name) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(items)) => items
            .iter()
            .map(|item| item.as_object().ok_or_else(refusal))
            .collect(),
        Some(_) => Err(refusal()),
    }
}

fn require_name(fields: &Map<String, Value>) -> Result<(), Refusal> {
    if body::text(fields, "name")? == Some("name") {
        Ok(())
    } else {
        Err(Refusal::invalid("only the field name is supported"))
    }
}

fn read_query(fields: &Map<String, Value>) -> Result<Query, Refusal> {
    require_name(fields)?;
    let values = fields
        .get("values")
        .and_then(Value::as_array)
        .filter(|values| !values.is_empty())
        .and_then(|values| values.iter().map(Value::as_str).collect::<Option<Vec<_>>>())
        .ok_or_else(|| Refusal::invalid("values must be an array of strings"))?;
    match body::text(fields, "op")? {
        Some("=") => Ok(Query::Equal(
            values.into_iter().map(str::to_owned).collect(),
        )),
        Some("like") => Ok(Query::Like(
            values.into_iter().map(str::to_lowercase).collect(),
        )),
        _ => Err(Refusal::invalid("op must be = or like")),
    }
}

impl Query {
    fn matches(&self, name: &str) -> bool {
        match self {
            Query::Equal(values) => values.iter().any(|value| value == name),
            Query::Like(patterns) => {
                let name = name.to_lowercase();
                patterns.iter().any(|pattern| is_like(&name, pattern))
            }
        }
    }
}

/// Whether the text matches the pattern, in which `%` stands for any text.
fn is_like(text: &str, pattern: &str) -> bool {
    let Some((first, others)) = pattern.split_once('%') else {
        return text == pattern;
    };
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let (middle, last) = others.rsplit_once('%').unwrap_or(("", others));
    for part in middle.split('%') {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or(""),
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::bitanswer::exchange::{send, total};
    use crate::exchange::sandbox;

    fn names(body: &Value) -> Vec<String> {
        body["data"]["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["name"].as_str().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn like_knows_where_its_percent_signs_stand() {
        for (text, pattern, expected) in [
            ("zhang.wei", "zhang%", true),
            ("zhang.wei", "%wei", true),
            ("zhang.wei", "%ng.w%", true),
            ("zhang.wei", "z%g%i", true),
            ("zhang.wei", "wei%", false),
            ("zhang.wei", "zhang", false),
            ("aba", "ab%ba", false),
            ("abba", "ab%ba", true),
            ("张伟", "张%", true),
            ("", "%", true),
            ("x", "%%", true),
        ] {
            assert_eq!(is_like(text, pattern), expected, "{text} {pattern}");
        }
    }

    #[test]
    fn the_documented_query_finds_sorts_and_pages() {
        let mut sandbox = sandbox();
        let query = r#"{"querys":[{"name":"name","op":"like","values":["Zhang.%"]}],"sorts":[{"name":"name"}]}"#;
        let all = send(&mut sandbox, "POST /users/data?limit=1000", query).json();
        let all = names(&all);
        assert!(all.len() > 20 && all.is_sorted());
        assert!(all.iter().all(|name| name.starts_with("zhang.")));
        let page = send(&mut sandbox, "POST /users/data?offset=3&limit=2", query).json();
        assert_eq!(page["data"]["total"], all.len());
        assert_eq!(names(&page), all[3..5]);
    }

    #[test]
    fn equality_is_exact_and_values_are_alternatives() {
        let mut sandbox = sandbox();
        let query =
            r#"{"querys":[{"name":"name","op":"=","values":["a/b test","100%real","A/B TEST"]}]}"#;
        let found = send(&mut sandbox, "POST /users/data", query).json();
        assert_eq!(names(&found), ["a/b test", "100%real"]);
    }

    #[test]
    fn what_is_not_documented_is_refused() {
        for query in [
            "[]",
            "{",
            r#"{"querys":{}}"#,
            r#"{"querys":[{"name":"guid","op":"=","values":["x"]}]}"#,
            r#"{"querys":[{"name":"name","op":">","values":["x"]}]}"#,
            r#"{"querys":[{"name":"name","op":"=","values":[]}]}"#,
            r#"{"querys":[{"name":"name","op":"=","values":"x"}]}"#,
            r#"{"sorts":[{"name":"regDate"}]}"#,
        ] {
            let body = send(&mut sandbox(), "POST /users/data", query).json();
            assert_eq!(body["status"], 1003, "{query}");
        }
    }

    #[test]
    fn a_query_at_the_path_of_the_vendors_example_adds_nobody() {
        let mut sandbox = sandbox();
        let query = r#"{"querys":[{"name":"name","op":"like","values":["a%"]}]}"#;
        assert_eq!(
            send(&mut sandbox, "POST /users", query).json()["status"],
            1003
        );
        assert_eq!(total(&mut sandbox), 2_184);
    }
}
