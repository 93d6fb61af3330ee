//! Lists of users in the browser's own database: whole or not at all, sealed where there is a vault, and never of another
//! connection, writing or place than they were written for.

use crate::browser_storage::{empty_storage, storage};
use crate::stage::Stage;
use js_sys::{Array, Function, Promise};
use rollcall_app::session::{Config, Session, Vault};
use rollcall_app::store::ConnectionId;
use rollcall_app::store::rosters::{
    Protection, RosterFault, RosterReader, RosterWriter, forget_roster, forget_rosters,
    is_remembered, kept_roster, remember,
};
use rollcall_app::store::vault::remove_vault;
use vendors::{Secret, Vendor};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

fn own() -> ConnectionId {
    ConnectionId::first_of(Vendor::BitAnswer)
}

fn other() -> ConnectionId {
    ConnectionId::fresh(Vendor::BitAnswer, "0123456789")
}

/// Does something in the database behind the console's back. The script has `keys` and `values` of the store `parts` and
/// `lists`, and `put(store, key, value)`.
async fn behind_the_back(script: &str) -> JsValue {
    let frame = format!(
        "return (async () => {{
            const request = indexedDB.open('rollcall-rosters');
            const of = (request) => new Promise((good, bad) => {{
                request.onsuccess = () => good(request.result);
                request.onerror = () => bad(request.error);
            }});
            const database = await of(request);
            const read = async (store) => {{
                const opened = database.transaction(store).objectStore(store);
                const [keys, values] = [of(opened.getAllKeys()), of(opened.getAll())];
                return {{ keys: await keys, values: await values }};
            }};
            const put = (store, key, value) =>
                of(database.transaction(store, 'readwrite').objectStore(store).put(value, key));
            const [parts, lists] = [await read('parts'), await read('lists')];
            try {{ {script} }} finally {{ database.close(); }}
        }})()"
    );
    let promise = Function::new_no_args(&frame).call0(&JsValue::NULL).unwrap();
    JsFuture::from(promise.unchecked_into::<Promise>())
        .await
        .unwrap()
}

async fn parts_there() -> usize {
    behind_the_back("return parts.keys.length")
        .await
        .as_f64()
        .unwrap() as usize
}

async fn nothing_kept() {
    empty_storage();
    remove_vault().await.unwrap();
    forget_rosters().await.unwrap();
    remember(own(), true).unwrap();
}

async fn write(
    id: ConnectionId,
    parts: &[&str],
    protection: &Protection,
) -> Result<u64, RosterFault> {
    let mut writer = RosterWriter::begin(id, "here", protection.clone()).await?;
    for part in parts {
        writer.add(part.as_bytes(), 1).await?;
    }
    Ok(writer.finish(77, protection).await?.rows)
}

/// Everything of a kept list; `None` if there is none.
async fn read(
    id: ConnectionId,
    protection: &Protection,
) -> Result<Option<Vec<String>>, RosterFault> {
    let Some(mut reader) = RosterReader::open(id, "here", protection.clone()).await? else {
        return Ok(None);
    };
    let mut parts = Vec::new();
    while let Some(part) = reader.next().await? {
        parts.push(String::from_utf8(part.to_vec()).unwrap());
    }
    assert_eq!(reader.kept().rows as usize, parts.len());
    assert_eq!(reader.kept().taken_at, 77);
    Ok(Some(parts))
}

fn texts(parts: &[&str]) -> Result<Option<Vec<String>>, RosterFault> {
    Ok(Some(parts.iter().map(|part| (*part).to_owned()).collect()))
}

#[wasm_bindgen_test]
async fn a_list_comes_back_if_that_is_wanted() {
    nothing_kept().await;
    assert_eq!(read(own(), &Protection::Plain).await, Ok(None));
    assert_eq!(kept_roster(own()).await, Ok(None));
    assert_eq!(
        write(own(), &["一", "b", ""], &Protection::Plain).await,
        Ok(3)
    );
    assert_eq!(
        read(own(), &Protection::Plain).await,
        texts(&["一", "b", ""])
    );
    let kept = kept_roster(own()).await.unwrap().unwrap();
    assert_eq!((kept.rows, kept.bytes, kept.taken_at), (3, 4, 77));
    // A newer one takes the place, and nothing of the older one stays.
    write(own(), &["new"], &Protection::Plain).await.unwrap();
    assert_eq!(read(own(), &Protection::Plain).await, texts(&["new"]));
    assert_eq!(parts_there().await, 1);

    assert!(!is_remembered(other()));
    let unwanted = write(other(), &["a"], &Protection::Plain).await;
    assert_eq!(unwanted, Err(RosterFault::Withdrawn));
    assert_eq!(read(other(), &Protection::Plain).await, Ok(None));
    remember(other(), true).unwrap();
    write(other(), &["a"], &Protection::Plain).await.unwrap();
    forget_roster(own()).await.unwrap();
    assert_eq!(read(own(), &Protection::Plain).await, Ok(None));
    assert_eq!(read(other(), &Protection::Plain).await, texts(&["a"]));
    assert!(is_remembered(own()));
}

