//! What was done, how it came out and how long it took, as Prometheus reads it. Labels are ids of the configuration and
//! words of our own, never a path, a name or anything that a caller chose.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use vendors::Operation;
use vendors::problem::FAILURE_HEADER;

use crate::access::Refusal;
use crate::serve::Shared;

/// Upper bounds of the histogram, in seconds.
const BOUNDS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

/// Which series a request belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Labels {
    connection: String,
    operation: Option<Operation>,
    outcome: Cow<'static, str>,
}

impl Labels {
    fn operation(&self) -> String {
        match self.operation {
            Some(operation) => format!("{operation:?}"),
            None => "unknown".to_owned(),
        }
    }
}

#[derive(Clone, Copy, Default)]
struct Histogram {
    buckets: [u64; BOUNDS.len()],
    count: u64,
    seconds: f64,
}

impl Histogram {
    fn add(&mut self, took: Duration) {
        let seconds = took.as_secs_f64();
        for (bucket, bound) in self.buckets.iter_mut().zip(BOUNDS) {
            *bucket += u64::from(seconds <= bound);
        }
        self.count += 1;
        self.seconds += seconds;
    }

    fn add_all(&mut self, other: &Histogram) {
        for (bucket, count) in self.buckets.iter_mut().zip(other.buckets) {
            *bucket += count;
        }
        self.count += other.count;
        self.seconds += other.seconds;
    }
}

/// Everything that is counted.
#[derive(Default)]
pub(crate) struct Metrics {
    requests: Mutex<HashMap<Labels, Histogram>>,
    refused: Mutex<BTreeMap<&'static str, u64>>,
    in_flight: AtomicU64,
    sign_ins_refused: AtomicU64,
}

impl Metrics {
    /// A request went no further than the gateway's door.
    pub(crate) fn refused(&self, refusal: Refusal) {
        *lock(&self.refused)
            .entry(refusal.kind().as_str())
            .or_default() += 1;
    }

    /// A wrong token, or too many of them.
    pub(crate) fn sign_in_refused(&self) {
        self.sign_ins_refused.fetch_add(1, Ordering::Relaxed);
    }

    fn observe(&self, labels: Labels, took: Duration) {
        lock(&self.requests).entry(labels).or_default().add(took);
    }

