//! Why a command stopped, by cause, in words that say what to do next.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why one of the project's commands stopped.
#[derive(Debug)]
pub enum Failure {
    /// The command line was not understood. Holds what was wrong with it.
    Usage(String),
    /// A program is not installed or could not be started.
    NotStarted { program: String, source: io::Error },
    /// A program ran and said no. `log` is where its output is, when it was not shown as it came.
    Unsuccessful { step: String, log: Option<PathBuf> },
    /// A file could not be read or written.
    File { path: PathBuf, source: io::Error },
    /// Something must be installed that this command cannot install here. Holds the command to run.
    Missing { what: String, run: String },
    /// The port is taken by another program.
    PortTaken(u16),
    /// A file or a program's output is not of the form that is read here.
    NotUnderstood { what: String },
    /// The first load is bigger than its budget, both in bytes of brotli.
    OverBudget { total: u64, budget: u64 },
    /// The delivered program is, in bytes.
    ProgramTooLarge { total: u64, budget: u64 },
    /// Packages whose licence is not in the allowed list of deny.toml, as `name version: licence`.
    Licences(Vec<String>),
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(problem) => write!(formatter, "{problem}\n\n{}", crate::USAGE),
            Self::NotStarted { program, source } => {
                write!(formatter, "`{program}` could not be started: {source}")
            }
            Self::Unsuccessful { step, log: None } => write!(formatter, "failed: {step}"),
            Self::Unsuccessful {
                step,
                log: Some(log),
            } => write!(
                formatter,
                "failed: {step} (its whole output: {})",
                log.display()
            ),
            Self::File { path, source } => write!(formatter, "{}: {source}", path.display()),
            Self::Missing { what, run } => {
                write!(
                    formatter,
                    "missing: {what}\n\nInstall it with:\n\n    {run}\n"
                )
            }
            Self::PortTaken(port) => write!(
                formatter,
                "port {port} is taken by another program; choose another with --port"
            ),
            Self::NotUnderstood { what } => write!(formatter, "not understood: {what}"),
            Self::OverBudget { total, budget } => write!(
                formatter,
                "the first load is {total} bytes of brotli, {} past its budget of {budget}",
                total.saturating_sub(*budget)
            ),
            Self::ProgramTooLarge { total, budget } => write!(
                formatter,
                "rollcall has {total} bytes, {} past its budget of {budget}",
                total.saturating_sub(*budget)
            ),
            Self::Licences(packages) => write!(
                formatter,
                "licences that deny.toml does not allow:\n  {}",
                packages.join("\n  ")
            ),
        }
    }
}

impl std::error::Error for Failure {}
