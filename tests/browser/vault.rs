//! The vault with the browser's own cipher and storage: what is kept comes back, what was changed is told by cause, and
//! two tabs do not destroy each other's changes.

use crate::browser_storage::empty_storage;
use rollcall_app::session::{
    Config, Session, Vault, VaultFault, VaultState, open_connections, seal_connections,
};
use rollcall_app::store::vault::{Placed, place_vault, placed_vault, remove_vault};
use rollcall_app::store::{Connection, ConnectionId};
use rollcall_app::transport::ProxyHeaders;
use vault::Kept;
use vendors::{Credentials, Secret, Vendor};
use wasm_bindgen_test::wasm_bindgen_test;

fn key(text: &str) -> Option<Credentials> {
    Some(Credentials::Tingyun {
        authkey: Secret::new(text),
    })
}

fn kept(text: &str) -> Kept {
    Kept {
        credentials: key(text),
        ..Kept::default()
    }
}

fn passphrase() -> Secret {
    Secret::new("correct horse")
}

fn first() -> ConnectionId {
    ConnectionId::first_of(Vendor::Tingyun)
}

async fn nothing_kept() {
    empty_storage();
    remove_vault().await.unwrap();
}

/// A tab, as far as the vault is concerned.
fn tab() -> (Session, Vault) {
    let session = Session::new(Config::default());
    (session, session.vault())
}

#[wasm_bindgen_test]
async fn what_is_kept_comes_back_by_the_passphrase_only() {
    nothing_kept().await;
    let (session, vault) = tab();
    assert_eq!(vault.state(), VaultState::Absent);
    vault.create(&passphrase()).await.unwrap();
    assert_eq!(vault.state(), VaultState::Unlocked);
    vault.keep(first(), kept("s3cret")).await.unwrap();
    assert!(session.credentials(Vendor::Tingyun) == key("s3cret"));
    vault.lock();
    assert_eq!(vault.state(), VaultState::Locked);
    assert!(session.credentials(Vendor::Tingyun).is_none());
    let locked = vault.keep(first(), kept("other")).await;
    assert_eq!(locked, Err(VaultFault::Locked));

    let (session, vault) = tab();
    assert_eq!(vault.state(), VaultState::Locked);
    let wrong = vault.unlock(&Secret::new("correct house"), false).await;
    assert_eq!(wrong, Err(VaultFault::WrongPassphrase));
    vault.unlock(&passphrase(), false).await.unwrap();
    assert!(vault.keeps(first()));
    assert!(session.credentials(Vendor::Tingyun) == key("s3cret"));
    let again = vault.create(&passphrase()).await;
    assert_eq!(again, Err(VaultFault::Present));

    vault.keep(first(), Kept::default()).await.unwrap();
    assert!(!vault.keeps(first()));
    vault.delete().await.unwrap();
    assert_eq!(vault.state(), VaultState::Absent);
    assert_eq!(placed_vault().await, Ok(None));
}

#[wasm_bindgen_test]
async fn whatever_is_changed_in_the_storage_is_noticed() {
    nothing_kept().await;
    let (_, vault) = tab();
    vault.create(&passphrase()).await.unwrap();
    vault.keep(first(), kept("s3cret")).await.unwrap();
    vault.lock();
    let whole = placed_vault().await.unwrap().unwrap();
    assert!(!whole.contains("s3cret"));
    // A letter of each line, and of every quarter of the sealed bytes.
    let mut places: Vec<usize> = whole.match_indices('\n').map(|(at, _)| at - 1).collect();
    let sealed = whole.lines().nth(7).unwrap();
    let begin = whole.find(sealed).unwrap();
    places.extend((0..4).map(|quarter| begin + quarter * sealed.len() / 4));
    for place in places {
        let mut bytes = whole.clone().into_bytes();
        bytes[place] = if bytes[place] == b'0' { b'1' } else { b'0' };
        let changed = String::from_utf8(bytes).unwrap();
        remove_vault().await.unwrap();
        assert_eq!(place_vault(None, changed).await, Ok(Placed::Done));
        let opened = vault.unlock(&passphrase(), true).await;
        assert_eq!(opened, Err(VaultFault::Damaged), "{place}");
    }
    remove_vault().await.unwrap();
    let gone = vault.unlock(&passphrase(), false).await;
    assert_eq!(gone, Err(VaultFault::Absent));
    let later = "rollcall vault 9\n".to_owned();
    place_vault(None, later).await.unwrap();
    let newer = vault.unlock(&passphrase(), false).await;
    assert_eq!(newer, Err(VaultFault::Newer));
    // A deleted vault put back is told from a living one.
    vault.delete().await.unwrap();
    place_vault(None, whole).await.unwrap();
    let back = vault.unlock(&passphrase(), false).await;
    assert_eq!(back, Err(VaultFault::Deleted));
    nothing_kept().await;
}

