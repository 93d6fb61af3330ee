//! What a key, a sort and a selection cost, by size, beside a list of objects in the same run: `cargo bench -p roster`.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use roster::{Direction, Order, Query, RowSet, SortBy};
use std::hint::black_box;

#[path = "../tests/accounts/mod.rs"]
mod accounts;

/// A user as an object of its own.
struct User {
    name: String,
    nick: String,
}

fn benches(criterion: &mut Criterion) {
    for rows in [100_000, 1_000_000] {
        let mut full = accounts::roster(rows);
        println!("{rows} rows take {} MB", full.bytes() / 1_000_000);
        let mut group = criterion.benchmark_group(rows.to_string());
        group.sample_size(10);
        let columns = full.columns().to_vec();
        for typed in [
            "u",
            "user_073",
            "status:停用",
            "reg:>2020",
            "a1b2",
            "guid:a1b2",
        ] {
            let query = Query::read(typed, &columns);
            group.bench_function(format!("filter {typed}"), |bencher| {
                bencher.iter(|| black_box(full.matching(&query)).len());
            });
        }
        let all = RowSet::all(rows);
        for (name, columns) in [
            ("name", &[accounts::NAME][..]),
            ("nick", &[accounts::NICK]),
            ("date", &[accounts::REG]),
            ("status and nick", &[accounts::STATUS, accounts::NICK]),
        ] {
            for direction in [Direction::Ascending, Direction::Descending] {
                let sorts = columns.iter().map(|column| SortBy {
                    column: *column,
                    direction,
                });
                let by: Vec<SortBy> = sorts.collect();
                if direction == Direction::Ascending {
                    group.bench_function(format!("first sort by {name}"), |bencher| {
                        bencher.iter_batched_ref(
                            || {
                                full.set_collation(roster::Collation::code_points());
                                full.clone()
                            },
                            |roster| Order::of(roster, &all, &by).len(),
                            BatchSize::PerIteration,
                        );
                    });
                }
                group.bench_function(format!("sort again by {name} {direction:?}"), |bencher| {
                    bencher.iter(|| Order::of(&mut full, &all, &by).len());
                });
            }
        }
        let by = [SortBy {
            column: accounts::NAME,
            direction: Direction::Ascending,
        }];
        let few = full.matching(&Query::read("user_073", &columns));
        group.bench_function("order of few by name", |bencher| {
            bencher.iter(|| Order::of(&mut full, &few, &by).len());
        });
        let mut turn = 0;
        group.bench_function("500 changed rows and the order by name", |bencher| {
            bencher.iter(|| {
                turn += 1;
                for row in 0..500 {
                    full.set(row * (rows / 500), accounts::NICK, &format!("{turn}"));
                }
                Order::of(&mut full, &all, &by).len()
            });
        });
        group.bench_function("facets of status", |bencher| {
            bencher.iter(|| full.facets(accounts::STATUS, &all).len());
        });
        group.bench_function("select all", |bencher| {
            bencher.iter(|| RowSet::all(black_box(rows)).len());
        });
        objects(&mut group, rows);
        group.finish();
    }
}

/// The same with an object a user and the standard sort, by code point, as a plain program has it.
fn objects(group: &mut criterion::BenchmarkGroup<'_, criterion::measurement::WallTime>, rows: u32) {
    let users: Vec<User> = (0..rows)
        .map(|index| {
            let [_, name, nick, ..] = accounts::user(index);
            User { name, nick }
        })
        .collect();
    for typed in ["u", "user_073"] {
        group.bench_function(format!("objects: filter {typed}"), |bencher| {
            bencher.iter(|| {
                let found = |user: &&User| {
                    user.name.to_lowercase().contains(typed)
                        || user.nick.to_lowercase().contains(typed)
                };
                users.iter().filter(found).count()
            });
        });
    }
    group.bench_function("objects: sort by name", |bencher| {
        bencher.iter(|| {
            let mut order: Vec<&User> = users.iter().collect();
            order.sort_by(|one, other| one.name.cmp(&other.name));
            order.len()
        });
    });
}

#[allow(missing_docs, reason = "made by the macro")]
mod group {
    use super::*;
    criterion_group!(roster_benches, benches);
}
criterion_main!(group::roster_benches);
