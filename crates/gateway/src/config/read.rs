//! Puts a configuration together: defaults, then the file, then the environment, then flags. Every problem is collected;
//! none ends the reading.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::draft::Drafts;
use super::{AccessProblem, Config, ConfigProblem, Place, Setting};

/// The file that is read if it exists and no other is named.
const DEFAULT_FILE: &str = "rollcall.toml";

/// Where values come from. The environment may hold secrets, hence no `Debug` of it.
#[derive(Clone, Default)]
pub struct Sources {
    /// The file that the command line names.
    pub file: Option<PathBuf>,
    /// The environment.
    pub environment: Vec<(OsString, OsString)>,
    /// Flags: the setting, the flag's name and its text.
    pub flags: Vec<(Setting, &'static str, String)>,
}

impl std::fmt::Debug for Sources {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sources")
            .field("file", &self.file)
            .field("flags", &self.flags)
            .finish_non_exhaustive()
    }
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The configuration; where something is wrong, the default stands.
    pub config: Config,
    /// Everything that is wrong, and warnings.
    pub problems: Vec<ConfigProblem>,
    /// The file that was read, if any.
    pub file: Option<PathBuf>,
}

/// Reads every source.
pub fn read(sources: &Sources) -> Outcome {
    let mut reading = Reading {
        config: Config::default(),
        problems: Vec::new(),
        drafts: Drafts::default(),
    };
    let file = reading.file(sources);
    reading.systemd(&sources.environment);
    reading.environment(&sources.environment);
    for (setting, flag, text) in &sources.flags {
        reading.set(*setting, Place::Flag(flag), &setting.value_from_text(text));
    }
    reading.connections(file.as_deref());
    reading.whole();
    Outcome {
        config: reading.config,
        problems: reading.problems,
        file,
    }
}

struct Reading {
    config: Config,
    problems: Vec<ConfigProblem>,
    drafts: Drafts,
}

impl Reading {
    fn set(&mut self, setting: Setting, place: Place, value: &Value) {
        if let Err(expected) = setting.apply(&mut self.config, value) {
            self.problems.push(ConfigProblem::Wrong(place, expected));
        }
    }

