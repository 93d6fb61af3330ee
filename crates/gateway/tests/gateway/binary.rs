//! The binary itself: what it prints, how it ends, and what it never writes into its log.

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Output, Stdio};

use crate::configuration::EXAMPLE;
use crate::harness::send;

/// A folder without a `rollcall.toml`, and the binary to be run in it.
pub fn rollcall(arguments: &[&str]) -> (tempfile::TempDir, Command) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_rollcall"));
    command.args(arguments).current_dir(folder.path());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("ROLLCALL_") {
            command.env_remove(name);
        }
    }
    (folder, command)
}

fn output(arguments: &[&str], environment: &[(&str, &str)]) -> (Output, String, String) {
    let (_folder, mut command) = rollcall(arguments);
    let output = command.envs(environment.iter().copied()).output().unwrap();
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    (output, out, err)
}

/// A gateway in a process of its own; killed when the test ends early.
pub struct Serving {
    pub child: Child,
    pub address: SocketAddr,
    _folder: tempfile::TempDir,
}

impl Serving {
    fn start(arguments: &[&str]) -> Serving {
        Serving::start_with(arguments, &[])
    }

    pub fn start_with(arguments: &[&str], environment: &[(&str, &str)]) -> Serving {
        let (folder, mut command) = rollcall(arguments);
        command.envs(environment.iter().copied());
        Serving::spawn(command, folder)
    }

    pub fn spawn(mut command: Command, folder: tempfile::TempDir) -> Serving {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line.trim().strip_prefix("Rollcall is ready at http://");
        Serving {
            address: address.expect(&line).parse().unwrap(),
            child,
            _folder: folder,
        }
    }

    /// Ends it as a power failure would.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end as Ctrl-C does, and gives whether it ended well and what it wrote to stderr.
    #[cfg(unix)]
    fn interrupt(self) -> (bool, String) {
        self.signal("-INT");
        self.ended()
    }

    #[cfg(unix)]
    pub fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args([signal, &id]).status();
        assert!(asked.unwrap().success());
    }

    /// Waits for its end, and gives whether it ended well and what it wrote to stderr.
    #[cfg(unix)]
    pub fn ended(mut self) -> (bool, String) {
        let success = self.child.wait().unwrap().success();
        let mut log = String::new();
        let stderr = self.child.stderr.as_mut().unwrap();
        stderr.read_to_string(&mut log).unwrap();
        (success, log)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn it_serves_logs_without_secrets_and_ends_when_asked() {
    let serving = Serving::start(&["serve", "--port", "0"]);
    let first = "GET /vendors/tingyun/network-report-data/user-config/list-json-authkey?authkey=sandbox-authkey";
    let headers = ["X-Rollcall-Trace: t-77", "Authorization: hidden-header"];
    let reply = send(serving.address, first, &headers, b"").await;
    assert_eq!(reply.status(), 200);
    let first = "POST /vendors/bitanswer/users/user/hidden-name";
    let headers = ["bitkey: hidden-key"];
    send(
        serving.address,
        first,
        &headers,
        b"{\"password\":\"hidden-body\"}",
    )
    .await;
    send(
        serving.address,
        "GET /vendors/bitanswer/hidden-path",
        &[],
        b"",
    )
    .await;
    let (success, log) = serving.interrupt();
    assert!(success);
    let line = log
        .lines()
        .find(|line| line.contains("trace=t-77"))
        .expect(&log);
    assert!(
        line.contains(" GET tingyun TingyunListUsers 200 "),
        "{line}"
    );
    assert!(
        log.contains(" POST bitanswer BitAnswerUpsertUser "),
        "{log}"
    );
    assert!(
        log.contains(" - bitanswer (no operation) 404 not-allowed "),
        "{log}"
    );
    assert!(
        !log.contains("authkey=") && !log.contains("hidden"),
        "{log}"
    );
}

#[test]
fn a_port_in_use_is_said_with_what_to_do() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let (output, _, err) = output(&["serve", "--port", &port], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err.contains(&format!("Port {port} is in use")) && err.contains("--port"),
        "{err}"
    );
}

#[test]
fn check_says_what_is_wrong() {
    let environment = [
        ("ROLLCALL_LISTEN", "everywhere"),
        ("ROLLCALL_T12_UPSTREAM", "ftp://a"),
    ];
    let (output_bad, _, err) = output(&["check"], &environment);
    assert_eq!(output_bad.status.code(), Some(1));
    assert!(
        err.contains("ROLLCALL_LISTEN must be an IP address"),
        "{err}"
    );
    assert!(
        err.contains("ROLLCALL_T12_UPSTREAM must begin with https:// or http://."),
        "{err}"
    );
    let (output_serve, _, err) = output(&["serve", "--port", "0"], &environment);
    assert_eq!(output_serve.status.code(), Some(1));
    assert!(err.contains("does not start"), "{err}");
    let (output_good, out, err) = output(
        &["check"],
        &[("ROLLCALL_T12_UPSTREAM", "https://t12.example/x")],
    );
    assert!(output_good.status.success(), "{err}");
    assert!(
        out.contains("t12: t12.example/x") && out.contains("tingyun: the sandbox"),
        "{out}"
    );
}

#[test]
fn check_finds_the_delivered_example_in_order() {
    let (output, out, err) = output(&["check", "--config", EXAMPLE], &[]);
    assert!(output.status.success() && err.is_empty(), "{err}");
    assert!(out.contains("is in order"), "{out}");
}

#[test]
fn help_and_version() {
    let (output_help, out, _) = output(&["--help"], &[]);
    assert!(output_help.status.success());
    assert!(
        out.contains("rollcall serve") && out.contains("ROLLCALL_<ID>_UPSTREAM"),
        "{out}"
    );
    let (_, out, _) = output(&["--version"], &[]);
    assert_eq!(out, format!("rollcall {}\n", env!("CARGO_PKG_VERSION")));
    let (output_wrong, _, err) = output(&["server"], &[]);
    assert_eq!(output_wrong.status.code(), Some(2));
    assert!(err.contains("`server` is not a command"), "{err}");
}
