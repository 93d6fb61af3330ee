//! What an answer says of the other side's clock. Pure.

/// Seconds by which clocks may differ before anybody minds: the header has whole seconds, and answers take time.
const TOLERANCE: f64 = 5.0;

/// The `Date` of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerDate {
    /// There is none, or the server does not let this page see it.
    Hidden,
    /// The answer lay in a cache, so that its date is of another time.
    Cached,
    /// As it stands in the header.
    Fresh(String),
}

impl AnswerDate {
    /// The date from the headers `Date` and `Age`.
    pub fn of(date: Option<String>, age: Option<String>) -> AnswerDate {
        match (date, age) {
            (None, _) => AnswerDate::Hidden,
            (Some(_), Some(_)) => AnswerDate::Cached,
            (Some(date), None) => AnswerDate::Fresh(date),
        }
    }
}

/// What is known of the other side's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// No date was seen.
    Hidden,
    /// The date came out of a cache and says nothing.
    Cached,
    /// Seconds by which it is ahead of ours; 0 where the difference is within a few seconds.
    Ahead(i64),
}

impl Clock {
    /// The clock of an answer that was made between two moments of ours. All three are seconds since the Unix epoch.
    pub fn between(date: f64, sent: f64, received: f64) -> Clock {
        let ahead = if date > received {
            date - received
        } else if date < sent {
            date - sent
        } else {
            0.0
        };
        Clock::Ahead(if ahead.abs() < TOLERANCE {
            0
        } else {
            ahead as i64
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cached_date_is_no_date() {
        let text = || Some("Mon, 23 Nov 2026 03:00:00 GMT".to_owned());
        assert_eq!(AnswerDate::of(None, None), AnswerDate::Hidden);
        assert_eq!(
            AnswerDate::of(text(), Some("7".to_owned())),
            AnswerDate::Cached
        );
        assert_eq!(
            AnswerDate::of(text(), None),
            AnswerDate::Fresh(text().unwrap_or_default())
        );
    }

    #[test]
    fn a_slow_answer_is_no_wrong_clock() {
        for (date, ahead) in [
            (1000.0, 0),
            (1040.0, 0),
            (1064.9, 0),
            (1066.0, 6),
            (996.0, 0),
            (994.0, -6),
            (4660.0, 3600),
        ] {
            assert_eq!(Clock::between(date, 1000.0, 1060.0), Clock::Ahead(ahead));
        }
    }
}
