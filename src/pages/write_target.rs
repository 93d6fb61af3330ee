//! Where a write goes, said beside the button that starts it: always for production, and quietly where there is another
//! connection that it could be taken for.

use crate::i18n::{Language, Words};
use crate::session::Session;
use crate::shell::connection_name;
use crate::ui::{Badge, Tone, color_dot};
use leptos::prelude::*;
use vendors::Vendor;

/// The connection that this session writes to; nothing where there is only one and it is no production.
pub fn write_target(words: Words, session: Session, vendor: Vendor) -> AnyView {
    let shown = Memo::new(move |_| {
        let connection = session.connection(vendor);
        (connection.production || session.has_several(vendor)).then_some(connection)
    });
    (move || {
        shown.get().map(|connection| {
            let production = connection.production;
            let color = connection.color.as_str();
            let name = words.with(move |language| connection_name(language, &connection));
            view! {
                <p class="write-target" data-production=production.then_some("true")>
                    {color_dot(color)}
                    <span>{words.of(Language::writes_to)} " " <strong>{name}</strong></span>
                    {production
                        .then(|| view! { <Badge tone=Tone::Bad label=words.of(Language::production)/> })}
                </p>
            }
        })
    })
    .into_any()
}
