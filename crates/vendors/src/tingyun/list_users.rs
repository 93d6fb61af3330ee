//! Lists every user. <http://wukongdoc.tingyun.com/network/api/user/acquire/userlist.html>

use super::User;
use crate::answer::{Envelope, kind_of_code, open};
use crate::cursor::Node;
use crate::problem::{Found, RefusalKind, Shape};
use crate::{Call, Effect, Operation, Problem, Request, Response};

/// Lists every user; the vendor has no paging and no filter.
///
/// <http://wukongdoc.tingyun.com/network/api/user/acquire/userlist.html>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListUsers;

/// Every user of the account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserList {
    /// The users, in the vendor's order.
    pub users: Vec<User>,
    /// When the vendor answered: a local date and time without a zone.
    pub time: Option<String>,
}

impl Call for ListUsers {
    type Output = UserList;

    fn operation(&self) -> Operation {
        Operation::TingyunListUsers
    }

    fn request(&self) -> Result<Request, Problem> {
        Ok(Request::new(self.operation(), Effect::Read))
    }

    fn parse(&self, response: &Response) -> Result<UserList, Problem> {
        let answer = open(self.operation(), response, &[], read_envelope)?;
        read_list(&answer.root()).map_err(|found| answer.misunderstood(found))
    }
}

/// The name of the vendor's one documented error.
const PERMISSION_DENIED: &str = "PermissionDeniedError";

/// The envelope's own `status` counts beside HTTP's, which may be 200 while this one is 403.
fn read_envelope(root: &Node<'_>, _status: u16) -> Result<Envelope, Found> {
    root.object()?;
    let status = root.member("status").required_integer()?;
    let message = root.member("message").text().ok().flatten();
    let error = root
        .member("error_code")
        .text()?
        .filter(|code| !matches!(code.trim(), "" | "0"));
    let denied = [&message, &error]
        .into_iter()
        .flatten()
        .any(|words| words.contains(PERMISSION_DENIED));
    let refused = if denied {
        Some(RefusalKind::Credentials)
    } else if status != 200 {
        Some(kind_of_code(status))
    } else {
        error.as_ref().map(|_| RefusalKind::Other)
    };
    Ok(Envelope {
        refused,
        code: error.or_else(|| Some(status.to_string())),
        message,
        trace: None,
    })
}

/// Success without `data` is not an empty account: it is not documented, and showing nobody would be a lie.
fn read_list(root: &Node<'_>) -> Result<UserList, Found> {
    let data = root.member("data");
    let items = data.items()?.ok_or_else(|| data.wrong(Shape::Array))?;
    Ok(UserList {
        users: items.iter().map(User::read).collect::<Result<_, _>>()?,
        time: root.member("time").text()?,
    })
}
