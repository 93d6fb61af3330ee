//! The whole house: which vendor a request is for, with the fault layer around it and the journal beside it.

use vendors::Response;

use crate::{Delivery, Reply, WireRequest};

/// Four vendors with their state. Two sandboxes with one seed that get the same requests at the same times answer
/// the same.
pub struct Sandbox {
    seed: u64,
}

impl Sandbox {
    /// Four freshly seeded vendors. `now` is in seconds since the Unix epoch.
    pub fn new(seed: u64, _now: u64) -> Self {
        Sandbox { seed }
    }

    /// Answers a request to a vendor. Total: any bytes give a reply. `now` is in seconds since the Unix epoch.
    pub fn handle(&mut self, _request: &WireRequest<'_>, _now: u64) -> Reply {
        Reply {
            delay_ms: 0,
            delivery: Delivery::Respond(Response {
                status: 501,
                headers: vec![("content-type".to_owned(), "application/json".to_owned())],
                body: format!("{{\"seed\":{}}}", self.seed).into_bytes(),
            }),
        }
    }

    /// Answers a request to the sandbox itself: `path` is what stands after `/sandbox`, such as `/journal`. `None`
    /// means that there is nothing at that path.
    pub fn control(
        &mut self,
        _method: &str,
        _path: &str,
        _body: &[u8],
        _now: u64,
    ) -> Option<Response> {
        None
    }
}
