//! How old what is shown of everybody is, and whether it is kept in the browser.

use super::{Board, LoadingState, Phase};
use crate::i18n::Language;
use crate::pages::other_tabs::on_other_tabs;
use crate::session::now_milliseconds;
use crate::ui::{Button, Checkbox, IconName, Popover, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How old what is shown is, and whether it is kept.
pub fn age(board: Board) -> AnyView {
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
    let taken_at = Memo::new(move |_| state.with(LoadingState::taken_at));
    let text = move || {
        let taken_at = taken_at.get()?;
        let minutes = (now.get().max(0.0) as u64).saturating_sub(taken_at) / 60_000;
        Some(words.with(move |language| {
            let age = age_words(language, minutes);
            language.roster_as_of(&age)
        }))
    };
    let is_kept = RwSignal::new(board.loading.cache().is_remembered());
    on_other_tabs(move |name| {
        let cache = board.loading.cache();
        if name.is_none_or(|name| cache.is_mark(name)) {
            _ = is_kept.try_set(cache.is_remembered());
        }
    });
    let keep = Callback::new(move |wanted: bool| {
        is_kept.set(wanted);
        spawn_local(async move {
            if board.loading.remember(wanted).await.is_err() {
                _ = is_kept.try_set(!wanted);
                let words = board.desk.words.now();
                let toasts = board.desk.toasts;
                toasts.push(Tone::Bad, words.roster_not_kept(), None, None);
            } else if wanted {
                board.refresh();
            }
        });
    });
    let is_reading = Memo::new(move |_| state.with(|state| state.phase == Phase::Reading));
    view! {
        <span class="roster-age">
            {text}
            <span class="roster-keep">
                <Checkbox label=words.of(Language::roster_keep) checked=is_kept on_change=keep/>
                <Popover
                    label=words.of(Language::roster_keep_what)
                    icon=IconName::Info
                    label_hidden=true
                    content=move || {
                        view! { <p class="roster-keep-hint">{words.of(Language::roster_keep_hint)}</p> }
                    }
                />
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
