//! The sandbox behind the gateway: the state under a lock, the delays outside it, and its control paths.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sandbox::{Delivery, Sandbox, WireRequest};
use vendors::Response;

/// The sandbox, shared by every connection.
pub(crate) struct Mounted {
    sandbox: Mutex<Sandbox>,
}

impl Mounted {
    pub(crate) fn new(seed: u64) -> Mounted {
        Mounted {
            sandbox: Mutex::new(Sandbox::new(seed, now())),
        }
    }

    /// Answers in a vendor's place; `None` means that the connection dies without an answer.
    pub(crate) async fn answer(&self, request: &WireRequest<'_>) -> Option<Response> {
        let reply = self.lock().handle(request, now());
        if reply.delay_ms > 0 {
            tokio::time::sleep(Duration::from_millis(u64::from(reply.delay_ms))).await;
        }
        match reply.delivery {
            Delivery::Respond(response) => Some(response),
            Delivery::Disconnect => None,
        }
    }

    /// Answers a request to the sandbox itself; `path` is what stands after `/sandbox`.
    pub(crate) fn control(&self, method: &str, path: &str, body: &[u8]) -> Option<Response> {
        self.lock().control(method, path, body, now())
    }

    fn lock(&self) -> MutexGuard<'_, Sandbox> {
        // A panic in the sandbox spoils one answer; its state is test data, and going on is better than dying.
        self.sandbox.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs()
}
