//! The traversal against vendors that are simulated: lists that change between any two questions, answers in any order,
//! failures, and vendors that contradict themselves.

use super::{Ask, Key, Manner, Next, Outcome, Traversal};
use std::collections::HashSet;

/// Numbers as by chance, the same for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end.max(1) as u64) as usize
    }

    fn is_one_of(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }
}

const MANNER: Manner = Manner {
    at_once: 4,
    length: 50,
    overlap: 4,
    questions: 2_000,
};

/// What a vendor answers: the rows, and how many it says there are.
type Answer = (Vec<Key>, Option<u64>);

/// A vendor that answers so, whatever it is asked.
type Lie = fn(Ask, &mut Chance) -> Answer;

struct Run {
    traversal: Traversal,
    outcome: Outcome,
    /// Rows that came, as often as they came.
    came: Vec<Key>,
}

/// Lets a traversal read from a vendor. `answer` is asked when the request reaches the vendor; what it answers arrives
/// in any order, and `None` is a failure.
fn run(
    manner: Manner,
    chance: &mut Chance,
    mut answer: impl FnMut(Ask, &mut Chance) -> Option<Answer>,
) -> Run {
    let mut traversal = Traversal::new(manner);
    let mut sent: Vec<Ask> = Vec::new();
    let mut answered: Vec<(u32, Option<Answer>)> = Vec::new();
    let mut came = Vec::new();
    loop {
        match traversal.what_next() {
            Next::Ended(outcome) => {
                return Run {
                    traversal,
                    outcome,
                    came,
                };
            }
            Next::Ask(ask) => {
                assert!(ask.limit > 0 && ask.limit <= manner.length);
                sent.push(ask);
                assert!(sent.len() + answered.len() <= manner.at_once);
                continue;
            }
            Next::Wait => {}
        }
        assert!(
            !sent.is_empty() || !answered.is_empty(),
            "waits for nothing"
        );
        if !sent.is_empty() && (answered.is_empty() || chance.is_one_of(2)) {
            let ask = sent.swap_remove(chance.below(sent.len()));
            answered.push((ask.id, answer(ask, chance)));
            continue;
        }
        match answered.swap_remove(chance.below(answered.len())) {
            (id, Some((keys, total))) => {
                assert!(traversal.answered(id, &keys, total));
                assert!(!traversal.answered(id, &keys, total), "twice");
                came.extend(keys);
            }
            (id, None) => traversal.failed(id),
        }
        if chance.is_one_of(40) {
            traversal.stop();
            assert_eq!(traversal.what_next(), Next::Wait);
            traversal.resume();
            // Whatever was under way is cut off.
            sent.clear();
            answered.clear();
        }
    }
}

fn page(list: &[Key], ask: Ask) -> Vec<Key> {
    let from = list.len().min(ask.offset as usize);
    let until = list.len().min(from + ask.limit as usize);
    list[from..until].to_vec()
}

/// A list that changes, with what was there all the time.
struct Changing {
    list: Vec<Key>,
    lasting: HashSet<Key>,
    before: HashSet<Key>,
    next: Key,
}

impl Changing {
    fn new(rows: usize) -> Changing {
        let list: Vec<Key> = (0..rows as u64).collect();
        Changing {
            lasting: list.iter().copied().collect(),
            before: list.iter().copied().collect(),
            next: rows as u64,
            list,
        }
    }

    fn insert(&mut self, at: usize) {
        self.list.insert(at, self.next);
        self.next += 1;
    }

    fn delete(&mut self, at: usize) {
        if at < self.list.len() {
            let key = self.list.remove(at);
            self.lasting.remove(&key);
        }
    }

    fn change(&mut self, chance: &mut Chance) {
        let at = chance.below(self.list.len() + 1);
        match chance.below(2) {
            0 => self.insert(at),
            _ => self.delete(at),
        }
    }
}

