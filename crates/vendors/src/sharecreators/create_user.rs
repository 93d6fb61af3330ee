//! Creates a user. API reference page `User` (用户), section 创建用户.

use super::{Role, envelope};
use crate::answer::open;
use crate::cursor::Node;
use crate::problem::{Cause, Field, Found, InvalidInput};
use crate::{Call, Operation, Problem, Request, RequestId, Response};

/// Creates a user.
///
/// API reference page `User` (用户), section 创建用户; it has no stable public address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateUser {
    /// The e-mail address, which becomes the user's name.
    pub email: String,
    /// The phone number: 5 to 20 digits.
    pub telephone: String,
    /// The phone number's country: 1 to 4 digits; a leading `+` is taken off.
    pub phone_area_code: String,
    /// The role.
    pub role: Role,
    /// Ours only: the vendor de-duplicates by nothing.
    pub id: RequestId,
}

/// The created user as the vendor describes it. Anything it left out is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CreatedUser {
    /// What the vendor calls the account.
    pub user_id: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The user's name, an e-mail address in the vendor's example.
    pub user_name: Option<String>,
    /// The role's letters, see [`Role::from_code`].
    pub role: Option<String>,
    /// `Y` in the vendor's example, for a role that is no admin: neither follows from the other.
    pub is_admin: Option<String>,
    /// The tenant's code.
    pub bch_code: Option<String>,
    /// The phone number's country.
    pub area_code: Option<String>,
    /// The phone number.
    pub phone: Option<String>,
}

impl Call for CreateUser {
    type Output = CreatedUser;

    fn operation(&self) -> Operation {
        Operation::ShareCreatorsCreateUser
    }

    fn request(&self) -> Result<Request, Problem> {
        let area_code = self
            .phone_area_code
            .strip_prefix('+')
            .unwrap_or(&self.phone_area_code);
        check(Field::Email, &self.email, is_email(&self.email))
            .and_then(|()| {
                let acceptable = are_digits(&self.telephone, 5, 20);
                check(Field::Telephone, &self.telephone, acceptable)
            })
            .and_then(|()| check(Field::PhoneAreaCode, area_code, are_digits(area_code, 1, 4)))
            .map_err(|input| Problem::new(self.operation(), Cause::InvalidInput(input)))?;
        let body = serde_json::json!({
            "email": self.email,
            "telephone": self.telephone,
            "phoneAreaCode": area_code,
            "role": self.role.code(),
        });
        Ok(envelope::write(self.operation(), &self.id, &body))
    }

    fn parse(&self, response: &Response) -> Result<CreatedUser, Problem> {
        let answer = open(self.operation(), response, &[], envelope::read)?;
        let user = read_user(&answer.root().member("_data"))
            .map_err(|found| answer.misunderstood(found))?;
        match &user.email {
            Some(email) if email.to_lowercase() != self.email.to_lowercase() => {
                Err(answer.misunderstood(Found::OtherThanAsked))
            }
            _ => Ok(user),
        }
    }
}

fn check(field: Field, text: &str, acceptable: bool) -> Result<(), InvalidInput> {
    match (text.is_empty(), acceptable) {
        (true, _) => Err(InvalidInput::Missing(field)),
        (false, false) => Err(InvalidInput::Malformed(field)),
        (false, true) => Ok(()),
    }
}

/// Only the shape that every address has: whether it exists, the vendor finds out.
fn is_email(text: &str) -> bool {
    let Some((person, domain)) = text.split_once('@') else {
        return false;
    };
    let labels_are_filled = domain.split('.').all(|label| !label.is_empty());
    !person.is_empty()
        && domain.contains('.')
        && labels_are_filled
        && !domain.contains('@')
        && !text.contains(|character: char| character.is_whitespace() || character.is_control())
}

