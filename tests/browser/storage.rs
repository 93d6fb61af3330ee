//! What the console keeps: it comes back as it was, and what others left there does no harm.

use crate::browser_storage::{Blocked, Filled, empty_storage};
use rollcall_app::store::*;
use rollcall_app::transport::{ProxyHeaders, Route};
use vendors::{Secret, Vendor};
use wasm_bindgen_test::wasm_bindgen_test;

fn account(email: &str, at: f64) -> LedgerEntry {
    LedgerEntry {
        email: email.to_owned(),
        user_id: None,
        role: None,
        is_admin: None,
        phone: None,
        state: LedgerState::Created,
        at,
    }
}

#[wasm_bindgen_test]
fn preferences_come_back() {
    empty_storage();
    assert_eq!(load_preferences(), Preferences::default());
    let chosen = Preferences {
        language: Some("zh-CN".to_owned()),
        theme: Theme::Dark,
        density: Density::Comfortable,
    };
    save_preferences(&chosen).unwrap();
    assert_eq!(load_preferences(), chosen);
}

#[wasm_bindgen_test]
fn preferences_of_another_version_are_read_as_far_as_they_go() {
    let storage = empty_storage();
    let read = |text: &str| {
        storage.set_item("rollcall.preferences", text).unwrap();
        load_preferences()
    };
    let older = read(r#"{"language":"zh-CN"}"#);
    assert_eq!(older.language.as_deref(), Some("zh-CN"));
    assert_eq!(older.theme, Theme::System);
    assert_eq!(read(r#"{"theme":"light","sound":7}"#).theme, Theme::Light);
    for garbage in ["", "{", "null", "[]", "7", r#"{"theme":"sepia"}"#, "\u{0}"] {
        assert_eq!(read(garbage), Preferences::default(), "{garbage}");
    }
}

#[wasm_bindgen_test]
fn every_vendor_has_a_connection_of_its_own() {
    empty_storage();
    let routes = [
        Route::Gateway {
            connection: "t12-test".to_owned(),
        },
        Route::Prefix("https://proxy.example/".to_owned()),
        Route::Template("https://proxy.example/?to={url_encoded}".to_owned()),
        Route::Direct,
    ];
    let connections: Vec<Connection> = Vendor::ALL
        .into_iter()
        .zip(routes)
        .map(|(vendor, route)| Connection {
            base_url: format!("https://{}.example", vendor.slug()),
            route,
            proxy_headers: ProxyHeaders::named(vec!["X-Proxy-Key".to_owned()]),
            delete_by_user_id: vendor == Vendor::ShareCreators,
        })
        .collect();
    for (vendor, connection) in Vendor::ALL.into_iter().zip(&connections) {
        assert_eq!(load_connection(vendor), Connection::default_for(vendor));
        save_connection(vendor, connection).unwrap();
    }
    let kept: Vec<Connection> = Vendor::ALL.into_iter().map(load_connection).collect();
    assert_eq!(kept, connections);
}

#[wasm_bindgen_test]
fn a_connection_that_is_not_understood_is_the_default() {
    let storage = empty_storage();
    let read = |text: &str| {
        storage
            .set_item("rollcall.connection/bitanswer", text)
            .unwrap();
        load_connection(Vendor::BitAnswer)
    };
    let default = Connection::default_for(Vendor::BitAnswer);
    for garbage in [
        "",
        "<html>",
        "null",
        "[1]",
        r#"{"base_url":7,"route":"gateway"}"#,
        r#"{"base_url":"https://v.example"}"#,
    ] {
        assert_eq!(read(garbage), default, "{garbage}");
    }
    // A route that only a later version knows must not send anything to somebody's proxy.
    let later =
        read(r#"{"base_url":"https://v.example","route":"tunnel","proxy":"https://p.example/"}"#);
    assert_eq!(later.route, Route::gateway(Vendor::BitAnswer));
    assert_eq!(later.base_url, "https://v.example");
    let older = read(r#"{"base_url":"https://v.example","route":"gateway"}"#);
    assert!(!older.delete_by_user_id);
    assert!(older.proxy_headers.is_empty());
    assert_eq!(older.route, Route::gateway(Vendor::BitAnswer));
}

#[wasm_bindgen_test]
fn the_value_of_a_proxys_header_is_not_kept() {
    let storage = empty_storage();
    let header = ("X-Proxy-Key".to_owned(), Secret::new("s3cret-canary"));
    let connection = Connection {
        proxy_headers: ProxyHeaders::new(vec![header]),
        ..Connection::default_for(Vendor::T12)
    };
    save_connection(Vendor::T12, &connection).unwrap();
    let kept = storage
        .get_item("rollcall.connection/t12")
        .unwrap()
        .unwrap();
    assert!(kept.contains("X-Proxy-Key") && !kept.contains("s3cret-canary"));
    let read = load_connection(Vendor::T12).proxy_headers;
    assert!(read.iter().eq([("X-Proxy-Key", &Secret::default())]));
}

#[wasm_bindgen_test]
fn no_app_list_is_not_an_empty_one() {
    let storage = empty_storage();
    assert_eq!(load_apps(), None);
    save_apps(&[]).unwrap();
    assert_eq!(load_apps(), Some(Vec::new()));
    let names = ["应用 一", "b\"c", "d"].map(str::to_owned);
    save_apps(&names).unwrap();
    assert_eq!(load_apps().unwrap(), names);
    storage.set_item("rollcall.t12/apps", "{\"a\":1}").unwrap();
    assert_eq!(load_apps(), None);
}

#[wasm_bindgen_test]
fn the_ledger_keeps_one_entry_an_account() {
    let storage = empty_storage();
    record_account(&account("first@example.com", 1.0)).unwrap();
    record_account(&account("second@example.com", 2.0)).unwrap();
    let deleted = LedgerEntry {
        state: LedgerState::Deleted,
        user_id: Some("u-1".to_owned()),
        at: 3.0,
        ..account("first@example.com", 0.0)
    };
    record_account(&deleted).unwrap();
    assert_eq!(storage.length().unwrap(), 2);
    assert_eq!(
        load_ledger(),
        [deleted, account("second@example.com", 2.0)],
        "the newest first, and what was known before is replaced"
    );
    assert_eq!(load_account("FIRST@example.com").unwrap().at, 3.0);
    assert_eq!(load_account("third@example.com"), None);
    forget_account(" First@Example.com");
    forget_account("never@example.com");
    assert_eq!(load_ledger(), [account("second@example.com", 2.0)]);
}

#[wasm_bindgen_test]
fn the_ledger_lists_only_its_own_names() {
    let storage = empty_storage();
    for (name, text) in [
        ("rollcall.sharecreators/ledger/garbage@example.com", "{"),
        (
            "rollcall.sharecreators/ledger/later@example.com",
            r#"{"email":"later@example.com","state":"frozen","at":1}"#,
        ),
        ("rollcall.sharecreators/other", "{}"),
        ("sharecreators/ledger/foreign@example.com", "{}"),
        ("another application", "x"),
    ] {
        storage.set_item(name, text).unwrap();
    }
    let older = r#"{"email":"张@例子.example","state":"told","at":5}"#;
    storage
        .set_item("rollcall.sharecreators/ledger/张@例子.example", older)
        .unwrap();
    let listed = load_ledger();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].email, "张@例子.example");
    assert_eq!(listed[0].state, LedgerState::Told);
}

#[wasm_bindgen_test]
fn a_full_storage_refuses_and_can_still_be_read() {
    empty_storage();
    let filled = Filled::up();
    assert_eq!(save_apps(&["a".to_owned()]), Err(StorageFull));
    assert_eq!(save_preferences(&Preferences::default()), Err(StorageFull));
    assert_eq!(
        record_account(&account("a@example.com", 1.0)),
        Err(StorageFull)
    );
    assert_eq!(load_apps(), None);
    drop(filled);
    assert_eq!(save_apps(&["a".to_owned()]), Ok(()));
}

#[wasm_bindgen_test]
fn a_storage_that_is_switched_off_is_an_empty_one_that_refuses() {
    empty_storage();
    save_apps(&["kept".to_owned()]).unwrap();
    let blocked = Blocked::off();
    assert_eq!(load_apps(), None);
    assert_eq!(load_ledger(), []);
    forget_account("a@example.com");
    let connection = Connection::default_for(Vendor::T12);
    assert_eq!(load_connection(Vendor::T12), connection);
    assert_eq!(save_connection(Vendor::T12, &connection), Err(StorageFull));
    drop(blocked);
    assert_eq!(load_apps().unwrap(), ["kept"]);
}
