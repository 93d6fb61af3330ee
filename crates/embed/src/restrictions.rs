//! What a portal leaves of the console.

use vendors::{Operation, Vendor};

/// What is left of the console in a portal. It holds for as long as the page is there: a portal that wants it otherwise
/// loads the frame anew. The default leaves everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restrictions {
    /// Whether nothing may be written.
    pub read_only: bool,
    /// The vendors that are shown; all of them where there is no list.
    pub vendors: Option<Vec<Vendor>>,
}

impl Restrictions {
    /// Whether a vendor is shown.
    pub fn show(&self, vendor: Vendor) -> bool {
        self.vendors
            .as_ref()
            .is_none_or(|shown| shown.contains(&vendor))
    }

    /// Whether an operation may be carried out.
    pub fn permit(&self, operation: Operation) -> bool {
        !(self.read_only && operation.writes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_is_always_permitted_and_writing_only_without_the_restriction() {
        let all = Restrictions::default();
        let read_only = Restrictions {
            read_only: true,
            vendors: Some(vec![Vendor::T12]),
        };
        assert!(all.permit(Operation::BitAnswerDeleteUsers));
        assert!(read_only.permit(Operation::BitAnswerListUsers));
        assert!(!read_only.permit(Operation::BitAnswerDeleteUsers));
        assert!(!read_only.permit(Operation::T12SetQuota));
        assert!(all.show(Vendor::Tingyun) && read_only.show(Vendor::T12));
        assert!(!read_only.show(Vendor::Tingyun));
    }
}
