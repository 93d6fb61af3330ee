//! What the browser keeps of connections: carried over from the first version, protected where it is not understood,
//! and never another connection's than the one that a page was opened with.

use crate::browser_storage::{Blocked, empty_storage};
use rollcall_app::session::{Config, Session};
use rollcall_app::store::*;
use rollcall_app::transport::{ProxyHeaders, Route};
use vendors::problem::{Cause, Field, InvalidInput};
use vendors::{Credentials, Secret, Vendor, tingyun};
use wasm_bindgen_test::wasm_bindgen_test;

const NAME: &str = "rollcall.connections";

fn session() -> Session {
    Session::new(Config::default())
}

fn names(session: Session, vendor: Vendor) -> Vec<String> {
    let all = session.connections(vendor);
    all.into_iter().map(|one| one.name).collect()
}

fn fresh(vendor: Vendor, random: &str, name: &str) -> Connection {
    Connection {
        name: name.to_owned(),
        ..Connection::new(ConnectionId::fresh(vendor, random), vendor)
    }
}

#[wasm_bindgen_test]
fn what_the_first_version_kept_is_carried_over_with_all_that_belongs_to_it() {
    let storage = empty_storage();
    let sharecreators = r#"{"base_url":"https://s.example","route":"prefix","proxy":"https://p.example/","delete_by_user_id":true}"#;
    for (name, text) in [
        ("connection/sharecreators", sharecreators),
        ("connection/tingyun", r#"{"base_url":7}"#),
        (
            "sharecreators/ledger/a@x.cn",
            r#"{"email":"a@x.cn","state":"told","at":1}"#,
        ),
        ("t12/apps", r#"["app one"]"#),
    ] {
        storage.set_item(&format!("rollcall.{name}"), text).unwrap();
    }
    let (document, trouble) = load_connections();
    assert_eq!(trouble, None);
    let all = document.connections(&[], |_| false);
    let carried = all
        .iter()
        .find(|one| one.vendor == Vendor::ShareCreators)
        .unwrap();
    assert_eq!(carried.base_url, "https://s.example");
    assert_eq!(
        carried.route,
        Route::Prefix("https://p.example/".to_owned())
    );
    assert!(carried.delete_by_user_id);
    assert_eq!(load_ledger(carried.id).len(), 1);
    let t12 = all.iter().find(|one| one.vendor == Vendor::T12).unwrap();
    assert_eq!(load_apps(t12.id).unwrap(), ["app one"]);
    // Once it is safe under the new name, the old one goes; the second time gives the same.
    assert_eq!(
        storage
            .get_item("rollcall.connection/sharecreators")
            .unwrap(),
        None
    );
    assert_eq!(load_connections(), (document, None));
}

#[wasm_bindgen_test]
fn a_later_versions_connections_are_left_untouched() {
    let storage = empty_storage();
    let later = r#"{"version":9,"folders":[{"secret":"future"}]}"#;
    storage.set_item(NAME, later).unwrap();
    let session = session();
    assert_eq!(
        session.connections_trouble(),
        Some(ConnectionsTrouble::Newer(9))
    );
    let mine = fresh(Vendor::Tingyun, "0123456789", "mine");
    assert_eq!(session.put_connection(&mine), Err(NotKept::Protected));
    assert_eq!(
        names(session, Vendor::Tingyun),
        ["", "mine"],
        "it holds for now"
    );
    let other = fresh(Vendor::Tingyun, "abcdef0123", "other");
    assert_eq!(session.put_connection(&other), Err(NotKept::Protected));
    assert_eq!(names(session, Vendor::Tingyun), ["", "mine", "other"]);
    assert_eq!(storage.get_item(NAME).unwrap().unwrap(), later);
}

#[wasm_bindgen_test]
fn damaged_connections_are_put_aside_and_what_is_whole_is_used() {
    let storage = empty_storage();
    let whole = r#"{"id":"a","vendor":"t12","name":"A"}"#;
    let damaged = [
        ("{\"version\":1,\"conn".to_owned(), ""),
        (
            format!(r#"{{"version":1,"connections":[{whole},{{"id":"b"}}]}}"#),
            "A",
        ),
    ];
    for (number, (text, name)) in damaged.into_iter().enumerate() {
        storage.set_item(NAME, &text).unwrap();
        let session = session();
        let aside = format!("connections.damaged/{}", number + 1);
        assert_eq!(
            session.connections_trouble(),
            Some(ConnectionsTrouble::Damaged(aside.clone()))
        );
        let kept = storage.get_item(&format!("rollcall.{aside}")).unwrap();
        assert_eq!(kept.unwrap(), text, "not a letter is lost");
        assert_eq!(names(session, Vendor::T12), [name]);
        let mine = fresh(Vendor::T12, "0123456789", "mine");
        assert_eq!(session.put_connection(&mine), Ok(()));
        assert_eq!(load_connections().1, None, "and it is said once");
        storage.remove_item(NAME).unwrap();
    }
}

#[wasm_bindgen_test]
fn two_tabs_do_not_undo_each_others_changes() {
    empty_storage();
    let (one, two) = (session(), session());
    let first = fresh(Vendor::BitAnswer, "0000000001", "one's");
    let second = fresh(Vendor::BitAnswer, "0000000002", "two's");
    one.put_connection(&first).unwrap();
    two.put_connection(&second).unwrap();
    assert_eq!(names(two, Vendor::BitAnswer), ["", "one's", "two's"]);
    one.reload_connections();
    assert_eq!(names(one, Vendor::BitAnswer), ["", "one's", "two's"]);
    one.shift_connection(second.id, false).unwrap();
    two.remove_connection(first.id).unwrap();
    assert_eq!(names(two, Vendor::BitAnswer), ["", "two's"]);
    assert_eq!(names(session(), Vendor::BitAnswer), ["", "two's"]);
}

#[wasm_bindgen_test]
fn what_cannot_be_kept_holds_until_the_page_is_closed() {
    empty_storage();
    let mine = fresh(Vendor::T12, "0123456789", "mine");
    for _ in 0..2 {
        let blocked = Blocked::off();
        let session = session();
        assert_eq!(session.put_connection(&mine), Err(NotKept::StorageFull));
        let renamed = Connection {
            production: true,
            ..mine.clone()
        };
        assert_eq!(session.put_connection(&renamed), Err(NotKept::StorageFull));
        assert!(session.connections(Vendor::T12)[1].production);
        drop(blocked);
        // With the storage back, the next change keeps them all.
        assert_eq!(session.put_connection(&mine), Ok(()));
        assert_eq!(names(self::session(), Vendor::T12), ["", "mine"]);
        empty_storage();
    }
}

#[wasm_bindgen_test]
async fn a_bound_session_never_turns_to_another_connection() {
    empty_storage();
    let session = session();
    let key = |text: &str| {
        Some(Credentials::Tingyun {
            authkey: Secret::new(text),
        })
    };
    let mine = fresh(Vendor::Tingyun, "0123456789", "mine");
    session.put_connection(&mine).unwrap();
    let first = session.named(Vendor::Tingyun, "").unwrap();
    session
        .of(&first)
        .set_credentials(Vendor::Tingyun, key("first"));
    let bound = session.of(&mine);
    bound.set_credentials(Vendor::Tingyun, key("mine"));
    assert_eq!(bound.current(Vendor::Tingyun), mine.id);
    assert!(session.credentials(Vendor::Tingyun) == key("first"));
    assert!(bound.credentials(Vendor::Tingyun) == key("mine"));
    // The unbound session follows the order, the bound one does not.
    session.shift_connection(mine.id, false).unwrap();
    assert_eq!(session.current(Vendor::Tingyun), mine.id);
    assert_eq!(session.of(&first).current(Vendor::Tingyun), first.id);
    // Deleted while something is under way: what it still asks goes nowhere, and says why.
    session.remove_connection(mine.id).unwrap();
    assert_eq!(session.named(Vendor::Tingyun, mine.id.as_str()), None);
    let Err(problem) = bound.call(&tingyun::ListUsers).await else {
        panic!("an answer by a connection that is gone");
    };
    let missing = InvalidInput::Missing(Field::Authkey);
    assert_eq!(problem.cause, Cause::InvalidInput(missing));
    assert!(session.credentials(Vendor::Tingyun) == key("first"));
}

#[wasm_bindgen_test]
fn the_value_of_a_proxys_header_is_held_and_not_kept() {
    let storage = empty_storage();
    let session = session();
    let header = ("X-Proxy-Key".to_owned(), Secret::new("s3cret-canary"));
    let mine = Connection {
        proxy_headers: ProxyHeaders::new(vec![header.clone()]),
        ..fresh(Vendor::T12, "0123456789", "mine")
    };
    session.put_connection(&mine).unwrap();
    let kept = storage.get_item(NAME).unwrap().unwrap();
    assert!(kept.contains("X-Proxy-Key") && !kept.contains("s3cret-canary"));
    let held = |session: Session| session.of(&mine).connection(Vendor::T12).proxy_headers;
    // A change of the order, and another tab's, leave the value alone.
    session.shift_connection(mine.id, false).unwrap();
    session.reload_connections();
    assert!(held(session) == ProxyHeaders::new(vec![header]));
    assert!(held(self::session()) == ProxyHeaders::named(vec!["X-Proxy-Key".to_owned()]));
    session.remove_connection(mine.id).unwrap();
    let is_gone = held(session).iter().all(|(_, value)| value.is_empty());
    assert!(is_gone, "with the connection");
}
