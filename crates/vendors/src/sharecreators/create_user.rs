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
