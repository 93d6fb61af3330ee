//! The quotas that the apps start with.

use std::collections::BTreeMap;

use super::Quota;
use crate::demo::demo_apps;
use crate::random::Random;

/// The first app has what the vendor's example shows, one is nearly exhausted and one has nothing left; the others
/// follow the seed.
pub(super) fn apps(seed: u64) -> BTreeMap<String, Quota> {
    let mut random = Random::new(seed, "t12");
    demo_apps()
        .iter()
        .map(|name| {
            let seeded = (50 + random.below(1950), 5 + random.below(95));
            let (users, test_users) = match *name {
                "huadong-manufacturing" => (481, 20),
                "trial-2026" => (3, 1),
                "closed-pilot" => (0, 0),
                _ => seeded,
            };
            ((*name).to_owned(), Quota { users, test_users })
        })
        .collect()
}
