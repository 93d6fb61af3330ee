//! The four vendors side by side, each asked the same three things.

use serde_json::{Value, json};
use vendors::Vendor;

use crate::WireRequest;
use crate::answer::Answer;
use crate::bitanswer::BitAnswer;
use crate::fault::Target;
use crate::sharecreators::ShareCreators;
use crate::t12::T12;
use crate::tingyun::Tingyun;

/// All vendors' state.
pub(crate) struct Emulated {
    t12: T12,
    tingyun: Tingyun,
    bitanswer: BitAnswer,
    sharecreators: ShareCreators,
}

impl Emulated {
    /// Every vendor as it is seeded.
    pub(crate) fn new(seed: u64) -> Self {
        Emulated {
            t12: T12::new(seed),
            tingyun: Tingyun::new(seed),
            bitanswer: BitAnswer::new(seed),
            sharecreators: ShareCreators::new(seed),
        }
    }

    /// Every vendor without a user; T12's apps are there.
    pub(crate) fn without_users(seed: u64) -> Self {
        Emulated {
            t12: T12::new(seed),
            tingyun: Tingyun::without_users(),
            bitanswer: BitAnswer::without_users(seed),
            sharecreators: ShareCreators::new(seed),
        }
    }

    /// Every vendor's state under its slug, without passwords.
    pub(crate) fn state(&self) -> Value {
        json!({
            Vendor::T12.slug(): self.t12.state(),
            Vendor::Tingyun.slug(): self.tingyun.state(),
            Vendor::BitAnswer.slug(): self.bitanswer.state(),
            Vendor::ShareCreators.slug(): self.sharecreators.state(),
        })
    }
}

/// One request on its way to its vendor.
pub(crate) struct Addressed<'a> {
    pub(crate) vendors: &'a mut Emulated,
    pub(crate) request: &'a WireRequest<'a>,
    pub(crate) now: u64,
}

impl Target for Addressed<'_> {
    fn answer(&mut self) -> Answer {
        match self.request.vendor {
            Vendor::T12 => self.vendors.t12.answer(self.request, self.now),
            Vendor::Tingyun => self.vendors.tingyun.answer(self.request, self.now),
            Vendor::BitAnswer => self.vendors.bitanswer.answer(self.request, self.now),
            Vendor::ShareCreators => self.vendors.sharecreators.answer(self.request),
        }
    }

    fn envelope(&mut self, code: u16, reason: &str) -> Value {
        match self.request.vendor {
            Vendor::T12 => T12::envelope(code, reason),
            Vendor::Tingyun => Tingyun::envelope(code, reason, self.now),
            Vendor::BitAnswer => BitAnswer::envelope(code, reason),
            Vendor::ShareCreators => self.vendors.sharecreators.envelope(code, reason),
        }
    }
}
