//! `rollcall serve`: binds, says where, serves, and ends when asked to.

use std::fmt;
use std::future::Future;
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderValue;
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::sync::mpsc;

use crate::access::Access;
use crate::assets::{self, Source};
use crate::audit::{AuditProblem, Trail};
use crate::command_line::report;
use crate::config::{self, Config, Sources};
use crate::front::Front;
use crate::metrics::Metrics;
use crate::sandbox_mount::Mounted;
use crate::workers::Workers;
use crate::{listen, proxy, security_headers};

/// What every request needs.
pub(crate) struct Shared {
    pub(crate) config: Config,
    pub(crate) routes: Vec<Arc<proxy::Route>>,
    pub(crate) sandbox: Mounted,
    pub(crate) writes: proxy::Writes,
    pub(crate) audit: Option<Trail>,
    /// Gone when nobody needs any of this any more.
    pub(crate) _in_use: mpsc::Sender<()>,
    pub(crate) assets: Source,
    pub(crate) access: Access,
    pub(crate) metrics: Metrics,
    pub(crate) content_security_policy: HeaderValue,
}

impl Shared {
    /// The configured connection that a path below `/vendors/` leads to.
    pub(crate) fn connection_at<'a>(&self, path: &'a str) -> Option<&'a str> {
        let id = path.strip_prefix("/vendors/")?.split('/').next()?;
        self.config.connection(id).map(|_| id)
    }
}

/// Why the gateway does not start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StartProblem {
    /// Another program listens there.
    PortInUse(SocketAddr),
    /// The system does not let us listen there, as with ports below 1024.
    NotPermitted(SocketAddr),
    /// Anything else that keeps the system from listening.
    CannotListen(SocketAddr, io::ErrorKind),
    /// The system gives us no threads or timers to run on.
    NoRuntime(io::ErrorKind),
    /// The audit trail cannot be continued.
    Audit(AuditProblem),
}

impl fmt::Display for StartProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StartProblem::PortInUse(address) => write!(
                f,
                "Port {} is in use by another program. Choose another one with `--port`, or 0 to let the system choose.",
                address.port()
            ),
            StartProblem::NotPermitted(address) => write!(
                f,
                "The system does not permit listening on port {}. Choose one above 1023 with `--port`.",
                address.port()
            ),
            StartProblem::CannotListen(address, kind) => {
                write!(f, "It is not possible to listen on {address}: {kind}.")
            }
            StartProblem::Audit(problem) => problem.fmt(f),
            StartProblem::NoRuntime(kind) => write!(f, "The gateway cannot start: {kind}."),
        }
    }
}

/// A gateway that has its port and does not answer yet.
pub struct Bound {
    listener: TcpListener,
    address: SocketAddr,
    front: Arc<Front>,
    request_timeout: Duration,
    unused: mpsc::Receiver<()>,
}

/// Takes the port and prepares everything.
///
/// # Errors
/// [`StartProblem`] when the port cannot be had.
pub async fn bind(config: Config) -> Result<Bound, StartProblem> {
    bind_with(config, Arc::new(proxy::SystemResolver)).await
}

/// As [`bind`], with another way to find the addresses of upstreams' hosts.
///
/// # Errors
/// As [`bind`].
pub async fn bind_with(
    config: Config,
    resolver: Arc<dyn proxy::Resolver>,
) -> Result<Bound, StartProblem> {
    let wanted = SocketAddr::new(config.listen, config.port);
    let problem = |error: io::Error| match error.kind() {
        io::ErrorKind::AddrInUse => StartProblem::PortInUse(wanted),
        io::ErrorKind::PermissionDenied => StartProblem::NotPermitted(wanted),
        kind => StartProblem::CannotListen(wanted, kind),
    };
    let listener = TcpListener::bind(wanted).await.map_err(problem)?;
    let address = listener.local_addr().map_err(problem)?;
    let (in_use, unused) = mpsc::channel(1);
    let request_timeout = config.limits.request_timeout;
    let audit = config.audit_file.as_deref().map(Trail::open);
    let audit = audit.transpose().map_err(StartProblem::Audit)?;
    let shared = Arc::new(Shared {
        routes: proxy::routes(&config, &resolver),
        sandbox: Mounted::new(config.seed),
        writes: proxy::Writes::new(),
        audit,
        _in_use: in_use,
        assets: assets::source(config.dist.as_deref()),
        access: Access::new(config.access.clone()),
        metrics: Metrics::default(),
        content_security_policy: security_headers::content_security_policy(
            &config.access.embed_origins,
        ),
        config,
    });
    Ok(Bound {
        listener,
        address,
        front: Arc::new(Front::new(shared)),
        request_timeout,
        unused,
    })
}

