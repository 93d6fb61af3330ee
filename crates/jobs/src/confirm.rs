//! Which rows of a job reading back says more about, and which accounts to read for that.

use crate::{Evidence, Job, Outcome};
use vendors::Vendor;

/// What can be confirmed of a job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confirmed {
    /// Rows that succeeded by the vendor's word only, or are unknown, and that reading back can settle.
    pub open: Vec<u32>,
    /// Rows that were read back.
    pub read_back: u32,
}

/// What can be confirmed of a job by reading.
pub fn confirm(job: &Job) -> Confirmed {
    let mut confirmed = Confirmed::default();
    let readable = matches!(job.head().vendor(), Some(Vendor::BitAnswer | Vendor::T12));
    for (index, row) in job.rows().iter().enumerate() {
        let index = index as u32;
        let shows = !row.changes.is_empty() || row.action != crate::Action::Change;
        match job.outcome(index) {
            Some(Outcome::Succeeded(Evidence::ReadBack)) => confirmed.read_back += 1,
            Some(Outcome::Succeeded(_) | Outcome::Unknown(_)) if readable && shows => {
                confirmed.open.push(index);
            }
            _ => {}
        }
    }
    confirmed
}
