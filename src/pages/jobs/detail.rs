//! One row beside the table: all that is known of it, nothing cut off.

use super::desk::Desk;
use super::rows::requests;
use super::words;
use crate::i18n::{Language, grouped};
use crate::pages::parameters::Parameters;
use crate::routes::parameter;
use crate::ui::{Cell, Description, DescriptionList, SidePanel};
use jobs::Job;
use leptos::prelude::*;

/// The panel; nothing while no row is open.
pub fn row_detail(desk: Desk, parameters: Parameters) -> AnyView {
    let open = parameters.signal(parameter::DETAIL);
    let close = Callback::new(move |()| parameters.set(&[(parameter::DETAIL, "")]));
    (move || {
        let row: u32 = open.with(|open| open.parse().ok())?;
        let title = desk.text(move |_, job| {
            let own = job.rows().get(row as usize);
            own.map(|own| own.target.clone()).unwrap_or_default()
        });
        let facts = Signal::derive(move || {
            let language = desk.words.0.get();
            desk.job(|job| facts(language, job, row))
                .unwrap_or_default()
        });
        Some(view! {
            <SidePanel
                title=title
                close_label=desk.words.of(Language::close)
                on_close=close
            >
                <DescriptionList items=facts/>
            </SidePanel>
        })
    })
    .into_any()
}

fn facts(language: Language, job: &Job, index: u32) -> Vec<Description> {
    let place = index as usize;
    let (Some(row), Some(state)) = (job.rows().get(place), job.states().get(place)) else {
        return Vec::new();
    };
    let (tone, outcome, why) = words::outcome(language, state);
    let request = requests(job, &[index]).remove(&index);
    let given = |text: String, cell: fn(String) -> Cell| {
        if text.is_empty() {
            Cell::Empty
        } else {
            cell(text)
        }
    };
    vec![
        Description::new(
            language.job_action(),
            Cell::Text(words::action(language, row.action).to_owned()),
        ),
        Description::new(
            language.job_outcome(),
            Cell::Badge(tone, outcome.to_owned()),
        ),
        Description::new(language.job_why(), Cell::Text(why)),
        Description::new(
            language.job_changes(),
            given(words::changes(language, row), Cell::Text),
        ),
        Description::new(
            language.job_ids(),
            given(words::ids(request.as_deref(), state), Cell::Mono),
        ),
        Description::new(
            language.job_place(),
            row.place
                .map_or(Cell::Empty, |place| Cell::Number(grouped(place.into()))),
        ),
    ]
}
