//! The client of `vendors` and the sandbox, written apart from each other, understand each other in every operation.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a client that cannot go on fails the test"
)]

use sandbox::{Delivery, Sandbox, WireRequest, demo_apps, demo_credentials};
use vendors::bitanswer::{self, AccountStatus, NameCondition, NameOperator, Page, Presence};
use vendors::problem::{Cause, RefusalKind};
use vendors::{
    Call, Credentials, Problem, RequestId, Secret, Value, Vendor, sharecreators, t12, tingyun,
};

const NOW: u64 = 1_790_000_000;

/// The demo credentials as the console would take them out of `config.json`.
fn credentials(vendor: Vendor) -> Credentials {
    let field = |wanted: &str| {
        let fields = demo_credentials(vendor);
        let (_, value) = fields.iter().find(|(name, _)| *name == wanted).unwrap();
        (*value).to_owned()
    };
    match vendor {
        Vendor::T12 => Credentials::T12 {
            manager_name: field("manager_name"),
            manager_key: Secret::new(field("manager_key")),
        },
        Vendor::Tingyun => Credentials::Tingyun {
            authkey: Secret::new(field("authkey")),
        },
        Vendor::BitAnswer => Credentials::BitAnswer {
            bitkey: Secret::new(field("bitkey")),
        },
        Vendor::ShareCreators => Credentials::ShareCreators {
            token: Secret::new(field("token")),
            bid: field("bid"),
        },
    }
}

/// Carries a call to the sandbox and its answer back.
fn call<C: Call>(sandbox: &mut Sandbox, call: &C) -> Result<C::Output, Problem> {
    let mut request = call.request()?;
    credentials(request.vendor()).authorize(&mut request, NOW)?;
    let target = request.target();
    let mut headers: Vec<(String, String)> = request
        .headers
        .iter()
        .map(|(name, value): &(&str, Value)| ((*name).to_owned(), value.expose().to_owned()))
        .collect();
    let mut body = Vec::new();
    if let Some(own) = &request.body {
        headers.push(("content-type".to_owned(), own.content_type.to_owned()));
        body.clone_from(&own.bytes);
    }
    let wire = WireRequest {
        vendor: request.vendor(),
        method: request.method().as_str(),
        target: &target,
        headers: &headers,
        body: &body,
    };
    match sandbox.handle(&wire, NOW).delivery {
        Delivery::Respond(response) => call.parse(&response),
        Delivery::Disconnect => panic!("no fault was asked for"),
    }
}

fn id(text: &str) -> RequestId {
    RequestId(text.to_owned())
}

fn change(name: &str) -> bitanswer::UserChange {
    bitanswer::UserChange {
        name: name.to_owned(),
        nick_name: None,
        status: None,
        password: None,
    }
}

fn is_not_found<T>(result: Result<T, Problem>) -> bool {
    matches!(
        result.err().map(|problem| problem.cause),
        Some(Cause::Refused(refusal)) if refusal.kind == RefusalKind::NotFound
    )
}

#[test]
fn t12_reads_writes_and_knows_its_apps() {
    let mut sandbox = Sandbox::new(3, NOW);
    for app in demo_apps() {
        let app_name = (*app).to_owned();
        call(&mut sandbox, &t12::GetQuota { app_name }).unwrap();
    }
    let set = t12::SetQuota {
        app_name: "华北电力测评".to_owned(),
        user_num: Some(12),
        tester_num: None,
        id: id("1"),
    };
    let outcome = call(&mut sandbox, &set).unwrap();
    assert_eq!(outcome, t12::SetQuotaOutcome::NotConfirmed);
    let app_name = set.app_name;
    let quota = call(&mut sandbox, &t12::GetQuota { app_name }).unwrap();
    assert_eq!(quota.remain_user, 12);
    let app_name = "nobody's ~ app+".to_owned();
    assert!(is_not_found(call(
        &mut sandbox,
        &t12::GetQuota { app_name }
    )));
}

#[test]
fn tingyun_lists_everybody_and_no_id_is_rounded() {
    let list = call(&mut Sandbox::new(3, NOW), &tingyun::ListUsers).unwrap();
    assert_eq!(list.users.len(), 300);
    let large = Some("9007199254740993".to_owned());
    assert!(list.users.iter().any(|user| user.id == large));
}

#[test]
fn bitanswer_reads_pages_queries_and_awkward_names() {
    let mut sandbox = Sandbox::new(3, NOW);
    let page = Page {
        offset: 2_100,
        limit: 1_000,
    };
    let list = call(&mut sandbox, &bitanswer::ListUsers { page }).unwrap();
    assert_eq!((list.total, list.items.len()), (Some(2_184), 84));
    for name in [
        "a/b test",
        "100%real",
        "张伟+1",
        "o'brien \"q\"",
        "emoji😀user",
        "q?x#y",
    ] {
        let get = bitanswer::GetUser {
            name: name.to_owned(),
        };
        assert!(call(&mut sandbox, &get).unwrap().is_some(), "{name}");
        for operator in [
            NameOperator::Equals,
            NameOperator::StartsWith,
            NameOperator::Contains,
        ] {
            let query = bitanswer::QueryUsers {
                page: Page {
                    offset: 0,
                    limit: 50,
                },
                condition: Some(NameCondition {
                    operator,
                    text: name.to_owned(),
                }),
                sort_by_name: true,
            };
            assert_eq!(call(&mut sandbox, &query).unwrap().items.len(), 1, "{name}");
        }
    }
    let name = "nobody".to_owned();
    assert_eq!(
        call(&mut sandbox, &bitanswer::GetUser { name }).unwrap(),
        None
    );
}

