//! Whatever comes back, every operation makes an output or a problem of it, and no password is in either.

#![allow(clippy::unwrap_used, reason = "tests")]

mod arbitrary;

use arbitrary::{OWN, PLANTED, any_json, damaged_bytes, damaged_example, response, status};
use proptest::prelude::*;
use vendors::bitanswer::{self, NameCondition, NameOperator, Page, UserChange};
use vendors::sharecreators::{self, Role};
use vendors::{Call, Operation, RequestId, Response, Secret, t12, tingyun};

/// Parses as every operation would; shows what each made of it, and whether it had sent a password.
fn parse_as_everything(response: &Response) -> Vec<(Operation, bool, String)> {
    fn shown<C: Call>(call: &C, response: &Response) -> (Operation, String)
    where
        C::Output: std::fmt::Debug,
    {
        (call.operation(), format!("{:?}", call.parse(response)))
    }
    let id = || RequestId("1".to_owned());
    let name = || "login_name".to_owned();
    let guid = || "xxxxx".to_owned();
    let page = Page {
        offset: 0,
        limit: 50,
    };
    let change = || UserChange {
        name: name(),
        nick_name: None,
        status: None,
        password: Some(Secret::new(OWN)),
    };
    let changes = || vec![change()];
    let condition = NameCondition {
        operator: NameOperator::Contains,
        text: name(),
    };
    let app_name = || "demo".to_owned();
    let with_password = [
        shown(
            &bitanswer::PatchUsers {
                changes: changes(),
                id: id(),
            },
            response,
        ),
        shown(
            &bitanswer::UpsertUsers {
                changes: changes(),
                id: id(),
            },
            response,
        ),
        shown(
            &bitanswer::PatchUser {
                change: change(),
                id: id(),
            },
            response,
        ),
        shown(
            &bitanswer::UpsertUser {
                change: change(),
                id: id(),
            },
            response,
        ),
    ];
    let without_password = [
        shown(
            &t12::GetQuota {
                app_name: app_name(),
            },
            response,
        ),
        shown(
            &t12::SetQuota {
                app_name: app_name(),
                user_num: Some(1),
                tester_num: None,
                id: id(),
            },
            response,
        ),
        shown(&tingyun::ListUsers, response),
        shown(&bitanswer::ListUsers { page }, response),
        shown(
            &bitanswer::QueryUsers {
                page,
                condition: Some(condition),
                sort_by_name: true,
            },
            response,
        ),
        shown(
            &bitanswer::DeleteUsers {
                names: vec![name()],
                id: id(),
            },
            response,
        ),
        shown(&bitanswer::GetUser { name: name() }, response),
        shown(
            &bitanswer::DeleteUser {
                name: name(),
                id: id(),
            },
            response,
        ),
        shown(&bitanswer::OnlineStatus { guid: guid() }, response),
        shown(
            &bitanswer::ForceOffline {
                guids: vec![guid()],
                id: id(),
            },
            response,
        ),
        shown(
            &sharecreators::CreateUser {
                email: "123@sharecreators.com".to_owned(),
                telephone: "13912345678".to_owned(),
                phone_area_code: "86".to_owned(),
                role: Role::Member,
                id: id(),
            },
            response,
        ),
        shown(
            &sharecreators::DeleteUsers {
                accounts: vec![name()],
                id: id(),
            },
            response,
        ),
    ];
    let mark = |sent| move |(operation, text)| (operation, sent, text);
    let mut all: Vec<_> = with_password.into_iter().map(mark(true)).collect();
    all.extend(without_password.into_iter().map(mark(false)));
    all
}

fn nothing_leaks(response: &Response) -> Result<(), TestCaseError> {
    for (operation, sent_password, text) in parse_as_everything(response) {
        prop_assert!(!text.contains(PLANTED), "{operation:?}: {text}");
        prop_assert!(
            !sent_password || !text.contains(OWN),
            "{operation:?}: {text}"
        );
    }
    Ok(())
}

#[test]
fn every_operation_is_tried() {
    let tried: Vec<Operation> = parse_as_everything(&response(200, Vec::new()))
        .into_iter()
        .map(|(operation, _, _)| operation)
        .collect();
    for operation in Operation::ALL {
        assert!(tried.contains(&operation), "{operation:?}");
    }
}

#[test]
fn an_echoed_password_reaches_the_masking() {
    let body = format!(r#"{{"status":17,"msg":"the password {OWN} is too weak"}}"#);
    let masked = parse_as_everything(&response(200, body.into_bytes()))
        .into_iter()
        .filter(|(_, sent_password, text)| *sent_password && text.contains("the password ••••••"))
        .count();
    assert_eq!(masked, 4);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1500,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_bytes(status in status(), body in prop::collection::vec(any::<u8>(), 0..200)) {
        nothing_leaks(&response(status, body))?;
    }

    #[test]
    fn any_text(status in status(), body in any::<String>()) {
        nothing_leaks(&response(status, body.into_bytes()))?;
    }

    #[test]
    fn any_json_text(status in status(), body in any_json()) {
        nothing_leaks(&response(status, body.to_string().into_bytes()))?;
    }

    #[test]
    fn any_damaged_example(status in status(), body in damaged_example()) {
        nothing_leaks(&response(status, body.to_string().into_bytes()))?;
    }

    #[test]
    fn any_damaged_bytes(status in status(), body in damaged_bytes()) {
        nothing_leaks(&response(status, body))?;
    }

    #[test]
    fn any_token(token in "[A-Za-z0-9_=.-]{0,80}", free in any::<String>()) {
        let _ = sharecreators::token_claims(&Secret::new(token));
        let _ = sharecreators::token_claims(&Secret::new(format!("a.{free}.c")));
    }
}
