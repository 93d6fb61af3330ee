//! Who may do what through the gateway. Knows nothing of vendors' answers.

mod identity;

pub use identity::Identity;
pub use vendors::Role;
