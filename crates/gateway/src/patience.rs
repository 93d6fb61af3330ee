//! How long the gateway waits for what a caller sends. Whoever sends a byte a minute must not keep a connection, and with
//! it memory and a place, for ever.

use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::time::{Sleep, sleep};

/// How long the head of a request may take, from the first byte of the connection or the end of the answer before it. Kept
/// connections that are idle end then as well.
pub(crate) const HEAD: Duration = Duration::from_secs(30);
/// How long the body may take: 8 MiB over a line of 1 Mbit/s.
const BODY: Duration = Duration::from_secs(75);

/// A body that fails when it takes too long.
struct Limited {
    body: Body,
    end: Pin<Box<Sleep>>,
}

impl HttpBody for Limited {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if self.end.as_mut().poll(context).is_ready() {
            let late = io::Error::from(io::ErrorKind::TimedOut);
            return Poll::Ready(Some(Err(axum::Error::new(late))));
        }
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Lets each request's body take so long and no longer.
pub(crate) async fn limit(request: Request, next: Next) -> Response {
    let request = request.map(|body| {
        if body.is_end_stream() {
            return body;
        }
        let end = Box::pin(sleep(BODY));
        Body::new(Limited { body, end })
    });
    next.run(request).await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use http_body_util::BodyExt as _;

    /// A body of which nothing ever comes.
    struct Silent;

    impl HttpBody for Silent {
        type Data = Bytes;
        type Error = axum::Error;

        fn poll_frame(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
            Poll::Pending
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_never_comes_ends() {
        let end = Box::pin(sleep(BODY));
        let body = Limited {
            body: Body::new(Silent),
            end,
        };
        let began = tokio::time::Instant::now();
        assert!(body.collect().await.is_err());
        assert_eq!(began.elapsed().as_secs(), BODY.as_secs());
    }

    #[tokio::test]
    async fn a_body_that_comes_is_whole() {
        let end = Box::pin(sleep(BODY));
        let body = Limited {
            body: Body::from("whole"),
            end,
        };
        assert_eq!(body.collect().await.unwrap().to_bytes(), "whole");
    }
}
