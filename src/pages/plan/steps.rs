//! The steps at the top, and the heading that each begins with, which takes the focus when the step comes.

use super::desk::{Desk, Step};
use crate::i18n::Language;
use leptos::{html, prelude::*};

type Text = fn(Language) -> &'static str;

const STEPS: [(Step, Text); 3] = [
    (Step::Source, Language::plan_step_source),
    (Step::Compare, Language::plan_step_compare),
    (Step::Review, Language::plan_step_plan),
];

/// Where the admin is on the way.
pub fn steps(desk: Desk) -> AnyView {
    let words = desk.words;
    let item = move |(step, text): (Step, Text)| {
        let place = move |step| STEPS.iter().position(|(own, _)| *own == step);
        view! {
            <li
                class="plan-step"
                aria-current=move || (desk.step.get() == step).then_some("step")
                data-done=move || (place(desk.step.get()) > place(step)).then_some("true")
            >
                {words.of(text)}
            </li>
        }
    };
    view! {
        <ol class="plan-steps" aria-label=words.of(Language::plan_steps)>
            {STEPS.map(item).collect_view()}
        </ol>
    }
    .into_any()
}

/// A step's heading. `takes_focus` where the step follows another, so that a screen reader begins there.
pub fn step_heading(text: Signal<String>, takes_focus: bool) -> AnyView {
    let heading = NodeRef::<html::H2>::new();
    if takes_focus {
        heading.on_load(|heading| {
            // Behind the frame in which it comes; before, it is not in the document.
            request_animation_frame(move || _ = heading.focus());
        });
    }
    view! {
        <h2 class="section-title" tabindex="-1" node_ref=heading>
            {text}
        </h2>
    }
    .into_any()
}
