//! A value that comes from a vendor: what is on the screen while it comes, after it came, and when it did not.
//!
//! The last good value stays while a newer one is fetched, and an answer that a newer question has overtaken is dropped.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use vendors::Problem;

/// A value fetched from a vendor.
pub struct Remote<T: Send + Sync + 'static> {
    /// The last value that came.
    pub value: RwSignal<Option<T>>,
    /// Why the last fetch failed; none after a good one.
    pub problem: RwSignal<Option<Problem>>,
    /// Whether a fetch is under way.
    pub loading: RwSignal<bool>,
    generation: StoredValue<u32>,
}

impl<T: Send + Sync + 'static> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Remote<T> {}

impl<T: Send + Sync + 'static> Default for Remote<T> {
    fn default() -> Self {
        Remote {
            value: RwSignal::new(None),
            problem: RwSignal::new(None),
            loading: RwSignal::new(false),
            generation: StoredValue::new(0),
        }
    }
}

impl<T: Send + Sync + 'static> Remote<T> {
    /// Nothing yet, and nothing under way.
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts a fetch; the newest one wins.
    pub fn fetch(self, question: impl Future<Output = Result<T, Problem>> + 'static) {
        let Some(generation) = self.generation.try_update_value(|generation| {
            *generation += 1;
            *generation
        }) else {
            return;
        };
        self.loading.set(true);
        spawn_local(async move {
            let answer = question.await;
            // The page may be gone, or have asked something newer, by the time that the answer comes.
            if self.generation.try_get_value() != Some(generation) {
                return;
            }
            match answer {
                Ok(value) => {
                    self.problem.set(None);
                    self.value.set(Some(value));
                }
                Err(problem) => self.problem.set(Some(problem)),
            }
            self.loading.set(false);
        });
    }

    /// Forgets the value and drops whatever is under way.
    pub fn clear(self) {
        self.generation
            .try_update_value(|generation| *generation += 1);
        self.value.set(None);
        self.problem.set(None);
        self.loading.set(false);
    }
}
