//! One write beside the list: all that was recorded of it.

use super::list::Listed;
use super::words;
use crate::activity::{Act, Result as Came};
use crate::i18n::{Language, Words, grouped, role_name};
use crate::pages::moment::exact_time;
use crate::pages::parameters::Parameters;
use crate::routes::parameter;
use crate::shell::ConnectionNames;
use crate::ui::{Cell, Description, DescriptionList, SidePanel};
use leptos::prelude::*;
use vendors::Role;

/// The panel; nothing while no write is open.
pub fn detail(words: Words, parameters: Parameters, listed: Listed) -> AnyView {
    let Listed { history, names, .. } = listed;
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
            words.with(move |language| words::operation_at_vendor(language, &sent))
        };
        let facts = Signal::derive(move || facts(words.0.get(), &names.read(), &act));
        Some(view! {
            <SidePanel title=title close_label=words.of(Language::close) on_close=close>
                <DescriptionList items=facts/>
            </SidePanel>
        })
    })
    .into_any()
}

fn facts(language: Language, names: &ConnectionNames, act: &Act) -> Vec<Description> {
    let (tone, result) = words::result(language, &act.result);
    let reason = match &act.result {
        Came::Failed(reason) | Came::Unknown(reason) => Some(reason),
        Came::Open | Came::Succeeded | Came::Answered(_) | Came::NotSent => None,
    };
    let given =
        |text: Option<&String>, cell: fn(String) -> Cell| text.cloned().map_or(Cell::Empty, cell);
    let own = act.at_gateway.as_ref();
    let mut facts = vec![Description::new(
        language.activity_when(),
        Cell::Text(exact_time(act.at as f64, language)),
    )];
    if let Some(own) = own {
        let role = Role::from_word(&own.role);
        let role = role.map_or(own.role.as_str(), |role| role_name(language, role));
        let ended = own.ended.map(|ended| {
            let took = ended.saturating_sub(act.at);
            language.activity_milliseconds(&grouped(took))
        });
        facts.extend([
            Description::new(language.activity_ended(), given(ended.as_ref(), Cell::Text)),
            Description::new(language.activity_who(), Cell::Text(own.who.clone())),
            Description::new(language.activity_role(), Cell::Text(role.to_owned())),
        ]);
    }
    facts.extend([
        Description::new(language.activity_result(), Cell::Badge(tone, result)),
        Description::new(
            if own.is_some() {
                language.activity_why()
            } else {
                language.activity_vendor_words()
            },
            given(words::why(language, act).as_ref(), Cell::Text),
        ),
        Description::new(
            language.activity_targets(),
            Cell::Text(words::all_targets(language, &act.sent)),
        ),
        Description::new(
            language.activity_connection(),
            Cell::Text(names.of(&act.sent.connection)),
        ),
        Description::new(
            language.activity_connection_id(),
            Cell::Mono(act.sent.connection.clone()),
        ),
        Description::new(
            language.activity_ids(),
            given(
                Some(&act.sent.request).filter(|id| !id.is_empty()),
                Cell::Mono,
            ),
        ),
        Description::new(language.trace_id(), Cell::Mono(act.trace.clone())),
    ]);
    // The gateway does not read answers, where it stands.
    if own.is_none() {
        facts.push(Description::new(
            language.vendor_trace_id(),
            given(
                reason.and_then(|reason| reason.vendor_trace.as_ref()),
                Cell::Mono,
            ),
        ));
    }
    facts.extend([
        Description::new(language.activity_entry(), Cell::Number(grouped(act.number))),
        Description::new(language.activity_hash(), Cell::Mono(act.hash.clone())),
    ]);
    facts
}
