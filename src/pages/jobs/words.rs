//! Jobs and their rows in words.

use crate::i18n::Language;
pub use crate::pages::plan::words::changes;
use crate::store::jobs::Actions;
use crate::ui::Tone;
use crate::ui::pager::grouped;
use jobs::{
    Action, Doubt, Evidence, Hold, Origin, Outcome, Reason, ReasonKind, RowState, Skip, Status,
    Tally,
};

/// Where a job came from.
pub fn origin(language: Language, origin: &Origin) -> String {
    match origin {
        Origin::Selection => language.job_of_selection().to_owned(),
        Origin::File(name) => name.clone(),
        Origin::Pasted => language.job_of_pasted().to_owned(),
        Origin::Undo(_) => language.job_of_undo().to_owned(),
    }
}

/// What a job does: how many accounts it creates, changes and deletes.
pub fn deed(language: Language, actions: Actions) -> String {
    let counts = [
        (
            actions.create,
            Language::job_creates as fn(Language, &str) -> String,
        ),
        (actions.change, Language::job_changes_accounts),
        (actions.delete, Language::job_deletes),
    ];
    let told: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, say)| say(language, &grouped(u64::from(count))))
        .collect();
    if told.is_empty() {
        language.job_does_nothing().to_owned()
    } else {
        told.join(language.job_clauses())
    }
}

/// Whether a job goes, and how good the news is.
pub fn status(language: Language, status: Status, tally: Tally) -> (Tone, &'static str) {
    match status {
        Status::Running => (Tone::Accent, language.job_running()),
        Status::Paused => (Tone::Neutral, language.job_paused()),
        Status::Held(_) => (Tone::Warn, language.job_held()),
        Status::Cancelled if tally.left() > 0 => (Tone::Warn, language.job_cancelling()),
        Status::Cancelled => (Tone::Neutral, language.job_cancelled()),
        Status::Finished if tally.unknown > 0 => (Tone::Warn, language.job_finished_unknown()),
        Status::Finished if tally.failed > 0 => (Tone::Bad, language.job_finished_failed()),
        Status::Finished => (Tone::Good, language.job_finished()),
    }
}

/// What a job waits for, and what to do.
pub fn hold(language: Language, hold: Hold, without_password: usize) -> (String, &'static str) {
    let (title, body) = match hold {
        Hold::Storage => (
            language.job_held_storage(),
            language.job_held_storage_body(),
        ),
        Hold::Credentials => (
            language.job_held_credentials(),
            language.job_held_credentials_body(),
        ),
        Hold::SignIn => (
            language.job_held_sign_in(),
            language.job_held_sign_in_body(),
        ),
        Hold::Role => (language.job_held_role(), language.job_held_role_body()),
        Hold::Connection => (
            language.job_held_connection(),
            language.job_held_connection_body(),
        ),
        Hold::Passwords => {
            return (
                language.job_held_passwords(without_password),
                language.job_held_passwords_body(),
            );
        }
    };
    (title.to_owned(), body)
}

/// What a row does.
pub const fn action(language: Language, action: Action) -> &'static str {
    match action {
        Action::Create => language.job_create(),
        Action::Change => language.job_change(),
        Action::Delete => language.job_delete_account(),
    }
}

/// What became of a row: how good the news is, a word, and why.
pub fn outcome(language: Language, state: &RowState) -> (Tone, &'static str, String) {
    let (tone, word, why) = match state {
        RowState::Waiting { .. } => (
            Tone::Neutral,
            language.job_waiting(),
            language.job_at_once_hint(),
        ),
        RowState::Sent(_) => (
            Tone::Info,
            language.job_under_way(),
            language.job_sent_hint(),
        ),
        RowState::Open(_) => (
            Tone::Info,
            language.job_under_way(),
            language.job_open_hint(),
        ),
        RowState::Done(Outcome::Succeeded(evidence)) => (
            Tone::Good,
            language.job_succeeded(),
            match evidence {
                Evidence::Answer => language.job_by_answer(),
                Evidence::ReadBack => language.job_by_reading(),
                Evidence::Admin => language.job_by_admin(),
            },
        ),
        RowState::Done(Outcome::Failed(reason)) => {
            return (
                Tone::Bad,
                language.job_failed(),
                self::reason(language, reason),
            );
        }
        RowState::Done(Outcome::Skipped(skip)) => (
            Tone::Neutral,
            language.job_skipped(),
            match skip {
                Skip::AlreadySo => language.job_already_so(),
                Skip::Conflict => language.job_conflict(),
                Skip::Invalid => language.job_invalid_row(),
                Skip::LeftOut => language.job_left_out(),
                Skip::Cancelled => language.job_was_cancelled(),
            },
        ),
        RowState::Done(Outcome::Unknown(doubt)) => (
            Tone::Warn,
            language.job_unknown(),
            match doubt {
                Doubt::CannotBeRead => language.job_cannot_be_read(),
                Doubt::ShowsNowhere => language.job_shows_nowhere(),
                Doubt::SomethingElse => language.job_something_else(),
                Doubt::NotListed => language.job_not_listed(),
                Doubt::GivenUp => language.job_given_up(),
            },
        ),
    };
    (tone, word, why.to_owned())
}

/// Why a row failed, with the vendor's own words.
fn reason(language: Language, reason: &Reason) -> String {
    let mut text = match reason.kind {
        ReasonKind::Refused => language.job_reason_refused(),
        ReasonKind::NotFound => language.job_reason_not_found(),
        ReasonKind::Credentials => language.job_reason_credentials(),
        ReasonKind::RateLimited => language.job_reason_rate(),
        ReasonKind::Outage => language.job_reason_outage(),
        ReasonKind::NotUnderstood => language.job_reason_not_understood(),
        ReasonKind::Proxy => language.job_reason_proxy(),
        ReasonKind::NoAnswer => language.job_reason_no_answer(),
        ReasonKind::Invalid => language.job_reason_invalid(),
        ReasonKind::ChangedMeanwhile => language.job_reason_changed(),
        ReasonKind::Lost => language.job_reason_lost(),
        ReasonKind::PassedOver => language.job_reason_passed_over(),
        ReasonKind::Admin => language.job_reason_admin(),
    }
    .to_owned();
    if let Some(words) = &reason.words {
        text.push_str(&language.job_vendor_words(words));
    }
    if let Some(code) = &reason.code {
        text.push_str(&format!(" ({code})"));
    }
    text
}

/// The ids of a row's last exchange, as far as there are any: the request's own, our trace, the vendor's.
pub fn ids(request: Option<&str>, state: &RowState) -> String {
    let mut ids: Vec<&str> = request.into_iter().collect();
    if let RowState::Done(Outcome::Failed(reason)) = state {
        ids.extend(reason.trace.as_deref());
        ids.extend(reason.vendor_trace.as_deref());
    }
    ids.dedup();
    ids.join(" ")
}
