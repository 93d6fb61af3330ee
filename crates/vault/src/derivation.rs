//! From a passphrase to a key: Argon2id, by RustCrypto.

use crate::SALT_BYTES;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use blake2::Blake2bMac;
use blake2::digest::consts::U32;
use blake2::digest::{KeyInit, Mac};
use vendors::Secret;
use zeroize::{Zeroize, Zeroizing};

/// How a key is derived, and at which cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Derivation {
    /// Argon2id's memory, in KiB.
    pub memory_kib: u32,
    /// How often it goes over that memory.
    pub passes: u32,
    /// In how many lanes; they are gone through one after the other.
    pub lanes: u32,
}

impl Derivation {
    /// What new seals use: above OWASP's least (19 MiB, two passes, one lane), and what a browser does in well under a
    /// second and a half, see docs/PERFORMANCE.md.
    pub const CURRENT: Derivation = Derivation {
        memory_kib: 48 * 1024,
        passes: 3,
        lanes: 1,
    };

    /// Whether this console derives a key so. What is below OWASP's least is nobody's honest wish, and what is far above
    /// the usual would let a file freeze the browser.
    pub fn is_accepted(self) -> bool {
        (19 * 1024..=256 * 1024).contains(&self.memory_kib)
            && (2..=10).contains(&self.passes)
            && (1..=4).contains(&self.lanes)
    }
}

/// What the key for lists of users is made for. Whoever has that key has not the vault's.
const LISTS: &[u8] = b"rollcall lists of users 1";

/// What comes of a passphrase.
pub struct Derived {
    bytes: Zeroizing<[u8; 48]>,
}

impl Derived {
    /// The key for AES-256-GCM. To be imported into the cipher and dropped.
    pub fn key(&self) -> &[u8] {
        &self.bytes[..32]
    }

    /// The key for AES-256-GCM by which lists of users are sealed: keyed BLAKE2b of its purpose, so that the vault's own key
    /// seals the vault only. To be imported into the cipher and dropped.
    ///
    /// # Errors
    /// [`DerivationFailed`] never comes: a key of this length is always taken.
    pub fn list_key(&self) -> Result<Zeroizing<[u8; 32]>, DerivationFailed> {
        let mut of_purpose = <Blake2bMac<U32> as KeyInit>::new_from_slice(self.key())
            .map_err(|_| DerivationFailed)?;
        of_purpose.update(LISTS);
        Ok(Zeroizing::new(of_purpose.finalize().into_bytes().into()))
    }

    /// What tells the right passphrase from a wrong one, kept beside what is sealed. It helps nobody to guess: what is
    /// sealed says the same at the same cost.
    pub fn check(&self) -> [u8; 16] {
        let mut check = [0; 16];
        check.copy_from_slice(&self.bytes[32..]);
        check
    }
}

/// No key was derived: the parameters are none that are accepted, or there is not enough memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DerivationFailed;

/// Derives a key. Takes a noticeable part of a second, on purpose.
///
/// # Errors
/// [`DerivationFailed`], whatever the passphrase is.
pub fn derive(
    passphrase: &Secret,
    salt: &[u8; SALT_BYTES],
    by: Derivation,
) -> Result<Derived, DerivationFailed> {
    if !by.is_accepted() {
        return Err(DerivationFailed);
    }
    let mut bytes = Zeroizing::new([0; 48]);
    let parameters = Params::new(by.memory_kib, by.passes, by.lanes, Some(bytes.len()))
        .map_err(|_| DerivationFailed)?;
    let mut memory: Vec<Block> = Vec::new();
    memory
        .try_reserve_exact(parameters.block_count())
        .map_err(|_| DerivationFailed)?;
    memory.resize(parameters.block_count(), Block::default());
    let derived = Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
        .hash_password_into_with_memory(
            passphrase.expose().as_bytes(),
            salt,
            bytes.as_mut_slice(),
            &mut memory,
        );
    for block in &mut memory {
        block.zeroize();
    }
    derived.map_err(|_| DerivationFailed)?;
    Ok(Derived { bytes })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const LEAST: Derivation = Derivation {
        memory_kib: 19 * 1024,
        passes: 2,
        lanes: 1,
    };

    #[test]
    fn passphrase_salt_and_cost_all_count() {
        let one = derive(&Secret::new("passphrase"), &[1; 16], LEAST).unwrap();
        let again = derive(&Secret::new("passphrase"), &[1; 16], LEAST).unwrap();
        assert!(one.key() == again.key() && one.check() == again.check());
        let lists = one.list_key().unwrap();
        assert!(*lists == *again.list_key().unwrap() && lists.as_slice() != one.key());
        let others = [
            derive(&Secret::new("Passphrase"), &[1; 16], LEAST),
            derive(&Secret::new("passphrase"), &[2; 16], LEAST),
            derive(
                &Secret::new("passphrase"),
                &[1; 16],
                Derivation { passes: 3, ..LEAST },
            ),
        ];
        for other in others {
            let other = other.unwrap();
            assert!(other.key() != one.key() && other.check() != one.check());
            assert!(*other.list_key().unwrap() != *lists);
        }
    }

    #[test]
    fn what_is_too_cheap_or_too_dear_is_refused() {
        assert!(Derivation::CURRENT.is_accepted() && LEAST.is_accepted());
        for (memory_kib, passes, lanes) in [
            (8, 2, 1),
            (19 * 1024 - 1, 2, 1),
            (19 * 1024, 1, 1),
            (19 * 1024, 2, 0),
            (u32::MAX, 2, 1),
            (19 * 1024, u32::MAX, 1),
            (19 * 1024, 2, 5),
        ] {
            let by = Derivation {
                memory_kib,
                passes,
                lanes,
            };
            assert!(!by.is_accepted(), "{by:?}");
            assert!(derive(&Secret::new("p"), &[0; 16], by).is_err());
        }
    }
}
