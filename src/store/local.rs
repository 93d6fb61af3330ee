//! `localStorage`, as JSON texts under names of our own. It may be missing, full or hold another version's values: none
//! of that is an error while reading.

use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::Storage;

const PREFIX: &str = "rollcall.";

/// The browser did not store a value: its storage is full, or switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StorageFull;

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// The value under a name; `None` if there is none that can be read.
///
/// What the first page needs is read as a [`Value`](serde_json::Value) and by its bytes, as the vendors' answers are: every
/// other type, and every other source, has a parser of its own in the program.
pub fn read<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_slice(read_text(name)?.as_bytes()).ok()
}

/// The text under a name, whatever it is.
pub fn read_text(name: &str) -> Option<String> {
    storage()?
        .get_item(&format!("{PREFIX}{name}"))
        .ok()
        .flatten()
}

/// Keeps a value under a name.
///
/// # Errors
/// [`StorageFull`] if the browser refuses.
pub fn write<T: Serialize>(name: &str, value: &T) -> Result<(), StorageFull> {
    write_text(
        name,
        &serde_json::to_string(value).map_err(|_| StorageFull)?,
    )
}

/// Keeps a text under a name.
///
/// # Errors
/// [`StorageFull`] if the browser refuses.
pub fn write_text(name: &str, text: &str) -> Result<(), StorageFull> {
    storage()
        .ok_or(StorageFull)?
        .set_item(&format!("{PREFIX}{name}"), text)
        .map_err(|_| StorageFull)
}

/// Whether anything can be kept at all.
pub fn keeps_anything() -> bool {
    let name = "probe";
    let keeps = write_text(name, "").is_ok();
    remove(name);
    keeps
}

/// Forgets the value under a name.
pub fn remove(name: &str) {
    if let Some(storage) = storage() {
        // Removing a missing name is not an error, and there is nothing else that could fail.
        let _ = storage.remove_item(&format!("{PREFIX}{name}"));
    }
}

/// The name that a key of the browser's storage stands for; `None` if the key is not ours.
pub fn kept_name(key: &str) -> Option<&str> {
    key.strip_prefix(PREFIX)
}

/// The names that begin with a text, without our prefix.
pub fn names(beginning: &str) -> Vec<String> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let beginning = format!("{PREFIX}{beginning}");
    (0..storage.length().unwrap_or(0))
        .filter_map(|index| storage.key(index).ok().flatten())
        .filter(|key| key.starts_with(&beginning))
        .map(|key| key.split_at(PREFIX.len()).1.to_owned())
        .collect()
}
