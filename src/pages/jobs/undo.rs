//! Taking a job back: what can be, what cannot and why, and the plan that would.

use super::desk::Desk;
use crate::i18n::Language;
use crate::jobs::Draft;
use crate::routes::{Page, parameter};
use crate::store::ConnectionId;
use crate::ui::ConfirmDialog;
use jobs::{CannotUndo, Origin, Undo};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// The question.
pub fn undo_dialog(desk: Desk, open: RwSignal<bool>) -> AnyView {
    let navigate = use_navigate();
    let navigate = StoredValue::new_local(navigate);
    let undo = RwSignal::new(Undo::default());
    Effect::new(move |_| {
        if open.get() {
            undo.set(desk.job_now(jobs::undo).unwrap_or_default());
        }
    });
    let go = Callback::new(move |()| {
        let head = desk.job_now(|job| job.head().clone());
        let Some((head, vendor, connection)) = head.and_then(|head| {
            let vendor = head.vendor()?;
            let connection = ConnectionId::new(&head.connection)?;
            Some((head, vendor, connection))
        }) else {
            return;
        };
        let wishes = undo
            .try_update(|undo| std::mem::take(&mut undo.wishes))
            .unwrap_or_default();
        if wishes.is_empty() {
            open.set(false);
            return;
        }
        desk.jobs.hand_over(Draft {
            vendor,
            connection,
            origin: Origin::Undo(head.id),
            wishes,
        });
        let link = Page::Plan.link(&[
            (parameter::SECTION, vendor.slug()),
            (parameter::CONNECTION, &head.connection),
        ]);
        navigate.with_value(|navigate| navigate(&link, Default::default()));
    });
    let lines = move || {
        let language = desk.words.0.get();
        undo.with(|undo| lines(language, undo))
            .into_iter()
            .map(|line| view! { <li>{line}</li> })
            .collect_view()
    };
    let summary = desk.words.with(move |language| {
        undo.with(|undo| {
            if undo.wishes.is_empty() {
                language.job_undo_nothing().to_owned()
            } else {
                language.job_undo_can(undo.wishes.len())
            }
        })
    });
    let cannot = desk.words.with(move |language| {
        undo.with(|undo| match undo.cannot.len() {
            0 => String::new(),
            count => language.job_undo_cannot(count),
        })
    });
    view! {
        <ConfirmDialog
            open=open
            title=desk.words.of(Language::job_undo)
            confirm_label=desk.words.of(Language::job_make_undo_plan)
            cancel_label=desk.words.of(Language::cancel)
            on_confirm=go
        >
            <p>{desk.words.of(Language::job_undo_body)}</p>
            <p><strong>{summary}</strong></p>
            <p>{cannot}</p>
            <ul>{lines}</ul>
        </ConfirmDialog>
    }
    .into_any()
}

/// A text with a number in it.
type Count = fn(Language, usize) -> String;

/// What cannot be taken back, by cause.
fn lines(language: Language, undo: &Undo) -> Vec<String> {
    let count = |why: CannotUndo| undo.cannot.iter().filter(|(_, own)| *own == why).count();
    let causes: [(CannotUndo, Count); 3] = [
        (CannotUndo::Deleted, Language::job_undo_deleted),
        (CannotUndo::Password, Language::job_undo_password),
        (CannotUndo::BeforeUnknown, Language::job_undo_before),
    ];
    causes
        .into_iter()
        .map(|(why, say)| (count(why), say))
        .filter(|(count, _)| *count > 0)
        .map(|(count, say)| say(language, count))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_undone_is_counted_by_cause() {
        let undo = Undo {
            wishes: Vec::new(),
            cannot: vec![
                (0, CannotUndo::Deleted),
                (1, CannotUndo::Password),
                (2, CannotUndo::Deleted),
            ],
        };
        let said = lines(Language::Chinese, &undo);
        assert_eq!(said.len(), 2);
        assert!(said[0].starts_with("2 个已删除账号"));
    }
}
