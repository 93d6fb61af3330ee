//! The newest writes of a trail, for people: each intent with what came of it, read backwards from the end, so that a long
//! trail costs no more than a short one. What was read is checked, and that the trail still has the end that this gateway
//! wrote; whether all of it is whole, `rollcall audit verify` says.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use serde_json::{Map, Value};
use vendors::Operation;

use super::chain::{Head, Reading};
use super::entry::recorded_name;
use super::store::LONGEST_LINE;

const BLOCK: u64 = 64 << 10;

/// Some of a trail's writes, the newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Excerpt {
    /// The writes: an intent's members, and `result`, `status`, `failure` and `ended` where its outcome is known.
    pub(crate) writes: Vec<Value>,
    /// Where to go on; `None` at the trail's beginning.
    pub(crate) before: Option<u64>,
    /// What is known of the chain where these writes stand.
    pub(crate) chain: Stretch,
}

/// A stretch of the chain that was checked: from its oldest write up to the one with which the excerpt before ended, or to
/// the trail's end. So the stretches of all excerpts are the whole chain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// The numbers of its first and its last entry.
    pub(crate) from: u64,
    pub(crate) to: u64,
    /// The hash of the last one.
    pub(crate) hash: String,
    /// The number of the entry from which on it is broken, if it is.
    pub(crate) broken: Option<u64>,
}

/// Reads up to `limit` writes with numbers below `before`. `end` is the last entry that is known to have been written: the
/// trail must still have it.
///
/// # Errors
/// Those of reading the file.
pub(crate) fn excerpt(
    path: &Path,
    before: Option<u64>,
    limit: usize,
    end: Option<&Head>,
) -> io::Result<Excerpt> {
    let mut file = File::open(path)?;
    let mut gathering = Gathering {
        before: before.unwrap_or(u64::MAX),
        limit,
        outcomes: HashMap::new(),
        excerpt: Excerpt::default(),
        oldest: None,
    };
    gather(&mut gathering, &mut file)?;
    let Gathering {
        mut excerpt,
        oldest,
        ..
    } = gathering;
    let start = oldest.filter(|_| excerpt.before.is_some());
    excerpt.chain = check(file, start, before, end.filter(|_| before.is_none()))?;
    Ok(excerpt)
}

/// Reads the file backwards until there are enough writes.
fn gather(gathering: &mut Gathering, file: &mut File) -> io::Result<()> {
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
        let mut behind = block.len() + 1;
        for line in block[whole..].rsplit(|byte| *byte == b'\n') {
            behind -= line.len() + 1;
            let offset = start + u64::try_from(behind).unwrap_or_default();
            if !gathering.line(line, offset) {
                return Ok(());
            }
        }
        block.truncate(whole);
        rest = block;
        end = start;
    }
    gathering.excerpt.before = None;
    Ok(())
}

/// Checks the chain from an entry on, whose hash is taken as it is, or from the beginning; up to and with the entry `last`.
fn check(
    mut file: File,
    start: Option<Oldest>,
    last: Option<u64>,
    end: Option<&Head>,
) -> io::Result<Stretch> {
    let mut reading = Reading::new(end.map(|end| end.hash.clone()));
    let mut from = 0;
    if let Some(start) = start {
        file.seek(SeekFrom::Start(start.behind))?;
        from = start.number;
        reading.found = end.is_some_and(|end| end.hash == start.hash);
        reading.head = Head {
            hash: start.hash,
            next: start.number + 1,
        };
    } else {
        file.seek(SeekFrom::Start(0))?;
    }
    let mut lines = BufReader::new(file);
    let mut line = Vec::new();
    let mut is_broken = false;
    while last.is_none_or(|last| reading.head.next <= last) {
        line.clear();
        lines
            .by_ref()
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)?;
        // What has no line feed yet is being written, or was cut short by a crash and will be repaired.
        if line.last() != Some(&b'\n') {
            is_broken = reading.is_in_gap();
            break;
        }
        if reading.line(&line).is_err() {
            is_broken = true;
            break;
        }
    }
    let next = reading.head.next;
    let broken = if is_broken {
        Some(next)
    } else {
        // Unless so much was written meanwhile that this begins behind it.
        end.filter(|end| !reading.found && end.next > from)
            .map(|end| end.next.saturating_sub(1).min(next))
    };
    Ok(Stretch {
        from,
        to: next.saturating_sub(1),
        hash: reading.head.hash,
        broken,
    })
}

