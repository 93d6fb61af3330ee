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
    let is_read_only = session.is_read_only();
    let text = words.with(move |language: Language| {
        if is_read_only {
            return language.read_only_note().to_owned();
        }
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
    let role = session.identity().map(|identity| identity.role);
    let title = if session.is_read_only() {
        Language::read_only_forbids
    } else {
        Language::role_forbids
    };
    let is_read_only = session.is_read_only();
    let body = words.with(move |language: Language| match role {
        Some(role) if !is_read_only => language.role_forbids_body(role_name(language, role)),
        _ => language.read_only_note().to_owned(),
    });
    Some(
        view! {
            <Notice tone=Tone::Warn title=words.of(title)>
                <p>{body}</p>
            </Notice>
        }
        .into_any(),
    )
}
