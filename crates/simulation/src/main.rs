//! Runs seeds, and says which fails. `simulate --runs 100000`, `simulate --seed 42`.

use simulation::{Figures, run, run_telling};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1)?.parse::<u64>().ok()
    };
    if let Some(seed) = number("--seed") {
        return one(seed);
    }
    let runs = number("--runs").unwrap_or(1_000);
    let from = number("--from").unwrap_or(0);
    many(from, runs)
}

fn one(seed: u64) -> ExitCode {
    let mut tell = |at: u64, words: String| println!("{:>9} {words}", at % 1_000_000_000);
    match run_telling(seed, Some(&mut tell)) {
        Ok(figures) => {
            println!("seed {seed}: {figures:?}");
            ExitCode::SUCCESS
        }
        Err(violation) => {
            eprintln!("seed {seed}: {violation:?}");
            ExitCode::FAILURE
        }
    }
}

fn many(from: u64, runs: u64) -> ExitCode {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (next, failed) = (AtomicU64::new(from), AtomicBool::new(false));
    let totals: Vec<Figures> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| scope.spawn(|| work(&next, from + runs, &failed)))
            .collect();
        workers
            .into_iter()
            .filter_map(|worker| worker.join().ok())
            .collect()
    });
    let mut total = Figures::default();
    for figures in totals {
        total.add(&figures);
    }
    println!("{runs} runs from seed {from}: {total:?}");
    if failed.load(Ordering::Relaxed) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn work(next: &AtomicU64, end: u64, failed: &AtomicBool) -> Figures {
    let mut total = Figures::default();
    loop {
        let seed = next.fetch_add(1, Ordering::Relaxed);
        if seed >= end {
            return total;
        }
        match run(seed) {
            Ok(figures) => total.add(&figures),
            Err(violation) => {
                failed.store(true, Ordering::Relaxed);
                eprintln!(
                    "seed {seed}: {violation:?}\n  again: cargo xtask simulate --seed {seed}"
                );
            }
        }
    }
}
