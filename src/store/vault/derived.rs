//! The way to the function that makes a key of a passphrase. It is a piece of its own, fetched when a passphrase was
//! typed: most visits need none.

use crate::piece::PieceMissing;
use leptos::wasm_split::SplitLoaderError;
use vault::{Derivation, DerivationFailed, Derived, SALT_BYTES};
use vendors::Secret;

type Derive = fn(&Secret, &[u8; SALT_BYTES], Derivation) -> Result<Derived, DerivationFailed>;

#[cfg_attr(
    split,
    leptos::wasm_split::wasm_split(derivation, wasm_split_path = ::leptos::wasm_split, fallible)
)]
fn derivation() -> Result<Derive, SplitLoaderError> {
    Ok(vault::derive)
}

/// Derives a key. The page stands still meanwhile, for a part of a second.
///
/// # Errors
/// [`PieceMissing`] if the function did not arrive; within, [`DerivationFailed`] if there is not enough memory.
pub async fn derived(
    passphrase: &Secret,
    salt: &[u8; SALT_BYTES],
    by: Derivation,
) -> Result<Result<Derived, DerivationFailed>, PieceMissing> {
    #[cfg(split)]
    let derive = derivation().await;
    #[cfg(not(split))]
    let derive = derivation();
    let derive = derive.map_err(|_| PieceMissing)?;
    Ok(derive(passphrase, salt, by))
}