fn are_digits(text: &str, shortest: usize, longest: usize) -> bool {
    (shortest..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Success without `_data` still is success.
fn read_user(data: &Node<'_>) -> Result<CreatedUser, Found> {
    if data.is_absent() {
        return Ok(CreatedUser::default());
    }
    data.object()?;
    Ok(CreatedUser {
        user_id: data.member("user_id").text()?,
        email: data.member("email").text()?,
        user_name: data.member("user_name").text()?,
        role: data.member("role").text()?,
        is_admin: data.member("is_admin").text()?,
        bch_code: data.member("bch_code").text()?,
        area_code: data.member("areaCode").text()?,
        phone: data.member("phone").text()?,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::problem::RefusalKind;
    use crate::testing::{answered, found, id, json_body, refusal, refused_input};

    const EXAMPLE: &str = include_str!("../../fixtures/sharecreators/create_user.json");

    fn call() -> CreateUser {
        CreateUser {
            email: "123@sharecreators.com".to_owned(),
            telephone: "13912345678".to_owned(),
            phone_area_code: "+86".to_owned(),
            role: Role::Member,
            id: id(),
        }
    }

    #[test]
    fn sends_the_page_s_example() {
        let request = call().request().unwrap();
        assert_eq!(request.target(), "/api/asset-server/user/add-user");
        assert_eq!(request.headers.len(), 1);
        assert_eq!(request.headers[0].0, "platform");
        assert_eq!(request.headers[0].1.expose(), "WEB");
        assert_eq!(
            json_body(&request),
            serde_json::json!({
                "email": "123@sharecreators.com",
                "telephone": "13912345678",
                "phoneAreaCode": "86",
                "role": "U"
            })
        );
    }

    #[test]
    fn reads_the_page_s_example() {
        let user = call().parse(&answered(200, EXAMPLE)).unwrap();
        assert_eq!(user.user_id.as_deref(), Some("a8ic1nut"));
        assert_eq!(user.user_name.as_deref(), Some("123@sharecreators.com"));
        assert_eq!(user.role.as_deref(), Some("U"));
        assert_eq!(user.is_admin.as_deref(), Some("Y"));
        assert_eq!(user.bch_code.as_deref(), Some("000001"));
        assert_eq!(user.area_code.as_deref(), Some("86"));
        assert_eq!(user.phone.as_deref(), Some("13912345678"));
    }

    #[test]
    fn an_answer_about_somebody_else_leaves_the_outcome_open() {
        let mut other = call();
        other.email = "other@sharecreators.com".to_owned();
        let problem = other.parse(&answered(200, EXAMPLE)).unwrap_err();
        assert_eq!(
            problem.vendor_trace.as_deref(),
            Some("177478ae3e2444f1851269cb058c29ff")
        );
        assert_eq!(found::<()>(Err(problem)), Found::OtherThanAsked);
    }

    #[test]
    fn success_decides_and_either_trace_is_kept() {
        let body =
            r#"{"_success":false,"_code":200,"_msg":"exists","_traceId":"t-1","_data":null}"#;
        let result = call().parse(&answered(200, body));
        assert_eq!(
            result.as_ref().unwrap_err().vendor_trace.as_deref(),
            Some("t-1")
        );
        let no = refusal(result);
        assert_eq!(
            (no.kind, no.code.as_deref(), no.message.as_deref()),
            (RefusalKind::Other, Some("200"), Some("exists"))
        );
        let bare = r#"{"_success":true,"_code":99}"#;
        assert_eq!(
            call().parse(&answered(200, bare)),
            Ok(CreatedUser::default())
        );
    }

    #[test]
    fn checks_the_shape_of_what_is_sent() {
        for email in ["a", "@b.cn", "a@", "a@b", "a@b..cn", "a b@c.cn", "a@b@c.cn"] {
            let mut call = call();
            call.email = email.to_owned();
            assert_eq!(
                refused_input(call.request()),
                InvalidInput::Malformed(Field::Email),
                "{email}"
            );
        }
        for telephone in ["1234", "123456789012345678901", "1391234567x", "１２３４５"] {
            let mut call = call();
            call.telephone = telephone.to_owned();
            assert_eq!(
                refused_input(call.request()),
                InvalidInput::Malformed(Field::Telephone)
            );
        }
        for (code, input) in [
            ("+", InvalidInput::Missing(Field::PhoneAreaCode)),
            ("12345", InvalidInput::Malformed(Field::PhoneAreaCode)),
            ("++1", InvalidInput::Malformed(Field::PhoneAreaCode)),
        ] {
            let mut call = call();
            call.phone_area_code = code.to_owned();
            assert_eq!(refused_input(call.request()), input);
        }
    }
}
