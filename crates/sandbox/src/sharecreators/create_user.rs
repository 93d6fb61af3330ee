//! `POST /api/asset-server/user/add-user`: creates one user.
//!
//! The page does not say which fields are required. Here `email` and `role` are, and an e-mail has one account, whatever
//! its letter case.

use serde_json::{Map, Value};

use super::envelope::Refusal;
use super::{Account, ShareCreators, fields};
use crate::WireRequest;

const ROLES: [&str; 4] = ["SA", "A", "U", "V"];

pub(super) fn answer(
    vendor: &mut ShareCreators,
    request: &WireRequest<'_>,
) -> Result<Value, Refusal> {
    let fields = fields(request)?;
    let email = text(&fields, "email", "email must be a string")?
        .filter(|email| email.contains('@'))
        .ok_or(Refusal::Invalid("email must be an e-mail address"))?;
    let role = text(&fields, "role", "role must be a string")?
        .filter(|role| ROLES.contains(&role.as_str()))
        .ok_or(Refusal::Invalid("role must be SA, A, U or V"))?;
    let phone = text(&fields, "telephone", "telephone must be a string")?;
    let area_code = text(&fields, "phoneAreaCode", "phoneAreaCode must be a string")?;
    if vendor.by_email.contains_key(&email.to_lowercase()) {
        return Err(Refusal::Taken(email));
    }
    let account = Account {
        user_id: free_user_id(vendor),
        email,
        role,
        phone,
        area_code,
    };
    let data = account.data();
    vendor
        .by_email
        .insert(account.email.to_lowercase(), account.user_id.clone());
    vendor.accounts.insert(account.user_id.clone(), account);
    Ok(data)
}

fn text(
    fields: &Map<String, Value>,
    name: &str,
    reason: &'static str,
) -> Result<Option<String>, Refusal> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(Refusal::Invalid(reason)),
    }
}

fn free_user_id(vendor: &mut ShareCreators) -> String {
    loop {
        let user_id = vendor
            .random
            .text(8, b"abcdefghijklmnopqrstuvwxyz0123456789");
        if !vendor.accounts.contains_key(&user_id) {
            return user_id;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::demo::TOKEN;
    use crate::exchange::sandbox;
    use crate::sharecreators::exchange::{post, post_with};
    use serde_json::{Value, json};

    const BODY: &str = r#"{"email":"123@sharecreators.com","telephone":"13912345678","phoneAreaCode":"86","role":"U"}"#;

    #[test]
    fn the_vendors_example_is_answered_as_the_vendor_does() {
        let mut body = post(&mut sandbox(), "add-user", BODY).json();
        let user_id = body["_data"]["user_id"].take();
        let user_id = user_id.as_str().unwrap_or_default();
        assert_eq!(user_id.len(), 8);
        assert!(
            user_id
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        );
        assert_eq!(body["traceId"].take().as_str().map(str::len), Some(32));
        assert_eq!(
            body,
            json!({"_success": true, "_code": "0", "_msg": null, "traceId": null, "_data": {
                "bch_code": "000001", "email": "123@sharecreators.com", "is_admin": "Y", "role": "U",
                "user_id": null, "user_name": "123@sharecreators.com", "areaCode": "86",
                "phone": "13912345678",
            }})
        );
    }

    #[test]
    fn an_email_has_one_account() {
        let mut sandbox = sandbox();
        post(&mut sandbox, "add-user", BODY);
        let again = post(&mut sandbox, "add-user", &BODY.replace("123@s", "123@S")).json();
        assert_eq!(
            (&again["_success"], &again["_code"]),
            (&json!(false), &json!("1002"))
        );
        assert_eq!(again["_data"], Value::Null);
    }

    #[test]
    fn bodies_that_are_not_as_documented_are_refused() {
        for body in [
            "",
            "[]",
            "{}",
            r#"{"email":"x@y"}"#,
            r#"{"email":"x","role":"U"}"#,
            r#"{"email":"x@y","role":"u"}"#,
            r#"{"email":"x@y","role":"U","telephone":1}"#,
        ] {
            let answer = post(&mut sandbox(), "add-user", body);
            assert_eq!(answer.status, 200);
            assert_eq!(answer.json()["_code"], "1001", "{body}");
        }
    }

    #[test]
    fn each_header_is_checked() {
        let bearer = format!("Bearer {TOKEN}");
        for (token, platform) in [(bearer.as_str(), "WEB"), ("x", "WEB"), (TOKEN, "IOS")] {
            let answer = post_with(&mut sandbox(), "add-user", token, platform, BODY);
            assert_eq!(answer.status, 401);
            assert_eq!(answer.json()["_success"], false);
        }
        assert_eq!(post(&mut sandbox(), "list-user", BODY).status, 404);
    }
}
