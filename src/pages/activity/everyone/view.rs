//! What is shown of everyone's writes.

use super::super::export::menu;
use super::super::list::{nothing, table};
use super::{Doing, Everyone, Part};
use crate::activity::{Chain, History};
use crate::i18n::problem::proxy;
use crate::i18n::{Language, Words, use_words};
use crate::pages::moment::date_and_time;
use crate::transport::TrailFailure;
use crate::ui::{
    Button, ButtonVariant, CopyButton, IconName, Notice, ProgressBar, Tone, use_toasts,
};
use leptos::prelude::*;
use vendors::problem::ProxyFailureKind;

/// How many digits of a hash are told where it can be copied.
const SHORT: usize = 12;

/// One part.
pub fn part((everyone, part): (Everyone, Part)) -> AnyView {
    let words = use_words();
    match part {
        Part::Actions => actions(words, everyone),
        Part::List => list(words, everyone),
    }
}

fn actions(words: Words, everyone: Everyone) -> AnyView {
    let toasts = use_toasts();
    let is_reading = Signal::derive(move || everyone.doing.get() == Doing::Reading);
    let export = Callback::new(move |is_csv: bool| everyone.export(toasts, words.now(), is_csv));
    view! {
        <Button
            label=words.of(Language::activity_refresh)
            icon=IconName::Refresh
            busy=is_reading
            on_click=Callback::new(move |()| everyone.refresh())
        />
        {menu(words, export)}
    }
    .into_any()
}

fn list(words: Words, everyone: Everyone) -> AnyView {
    let history = everyone.listed.history;
    if history.with_untracked(Option::is_none) {
        everyone.refresh();
    }
    let empty = move |is_empty: bool| {
        let title: fn(Language) -> &'static str = match (
            is_empty,
            everyone.trail.with(|trail| trail.before.is_some()),
        ) {
            (true, _) => Language::activity_nobody,
            (false, true) => Language::activity_no_match_so_far,
            (false, false) => Language::activity_no_match,
        };
        let body: fn(Language) -> &'static str = Language::activity_nobody_body;
        nothing(words, title, is_empty.then_some(body))
    };
    let is_without =
        Memo::new(move |_| everyone.failure.with(Option::is_some) && history.with(Option::is_none));
    view! {
        {move || everyone.failure.get().map(|(failure, is_newest)| failed(words, everyone, failure, is_newest))}
        {chain(words, everyone)}
        {unreadable(words, everyone)}
        {exporting(words, everyone)}
        {everyone.filters.view(everyone.listed)}
        {move || {
            (!is_without.get())
                .then(|| table(words, everyone.parameters, everyone.listed, empty))
        }}
        {older(words, everyone)}
    }
    .into_any()
}

