//! Every vendor's parser over any answer: an output or a problem comes out, and never the password that was sent.

use vendors::bitanswer::{self, NameCondition, NameOperator, Page, UserChange};
use vendors::sharecreators::{self, Role};
use vendors::{Call, RequestId, Response, Secret, t12, tingyun};

const SENT: &str = "sent-canary-7f3a";

/// The first byte chooses the status; the rest is the body.
pub fn check(data: &[u8]) {
    let Some((first, body)) = data.split_first() else {
        return;
    };
    const STATUSES: [u16; 8] = [200, 201, 204, 400, 401, 404, 500, 302];
    let response = Response {
        status: STATUSES[usize::from(*first) % STATUSES.len()],
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.to_vec(),
    };
    fn shown<C: Call>(call: &C, response: &Response) -> String
    where
        C::Output: std::fmt::Debug,
    {
        format!("{:?}", call.parse(response))
    }
    fn masked<C: Call>(call: &C, response: &Response)
    where
        C::Output: std::fmt::Debug,
    {
        assert!(
            !shown(call, response).contains(SENT),
            "a password that was sent came back"
        );
    }
    let id = || RequestId("1".to_owned());
    let name = || "login_name".to_owned();
    let change = || UserChange {
        name: name(),
        nick_name: None,
        status: None,
        password: Some(Secret::new(SENT)),
    };
    let page = Page {
        offset: 0,
        limit: 50,
    };
    let condition = NameCondition {
        operator: NameOperator::Contains,
        text: name(),
    };
    masked(
        &bitanswer::PatchUsers {
            changes: vec![change()],
            id: id(),
        },
        &response,
    );
    masked(
        &bitanswer::UpsertUsers {
            changes: vec![change()],
            id: id(),
        },
        &response,
    );
    masked(
        &bitanswer::PatchUser {
            change: change(),
            id: id(),
        },
        &response,
    );
    masked(
        &bitanswer::UpsertUser {
            change: change(),
            id: id(),
        },
        &response,
    );
    shown(&bitanswer::ListUsers { page }, &response);
    shown(
        &bitanswer::QueryUsers {
            page,
            condition: Some(condition),
            sort_by_name: true,
        },
        &response,
    );
    shown(
        &bitanswer::DeleteUsers {
            names: vec![name()],
            id: id(),
        },
        &response,
    );
    shown(&bitanswer::GetUser { name: name() }, &response);
    shown(
        &bitanswer::DeleteUser {
            name: name(),
            id: id(),
        },
        &response,
    );
    shown(
        &bitanswer::OnlineStatus {
            guid: "g".to_owned(),
        },
        &response,
    );
    shown(
        &bitanswer::ForceOffline {
            guids: vec!["g".to_owned()],
            id: id(),
        },
        &response,
    );
    shown(&t12::GetQuota { app_name: name() }, &response);
    shown(
        &t12::SetQuota {
            app_name: name(),
            user_num: Some(1),
            tester_num: None,
            id: id(),
        },
        &response,
    );
    shown(&tingyun::ListUsers, &response);
    let email = "123@sharecreators.com".to_owned();
    let telephone = "13912345678".to_owned();
    let create = sharecreators::CreateUser {
        email,
        telephone,
        phone_area_code: "86".to_owned(),
        role: Role::Member,
        id: id(),
    };
    shown(&create, &response);
    shown(
        &sharecreators::DeleteUsers {
            accounts: vec![name()],
            id: id(),
        },
        &response,
    );
}
