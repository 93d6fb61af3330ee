//! Has Chromium begin a new log for what it keeps in IndexedDB, before a job's steps go into it.
//!
//! Chromium (156) keeps all databases of an origin in one LevelDB, and goes on writing to the log of the time before. If it
//! was killed in the middle of a record, between its header and its content, the next start leaves out what is
//! unfinished, and writes behind it; the start after that takes what was written for the content of the unfinished
//! record, finds it damaged, and deletes all that the origin keeps. In a page that did nothing but write, 3 of 150 kills
//! did that. A log that is full is closed and, when its records are in a table, deleted, and the unfinished record with
//! it: so it is filled.

use crate::store::database::{Database, DatabaseFault, Mode};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use web_sys::{IdbDatabase, IdbKeyRange};

/// Of its own, so that it waits for nobody.
const DATABASE: &str = "rollcall-log";
const STORE: &str = "filling";

/// Bytes in one value: larger ones, from 64 KiB, become files instead of records of the log.
const PART: usize = 60_000;

/// Values: LevelDB begins a new log after four megabytes.
const PARTS: u32 = 80;

/// Fills the log, and takes it back.
///
/// # Errors
/// [`DatabaseFault`] by its cause; then the log is as it was.
pub async fn renew_log() -> Result<(), DatabaseFault> {
    let database = Database::open(DATABASE, 1, make).await?;
    let filling = database.begin(&[STORE], Mode::Write)?;
    filling
        .carry_out(|transaction| {
            let store = transaction.store(STORE)?;
            for number in 0..PARTS {
                let value = Uint8Array::from(noise(number).as_slice());
                store.put_with_key(&value, &number.into())?;
            }
            Ok(())
        })
        .await?;
    // The first that is written behind a full log begins the new one.
    let emptying = database.begin(&[STORE], Mode::Write)?;
    emptying
        .carry_out(|transaction| {
            let all = IdbKeyRange::bound(&0.into(), &PARTS.into())?;
            transaction.store(STORE)?.delete(&all)?;
            Ok(())
        })
        .await
}

/// Bytes that no compression makes fewer.
fn noise(number: u32) -> Vec<u8> {
    let mut state = u64::from(number) + 1;
    let mut next = || {
        // Marsaglia's xorshift: it has to look like nothing, not to be secret.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    (0..PART / 8).flat_map(|_| next()).collect()
}

fn make(database: &IdbDatabase, _: u32) -> Result<(), JsValue> {
    database.create_object_store(STORE).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_filling_is_as_large_as_it_says_and_repeats_nothing() {
        let parts: Vec<Vec<u8>> = (0..PARTS).map(noise).collect();
        assert!(parts.iter().map(Vec::len).sum::<usize>() > 4 << 20);
        let words: HashSet<&[u8]> = parts.iter().flat_map(|part| part.chunks(8)).collect();
        assert_eq!(words.len(), PARTS as usize * PART / 8);
    }
}
