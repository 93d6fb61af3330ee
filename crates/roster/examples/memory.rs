//! What the roster takes, counted where memory is asked for: `cargo run --release -p roster --example memory`.

#[path = "../tests/accounts/mod.rs"]
mod accounts;

use peak_alloc::PeakAlloc;
use roster::{Direction, Matches, Order, Progress, Query, Roster, RowSet, Search, SortBy};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What is kept, and what more was held for a while, behind some work.
fn measured<Outcome>(what: &str, work: impl FnOnce() -> Outcome) -> Outcome {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let outcome = work();
    let (now, peak) = (MEMORY.current_usage(), MEMORY.peak_usage());
    let megabytes = |bytes: usize| bytes as f64 / 1e6;
    println!(
        "| {what} | {:+.1} | {:.1} | {:.1} |",
        megabytes(now) - megabytes(before),
        megabytes(now),
        megabytes(peak)
    );
    outcome
}

fn search(roster: &mut Roster, typed: &str) -> Matches {
    let mut search = Search::new(roster, Query::read(typed, &accounts::columns()), None);
    loop {
        if let Progress::Done(matches) = search.step(roster, 50_000) {
            return matches;
        }
    }
}

fn main() {
    for rows in [100_000, 1_000_000] {
        println!("\n{rows} rows\n\n| step | more kept, MB | kept, MB | at most, MB |");
        let mut roster = measured("rows put", || accounts::roster(rows));
        println!(
            "| as the roster counts | | {:.1} | |",
            roster.bytes() as f64 / 1e6
        );
        let sort = |column| {
            [SortBy {
                column,
                direction: Direction::Ascending,
            }]
        };
        let all = measured("a set of all", || RowSet::all(rows));
        let order = measured("first sort by name", || {
            Order::of(&mut roster, &all, &sort(accounts::NAME))
        });
        drop(order);
        let order = measured("the same order again", || {
            Order::of(&mut roster, &all, &sort(accounts::NAME))
        });
        drop(order);
        let order = measured("first sort by date", || {
            Order::of(&mut roster, &all, &sort(accounts::REG))
        });
        drop(order);
        measured("filter user", || search(&mut roster, "user"));
        measured("filter guid:a1", || search(&mut roster, "guid:a1"));
        measured("every account put again, unchanged", || {
            for index in 0..rows {
                roster.put(&accounts::user(index).each_ref().map(String::as_str));
            }
        });
        measured("a third of the names changed", || {
            for row in (0..rows).step_by(3) {
                roster.set(row, accounts::NAME, "another name, and a longer one");
            }
        });
        measured("a third removed", || {
            for row in (0..rows).step_by(3) {
                let guid = roster.text(row, accounts::GUID).into_owned();
                roster.remove(&guid);
            }
        });
        measured("numbered anew", || roster.compact());
    }
}
