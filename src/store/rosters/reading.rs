//! Reading a kept list part by part: all as it was written, or nothing more of it.

use super::place::{Place, discard};
use super::{KeptRoster, Protection, RosterFault, about_part, about_whole, mark};
use crate::store::ConnectionId;
use zeroize::Zeroizing;

/// A kept list that is being read.
pub struct RosterReader {
    place: Place,
    id: ConnectionId,
    protection: Protection,
    kept: KeptRoster,
    next: u32,
}

/// What is known of a connection's kept list, without reading it; `None` if none is kept.
///
/// # Errors
/// [`RosterFault`] by its cause.
pub async fn kept_roster(id: ConnectionId) -> Result<Option<KeptRoster>, RosterFault> {
    let generation = mark::generation(id.as_str()).unwrap_or_default();
    if generation.is_empty() {
        return Ok(None);
    }
    match Place::open().await?.kept(id.as_str()).await? {
        Some(text) => KeptRoster::read(&text).map(Some),
        None => Ok(None),
    }
}

impl RosterReader {
    /// Opens a connection's kept list; `None` if there is none, or if it came from another place than `source`.
    ///
    /// # Errors
    /// [`RosterFault`] by its cause. What is damaged, an older one, or sealed otherwise than it would be now, is removed.
    pub async fn open(
        id: ConnectionId,
        source: &str,
        protection: Protection,
    ) -> Result<Option<RosterReader>, RosterFault> {
        let Some(generation) = mark::generation(id.as_str()) else {
            return Ok(None);
        };
        if matches!(protection, Protection::Withheld) {
            return Err(RosterFault::Locked);
        }
        let place = Place::open().await?;
        let Some(text) = place.kept(id.as_str()).await? else {
            return Ok(None);
        };
        let kept = match KeptRoster::read(&text) {
            Err(RosterFault::Damaged) => {
                // It is not read in any case.
                _ = place.remove_all(id.as_str()).await;
                return Err(RosterFault::Damaged);
            }
            read => read?,
        };
        let reader = RosterReader {
            place,
            id,
            protection,
            kept,
            next: 0,
        };
        if reader.kept.source != source {
            discard(&reader.place, id.as_str(), &reader.kept).await;
            return Ok(None);
        }
        let checked = if reader.kept.generation == generation {
            reader.check(&text).await
        } else {
            Err(RosterFault::Damaged)
        };
        reader.discard_if_damaged(checked).await?;
        Ok(Some(reader))
    }

    /// Whether what is known of the list is what was sealed.
    async fn check(&self, text: &str) -> Result<(), RosterFault> {
        match &self.protection {
            Protection::Sealed(cipher) if self.kept.is_sealed => {
                let seal = self.stored(self.kept.parts).await?;
                let about = about_whole(self.id.as_str(), text);
                cipher.open(&about, &seal).await?;
                Ok(())
            }
            Protection::Plain if !self.kept.is_sealed => Ok(()),
            _ => Err(RosterFault::Damaged),
        }
    }

    /// What is known of it.
    pub fn kept(&self) -> &KeptRoster {
        &self.kept
    }

    /// The next part, as it was written; `None` behind the last.
    ///
    /// # Errors
    /// [`RosterFault`] by its cause. A damaged list is removed.
    pub async fn next(&mut self) -> Result<Option<Zeroizing<Vec<u8>>>, RosterFault> {
        if self.next >= self.kept.parts {
            return Ok(None);
        }
        let read = self.read(self.next).await;
        let part = self.discard_if_damaged(read).await?;
        self.next += 1;
        Ok(Some(part))
    }

    async fn read(&self, index: u32) -> Result<Zeroizing<Vec<u8>>, RosterFault> {
        let stored = self.stored(index).await?;
        match &self.protection {
            Protection::Sealed(cipher) => {
                let about = about_part(self.id.as_str(), &self.kept.generation, index);
                Ok(cipher.open(&about, &stored).await?)
            }
            _ => Ok(Zeroizing::new(stored)),
        }
    }

    async fn stored(&self, index: u32) -> Result<Vec<u8>, RosterFault> {
        let (id, generation) = (self.id.as_str(), &self.kept.generation);
        let stored = self.place.part(id, generation, index).await?;
        stored.ok_or(RosterFault::Damaged)
    }

    async fn discard_if_damaged<T>(
        &self,
        result: Result<T, RosterFault>,
    ) -> Result<T, RosterFault> {
        if matches!(result, Err(RosterFault::Damaged)) {
            discard(&self.place, self.id.as_str(), &self.kept).await;
        }
        result
    }

    /// Removes the list: what is in its parts makes no sense to who reads them.
    pub async fn reject(self) {
        discard(&self.place, self.id.as_str(), &self.kept).await;
    }
}