#[wasm_bindgen_test]
async fn an_older_vault_put_back_is_told_and_opens_only_when_accepted() {
    nothing_kept().await;
    let (session, vault) = tab();
    vault.create(&passphrase()).await.unwrap();
    vault.keep(first(), kept("old")).await.unwrap();
    let older = placed_vault().await.unwrap().unwrap();
    vault.keep(first(), kept("new")).await.unwrap();
    vault
        .change_passphrase(&passphrase(), &Secret::new("another one"))
        .await
        .unwrap();
    vault.lock();
    let newest = placed_vault().await.unwrap();
    assert_eq!(place_vault(newest, older).await, Ok(Placed::Done));
    let told = vault.unlock(&passphrase(), false).await;
    assert_eq!(told, Err(VaultFault::Older(2)));
    assert!(session.credentials(Vendor::Tingyun).is_none());
    vault.unlock(&passphrase(), true).await.unwrap();
    assert!(session.credentials(Vendor::Tingyun) == key("old"));
    vault.lock();
    // By being accepted it became the newest.
    vault.unlock(&passphrase(), false).await.unwrap();
    nothing_kept().await;
}

#[wasm_bindgen_test]
async fn two_tabs_do_not_destroy_each_others_secrets() {
    nothing_kept().await;
    let ((_, one), (other_session, other)) = (tab(), tab());
    one.create(&passphrase()).await.unwrap();
    other.unlock(&passphrase(), false).await.unwrap();
    let mine = Connection::new(
        ConnectionId::fresh(Vendor::Tingyun, "0123456789"),
        Vendor::Tingyun,
    );
    other_session.put_connection(&mine).unwrap();
    one.keep(first(), kept("one's")).await.unwrap();
    other.keep(mine.id, kept("other's")).await.unwrap();
    assert!(other.keeps(first()) && other.keeps(mine.id));
    assert!(other_session.credentials(Vendor::Tingyun) == key("one's"));
    one.keep(first(), Kept::default()).await.unwrap();
    assert!(one.keeps(mine.id) && !one.keeps(first()));
    // What lies there is expected by one of two only.
    let found = placed_vault().await.unwrap();
    let expected = found.clone();
    assert_eq!(place_vault(found, "x".to_owned()).await, Ok(Placed::Done));
    assert_eq!(
        place_vault(expected, "y".to_owned()).await,
        Ok(Placed::Changed)
    );
    nothing_kept().await;
}

#[wasm_bindgen_test]
async fn a_sealed_file_opens_by_its_passphrase_and_is_no_vault() {
    nothing_kept().await;
    let text = Secret::new("{\"a\":\"s3cret\"}");
    let file = seal_connections(&text, &passphrase()).await.unwrap();
    assert!(!file.contains("s3cret"));
    let opened = open_connections(&file, &passphrase()).await;
    assert!(opened == Ok(text));
    let wrong = open_connections(&file, &Secret::new("x")).await.err();
    assert_eq!(wrong, Some(VaultFault::WrongPassphrase));
    let foreign = open_connections("{}", &passphrase()).await.err();
    assert_eq!(foreign, Some(VaultFault::Foreign));
    place_vault(None, file).await.unwrap();
    let (_, vault) = tab();
    let opened = vault.unlock(&passphrase(), false).await;
    assert_eq!(opened, Err(VaultFault::Foreign));
    nothing_kept().await;
}

#[wasm_bindgen_test]
async fn the_values_of_a_proxys_headers_are_kept_and_go_with_the_vault() {
    nothing_kept().await;
    let (session, vault) = tab();
    let id = ConnectionId::fresh(Vendor::Tingyun, "0123456789");
    let headers = |value: &str| ProxyHeaders::new(vec![("x-key".to_owned(), Secret::new(value))]);
    let mine = Connection {
        proxy_headers: headers("s3cret"),
        ..Connection::new(id, Vendor::Tingyun)
    };
    session.put_connection(&mine).unwrap();
    vault.create(&passphrase()).await.unwrap();
    let secrets = Kept {
        proxy_headers: vec![("x-key".to_owned(), Secret::new("s3cret"))],
        ..Kept::default()
    };
    vault.keep(id, secrets).await.unwrap();
    let held = move || session.of(&mine).connection(Vendor::Tingyun).proxy_headers;
    assert!(held() == headers("s3cret"));
    vault.lock();
    assert!(held() == headers(""));
    vault.unlock(&passphrase(), false).await.unwrap();
    assert!(held() == headers("s3cret"));
    // A connection that is deleted while the vault is closed is forgotten as soon as it is open.
    vault.lock();
    session.remove_connection(id).unwrap();
    vault.unlock(&passphrase(), false).await.unwrap();
    assert!(!vault.keeps(id));
    nothing_kept().await;
}
