//! `POST /api/backdoor/useright/set`: absolute amounts; a field that is not sent stays as it is.
//!
//! The answer to a success has no body, as in the vendor's example.

use super::envelope::Refusal;
use super::{T12, gate};
use crate::answer::Answer;
use crate::{WireRequest, decode};

pub(super) fn answer(
    t12: &mut T12,
    request: &WireRequest<'_>,
    now: u64,
) -> Result<Answer, Refusal> {
    let app_name = gate::enter(request, now)?;
    let quota = t12.quota(&app_name)?;
    let fields = form(request);
    let users = amount(&fields, "user_num")?;
    let test_users = amount(&fields, "tester_num")?;
    if users.is_none() && test_users.is_none() {
        return Err(Refusal::NothingToSet);
    }
    quota.users = users.unwrap_or(quota.users);
    quota.test_users = test_users.unwrap_or(quota.test_users);
    Ok(Answer::applied(None))
}

/// PHP fills `$_POST` only from a body that says it is a form.
fn form(request: &WireRequest<'_>) -> Vec<(String, String)> {
    if request.is_of("application/x-www-form-urlencoded") {
        decode::form(&String::from_utf8_lossy(request.body))
    } else {
        Vec::new()
    }
}

fn amount(fields: &[(String, String)], name: &'static str) -> Result<Option<u64>, Refusal> {
    let Some(text) = decode::last(fields, name) else {
        return Ok(None);
    };
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::NotANumber(name));
    }
    text.parse()
        .map(Some)
        .map_err(|_| Refusal::NotANumber(name))
}
