//! How fast a job goes, changed while it does.

use super::desk::Desk;
use crate::i18n::Language;
use crate::jobs::Ask;
use crate::pages::plan::pace::PaceChoice;
use crate::ui::Button;
use jobs::Status;
use leptos::prelude::*;

/// The three numbers and a button; nothing once the job is over.
pub fn speed(desk: Desk) -> AnyView {
    let is_open = Memo::new(move |_| {
        desk.job(|job| {
            let status = job.status();
            job.tally().left() > 0 && !matches!(status, Status::Finished | Status::Cancelled)
        })
        .unwrap_or_default()
    });
    let pace = Memo::new(move |_| desk.job(|job| job.pace()));
    (move || {
        let pace = pace.get().filter(|_| is_open.get())?;
        let choice = PaceChoice::of(desk.words, pace);
        let changed = Signal::derive(move || choice.get().is_some_and(|wanted| wanted != pace));
        let apply = Callback::new(move |()| {
            if let Some(wanted) = untrack(|| choice.get()) {
                desk.ask(Ask::SetPace(wanted));
            }
        });
        Some(view! {
            <div class="job-speed">
                {choice.view()}
                {move || {
                    changed
                        .get()
                        .then(|| {
                            view! {
                                <Button
                                    label=desk.words.of(Language::job_apply_speed)
                                    small=true
                                    on_click=apply
                                />
                            }
                        })
                }}
            </div>
        })
    })
    .into_any()
}
