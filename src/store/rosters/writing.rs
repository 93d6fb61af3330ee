//! Writing a list beside the one that is kept, and putting it in that one's place when it is whole.

use super::place::Place;
use super::{KeptRoster, Protection, RosterFault, VERSION, about_part, about_whole, mark};
use crate::store::ConnectionId;
use crate::store::vault::random_bytes;

/// A list that is being written. Dropped before it is finished, what was written is never read, and removed by the next.
pub struct RosterWriter {
    place: Place,
    id: ConnectionId,
    protection: Protection,
    kept: KeptRoster,
}

impl RosterWriter {
    /// Begins a list. `source` says where its rows come from; it is read only by who says the same.
    ///
    /// # Errors
    /// [`RosterFault::Withdrawn`] if it is not to be remembered, [`RosterFault::Locked`] if the vault is locked, and
    /// others by their cause.
    pub async fn begin(
        id: ConnectionId,
        source: &str,
        protection: Protection,
    ) -> Result<RosterWriter, RosterFault> {
        if !mark::is_remembered(id) {
            return Err(RosterFault::Withdrawn);
        }
        if matches!(protection, Protection::Withheld) {
            return Err(RosterFault::Locked);
        }
        let random: [u8; 16] = random_bytes()?;
        let kept = KeptRoster {
            version: VERSION,
            generation: random.iter().map(|byte| format!("{byte:02x}")).collect(),
            source: source.to_owned(),
            is_sealed: matches!(protection, Protection::Sealed(_)),
            ..KeptRoster::default()
        };
        Ok(RosterWriter {
            place: Place::open().await?,
            id,
            protection,
            kept,
        })
    }

    /// Adds a part.
    ///
    /// # Errors
    /// [`RosterFault`] by its cause; then the list cannot be finished.
    pub async fn add(&mut self, bytes: &[u8], rows: u64) -> Result<(), RosterFault> {
        let about = about_part(self.id.as_str(), &self.kept.generation, self.kept.parts);
        self.keep(&about, bytes).await?;
        self.kept.rows += rows;
        Ok(())
    }

    async fn keep(&mut self, about: &str, bytes: &[u8]) -> Result<(), RosterFault> {
        let sealed = match &self.protection {
            Protection::Sealed(cipher) => Some(cipher.seal(about, bytes).await?),
            Protection::Plain => None,
            Protection::Withheld => return Err(RosterFault::Locked),
        };
        let bytes = sealed.as_deref().unwrap_or(bytes);
        let (id, generation) = (self.id.as_str(), &self.kept.generation);
        self.place
            .add(id, generation, self.kept.parts, bytes)
            .await?;
        self.kept.parts += 1;
        self.kept.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Puts the list in the place of the one that is kept. `taken_at` is when the vendor gave it, in milliseconds since the
    /// Unix epoch, and `protection` how lists are to be kept by now: the vault may have been made or locked meanwhile.
    ///
    /// # Errors
    /// [`RosterFault`] by its cause; then the one that was kept is still there.
    pub async fn finish(
        mut self,
        taken_at: u64,
        protection: &Protection,
    ) -> Result<KeptRoster, RosterFault> {
        self.kept.taken_at = taken_at;
        let result = self.take_place(protection).await;
        if result.is_err() {
            self.clear().await;
        }
        result
    }

    async fn take_place(&mut self, protection: &Protection) -> Result<KeptRoster, RosterFault> {
        if matches!(protection, Protection::Sealed(_)) != self.kept.is_sealed {
            return Err(RosterFault::Locked);
        }
        let kept = self.kept.clone();
        let text = kept.written();
        if kept.is_sealed {
            let about = about_whole(self.id.as_str(), &text);
            self.keep(&about, &[]).await?;
        }
        if !mark::is_remembered(self.id) {
            return Err(RosterFault::Withdrawn);
        }
        let id = self.id.as_str();
        let put = self.place.put(id, &kept.generation, &text, self.kept.parts);
        if !put.await? {
            return Err(RosterFault::Withdrawn);
        }
        mark::set_generation(id, &kept.generation).map_err(|_| RosterFault::Full)?;
        Ok(kept)
    }

    /// Removes what was written.
    pub async fn abandon(self) {
        self.clear().await;
    }

    async fn clear(&self) {
        let (id, generation) = (self.id.as_str(), &self.kept.generation);
        // What stays is never read, and the next list that is whole removes it.
        _ = self.place.remove_parts(id, generation).await;
    }
}
