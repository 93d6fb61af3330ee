//! What `localStorage` has of kept lists: whether a connection's is to be remembered, and which writing is the present one.

use crate::store::ConnectionId;
use crate::store::local::{self, StorageFull};

fn name(id: &str) -> String {
    format!("roster.{id}")
}

/// Whether a connection's list is to be remembered.
pub fn is_remembered(id: ConnectionId) -> bool {
    generation(id.as_str()).is_some()
}

/// Whether it is under a name that this is kept for a connection.
pub fn is_mark(id: ConnectionId, kept: &str) -> bool {
    kept == name(id.as_str())
}

/// Says that a connection's list is to be remembered from now on, or not. What was kept is forgotten by
/// [`forget_roster`](super::forget_roster).
///
/// # Errors
/// [`StorageFull`] if the browser does not keep that.
pub fn remember(id: ConnectionId, is_wanted: bool) -> Result<(), StorageFull> {
    match (is_wanted, is_remembered(id)) {
        (true, false) => local::write_text(&name(id.as_str()), ""),
        (false, _) => {
            local::remove(&name(id.as_str()));
            Ok(())
        }
        (true, true) => Ok(()),
    }
}

/// The present writing of a connection's list, empty if there is none; `None` if it is not to be remembered.
pub(super) fn generation(id: &str) -> Option<String> {
    local::read_text(&name(id))
}

pub(super) fn set_generation(id: &str, generation: &str) -> Result<(), StorageFull> {
    local::write_text(&name(id), generation)
}

/// Forgets of every connection which writing is the present one. What is to be remembered stays.
pub(super) fn forget_generations() {
    for kept in local::names("roster.") {
        // If the browser refuses, it holds what is gone, which no writing is taken for.
        _ = local::write_text(&kept, "");
    }
}
