//! What changes an open vault. Every change is made to the newest vault that lies in the browser, and only if no other
//! tab has changed it meanwhile; otherwise it is made again, to what that tab left.

use super::opening::see;
use super::watch::{LOCKED, tell};
use super::{Open, Vault, VaultFault, Works};
use crate::store::ConnectionId;
use crate::store::vault::{
    Cipher, CipherFault, Placed, mark, place_vault, placed_vault, random_bytes,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use vault::{Age, Contents, Head, Kept, Purpose, Sealed};

/// What can be done to a vault that was opened.
pub(super) const WORKS: Works = Works {
    follow,
    forget,
    supply: Vault::supply_all,
    lock,
};

/// How often a change is made again because of other tabs. Each time, another tab has succeeded.
const TRIES: usize = 20;

impl Vault {
    /// Keeps a connection's secrets in place of what was kept of it; nothing is kept of nothing.
    ///
    /// # Errors
    /// [`VaultFault`] by cause; then the vault is as it was.
    pub async fn keep(self, id: ConnectionId, kept: Kept) -> Result<(), VaultFault> {
        self.change(|contents| contents.set(id.as_str(), kept.clone()))
            .await
    }

    pub(super) async fn change(self, change: impl Fn(&mut Contents)) -> Result<(), VaultFault> {
        for _ in 0..TRIES {
            let (cipher, known) = self.key_in_use().ok_or(VaultFault::Locked)?;
            let text = placed_vault().await?.ok_or(VaultFault::Absent)?;
            let (sealed, mut contents) = self.read_with(&cipher, &known, &text).await?;
            change(&mut contents);
            let head = Head {
                nonce: random_bytes()?,
                counter: mark().next(&sealed.head),
                ..sealed.head
            };
            let sealed = cipher.seal(head, &contents.written()).await?;
            match place_vault(Some(text), sealed.written()).await? {
                Placed::Changed => {}
                Placed::Done => {
                    see(&head);
                    self.renew(head, contents);
                    return Ok(());
                }
            }
        }
        Err(VaultFault::ChangedElsewhere)
    }

    fn key_in_use(self) -> Option<(Cipher, Head)> {
        self.open
            .with_value(|open| Some((open.as_ref()?.cipher.clone(), open.as_ref()?.head)))
    }

    /// What lies in the browser, by the key in use.
    async fn read_with(
        self,
        cipher: &Cipher,
        known: &Head,
        text: &str,
    ) -> Result<(Sealed, Contents), VaultFault> {
        let sealed = Sealed::read(text, Purpose::Vault)?;
        let head = &sealed.head;
        if (head.id, head.salt, head.check) != (known.id, known.salt, known.check) {
            return Err(VaultFault::ChangedElsewhere);
        }
        // What was accepted as it is when it was opened is no news.
        if let Age::Older(changes) = mark().age(head)
            && head != known
        {
            return Err(VaultFault::Older(changes));
        }
        let opened = cipher.open(&sealed).await;
        let plain = opened.map_err(|CipherFault| VaultFault::Damaged)?;
        let contents = Contents::read(&plain)?;
        Ok((sealed, contents))
    }

    /// Puts a newer state of the open vault into use, if it was not closed meanwhile.
    fn renew(self, head: Head, contents: Contents) {
        if let Some((cipher, _)) = self.key_in_use() {
            self.put_into_use(Open {
                cipher,
                head,
                contents,
                works: WORKS,
            });
        }
    }
}

/// Takes over what another tab has changed; closes the vault if it cannot be read any more with the key in use.
fn follow(vault: Vault) {
    spawn_local(async move {
        let Some((cipher, known)) = vault.key_in_use() else {
            return;
        };
        let Ok(found) = placed_vault().await else {
            return;
        };
        let read = match &found {
            Some(text) => vault.read_with(&cipher, &known, text).await.ok(),
            None => None,
        };
        match read {
            Some((sealed, contents)) => vault.renew(sealed.head, contents),
            None => vault.close(),
        }
    });
}

fn lock(vault: Vault) {
    vault.close();
    tell(vault, LOCKED);
}

/// Forgets connections' secrets. If that fails, they are forgotten when the vault is opened next.
fn forget(vault: Vault, ids: Vec<String>) {
    spawn_local(async move {
        let forgotten = vault.change(|contents| {
            for id in &ids {
                contents.set(id, Kept::default());
            }
        });
        if forgotten.await.is_err() {
            let mut all = crate::store::vault::put_off_forgets();
            all.extend(ids);
            crate::store::vault::put_off(&all);
        }
    });
}
