//! What is said where somebody may not do everything that a page could do.

use crate::i18n::{Language, Words, role_name};
use crate::session::Session;
use crate::ui::{Notice, Tone};
use leptos::prelude::*;
use vendors::Operation;

/// A line that says why some of these operations have no button here; nothing where all of them have.
pub fn permission_note(words: Words, session: Session, operations: &[Operation]) -> AnyView {
    if operations.iter().all(|operation| session.may(*operation)) {
        return ().into_any();
    }
    let role = session.identity().map(|identity| identity.role);
    let text = words.with(move |language: Language| {
        role.map(|role| language.role_limits(role_name(language, role)))
            .unwrap_or_default()
    });
    view! { <p class="section-note" role="note">{text}</p> }.into_any()
}

/// What stands in a form's place where somebody may not send it: a link leads to a form past the buttons that such people
/// do not have.
pub fn forbidden_form(words: Words, session: Session, operation: Operation) -> Option<AnyView> {
    if session.may(operation) {
        return None;
    }
    let role = session.identity()?.role;
    let body =
        words.with(move |language: Language| language.role_forbids_body(role_name(language, role)));
    Some(
        view! {
            <Notice tone=Tone::Warn title=words.of(Language::role_forbids)>
                <p>{body}</p>
            </Notice>
        }
        .into_any(),
    )
}
