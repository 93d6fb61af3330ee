//! How many more users an app may have. Page 用户数API, section 查询用户数量.

use super::envelope;
use crate::answer::open;
use crate::cursor::Node;
use crate::problem::{Cause, Field, Found, InvalidInput};
use crate::{Call, Effect, Operation, Problem, Request, Response};

/// Reads an app's remaining quota.
///
/// Page 用户数API, section 查询用户数量; no public address is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetQuota {
    /// The enterprise's `app_name`. The vendor has no call that lists them.
    pub app_name: String,
}

/// What an app has left, in users. The vendor documents no lower bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Regular users that may still be added.
    pub remain_user: i64,
    /// Test users that may still be added.
    pub remain_test_user: i64,
}

impl Call for GetQuota {
    type Output = Quota;

    fn operation(&self) -> Operation {
        Operation::T12GetQuota
    }

    fn request(&self) -> Result<Request, Problem> {
        request_for(self.operation(), Effect::Read, &self.app_name)
    }

    fn parse(&self, response: &Response) -> Result<Quota, Problem> {
        let answer = open(self.operation(), response, &[], envelope::read)?;
        read_quota(&answer.root()).map_err(|found| answer.misunderstood(found))
    }
}

/// A request about one app.
pub(super) fn request_for(
    operation: Operation,
    effect: Effect,
    app_name: &str,
) -> Result<Request, Problem> {
    if app_name.is_empty() {
        let missing = InvalidInput::Missing(Field::AppName);
        return Err(Problem::new(operation, Cause::InvalidInput(missing)));
    }
    let mut request = Request::new(operation, effect);
    request.query.push(("app_name".to_owned(), app_name.into()));
    Ok(request)
}

fn read_quota(root: &Node<'_>) -> Result<Quota, Found> {
    let data = root.member("data");
    data.object()?;
    Ok(Quota {
        remain_user: data.member("remain_user").required_integer()?,
        remain_test_user: data.member("remain_test_user").required_integer()?,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::problem::{RefusalKind, Shape};
    use crate::testing::{answered, found, refusal, refused_input};

    const EXAMPLE: &str = include_str!("../../fixtures/t12/get_quota.json");

    fn parse(status: u16, body: &str) -> Result<Quota, Problem> {
        let call = GetQuota {
            app_name: "demo".to_owned(),
        };
        call.parse(&answered(status, body))
    }

    #[test]
    fn asks_for_one_app() {
        let mut call = GetQuota {
            app_name: "a b/企业".to_owned(),
        };
        assert_eq!(
            call.request().unwrap().target(),
            "/api/backdoor/useright/get?app_name=a%20b%2F%E4%BC%81%E4%B8%9A"
        );
        call.app_name.clear();
        assert_eq!(
            refused_input(call.request()),
            InvalidInput::Missing(Field::AppName)
        );
    }

    #[test]
    fn reads_the_page_s_example() {
        let quota = Quota {
            remain_user: 481,
            remain_test_user: 20,
        };
        assert_eq!(parse(200, EXAMPLE), Ok(quota));
        let lenient =
            r#"{"code":"0","msg":"SUCCESS","data":{"remain_user":"481","remain_test_user":20.0}}"#;
        assert_eq!(parse(200, lenient), Ok(quota));
    }

    #[test]
    fn anything_but_success_is_a_no() {
        let no = refusal(parse(200, r#"{"code":1,"msg":"app not found"}"#));
        assert_eq!(no.kind, RefusalKind::Other);
        assert_eq!(no.code.as_deref(), Some("1"));
        assert_eq!(no.message.as_deref(), Some("app not found"));
        let no = refusal(parse(200, r#"{"code":-3,"msg":"manager_sign error"}"#));
        assert_eq!(no.kind, RefusalKind::Credentials);
        assert_eq!(
            refusal(parse(200, r#"{"code":2,"msg":"success"}"#)).kind,
            RefusalKind::Other
        );
    }

    #[test]
    fn names_what_is_wrong_in_the_answer() {
        let wrong = r#"{"code":1,"msg":"success","data":{"remain_user":[],"remain_test_user":20}}"#;
        assert_eq!(
            found(parse(200, wrong)),
            Found::WrongShape {
                place: "data.remain_user".to_owned(),
                expected: Shape::Number,
                found: Shape::Array,
            }
        );
        let nothing = r#"{"code":1,"msg":"success","data":null}"#;
        assert_eq!(
            found(parse(200, nothing)),
            Found::WrongShape {
                place: "data".to_owned(),
                expected: Shape::Object,
                found: Shape::Null,
            }
        );
        assert_eq!(found(parse(200, "")), Found::Empty);
    }
}