#[wasm_bindgen_test]
async fn half_a_list_is_never_read_and_the_next_one_removes_it() {
    nothing_kept().await;
    write(own(), &["whole"], &Protection::Plain).await.unwrap();
    let mut half = RosterWriter::begin(own(), "here", Protection::Plain)
        .await
        .unwrap();
    half.add(b"half", 1).await.unwrap();
    drop(half);
    assert_eq!(parts_there().await, 2);
    assert_eq!(read(own(), &Protection::Plain).await, texts(&["whole"]));
    write(own(), &["next"], &Protection::Plain).await.unwrap();
    assert_eq!(parts_there().await, 1);
    assert_eq!(read(own(), &Protection::Plain).await, texts(&["next"]));
    let mut left = RosterWriter::begin(own(), "here", Protection::Plain)
        .await
        .unwrap();
    left.add(b"left", 1).await.unwrap();
    left.abandon().await;
    assert_eq!(parts_there().await, 1);
}

#[wasm_bindgen_test]
async fn of_two_tabs_that_write_one_is_first_and_the_other_leaves_it() {
    nothing_kept().await;
    let mut slow = RosterWriter::begin(own(), "here", Protection::Plain)
        .await
        .unwrap();
    slow.add(b"slow", 1).await.unwrap();
    write(own(), &["quick"], &Protection::Plain).await.unwrap();
    slow.add(b"slow too", 1).await.unwrap();
    let late = slow.finish(77, &Protection::Plain).await;
    assert_eq!(late.err(), Some(RosterFault::Withdrawn));
    assert_eq!(read(own(), &Protection::Plain).await, texts(&["quick"]));
    assert_eq!(parts_there().await, 1);
    // Nor is one put there that is not wanted any more.
    let mut unwanted = RosterWriter::begin(own(), "here", Protection::Plain)
        .await
        .unwrap();
    unwanted.add(b"a", 1).await.unwrap();
    remember(own(), false).unwrap();
    forget_roster(own()).await.unwrap();
    let unwanted = unwanted.finish(77, &Protection::Plain).await;
    assert_eq!(unwanted.err(), Some(RosterFault::Withdrawn));
    assert_eq!(parts_there().await, 0);
}

#[wasm_bindgen_test]
async fn another_place_s_list_is_nobody_s() {
    nothing_kept().await;
    write(own(), &["a"], &Protection::Plain).await.unwrap();
    let moved = RosterReader::open(own(), "elsewhere", Protection::Plain).await;
    assert!(moved.unwrap().is_none());
    assert_eq!(parts_there().await, 0);
}

async fn vault() -> Vault {
    let vault = Session::new(Config::default()).vault();
    vault.create(&Secret::new("correct horse")).await.unwrap();
    vault
}

const PARTS: [&str; 3] = ["zhang wei", "li na", "wang fang"];

/// An open vault, and a list that is sealed by it.
async fn sealed() -> Vault {
    nothing_kept().await;
    let vault = vault().await;
    write(own(), &PARTS, &vault.protection()).await.unwrap();
    assert_eq!(read(own(), &vault.protection()).await, texts(&PARTS));
    vault
}

#[wasm_bindgen_test]
async fn where_there_is_a_vault_a_list_is_sealed_and_withheld_while_it_is_locked() {
    let vault = sealed().await;
    let stored = "return parts.values.map(v => new TextDecoder('latin1').decode(v)).join() + lists.values.join()";
    let stored = behind_the_back(stored).await.as_string().unwrap();
    assert!(!PARTS.iter().any(|part| stored.contains(part)), "{stored}");
    vault.lock();
    assert!(matches!(vault.protection(), Protection::Withheld));
    assert_eq!(
        read(own(), &vault.protection()).await,
        Err(RosterFault::Locked)
    );
    let writing = write(own(), &["a"], &vault.protection()).await;
    assert_eq!(writing, Err(RosterFault::Locked));
    assert_eq!(kept_roster(own()).await.unwrap().unwrap().rows, 3);

    vault
        .unlock(&Secret::new("correct horse"), false)
        .await
        .unwrap();
    assert_eq!(read(own(), &vault.protection()).await, texts(&PARTS));
    // Locked while it is written: what is there stays.
    let mut writer = RosterWriter::begin(own(), "here", vault.protection())
        .await
        .unwrap();
    writer.add(b"a", 1).await.unwrap();
    vault.lock();
    let locked = writer.finish(77, &vault.protection()).await;
    assert_eq!(locked.err(), Some(RosterFault::Locked));
    vault
        .unlock(&Secret::new("correct horse"), false)
        .await
        .unwrap();
    assert_eq!(read(own(), &vault.protection()).await, texts(&PARTS));
}

