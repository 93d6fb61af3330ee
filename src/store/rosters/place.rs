//! The database of lists: what is known of each by its connection, and its parts by connection, writing and number.

use super::{KeptRoster, RosterFault, mark};
use crate::store::ConnectionId;
use crate::store::database::{Database, DatabaseFault, Mode, Transaction, answer};
use js_sys::{Array, Uint8Array};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbKeyRange};

const DATABASE: &str = "rollcall-rosters";
const LISTS: &str = "lists";
const PARTS: &str = "parts";

/// An open database of lists.
#[derive(Clone)]
pub(super) struct Place(Rc<Database>);

impl Place {
    pub async fn open() -> Result<Place, DatabaseFault> {
        let opened = Database::open(DATABASE, 1, make).await?;
        Ok(Place(Rc::new(opened)))
    }

    /// Keeps one part of a list that is being written.
    pub async fn add(
        &self,
        id: &str,
        generation: &str,
        index: u32,
        bytes: &[u8],
    ) -> Result<(), DatabaseFault> {
        let bytes = Uint8Array::from(bytes);
        let key = part(id, generation, index);
        let adding = self.0.begin(&[PARTS], Mode::Write)?;
        adding
            .carry_out(|transaction| {
                transaction.store(PARTS)?.add_with_key(&bytes, &key)?;
                Ok(())
            })
            .await
    }

    /// Puts a list that was written whole in the place of the one that is there, whose parts go. `false` if it is not
    /// whole any more: another tab's list took the place meanwhile.
    pub async fn put(
        &self,
        id: &str,
        generation: &str,
        kept: &str,
        parts: u32,
    ) -> Result<bool, DatabaseFault> {
        let all = parts_of(id, generation)?;
        let own = [
            IdbKeyRange::bound(&first(id), &part(id, generation, 0))?,
            IdbKeyRange::bound(&after(id, generation), &last(id))?,
        ];
        let is_put = Rc::new(Cell::new(false));
        let (put, id, kept) = (
            Rc::clone(&is_put),
            JsValue::from_str(id),
            JsValue::from_str(kept),
        );
        let transaction = self.0.begin(&[LISTS, PARTS], Mode::Write)?;
        transaction
            .carry_out(move |transaction| {
                let (lists, store) = (transaction.store(LISTS)?, transaction.store(PARTS)?);
                let count = store.count_with_key(&all)?;
                let counted = count.clone();
                // Within the answer to the question, for a transaction ends when nothing more is asked of it.
                let take_place = Closure::once_into_js(move || {
                    let found = counted.result().ok().and_then(|count| count.as_f64());
                    if found != Some(f64::from(parts)) {
                        return;
                    }
                    let is_done = own.iter().all(|range| {
                        // The bounds themselves belong to this list.
                        let range = open_towards_own(range);
                        range.is_ok_and(|range| store.delete(&range.into()).is_ok())
                    });
                    put.set(is_done && lists.put_with_key(&kept, &id).is_ok());
                });
                count.set_onsuccess(Some(take_place.unchecked_ref()));
                Ok(())
            })
            .await?;
        Ok(is_put.get())
    }

    /// What is known of a connection's list.
    pub async fn kept(&self, id: &str) -> Result<Option<String>, DatabaseFault> {
        let store = self.0.begin(&[LISTS], Mode::Read)?.store(LISTS)?;
        Ok(answer(&store.get(&id.into())?).await?.as_string())
    }

    /// One part of a list.
    pub async fn part(
        &self,
        id: &str,
        generation: &str,
        index: u32,
    ) -> Result<Option<Vec<u8>>, DatabaseFault> {
        let store = self.0.begin(&[PARTS], Mode::Read)?.store(PARTS)?;
        let found = answer(&store.get(&part(id, generation, index))?).await?;
        Ok(found
            .dyn_into::<Uint8Array>()
            .ok()
            .map(|bytes| bytes.to_vec()))
    }

