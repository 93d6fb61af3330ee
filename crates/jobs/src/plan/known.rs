//! The accounts as they are, as far as they can be read.

use crate::{Found, Values};
use std::collections::HashMap;

/// What is known of one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Live<'a> {
    /// There is none of this name.
    Absent,
    /// It is so.
    Present(&'a Values),
    /// The vendor cannot be read, and nothing else is known of it.
    NotKnown,
}

/// The accounts that a plan is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Accounts {
    known: HashMap<String, Option<Values>>,
    /// Whether everybody was read: who is not among the known does not exist.
    complete: bool,
    /// Whether what is known comes from the ledger of this browser and not from the vendor.
    from_ledger: bool,
}

impl Accounts {
    /// Accounts of a vendor that can be read.
    pub fn of_vendor() -> Self {
        Accounts::default()
    }

    /// Accounts of a vendor that cannot be read: what this browser's ledger knows.
    pub fn of_ledger() -> Self {
        Accounts {
            from_ledger: true,
            ..Accounts::default()
        }
    }

    /// Whether what is known comes from the ledger.
    pub fn from_ledger(&self) -> bool {
        self.from_ledger
    }

    /// Adds an account that exists, or one that is known not to.
    pub fn add(&mut self, target: &str, found: Found) {
        let values = match found {
            Found::Absent => None,
            Found::Present(values) => Some(values),
        };
        self.known.insert(target.to_owned(), values);
    }

    /// Everybody was added: who is not here does not exist.
    pub fn complete(&mut self) {
        self.complete = true;
    }

    /// How many accounts are known to exist.
    pub fn len(&self) -> usize {
        self.known.values().flatten().count()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is known of one.
    pub fn find(&self, target: &str) -> Live<'_> {
        match self.known.get(target) {
            Some(Some(values)) => Live::Present(values),
            Some(None) => Live::Absent,
            None if self.complete => Live::Absent,
            None => Live::NotKnown,
        }
    }
}