fn has_all(run: &Run, vendor: &Changing, seed: u64) {
    let came: HashSet<Key> = run.came.iter().copied().collect();
    let lost = vendor.lasting.difference(&came).count();
    assert_eq!(
        lost, 0,
        "seed {seed}: {lost} rows that were there all the time"
    );
    let foreign = came.iter().any(|key| *key >= vendor.next);
    assert!(!foreign, "seed {seed}: a row that never was");
    let all_known = came.iter().all(|key| run.traversal.has_seen(*key));
    assert!(all_known && came.len() as u64 == run.traversal.seen());
}

#[test]
fn a_list_that_stands_still_is_read_once_and_with_as_few_questions_as_it_takes() {
    for rows in [0, 1, 3, 4, 5, 49, 50, 51, 95, 96, 97, 500, 2_345] {
        for at_once in [1, 4, 7] {
            let manner = Manner { at_once, ..MANNER };
            let vendor = Changing::new(rows);
            let mut traversal = Traversal::new(manner);
            let mut under_way = Vec::new();
            let outcome = loop {
                match traversal.what_next() {
                    Next::Ask(ask) => under_way.push(ask),
                    Next::Ended(outcome) => break outcome,
                    Next::Wait => {
                        let ask = under_way.remove(0);
                        let total = Some(rows as u64);
                        traversal.answered(ask.id, &page(&vendor.list, ask), total);
                    }
                }
            };
            assert_eq!(outcome, Outcome::Complete, "{rows}");
            assert_eq!(traversal.seen(), rows as u64);
            assert!(!traversal.has_moved() && traversal.is_exhaustive());
            let pages = 1 + rows.saturating_sub(50).div_ceil(46);
            assert!(
                traversal.questions() as usize <= pages + 1,
                "{rows}: {} questions for {pages} pages",
                traversal.questions()
            );
        }
    }
}

#[test]
fn whatever_changes_meanwhile_no_row_that_stays_is_lost() {
    let mut uncertain = 0;
    for seed in 0..3_000 {
        let mut chance = Chance(seed);
        let rows = chance.below(1_500);
        let mut vendor = Changing::new(rows);
        // The list comes to rest: no traversal ends while more changes than is read.
        let mut changes = chance.below(400);
        let at_a_time = 1 + chance.below(12);
        let tells_total = !chance.is_one_of(4);
        let fails = chance.is_one_of(3);
        let run = run(MANNER, &mut chance, |ask, chance| {
            for _ in 0..at_a_time.min(changes) {
                vendor.change(chance);
                changes -= 1;
            }
            let failed = fails && chance.is_one_of(5);
            let total = tells_total.then_some(vendor.list.len() as u64);
            (!failed).then(|| (page(&vendor.list, ask), total))
        });
        assert!(run.traversal.questions() < 400, "seed {seed}");
        has_all(&run, &vendor, seed);
        uncertain += u32::from(run.outcome != Outcome::Complete);
    }
    // A row that came when its place was read already, in both looks: it was not there all the time.
    assert!(uncertain < 300, "{uncertain}");
}

#[test]
fn bulk_changes_at_the_worst_place_are_noticed() {
    for seed in 0..500 {
        let mut chance = Chance(seed);
        let mut vendor = Changing::new(600 + chance.below(600));
        let deletes = chance.is_one_of(2);
        let at_question = chance.below(15);
        let many = 1 + chance.below(300);
        let mut questions = 0;
        let run = run(MANNER, &mut chance, |ask, _| {
            questions += 1;
            if questions == at_question {
                for _ in 0..many {
                    if deletes {
                        vendor.delete(0);
                    } else {
                        vendor.insert(0);
                    }
                }
            }
            Some((page(&vendor.list, ask), Some(vendor.list.len() as u64)))
        });
        has_all(&run, &vendor, seed);
        assert!(run.traversal.questions() < 200, "seed {seed}");
    }
}

