//! What the steps of the page share: whose accounts, what is wished, and the plan.

use super::source::Reading;
use crate::i18n::{Words, use_words};
use crate::jobs::{Draft, Jobs, use_jobs};
use crate::session::Session;
use crate::shell::connection_name;
use crate::store::{Connection, ConnectionId};
use crate::ui::{ToastHub, use_toasts};
use jobs::Origin;
use jobs::plan::{FileKind, Plan, Wish};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vendors::Vendor;

/// Where the admin is on the way to a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Saying what is wanted.
    Source,
    /// Waiting for the comparison.
    Compare,
    /// Looking at the plan.
    Review,
}

/// A plan that was compared, and with what.
#[derive(Clone)]
pub struct Compared {
    /// The plan.
    pub plan: Plan,
    /// When, in milliseconds since the Unix epoch.
    pub at: f64,
    /// What the vendor said of accounts that could not be read, by account.
    pub not_read: BTreeMap<String, String>,
}

/// What the steps share. All of it can be copied.
#[derive(Clone, Copy)]
pub struct Desk {
    /// Who calls the vendor: bound to the connection.
    pub session: Session,
    /// The words in the current language.
    pub words: Words,
    /// Where news is sent.
    pub toasts: ToastHub,
    /// Who takes the job.
    pub jobs: Jobs,
    /// Whose accounts.
    pub vendor: Vendor,
    /// By which connection.
    pub connection: ConnectionId,
    /// The step.
    pub step: RwSignal<Step>,
    /// The file, if the wishes come from one.
    pub reading: Reading,
    /// Where the wishes come from.
    pub origin: StoredValue<Origin>,
    /// What is wished.
    pub wishes: StoredValue<Arc<Vec<Wish>>>,
    /// The plan, once it was compared.
    pub compared: RwSignal<Option<Arc<Compared>>>,
    /// Rows that are not to be applied, by their place in the plan.
    pub left_out: RwSignal<BTreeSet<u32>>,
}

impl Desk {
    /// The desk for a connection: with a draft at the comparison, else at the beginning.
    pub fn new(
        session: Session,
        connection: &Connection,
        kind: FileKind,
        draft: Option<Draft>,
    ) -> Self {
        let (origin, wishes) = match draft {
            Some(draft) => (draft.origin, Some(draft.wishes)),
            None => (Origin::Pasted, None),
        };
        let step = if wishes.is_some() {
            Step::Compare
        } else {
            Step::Source
        };
        Desk {
            session: session.of(connection),
            words: use_words(),
            toasts: use_toasts(),
            jobs: use_jobs(),
            vendor: connection.vendor,
            connection: connection.id,
            step: RwSignal::new(step),
            reading: Reading::new(RwSignal::new(kind)),
            origin: StoredValue::new(origin),
            wishes: StoredValue::new(Arc::new(wishes.unwrap_or_default())),
            compared: RwSignal::new(None),
            left_out: RwSignal::new(BTreeSet::new()),
        }
    }

    /// What the connection is called; follows changes.
    pub fn place(self) -> Signal<String> {
        let Desk {
            words,
            session,
            vendor,
            ..
        } = self;
        words.with(move |language| connection_name(language, &session.connection(vendor)))
    }

    /// Goes on with wishes.
    pub fn compare(self, origin: Origin, wishes: Vec<Wish>) {
        self.origin.set_value(origin);
        self.wishes.set_value(Arc::new(wishes));
        self.compare_again();
    }

    /// Compares the same wishes with what is true now.
    pub fn compare_again(self) {
        self.step.set(Step::Compare);
        self.compared.set(None);
    }

    /// Goes back to the beginning; what was read of a file stays.
    pub fn back(self) {
        self.step.set(Step::Source);
        self.compared.set(None);
        self.left_out.set(BTreeSet::new());
        self.wishes.set_value(Arc::default());
    }

    /// Whether the wishes come from a file or from what was pasted, so that their rows stand somewhere.
    pub fn is_from_rows(self) -> bool {
        self.origin
            .with_value(|origin| matches!(origin, Origin::File(_) | Origin::Pasted))
    }
}
