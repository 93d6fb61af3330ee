//! How far a job is, drawn: a part for every kind of rows that are over, one for those under way, and the ground for those
//! that are left.

use super::rows::Shown;
use crate::i18n::{Language, grouped};
use jobs::Tally;
use leptos::prelude::*;

/// How wide the whole is.
const WHOLE: u64 = 1_000;

/// A bar that says its parts to a screen reader; `label` is `None` where they are told beside it. `least` is how much of a
/// thousand a part has at least: a single failure among ten thousand is still to be seen, however short the bar is.
pub fn bar(tally: Tally, least: u64, label: Option<String>) -> AnyView {
    let mut start = 0;
    // Drawn, because what a style attribute says the page may not do.
    let parts = widths(tally, least).map(|(kind, width)| {
        let x = start;
        start += width;
        view! { <rect data-kind=kind x=x.to_string() y="0" width=width.to_string() height="8"></rect> }
    });
    view! {
        <svg
            class="job-bar"
            viewBox="0 0 1000 8"
            preserveAspectRatio="none"
            role=label.as_ref().map(|_| "img")
            aria-hidden=label.is_none().then_some("true")
            aria-label=label
        >
            {parts.into_iter().collect_view()}
        </svg>
    }
    .into_any()
}

/// How many rows there are of each kind that there is.
pub fn parts_told(language: Language, tally: Tally) -> String {
    let told = |kind: Shown| {
        let count = kind.count(tally);
        let word = kind.word()(language);
        (count > 0).then(|| format!("{word} {}", grouped(u64::from(count))))
    };
    let kinds = [
        Shown::Succeeded,
        Shown::Failed,
        Shown::Unknown,
        Shown::Skipped,
        Shown::Waiting,
    ];
    let told: Vec<String> = kinds.into_iter().filter_map(told).collect();
    told.join(language.job_clauses())
}

/// Each part and how wide it is; together never wider than the whole.
fn widths(tally: Tally, least: u64) -> [(&'static str, u64); 5] {
    let all = u64::from(tally.all().max(1));
    let mut parts = [
        ("succeeded", tally.succeeded),
        ("failed", tally.failed),
        ("unknown", tally.unknown),
        ("skipped", tally.skipped),
        ("under-way", tally.under_way + tally.open),
    ]
    .map(|(kind, count)| match u64::from(count) * WHOLE / all {
        _ if count == 0 => (kind, 0),
        width => (kind, width.max(least)),
    });
    let excess = parts.iter().map(|(_, width)| width).sum::<u64>();
    let excess = excess.saturating_sub(WHOLE);
    if let Some((_, widest)) = parts.iter_mut().max_by_key(|(_, width)| *width) {
        *widest = widest.saturating_sub(excess);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIXED: Tally = Tally {
        waiting: 100,
        under_way: 20,
        open: 0,
        succeeded: 1_875,
        failed: 1,
        skipped: 4,
        unknown: 0,
    };

    #[test]
    fn every_part_is_seen_and_none_is_pushed_out() {
        let over = Tally {
            succeeded: 9_999,
            failed: 1,
            ..Tally::default()
        };
        let of = |tally| widths(tally, 4).map(|(_, width)| width);
        assert_eq!(of(over), [996, 4, 0, 0, 0]);
        assert_eq!(of(MIXED), [937, 4, 0, 4, 10]);
        assert_eq!(of(Tally::default()), [0; 5]);
        let failed = Tally {
            failed: 3,
            ..Tally::default()
        };
        assert_eq!(of(failed), [0, 1_000, 0, 0, 0]);
    }

    #[test]
    fn what_is_drawn_is_told() {
        assert_eq!(
            parts_told(Language::English, MIXED),
            "Succeeded 1,875, Failed 1, Skipped 4, Waiting 120"
        );
        assert_eq!(
            parts_told(Language::Chinese, MIXED),
            "成功 1,875，失败 1，跳过 4，待处理 120"
        );
    }
}
