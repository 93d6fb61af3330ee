//! How far a job is: the bar, the counts, the rate, and what is left.

use super::bar::bar;
use super::desk::Desk;
use super::rows::Shown;
use crate::i18n::Language;
use crate::pages::parameters::Parameters;
use crate::routes::parameter;
use crate::ui::pager::grouped;
use jobs::Status;
use leptos::prelude::*;

/// The bar and the counts; each count leads to its rows.
pub fn progress(desk: Desk, parameters: Parameters) -> AnyView {
    let tally = Memo::new(move |_| desk.job(|job| job.tally()).unwrap_or_default());
    let shown = parameters.signal(parameter::STATE);
    let label = desk.words.with(move |language| {
        let tally = tally.get();
        language.job_counts(&count(tally.done()), &count(tally.all()))
    });
    view! {
        <section class="card job-progress" aria-label=desk.words.of(Language::job_progress)>
            <div class="card-body stack">
                <div class="job-figures">
                    <strong class="job-done">{label}</strong>
                    <span class="job-pace">{move || pace(desk)}</span>
                </div>
                {move || bar(tally.get(), 4, None)}
                <ul class="job-counts" aria-label=desk.words.of(Language::job_filter_rows)>
                    {Shown::ALL
                        .into_iter()
                        .map(|kind| {
                            let current = move || shown.with(|name| name == kind.name());
                            let link = move || {
                                parameters
                                    .link(&[(parameter::STATE, kind.name()), (parameter::PAGE, "")])
                            };
                            view! {
                                <li>
                                    <a
                                        class="job-count"
                                        data-kind=name_of(kind)
                                        href=link
                                        aria-current=move || current().then_some("true")
                                    >
                                        <span>{desk.words.of(kind.word())}</span>
                                        " "
                                        <strong>{move || count(kind.count(tally.get()))}</strong>
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </div>
        </section>
    }
    .into_any()
}

fn name_of(kind: Shown) -> &'static str {
    if kind == Shown::All {
        "all"
    } else {
        kind.name()
    }
}

fn count(number: u32) -> String {
    grouped(u64::from(number))
}

/// The rate and what is left, while it goes.
fn pace(desk: Desk) -> String {
    let language = desk.words.0.get();
    if desk.job(|job| job.status()) != Some(Status::Running) {
        return String::new();
    }
    let (rate, seconds) = desk.known(|known| known.speed());
    let mut parts = Vec::new();
    if let Some(rate) = rate {
        parts.push(language.job_rate(&grouped(rate)));
    }
    if let Some(seconds) = seconds {
        parts.push(match (seconds / 3_600, seconds / 60 % 60) {
            (0, 0) => language.job_left_seconds(seconds),
            (0, _) => language.job_left_minutes(seconds.div_ceil(60)),
            (hours, minutes) => language.job_left_hours(hours, minutes),
        });
    }
    parts.join(" · ")
}
