//! IndexedDB: one place for one vault, and the promise that nobody's vault is written over unseen.

use leptos::prelude::window;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode,
};

const DATABASE: &str = "rollcall";
const STORE: &str = "vault";
const KEY: &str = "sealed";

/// The browser's storage failed: it is full, or switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceFault;

impl From<JsValue> for PlaceFault {
    fn from(_: JsValue) -> PlaceFault {
        PlaceFault
    }
}

/// What became of a vault that was to take the place of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// It lies there.
    Done,
    /// Something else lay there than was expected, and still does.
    Changed,
}

/// The vault that lies there.
///
/// # Errors
/// [`PlaceFault`] if the browser does not say.
pub async fn placed_vault() -> Result<Option<String>, PlaceFault> {
    let database = Opened::new().await?;
    let (_, store) = database.begin(IdbTransactionMode::Readonly)?;
    let request = store.get(&KEY.into())?;
    JsFuture::from(answered(&request)).await?;
    Ok(request.result()?.as_string())
}

/// Puts a vault in the place of the one that is expected there; `None` if none is. Other tabs do either the same before
/// or the same after, never meanwhile.
///
/// # Errors
/// [`PlaceFault`] if the browser refuses.
pub async fn place_vault(expected: Option<String>, new: String) -> Result<Placed, PlaceFault> {
    let database = Opened::new().await?;
    let (transaction, store) = database.begin(IdbTransactionMode::Readwrite)?;
    let request = store.get(&KEY.into())?;
    let is_placed = Rc::new(Cell::new(false));
    let (found, placed) = (request.clone(), Rc::clone(&is_placed));
    // Within the answer to the question, for a transaction ends when nothing more is asked of it.
    let compare = Closure::once_into_js(move || {
        let present = found.result().ok().and_then(|value| value.as_string());
        if present == expected {
            placed.set(store.put_with_key(&new.into(), &KEY.into()).is_ok());
        }
    });
    request.set_onsuccess(Some(compare.unchecked_ref()));
    JsFuture::from(completed(&transaction)).await?;
    Ok(if is_placed.get() {
        Placed::Done
    } else {
        Placed::Changed
    })
}

/// Removes whatever vault lies there.
///
/// # Errors
/// [`PlaceFault`] if the browser refuses.
pub async fn remove_vault() -> Result<(), PlaceFault> {
    let database = Opened::new().await?;
    let (transaction, store) = database.begin(IdbTransactionMode::Readwrite)?;
    store.delete(&KEY.into())?;
    JsFuture::from(completed(&transaction)).await?;
    Ok(())
}

/// The database, until this is dropped.
struct Opened(IdbDatabase);

impl Opened {
    async fn new() -> Result<Opened, PlaceFault> {
        let request = window()
            .indexed_db()?
            .ok_or(PlaceFault)?
            .open_with_u32(DATABASE, 1)?;
        let opening: IdbOpenDbRequest = request.clone();
        let upgrade = Closure::once_into_js(move || {
            if let Ok(database) = opening.result() {
                // If it fails, so does the first use.
                _ = database
                    .unchecked_into::<IdbDatabase>()
                    .create_object_store(STORE);
            }
        });
        request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
        JsFuture::from(answered(&request)).await?;
        Ok(Opened(request.result()?.dyn_into()?))
    }

    fn begin(
        &self,
        mode: IdbTransactionMode,
    ) -> Result<(IdbTransaction, IdbObjectStore), PlaceFault> {
        let transaction = self.0.transaction_with_str_and_mode(STORE, mode)?;
        let store = transaction.object_store(STORE)?;
        Ok((transaction, store))
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        self.0.close();
    }
}

fn answered(request: &IdbRequest) -> js_sys::Promise {
    js_sys::Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    })
}

fn completed(transaction: &IdbTransaction) -> js_sys::Promise {
    js_sys::Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
        transaction.set_onerror(Some(&reject));
    })
}
