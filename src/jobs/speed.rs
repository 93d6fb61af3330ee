//! How fast a job goes, by what was done lately, and how long the rest will take. Pure: the time is an argument.

use std::collections::VecDeque;

/// What lies further back says nothing about now, in milliseconds.
const WINDOW: u64 = 60_000;
/// Two samples lie this far apart, in milliseconds.
const APART: u64 = 500;
/// Less than that says nothing yet.
const LEAST: u64 = 2_000;

/// Samples of how many rows were done when.
#[derive(Clone, Debug, Default)]
pub struct Speed {
    samples: VecDeque<(u64, u32)>,
}

impl Speed {
    /// Notes how many rows are done at a time, in milliseconds since the Unix epoch.
    pub fn note(&mut self, now: u64, done: u32) {
        if self
            .samples
            .back()
            .is_some_and(|(at, before)| now < *at || done < *before)
        {
            // The clock was set, or rows are done again.
            self.samples.clear();
        }
        let is_due = self.samples.back().is_none_or(|(at, _)| now >= at + APART);
        if is_due {
            self.samples.push_back((now, done));
        }
        while self.samples.get(1).is_some_and(|(at, _)| at + WINDOW < now) {
            self.samples.pop_front();
        }
    }

    /// Forgets what was: the job stood.
    pub fn forget(&mut self) {
        self.samples.clear();
    }

    /// Rows a minute; `None` if too little is known.
    pub fn rows_a_minute(&self, now: u64, done: u32) -> Option<u64> {
        let (since, before) = *self.samples.front()?;
        let took = now.checked_sub(since).filter(|took| *took >= LEAST)?;
        let rows = u64::from(done.checked_sub(before)?);
        Some(rows * 60_000 / took)
    }

    /// Seconds until so many rows more are done, at the speed of now; `None` if that is not known, or never.
    pub fn seconds_for(&self, now: u64, done: u32, left: u32) -> Option<u64> {
        let rate = self.rows_a_minute(now, done).filter(|rate| *rate > 0)?;
        Some((u64::from(left) * 60).div_ceil(rate))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_follows_what_was_done_lately() {
        let mut speed = Speed::default();
        for second in 0..=10 {
            speed.note(second * 1_000, second as u32 * 5);
        }
        assert_eq!(speed.rows_a_minute(10_000, 50), Some(300));
        assert_eq!(speed.seconds_for(10_000, 50, 100), Some(20));
        // Nothing for a minute: what came before is forgotten.
        for second in 11..=80 {
            speed.note(second * 1_000, 50);
        }
        assert_eq!(speed.rows_a_minute(80_000, 50), Some(0));
        assert_eq!(speed.seconds_for(80_000, 50, 100), None);
    }

    #[test]
    fn too_little_says_nothing() {
        let mut speed = Speed::default();
        assert_eq!(speed.rows_a_minute(0, 0), None);
        speed.note(1_000, 0);
        assert_eq!(speed.rows_a_minute(2_500, 70), None);
        speed.note(9_000, 80);
        // Rows that are done again, and a clock that was set back.
        speed.note(9_600, 3);
        assert_eq!(speed.rows_a_minute(10_000, 3), None);
        speed.note(100, 3);
        assert_eq!(speed.rows_a_minute(200, 3), None);
    }
}
