//! The parts of the page around the table.

use super::List;
use crate::i18n::Language;
use crate::pages::problem_notice::ProblemNotice;
use crate::ui::{Button, IconName, Skeleton};
use leptos::prelude::*;

impl List {
    pub(super) fn header(self) -> AnyView {
        let words = self.words;
        let answered = move || {
            let language = words.0.get();
            let time = self
                .remote
                .value
                .with(|listing| listing.as_ref()?.time.clone())?;
            let line = language.tingyun_answered(&time);
            Some(view! {
                <p class="page-description" title=language.tingyun_time_assumed()>{line}</p>
            })
        };
        let loading = self.remote.loading;
        view! {
            <header class="page-header">
                <div class="page-titles">
                    <h1 class="page-title">{words.of(Language::tingyun_name)}</h1>
                    <p class="page-description">{words.of(Language::tingyun_description)}</p>
                    {answered}
                </div>
                <div class="page-actions">
                    <Button
                        label=words.of(Language::refresh)
                        icon=IconName::Refresh
                        busy=loading
                        on_click=move |()| self.refresh()
                    />
                </div>
            </header>
        }
        .into_any()
    }

    /// Why the last refresh failed; with a word about the rows below, if there are any.
    pub(super) fn problem(self) -> AnyView {
        let retry = Callback::new(move |()| self.refresh());
        let notice = move || {
            self.remote.problem.get().map(|problem| {
                let is_old = self.remote.value.with_untracked(Option::is_some);
                view! {
                    <div class="stack">
                        <ProblemNotice problem=problem on_retry=retry/>
                        {is_old
                            .then(|| {
                                view! { <p class="section-note">{self.words.of(Language::tingyun_old_rows)}</p> }
                            })}
                    </div>
                }
            })
        };
        notice.into_any()
    }

    /// Whether there is anything to show but a problem.
    pub(super) fn is_wanted(self) -> bool {
        let remote = self.remote;
        remote.loading.get()
            || remote.value.with(Option::is_some)
            || remote.problem.with(Option::is_none)
    }

    /// What stands in the table's place while that is on its way.
    pub(super) fn waiting(self) -> AnyView {
        (move || (!self.has_table.get()).then(|| view! { <Skeleton lines=8/> })).into_any()
    }

    pub(super) fn note(self) -> AnyView {
        let words = self.words;
        view! { <p class="section-note">{words.of(Language::tingyun_inferred_note)}</p> }.into_any()
    }
}
