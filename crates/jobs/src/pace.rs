//! How fast a job goes: how much at once, how often, and how long it waits after a failure.

use crate::Chance;
use serde::{Deserialize, Serialize};

/// The admin's choice for one job. Any values are brought within bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    /// Rows in one request at most, where the vendor takes several.
    pub rows: u16,
    /// Requests under way at once.
    pub at_once: u8,
    /// Requests begun in a minute at most; none: no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_minute: Option<u32>,
}

impl Default for Pace {
    fn default() -> Self {
        Pace {
            rows: 200,
            at_once: 2,
            per_minute: None,
        }
    }
}

impl Pace {
    /// The most rows that one request may have.
    pub const MOST_ROWS: u16 = 1000;
    /// The most requests that may be under way at once.
    pub const MOST_AT_ONCE: u8 = 8;

    /// The same within what makes sense.
    pub fn bounded(self) -> Self {
        Pace {
            rows: self.rows.clamp(1, Self::MOST_ROWS),
            at_once: self.at_once.clamp(1, Self::MOST_AT_ONCE),
            per_minute: self.per_minute.map(|rate| rate.clamp(1, 6_000)),
        }
    }

    /// Milliseconds between the beginnings of two requests at least.
    pub(crate) fn interval(self) -> u64 {
        self.per_minute
            .map_or(0, |rate| 60_000 / u64::from(rate.max(1)))
    }
}

/// How long to wait before a try, in milliseconds: doubled with every failure in a row, up to a minute, and between half
/// of that and all of it, so that many who failed together do not come back together. Never sooner than the vendor said.
pub(crate) fn backoff(
    failures: u32,
    retry_after_seconds: Option<u32>,
    chance: &mut impl Chance,
) -> u64 {
    let ceiling = 1_000u64
        .saturating_mul(1 << failures.saturating_sub(1).min(6))
        .min(60_000);
    let wait = ceiling / 2 + chance.below(ceiling / 2 + 1);
    wait.max(u64::from(retry_after_seconds.unwrap_or(0)) * 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Highest;

    impl Chance for Highest {
        fn id(&mut self) -> String {
            String::new()
        }
        fn below(&mut self, limit: u64) -> u64 {
            limit - 1
        }
    }

    #[test]
    fn waits_grow_up_to_a_minute_and_obey_the_vendor() {
        let waits = [1, 2, 3, 6, 7, 40].map(|failures| backoff(failures, None, &mut Highest));
        assert_eq!(waits, [1_000, 2_000, 4_000, 32_000, 60_000, 60_000]);
        assert_eq!(backoff(1, Some(7), &mut Highest), 7_000);
    }

    #[test]
    fn nonsense_is_brought_within_bounds() {
        let pace = Pace {
            rows: 0,
            at_once: 200,
            per_minute: Some(0),
        }
        .bounded();
        assert_eq!((pace.rows, pace.at_once, pace.interval()), (1, 8, 60_000));
    }
}
