//! BitAnswer: users, one by one and in batches, and who is online.
//!
//! The vendor's page: <https://doc.bitanswer.cn/?p=824>

mod change;
mod condition;
mod delete_user;
mod delete_users;
mod envelope;
mod force_offline;
mod get_user;
mod list_users;
mod online_status;
mod page;
mod patch_user;
mod patch_users;
mod presence;
mod query_users;
mod upsert_user;
mod upsert_users;
mod user;

pub use change::{AccountStatus, UserChange};
pub use condition::{NameCondition, NameOperator};
pub use delete_user::DeleteUser;
pub use delete_users::DeleteUsers;
pub use force_offline::ForceOffline;
pub use get_user::GetUser;
pub use list_users::ListUsers;
pub use online_status::OnlineStatus;
pub use page::Page;
pub use patch_user::PatchUser;
pub use patch_users::PatchUsers;
pub use presence::{Presence, UserPresence};
pub use query_users::QueryUsers;
pub use upsert_user::UpsertUser;
pub use upsert_users::UpsertUsers;
pub use user::{Comparison, User, UserList, UserStatus};
