//! The users that BitAnswer starts with.

use super::roster::{Roster, User};
use crate::calendar::{shanghai_date, shanghai_time};
use crate::people::{Census, Person, registration_time};
use crate::random::{HEX, Random};

/// As many as in the vendor's example.
const COUNT: u64 = 2_184;

/// 2021-01-04, the first working day on which anybody is registered.
const FIRST_REGISTERED: u64 = 1_609_725_600;

/// 2026-06-01.
const LAST_REGISTERED: u64 = 1_780_272_000;

/// Names that are hard on paths, queries and quotes. They are spread over the first pages.
const AWKWARD: [(&str, &str); 6] = [
    ("a/b test", "Slash Test"),
    ("100%real", "百分之百"),
    ("张伟+1", "张伟"),
    ("o'brien \"q\"", "Patrick O'Brien"),
    ("emoji😀user", "表情😀"),
    ("q?x#y", "Query Hash"),
];

const AWKWARD_EVERY: u64 = 13;

/// The seeded users, in the order of their registration.
pub(super) fn roster(seed: u64) -> Roster {
    let mut random = Random::new(seed, "bitanswer");
    let mut census = Census::new();
    let mut roster = Roster::default();
    let step = (LAST_REGISTERED - FIRST_REGISTERED) / COUNT;
    for index in 0..COUNT {
        let person = awkward(index).unwrap_or_else(|| census.next(&mut random));
        let registered = registration_time(&mut random, FIRST_REGISTERED + index * step);
        roster.add(user(&mut random, person, registered));
    }
    roster
}

fn awkward(index: u64) -> Option<Person> {
    if index % AWKWARD_EVERY != AWKWARD_EVERY - 1 {
        return None;
    }
    let (login, name) = AWKWARD.get((index / AWKWARD_EVERY) as usize)?;
    Some(Person {
        login: (*login).to_owned(),
        name: (*name).to_owned(),
    })
}

/// Few have no nickname, and few a date without a time: the vendor's pages allow both.
fn user(random: &mut Random, person: Person, registered: u64) -> User {
    let disabled = random.chance(8);
    let online = random.chance(16) && !disabled;
    let nick_name = (!random.chance(1)).then_some(person.name);
    let registered = if random.chance(1) {
        shanghai_date(registered)
    } else {
        shanghai_time(registered)
    };
    User {
        name: person.login,
        nick_name,
        guid: random.text(24, HEX),
        registered,
        disabled,
        online,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_decides_every_user() {
        let users = |seed| roster(seed).users().cloned().collect::<Vec<User>>();
        assert_eq!(users(7).len(), 2_184);
        assert_eq!(users(7), users(7));
        assert_ne!(users(7), users(8));
    }

    #[test]
    fn users_are_as_believable_as_the_design_asks() {
        for seed in 0..20 {
            let roster = roster(seed);
            let count = |what: fn(&User) -> bool| roster.users().filter(|user| what(user)).count();
            assert!((110..240).contains(&count(|user| user.disabled)));
            assert_eq!(count(|user| user.name.contains("fault-")), 0);
            assert!(count(|user| user.nick_name.is_none()) < 60);
            assert_eq!(count(|user| user.registered.as_str() < "2021"), 0);
            assert_eq!(count(|user| user.registered.as_str() > "2026-06-02"), 0);
            for (name, _) in AWKWARD {
                assert!(roster.by_name(name).is_some(), "{name}");
            }
        }
    }
}
