//! How often: a bucket of permits for each key, which fills at a steady pace. Time is an argument.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// More keys than a company has people; beyond them the one that was quiet longest is forgotten.
const KEYS_AT_MOST: usize = 4096;

/// A pace and how much of it may come at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many in a minute, on and on.
    pub per_minute: u32,
    /// How many at once after a quiet time.
    pub burst: u32,
}

impl Rate {
    fn per_second(self) -> f64 {
        f64::from(self.per_minute) / 60.0
    }
}

struct Bucket {
    permits: f64,
    at: Duration,
}

/// A bucket for each key.
pub(crate) struct Limiter<K> {
    rate: Rate,
    buckets: Mutex<HashMap<K, Bucket>>,
}

impl<K: Eq + Hash + Clone> Limiter<K> {
    pub(crate) fn new(rate: Rate) -> Limiter<K> {
        Limiter {
            rate,
            buckets: Mutex::default(),
        }
    }

    /// Takes a permit.
    ///
    /// # Errors
    /// The whole seconds until there is one again.
    pub(crate) fn take<Q>(&self, key: &Q, now: Duration) -> Result<(), u64>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ToOwned<Owned = K> + ?Sized,
    {
        self.with(key, now, |bucket, rate| {
            let wait = wait(bucket, rate);
            if wait.is_ok() {
                bucket.permits -= 1.0;
            }
            wait
        })
    }

    /// Whether there is a permit, without taking it.
    ///
    /// # Errors
    /// The whole seconds until there is one again.
    pub(crate) fn look<Q>(&self, key: &Q, now: Duration) -> Result<(), u64>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ToOwned<Owned = K> + ?Sized,
    {
        self.with(key, now, |bucket, rate| wait(bucket, rate))
    }

    fn with<Q, R>(&self, key: &Q, now: Duration, act: impl FnOnce(&mut Bucket, Rate) -> R) -> R
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ToOwned<Owned = K> + ?Sized,
    {
        // What a panic could leave behind is a count that is off by one.
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let full = f64::from(self.rate.burst);
        if let Some(bucket) = buckets.get_mut(key) {
            let gained = now.saturating_sub(bucket.at).as_secs_f64() * self.rate.per_second();
            bucket.permits = (bucket.permits + gained).min(full);
            bucket.at = bucket.at.max(now);
            return act(bucket, self.rate);
        }
        if buckets.len() >= KEYS_AT_MOST {
            self.forget(&mut buckets, now);
        }
        let mut bucket = Bucket {
            permits: full,
            at: now,
        };
        let result = act(&mut bucket, self.rate);
        buckets.insert(key.to_owned(), bucket);
        result
    }

    /// Makes room: buckets that are full again say nothing, and of the others the quietest goes.
    fn forget(&self, buckets: &mut HashMap<K, Bucket>, now: Duration) {
        let refill = f64::from(self.rate.burst);
        buckets.retain(|_, bucket| {
            let gained = now.saturating_sub(bucket.at).as_secs_f64() * self.rate.per_second();
            bucket.permits + gained < refill
        });
        if buckets.len() >= KEYS_AT_MOST {
            let quietest = buckets.iter().min_by_key(|(_, bucket)| bucket.at);
            if let Some(key) = quietest.map(|(key, _)| key.clone()) {
                buckets.remove(&key);
            }
        }
    }
}

fn wait(bucket: &Bucket, rate: Rate) -> Result<(), u64> {
    if bucket.permits >= 1.0 {
        return Ok(());
    }
    let seconds = (1.0 - bucket.permits) / rate.per_second();
    // At least one permit a minute is configured, so this is 1 to 60.
    Err(Duration::try_from_secs_f64(seconds.ceil()).map_or(60, |wait| wait.as_secs().max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate {
        per_minute: 30,
        burst: 3,
    };

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_burst_passes_and_then_the_pace_holds() {
        let limiter = Limiter::new(RATE);
        for _ in 0..3 {
            assert_eq!(limiter.take(&"a", at(0)), Ok(()));
        }
        assert_eq!(limiter.take(&"a", at(0)), Err(2));
        assert_eq!(limiter.take(&"b", at(0)), Ok(()), "others have their own");
        assert_eq!(limiter.take(&"a", at(1)), Err(1));
        assert_eq!(limiter.take(&"a", at(2)), Ok(()));
        assert_eq!(limiter.look(&"a", at(2)), Err(2));
        for _ in 0..3 {
            assert_eq!(
                limiter.take(&"a", at(1000)),
                Ok(()),
                "never more than the burst"
            );
        }
        assert_eq!(limiter.take(&"a", at(1000)), Err(2));
        assert_eq!(
            limiter.take(&"a", at(3)),
            Err(2),
            "a clock that goes back gives nothing"
        );
    }

    #[test]
    fn looking_takes_nothing() {
        let limiter = Limiter::new(RATE);
        for _ in 0..10 {
            assert_eq!(limiter.look(&"a", at(0)), Ok(()));
        }
    }

    #[test]
    fn the_memory_is_bounded() {
        let limiter = Limiter::new(RATE);
        for key in 0..10_000_u32 {
            assert_eq!(limiter.take(&key, at(0)), Ok(()));
        }
        let count = |limiter: &Limiter<u32>| limiter.buckets.lock().map_or(0, |all| all.len());
        assert_eq!(count(&limiter), KEYS_AT_MOST);
        assert_eq!(limiter.take(&20_000, at(100)), Ok(()));
        assert_eq!(
            count(&limiter),
            1,
            "buckets that are full again are forgotten"
        );
    }
}
