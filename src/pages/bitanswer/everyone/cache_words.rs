//! Why a list was not kept, or not read, in words, with what to do next.

use crate::i18n::Language;
use crate::store::rosters::RosterFault;

/// A fault of the kept list, in words.
pub const fn cache_fault(language: Language, fault: RosterFault) -> &'static str {
    match fault {
        RosterFault::Full => language.kept_list_full(),
        RosterFault::Unavailable => language.kept_list_unavailable(),
        RosterFault::Newer => language.kept_list_newer(),
        RosterFault::Locked => language.kept_list_locked(),
        RosterFault::Damaged => language.kept_list_damaged(),
        RosterFault::Withdrawn => language.kept_list_withdrawn(),
    }
}
