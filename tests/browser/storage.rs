//! What the console keeps: it comes back as it was, and what others left there does no harm.

use crate::browser_storage::{Blocked, Filled, empty_storage};
use rollcall_app::store::*;
use vendors::Vendor;
use wasm_bindgen_test::wasm_bindgen_test;

fn t12() -> ConnectionId {
    ConnectionId::first_of(Vendor::T12)
}

fn first() -> ConnectionId {
    ConnectionId::first_of(Vendor::ShareCreators)
}

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
    assert_eq!(load_preferences(), None);
    let chosen = Preferences {
        language: Some("zh-CN".to_owned()),
        theme: Theme::Dark,
        density: Density::Comfortable,
    };
    save_preferences(&chosen).unwrap();
    assert_eq!(load_preferences(), Some(chosen));
}

#[wasm_bindgen_test]
fn preferences_of_another_version_are_read_as_far_as_they_go() {
    let storage = empty_storage();
    let read = |text: &str| {
        storage.set_item("rollcall.preferences", text).unwrap();
        load_preferences().unwrap_or_default()
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
fn no_app_list_is_not_an_empty_one() {
    let storage = empty_storage();
    assert_eq!(load_apps(t12()), None);
    save_apps(t12(), &[]).unwrap();
    assert_eq!(load_apps(t12()), Some(Vec::new()));
    let names = ["应用 一", "b\"c", "d"].map(str::to_owned);
    save_apps(t12(), &names).unwrap();
    assert_eq!(load_apps(t12()).unwrap(), names);
    storage.set_item("rollcall.t12/apps", "{\"a\":1}").unwrap();
    assert_eq!(load_apps(t12()), None);
}

#[wasm_bindgen_test]
fn the_ledger_keeps_one_entry_an_account() {
    let storage = empty_storage();
    record_account(first(), &account("first@example.com", 1.0)).unwrap();
    record_account(first(), &account("second@example.com", 2.0)).unwrap();
    let deleted = LedgerEntry {
        state: LedgerState::Deleted,
        user_id: Some("u-1".to_owned()),
        at: 3.0,
        ..account("first@example.com", 0.0)
    };
    record_account(first(), &deleted).unwrap();
    assert_eq!(storage.length().unwrap(), 2);
    assert_eq!(
        load_ledger(first()),
        [deleted, account("second@example.com", 2.0)],
        "the newest first, and what was known before is replaced"
    );
    assert_eq!(load_account(first(), "FIRST@example.com").unwrap().at, 3.0);
    assert_eq!(load_account(first(), "third@example.com"), None);
    forget_account(first(), " First@Example.com");
    forget_account(first(), "never@example.com");
    assert_eq!(load_ledger(first()), [account("second@example.com", 2.0)]);
}

#[wasm_bindgen_test]
fn every_connection_has_a_ledger_and_a_list_of_its_own() {
    empty_storage();
    let other = ConnectionId::fresh(Vendor::ShareCreators, "0123456789");
    record_account(first(), &account("a@example.com", 1.0)).unwrap();
    record_account(other, &account("a@example.com", 2.0)).unwrap();
    record_account(other, &account("b@example.com", 3.0)).unwrap();
    assert_eq!((count_ledger(first()), ledger_size(other)), (1, 2));
    forget_account(other, "a@example.com");
    assert_eq!(load_account(first(), "a@example.com").unwrap().at, 1.0);
    forget_ledger(other);
    assert_eq!((count_ledger(first()), ledger_size(other)), (1, 0));
    let other = ConnectionId::fresh(Vendor::T12, "0123456789");
    save_apps(t12(), &["a".to_owned()]).unwrap();
    assert_eq!(load_apps(other), None);
    save_apps(other, &["b".to_owned()]).unwrap();
    forget_apps(other);
    assert_eq!(load_apps(other), None);
    assert_eq!(load_apps(t12()).unwrap(), ["a"]);
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
    let listed = load_ledger(first());
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].email, "张@例子.example");
    assert_eq!(listed[0].state, LedgerState::Told);
}

#[wasm_bindgen_test]
fn a_full_storage_refuses_and_can_still_be_read() {
    empty_storage();
    let filled = Filled::up();
    assert_eq!(save_apps(t12(), &["a".to_owned()]), Err(StorageFull));
    assert_eq!(save_preferences(&Preferences::default()), Err(StorageFull));
    assert_eq!(
        record_account(first(), &account("a@example.com", 1.0)),
        Err(StorageFull)
    );
    assert_eq!(load_apps(t12()), None);
    drop(filled);
    assert_eq!(save_apps(t12(), &["a".to_owned()]), Ok(()));
}

#[wasm_bindgen_test]
fn a_storage_that_is_switched_off_is_an_empty_one_that_refuses() {
    empty_storage();
    save_apps(t12(), &["kept".to_owned()]).unwrap();
    let blocked = Blocked::off();
    assert_eq!(load_apps(t12()), None);
    assert_eq!(load_ledger(first()), []);
    forget_account(first(), "a@example.com");
    drop(blocked);
    assert_eq!(load_apps(t12()).unwrap(), ["kept"]);
}
