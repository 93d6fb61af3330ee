//! The activity as texts under numbers of their own, from 1. A number is given once.

use super::place::{ACTIVITY, JobPlace};
use crate::store::database::{DatabaseFault, Mode, answer};
use js_sys::{Array, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{IdbCursorDirection, IdbKeyRange};

/// An entry: its number and its text.
pub type KeptEntry = (u64, String);

/// The last entry.
///
/// # Errors
/// [`DatabaseFault`] by its cause.
pub async fn last_activity(place: &JobPlace) -> Result<Option<KeptEntry>, DatabaseFault> {
    let (_open, transaction) = place.begin(&[ACTIVITY], Mode::Read).await?;
    let store = transaction.store(ACTIVITY)?;
    let everything = wasm_bindgen::JsValue::UNDEFINED;
    let asked =
        store.open_cursor_with_range_and_direction(&everything, IdbCursorDirection::Prev)?;
    let cursor = answer(&asked).await?;
    if cursor.is_null() {
        return Ok(None);
    }
    let number = Reflect::get(&cursor, &"key".into())?.as_f64();
    let text = Reflect::get(&cursor, &"value".into())?.as_string();
    Ok(Some((
        number.unwrap_or_default() as u64,
        text.unwrap_or_default(),
    )))
}

/// Adds entries.
///
/// # Errors
/// [`DatabaseFault`] by its cause; then none is kept. [`DatabaseFault::Taken`]: another tab was faster.
pub async fn add_activity(place: &JobPlace, entries: &[KeptEntry]) -> Result<(), DatabaseFault> {
    let (_open, transaction) = place.begin(&[ACTIVITY], Mode::Write).await?;
    transaction
        .carry_out(|transaction| {
            let store = transaction.store(ACTIVITY)?;
            for (number, text) in entries {
                store.add_with_key(&text.into(), &(*number as f64).into())?;
            }
            Ok(())
        })
        .await
}

/// So many entries at most behind the one with this number, in order.
///
/// # Errors
/// [`DatabaseFault`] by its cause.
pub async fn activity_after(
    place: &JobPlace,
    number: u64,
    at_most: u32,
) -> Result<Vec<KeptEntry>, DatabaseFault> {
    let (_open, transaction) = place.begin(&[ACTIVITY], Mode::Read).await?;
    let store = transaction.store(ACTIVITY)?;
    let range = IdbKeyRange::lower_bound_with_open(&(number as f64).into(), true)?;
    let keys = store.get_all_keys_with_key_and_limit(&range, at_most)?;
    let texts = store.get_all_with_key_and_limit(&range, at_most)?;
    let keys: Array = answer(&keys).await?.unchecked_into();
    let texts: Array = answer(&texts).await?.unchecked_into();
    Ok(keys
        .iter()
        .zip(texts.iter())
        .map(|(key, text)| {
            let number = key.as_f64().unwrap_or_default() as u64;
            (number, text.as_string().unwrap_or_default())
        })
        .collect())
}
