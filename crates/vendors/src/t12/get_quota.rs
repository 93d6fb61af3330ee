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
