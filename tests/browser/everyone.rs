//! Reading everybody with the browser's own `fetch` put aside: a vendor in this page answers, changes, fails and falls
//! silent. And how long it takes to keep 100,000 users and to read them again.

use crate::browser_storage::empty_storage;
use crate::stage::{Stage, frame, until};
use js_sys::{Function, Reflect};
use leptos::prelude::*;
use rollcall_app::pages::bitanswer::everyone::cache::{Cache, CacheWriting};
use rollcall_app::pages::bitanswer::everyone::{Loading, LoadingState, News, Phase};
use rollcall_app::roster::Outcome;
use rollcall_app::session::{Config, Session, now_milliseconds};
use rollcall_app::store::rosters::{RosterFault, forget_rosters};
use rollcall_app::store::vault::remove_vault;
use rollcall_app::transport::Route;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use vendors::bitanswer::{User, UserStatus};
use vendors::{Credentials, Secret, Vendor};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

/// A vendor in this page, until this is dropped. It has `list` (ids), `silent` (whether it answers at all), `status`, and
/// counts `asked` and `cut` (requests that were cut off).
struct FakeVendor {
    object: JsValue,
    real: JsValue,
}

impl FakeVendor {
    fn with(users: u32) -> FakeVendor {
        let make = "
            const vendor = { list: Array.from({ length: users }, (_, at) => at), silent: false, status: 200, asked: 0, cut: 0 };
            vendor.fetch = (request) => new Promise((answer, fail) => {
                const address = new URL(request.url);
                const at = Number(address.searchParams.get('offset'));
                const items = vendor.list.slice(at, at + Number(address.searchParams.get('limit')))
                    .map(id => ({ guid: 'g' + id, name: 'u' + id, nickName: 'n' + id, status: 0, regDate: '2024-05-01 09:30:00' }));
                vendor.asked += 1;
                const body = vendor.status == 200
                    ? { status: 0, data: { total: vendor.list.length, items } }
                    : { status: vendor.status, msg: 'no' };
                request.signal.addEventListener('abort', () => {
                    vendor.cut += 1;
                    fail(request.signal.reason);
                });
                if (!vendor.silent) {
                    answer(new Response(JSON.stringify(body), { status: vendor.status, headers: { 'content-type': 'application/json' } }));
                }
            });
            return vendor;";
        let object = Function::new_with_args("users", make)
            .call1(&JsValue::NULL, &users.into())
            .unwrap();
        let real = Reflect::get(&window(), &"fetch".into()).unwrap();
        let fetch = Reflect::get(&object, &"fetch".into()).unwrap();
        Reflect::set(&window(), &"fetch".into(), &fetch).unwrap();
        FakeVendor { object, real }
    }

    fn run(&self, script: &str) {
        Function::new_with_args("vendor", script)
            .call1(&JsValue::NULL, &self.object)
            .unwrap();
    }

    fn number(&self, name: &str) -> u32 {
        let number = Reflect::get(&self.object, &name.into()).unwrap();
        number.as_f64().unwrap() as u32
    }
}

impl Drop for FakeVendor {
    fn drop(&mut self) {
        Reflect::set(&window(), &"fetch".into(), &self.real).unwrap();
    }
}

/// What a page shows: by the vendor's id.
type Shown = Rc<RefCell<BTreeMap<String, User>>>;

struct Opened {
    owner: Owner,
    loading: Loading,
    shown: Shown,
}

impl Opened {
    fn state(&self) -> LoadingState {
        self.loading.state.get_untracked()
    }

    async fn complete(&self) {
        until("everybody is read", || {
            matches!(self.state().phase, Phase::Complete { .. })
        })
        .await;
        let state = self.state();
        let Phase::Complete { outcome, .. } = state.phase else {
            panic!("complete")
        };
        assert_eq!(outcome, Outcome::Complete);
        assert_eq!(state.seen, self.shown.borrow().len() as u64);
    }
}

