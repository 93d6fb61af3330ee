//! The threads that requests are served on: one a core, each with a runtime of its own.
//!
//! A connection stays with one of them from its first byte to its last, and so do the connections to upstreams that its
//! requests open. A request thus never waits for another thread to wake up, which costs more than all else that the gateway
//! does for it.

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tokio::time::sleep;

/// More than a console's admins can keep busy. Each takes memory.
const AT_MOST: usize = 8;
/// Less than the times that requests commonly have.
const TICK: Duration = Duration::from_secs(5);

/// What serves connections. Dropping it ends what is still under way.
pub(crate) struct Workers {
    workers: Vec<Worker>,
    threads: Vec<Thread>,
}

struct Worker {
    runtime: Handle,
    /// Held once by each connection too, which counts them.
    served: Arc<()>,
}

/// A thread that ends when nobody holds `_end` any more.
struct Thread {
    _end: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

impl Workers {
    /// As many as there are cores.
    ///
    /// # Errors
    /// When the system gives no threads or timers.
    pub(crate) fn start() -> io::Result<Workers> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let mut all = Workers {
            workers: Vec::new(),
            threads: Vec::new(),
        };
        for _ in 0..cores.min(AT_MOST) {
            let runtime = Builder::new_current_thread().enable_all().build()?;
            all.workers.push(Worker::on(runtime.handle().clone()));
            let (end, ended) = oneshot::channel::<()>();
            let thread = thread::Builder::new()
                .name("worker".to_owned())
                .spawn(move || {
                    runtime.block_on(until(ended));
                })?;
            all.threads.push(Thread { _end: end, thread });
        }
        Ok(all)
    }

    /// The runtime that this is called on, and no threads besides.
    pub(crate) fn here() -> Workers {
        Workers {
            workers: vec![Worker::on(Handle::current())],
            threads: Vec::new(),
        }
    }

    /// Has the one that serves the fewest connections serve another.
    pub(crate) fn spawn(&self, connection: impl Future<Output = ()> + Send + 'static) {
        let fewest = |worker: &&Worker| Arc::strong_count(&worker.served);
        if let Some(worker) = self.workers.iter().min_by_key(fewest) {
            let served = worker.served.clone();
            worker.runtime.spawn(async move {
                connection.await;
                drop(served);
            });
        }
    }
}

/// Waits until the sender is dropped, and always for a time that ends before a request's times do: a runtime that is to
/// wake up earlier than it last meant to writes to itself, and each request made it do so.
async fn until(ended: oneshot::Receiver<()>) {
    let ticking = async {
        loop {
            sleep(TICK).await;
        }
    };
    tokio::select! {
        _ = ended => {}
        () = ticking => {}
    }
}

impl Worker {
    fn on(runtime: Handle) -> Worker {
        Worker {
            runtime,
            served: Arc::default(),
        }
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        let threads = std::mem::take(&mut self.threads);
        let threads: Vec<_> = threads
            .into_iter()
            .map(|Thread { _end, thread }| thread)
            .collect();
        for thread in threads {
            // It cannot have panicked: what it runs are tasks, whose panics end there.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use std::future::pending;
    use std::sync::mpsc;

    /// Serves a connection that never ends; the thread that it is served on.
    fn endless(workers: &Workers, guard: &Arc<()>) -> thread::ThreadId {
        let (sender, receiver) = mpsc::channel();
        let guard = guard.clone();
        workers.spawn(async move {
            sender.send(thread::current().id()).unwrap();
            pending::<()>().await;
            drop(guard);
        });
        receiver.recv().unwrap()
    }

    #[test]
    fn each_serves_as_many_connections_and_drops_them_in_the_end() {
        let workers = Workers::start().unwrap();
        let count = workers.workers.len();
        let guard = Arc::default();
        let threads: Vec<_> = (0..2 * count).map(|_| endless(&workers, &guard)).collect();
        assert!(!threads.contains(&thread::current().id()));
        let (first, second) = threads.split_at(count);
        assert_eq!(first, second, "in turn, as long as they have as many");
        drop(workers);
        assert_eq!(Arc::strong_count(&guard), 1);
    }

    #[tokio::test]
    async fn without_threads_they_are_served_here() {
        let workers = Workers::here();
        let (sender, receiver) = oneshot::channel();
        workers.spawn(async move {
            sender.send(thread::current().id()).unwrap();
        });
        assert_eq!(receiver.await.unwrap(), thread::current().id());
    }
}
