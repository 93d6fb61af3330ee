//! Why something did not happen to the vault or to a sealed file, in words, with what to do next.

use crate::i18n::Language;
use crate::session::VaultFault;
use crate::store::vault::Support;

/// A fault of the vault, in words.
pub fn vault_fault(language: Language, fault: VaultFault) -> String {
    match fault {
        VaultFault::Older(changes) => return language.vault_fault_older(changes),
        VaultFault::Unsupported(Support::Insecure) => language.vault_insecure(),
        VaultFault::Unsupported(_) => language.vault_unavailable(),
        VaultFault::NotLoaded => language.vault_fault_not_loaded(),
        VaultFault::NoMemory => language.vault_fault_memory(),
        VaultFault::Absent => language.vault_fault_absent(),
        VaultFault::Present => language.vault_fault_present(),
        VaultFault::Locked => language.vault_fault_locked(),
        VaultFault::WrongPassphrase => language.vault_fault_passphrase(),
        VaultFault::Damaged | VaultFault::Foreign => language.vault_fault_damaged(),
        VaultFault::Deleted => language.vault_fault_deleted(),
        VaultFault::Newer => language.vault_fault_newer(),
        VaultFault::Derivation => language.vault_fault_derivation(),
        VaultFault::Storage => language.vault_fault_storage(),
        VaultFault::ChangedElsewhere => language.vault_fault_elsewhere(),
    }
    .to_owned()
}

/// A fault of a sealed file, in words.
pub fn file_fault(language: Language, fault: VaultFault) -> String {
    match fault {
        VaultFault::Damaged => language.vault_fault_file_damaged().to_owned(),
        VaultFault::Foreign => language.vault_fault_foreign().to_owned(),
        other => vault_fault(language, other),
    }
}
