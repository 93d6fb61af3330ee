//! One line on stderr for each call to a vendor. It names the operation and never the target, because a key may travel in
//! the query; no header and no body comes near this module.

use std::io::{self, Write as _};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use vendors::Operation;

/// What came of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Result {
    /// An answer left with this status; the word is the gateway's own failure, if it was one.
    Answered(u16, Option<&'static str>),
    /// The browser went away before there was an answer.
    Abandoned,
}

/// A call that is under way. It writes its line when it ends, however it ends.
pub(crate) struct Line {
    started: std::time::Instant,
    connection: String,
    method: &'static str,
    operation: Option<Operation>,
    trace: String,
    repeat: bool,
    result: Result,
}

impl Line {
    /// A call that begins now. `method` is `-` for one that no vendor knows.
    pub(crate) fn begin(connection: &str, trace: &str) -> Line {
        Line {
            started: std::time::Instant::now(),
            connection: connection.to_owned(),
            method: "-",
            operation: None,
            trace: trace.to_owned(),
            repeat: false,
            result: Result::Abandoned,
        }
    }

    /// The call turned out to be this operation.
    pub(crate) fn is(&mut self, operation: Operation) {
        self.method = operation.endpoint().0.as_str();
        self.operation = Some(operation);
    }

    /// The call is a write that was sent before; its answer comes from the record.
    pub(crate) fn is_repeat(&mut self) {
        self.repeat = true;
    }

    /// The call ends with this answer.
    pub(crate) fn end(&mut self, status: u16, failure: Option<&'static str>) {
        self.result = Result::Answered(status, failure);
    }

    fn text(&self, now: Duration, took: Duration) -> String {
        let operation = match self.operation {
            Some(operation) => format!("{operation:?}"),
            None => "(no operation)".to_owned(),
        };
        let result = match self.result {
            Result::Answered(status, None) => status.to_string(),
            Result::Answered(status, Some(failure)) => format!("{status} {failure}"),
            Result::Abandoned => "abandoned by the browser".to_owned(),
        };
        format!(
            "{} {} {} {operation} {result}{} {} ms trace={}",
            timestamp(now.as_secs()),
            self.method,
            self.connection,
            if self.repeat { " repeated" } else { "" },
            took.as_millis(),
            self.trace
        )
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let mut text = self.text(now, self.started.elapsed());
        text.push('\n');
        // One write, so that it is one line whoever else writes there. Nobody may be reading any more.
        let _ = io::stderr().write_all(text.as_bytes());
    }
}

/// RFC 3339 in UTC, from seconds since the Unix epoch, by Howard Hinnant's civil-from-days algorithm.
pub(crate) fn timestamp(seconds: u64) -> String {
    let days = seconds / 86_400 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // Months are counted from March here, so that the leap day is a year's last.
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        assert_eq!(timestamp(0), "1970-01-01T00:00:00Z");
        assert_eq!(timestamp(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(timestamp(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(timestamp(1_767_225_600), "2026-01-01T00:00:00Z");
    }

    #[test]
    fn a_line_says_what_happened() {
        let mut line = Line::begin("bitanswer", "t-1");
        line.is(Operation::BitAnswerGetUser);
        line.end(502, Some("upstream-tls"));
        assert_eq!(
            line.text(Duration::ZERO, Duration::from_millis(12)),
            "1970-01-01T00:00:00Z GET bitanswer BitAnswerGetUser 502 upstream-tls 12 ms trace=t-1"
        );
    }
}
