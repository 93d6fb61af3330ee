//! Whose accounts a plan is about: the vendor and the connection, chosen in the page's header and kept in the address.

use super::desk::{Desk, Step};
use crate::i18n::{Language, use_words};
use crate::pages::parameters::Parameters;
use crate::pages::write_target::write_environment;
use crate::routes::parameter;
use crate::session::use_session;
use crate::shell::connection_name;
use crate::ui::SelectField;
use jobs::plan::FileKind;
use leptos::prelude::*;
use vendors::Vendor;

/// The choice of the vendor, and of the connection where there are several.
pub fn targets(parameters: Parameters, vendor: Memo<Vendor>) -> AnyView {
    let (words, session) = (use_words(), use_session());
    let vendors = Signal::derive(move || {
        let language = words.0.get();
        session
            .vendors()
            .into_iter()
            .filter(|vendor| !FileKind::of(*vendor).is_empty())
            .map(|vendor| (vendor.slug().to_owned(), language.vendor(vendor).to_owned()))
            .collect::<Vec<_>>()
    });
    let chosen = followed(
        Signal::derive(move || vendor.get().slug().to_owned()),
        move |slug| {
            parameters.set(&[
                (parameter::SECTION, slug),
                (parameter::CONNECTION, ""),
                (parameter::PURPOSE, ""),
            ]);
        },
    );
    let in_address = parameters.signal(parameter::CONNECTION);
    let connections = Signal::derive(move || {
        let language = words.0.get();
        session
            .connections(vendor.get())
            .iter()
            .map(|one| (session.address_name(one), connection_name(language, one)))
            .collect::<Vec<_>>()
    });
    let connection = followed(in_address.into(), move |name| {
        parameters.set(&[(parameter::CONNECTION, name)]);
    });
    let several = Memo::new(move |_| connections.with(|all| all.len() > 1));
    view! {
        <div class="page-actions" role="group" aria-label=words.of(Language::plan_where)>
            <SelectField
                label=words.of(Language::plan_vendor)
                value=chosen
                options=vendors
                label_hidden=true
            />
            {move || {
                several
                    .get()
                    .then(|| {
                        view! {
                            <SelectField
                                label=words.of(Language::connection)
                                value=connection
                                options=connections
                                label_hidden=true
                            />
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// A value that a list changes and that something else can change too.
fn followed(
    current: Signal<String>,
    on_choose: impl Fn(&str) + Send + Sync + 'static,
) -> RwSignal<String> {
    let value = RwSignal::new(current.get_untracked());
    Effect::new(move |_| value.set(current.get()));
    Effect::new(move |_| {
        let chosen = value.get();
        if chosen != current.get_untracked() {
            on_choose(&chosen);
        }
    });
    value
}

/// Where the plan writes, from the beginning; at the end it stands beside the button.
pub fn write_place(desk: Desk) -> AnyView {
    let shown = Memo::new(move |_| desk.step.get() != Step::Review);
    (move || {
        shown
            .get()
            .then(|| write_environment(desk.words, desk.session, desk.vendor))
    })
    .into_any()
}
