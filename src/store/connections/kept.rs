//! Where the document of connections is kept, and what is done when what is there cannot be used.

use super::document::{Document, Unreadable};
use crate::store::local::{self, StorageFull};
use serde_json::Value;
use vendors::Vendor;

const NAME: &str = "connections";

/// Under these names, with a number behind, lies what could not be understood.
const ASIDE: &str = "connections.damaged/";

/// What stands between the admin's connections and the ones that are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConnectionsTrouble {
    /// A later console keeps them in this version. They are left as they are; changes hold until the page is closed.
    Newer(u64),
    /// They were damaged. What was there lies under this name; what could be understood of it is in use.
    Damaged(String),
    /// They were damaged, and the browser has no room to keep what was there. Changes hold until the page is closed.
    DamagedInPlace,
}

/// Why a change of connections will not outlive the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// The browser refuses.
    StorageFull,
    /// What is there must not be written over.
    Protected,
}

/// The kept document, and what is wrong with it. What the first version kept is carried over.
pub fn load_connections() -> (Document, Option<ConnectionsTrouble>) {
    let Some(text) = local::read_text(NAME) else {
        return (carry_over(), None);
    };
    let (document, is_whole) = match Document::read(&text) {
        Ok(reading) => (reading.document, !reading.is_partial),
        Err(Unreadable::Newer(version)) => {
            return (
                Document::default(),
                Some(ConnectionsTrouble::Newer(version)),
            );
        }
        Err(Unreadable::Damaged) => (Document::default(), false),
    };
    if is_whole {
        return (document, None);
    }
    let trouble = match put_aside(&text) {
        Ok(name) => {
            // If this fails, the same is found again the next time.
            _ = local::write_text(NAME, &document.written());
            ConnectionsTrouble::Damaged(name)
        }
        Err(StorageFull) => ConnectionsTrouble::DamagedInPlace,
    };
    (document, Some(trouble))
}

/// Keeps the document.
///
/// # Errors
/// [`NotKept`] if it holds until the page is closed only.
pub fn save_connections(document: &Document) -> Result<(), NotKept> {
    // Another tab may run a later console meanwhile.
    let is_protected = local::read_text(NAME).is_some_and(|text| Document::read(&text).is_err());
    if is_protected {
        return Err(NotKept::Protected);
    }
    local::write_text(NAME, &document.written()).map_err(|StorageFull| NotKept::StorageFull)
}

/// Whether this is the name that connections are kept under, for noticing another tab's changes.
pub fn is_connections(name: &str) -> bool {
    name == NAME
}

fn put_aside(text: &str) -> Result<String, StorageFull> {
    let taken = local::names(ASIDE);
    let name = (1..)
        .map(|number: u32| format!("{ASIDE}{number}"))
        .find(|name| !taken.contains(name))
        .ok_or(StorageFull)?;
    local::write_text(&name, text)?;
    Ok(name)
}

fn carry_over() -> Document {
    let old = |vendor: Vendor| format!("connection/{}", vendor.slug());
    let document = Document::of_version_0(|vendor| local::read::<Value>(&old(vendor)));
    // The old values go only when they are safe under the new name.
    if document != Document::default() && local::write_text(NAME, &document.written()).is_ok() {
        for vendor in Vendor::ALL {
            local::remove(&old(vendor));
        }
    }
    document
}
