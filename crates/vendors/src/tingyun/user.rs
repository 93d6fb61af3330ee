//! One user of Tingyun. It has no password, although the vendor sends one.

use crate::cursor::Node;
use crate::problem::Found;

/// A user as the list shows it. Every member may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct User {
    /// A 64-bit number at the vendor, as its decimal digits: it must never pass through a floating-point number.
    pub id: Option<String>,
    /// The login.
    pub code: Option<String>,
    /// The displayed name.
    pub name: Option<String>,
    /// A phone number.
    pub mobile: Option<String>,
    /// Another phone number; the page does not say which is which.
    pub phone: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// What the account may do.
    pub user_type: Option<UserType>,
    /// Whether the account works; inferred, since the page does not document the values.
    pub status: Option<UserStatus>,
    /// The ids of the current plans.
    pub detail_ids: Vec<String>,
    /// The ids of tasks; undocumented.
    pub task_ids: Vec<String>,
    /// Undocumented.
    pub change_task_ids_creator: Option<String>,
    /// Undocumented; 0 and 1 occur.
    pub if_newtask_view: Option<String>,
    /// `ctime` as the vendor wrote it: a local date and time without a zone.
    pub created: Option<String>,
    /// Undocumented.
    pub new_create: Option<String>,
}

/// What an account may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserType {
    /// 11: manages tasks.
    TaskManager,
    /// 4: views reports; the vendor's default.
    ReportViewer,
    /// A value that the page does not document, such as the 3 of its own example.
    Unknown(String),
}

/// Whether an account works. The page does not document the values; 1 and 0 are read as yes and no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserStatus {
    /// 1.
    Active,
    /// 0.
    Inactive,
    /// Anything else.
    Other(String),
}

impl User {
    pub(super) fn read(node: &Node<'_>) -> Result<User, Found> {
        node.object()?;
        Ok(User {
            id: node.member("id").text()?,
            code: node.member("code").text()?,
            name: node.member("name").text()?,
            mobile: node.member("mobile").text()?,
            phone: node.member("phone").text()?,
            email: node.member("email").text()?,
            user_type: node.member("type").text()?.map(|value| match value.trim() {
                "11" => UserType::TaskManager,
                "4" => UserType::ReportViewer,
                _ => UserType::Unknown(value),
            }),
            status: node
                .member("status")
                .text()?
                .map(|value| match value.trim() {
                    "1" => UserStatus::Active,
                    "0" => UserStatus::Inactive,
                    _ => UserStatus::Other(value),
                }),
            detail_ids: ids(&node.member("detail_ids"))?,
            task_ids: ids(&node.member("task_ids"))?,
            change_task_ids_creator: node.member("change_task_ids_creator").text()?,
            if_newtask_view: node.member("if_newtask_view").text()?,
            created: node.member("ctime").text()?,
            new_create: node.member("new_create").text()?,
        })
    }
}

fn ids(node: &Node<'_>) -> Result<Vec<String>, Found> {
    let text = node.text()?.unwrap_or_default();
    Ok(text
        .split(',')
        .map(str::trim)
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
        .collect())
}
