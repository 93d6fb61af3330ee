//! One write beside the list: all that was recorded of it.

use super::words;
use crate::activity::{Act, History, Result as Came};
use crate::i18n::{Language, Words};
use crate::pages::moment::date_and_time;
use crate::pages::parameters::Parameters;
use crate::routes::parameter;
use crate::ui::{Cell, Description, DescriptionList, SidePanel};
use leptos::prelude::*;

/// The panel; nothing while no write is open.
pub fn detail(words: Words, parameters: Parameters, history: RwSignal<Option<History>>) -> AnyView {
    let open = parameters.signal(parameter::DETAIL);
    let close = Callback::new(move |()| parameters.set(&[(parameter::DETAIL, "")]));
    let act = Memo::new(move |_| {
        let number: u64 = open.with(|open| open.parse().ok())?;
        history.with(|history| {
            let acts = history.as_ref()?.acts();
            acts.iter().find(|act| act.number == number).cloned()
        })
    });
    (move || {
        let act = act.get()?;
        let title = {
            let sent = act.sent.clone();
            words.with(move |language| words::operation(language, &sent))
        };
        let facts = Signal::derive(move || facts(words.0.get(), &act));
        Some(view! {
            <SidePanel title=title close_label=words.of(Language::close) on_close=close>
                <DescriptionList items=facts/>
            </SidePanel>
        })
    })
    .into_any()
}

fn facts(language: Language, act: &Act) -> Vec<Description> {
    let (tone, result) = words::result(language, &act.result);
    let reason = match &act.result {
        Came::Failed(reason) | Came::Unknown(reason) => Some(reason),
        Came::Open | Came::Succeeded => None,
    };
    let given =
        |text: Option<&String>, cell: fn(String) -> Cell| text.cloned().map_or(Cell::Empty, cell);
    vec![
        Description::new(
            language.activity_when(),
            Cell::Text(date_and_time(act.at as f64, language)),
        ),
        Description::new(
            language.activity_result(),
            Cell::Badge(tone, result.to_owned()),
        ),
        Description::new(
            language.activity_vendor_words(),
            given(reason.and_then(|reason| reason.words.as_ref()), Cell::Text),
        ),
        Description::new(
            language.activity_targets(),
            Cell::Text(words::targets(language, &act.sent)),
        ),
        Description::new(
            language.activity_connection(),
            Cell::Mono(act.sent.connection.clone()),
        ),
        Description::new(
            language.activity_ids(),
            Cell::Mono(act.sent.request.clone()),
        ),
        Description::new(language.trace_id(), Cell::Mono(act.trace.clone())),
        Description::new(
            language.vendor_trace_id(),
            given(
                reason.and_then(|reason| reason.vendor_trace.as_ref()),
                Cell::Mono,
            ),
        ),
        Description::new(
            language.activity_entry(),
            Cell::Number(act.number.to_string()),
        ),
        Description::new(language.activity_hash(), Cell::Mono(act.hash.clone())),
    ]
}
