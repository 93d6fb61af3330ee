//! What makes two requests the same write.

use sha2::{Digest as _, Sha256};

/// A digest of everything that a vendor would act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The digest of parts, in this order. Each part's length is in it, so that no part can pass for two.
    pub(crate) fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Fingerprint {
        let mut digest = Sha256::new();
        for part in parts {
            digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            digest.update(part);
        }
        Fingerprint(digest.finalize().into())
    }
}