fn session() -> Session {
    let session = Session::new(Config::default());
    let mut connection = session.connection(Vendor::BitAnswer);
    connection.route = Route::Direct;
    connection.base_url = "https://vendor.example/api".to_owned();
    session.put_connection(&connection).unwrap();
    let bitkey = Secret::new("key");
    session.set_credentials(Vendor::BitAnswer, Some(Credentials::BitAnswer { bitkey }));
    session
}

/// A page that shows everybody, as far as they come.
fn open() -> Opened {
    let owner = Owner::new();
    let shown = Shown::default();
    let own = Rc::clone(&shown);
    let loading = owner.with(|| {
        Loading::new(session(), move |news| {
            let mut shown = own.borrow_mut();
            match news {
                News::Users(users) => {
                    for user in users {
                        shown.insert(user.guid.clone().unwrap(), user.clone());
                    }
                }
                News::Only(present) => {
                    shown.retain(|guid, user| present.has(Some(guid), &user.name));
                }
            }
        })
    });
    Opened {
        owner,
        loading,
        shown,
    }
}

async fn nothing_kept() {
    // What is shown once brings what carries out tasks.
    drop(Stage::show(|| ()).await);
    empty_storage();
    remove_vault().await.unwrap();
    forget_rosters().await.unwrap();
}

#[wasm_bindgen_test]
async fn everybody_is_read_and_a_refresh_merges() {
    nothing_kept().await;
    let vendor = FakeVendor::with(4_321);
    let page = open();
    assert_eq!(page.state().phase, Phase::Idle);
    page.loading.begin();
    page.complete().await;
    assert_eq!(page.shown.borrow().len(), 4_321);
    let asked = vendor.number("asked");
    assert!(asked <= 25, "{asked}");
    vendor.run("vendor.list.splice(1000, 500); vendor.list.splice(7, 0, 900000, 900001)");
    page.loading.refresh();
    page.complete().await;
    assert_eq!(page.shown.borrow().len(), 4_321 - 500 + 2);
    assert!(page.shown.borrow().contains_key("g900001"));
    assert!(!page.shown.borrow().contains_key("g1200"));
    // Nobody asked for it to be remembered.
    assert_eq!(page.loading.cache().kept().await, Ok(None));
}

#[wasm_bindgen_test]
async fn what_is_under_way_is_cut_off_when_it_is_stopped_or_the_page_is_left() {
    nothing_kept().await;
    let vendor = FakeVendor::with(3_000);
    vendor.run("vendor.silent = true");
    let page = open();
    page.loading.begin();
    until("the vendor is asked", || vendor.number("asked") == 1).await;
    page.loading.stop();
    assert_eq!(page.state().phase, Phase::Stopped);
    until("the request is cut off", || vendor.number("cut") == 1).await;
    vendor.run("vendor.silent = false");
    page.loading.resume();
    page.complete().await;
    assert_eq!(page.shown.borrow().len(), 3_000);
    vendor.run("vendor.silent = true; vendor.asked = 0; vendor.cut = 0");
    page.loading.refresh();
    until("the vendor is asked", || vendor.number("asked") == 1).await;
    page.owner.cleanup();
    until("the request is cut off", || vendor.number("cut") == 1).await;
}

#[wasm_bindgen_test]
async fn a_failure_that_passes_is_tried_again_and_another_waits_for_the_admin() {
    nothing_kept().await;
    let vendor = FakeVendor::with(500);
    vendor.run("vendor.status = 503");
    let page = open();
    page.loading.begin();
    until("it waits", || page.state().waits.is_some()).await;
    vendor.run("vendor.status = 200");
    page.complete().await;
    vendor.run("vendor.status = 403");
    page.loading.refresh();
    until("it says what is wrong", || {
        matches!(page.state().phase, Phase::Problem(_))
    })
    .await;
    // Nobody is taken for gone, and it is told since when they are shown.
    assert_eq!(page.shown.borrow().len(), 500);
    assert!(page.state().taken_at().is_some());
    vendor.run("vendor.status = 200");
    page.loading.resume();
    page.complete().await;
}

