//! How far reading everybody is, how old what is shown is, and what can be done about either.

use super::{Board, Phase, cache_fault};
use crate::i18n::Language;
use crate::pages::problem_notice::ProblemNotice;
use crate::roster::Outcome;
use crate::session::now_milliseconds;
use crate::ui::pager::grouped;
use crate::ui::{Button, ButtonVariant, Checkbox, IconName, Notice, ProgressBar, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The line above the table, and what went wrong.
pub fn status(board: Board) -> AnyView {
    let words = board.desk.words;
    let counts = board.table.counts;
    let count = words.with(move |language| {
        let counts = counts.get();
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
    let is_reading = Memo::new(move |_| state.with(|state| state.phase == Phase::Reading));
    let is_stopped = Memo::new(move |_| state.with(|state| state.phase == Phase::Stopped));
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
        is_stopped.get().then(|| {
            let title = words.with(move |language| {
                let seen = state.with(|state| state.seen);
                language.roster_stopped(&grouped(seen))
            });
            view! {
                <span>{title}</span>
                <Button
                    label=words.of(Language::roster_resume)
                    small=true
                    on_click=Callback::new(move |()| board.loading.resume())
                />
            }
        })
    };
    view! {
        {reading}
        {stopped}
    }
    .into_any()
}

/// How old what is shown is, and whether it is kept.
fn age(board: Board) -> AnyView {
    let (words, state) = (board.desk.words, board.loading.state);
    // Minutes go by while nothing else happens.
    let now = RwSignal::new(now_milliseconds());
    let tick = set_interval_with_handle(
        move || now.set(now_milliseconds()),
        std::time::Duration::from_secs(30),
    );
    on_cleanup(move || {
        if let Ok(tick) = tick {
            tick.clear();
        }
    });
    let taken_at = Memo::new(move |_| {
        state.with(|state| match state.phase {
            Phase::Complete { at, .. } => Some(at),
            _ => state.kept_from,
        })
    });
    let text = move || {
        let taken_at = taken_at.get()?;
        let minutes = (now.get().max(0.0) as u64).saturating_sub(taken_at) / 60_000;
        Some(words.with(move |language| {
            let age = age_words(language, minutes);
            language.roster_as_of(&age)
        }))
    };
    let is_kept = RwSignal::new(board.loading.cache().is_remembered());
    let keep = Callback::new(move |wanted: bool| {
        is_kept.set(wanted);
        spawn_local(async move {
            if board.loading.remember(wanted).await.is_err() {
                _ = is_kept.try_set(!wanted);
                let words = board.desk.words.now();
                let toasts = board.desk.toasts;
                toasts.push(Tone::Bad, words.roster_not_kept(), None, None);
            } else if wanted {
                board.loading.refresh();
            }
        });
    });
    let is_reading = Memo::new(move |_| state.with(|state| state.phase == Phase::Reading));
    view! {
        <span class="roster-age">
            {text}
            <span title=words.of(Language::roster_keep_hint)>
                <Checkbox label=words.of(Language::roster_keep) checked=is_kept on_change=keep/>
            </span>
            <Button
                label=words.of(Language::roster_refresh)
                icon=IconName::Refresh
                small=true
                busy=is_reading
                on_click=Callback::new(move |()| board.refresh())
            />
        </span>
    }
    .into_any()
}

fn age_words(language: Language, minutes: u64) -> String {
    let count = |of: u64| usize::try_from(minutes / of).unwrap_or(usize::MAX);
    match minutes {
        0 => language.roster_just_now().to_owned(),
        1..60 => language.roster_minutes_ago(count(1)),
        60..2_880 => language.roster_hours_ago(count(60)),
        _ => language.roster_days_ago(count(1_440)),
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
            } => Some(*missing),
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
            let missing = missing.get()?;
            let title = words.with(move |language| match missing {
                0 => language.roster_uncertain().to_owned(),
                missing => language.roster_missing(&grouped(missing)),
            });
            Some(view! { <Notice tone=Tone::Warn title=title/> })
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
    fn an_age_is_told_in_its_own_measure() {
        let english = |minutes| age_words(Language::English, minutes);
        assert_eq!(english(0), "just now");
        assert_eq!(english(1), "1 minute ago");
        assert_eq!(english(59), "59 minutes ago");
        assert_eq!(english(61), "1 hour ago");
        assert_eq!(english(2_879), "47 hours ago");
        assert_eq!(english(2_880), "2 days ago");
    }
}
