//! The newest writes of a trail, for people: each intent with what came of it, read backwards from the end, so that a long
//! trail costs no more than a short one. Nothing is checked here; `rollcall audit verify` does that.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use serde_json::{Map, Value};

const BLOCK: u64 = 64 << 10;

/// Some of a trail's writes, the newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Excerpt {
    /// The writes: an intent's members, and `result`, `status`, `failure` and `ended` where its outcome is known.
    pub(crate) writes: Vec<Value>,
    /// Where to go on; `None` at the trail's beginning.
    pub(crate) before: Option<u64>,
}

/// Reads up to `limit` writes with numbers below `before`.
///
/// # Errors
/// Those of reading the file.
pub(crate) fn excerpt(path: &Path, before: Option<u64>, limit: usize) -> io::Result<Excerpt> {
    let mut file = File::open(path)?;
    let mut gathering = Gathering {
        before: before.unwrap_or(u64::MAX),
        limit,
        outcomes: HashMap::new(),
        excerpt: Excerpt::default(),
    };
    let mut end = file.metadata()?.len();
    // The beginning of a line whose end was read already.
    let mut rest: Vec<u8> = Vec::new();
    while end > 0 {
        let start = end.saturating_sub(BLOCK);
        let mut block = vec![0; usize::try_from(end - start).unwrap_or(0)];
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(&mut block)?;
        block.extend_from_slice(&rest);
        let whole = if start == 0 {
            0
        } else {
            match block.iter().position(|byte| *byte == b'\n') {
                Some(at) => at + 1,
                None => {
                    rest = block;
                    end = start;
                    continue;
                }
            }
        };
        for line in block[whole..].rsplit(|byte| *byte == b'\n') {
            if !gathering.line(line) {
                return Ok(gathering.excerpt);
            }
        }
        block.truncate(whole);
        rest = block;
        end = start;
    }
    gathering.excerpt.before = None;
    Ok(gathering.excerpt)
}

struct Gathering {
    before: u64,
    limit: usize,
    outcomes: HashMap<u64, Map<String, Value>>,
    excerpt: Excerpt,
}

impl Gathering {
    /// Takes a line; gives whether more are wanted. What is no entry is passed over: a crash may have cut one short.
    fn line(&mut self, line: &[u8]) -> bool {
        if line.is_empty() {
            return true;
        }
        let Ok(Value::Object(entry)) = serde_json::from_slice(line) else {
            return true;
        };
        let number = entry.get("seq").and_then(Value::as_u64).unwrap_or(u64::MAX);
        match entry.get("kind").and_then(Value::as_str) {
            Some("outcome") => {
                if let Some(intent) = entry.get("intent").and_then(Value::as_u64)
                    && intent < self.before
                {
                    self.outcomes.insert(intent, entry);
                }
            }
            Some("intent") if number < self.before => {
                if self.excerpt.writes.len() == self.limit {
                    return false;
                }
                let write = self.joined(number, entry);
                self.excerpt.writes.push(write);
                self.excerpt.before = Some(number);
            }
            _ => {}
        }
        true
    }

    fn joined(&mut self, number: u64, mut intent: Map<String, Value>) -> Value {
        intent.remove("kind");
        if let Some(mut outcome) = self.outcomes.remove(&number) {
            for name in ["result", "status", "failure"] {
                if let Some(value) = outcome.remove(name) {
                    intent.insert(name.to_owned(), value);
                }
            }
            if let Some(at) = outcome.remove("at") {
                intent.insert("ended".to_owned(), at);
            }
        }
        Value::Object(intent)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn trail(lines: &[String]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), lines.concat()).unwrap();
        file
    }

    fn intent(number: u64) -> String {
        format!(
            "{{\"seq\":{number},\"at\":\"a\",\"kind\":\"intent\",\"who\":\"wang\",\"targets\":[\"{}\"]}}\n",
            "长".repeat(40)
        )
    }

    fn outcome(number: u64, of: u64) -> String {
        format!(
            "{{\"seq\":{number},\"at\":\"b\",\"kind\":\"outcome\",\"intent\":{of},\"result\":\"answered\",\"status\":200,\"failure\":null}}\n"
        )
    }

    fn numbers(excerpt: &Excerpt) -> Vec<u64> {
        let writes = excerpt.writes.iter();
        writes.map(|write| write["seq"].as_u64().unwrap()).collect()
    }

    #[test]
    fn the_newest_come_first_with_what_came_of_them() {
        let file = trail(&[
            "{\"seq\":0,\"at\":\"a\",\"kind\":\"start\"}\n".to_owned(),
            intent(1),
            intent(2),
            outcome(3, 1),
            "{\"seq\":4,\"at\":\"a\",\"kind\":\"int".to_owned(),
        ]);
        let found = excerpt(file.path(), None, 10).unwrap();
        assert_eq!(numbers(&found), [2, 1]);
        assert_eq!(found.before, None);
        assert_eq!(found.writes[0].get("result"), None);
        assert_eq!(found.writes[1]["result"], "answered");
        assert_eq!(found.writes[1]["ended"], "b");
    }

    #[test]
    fn a_long_trail_is_read_page_by_page_and_nothing_twice() {
        let lines: Vec<String> = (0..2_000)
            .flat_map(|pair| [intent(pair * 2), outcome(pair * 2 + 1, pair * 2)])
            .collect();
        let file = trail(&lines);
        let (mut all, mut before) = (Vec::new(), None);
        loop {
            let found = excerpt(file.path(), before, 300).unwrap();
            assert!(found.writes.iter().all(|write| write["status"] == 200));
            all.extend(numbers(&found));
            before = found.before;
            if before.is_none() {
                break;
            }
        }
        let wanted: Vec<u64> = (0..2_000).rev().map(|pair| pair * 2).collect();
        assert_eq!(all, wanted);
    }
}
