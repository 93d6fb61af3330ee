//! Sets how many more users an app may have. Page 用户数API, section 设置用户数量.

use super::envelope;
use super::get_quota::request_for;
use crate::answer::open;
use crate::problem::{Cause, Field, InvalidInput};
use crate::{Body, Call, Effect, Operation, Problem, Request, RequestId, Response};

/// Writes an app's remaining quota: absolute amounts, not increments. What is `None` stays as it is.
///
/// Two admins can overwrite each other: read before, and read back after. Page 用户数API, section 设置用户数量; no
/// public address is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetQuota {
    /// The enterprise's `app_name`.
    pub app_name: String,
    /// Regular users that may still be added.
    pub user_num: Option<u64>,
    /// Test users that may still be added.
    pub tester_num: Option<u64>,
    /// Ours only: the vendor de-duplicates by nothing, but setting the same amount twice does no harm.
    pub id: RequestId,
}

/// What an answer without an error says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetQuotaOutcome {
    /// The vendor said success.
    Confirmed,
    /// The vendor answered a 2xx without a body, as its page's own example does: read back and compare.
    NotConfirmed,
}

impl Call for SetQuota {
    type Output = SetQuotaOutcome;

    fn operation(&self) -> Operation {
        Operation::T12SetQuota
    }

    fn request(&self) -> Result<Request, Problem> {
        let operation = self.operation();
        let effect = Effect::Write(self.id.clone());
        let mut request = request_for(operation, effect, &self.app_name)?;
        let mut form = Vec::new();
        for (name, amount, field) in [
            ("user_num", self.user_num, Field::UserNum),
            ("tester_num", self.tester_num, Field::TesterNum),
        ] {
            let Some(amount) = amount else { continue };
            // What could not be read back as the signed number that the quota is, cannot be meant.
            if i64::try_from(amount).is_err() {
                let input = InvalidInput::TooLarge(field);
                return Err(Problem::new(operation, Cause::InvalidInput(input)));
            }
            form.push(format!("{name}={amount}"));
        }
        if form.is_empty() {
            let input = InvalidInput::NothingToDo;
            return Err(Problem::new(operation, Cause::InvalidInput(input)));
        }
        request.body = Some(Body {
            content_type: "application/x-www-form-urlencoded",
            bytes: form.join("&").into_bytes(),
        });
        Ok(request)
    }

    fn parse(&self, response: &Response) -> Result<SetQuotaOutcome, Problem> {
        let bodyless = response.body.iter().all(u8::is_ascii_whitespace);
        if bodyless && (200..300).contains(&response.status) {
            return Ok(SetQuotaOutcome::NotConfirmed);
        }
        open(self.operation(), response, &[], envelope::read)?;
        Ok(SetQuotaOutcome::Confirmed)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::problem::{Found, RefusalKind};
    use crate::testing::{answered, found, id, refusal, refused_input};

    fn call(user_num: Option<u64>, tester_num: Option<u64>) -> SetQuota {
        SetQuota {
            app_name: "demo".to_owned(),
            user_num,
            tester_num,
            id: id(),
        }
    }

    #[test]
    fn sends_only_what_is_given_as_a_form() {
        let form = |call: SetQuota| {
            let body = call.request().unwrap().body.unwrap();
            assert_eq!(body.content_type, "application/x-www-form-urlencoded");
            String::from_utf8(body.bytes).unwrap()
        };
        assert_eq!(form(call(Some(5), Some(0))), "user_num=5&tester_num=0");
        assert_eq!(form(call(None, Some(7))), "tester_num=7");
        assert_eq!(
            call(Some(5), None).request().unwrap().target(),
            "/api/backdoor/useright/set?app_name=demo"
        );
    }

    #[test]
    fn refuses_nothing_and_too_much() {
        assert_eq!(
            refused_input(call(None, None).request()),
            InvalidInput::NothingToDo
        );
        assert_eq!(
            refused_input(call(Some(u64::MAX), None).request()),
            InvalidInput::TooLarge(Field::UserNum)
        );
    }

    #[test]
    fn an_empty_answer_confirms_nothing() {
        let call = call(Some(5), None);
        let parse = |status, body| call.parse(&answered(status, body));
        assert_eq!(parse(200, " \n"), Ok(SetQuotaOutcome::NotConfirmed));
        assert_eq!(parse(204, ""), Ok(SetQuotaOutcome::NotConfirmed));
        assert_eq!(
            parse(200, r#"{"code":1,"msg":"success"}"#),
            Ok(SetQuotaOutcome::Confirmed)
        );
        assert_eq!(found(parse(302, "")), Found::Empty);
        let no = refusal(parse(200, r#"{"code":0,"msg":"no right"}"#));
        assert_eq!(no.kind, RefusalKind::Other);
    }

    #[test]
    fn a_code_of_success_without_its_word_is_neither_yes_nor_no() {
        let call = call(Some(1), None);
        for body in [r#"{"code":"1","msg":7,"data":[]}"#, r#"{"code":0}"#] {
            let answer = call.parse(&answered(200, body));
            assert!(matches!(
                &answer.as_ref().unwrap_err().cause,
                Cause::UnknownOutcome(_)
            ));
            assert!(matches!(found(answer), Found::WrongShape { .. }));
        }
    }
}
