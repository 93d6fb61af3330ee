//! How what is known of an account is said.

use crate::i18n::Language;
use crate::pages::moment::date_and_time;
use crate::store::{LedgerEntry, LedgerState};
use crate::ui::{Cell, Tone};
use vendors::sharecreators::Role;

/// A role in words.
pub const fn role_name(language: Language, role: Role) -> &'static str {
    match role {
        Role::SuperAdmin => language.sharecreators_role_super_admin(),
        Role::Admin => language.sharecreators_role_admin(),
        Role::Member => language.sharecreators_role_member(),
        Role::Guest => language.sharecreators_role_guest(),
    }
}

/// A role's letters in words; letters that the vendor does not document are shown as they came.
pub fn role_of_code(language: Language, code: &str) -> String {
    match Role::from_code(code) {
        Some(role) => role_name(language, role).to_owned(),
        None => language.sharecreators_role_unknown(code),
    }
}

/// A state in words.
pub const fn state_name(language: Language, state: LedgerState) -> &'static str {
    match state {
        LedgerState::Created => language.sharecreators_state_created(),
        LedgerState::Told => language.sharecreators_state_told(),
        LedgerState::Deleted => language.sharecreators_state_deleted(),
        LedgerState::Unknown => language.sharecreators_state_unknown(),
    }
}

/// The colour of a state.
pub const fn state_tone(state: LedgerState) -> Tone {
    match state {
        LedgerState::Created => Tone::Good,
        LedgerState::Told => Tone::Info,
        LedgerState::Deleted => Tone::Neutral,
        LedgerState::Unknown => Tone::Warn,
    }
}

/// A state's badge.
pub fn state_cell(language: Language, state: LedgerState) -> Cell {
    Cell::Badge(state_tone(state), state_name(language, state).to_owned())
}

/// How the ledger came to know it.
pub fn history(language: Language, entry: &LedgerEntry) -> String {
    let time = date_and_time(entry.at, language);
    match entry.state {
        LedgerState::Created => language.sharecreators_history_created(&time),
        LedgerState::Told => language.sharecreators_history_told(&time),
        LedgerState::Deleted => language.sharecreators_history_deleted(&time),
        LedgerState::Unknown => language.sharecreators_history_unknown(&time),
    }
}
