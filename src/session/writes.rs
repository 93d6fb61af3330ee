//! What is recorded of writes in the activity: that they left, and what came of them.

use super::{Session, now_milliseconds};
use crate::activity::News;
use crate::store::Connection;
use vendors::problem::Cause;
use vendors::{Problem, Request};

impl Session {
    /// Has the news recorded that a write is about to leave, and waits for it. A job does not wait here: it has written
    /// that down itself, and the longer it is until the request leaves, the more rows of a job that is cut off look as if
    /// theirs had left.
    pub(super) async fn note_leaving(self, news: Option<News>) {
        if let Some(news) = news {
            self.activity.note(news);
            if !self.has_own_log {
                self.activity.recorded().await;
            }
        }
    }

    /// Has the news recorded of what came of a write, and waits for it: what a page tells of it must outlive the page.
    pub(super) async fn note_end(self, news: Option<News>) {
        if let Some(news) = news {
            self.activity.note(news);
            self.activity.recorded().await;
        }
    }
}

/// The news that a write is about to leave. Of a request without credentials.
pub(super) fn about_to_leave(
    request: &Request,
    connection: &Connection,
    trace: &str,
) -> Option<News> {
    request.operation.writes().then(|| News::Sent {
        at: now_milliseconds(),
        trace: trace.to_owned(),
        connection: connection.id.to_string(),
        request: Box::new(request.clone()),
    })
}

/// The news of what came of a write. What could not be right never left.
pub(super) fn ended(trace: String, problem: Option<&Problem>) -> Option<News> {
    let left = problem.is_none_or(|problem| !matches!(problem.cause, Cause::InvalidInput(_)));
    left.then(|| News::Ended {
        at: now_milliseconds(),
        trace,
        problem: problem.cloned().map(Box::new),
    })
}
