//! What needs the passphrase: making a vault, opening it, changing the passphrase, deleting; and files under a
//! passphrase of their own.

use super::changes::WORKS;
use super::{Open, Vault, VaultFault, VaultState};
use crate::store::rosters::forget_rosters;
use crate::store::vault::{
    Cipher, CipherFault, PlaceFault, Placed, derived, keep_mark, mark, place_vault, placed_vault,
    put_off, put_off_forgets, random_bytes, remove_vault,
};
use crate::store::vault::{Support, support};
use leptos::prelude::*;
use vault::{Age, Contents, ContentsFault, Derivation, Head, Purpose, Sealed, Unreadable, VaultId};
use vendors::Secret;

impl From<CipherFault> for VaultFault {
    fn from(_: CipherFault) -> VaultFault {
        // Whoever opens something says so by cause; what is left is a browser that refuses its own ciphers.
        VaultFault::Unsupported(Support::Missing)
    }
}

impl From<PlaceFault> for VaultFault {
    fn from(_: PlaceFault) -> VaultFault {
        VaultFault::Storage
    }
}

impl From<Unreadable> for VaultFault {
    fn from(unreadable: Unreadable) -> VaultFault {
        match unreadable {
            Unreadable::Foreign | Unreadable::Other(_) => VaultFault::Foreign,
            Unreadable::Newer(_) => VaultFault::Newer,
            Unreadable::Derivation => VaultFault::Derivation,
            Unreadable::Damaged => VaultFault::Damaged,
        }
    }
}

impl From<ContentsFault> for VaultFault {
    fn from(fault: ContentsFault) -> VaultFault {
        match fault {
            ContentsFault::Newer(_) => VaultFault::Newer,
            ContentsFault::Damaged => VaultFault::Damaged,
        }
    }
}

/// A key of a passphrase, and what tells whether it is the right one.
async fn key(
    passphrase: &Secret,
    salt: &[u8; vault::SALT_BYTES],
    by: Derivation,
) -> Result<vault::Derived, VaultFault> {
    derived(passphrase, salt, by)
        .await
        .map_err(|_| VaultFault::NotLoaded)?
        .map_err(|_| VaultFault::NoMemory)
}

/// A head and a key for a passphrase that was just chosen.
async fn fresh(
    purpose: Purpose,
    id: VaultId,
    counter: u64,
    passphrase: &Secret,
) -> Result<(Head, Cipher), VaultFault> {
    match support() {
        Support::Full => {}
        lacking => return Err(VaultFault::Unsupported(lacking)),
    }
    let (salt, derivation) = (random_bytes()?, Derivation::CURRENT);
    let derived = key(passphrase, &salt, derivation).await?;
    let head = Head {
        purpose,
        derivation,
        salt,
        check: derived.check(),
        id,
        nonce: random_bytes()?,
        counter,
    };
    Ok((head, Cipher::new(&derived).await?))
}

/// The cipher by which something sealed opens.
async fn cipher_for(head: &Head, passphrase: &Secret) -> Result<Cipher, VaultFault> {
    let derived = key(passphrase, &head.salt, head.derivation).await?;
    if derived.check() != head.check {
        return Err(VaultFault::WrongPassphrase);
    }
    Ok(Cipher::new(&derived).await?)
}

/// Seals connections for a file, under a passphrase of its own.
///
/// # Errors
/// [`VaultFault`] if this page may not, or cannot.
pub async fn seal_connections(text: &Secret, passphrase: &Secret) -> Result<String, VaultFault> {
    let (head, cipher) = fresh(Purpose::Connections, random_bytes()?, 1, passphrase).await?;
    let sealed = cipher.seal(head, text.expose().as_bytes()).await?;
    Ok(sealed.written())
}

/// Opens such a file.
///
/// # Errors
/// [`VaultFault`] by cause: what is wrong with the file, or that the passphrase is another one.
pub async fn open_connections(file: &str, passphrase: &Secret) -> Result<Secret, VaultFault> {
    match support() {
        Support::Full => {}
        lacking => return Err(VaultFault::Unsupported(lacking)),
    }
    let sealed = Sealed::read(file, Purpose::Connections)?;
    let cipher = cipher_for(&sealed.head, passphrase).await?;
    let opened = cipher.open(&sealed).await;
    let plain = opened.map_err(|CipherFault| VaultFault::Damaged)?;
    match std::str::from_utf8(&plain) {
        Ok(text) => Ok(Secret::new(text)),
        Err(_) => Err(VaultFault::Damaged),
    }
}

