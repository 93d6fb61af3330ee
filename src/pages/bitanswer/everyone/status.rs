//! How far reading everybody is, what went wrong, and what can be done about either.

use super::age::age;
use super::{Board, LoadingState, Phase, cache_fault};
use crate::i18n::Language;
use crate::pages::problem_notice::ProblemNotice;
use crate::roster::Outcome;
use crate::ui::pager::grouped;
use crate::ui::{Button, ButtonVariant, Notice, ProgressBar, Tone};
use leptos::prelude::*;

/// The line above the table, and what went wrong.
pub fn status(board: Board) -> AnyView {
    let words = board.desk.words;
    let counts = board.table.counts;
    let state = board.loading.state;
    let is_complete = Memo::new(move |_| state.with(LoadingState::is_complete));
    let count = words.with(move |language| {
        let counts = counts.get();
        if counts.all == 0 && !is_complete.get() {
            return String::new();
        }
        let number = |count: u32| grouped(u64::from(count));
        if counts.shown == counts.all {
            language.roster_all_shown(&number(counts.all))
        } else {
            language.roster_shown(&number(counts.shown), &number(counts.all))
        }
    });
    view! {
        <div class="roster-status">
            <span class="roster-count" role="status">{count}</span>
            {progress(board)}
            {age(board)}
        </div>
        {trouble(board)}
    }
    .into_any()
}

fn progress(board: Board) -> AnyView {
    let (words, state) = (board.desk.words, board.loading.state);
    let counts = board.table.counts;
    let is_reading = Memo::new(move |_| state.with(|state| state.phase == Phase::Reading));
    let is_stopped = Memo::new(move |_| state.with(|state| state.phase == Phase::Stopped));
    let is_cut_short = Memo::new(move |_| {
        // A problem is told by itself; how far it came is told here.
        let is_problem = |state: &LoadingState| matches!(state.phase, Phase::Problem(_));
        is_stopped.get() || state.with(|state| is_problem(state) && state.seen > 0)
    });
    let label = words.with(move |language| {
        state.with(|state| {
            let seen = grouped(state.seen);
            let read = match state.total {
                Some(total) => language.roster_reading(&seen, &grouped(total)),
                None => language.roster_reading_unknown(&seen),
            };
            match (state.waits, state.rate) {
                (Some(seconds), _) => [read, language.roster_waits(seconds)].join(" · "),
                (None, 0) => read,
                (None, rate) => {
                    let rate = language.roster_rate(&grouped(u64::from(rate)));
                    [read, rate].join(" · ")
                }
            }
        })
    });
    let parts =
        Signal::derive(move || state.with(|state| Some((state.seen as f64, state.total? as f64))));
    let reading = move || {
        is_reading.get().then(|| {
            view! {
                <ProgressBar label=label progress=parts/>
                <span>{label}</span>
                <Button
                    label=words.of(Language::roster_stop)
                    variant=ButtonVariant::Ghost
                    small=true
                    on_click=Callback::new(move |()| board.loading.stop())
                />
            }
        })
    };
    let stopped = move || {
        is_cut_short.get().then(|| {
            let title = words.with(move |language| {
                let seen = state.with(|state| state.seen);
                stopped_words(language, seen, u64::from(counts.get().all))
            });
            let resume = is_stopped.get().then(|| {
                view! {
                    <Button
                        label=words.of(Language::roster_resume)
                        small=true
                        on_click=Callback::new(move |()| board.loading.resume())
                    />
                }
            });
            view! {
                <span role="status">{title}</span>
                {resume}
            }
        })
    };
    view! {
        {reading}
        {stopped}
    }
    .into_any()
}

fn as_count(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// What is shown after a reading that was cut short: only whom it saw, or also those of an earlier one.
fn stopped_words(language: Language, seen: u64, shown: u64) -> String {
    if shown <= seen {
        language.roster_stopped(&grouped(seen))
    } else if seen == 0 {
        language.roster_stopped_before().to_owned()
    } else {
        language.roster_stopped_between(&grouped(seen))
    }
}

/// What went wrong: reading, or keeping.
fn trouble(board: Board) -> AnyView {
    let (words, state) = (board.desk.words, board.loading.state);
    let problem = Memo::new(move |_| {
        state.with(|state| match &state.phase {
            Phase::Problem(problem) => Some(problem.clone()),
            _ => None,
        })
    });
    let missing = Memo::new(move |_| {
        state.with(|state| match &state.phase {
            Phase::Complete {
                outcome: Outcome::Uncertain { missing },
                ..
            } => Some((*missing, state.has_moved)),
            _ => None,
        })
    });
    let not_kept = Memo::new(move |_| state.with(|state| state.cache_fault));
    let resume = Callback::new(move |()| board.loading.resume());
    let again = Callback::new(move |()| board.refresh());
    let outdated = move || {
        board.outdated.get().then(|| {
            view! {
                <Notice tone=Tone::Info title=words.of(Language::roster_outdated)>
                    <div class="notice-actions">
                        <Button label=words.of(Language::roster_refresh) small=true on_click=again/>
                    </div>
                </Notice>
            }
        })
    };
    view! {
        {outdated}
        {move || {
            let problem = problem.get()?;
            Some(view! { <ProblemNotice problem=problem on_retry=resume/> })
        }}
        {move || {
            let (missing, has_moved) = missing.get()?;
            let title = words.with(move |language| match (missing, has_moved) {
                (0, true) => language.roster_uncertain().to_owned(),
                (0, false) => language.roster_contradicted().to_owned(),
                (missing, true) => language.roster_missing(&grouped(missing)),
                (missing, false) => language.roster_fewer_came(as_count(missing)),
            });
            Some(view! { <Notice tone=Tone::Warn title=title/> })
        }}
        {move || {
            let joined = board.joined.get();
            let title = words.with(move |language| language.roster_joined(as_count(joined)));
            (joined > 0).then(|| view! { <Notice tone=Tone::Warn title=title/> })
        }}
        {move || {
            let fault = not_kept.get()?;
            let body = words.with(move |language| cache_fault(language, fault).to_owned());
            Some(view! {
                <Notice tone=Tone::Warn title=words.of(Language::roster_not_kept)>
                    <p>{body}</p>
                </Notice>
            })
        }}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_shown_before_is_not_said_to_be_missing() {
        let english = |seen, shown| stopped_words(Language::English, seen, shown);
        assert!(english(200, 200).contains("these only"));
        // Two of the vendor's accounts may be one row.
        assert!(english(200, 199).contains("these only"));
        assert_eq!(
            english(200, 2_184),
            "Stopped: 200 accounts were read again, the others are older."
        );
        assert_eq!(english(0, 2_184), "Stopped: all that is shown is older.");
    }
}
