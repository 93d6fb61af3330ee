//! IndexedDB: one place for one vault, and the promise that nobody's vault is written over unseen.

use crate::store::database::{Database, DatabaseFault, Mode, answer};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::IdbDatabase;

const DATABASE: &str = "rollcall";
const STORE: &str = "vault";
const KEY: &str = "sealed";

/// The browser's storage failed: it is full, or switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceFault;

impl From<DatabaseFault> for PlaceFault {
    fn from(_: DatabaseFault) -> PlaceFault {
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
    let database = open().await?;
    let store = database.begin(&[STORE], Mode::Read)?.store(STORE)?;
    let request = store.get(&KEY.into()).map_err(DatabaseFault::from)?;
    Ok(answer(&request).await?.as_string())
}

/// Puts a vault in the place of the one that is expected there; `None` if none is. Other tabs do either the same before
/// or the same after, never meanwhile.
///
/// # Errors
/// [`PlaceFault`] if the browser refuses.
pub async fn place_vault(expected: Option<String>, new: String) -> Result<Placed, PlaceFault> {
    let database = open().await?;
    let transaction = database.begin(&[STORE], Mode::Write)?;
    let is_placed = Rc::new(Cell::new(false));
    let placed = Rc::clone(&is_placed);
    transaction
        .carry_out(move |transaction| {
            let store = transaction.store(STORE)?;
            let request = store.get(&KEY.into())?;
            let found = request.clone();
            // Within the answer to the question, for a transaction ends when nothing more is asked of it.
            let compare = Closure::once_into_js(move || {
                let present = found.result().ok().and_then(|value| value.as_string());
                if present == expected {
                    placed.set(store.put_with_key(&new.into(), &KEY.into()).is_ok());
                }
            });
            request.set_onsuccess(Some(compare.unchecked_ref()));
            Ok(())
        })
        .await?;
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
    let database = open().await?;
    let removing = database.begin(&[STORE], Mode::Write)?;
    let removed = removing.carry_out(|transaction| {
        transaction.store(STORE)?.delete(&KEY.into())?;
        Ok(())
    });
    Ok(removed.await?)
}

async fn open() -> Result<Database, DatabaseFault> {
    Database::open(DATABASE, 1, make).await
}

fn make(database: &IdbDatabase, _before: u32) -> Result<(), JsValue> {
    database.create_object_store(STORE).map(|_| ())
}
