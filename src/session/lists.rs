//! Lists of users that the browser keeps, as far as connections own them.

use super::Session;
use crate::store::ConnectionId;
use crate::store::rosters::{forget_roster, is_remembered, remember};
use leptos::task::spawn_local;

impl Session {
    /// Forgets the list of users that the browser may keep of a connection, and that it is to be remembered.
    pub fn forget_list(self, id: ConnectionId) {
        if is_remembered(id) {
            // Removing a name from the storage does not fail.
            _ = remember(id, false);
            spawn_local(async move {
                // What is not remembered is not read, even if it could not be removed.
                _ = forget_roster(id).await;
            });
        }
    }
}
