//! `GET /users`: a page of all users.

use super::envelope::{Refusal, success};
use super::page::Page;
use super::roster::{Roster, User};
use crate::WireRequest;
use crate::answer::Answer;

pub(super) fn answer(roster: &Roster, request: &WireRequest<'_>) -> Result<Answer, Refusal> {
    let page = Page::read(request)?;
    let rows = roster
        .users()
        .skip(page.offset)
        .take(page.limit)
        .map(User::row)
        .collect();
    Ok(Answer::read(success(roster.len(), rows)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::collections::HashSet;

    use crate::bitanswer::exchange::send;
    use crate::exchange::{Exchange, sandbox};
    use serde_json::json;
    use vendors::Vendor;

    #[test]
    fn traversal_meets_each_of_2184_users_once() {
        let mut sandbox = sandbox();
        let mut guids = HashSet::new();
        for (offset, length) in [(0, 1000), (1000, 1000), (2000, 184), (3000, 0)] {
            let line = format!("GET /users?offset={offset}&limit=1000");
            let data = send(&mut sandbox, &line, "").json()["data"].clone();
            assert_eq!(data["total"], 2184);
            let items = data["items"].as_array().unwrap();
            assert_eq!(items.len(), length);
            guids.extend(items.iter().map(|row| row["guid"].to_string()));
        }
        assert_eq!(guids.len(), 2184);
    }

    #[test]
    fn fifty_is_the_default_and_a_row_is_as_in_the_vendors_example() {
        let answer = send(&mut sandbox(), "GET /users", "");
        assert_eq!(
            answer.header("content-type"),
            Some("application/json;charset=UTF-8")
        );
        let body = answer.json();
        assert_eq!(body["status"], 0);
        let items = body["data"]["items"].as_array().unwrap();
        assert_eq!(items.len(), 50);
        let names: Vec<&String> = items[0].as_object().unwrap().keys().collect();
        assert_eq!(names.len(), 5);
    }

    #[test]
    fn limits_outside_the_documented_range_are_refused() {
        for query in [
            "limit=0",
            "limit=1001",
            "limit=-1",
            "limit=x",
            "limit=",
            "offset=-1",
            "offset=1.5",
        ] {
            let body = send(&mut sandbox(), &format!("GET /users?{query}"), "").json();
            assert_eq!(body["status"], 1003, "{query}");
            assert_eq!(body.get("data"), None);
        }
    }

    #[test]
    fn a_wrong_key_is_refused() {
        for head in ["", "bitkey: x\n"] {
            let raw = format!("GET /users HTTP/1.1\n{head}\n");
            let answer = Exchange::send(&mut sandbox(), Vendor::BitAnswer, &raw);
            assert_eq!(
                (answer.status, &answer.json()["status"]),
                (401, &json!(1001))
            );
        }
    }
}
