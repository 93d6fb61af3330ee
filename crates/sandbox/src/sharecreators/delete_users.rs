//! `POST /api/asset-server/user/del-user`: deletes users by e-mail or `user_id`, all or, if one is unknown, none.

use serde_json::Value;

use super::envelope::Refusal;
use super::{ShareCreators, fields};
use crate::WireRequest;

pub(super) fn answer(
    vendor: &mut ShareCreators,
    request: &WireRequest<'_>,
) -> Result<Value, Refusal> {
    let fields = fields(request)?;
    let accounts = fields
        .get("list")
        .and_then(Value::as_array)
        .filter(|list| !list.is_empty())
        .and_then(|list| list.iter().map(Value::as_str).collect::<Option<Vec<_>>>())
        .ok_or(Refusal::Invalid("list must be an array of accounts"))?;
    let user_ids = accounts
        .iter()
        .map(|account| user_id(vendor, account))
        .collect::<Result<Vec<String>, Refusal>>()?;
    for user_id in &user_ids {
        if let Some(account) = vendor.accounts.remove(user_id) {
            vendor.by_email.remove(&account.email.to_lowercase());
        }
    }
    Ok(Value::Null)
}

/// The page calls the list "accounts", shows e-mails in it, and calls `user_id` the account elsewhere: both are taken.
fn user_id(vendor: &ShareCreators, account: &str) -> Result<String, Refusal> {
    if vendor.accounts.contains_key(account) {
        return Ok(account.to_owned());
    }
    vendor
        .by_email
        .get(&account.to_lowercase())
        .cloned()
        .ok_or_else(|| Refusal::UnknownAccount(account.to_owned()))
}

#[cfg(test)]
mod tests {
    use crate::Sandbox;
    use crate::exchange::{Exchange, sandbox};
    use crate::sharecreators::exchange::post;
    use serde_json::{Value, json};

    fn create(sandbox: &mut Sandbox, email: &str) -> Value {
        let body = format!(r#"{{"email":"{email}","role":"V"}}"#);
        post(sandbox, "add-user", &body).json()["_data"].clone()
    }

    fn count(sandbox: &mut Sandbox) -> usize {
        let state = Exchange::control(sandbox, "GET", "/state", "").json();
        state["sharecreators"]["users"]
            .as_array()
            .map_or(0, Vec::len)
    }

    #[test]
    fn accounts_are_deleted_by_email_and_by_user_id() {
        let mut sandbox = sandbox();
        create(&mut sandbox, "a@x.cn");
        let second = create(&mut sandbox, "b@x.cn");
        assert_eq!((count(&mut sandbox), &second["is_admin"]), (2, &json!("N")));
        let body = json!({"list": ["A@x.cn", second["user_id"]]}).to_string();
        let answer = post(&mut sandbox, "del-user", &body).json();
        assert_eq!(
            (&answer["_success"], &answer["_data"]),
            (&json!(true), &Value::Null)
        );
        assert_eq!(count(&mut sandbox), 0);
    }

    #[test]
    fn one_unknown_account_and_nobody_is_deleted() {
        let mut sandbox = sandbox();
        create(&mut sandbox, "a@x.cn");
        let answer = post(&mut sandbox, "del-user", r#"{"list":["a@x.cn","b@x.cn"]}"#).json();
        assert_eq!(answer["_success"], false);
        assert_eq!(answer["_code"], "404");
        assert_eq!(answer["_msg"], "account does not exist: b@x.cn");
        assert_eq!(answer["traceId"].as_str().map(str::len), Some(32));
        assert_eq!(count(&mut sandbox), 1);
        for body in [
            "{}",
            r#"{"list":[]}"#,
            r#"{"list":[1]}"#,
            r#"{"list":"a@x.cn"}"#,
        ] {
            assert_eq!(post(&mut sandbox, "del-user", body).json()["_code"], "1001");
        }
    }
}
