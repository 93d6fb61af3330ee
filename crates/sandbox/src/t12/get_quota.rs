//! `GET /api/backdoor/useright/get`: what an app has left.

use serde_json::json;

use super::envelope::{Refusal, success};
use super::{T12, gate};
use crate::WireRequest;
use crate::answer::Answer;

pub(super) fn answer(
    t12: &mut T12,
    request: &WireRequest<'_>,
    now: u64,
) -> Result<Answer, Refusal> {
    let app_name = gate::enter(request, now)?;
    let quota = t12.quota(&app_name)?;
    Ok(Answer::read(success(json!({
        "remain_user": quota.users,
        "remain_test_user": quota.test_users,
    }))))
}
