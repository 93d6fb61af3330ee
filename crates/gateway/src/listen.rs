//! Takes connections, within bounds: a caller that sends its request slowly, or a head without end, holds a connection for
//! so long and no longer, and does not take the place of others for ever.

mod patience;

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{Instant, Sleep, sleep, sleep_until};

use crate::front::Front;
use crate::workers::Workers;
use patience::Patience;

/// The largest head of a request, in bytes; what the reading buffer has room for may come on top.
const HEAD_BYTES: usize = 64 << 10;
/// The most connections at a time; further ones wait until one ends. Systems commonly allow a process 1,024 open files.
const CONNECTIONS: usize = 512;
/// How long accepting pauses when the system has nothing left to accept with.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves until `end` is over and what is under way is done. A request's head, and then its body, has `within` to arrive,
/// and an answer as long to be taken, again and again as it is.
pub(crate) async fn serve(
    listener: TcpListener,
    front: Arc<Front>,
    within: Duration,
    workers: &Workers,
    end: impl Future<Output = ()>,
) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let mut end = std::pin::pin!(end);
    loop {
        let next = async {
            // Nobody closes the semaphore.
            let place = places.clone().acquire_owned().await.ok();
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            next = next => next,
            () = &mut end => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                pause_after(&error).await;
                continue;
            }
        };
        // Each runtime has system events of its own, so the stream changes over.
        let Ok(stream) = stream.into_std() else {
            continue;
        };
        let (front, watcher) = (front.clone(), graceful.watcher());
        workers.spawn(async move {
            if let Ok(stream) = TcpStream::from_std(stream) {
                // Its errors are the caller's: a connection that died, or bytes that are no HTTP.
                let connection = connection(stream, peer, front, within);
                let _ = watcher.watch(connection).await;
            }
            drop(place);
        });
    }
    drop(listener);
    graceful.shutdown().await;
}

/// One connection that ended before it began is nobody's fault; anything else may pass.
async fn pause_after(error: &io::Error) {
    let passing = matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    );
    if !passing {
        sleep(PAUSE).await;
    }
}

fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    front: Arc<Front>,
    within: Duration,
) -> impl hyper_util::server::graceful::GracefulConnection {
    // Answers are single writes; waiting for more only delays them.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: http::Request<Incoming>| {
        let deadline = Instant::now() + within;
        let request = request.map(|body| Body::new(TimedBody::new(body, deadline)));
        let front = front.clone();
        async move { Ok::<_, Infallible>(front.answer(peer, request).await) }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(within)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(Patience::new(stream, within)), service)
}

/// A body did not arrive in time.
#[derive(Debug)]
pub(crate) struct TooSlow;

impl fmt::Display for TooSlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body did not arrive in time")
    }
}

impl std::error::Error for TooSlow {}

/// A body that has until a deadline to arrive.
struct TimedBody {
    body: Incoming,
    deadline: Instant,
    /// Only a body that is waited for needs a timer.
    timer: Option<Pin<Box<Sleep>>>,
}

impl TimedBody {
    fn new(body: Incoming, deadline: Instant) -> TimedBody {
        TimedBody {
            body,
            deadline,
            timer: None,
        }
    }
}

impl HttpBody for TimedBody {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let deadline = self.deadline;
        let timer = self
            .timer
            .get_or_insert_with(|| Box::pin(sleep_until(deadline)));
        match timer.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Some(Err(TooSlow.into()))),
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