    /// Removes the parts of one writing.
    pub async fn remove_parts(&self, id: &str, generation: &str) -> Result<(), DatabaseFault> {
        let parts = parts_of(id, generation)?;
        self.remove(|transaction| {
            transaction.store(PARTS)?.delete(&parts.into())?;
            Ok(())
        })
        .await
    }

    /// Removes a connection's list, and whatever was being written.
    pub async fn remove_all(&self, id: &str) -> Result<(), DatabaseFault> {
        let parts = IdbKeyRange::bound(&first(id), &last(id))?;
        self.remove(|transaction| {
            transaction.store(LISTS)?.delete(&id.into())?;
            transaction.store(PARTS)?.delete(&parts.into())?;
            Ok(())
        })
        .await
    }

    async fn remove(
        &self,
        ask: impl FnOnce(&Transaction) -> Result<(), DatabaseFault>,
    ) -> Result<(), DatabaseFault> {
        self.0
            .begin(&[LISTS, PARTS], Mode::Write)?
            .carry_out(ask)
            .await
    }
}

/// Forgets what is kept of a connection's list; whether it is to be remembered stays.
///
/// # Errors
/// [`RosterFault`] if the browser does not do so.
pub async fn forget_roster(id: ConnectionId) -> Result<(), RosterFault> {
    if mark::generation(id.as_str()).is_some_and(|generation| !generation.is_empty()) {
        // Nothing is taken for the present writing then, even if what follows fails.
        _ = mark::set_generation(id.as_str(), "");
    }
    Ok(Place::open().await?.remove_all(id.as_str()).await?)
}

/// Forgets every connection's list, as when a vault is made, deleted, or gets another passphrase: what was kept before is
/// not kept as it is to be from then on.
///
/// # Errors
/// [`RosterFault`] if the browser does not do so.
pub async fn forget_rosters() -> Result<(), RosterFault> {
    mark::forget_generations();
    let place = Place::open().await?;
    let removed = place.remove(|transaction| {
        transaction.store(LISTS)?.clear()?;
        transaction.store(PARTS)?.clear()?;
        Ok(())
    });
    Ok(removed.await?)
}

/// Removes a list that cannot be read, unless another one has taken its place.
pub(super) async fn discard(place: &Place, id: &str, kept: &KeptRoster) {
    let present = place.kept(id).await.ok().flatten();
    if present.is_none_or(|present| present == kept.written()) {
        // It is not read in any case; what cannot be removed takes space only.
        _ = place.remove_all(id).await;
    }
}

fn part(id: &str, generation: &str, index: u32) -> JsValue {
    Array::of3(&id.into(), &generation.into(), &index.into()).into()
}

/// Before every part of a connection.
fn first(id: &str) -> JsValue {
    Array::of2(&id.into(), &"".into()).into()
}

/// Behind every part of a connection: a list comes behind every text.
fn last(id: &str) -> JsValue {
    Array::of2(&id.into(), &Array::new()).into()
}

/// Behind every part of a writing: a list comes behind every number.
fn after(id: &str, generation: &str) -> JsValue {
    Array::of3(&id.into(), &generation.into(), &Array::new()).into()
}

fn parts_of(id: &str, generation: &str) -> Result<IdbKeyRange, DatabaseFault> {
    Ok(IdbKeyRange::bound(
        &part(id, generation, 0),
        &after(id, generation),
    )?)
}

/// The same range without its ends.
fn open_towards_own(range: &IdbKeyRange) -> Result<IdbKeyRange, JsValue> {
    IdbKeyRange::bound_with_lower_open_and_upper_open(&range.lower()?, &range.upper()?, true, true)
}

fn make(database: &IdbDatabase, _before: u32) -> Result<(), JsValue> {
    for store in [LISTS, PARTS] {
        database.create_object_store(store)?;
    }
    Ok(())
}
