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
    target(words, session, vendor, false)
}

/// The same where no connection is named elsewhere on the page, and the sandbox has to be told from a vendor.
pub fn write_environment(words: Words, session: Session, vendor: Vendor) -> AnyView {
    target(words, session, vendor, true)
}

fn target(words: Words, session: Session, vendor: Vendor, tells_sandbox: bool) -> AnyView {
    let is_sandbox = move || tells_sandbox && session.is_sandboxed(vendor);
    let shown = Memo::new(move |_| {
        let connection = session.connection(vendor);
        // A job's may have been deleted since.
        let is_gone = session.named(vendor, connection.id.as_str()).is_none();
        let is_told =
            connection.production || session.has_several(vendor) || is_sandbox() || is_gone;
        is_told.then_some((connection, is_gone))
    });
    (move || {
        shown.get().map(|(connection, is_gone)| {
            let production = connection.production;
            let color = connection.color.as_str();
            let name = words.with(move |language| {
                if is_gone {
                    language.connection_gone(connection.id.as_str())
                } else {
                    connection_name(language, &connection)
                }
            });
            view! {
                <p class="write-target" data-production=production.then_some("true")>
                    {color_dot(color)}
                    <span>{words.of(Language::writes_to)} " " <strong>{name}</strong></span>
                    {production
                        .then(|| view! { <Badge tone=Tone::Bad label=words.of(Language::production)/> })}
                    {is_sandbox()
                        .then(|| view! { <Badge tone=Tone::Info label=words.of(Language::via_sandbox)/> })}
                </p>
            }
        })
    })
    .into_any()
}
