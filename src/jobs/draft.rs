//! What a plan is made of, on its way to the plan page.

use crate::store::ConnectionId;
use jobs::Origin;
use jobs::plan::Wish;
use vendors::Vendor;

/// What a plan is made of, handed over by a list, a file or a job to be taken back. In memory only: it may hold passwords.
pub struct Draft {
    /// Whose accounts it changes.
    pub vendor: Vendor,
    /// By which connection.
    pub connection: ConnectionId,
    /// Where it came from.
    pub origin: Origin,
    /// What is wanted, in the admin's order.
    pub wishes: Vec<Wish>,
}