/// An entry with which a stretch begins.
struct Oldest {
    number: u64,
    hash: String,
    /// The byte behind its line.
    behind: u64,
}

struct Gathering {
    before: u64,
    limit: usize,
    outcomes: HashMap<u64, Map<String, Value>>,
    excerpt: Excerpt,
    oldest: Option<Oldest>,
}

impl Gathering {
    /// Takes a line; gives whether more are wanted. What is no entry is passed over: a crash may have cut one short.
    fn line(&mut self, line: &[u8], offset: u64) -> bool {
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
                let hash = entry.get("hash").and_then(Value::as_str);
                self.oldest = Some(Oldest {
                    number,
                    hash: hash.unwrap_or_default().to_owned(),
                    behind: offset + u64::try_from(line.len()).unwrap_or_default() + 1,
                });
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
        if let Some(Value::String(operation)) = intent.get_mut("operation")
            && let Some(known) = Operation::ALL
                .into_iter()
                .find(|known| recorded_name(*known) == *operation)
        {
            let (method, path) = known.endpoint();
            *operation = [method.as_str(), path].join(" ");
        }
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

    fn excerpt(path: &Path, before: Option<u64>, limit: usize) -> io::Result<Excerpt> {
        super::excerpt(path, before, limit, None)
    }

    /// A sound trail of writes, each with its outcome, and its head.
    fn sound(writes: u64) -> (Vec<String>, Head) {
        let mut head = Head::new();
        let lines =
            (0..writes).flat_map(|pair| [intent(pair * 2), outcome(pair * 2 + 1, pair * 2)]);
        let lines = lines.map(|line| head.extend(line.trim_end().trim_end_matches('}')));
        (lines.collect(), head)
    }

    #[test]
    fn excerpts_are_checked_and_join_to_the_whole_chain() {
        let (lines, head) = sound(50);
        let file = trail(&lines);
        let (mut before, mut stretches) = (None, Vec::new());
        loop {
            let found = super::excerpt(file.path(), before, 20, Some(&head)).unwrap();
            stretches.push((found.chain.from, found.chain.to, found.chain.broken));
            if before.is_none() {
                assert_eq!(found.chain.hash, head.hash);
            }
            before = found.before;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(stretches, [(60, 99, None), (20, 60, None), (0, 20, None)]);
    }

    #[test]
    fn a_change_is_found_in_its_own_excerpt() {
        let (mut lines, head) = sound(50);
        lines[70] = lines[70].replace("wang", "song");
        let file = trail(&lines);
        let found = super::excerpt(file.path(), None, 20, Some(&head)).unwrap();
        assert_eq!(found.chain.broken, Some(70));
        let older = super::excerpt(file.path(), found.before, 20, Some(&head)).unwrap();
        assert_eq!(older.chain.broken, None);
    }

    #[test]
    fn an_end_that_is_missing_or_another_is_found() {
        let (lines, head) = sound(50);
        let cut = trail(&lines[..90]);
        let found = super::excerpt(cut.path(), None, 20, Some(&head)).unwrap();
        assert_eq!(found.chain.broken, Some(90));
        // Somebody wrote all of it anew, and more.
        let mut other = Head::new();
        let anew =
            (0..120).map(|number| other.extend(intent(number).trim_end().trim_end_matches('}')));
        let anew = trail(&anew.collect::<Vec<_>>());
        let found = super::excerpt(anew.path(), None, 50, Some(&head)).unwrap();
        assert_eq!(found.chain.broken, Some(99));
        // What was written meanwhile is no harm, nor is a line that is being written.
        let mut longer = lines.clone();
        let mut grown = head.clone();
        longer.push(grown.extend(intent(100).trim_end().trim_end_matches('}')));
        longer.push("{\"seq\":101,\"at".to_owned());
        let longer = trail(&longer);
        let found = super::excerpt(longer.path(), None, 20, Some(&head)).unwrap();
        assert_eq!((found.chain.to, found.chain.broken), (100, None));
    }

    #[test]
    fn operations_are_called_by_method_and_path() {
        let named = |operation: &str| {
            intent(0).replace("\"wang\"", &format!("\"w\",\"operation\":\"{operation}\""))
        };
        let file = trail(&[named("BitAnswerPatchUser"), named("OfTomorrow")]);
        let found = excerpt(file.path(), None, 10).unwrap();
        assert_eq!(found.writes[1]["operation"], "PATCH /users/user/{name}");
        assert_eq!(found.writes[0]["operation"], "OfTomorrow");
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