fn failed(words: Words, everyone: Everyone, failure: TrailFailure, is_newest: bool) -> AnyView {
    let body = move |language: Language| {
        let of = |kind| {
            let (reason, remedy) = proxy(language, kind);
            [reason, remedy].join(" ")
        };
        match failure {
            TrailFailure::NotReached => language.sign_in_not_reached().to_owned(),
            TrailFailure::SignInNeeded => of(ProxyFailureKind::SignInNeeded),
            TrailFailure::RoleNotEnough => of(ProxyFailureKind::RoleNotEnough),
            TrailFailure::NoTrail => language.activity_trail_none().to_owned(),
            TrailFailure::Unreadable => language.activity_trail_unreadable().to_owned(),
            TrailFailure::NotUnderstood => of(ProxyFailureKind::Foreign),
        }
    };
    let again = Callback::new(move |()| {
        if is_newest {
            everyone.refresh();
        } else {
            everyone.read_older();
        }
    });
    // Who one is, and what one may do, is told anew with the page.
    let reload = Callback::new(|()| _ = window().location().reload());
    let (label, act) = match failure {
        TrailFailure::SignInNeeded => (Language::sign_in as fn(Language) -> &'static str, reload),
        TrailFailure::RoleNotEnough | TrailFailure::NoTrail => {
            (Language::reload as fn(Language) -> &'static str, reload)
        }
        _ => (Language::retry as fn(Language) -> &'static str, again),
    };
    view! {
        <Notice tone=Tone::Bad title=words.of(Language::activity_trail_failed)>
            <p>{words.with(body)}</p>
            <div class="notice-actions">
                <Button label=words.of(label) on_click=act variant=ButtonVariant::Secondary/>
            </div>
        </Notice>
    }
    .into_any()
}

fn chain(words: Words, everyone: Everyone) -> AnyView {
    let chain = Memo::new(move |_| everyone.trail.with(|trail| trail.chain.clone()));
    let history = everyone.listed.history;
    let is_read = Memo::new(move |_| history.with(Option::is_some));
    (move || {
        if !is_read.get() {
            return None;
        }
        let notice = match chain.get() {
            Chain::Unsaid => view! {
                <Notice title=words.of(Language::activity_trail_unsaid)>
                    <p>{words.of(Language::activity_trail_unsaid_body)}</p>
                </Notice>
            }
            .into_any(),
            Chain::Broken(number) => {
                let title = words.with(move |language| language.activity_trail_broken(number));
                view! {
                    <Notice tone=Tone::Bad title=title>
                        <p>{words.of(Language::activity_trail_broken_body)}</p>
                    </Notice>
                }
                .into_any()
            }
            Chain::Whole { from, to, head } => {
                let title = words.with(move |language| match from {
                    0 => language.activity_trail_whole(to),
                    from => language.activity_trail_part(from, to),
                });
                let short = head.get(..SHORT).unwrap_or(&head).to_owned();
                view! {
                    <p class="trace" role="status">
                        <span>{title}</span>
                        <span>{words.of(Language::activity_trail_head)}</span>
                        <code title=head.clone()>{short} "…"</code>
                        <CopyButton
                            text=Signal::stored(head)
                            label=words.of(Language::copy)
                            done_label=words.of(Language::copied)
                        />
                    </p>
                }
                .into_any()
            }
        };
        Some(notice)
    })
    .into_any()
}

fn unreadable(words: Words, everyone: Everyone) -> AnyView {
    let count = Memo::new(move |_| everyone.trail.with(|trail| trail.unreadable));
    (move || {
        (count.get() > 0).then(|| {
            let title = words.with(move |language| language.activity_unreadable(count.get()));
            view! { <Notice tone=Tone::Warn title=title/> }
        })
    })
    .into_any()
}

fn exporting(words: Words, everyone: Everyone) -> AnyView {
    let is_exporting = Memo::new(move |_| everyone.doing.get() == Doing::Exporting);
    let progress = Signal::derive(move || {
        let (read, all) = everyone.trail.with(|trail| trail.progress());
        Some((read as f64, all as f64))
    });
    (move || {
        is_exporting.get().then(|| {
            view! {
                <div class="stack" role="status">
                    <p>{words.of(Language::activity_exporting)}</p>
                    <ProgressBar label=words.of(Language::activity_exporting) progress=progress/>
                    <div class="cluster">
                        <Button
                            label=words.of(Language::cancel)
                            variant=ButtonVariant::Secondary
                            on_click=Callback::new(move |()| everyone.stop())
                        />
                    </div>
                </div>
            }
        })
    })
    .into_any()
}

/// How far back the list reaches, and the way further.
fn older(words: Words, everyone: Everyone) -> AnyView {
    let has_more = Memo::new(move |_| everyone.trail.with(|trail| trail.before.is_some()));
    let is_busy = Signal::derive(move || everyone.doing.get() != Doing::Nothing);
    let read = words.with(move |language| {
        everyone.listed.history.with(|history| {
            let acts = history.as_ref().map(History::acts).unwrap_or_default();
            let Some(oldest) = acts.last() else {
                return String::new();
            };
            let since = date_and_time(oldest.at as f64, language);
            language.activity_read_since(&language.activity_read(acts.len()), &since)
        })
    });
    (move || {
        has_more.get().then(|| {
            view! {
                <div class="cluster">
                    <Button
                        label=words.of(Language::activity_older)
                        icon=IconName::Clock
                        variant=ButtonVariant::Secondary
                        busy=is_busy
                        on_click=Callback::new(move |()| everyone.read_older())
                    />
                    <p class="section-note">{read}</p>
                </div>
            }
        })
    })
    .into_any()
}
