//! Lists of users that the admin wants remembered between visits, in IndexedDB: as parts of bytes that this knows nothing of.
//!
//! A list is written beside the one that is kept, part by part, and takes its place when it is whole; half a list is never
//! read. Where there is a vault, every part is sealed by a key of its passphrase, and bound to its connection, its writing
//! and its place in it; which writing is the present one is kept apart, in `localStorage`, so that an older one put back
//! is noticed. Knows no vendor, no page and no words.

mod mark;
mod place;
mod reading;
mod writing;

pub use mark::{is_mark, is_remembered, remember};
pub use place::{forget_roster, forget_rosters};
pub use reading::{RosterReader, kept_roster};
pub use writing::RosterWriter;

use super::database::DatabaseFault;
use super::vault::{CipherFault, ListCipher};
use serde::{Deserialize, Serialize};

/// How lists are to be kept now.
#[derive(Clone)]
pub enum Protection {
    /// There is no vault: as they are.
    Plain,
    /// There is an open one: sealed.
    Sealed(ListCipher),
    /// There is one, and it is locked: not at all.
    Withheld,
}

/// Why a list was not kept, or not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RosterFault {
    /// The browser has no space left.
    Full,
    /// The browser's storage is switched off, or failed.
    Unavailable,
    /// A later console wrote it.
    Newer,
    /// The vault is locked.
    Locked,
    /// It is not as it was written, or an older one was put back; nothing more of it is read.
    Damaged,
    /// It is not to be remembered any more, or another tab has put another one in its place.
    Withdrawn,
}

impl From<DatabaseFault> for RosterFault {
    fn from(fault: DatabaseFault) -> RosterFault {
        match fault {
            DatabaseFault::Full => RosterFault::Full,
            DatabaseFault::Newer => RosterFault::Newer,
            // A number that is random was given before: that is the storage's failure.
            DatabaseFault::Taken | DatabaseFault::Unavailable => RosterFault::Unavailable,
        }
    }
}

impl From<CipherFault> for RosterFault {
    fn from(_: CipherFault) -> RosterFault {
        RosterFault::Damaged
    }
}

/// What is known of a kept list without reading it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptRoster {
    /// Of the format.
    version: u32,
    /// Which writing it is: random.
    generation: String,
    /// Where the rows come from, as the writer said; another place's rows are nobody's.
    source: String,
    parts: u32,
    is_sealed: bool,
    /// How many rows there are.
    pub rows: u64,
    /// How many bytes they take.
    pub bytes: u64,
    /// When the vendor gave them, in milliseconds since the Unix epoch.
    pub taken_at: u64,
}

const VERSION: u32 = 1;

impl KeptRoster {
    fn written(&self) -> String {
        // Numbers and texts can always be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    fn read(text: &str) -> Result<KeptRoster, RosterFault> {
        let kept: KeptRoster = serde_json::from_str(text).map_err(|_| RosterFault::Damaged)?;
        match kept.version {
            VERSION => Ok(kept),
            newer if newer > VERSION => Err(RosterFault::Newer),
            _ => Err(RosterFault::Damaged),
        }
    }
}

/// What a part is, for its seal: of which connection, which writing, and the how-manieth.
fn about_part(id: &str, generation: &str, index: u32) -> String {
    format!("rollcall roster {VERSION}\nconnection {id}\ngeneration {generation}\npart {index}\n")
}

/// What the seal of the whole is about: all that is known of it.
fn about_whole(id: &str, kept: &str) -> String {
    format!("rollcall roster {VERSION}\nconnection {id}\nwhole {kept}\n")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_of_a_list_is_read_as_it_was_written() {
        let kept = KeptRoster {
            version: VERSION,
            generation: "ab".to_owned(),
            rows: 3,
            taken_at: 1_700_000_000_000,
            ..KeptRoster::default()
        };
        assert_eq!(KeptRoster::read(&kept.written()), Ok(kept.clone()));
        let newer = KeptRoster { version: 2, ..kept };
        assert_eq!(KeptRoster::read(&newer.written()), Err(RosterFault::Newer));
        for text in ["", "{}", "[]", r#"{"version":0}"#] {
            assert_eq!(KeptRoster::read(text), Err(RosterFault::Damaged), "{text}");
        }
    }

    #[test]
    fn every_part_is_about_something_else() {
        let about = [
            about_part("a", "g", 0),
            about_part("a", "g", 1),
            about_part("a", "h", 0),
            about_part("b", "g", 0),
            about_whole("a", "g"),
        ];
        let different: std::collections::BTreeSet<_> = about.iter().collect();
        assert_eq!(different.len(), about.len());
    }
}