#[test]
fn what_was_gone_before_it_began_does_not_come_back() {
    let mut vendor = Changing::new(300);
    for _ in 0..100 {
        vendor.delete(37);
    }
    let gone: Vec<Key> = vendor.before.difference(&vendor.lasting).copied().collect();
    let run = run(MANNER, &mut Chance(1), |ask, _| {
        Some((page(&vendor.list, ask), Some(200)))
    });
    assert_eq!(run.outcome, Outcome::Complete);
    assert!(run.traversal.is_exhaustive());
    assert!(!gone.iter().any(|key| run.traversal.has_seen(*key)));
}

#[test]
fn a_vendor_that_gives_shorter_pages_than_asked_is_read_to_the_end() {
    for cap in [7, 20, 49] {
        for total in [Some(700), None, Some(90)] {
            let vendor = Changing::new(700);
            let run = run(MANNER, &mut Chance(cap), |ask, _| {
                let mut keys = page(&vendor.list, ask);
                keys.truncate(cap as usize);
                Some((keys, total))
            });
            has_all(&run, &vendor, cap);
            assert_eq!(run.outcome, Outcome::Complete, "{cap} {total:?}");
        }
    }
    // Now and then only, and without saying so.
    for seed in 0..300 {
        let vendor = Changing::new(700);
        let run = run(MANNER, &mut Chance(seed), |ask, chance| {
            let mut keys = page(&vendor.list, ask);
            if chance.is_one_of(6) {
                keys.truncate(10 + chance.below(30));
            }
            Some((keys, Some(700)))
        });
        has_all(&run, &vendor, seed);
    }
}

#[test]
fn a_wrong_total_neither_ends_it_nor_keeps_it_going() {
    for total in [Some(0), Some(10), Some(699), None] {
        let vendor = Changing::new(700);
        let run = run(MANNER, &mut Chance(3), |ask, _| {
            Some((page(&vendor.list, ask), total))
        });
        assert_eq!(run.outcome, Outcome::Complete, "{total:?}");
        has_all(&run, &vendor, 3);
        assert!(run.traversal.questions() < 25);
    }
    for total in [701, 100_000, u64::MAX] {
        let vendor = Changing::new(700);
        let run = run(MANNER, &mut Chance(4), |ask, _| {
            Some((page(&vendor.list, ask), Some(total)))
        });
        let missing = total - 700;
        assert_eq!(run.outcome, Outcome::Uncertain { missing });
        has_all(&run, &vendor, 4);
        assert!(run.traversal.questions() < 30);
        // One row in 700 is a vendor that counts otherwise, more is not.
        assert_eq!(run.traversal.is_exhaustive(), total == 701);
    }
}

#[test]
fn a_vendor_that_contradicts_itself_is_left_after_some_questions() {
    let lies: [(&str, Lie); 6] = [
        ("the same page again and again", |ask, _| {
            ((0..u64::from(ask.limit)).collect(), Some(5_000))
        }),
        ("the same page, and a total that grows", |ask, _| {
            let total = ask.offset + 1_000;
            ((0..u64::from(ask.limit)).collect(), Some(total))
        }),
        ("empty pages", |ask, _| {
            let rows = if ask.offset == 0 { 50 } else { 0 };
            ((0..rows).collect(), Some(5_000))
        }),
        ("nothing at all, of many", |_, _| (Vec::new(), Some(5_000))),
        ("rows by chance", |ask, chance| {
            let many = chance.below(ask.limit as usize + 1);
            let keys = (0..many).map(|_| chance.below(3_000) as u64);
            (keys.collect(), Some(chance.below(9_000) as u64))
        }),
        (
            "more rows than asked for, and new ones for ever",
            |ask, _| {
                let from = ask.offset * 3;
                ((from..from + 120).collect(), Some(ask.offset + 10_000))
            },
        ),
    ];
    for (what, answer) in lies {
        for seed in 0..6 {
            let run = run(MANNER, &mut Chance(seed), |ask, chance| {
                Some(answer(ask, chance))
            });
            assert!(
                matches!(run.outcome, Outcome::Uncertain { .. }) || what == "rows by chance",
                "{what}"
            );
            assert!(run.traversal.questions() <= MANNER.questions, "{what}");
            let came: HashSet<Key> = run.came.into_iter().collect();
            assert_eq!(came.len() as u64, run.traversal.seen(), "{what}");
            assert!(
                !run.traversal.is_exhaustive() || what == "rows by chance",
                "{what}"
            );
        }
    }
}

