//! Running other programs: one after another in plain view, or side by side with their output kept in files.
//!
//! Side by side because the tools and the app are compiled by programs that leave cores idle while they link or wait.

use crate::failure::Failure;
use crate::place;
use crate::report;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// How often a waiting lane looks at its program.
const LOOK: Duration = Duration::from_millis(50);
/// How long nothing is said before what still runs is named.
const SILENCE: Duration = Duration::from_secs(20);

/// A program to run, with the name under which it is reported.
pub struct Step {
    name: String,
    note: Option<&'static str>,
    command: Command,
}

impl Step {
    /// A step that is reported as `name`.
    pub fn new(name: impl Into<String>, command: Command) -> Self {
        Self {
            name: name.into(),
            note: None,
            command,
        }
    }

    /// Says beforehand about how long it takes.
    pub fn note(mut self, note: &'static str) -> Self {
        self.note = Some(note);
        self
    }
}

/// Runs a program in plain view.
pub fn show(name: &str, command: &mut Command) -> Result<(), Failure> {
    report::heading(name);
    let started = Instant::now();
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|source| not_started(command, source))?;
    if status.success() {
        report::line(&format!("done in {}", report::duration(started.elapsed())));
        Ok(())
    } else {
        Err(Failure::Unsuccessful {
            step: name.to_owned(),
            log: None,
        })
    }
}

/// Runs a program and takes what it prints. Its errors stay visible.
pub fn output(name: &str, command: &mut Command) -> Result<String, Failure> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|source| not_started(command, source))?;
    if !output.status.success() {
        return Err(Failure::Unsuccessful {
            step: name.to_owned(),
            log: None,
        });
    }
    String::from_utf8(output.stdout).map_err(|_| Failure::NotUnderstood {
        what: format!("the output of {name}"),
    })
}

enum News {
    Began(usize, String, PathBuf),
    Ended(usize, String, Duration),
}

/// Runs lanes side by side, the steps of each lane one after another. The first failure ends the other lanes.
pub fn side_by_side(lanes: Vec<Vec<Step>>) -> Result<(), Failure> {
    let logs = place::target().join("xtask");
    fs::create_dir_all(&logs).map_err(|source| Failure::File {
        path: logs.clone(),
        source,
    })?;
    for step in lanes.iter().flatten() {
        let note = step.note.map_or(String::new(), |note| format!(" ({note})"));
        report::line(&format!("to do: {}{note}", step.name));
    }
    let stop = AtomicBool::new(false);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        let (stop, logs) = (&stop, &logs);
        let workers: Vec<_> = lanes
            .into_iter()
            .enumerate()
            .map(|(index, lane)| {
                let sender = sender.clone();
                scope.spawn(move || {
                    let result = lane
                        .into_iter()
                        .try_for_each(|step| run_quietly(index, step, logs, stop, &sender));
                    if result.is_err() {
                        stop.store(true, Ordering::Relaxed);
                    }
                    result
                })
            })
            .collect();
        drop(sender);
        tell(&receiver);
        let mut failure = None;
        for worker in workers {
            match worker.join() {
                Ok(Ok(())) => {}
                // A lane that was only ended because another failed says nothing of its own.
                Ok(Err(Some(cause))) => failure = failure.or(Some(cause)),
                Ok(Err(None)) | Err(_) => {}
            }
        }
        failure.map_or(Ok(()), Err)
    })
}

fn tell(receiver: &mpsc::Receiver<News>) {
    let mut running: Vec<(usize, String, PathBuf, Instant)> = Vec::new();
    loop {
        match receiver.recv_timeout(SILENCE) {
            Ok(News::Began(lane, name, log)) => running.push((lane, name, log, Instant::now())),
            Ok(News::Ended(lane, name, time)) => {
                running.retain(|entry| entry.0 != lane);
                report::line(&format!("done: {name} in {}", report::duration(time)));
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {
                for (_, name, log, since) in &running {
                    let time = report::duration(since.elapsed());
                    report::line(&format!("{name}: {time}, {}", last_line(log)));
                }
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => return,
        }
    }
}

fn run_quietly(
    lane: usize,
    step: Step,
    logs: &Path,
    stop: &AtomicBool,
    sender: &mpsc::Sender<News>,
) -> Result<(), Option<Failure>> {
    let Step {
        name, mut command, ..
    } = step;
    let log = logs.join(format!("{}.log", name.replace([' ', '/', '.'], "-")));
    let file = |source| {
        Some(Failure::File {
            path: log.clone(),
            source,
        })
    };
    let out = File::create(&log).map_err(file)?;
    let err = out.try_clone().map_err(file)?;
    // Nobody is left to hear it when the receiver is gone, and that is no reason to stop building.
    let _ = sender.send(News::Began(lane, name.clone(), log.clone()));
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(err)
        .spawn()
        .map_err(|source| Some(not_started(&command, source)))?;
    let successful = wait(&mut child, stop).map_err(file)?;
    match successful {
        Some(true) => {
            let _ = sender.send(News::Ended(lane, name, started.elapsed()));
            Ok(())
        }
        Some(false) => {
            eprintln!("\n{}", tail(&log));
            Err(Some(Failure::Unsuccessful {
                step: name,
                log: Some(log),
            }))
        }
        None => Err(None),
    }
}

/// Whether the program succeeded, or `None` when it was ended because another lane failed.
fn wait(child: &mut Child, stop: &AtomicBool) -> std::io::Result<Option<bool>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.success()));
        }
        if stop.load(Ordering::Relaxed) {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(LOOK);
    }
}

fn not_started(command: &Command, source: std::io::Error) -> Failure {
    Failure::NotStarted {
        program: command.get_program().to_string_lossy().into_owned(),
        source,
    }
}

fn last_line(log: &Path) -> String {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let line = text.lines().rfind(|line| !line.trim().is_empty());
    line.unwrap_or("starting").trim().to_owned()
}

fn tail(log: &Path) -> String {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(60)..].join("\n")
}
