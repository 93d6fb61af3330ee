//! All rows of a plan, their counts, and the job that comes of it.

use super::{Accounts, Conflict, Flaw, FlawKind, Intent, Verdict, Wish, compare};
use crate::{Action, Field, JobHead, Outcome, Row, RowState, Skip};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use vendors::Secret;

/// A row of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// What was wished.
    pub wish: Wish,
    /// What would be done.
    pub verdict: Verdict,
}

/// How many rows would do what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the verdicts' own names")]
pub struct Counts {
    pub create: u32,
    pub change: u32,
    pub delete: u32,
    pub already_so: u32,
    pub conflict: u32,
    pub invalid: u32,
}

impl Counts {
    /// Rows that would be sent.
    pub fn to_do(self) -> u32 {
        self.create + self.change + self.delete
    }

    fn of(&mut self, action: Action) -> &mut u32 {
        match action {
            Action::Create => &mut self.create,
            Action::Change => &mut self.change,
            Action::Delete => &mut self.delete,
        }
    }
}

/// What a plan does to T12's quotas, over all its apps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QuotaSum {
    /// Regular users, as they remain now and after.
    pub regular: (i128, i128),
    /// Test users, as they remain now and after.
    pub test: (i128, i128),
    /// Apps that would have no regular or no test users left.
    pub run_out: u32,
}

/// A plan that is being compared, a slice at a time, or that was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    wishes: std::collections::VecDeque<Wish>,
    rows: Vec<Planned>,
    counts: Counts,
}

impl Plan {
    /// A plan of these wishes, nothing compared yet. Accounts that are named twice are wrong from the second time on.
    pub fn new(mut wishes: Vec<Wish>) -> Self {
        let mut first: HashMap<String, u32> = HashMap::with_capacity(wishes.len());
        for (index, wish) in wishes.iter_mut().enumerate() {
            if wish.target.is_empty() {
                continue;
            }
            let place = wish.place.unwrap_or(index as u32 + 1);
            match first.get(&wish.target) {
                Some(earlier) => wish.flaws.push(Flaw {
                    column: "",
                    kind: FlawKind::Duplicate(*earlier),
                }),
                None => _ = first.insert(wish.target.clone(), place),
            }
        }
        Plan {
            rows: Vec::with_capacity(wishes.len()),
            wishes: wishes.into(),
            counts: Counts::default(),
        }
    }

    /// Compares up to so many rows more. Gives whether all are compared.
    pub fn compare(&mut self, accounts: &Accounts, at_most: usize) -> bool {
        for _ in 0..at_most {
            let Some(wish) = self.wishes.pop_front() else {
                break;
            };
            let verdict = compare(&wish, accounts.find(&wish.target), accounts.from_ledger());
            self.count(&verdict);
            self.rows.push(Planned { wish, verdict });
        }
        self.wishes.is_empty()
    }

    fn count(&mut self, verdict: &Verdict) {
        let counts = &mut self.counts;
        *match verdict {
            Verdict::Do(row) => counts.of(row.action),
            Verdict::AlreadySo => &mut counts.already_so,
            Verdict::Conflict(_) => &mut counts.conflict,
            Verdict::Invalid(_) => &mut counts.invalid,
        } += 1;
    }

    /// The rows that were compared, in the wishes' order.
    pub fn rows(&self) -> &[Planned] {
        &self.rows
    }

    /// How many rows would do what.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The same when the rows in `left_out` are not sent.
    pub fn counts_without(&self, left_out: &BTreeSet<u32>) -> Counts {
        let mut counts = self.counts;
        for row in left_out {
            if let Some(Verdict::Do(row)) =
                self.rows.get(*row as usize).map(|planned| &planned.verdict)
            {
                *counts.of(row.action) -= 1;
            }
        }
        counts
    }

    /// How many rows were compared, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.rows.len(), self.rows.len() + self.wishes.len())
    }

    /// The accounts whose state has to be known for comparing; each once.
    pub fn targets(&self) -> impl Iterator<Item = &str> {
        let compared = self.rows.iter().map(|row| &row.wish);
        compared
            .chain(&self.wishes)
            .filter(|wish| wish.flaws.is_empty())
            .map(|wish| wish.target.as_str())
    }

    /// Whether somebody is to be created or changed, whichever fits, or only deleted and changed.
    pub fn may_create(&self) -> bool {
        self.rows
            .iter()
            .any(|row| matches!(row.wish.intent, Intent::Create | Intent::CreateOrChange))
    }

    /// What the plan does to T12's quotas without the rows in `left_out`.
    pub fn quota_sum(&self, left_out: &BTreeSet<u32>) -> QuotaSum {
        let mut sum = QuotaSum::default();
        for row in
            self.rows
                .iter()
                .enumerate()
                .filter_map(|(index, planned)| match &planned.verdict {
                    Verdict::Do(row) if !left_out.contains(&(index as u32)) => Some(row),
                    _ => None,
                })
        {
            let mut runs_out = false;
            for change in &row.changes {
                let total = match change.field {
                    Field::RegularUsers => &mut sum.regular,
                    Field::TestUsers => &mut sum.test,
                    _ => continue,
                };
                let amount = |text: &str| text.parse::<i128>().unwrap_or(0);
                total.0 += amount(change.before.as_deref().unwrap_or("0"));
                total.1 += amount(&change.after);
                runs_out |= amount(&change.after) <= 0;
            }
            sum.run_out += u32::from(runs_out);
        }
        sum
    }

    /// The rows and states of the job that this plan becomes, and the passwords of its rows. Every row of the plan is a
    /// row of the job, so that afterwards each has its outcome; those in `left_out` are skipped.
    pub fn into_job(
        self,
        head: JobHead,
        left_out: &BTreeSet<u32>,
    ) -> (crate::Job, BTreeMap<u32, Secret>) {
        let mut rows = Vec::with_capacity(self.rows.len());
        let mut states = Vec::with_capacity(self.rows.len());
        let mut passwords = BTreeMap::new();
        for (index, Planned { wish, verdict }) in self.rows.into_iter().enumerate() {
            let index = index as u32;
            let skip = match verdict {
                Verdict::Do(row) if left_out.contains(&index) => (row, Some(Skip::LeftOut)),
                Verdict::Do(row) => {
                    if let (true, Some(password)) = (row.sets_password, wish.password) {
                        passwords.insert(index, password);
                    }
                    (row, None)
                }
                Verdict::AlreadySo => (untouched(&wish), Some(Skip::AlreadySo)),
                Verdict::Conflict(_) => (untouched(&wish), Some(Skip::Conflict)),
                Verdict::Invalid(_) => (untouched(&wish), Some(Skip::Invalid)),
            };
            rows.push(skip.0);
            states.push(match skip.1 {
                None => RowState::Waiting { at_most: u16::MAX },
                Some(skip) => RowState::Done(Outcome::Skipped(skip)),
            });
        }
        (crate::Job::new(head, rows, states), passwords)
    }
}

/// A row that is there to be told of.
fn untouched(wish: &Wish) -> Row {
    Row {
        target: wish.target.clone(),
        action: match wish.intent {
            Intent::Create => Action::Create,
            Intent::Change | Intent::CreateOrChange => Action::Change,
            Intent::Delete => Action::Delete,
        },
        changes: Vec::new(),
        sets_password: false,
        place: wish.place,
    }
}

impl Planned {
    /// The conflict, if there is one.
    pub fn conflict(&self) -> Option<Conflict> {
        match self.verdict {
            Verdict::Conflict(conflict) => Some(conflict),
            _ => None,
        }
    }
}
