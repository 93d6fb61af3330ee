//! Tingyun Network: the user list, read only.
//!
//! The vendor's page: <http://wukongdoc.tingyun.com/network/api/user/acquire/userlist.html>

mod list_users;
mod user;

pub use list_users::{ListUsers, UserList};
pub use user::{User, UserStatus, UserType};
