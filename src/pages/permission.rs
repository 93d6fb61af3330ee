//! What is said where somebody may not do everything that a page could do.

use crate::i18n::{Language, Words, role_name};
use crate::session::Session;
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
