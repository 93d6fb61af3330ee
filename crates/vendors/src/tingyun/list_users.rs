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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::problem::Cause;
    use crate::testing::{answered, found, refusal};
    use crate::tingyun::{UserStatus, UserType};

    const EXAMPLE: &str = include_str!("../../fixtures/tingyun/list_users.json");

    fn parse(body: &str) -> Result<UserList, Problem> {
        ListUsers.parse(&answered(200, body))
    }

    #[test]
    fn reads_the_page_s_example() {
        let list = parse(EXAMPLE).unwrap();
        assert_eq!(list.time.as_deref(), Some("2021-11-08 07:49:28"));
        let [first, second, third] = &list.users[..] else {
            panic!("{list:?}");
        };
        assert_eq!(first.id.as_deref(), Some("1230664"));
        assert_eq!(first.phone.as_deref(), Some("111111"));
        assert_eq!(first.user_type, Some(UserType::Unknown("3".to_owned())));
        assert_eq!(first.status, Some(UserStatus::Active));
        assert_eq!(first.created.as_deref(), Some("2015-05-21 14:42:09"));
        assert_eq!(second.user_type, Some(UserType::TaskManager));
        assert_eq!(second.status, Some(UserStatus::Inactive));
        assert_eq!(third.user_type, Some(UserType::ReportViewer));
        assert_eq!(third.if_newtask_view.as_deref(), Some("1"));
    }

    #[test]
    fn ids_keep_every_digit_and_passwords_are_dropped() {
        let list = parse(
            r#"{"status":"200","error_code":"0","data":[
                {"id":9007199254740993,"detail_ids":"12, 13,,"},
                {"id":98765432109876543210,"password":"s3cret-canary"}]}"#,
        )
        .unwrap();
        assert_eq!(list.users[0].id.as_deref(), Some("9007199254740993"));
        assert_eq!(list.users[0].detail_ids, ["12", "13"]);
        assert_eq!(list.users[1].id.as_deref(), Some("98765432109876543210"));
        assert!(!format!("{list:?}").contains("canary"));
    }

    #[test]
    fn a_refusal_may_hide_in_a_success() {
        for body in [
            r#"{"status":403,"data":null,"message":"no"}"#,
            r#"{"status":200,"error_code":1,"message":"PermissionDeniedError"}"#,
            r#"{"status":500,"error_code":"PermissionDeniedError"}"#,
        ] {
            assert_eq!(refusal(parse(body)).kind, RefusalKind::Credentials);
        }
        let no = refusal(parse(r#"{"status":200,"error_code":17,"data":[]}"#));
        assert_eq!(
            (no.kind, no.code.as_deref()),
            (RefusalKind::Other, Some("17"))
        );
    }

    #[test]
    fn a_success_without_users_is_not_an_empty_account() {
        let problem = parse(r#"{"status":200,"error_code":0}"#).unwrap_err();
        assert!(matches!(problem.cause, Cause::NotUnderstood(_)));
        assert_eq!(
            found(parse(r#"{"status":200,"data":[{},7]}"#)),
            Found::WrongShape {
                place: "data[1]".to_owned(),
                expected: Shape::Object,
                found: Shape::Number,
            }
        );
        assert_eq!(
            parse(r#"{"status":200,"data":[]}"#),
            Ok(UserList::default())
        );
    }

    #[test]
    fn asks_for_everything_at_once() {
        assert_eq!(
            ListUsers.request().unwrap().target(),
            "/network-report-data/user-config/list-json-authkey"
        );
    }
}
