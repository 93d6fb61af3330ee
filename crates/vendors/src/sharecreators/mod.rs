//! ShareCreators: creating and deleting users, and what a token says about itself.
//!
//! The vendor's page is `User` (用户) of its API reference; it has no stable public address. There is no call that lists
//! users.

mod claims;
mod create_user;
mod delete_users;
mod envelope;
mod role;

pub use claims::{Claims, token_claims};
pub use create_user::{CreateUser, CreatedUser};
pub use delete_users::DeleteUsers;
pub use role::Role;
