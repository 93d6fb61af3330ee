//! IndexedDB as everything that keeps something there uses it: opening, transactions that are done or not, and failures
//! by cause. Knows nothing of what is kept.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

/// Why the browser's database did not do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseFault {
    /// There is no space left.
    Full,
    /// Something is kept under this key already.
    Taken,
    /// A later console wrote it.
    Newer,
    /// It is switched off, or failed.
    Unavailable,
}

impl DatabaseFault {
    /// The cause by the name of the browser's own error.
    pub fn of_name(name: &str) -> DatabaseFault {
        match name {
            "QuotaExceededError" => DatabaseFault::Full,
            "ConstraintError" => DatabaseFault::Taken,
            "VersionError" => DatabaseFault::Newer,
            _ => DatabaseFault::Unavailable,
        }
    }
}

impl From<JsValue> for DatabaseFault {
    fn from(error: JsValue) -> DatabaseFault {
        DatabaseFault::of_name(&text(&error, "name"))
    }
}

fn text(value: &JsValue, name: &str) -> String {
    // Read by name: the error's own type would be one more part of web-sys for a single text.
    let member = Reflect::get(value, &name.into()).unwrap_or_default();
    member.as_string().unwrap_or_default()
}

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Reading.
    Read,
    /// Writing, done when the operating system has it.
    Write,
    /// Writing, done when the disk has it.
    Durable,
}

/// Makes or changes the object stores of a database that was kept in an older version, 0 if there was none.
pub type Upgrade = fn(&IdbDatabase, u32) -> Result<(), JsValue>;

/// An open database; it is closed when this is dropped, or when a later console in another tab wants to change it.
pub struct Database(IdbDatabase);

impl Database {
    /// Opens a database.
    ///
    /// # Errors
    /// [`DatabaseFault`] by its cause.
    pub async fn open(
        name: &str,
        version: u32,
        upgrade: Upgrade,
    ) -> Result<Database, DatabaseFault> {
        let factory = window().indexed_db()?.ok_or(DatabaseFault::Unavailable)?;
        let request = factory.open_with_u32(name, version)?;
        let opening: IdbOpenDbRequest = request.clone();
        let upgrading = Closure::once_into_js(move |event: JsValue| {
            if let Ok(database) = opening.result() {
                let old = Reflect::get(&event, &"oldVersion".into()).unwrap_or_default();
                // If it fails, so does the first use.
                _ = upgrade(
                    &database.unchecked_into(),
                    old.as_f64().unwrap_or_default() as u32,
                );
            }
        });
        request.set_onupgradeneeded(Some(upgrading.unchecked_ref()));
        let database: IdbDatabase = answer(&request).await?.unchecked_into();
        let closing = database.clone();
        let give_way = Closure::once_into_js(move || closing.close());
        database.set_onversionchange(Some(give_way.unchecked_ref()));
        Ok(Database(database))
    }

    /// Begins a transaction over some of its object stores.
    ///
    /// # Errors
    /// [`DatabaseFault`] by its cause.
    pub fn begin(&self, stores: &[&str], mode: Mode) -> Result<Transaction, DatabaseFault> {
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        let options = Object::new();
        if mode == Mode::Durable {
            Reflect::set(&options, &"durability".into(), &"strict".into())?;
        }
        let mode = if mode == Mode::Read {
            "readonly"
        } else {
            "readwrite"
        };
        // Called by name: web-sys has the options behind a flag of the compiler only.
        let begin: Function = Reflect::get(&self.0, &"transaction".into())?.unchecked_into();
        let transaction = begin.call3(&self.0, &names, &mode.into(), &options)?;
        Ok(Transaction(transaction.unchecked_into()))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// A transaction: all that is asked of it is done, or nothing.
pub struct Transaction(IdbTransaction);

impl Transaction {
    /// One of its object stores.
    ///
    /// # Errors
    /// [`DatabaseFault`] by its cause.
    pub fn store(&self, name: &str) -> Result<IdbObjectStore, DatabaseFault> {
        Ok(self.0.object_store(name)?)
    }

    /// Asks for changes, all of them or none, and waits until they are done.
    ///
    /// # Errors
    /// [`DatabaseFault`] by its cause; then nothing was changed.
    pub async fn carry_out(
        self,
        ask: impl FnOnce(&Transaction) -> Result<(), DatabaseFault>,
    ) -> Result<(), DatabaseFault> {
        let asked = ask(&self);
        let ended = self.ended();
        if asked.is_err() {
            // What was asked before must not be done by itself. It fails if the transaction is over already.
            _ = self.0.abort();
        }
        match JsFuture::from(ended).await {
            Ok(_) => asked,
            Err(_) => Err(asked.err().unwrap_or_else(|| fault_of(&self.0))),
        }
    }

    fn ended(&self) -> Promise {
        Promise::new(&mut |resolve, reject| {
            self.0.set_oncomplete(Some(&resolve));
            self.0.set_onabort(Some(&reject));
        })
    }
}

/// The answer to a question. The transaction goes on only for as long as something is asked of it.
///
/// # Errors
/// [`DatabaseFault`] by its cause.
pub async fn answer(request: &IdbRequest) -> Result<JsValue, DatabaseFault> {
    // Of several questions, a later one may be answered before its answer is waited for.
    if text(request, "readyState") != "done" {
        let answered = Promise::new(&mut |resolve, reject| {
            request.set_onsuccess(Some(&resolve));
            request.set_onerror(Some(&reject));
        });
        if JsFuture::from(answered).await.is_err() {
            return Err(fault_of(request));
        }
    }
    match Reflect::get(request, &"error".into()) {
        Ok(error) if error.is_null() => Ok(request.result()?),
        Ok(error) => Err(DatabaseFault::from(error)),
        Err(error) => Err(DatabaseFault::from(error)),
    }
}

/// What the error of a request or a transaction means.
fn fault_of(of: &JsValue) -> DatabaseFault {
    let error = Reflect::get(of, &"error".into()).unwrap_or_default();
    DatabaseFault::from(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_have_their_causes() {
        let faults = ["QuotaExceededError", "ConstraintError", "VersionError", ""]
            .map(DatabaseFault::of_name);
        assert_eq!(
            faults,
            [
                DatabaseFault::Full,
                DatabaseFault::Taken,
                DatabaseFault::Newer,
                DatabaseFault::Unavailable
            ]
        );
    }
}