    fn file(&mut self, sources: &Sources) -> Option<PathBuf> {
        let by_environment = || {
            let found = sources
                .environment
                .iter()
                .find(|(name, _)| name == "ROLLCALL_CONFIG");
            found.map(|(_, path)| PathBuf::from(path))
        };
        let named = sources.file.clone().or_else(by_environment);
        let path = named.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_FILE));
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                self.text(&path, &text);
                Some(path)
            }
            Err(error) if named.is_none() && error.kind() == ErrorKind::NotFound => None,
            Err(error) => {
                let problem = ConfigProblem::FileUnreadable(path, error.kind());
                self.problems.push(problem);
                None
            }
        }
    }

    fn text(&mut self, path: &Path, text: &str) {
        match text.parse::<Table>() {
            Ok(table) => self.table(&table, ""),
            Err(error) => {
                let line = error.span().map(|span| {
                    let before = text.get(..span.start).unwrap_or(text);
                    before.matches('\n').count() + 1
                });
                let why = error.message().trim().replace('\n', ", ");
                self.problems
                    .push(ConfigProblem::NotToml(path.to_owned(), line, why));
            }
        }
    }

    fn table(&mut self, table: &Table, prefix: &str) {
        for (name, value) in table {
            let key = format!("{prefix}{name}");
            if let Some(setting) = Setting::all().find(|setting| setting.key() == key) {
                self.set(setting, Place::Key(key), value);
                continue;
            }
            if key == "access.tokens" {
                let problems = self.config.access.read_tokens(value);
                self.access(problems);
                continue;
            }
            if key == "connections"
                && let Value::Table(tables) = value
            {
                for (id, value) in tables {
                    self.drafts.table(id, value);
                }
                continue;
            }
            let inner = format!("{key}.");
            let is_group = Setting::all().any(|setting| setting.key().starts_with(&inner));
            match value {
                Value::Table(table) if is_group => self.table(table, &inner),
                _ => self.problems.push(ConfigProblem::UnknownKey(key)),
            }
        }
    }

    fn environment(&mut self, environment: &[(OsString, OsString)]) {
        for (name, value) in environment {
            let Some(name) = name.to_str() else { continue };
            if !name.starts_with("ROLLCALL_") || name == "ROLLCALL_CONFIG" {
                continue;
            }
            let Some(setting) = Setting::all().find(|setting| setting.variable() == name) else {
                if self.drafts.variable(name, value.to_str()) {
                    continue;
                }
                let problem = ConfigProblem::UnknownVariable(name.to_owned());
                self.problems.push(problem);
                continue;
            };
            match value.to_str() {
                // An empty variable is how shells and container files say "not set".
                Some("") => {}
                Some(text) => {
                    let place = Place::Variable(name.to_owned());
                    self.set(setting, place, &setting.value_from_text(text));
                }
                None => self
                    .problems
                    .push(ConfigProblem::NotUnicode(name.to_owned())),
            }
        }
    }

    fn access(&mut self, problems: Vec<AccessProblem>) {
        self.problems
            .extend(problems.into_iter().map(ConfigProblem::Access));
    }

    /// The credentials that systemd hands to a service.
    fn systemd(&mut self, environment: &[(OsString, OsString)]) {
        let folder = environment
            .iter()
            .find(|(name, _)| name == "CREDENTIALS_DIRECTORY");
        if let Some((_, folder)) = folder.filter(|(_, folder)| !folder.is_empty()) {
            self.drafts.systemd(Path::new(folder));
        }
    }

    fn connections(&mut self, file: Option<&Path>) {
        if let Some(file) = file
            && self.drafts.file_holds_secrets()
            && is_readable_by_all(file)
        {
            self.problems
                .push(ConfigProblem::SecretsReadable(file.to_owned()));
        }
        let (connections, problems) = std::mem::take(&mut self.drafts).finish();
        self.config.connections = connections;
        self.problems.extend(problems);
    }

    /// What can only be seen when every value is known.
    fn whole(&mut self) {
        for connection in &self.config.connections {
            let Some(upstream) = &connection.upstream else {
                continue;
            };
            let id = connection.id.clone();
            if upstream.leads_nowhere() {
                self.problems.push(ConfigProblem::UpstreamAddress(id));
            } else if upstream.is_loopback() && upstream.port() == self.config.port {
                self.problems.push(ConfigProblem::UpstreamIsOurselves(id));
            } else if !upstream.is_secure() && !upstream.is_loopback() {
                self.problems.push(ConfigProblem::Unencrypted(id));
            }
        }
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        let problems = self.config.access.whole(self.config.listen, now.as_secs());
        self.access(problems);
        if let Some(dist) = &self.config.dist
            && !dist.join("index.html").is_file()
        {
            self.problems
                .push(ConfigProblem::DistWithoutIndex(dist.clone()));
        }
        let folder = self.config.audit_file.as_deref().and_then(Path::parent);
        if let (Some(file), Some(folder)) = (&self.config.audit_file, folder)
            && !folder.as_os_str().is_empty()
            && !folder.is_dir()
        {
            self.problems.push(ConfigProblem::AuditFolder(file.clone()));
        }
        if let Some(file) = &self.config.ca_file
            && crate::proxy::certificates_in(file).is_none()
        {
            self.problems
                .push(ConfigProblem::CaFileUnusable(file.clone()));
        }
    }
}

/// Whether every user of this machine can read a file.
#[cfg(unix)]
fn is_readable_by_all(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(file).is_ok_and(|data| data.permissions().mode() & 0o004 != 0)
}

/// Other systems keep access lists, which a mode does not show.
#[cfg(not(unix))]
fn is_readable_by_all(_file: &Path) -> bool {
    false
}