impl Bound {
    /// The address, with the port that the system chose if it was to choose.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `end` is over and what is under way is done, all on the runtime that it is called on.
    pub async fn run(self, end: impl Future<Output = ()>) {
        self.run_on(&Workers::here(), end).await;
    }

    async fn run_on(mut self, workers: &Workers, end: impl Future<Output = ()>) {
        let (listener, front) = (self.listener, self.front);
        listen::serve(listener, front, self.request_timeout, workers, end).await;
        // Writes go on after their browser went away; each holds what all share until it is done.
        let _ = self.unused.recv().await;
    }
}

/// Runs the command: reads the configuration, serves, and says what is wrong.
pub fn run(sources: &Sources) -> ExitCode {
    let outcome = config::read(sources);
    if !report(&outcome) {
        eprintln!("The gateway does not start with this configuration.");
        return ExitCode::FAILURE;
    }
    match block_on(outcome.config) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn block_on(config: Config) -> Result<(), StartProblem> {
    let problem = |error: io::Error| StartProblem::NoRuntime(error.kind());
    let workers = Workers::start().map_err(problem)?;
    // This one takes the connections.
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(problem)?;
    runtime.block_on(async {
        let bound = bind(config.clone()).await?;
        let interrupted = interrupted();
        announce(&config, bound.address());
        let grace = config.access.shutdown;
        let (ending, mut ended) = tokio::sync::watch::channel(false);
        let serving = bound.run_on(&workers, async move {
            interrupted.await;
            eprintln!("Ending; requests under way have {} s.", grace.as_secs());
            let _ = ending.send(true);
        });
        let too_long = async {
            // An error means that serving has ended already, and then nobody waits here.
            let _ = ended.wait_for(|ending| *ending).await;
            tokio::time::sleep(grace).await;
        };
        tokio::select! {
            () = serving => {}
            () = too_long => {}
        }
        Ok(())
    })
}

fn announce(config: &Config, address: SocketAddr) {
    let sandboxed: Vec<_> = config
        .connections
        .iter()
        .filter(|connection| connection.upstream.is_none())
        .map(|connection| connection.id.as_str())
        .collect();
    // Whoever started us may have stopped reading, which is no reason not to serve.
    let _ = writeln!(io::stdout(), "Rollcall is ready at http://{address}");
    if !sandboxed.is_empty() {
        let list = sandboxed.join(", ");
        let _ = writeln!(io::stdout(), "The sandbox answers for: {list}");
    }
    if !assets::source(config.dist.as_deref()).is_built() {
        eprintln!("Warning: the console is not built; the page at that address says how.");
    }
}

/// The wish that the gateway ends. It is listened for from the call on, not from when the result is first waited for:
/// until then, the system would end the process in the middle of a write.
fn interrupted() -> impl Future<Output = ()> + Send + 'static {
    #[cfg(unix)]
    let (mut interrupt, mut terminate) = {
        use tokio::signal::unix::{SignalKind, signal};
        (
            signal(SignalKind::interrupt()).ok(),
            signal(SignalKind::terminate()).ok(),
        )
    };
    #[cfg(windows)]
    let (mut interrupt, mut terminate) = {
        use tokio::signal::windows::{ctrl_c, ctrl_shutdown};
        (ctrl_c().ok(), ctrl_shutdown().ok())
    };
    async move {
        let interrupt = async {
            match &mut interrupt {
                Some(signal) => signal.recv().await,
                None => std::future::pending().await,
            }
        };
        let terminate = async {
            match &mut terminate {
                Some(signal) => signal.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = interrupt => {}
            _ = terminate => {}
        }
    }
}