#[wasm_bindgen_test]
async fn a_change_of_how_lists_are_kept_forgets_those_that_were_kept_otherwise() {
    nothing_kept().await;
    write(own(), &["clear"], &Protection::Plain).await.unwrap();
    let vault = vault().await;
    assert_eq!(parts_there().await, 0);
    assert_eq!(read(own(), &vault.protection()).await, Ok(None));
    assert!(is_remembered(own()));
    write(own(), &["a"], &vault.protection()).await.unwrap();
    let (before, after) = (Secret::new("correct horse"), Secret::new("battery staple"));
    vault.change_passphrase(&before, &after).await.unwrap();
    assert_eq!(parts_there().await, 0);
    write(own(), &["b"], &vault.protection()).await.unwrap();
    vault.delete().await.unwrap();
    assert_eq!(parts_there().await, 0);
    assert_eq!(read(own(), &vault.protection()).await, Ok(None));
}

#[wasm_bindgen_test]
async fn whatever_is_changed_in_a_sealed_list_is_noticed_and_the_list_removed() {
    let changes = [
        (
            "a bit",
            "const v = parts.values[1]; v[20] ^= 1; await put('parts', parts.keys[1], v)",
        ),
        (
            "a part in the place of another",
            "await put('parts', parts.keys[0], parts.values[1]); await put('parts', parts.keys[1], parts.values[0])",
        ),
        (
            "a part that is no bytes",
            "await put('parts', parts.keys[2], 'x')",
        ),
        (
            "a part that is cut",
            "await put('parts', parts.keys[2], parts.values[2].slice(0, 9))",
        ),
        (
            "the seal of the whole",
            "const v = parts.values[3]; v[3] ^= 8; await put('parts', parts.keys[3], v)",
        ),
        (
            "fewer parts than there were",
            "await put('lists', lists.keys[0], lists.values[0].replace('\"parts\":3', '\"parts\":2'))",
        ),
        (
            "younger than it is",
            "await put('lists', lists.keys[0], lists.values[0].replace('\"taken_at\":77', '\"taken_at\":99'))",
        ),
        (
            "not sealed, as it says",
            "await put('lists', lists.keys[0], lists.values[0].replace('\"is_sealed\":true', '\"is_sealed\":false'))",
        ),
        ("nonsense", "await put('lists', lists.keys[0], '{}')"),
    ];
    for (what, change) in changes {
        let vault = sealed().await;
        behind_the_back(change).await;
        let protection = vault.protection();
        assert_eq!(
            read(own(), &protection).await,
            Err(RosterFault::Damaged),
            "{what}"
        );
        assert_eq!(read(own(), &protection).await, Ok(None), "{what}");
        assert_eq!(parts_there().await, 0, "{what}");
    }
}

#[wasm_bindgen_test]
async fn an_older_list_put_back_and_one_of_another_connection_are_noticed() {
    let vault = sealed().await;
    let (keys, values, list) = {
        let all = behind_the_back("return [parts.keys, parts.values, lists.values[0]]").await;
        let all: Array = all.unchecked_into();
        (all.get(0), all.get(1), all.get(2))
    };
    write(own(), &["newer"], &vault.protection()).await.unwrap();
    let kept = js_sys::Reflect::set(
        &js_sys::global(),
        &"kept".into(),
        &Array::of3(&keys, &values, &list),
    );
    kept.unwrap();
    let put_back = "const [keys, values, list] = globalThis.kept;
        for (let i = 0; i < keys.length; i++) await put('parts', keys[i], values[i]);
        await put('lists', lists.keys[0], list)";
    behind_the_back(put_back).await;
    let older = read(own(), &vault.protection()).await;
    assert_eq!(older, Err(RosterFault::Damaged));
    assert_eq!(parts_there().await, 0);

    remember(other(), true).unwrap();
    let mark = |id: ConnectionId| format!("rollcall.roster.{id}");
    write(own(), &PARTS, &vault.protection()).await.unwrap();
    let generation = storage().get_item(&mark(own())).unwrap().unwrap();
    storage().set_item(&mark(other()), &generation).unwrap();
    let moved = format!(
        "for (let i = 0; i < parts.keys.length; i++)
            await put('parts', ['{0}', ...parts.keys[i].slice(1)], parts.values[i]);
        await put('lists', '{0}', lists.values[0])",
        other()
    );
    behind_the_back(&moved).await;
    let strange = read(other(), &vault.protection()).await;
    assert_eq!(strange, Err(RosterFault::Damaged));
    assert_eq!(read(own(), &vault.protection()).await, texts(&PARTS));
}

#[wasm_bindgen_test]
async fn a_connection_s_list_goes_with_it() {
    // What is shown once brings what carries out tasks.
    let _stage = Stage::show(|| ()).await;
    nothing_kept().await;
    write(own(), &["a"], &Protection::Plain).await.unwrap();
    let session = Session::new(Config::default());
    session.remove_connection(own()).unwrap();
    assert!(!is_remembered(own()));
    assert_eq!(read(own(), &Protection::Plain).await, Ok(None));
    // Both are in the order in which they were asked for.
    forget_roster(other()).await.unwrap();
    assert_eq!(parts_there().await, 0);
}
