//! The whole house: the vendors, the fault layer around them and the journal beside them.

use vendors::Response;

use crate::control;
use crate::emulated::{Addressed, Emulated};
use crate::fault::armed::{self, Armed};
use crate::fault::{Struck, sentinel, strike};
use crate::journal::{Journal, Outcome};
use crate::{Reply, WireRequest};

/// Four vendors with their state. Two sandboxes with one seed that get the same requests at the same times answer
/// the same.
pub struct Sandbox {
    pub(crate) seed: u64,
    pub(crate) vendors: Emulated,
    pub(crate) armed: Vec<Armed>,
    pub(crate) journal: Journal,
}

impl Sandbox {
    /// Four freshly seeded vendors, no faults armed, an empty journal. `_now`, in seconds since the Unix epoch, decides
    /// nothing yet: the seeded users are the same at any time.
    pub fn new(seed: u64, _now: u64) -> Self {
        Sandbox {
            seed,
            vendors: Emulated::new(seed),
            armed: Vec::new(),
            journal: Journal::default(),
        }
    }

    /// The same without users, for those who bring their own. T12's apps are there.
    pub fn without_users(seed: u64) -> Self {
        Sandbox {
            seed,
            vendors: Emulated::without_users(seed),
            armed: Vec::new(),
            journal: Journal::default(),
        }
    }

    /// Answers a request to a vendor. Total: any bytes give a reply. `now` is in seconds since the Unix epoch.
    ///
    /// A fault that the request asks for itself goes before an armed one, which then stays armed.
    pub fn handle(&mut self, request: &WireRequest<'_>, now: u64) -> Reply {
        let fault = sentinel::find(request).or_else(|| armed::take(&mut self.armed, request));
        let mut target = Addressed {
            vendors: &mut self.vendors,
            request,
            now,
        };
        let Struck {
            reply,
            applied,
            duplicate,
        } = strike(fault, &mut target, now);
        let outcome = Outcome {
            reply: &reply,
            applied,
            duplicate,
            fault,
        };
        self.journal.record(request, &outcome, now);
        reply
    }

    /// Answers a request to the sandbox itself: `path` is what stands after `/sandbox`, without a query. `None` means
    /// that there is nothing at that path.
    ///
    /// | request | does |
    /// | --- | --- |
    /// | `GET /journal` | every recorded request: `vendor`, `method`, `path`, `target`, `headers` (an object), `body` (text), `status` (`null` if the connection was dropped), `applied`, `duplicate`, `fault` (a kind or `null`), `at` |
    /// | `DELETE /journal` | empties it |
    /// | `GET /faults` | the armed faults with the times that are left |
    /// | `POST /faults` | arms `{"vendor","kind","method"?,"path"?,"times"?}`; `path` as on the wire, without the query |
    /// | `DELETE /faults` | disarms all |
    /// | `POST /reset` | `{"seed"?}`: everything as new, with this seed or the one before |
    /// | `GET /state` | every vendor's state under its slug, without passwords |
    pub fn control(&mut self, method: &str, path: &str, body: &[u8], now: u64) -> Option<Response> {
        control::answer(self, method, path, body, now)
    }
}
