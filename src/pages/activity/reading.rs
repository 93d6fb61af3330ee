//! Reading the activity, a slice at a time, and what is read of it.

use crate::activity::{Break, Check, History, kept_end};
use crate::jobs::breathe;
use crate::store::DatabaseFault;
use crate::store::jobs::{JobPlace, KeptEntry, activity_after};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Entries that are read before the browser may draw a frame.
const SLICE: u32 = 500;

/// What is read. Can be copied.
#[derive(Clone, Copy)]
pub struct Reading {
    /// The writes; `None` until they are read.
    pub history: RwSignal<Option<History>>,
    /// Why they are not.
    pub fault: RwSignal<Option<DatabaseFault>>,
    last: StoredValue<u64>,
    is_reading: StoredValue<bool>,
}

impl Reading {
    /// Nothing yet.
    pub fn new() -> Self {
        Reading {
            history: RwSignal::new(None),
            fault: RwSignal::new(None),
            last: StoredValue::new(0),
            is_reading: StoredValue::new(false),
        }
    }

    /// Reads what came since it was last read.
    pub fn read_on(self) {
        if self.is_reading.try_get_value() != Some(false) {
            return;
        }
        self.is_reading.set_value(true);
        spawn_local(async move {
            let mut history = self
                .history
                .try_get_untracked()
                .flatten()
                .unwrap_or_default();
            let mut last = self.last.try_get_value().unwrap_or_default();
            let read = each(last, |(number, text)| {
                history.take(number, &text);
                last = number;
            });
            let read = read.await;
            // The page may be gone by now.
            self.last.try_set_value(last);
            self.is_reading.try_set_value(false);
            self.fault.try_set(read.err());
            self.history.try_set(Some(history));
        });
    }
}

/// Goes through the entries behind a number, in order.
async fn each(after: u64, mut take: impl FnMut(KeptEntry)) -> Result<(), DatabaseFault> {
    let place = JobPlace::default();
    let mut last = after;
    loop {
        let entries = activity_after(&place, last, SLICE).await?;
        let Some((number, _)) = entries.last() else {
            return Ok(());
        };
        last = *number;
        entries.into_iter().for_each(&mut take);
        breathe().await;
    }
}

/// All entries as they are kept.
pub async fn all() -> Result<Vec<KeptEntry>, DatabaseFault> {
    let mut entries = Vec::new();
    each(0, |entry| entries.push(entry)).await?;
    Ok(entries)
}

/// Checks the chain from its first entry.
pub async fn verify() -> Result<Result<u64, Break>, DatabaseFault> {
    // Taken before: entries that come meanwhile are no longer than the chain.
    let mut check = Check::new(kept_end());
    each(0, |(number, text)| check.take(number, &text)).await?;
    Ok(check.finish())
}
