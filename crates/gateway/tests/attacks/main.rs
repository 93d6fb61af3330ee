//! Attacks on the gateway over real sockets, counted by class. Each class says what it would mean that an attempt got
//! through, and proves beside it that the honest request of the same kind does arrive, so that no class passes because
//! nothing works.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests may stop where they stand"
)]

mod answers;
mod bounds;
mod class;
mod escalation;
mod forgery;
#[path = "../gateway/harness.rs"]
#[allow(dead_code, reason = "shared with the gateway's other tests")]
mod harness;
mod leaks;
mod names;
mod pages;
mod paths;
mod people;
mod repeats;
mod smuggling;
mod tokens;
mod upstream_of_choice;

use std::io::Write as _;

use class::Class;

/// Runs a class in a task of its own: together they are more than a thread's stack takes.
async fn run<F: Future<Output = Class> + Send + 'static>(class: fn() -> F) -> Class {
    tokio::spawn(Box::pin(class())).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_attack_gets_through() {
    let classes = [
        run(upstream_of_choice::named_by_the_caller).await,
        run(upstream_of_choice::redirects).await,
        run(names::addresses).await,
        run(names::odd_spellings).await,
        run(names::rebinding).await,
        run(paths::of_vendors).await,
        run(paths::of_files).await,
        run(smuggling::second_requests).await,
        run(smuggling::malformed_heads).await,
        run(bounds::large).await,
        run(bounds::slow).await,
        run(forgery::identities).await,
        run(pages::foreign).await,
        run(tokens::sessions).await,
        run(tokens::guesses).await,
        run(repeats::writes).await,
        run(escalation::roles).await,
        run(escalation::hidden_from_the_trail).await,
        run(answers::opened_directly).await,
        run(answers::that_lie).await,
        run(answers::framed).await,
        run(leaks::both_ways).await,
    ];
    let attempts: usize = classes.iter().map(Class::attempts).sum();
    let through: Vec<String> = classes.iter().flat_map(Class::through).collect();
    // Written past the test runner, which keeps to itself what a test prints.
    let mut out = std::io::stderr();
    for class in &classes {
        let _ = writeln!(out, "attacks: {:4} {}", class.attempts(), class.name());
    }
    let _ = writeln!(
        out,
        "attacks: {attempts} attempts in {} classes, {} through",
        classes.len(),
        through.len()
    );
    assert!(through.is_empty(), "{through:#?}");
}
