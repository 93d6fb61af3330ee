//! When a vault that nobody uses locks itself.

/// The moment of the last use, and how long it may be ago. All in milliseconds of the same clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Idle {
    limit: f64,
    last: f64,
}

impl Idle {
    /// The choices, in minutes.
    pub const CHOICES: [u32; 4] = [5, 15, 30, 60];

    /// The choice of who has not chosen, in minutes.
    pub const DEFAULT: u32 = 15;

    /// In use since `now`.
    pub fn since(now: f64, minutes: u32) -> Idle {
        Idle {
            limit: f64::from(minutes) * 60_000.0,
            last: now,
        }
    }

    /// Whether it is time to lock. A clock that was set back does not give more time than the whole limit.
    pub fn is_over(&self, now: f64) -> bool {
        (now - self.last).abs() >= self.limit
    }

    /// Notes a use, unless it comes too late: the key that wakes a sleeping computer must not keep the vault open.
    /// `true` if it is time to lock.
    pub fn touch(&mut self, now: f64) -> bool {
        let is_over = self.is_over(now);
        if !is_over {
            self.last = now;
        }
        is_over
    }

    /// For how long there is nothing to do.
    pub fn remaining(&self, now: f64) -> f64 {
        (self.limit - (now - self.last).abs()).max(0.0)
    }

    /// Changes how long it may be.
    pub fn set_minutes(&mut self, minutes: u32) {
        self.limit = f64::from(minutes) * 60_000.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: f64 = 60_000.0;

    #[test]
    fn use_puts_it_off_and_comes_too_late_after_the_limit() {
        let mut idle = Idle::since(0.0, 5);
        assert!(!idle.touch(4.0 * MINUTE));
        assert!(!idle.is_over(8.9 * MINUTE));
        assert_eq!(idle.remaining(8.0 * MINUTE), MINUTE);
        assert!(idle.is_over(9.0 * MINUTE));
        assert!(idle.touch(9.0 * MINUTE), "after a sleep, a key locks");
        assert!(idle.is_over(9.1 * MINUTE), "and does not keep it open");
        assert_eq!(idle.remaining(99.0 * MINUTE), 0.0);
    }

    #[test]
    fn a_clock_set_back_does_not_keep_it_open() {
        let idle = Idle::since(60.0 * MINUTE, 15);
        assert!(idle.is_over(0.0));
    }

    #[test]
    fn another_limit_counts_from_the_last_use() {
        let mut idle = Idle::since(0.0, 60);
        idle.set_minutes(5);
        assert!(idle.is_over(5.0 * MINUTE));
    }
}
