//! `cargo xtask start`: from a fresh clone to the console in a browser.

use crate::build::{self, Kind};
use crate::failure::Failure;
use crate::report;
use crate::schedule;
use crate::tools::{self, Toolbox};
use crate::{node, place};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

/// How often a starting server is asked whether it listens.
const ASK: Duration = Duration::from_millis(50);

/// Builds everything and serves it on `port` until it is interrupted.
pub fn run(port: u16, release: bool) -> Result<(), Failure> {
    let started = Instant::now();
    // Said now, not after minutes of building.
    ensure_free(port)?;
    tools::ensure_wasm_target()?;
    let kind = if release { Kind::Release } else { Kind::Quick };
    let toolbox = prepare(kind)?;
    schedule::show(
        "Assembling the app with Trunk",
        &mut build::assemble_app(kind, &toolbox)?,
    )?;
    if release {
        schedule::side_by_side(vec![vec![build::gateway(Kind::Release)]])?;
    }
    report::heading("Starting the gateway, with the sandbox behind it");
    let mut command = Command::new(build::gateway_program(kind));
    command.current_dir(place::root());
    command.args(["serve", "--port", &port.to_string()]);
    if kind == Kind::Quick {
        command.arg("--dist").arg(place::quick_app());
    }
    let mut server = command.spawn().map_err(|source| Failure::NotStarted {
        program: build::gateway_program(kind).display().to_string(),
        source,
    })?;
    wait_for(port, &mut server)?;
    println!(
        "\n   The console: http://127.0.0.1:{port}/\n\n   Ready after {}. The sandbox answers for every vendor that has \
         no upstream configured. Ctrl+C stops it.\n",
        report::duration(started.elapsed())
    );
    let status = server.wait();
    match status {
        Ok(status) if status.success() => Ok(()),
        _ => Err(Failure::Unsuccessful {
            step: "rollcall serve".to_owned(),
            log: None,
        }),
    }
}

/// Builds the tools that are missing while the app and the gateway are compiled.
pub fn prepare(kind: Kind) -> Result<Toolbox, Failure> {
    report::heading("Building what is not built yet");
    let mut lanes: Vec<_> = tools::missing()?
        .into_iter()
        .map(|step| vec![step])
        .collect();
    match kind {
        // One lane: two Cargos in one workspace would only wait for each other.
        Kind::Quick => lanes.push(vec![build::compile_app(), build::gateway(Kind::Quick)]),
        Kind::Release => lanes.extend(node::missing()?.map(|step| vec![step])),
    }
    schedule::side_by_side(lanes)?;
    Toolbox::open()
}

fn ensure_free(port: u16) -> Result<(), Failure> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(_) => Err(Failure::PortTaken(port)),
    }
}

fn wait_for(port: u16, server: &mut Child) -> Result<(), Failure> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    while TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_err() {
        if !matches!(server.try_wait(), Ok(None)) {
            return Err(Failure::Unsuccessful {
                step: "rollcall serve, which ended before it listened".to_owned(),
                log: None,
            });
        }
        thread::sleep(ASK);
    }
    Ok(())
}