impl Vault {
    /// Makes a vault, empty and open.
    ///
    /// # Errors
    /// [`VaultFault`] if there is one, or this page may have none.
    pub async fn create(self, passphrase: &Secret) -> Result<(), VaultFault> {
        if placed_vault().await?.is_some() {
            // The mark may be gone where the vault is not.
            self.note_present().await;
            return Err(VaultFault::Present);
        }
        let (head, cipher) = fresh(Purpose::Vault, random_bytes()?, 1, passphrase).await?;
        let contents = Contents::default();
        let sealed = cipher.seal(head, &contents.written()).await?;
        match place_vault(None, sealed.written()).await? {
            Placed::Done => {}
            Placed::Changed => return Err(VaultFault::Present),
        }
        put_off(&[]);
        self.open_with(head, cipher, contents);
        forget_lists().await;
        Ok(())
    }

    async fn note_present(self) {
        if let Ok(Some(text)) = placed_vault().await
            && let Ok(sealed) = Sealed::read(&text, Purpose::Vault)
        {
            see(&sealed.head);
            self.look_again();
        }
    }

    /// Opens the vault. One that is older than what was seen, or was deleted, is opened only if that is `accepted`.
    ///
    /// # Errors
    /// [`VaultFault`] by cause.
    pub async fn unlock(self, passphrase: &Secret, accepted: bool) -> Result<(), VaultFault> {
        let (sealed, cipher, contents) = self.opened(passphrase).await?;
        match mark().age(&sealed.head) {
            Age::Newest => {}
            Age::Older(_) | Age::Deleted if accepted => {}
            Age::Older(changes) => return Err(VaultFault::Older(changes)),
            Age::Deleted => return Err(VaultFault::Deleted),
        }
        let forgotten = put_off_forgets();
        self.open_with(sealed.head, cipher, contents);
        // An accepted older one becomes the newest by being written anew.
        if accepted || !forgotten.is_empty() {
            self.change(|contents| {
                for id in &forgotten {
                    contents.set(id, vault::Kept::default());
                }
            })
            .await?;
            put_off(&[]);
        }
        Ok(())
    }

    async fn opened(self, passphrase: &Secret) -> Result<(Sealed, Cipher, Contents), VaultFault> {
        if let VaultState::Unsupported(lacking) = self.state.get_untracked() {
            return Err(VaultFault::Unsupported(lacking));
        }
        let text = placed_vault().await?.ok_or(VaultFault::Absent)?;
        let sealed = Sealed::read(&text, Purpose::Vault)?;
        let cipher = cipher_for(&sealed.head, passphrase).await?;
        let opened = cipher.open(&sealed).await;
        let plain = opened.map_err(|CipherFault| VaultFault::Damaged)?;
        let contents = Contents::read(&plain)?;
        Ok((sealed, cipher, contents))
    }

    fn open_with(self, head: Head, cipher: Cipher, contents: Contents) {
        see(&head);
        self.put_into_use(Open {
            cipher,
            head,
            contents,
            works: WORKS,
        });
    }

    /// Puts another passphrase in the place of the one that is used now. Other tabs are locked by it.
    ///
    /// # Errors
    /// [`VaultFault::WrongPassphrase`] if it is not the present one, and others by cause.
    pub async fn change_passphrase(self, present: &Secret, new: &Secret) -> Result<(), VaultFault> {
        let text = placed_vault().await?.ok_or(VaultFault::Absent)?;
        let (sealed, _, contents) = self.opened(present).await?;
        if let Age::Older(changes) = mark().age(&sealed.head) {
            return Err(VaultFault::Older(changes));
        }
        let counter = mark().next(&sealed.head);
        let (head, cipher) = fresh(Purpose::Vault, sealed.head.id, counter, new).await?;
        let sealed = cipher.seal(head, &contents.written()).await?;
        match place_vault(Some(text), sealed.written()).await? {
            Placed::Done => {}
            Placed::Changed => return Err(VaultFault::ChangedElsewhere),
        }
        self.open_with(head, cipher, contents);
        forget_lists().await;
        Ok(())
    }

    /// Deletes the vault and everything in it. Needs no passphrase: who has it can do so anyway, by other means.
    ///
    /// # Errors
    /// [`VaultFault::Storage`] if the browser refuses.
    pub async fn delete(self) -> Result<(), VaultFault> {
        remove_vault().await?;
        let mut mark = mark();
        mark.delete_all();
        keep_mark(&mark).map_err(|_| VaultFault::Storage)?;
        put_off(&[]);
        self.close();
        self.look_again();
        forget_lists().await;
        Ok(())
    }
}

/// Forgets the lists of users that were kept before: in clear, or by a key that is gone.
async fn forget_lists() {
    // Who reads them finds that they are not kept as they should be by now, and removes them.
    _ = forget_rosters().await;
}

/// Remembers that this state of a vault was seen.
pub(super) fn see(head: &Head) {
    let mut mark = mark();
    mark.see(head);
    // Where it cannot be kept, only noticing an older one is lost; the vault itself lies elsewhere.
    _ = keep_mark(&mark);
}