#[test]
fn rows_that_jump_are_looked_for_once_more() {
    // The vendor puts whoever was touched to the front: it jumps over the page that was read.
    let mut found = 0;
    for seed in 0..200 {
        let mut vendor = Changing::new(500);
        let mut touches = 10;
        let run = run(MANNER, &mut Chance(seed), |ask, chance| {
            if touches > 0 {
                touches -= 1;
                let key = vendor.list.remove(chance.below(500));
                vendor.list.insert(0, key);
            }
            Some((page(&vendor.list, ask), Some(500)))
        });
        if run.outcome == Outcome::Complete {
            has_all(&run, &vendor, seed);
            found += 1;
        } else {
            assert!(!run.traversal.is_exhaustive(), "seed {seed}");
        }
    }
    assert!(found > 150, "{found}");
}

#[test]
fn who_was_added_meanwhile_is_not_taken_for_gone() {
    let mut traversal = Traversal::new(MANNER);
    traversal.note(99);
    let Next::Ask(ask) = traversal.what_next() else {
        panic!("asks")
    };
    traversal.answered(ask.id, &[1, 2, 99], Some(3));
    assert_eq!(traversal.what_next(), Next::Ended(Outcome::Complete));
    assert!(traversal.has_seen(99) && !traversal.has_seen(5));
    assert_eq!(traversal.seen(), 3);
}

#[test]
fn shorter_pages_and_fewer_at_once_are_possible_on_the_way() {
    let vendor = Changing::new(900);
    let mut traversal = Traversal::new(MANNER);
    let mut under_way: Vec<Ask> = Vec::new();
    let mut came = HashSet::new();
    loop {
        match traversal.what_next() {
            Next::Ask(ask) => under_way.push(ask),
            Next::Ended(outcome) => {
                assert_eq!(outcome, Outcome::Complete);
                break;
            }
            Next::Wait => {
                let ask = under_way
                    .pop()
                    .unwrap_or_else(|| panic!("waits for nothing"));
                let keys = page(&vendor.list, ask);
                traversal.answered(ask.id, &keys, Some(900));
                came.extend(keys);
                traversal.set_length(if ask.offset > 300 { 20 } else { 1 });
                traversal.set_at_once(usize::from(ask.offset < 500) * 3);
            }
        }
    }
    assert_eq!(came.len(), 900);
    assert!(!traversal.has_moved());
}

#[test]
fn the_first_page_that_may_still_come_is_known() {
    let mut traversal = Traversal::new(MANNER);
    let Next::Ask(first) = traversal.what_next() else {
        panic!("asks for nothing");
    };
    assert_eq!(traversal.first_awaited(), Some(0));
    let keys: Vec<Key> = (0..u64::from(first.limit)).collect();
    traversal.answered(first.id, &keys, Some(900));
    let (Next::Ask(second), Next::Ask(third)) = (traversal.what_next(), traversal.what_next())
    else {
        panic!("asks for one page only");
    };
    let keys: Vec<Key> = (third.offset..third.offset + u64::from(third.limit)).collect();
    traversal.answered(third.id, &keys, Some(900));
    assert_eq!(traversal.first_awaited(), Some(second.offset));
    traversal.failed(second.id);
    assert_eq!(traversal.first_awaited(), Some(second.offset));
    traversal.stop();
    assert_eq!(traversal.first_awaited(), None);
}
