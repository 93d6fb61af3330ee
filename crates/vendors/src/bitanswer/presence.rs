//! Who is online. Here `status` means something else than in the users' lists.

use super::envelope::open_answer;
use crate::cursor::Node;
use crate::problem::Found;
use crate::{Operation, Problem, Response};

/// A user and whether it is online.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserPresence {
    /// The vendor's id.
    pub guid: Option<String>,
    /// The login.
    pub name: Option<String>,
    /// Whether it is online.
    pub presence: Presence,
}

/// Whether a user is online.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// 0: enabled and not online.
    Offline,
    /// 1: disabled.
    Disabled,
    /// 2: online.
    Online,
    /// A value that the page does not document; empty where the vendor sent none.
    Other(String),
}

/// Reads an answer that lists users with their presence.
pub(super) fn read_presences(
    operation: Operation,
    response: &Response,
) -> Result<Vec<UserPresence>, Problem> {
    let answer = open_answer(operation, response, &[])?;
    presences(&answer.root()).map_err(|found| answer.misunderstood(found))
}

fn presences(root: &Node<'_>) -> Result<Vec<UserPresence>, Found> {
    let data = root.member("data");
    if data.is_absent() {
        return Ok(Vec::new());
    }
    data.object()?;
    match data.member("items").items()? {
        None => Ok(Vec::new()),
        Some(items) => items.iter().map(read_presence).collect(),
    }
}

fn read_presence(node: &Node<'_>) -> Result<UserPresence, Found> {
    node.object()?;
    let status = node.member("status").text()?.unwrap_or_default();
    Ok(UserPresence {
        guid: node.member("guid").text()?,
        name: node.member("name").text()?,
        presence: match status.trim() {
            "0" => Presence::Offline,
            "1" => Presence::Disabled,
            "2" => Presence::Online,
            _ => Presence::Other(status),
        },
    })
}