#[wasm_bindgen_test]
async fn what_is_kept_is_shown_until_everybody_is_read_again() {
    nothing_kept().await;
    let vendor = FakeVendor::with(2_500);
    let page = open();
    page.loading.remember(true).await.unwrap();
    page.loading.begin();
    page.complete().await;
    let cache = page.loading.cache();
    while cache.kept().await.unwrap().is_none() {
        frame().await;
    }
    page.owner.cleanup();
    let kept = cache.kept().await.unwrap().unwrap();
    assert!(kept.rows >= 2_500 && kept.bytes > 50_000);

    vendor.run("vendor.silent = true; vendor.list.splice(0, 100)");
    let page = open();
    page.loading.begin();
    until("what is kept is shown", || {
        page.shown.borrow().len() == 2_500
    })
    .await;
    until("it says since when", || {
        page.state().shown_from == Some(kept.taken_at)
    })
    .await;
    assert_eq!(page.state().phase, Phase::Reading);
    page.loading.stop();
    vendor.run("vendor.silent = false");
    page.loading.resume();
    page.complete().await;
    assert_eq!(page.shown.borrow().len(), 2_400);
    assert_eq!(page.state().shown_from, None);
    page.loading.remember(false).await.unwrap();
    assert_eq!(page.loading.cache().kept().await, Ok(None));
}

#[wasm_bindgen_test]
async fn a_hundred_thousand_users_are_kept_and_come_back() {
    nothing_kept().await;
    let cache = Cache::new(session());
    for is_sealed in [false, true] {
        cache.remember(true).await.unwrap();
        if is_sealed {
            let vault = Session::new(Config::default()).vault();
            vault.create(&Secret::new("correct horse")).await.unwrap();
            measure(Cache::new(unlocked().await), "sealed").await;
        } else {
            measure(cache, "plain").await;
        }
    }
    remove_vault().await.unwrap();
    empty_storage();
}

async fn unlocked() -> Session {
    let session = session();
    let vault = session.vault();
    vault
        .unlock(&Secret::new("correct horse"), false)
        .await
        .unwrap();
    session
}

async fn measure(cache: Cache, how: &str) {
    let users: Vec<User> = (0..100_000)
        .map(|at| User {
            name: format!("zhang.wei.{at}"),
            nick_name: Some(format!("张伟{at}")),
            guid: Some(format!("{at:032x}")),
            reg_date: Some("2024-05-01 09:30:00".to_owned()),
            status: Some(UserStatus::Normal),
        })
        .collect();
    type Told = Rc<RefCell<Option<Result<u64, RosterFault>>>>;
    let told = Told::default();
    let hear = Rc::clone(&told);
    let begun = now_milliseconds();
    let writing = CacheWriting::begin(cache, move |result| {
        *hear.borrow_mut() = Some(result.map(|kept| kept.bytes));
    });
    for slice in users.chunks(250) {
        writing.add(slice);
    }
    writing.finish(1);
    until("it is kept", || told.borrow().is_some()).await;
    let wrote = now_milliseconds() - begun;
    let bytes = told.borrow_mut().take().unwrap().unwrap();
    let begun = now_milliseconds();
    let mut back = 0;
    let kept = cache.read(|read| {
        assert_eq!(read, &users[back..back + read.len()]);
        back += read.len();
        true
    });
    assert_eq!(kept.await.unwrap().unwrap().rows, 100_000);
    assert_eq!(back, 100_000);
    let read = now_milliseconds() - begun;
    console_log!(
        "100,000 users, {how}: {bytes} bytes, kept in {wrote:.0} ms, read in {read:.0} ms"
    );
}
