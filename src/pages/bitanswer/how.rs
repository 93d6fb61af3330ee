//! By page or all at once. What was chosen last holds for the bare address, which the navigation leads to; every other
//! address says it itself.

use super::desk::{Desk, EVERYONE};
use crate::i18n::Language;
use crate::pages::parameters::use_address;
use crate::query::Query;
use crate::routes::parameter;
use crate::store::{load_layout, save_layout};
use crate::ui::SegmentedControl;
use leptos::prelude::*;

const TABLE: &str = "bitanswer/how";
const BY_PAGE: &str = "page";

/// The choice.
pub fn how_it_is_read(desk: Desk) -> AnyView {
    let (words, parameters) = (desk.words, desk.parameters);
    let bare = use_address().with_untracked(|(_, query)| *query == Query::default());
    if bare && load_layout(TABLE).as_deref() == Some(EVERYONE) {
        parameters.replace(&[(parameter::VIEW, EVERYONE)]);
    }
    let chosen = RwSignal::new(String::new());
    Effect::new(move |_| {
        let shown = if desk.shows_everyone.get() {
            EVERYONE
        } else {
            BY_PAGE
        };
        chosen.set(shown.to_owned());
    });
    Effect::new(move |_| {
        let choice = chosen.get();
        let wants_everyone = choice == EVERYONE;
        if choice.is_empty() || wants_everyone == desk.shows_everyone.get_untracked() {
            return;
        }
        save_layout(TABLE, &choice);
        // Both filters are texts that are typed, but not the same language.
        parameters.set(&[
            (parameter::VIEW, if wants_everyone { EVERYONE } else { "" }),
            (parameter::FILTER, ""),
            (parameter::MATCH, ""),
            (parameter::STATE, ""),
            (parameter::SORT, ""),
            (parameter::PAGE, ""),
        ]);
    });
    let options = Signal::derive(move || {
        let language = words.0.get();
        vec![
            (BY_PAGE.to_owned(), language.roster_by_page().to_owned()),
            (EVERYONE.to_owned(), language.roster_everybody().to_owned()),
        ]
    });
    view! {
        <SegmentedControl label=words.of(Language::roster_how) value=chosen options=options/>
    }
    .into_any()
}