    fn text(&self, sessions: usize) -> String {
        let mut text = String::new();
        let head = |text: &mut String, name: &str, kind: &str, help: &str| {
            let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
        };
        let name = "rollcall_requests_total";
        head(
            &mut text,
            name,
            "counter",
            "Requests to vendors, by outcome.",
        );
        let (mut counts, mut took) = (BTreeMap::new(), BTreeMap::new());
        for (labels, histogram) in lock(&self.requests).iter() {
            let key = (labels.connection.clone(), labels.operation());
            counts.insert((key.clone(), labels.outcome.clone()), histogram.count);
            let sum: &mut Histogram = took.entry(key).or_default();
            sum.add_all(histogram);
        }
        for (((connection, operation), outcome), count) in counts {
            let _ = writeln!(
                text,
                "{name}{{connection=\"{connection}\",operation=\"{operation}\",outcome=\"{outcome}\"}} {count}"
            );
        }
        let name = "rollcall_request_seconds";
        head(
            &mut text,
            name,
            "histogram",
            "Time from a request to its answer.",
        );
        for ((connection, operation), histogram) in took {
            let labels = format!("connection=\"{connection}\",operation=\"{operation}\"");
            for (bound, count) in BOUNDS.iter().zip(histogram.buckets) {
                let _ = writeln!(text, "{name}_bucket{{{labels},le=\"{bound}\"}} {count}");
            }
            let Histogram { count, seconds, .. } = histogram;
            let _ = writeln!(text, "{name}_bucket{{{labels},le=\"+Inf\"}} {count}");
            let _ = writeln!(text, "{name}_sum{{{labels}}} {seconds}");
            let _ = writeln!(text, "{name}_count{{{labels}}} {count}");
        }
        let name = "rollcall_refused_total";
        head(
            &mut text,
            name,
            "counter",
            "Requests that the gateway itself refused, by cause.",
        );
        for (cause, count) in lock(&self.refused).iter() {
            let _ = writeln!(text, "{name}{{cause=\"{cause}\"}} {count}");
        }
        let mut single = |name: &str, kind: &str, help: &str, value: u64| {
            head(&mut text, name, kind, help);
            let _ = writeln!(text, "{name} {value}");
        };
        let refused = self.sign_ins_refused.load(Ordering::Relaxed);
        let in_flight = self.in_flight.load(Ordering::Relaxed);
        let sessions = u64::try_from(sessions).unwrap_or(u64::MAX);
        single(
            "rollcall_sign_ins_refused_total",
            "counter",
            "Sign-ins that were refused.",
            refused,
        );
        single(
            "rollcall_requests_in_flight",
            "gauge",
            "Requests to vendors under way.",
            in_flight,
        );
        single(
            "rollcall_sessions",
            "gauge",
            "Browsers that are signed in.",
            sessions,
        );
        text
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What a panic could leave behind is a count that is off by one.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A request to a vendor, or one that was refused at the door. It is under way for as long as it lives; a caller may go
/// away before there is an answer.
pub(crate) struct Call {
    shared: Arc<Shared>,
    labels: Option<Labels>,
    began: Instant,
}

impl Call {
    /// A call that begins now.
    pub(crate) fn begin(shared: Arc<Shared>, path: &str) -> Call {
        shared.metrics.in_flight.fetch_add(1, Ordering::Relaxed);
        Call {
            labels: Some(Labels {
                connection: shared.connection_at(path).unwrap_or("unknown").to_owned(),
                operation: None,
                outcome: "abandoned".into(),
            }),
            began: Instant::now(),
            shared,
        }
    }

    /// What the call was, and how it came out.
    pub(crate) fn end(&mut self, operation: Option<Operation>, response: &Response) {
        if let Some(labels) = &mut self.labels {
            labels.operation = operation;
            labels.outcome = outcome(response);
        }
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        let metrics = &self.shared.metrics;
        metrics.in_flight.fetch_sub(1, Ordering::Relaxed);
        if let Some(labels) = self.labels.take() {
            metrics.observe(labels, self.began.elapsed());
        }
    }
}

/// How a request came out: our own failure by its name, else the class of the vendor's status.
fn outcome(response: &Response) -> Cow<'static, str> {
    let failure = response.headers().get(FAILURE_HEADER);
    if let Some(failure) = failure.and_then(|word| word.to_str().ok()) {
        return failure.to_owned().into();
    }
    match response.status().as_u16() / 100 {
        2 => "2xx".into(),
        class => format!("{class}xx").into(),
    }
}

/// Answers `/metrics`.
pub(crate) async fn handle(State(shared): State<Arc<Shared>>) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            "text/plain; version=0.0.4; charset=utf-8",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let sessions = shared.access.sessions(shared.access.now());
    (headers, shared.metrics.text(sessions)).into_response()
}

/// Answers `/healthz`: whoever gets this answer knows that the gateway takes and answers requests.
pub(crate) async fn health() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (StatusCode::OK, headers, "ok\n").into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_become_text() {
        let metrics = Metrics::default();
        for took in [3, 300] {
            let labels = Labels {
                connection: "bitanswer".to_owned(),
                operation: Some(Operation::BitAnswerGetUser),
                outcome: "2xx".into(),
            };
            metrics.observe(labels, Duration::from_millis(took));
        }
        metrics.refused(Refusal::SignInNeeded);
        metrics.sign_in_refused();
        let text = metrics.text(2);
        for line in [
            "rollcall_requests_total{connection=\"bitanswer\",operation=\"BitAnswerGetUser\",outcome=\"2xx\"} 2",
            "rollcall_request_seconds_bucket{connection=\"bitanswer\",operation=\"BitAnswerGetUser\",le=\"0.005\"} 1",
            "rollcall_request_seconds_bucket{connection=\"bitanswer\",operation=\"BitAnswerGetUser\",le=\"0.5\"} 2",
            "rollcall_request_seconds_bucket{connection=\"bitanswer\",operation=\"BitAnswerGetUser\",le=\"+Inf\"} 2",
            "rollcall_request_seconds_sum{connection=\"bitanswer\",operation=\"BitAnswerGetUser\"} 0.303",
            "rollcall_refused_total{cause=\"sign-in-needed\"} 1",
            "rollcall_sign_ins_refused_total 1",
            "rollcall_requests_in_flight 0",
            "rollcall_sessions 2",
        ] {
            assert!(text.lines().any(|own| own == line), "{line}\n{text}");
        }
    }
}