#[test]
fn bitanswer_writes_one_and_many() {
    let mut sandbox = Sandbox::new(3, NOW);
    let named = |name: &str| bitanswer::UserChange {
        nick_name: Some("新".to_owned()),
        password: Some(Secret::new("correct horse")),
        ..change(name)
    };
    let added = bitanswer::UpsertUsers {
        changes: vec![named("one"), named("two")],
        id: id("1"),
    };
    let answer = call(&mut sandbox, &added).unwrap();
    assert_eq!(
        answer.compare(&["one", "two"]),
        bitanswer::Comparison::default()
    );
    let upsert = bitanswer::UpsertUser {
        change: named("three/3"),
        id: id("2"),
    };
    call(&mut sandbox, &upsert).unwrap();

    let disabled = |name: &str| bitanswer::UserChange {
        status: Some(AccountStatus::Disabled),
        ..change(name)
    };
    let patch = bitanswer::PatchUser {
        change: disabled("three/3"),
        id: id("3"),
    };
    let patched = call(&mut sandbox, &patch).unwrap();
    assert_eq!(
        patched.items[0].status,
        Some(bitanswer::UserStatus::Disabled)
    );
    let batch = |id, names: [&str; 2]| bitanswer::PatchUsers {
        changes: names.map(disabled).to_vec(),
        id,
    };
    assert_eq!(
        call(&mut sandbox, &batch(id("4"), ["one", "two"]))
            .unwrap()
            .items
            .len(),
        2
    );
    assert!(is_not_found(call(
        &mut sandbox,
        &batch(id("5"), ["one", "nobody"])
    )));

    let delete = |name: &str, id| bitanswer::DeleteUser {
        name: name.to_owned(),
        id,
    };
    call(&mut sandbox, &delete("three/3", id("6"))).unwrap();
    assert!(is_not_found(call(
        &mut sandbox,
        &delete("three/3", id("7"))
    )));
    let names = ["one", "two"].map(str::to_owned).to_vec();
    let deleted = call(&mut sandbox, &bitanswer::DeleteUsers { names, id: id("8") }).unwrap();
    assert_eq!((deleted.total, deleted.items.len()), (Some(1), 2));
}

#[test]
fn bitanswer_knows_who_is_online_and_ends_it() {
    let mut sandbox = Sandbox::new(3, NOW);
    let page = Page {
        offset: 0,
        limit: 100,
    };
    let users = call(&mut sandbox, &bitanswer::ListUsers { page })
        .unwrap()
        .items;
    let online = users
        .into_iter()
        .filter_map(|user| user.guid)
        .find(|guid| {
            let ask = bitanswer::OnlineStatus { guid: guid.clone() };
            call(&mut sandbox, &ask).unwrap()[0].presence == Presence::Online
        })
        .unwrap();
    let end = bitanswer::ForceOffline {
        guids: vec![online.clone()],
        id: id("1"),
    };
    assert_eq!(
        call(&mut sandbox, &end).unwrap()[0].presence,
        Presence::Offline
    );
    let ask = bitanswer::OnlineStatus { guid: online };
    assert_eq!(
        call(&mut sandbox, &ask).unwrap()[0].presence,
        Presence::Offline
    );
}

#[test]
fn sharecreators_creates_and_deletes() {
    let mut sandbox = Sandbox::new(3, NOW);
    let create = sharecreators::CreateUser {
        email: "Li.Na@example.cn".to_owned(),
        telephone: "13912345678".to_owned(),
        phone_area_code: "86".to_owned(),
        role: sharecreators::Role::Member,
        id: id("1"),
    };
    let created = call(&mut sandbox, &create).unwrap();
    assert_eq!(created.user_name.as_deref(), Some("Li.Na@example.cn"));
    let again = call(&mut sandbox, &create).err().unwrap();
    assert!(matches!(again.cause, Cause::Refused(_)));
    assert!(again.vendor_trace.is_some());
    let delete = sharecreators::DeleteUsers {
        accounts: vec![created.user_id.unwrap()],
        id: id("2"),
    };
    call(&mut sandbox, &delete).unwrap();
    assert!(is_not_found(call(&mut sandbox, &delete)));

    let token = demo_credentials(Vendor::ShareCreators)[0].1;
    let claims = sharecreators::token_claims(&Secret::new(token)).unwrap();
    assert_eq!(claims.account.as_deref(), Some("sandbox"));
}
