//! What a key costs, by size: `cargo bench -p roster`.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use roster::{CodePoints, Column, ColumnKind, Direction, Order, Query, Roster, RowSet, SortBy};
use std::hint::black_box;

fn roster(rows: u32) -> Roster {
    let column = |name, kind, searched| Column {
        name,
        kind,
        searched,
    };
    let mut roster = Roster::new(vec![
        column("name", ColumnKind::Text, true),
        column("nick", ColumnKind::Text, true),
        column("guid", ColumnKind::Text, false),
        column("reg", ColumnKind::Text, false),
        column("status", ColumnKind::Category, false),
    ]);
    for index in 0..rows {
        let mixed = index.wrapping_mul(2_654_435_761);
        let name = format!("user_{:06}", u64::from(index) * 618_033 % 1_000_000);
        let nick = ["张伟", "李娜", "欧阳子轩", "王芳"][(mixed >> 9) as usize % 4];
        let guid = format!("{mixed:08x}-{:04x}-{:04x}", mixed >> 16, mixed & 0xffff);
        let reg = format!(
            "20{:02}-{:02}-{:02} 10:00:00",
            12 + mixed % 13,
            1 + mixed % 12,
            1 + mixed % 28
        );
        let status = if mixed % 20 < 17 { "正常" } else { "停用" };
        roster.put(&[&name, nick, &guid, &reg, status]);
    }
    roster
}

fn benches(criterion: &mut Criterion) {
    for rows in [100_000, 1_000_000] {
        let mut full = roster(rows);
        println!("{rows} rows take {} MB", full.bytes() / 1_000_000);
        let mut group = criterion.benchmark_group(rows.to_string());
        group.sample_size(10);
        for typed in ["u", "user_073", "status:停用", "reg:>2020"] {
            let query = Query::read(typed, &["name", "status", "reg"]);
            group.bench_function(format!("filter {typed}"), |bencher| {
                bencher.iter(|| black_box(full.matching(&query)).len());
            });
        }
        let all = RowSet::all(rows);
        let by = [SortBy {
            column: 0,
            direction: Direction::Descending,
        }];
        group.bench_function("first sort", |bencher| {
            bencher.iter_batched_ref(
                || full.clone(),
                |roster| Order::of(roster, &all, &by, &CodePoints).len(),
                BatchSize::PerIteration,
            );
        });
        group.bench_function("sort again", |bencher| {
            bencher.iter(|| Order::of(&mut full, &all, &by, &CodePoints).len());
        });
        group.bench_function("select all", |bencher| {
            bencher.iter(|| RowSet::all(black_box(rows)).len());
        });
        group.finish();
    }
}

#[allow(missing_docs, reason = "made by the macro")]
mod group {
    use super::*;
    criterion_group!(roster_benches, benches);
}
criterion_main!(group::roster_benches);
