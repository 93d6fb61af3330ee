//! Every write that was made from this browser, or by anybody through the gateway.

mod detail;
mod everyone;
mod export;
mod filters;
mod list;
mod own;
mod reading;
mod words;

use crate::i18n::{Language, Words, use_words};
use crate::pages::missing_piece::told_missing;
use crate::pages::parameters::{Parameters, use_parameters};
use crate::piece::when_wanted;
use crate::routes::{Page, parameter};
use crate::session::{Session, use_session};
use crate::ui::{Notice, SegmentedControl, Tone};
use detail::detail;
use everyone::{Everyone, Part, fetch_everyone};
use filters::Filters;
use leptos::prelude::*;
use own::Own;

/// What the address calls everyone's writes.
const GATEWAY: &str = "gateway";

/// The page.
#[component]
pub fn ActivityPage() -> impl IntoView {
    let (words, session) = (use_words(), use_session());
    let parameters = use_parameters(Page::Activity);
    let source = parameters.signal(parameter::SOURCE);
    let is_wanted = Memo::new(move |_| source.with(|source| source == GATEWAY));
    let may = session.may_read_trail();
    let of_everyone = Memo::new(move |_| may && is_wanted.get());
    let filters = Filters::new(words, parameters);
    let own = Own::new(parameters, filters);
    let everyone = Everyone::new(parameters, filters);
    let part = move |part: Part| {
        when_wanted(
            Signal::stored(true),
            fetch_everyone,
            (everyone, part),
            told_missing(),
        )
    };
    let description = words.with(move |language| {
        if of_everyone.get() {
            language.activity_everyone_description().to_owned()
        } else {
            language.activity_description().to_owned()
        }
    });
    view! {
        <div class="page">
            <header class="page-header">
                <div class="page-titles">
                    <h1 class="page-title">{words.of(Language::activity)}</h1>
                    <p class="page-description">{description}</p>
                </div>
                <div class="page-actions">
                    {move || {
                        if of_everyone.get() { part(Part::Actions) } else { own.actions() }
                    }}
                </div>
            </header>
            {may.then(|| choice(words, parameters))}
            {move || (is_wanted.get() && !may).then(|| not_offered(words, session))}
            {move || if of_everyone.get() { part(Part::List) } else { own.view() }}
        </div>
        {move || {
            let listed = if of_everyone.get() { everyone.listed } else { own.listed };
            detail(words, parameters, listed)
        }}
    }
}

fn choice(words: Words, parameters: Parameters) -> AnyView {
    let chosen = parameters.signal(parameter::SOURCE);
    let value = RwSignal::new(String::new());
    Effect::new(move |_| value.set(chosen.get()));
    Effect::new(move |_| {
        let wanted = value.get();
        if wanted != chosen.get_untracked() {
            // What only one of the two lists has does not go along.
            parameters.set(&[
                (parameter::SOURCE, &wanted),
                (parameter::STATE, ""),
                (parameter::WHO, ""),
                (parameter::DETAIL, ""),
                (parameter::PAGE, ""),
            ]);
        }
    });
    let options = Signal::derive(move || {
        let language = words.0.get();
        vec![
            (String::new(), language.activity_own().to_owned()),
            (GATEWAY.to_owned(), language.activity_everyone().to_owned()),
        ]
    });
    view! {
        <SegmentedControl
            label=words.of(Language::activity_source)
            value=value
            options=options
        />
    }
    .into_any()
}

/// For whoever follows a link to what is not for them.
fn not_offered(words: Words, session: Session) -> AnyView {
    let body = if session.identity().is_some() {
        Language::activity_not_offered_role
    } else {
        Language::activity_not_offered_body
    };
    view! {
        <Notice tone=Tone::Info title=words.of(Language::activity_not_offered)>
            <p>{words.of(body)}</p>
        </Notice>
    }
    .into_any()
}
