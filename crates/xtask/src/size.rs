//! The size of the first load: every file that the first page makes the browser fetch, against a budget.

use crate::build::{self, Kind};
use crate::failure::Failure;
use crate::{node, pack, place, report, schedule, tools};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Bytes of brotli that the first load may have, all files together.
const BUDGET: u64 = 218_000;
/// The same for a visit that begins at another page, which needs that page's file as well. A ratchet: to be lowered with
/// every saving.
fn page_budget(page: &str) -> u64 {
    match page {
        // Where everything about connections and secrets is set, and where few visits begin.
        "settings" => 398_500,
        // The readers of files, the plan, the engine and what keeps a job: where bulk work is made and followed.
        "plan" => 526_000,
        "jobs" => 469_500,
        // Everybody's writes are a piece of their own; what both lists share is not.
        "activity" => 352_500,
        // What leads to the table of everybody, which is a piece of its own.
        "bitanswer" => 333_500,
        _ => 330_000,
    }
}
/// Bytes of brotli that a part of a page may have, its table or what opens over it, where that comes behind the page as a
/// file of its own. A ratchet as well.
const PART_BUDGET: u64 = 205_500;
/// Bytes that the delivered program may have, with the console inside.
const PROGRAM_BUDGET: u64 = 15_000_000;
/// The worker that opens the console without a network. `boot.js` names it, and asks for it when nobody waits any more. It
/// is counted by itself.
const WORKER: &str = "sw.js";
/// Bytes of brotli that it may have: the browser asks for it again and again.
const WORKER_BUDGET: u64 = 4_000;
/// How the files of the demonstration begin. `boot.js` names one, and asks for it where the address does.
pub const DEMO: &str = "demo";
/// Bytes of brotli that they may have together.
const DEMO_BUDGET: u64 = 125_000;
/// How the files begin that a visit at another page needs. `crates/split` makes them.
const PAGE: &str = "first_page_";

/// Compresses each file named on the command line as the gateway does, and prints `raw gzip brotli` for each.
const COMPRESS: &str = "const z = require('zlib'); for (const path of process.argv.slice(1)) {\
    const raw = require('fs').readFileSync(path);\
    const brotli = z.brotliCompressSync(raw, { params: {\
        [z.constants.BROTLI_PARAM_QUALITY]: 11,\
        [z.constants.BROTLI_PARAM_LGWIN]: 22,\
        [z.constants.BROTLI_PARAM_SIZE_HINT]: raw.length } });\
    console.log(raw.length, z.gzipSync(raw, { level: 9 }).length, brotli.length); }";

struct Row {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Builds the app for release and prints the table.
pub fn run() -> Result<(), Failure> {
    tools::ensure_wasm_target()?;
    let mut lanes: Vec<_> = tools::missing()?
        .into_iter()
        .map(|step| vec![step])
        .collect();
    lanes.extend(node::missing()?.map(|step| vec![step]));
    schedule::side_by_side(lanes)?;
    let toolbox = tools::Toolbox::open()?;
    schedule::show(
        "Release build of the app",
        &mut build::assemble_app(Kind::Release, &toolbox)?,
    )?;
    check()
}

/// Prints the table for the built app and fails past the budget.
pub fn check() -> Result<(), Failure> {
    report::heading("Size of the first load");
    let rows = measure(&place::release_app())?;
    let total = Row {
        name: "total".to_owned(),
        raw: rows.iter().map(|row| row.raw).sum(),
        gzip: rows.iter().map(|row| row.gzip).sum(),
        brotli: rows.iter().map(|row| row.brotli).sum(),
    };
    println!("\n| file | bytes | gzip | brotli |\n| --- | ---: | ---: | ---: |");
    for row in rows.iter().chain([&total]) {
        println!(
            "| {} | {} | {} | {} |",
            row.name,
            report::bytes(row.raw),
            report::bytes(row.gzip),
            report::bytes(row.brotli)
        );
    }
    println!(
        "\nBudget: {} bytes of brotli; {} % used.",
        report::bytes(BUDGET),
        total.brotli * 100 / BUDGET
    );
    within(total.brotli, BUDGET)?;
    println!("\n| a visit that begins at | bytes | gzip | brotli |\n| --- | ---: | ---: | ---: |");
    for page in compress(&pages(&place::release_app())?)? {
        let name = page.name.trim_start_matches(PAGE);
        let name = name.trim_end_matches(".wasm");
        if let Some((owner, part)) = name.split_once('_') {
            println!(
                "| and behind /{owner}, its {part} | {} | {} | {} |",
                report::bytes(page.raw),
                report::bytes(page.gzip),
                report::bytes(page.brotli)
            );
            within(page.brotli, PART_BUDGET)?;
            continue;
        }
        println!(
            "| /{name} | {} | {} | {} |",
            report::bytes(total.raw + page.raw),
            report::bytes(total.gzip + page.gzip),
            report::bytes(total.brotli + page.brotli)
        );
        within(total.brotli + page.brotli, page_budget(name))?;
    }
    by_itself("when nobody waits", WORKER, WORKER_BUDGET)?;
    by_itself(
        "the demonstration, where it is asked for",
        DEMO,
        DEMO_BUDGET,
    )
}

/// Files that no visit waits for, by how their names begin.
fn by_itself(heading: &str, beginning: &str, budget: u64) -> Result<(), Failure> {
    let mut files = BTreeMap::new();
    list(&place::release_app(), &mut files)?;
    files.retain(|name, _| name.starts_with(beginning));
    println!("\n| {heading} | bytes | gzip | brotli |\n| --- | ---: | ---: | ---: |");
    let rows = if files.is_empty() {
        Vec::new()
    } else {
        compress(&files)?
    };
    for row in &rows {
        let sizes = [row.raw, row.gzip, row.brotli].map(report::bytes);
        println!("| {} | {} |", row.name, sizes.join(" | "));
    }
    within(rows.iter().map(|row| row.brotli).sum(), budget)
}

fn within(total: u64, budget: u64) -> Result<(), Failure> {
    if total > budget {
        return Err(Failure::OverBudget { total, budget });
    }
    Ok(())
}

/// Says how large the delivered program is, and fails past its budget.
pub fn check_program() -> Result<(), Failure> {
    let path = build::gateway_program(Kind::Release);
    let size = fs::metadata(&path).map_err(|source| Failure::File {
        path: path.clone(),
        source,
    })?;
    let total = size.len();
    report::line(&format!(
        "rollcall has {} bytes, of {} at most",
        report::bytes(total),
        report::bytes(PROGRAM_BUDGET)
    ));
    if total > PROGRAM_BUDGET {
        return Err(Failure::ProgramTooLarge {
            total,
            budget: PROGRAM_BUDGET,
        });
    }
    Ok(())
}

/// The files that hold what a page needs beside the program.
fn pages(folder: &Path) -> Result<BTreeMap<String, PathBuf>, Failure> {
    let mut files = BTreeMap::new();
    list(folder, &mut files)?;
    files.retain(|name, _| name.starts_with(PAGE));
    if files.is_empty() {
        return Err(Failure::NotUnderstood {
            what: format!("{}, which has no pages", folder.display()),
        });
    }
    Ok(files)
}

fn measure(folder: &Path) -> Result<Vec<Row>, Failure> {
    compress(&first_load(folder)?)
}

fn compress(files: &BTreeMap<String, PathBuf>) -> Result<Vec<Row>, Failure> {
    let printed = schedule::output(
        "measuring with node",
        Command::new("node")
            .args(["-e", COMPRESS, "--"])
            .args(files.values()),
    )?;
    let rows: Vec<Row> = files
        .keys()
        .zip(printed.lines())
        .filter_map(|(name, line)| {
            let mut numbers = line.split(' ').filter_map(|number| number.parse().ok());
            Some(Row {
                name: without_hash(name),
                raw: numbers.next()?,
                gzip: numbers.next()?,
                brotli: numbers.next()?,
            })
        })
        .collect();
    if rows.len() == printed.lines().count() && !rows.is_empty() {
        Ok(rows)
    } else {
        Err(Failure::NotUnderstood {
            what: "the sizes that node printed".to_owned(),
        })
    }
}

/// index.html, what it names, and what that names in turn. A file that nothing of these names is loaded later, or never.
fn first_load(folder: &Path) -> Result<BTreeMap<String, PathBuf>, Failure> {
    let mut others = BTreeMap::new();
    list(folder, &mut others)?;
    others.retain(|name, _| name != WORKER && !name.starts_with(DEMO));
    let mut found = BTreeMap::new();
    let mut unread: Vec<String> = vec!["index.html".to_owned()];
    while let Some(name) = unread.pop() {
        let Some(path) = others.remove(&name) else {
            if name == "index.html" {
                return Err(Failure::NotUnderstood {
                    what: format!("{}, which has no index.html", folder.display()),
                });
            }
            continue;
        };
        if [".html", ".js", ".css"]
            .iter()
            .any(|end| name.ends_with(end))
        {
            let text = fs::read_to_string(&path).map_err(|source| Failure::File {
                path: path.clone(),
                source,
            })?;
            unread.extend(others.keys().filter(|other| text.contains(*other)).cloned());
        }
        found.insert(name, path);
    }
    Ok(found)
}

/// Every file in a folder and below it, by its name.
pub fn list(folder: &Path, files: &mut BTreeMap<String, PathBuf>) -> Result<(), Failure> {
    let failed = |source| Failure::File {
        path: folder.to_owned(),
        source,
    };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else if let Some(name) = path.file_name() {
            let name = name.to_string_lossy().into_owned();
            if !pack::is_packed(&name) {
                files.insert(name, path);
            }
        }
    }
    Ok(())
}

/// Whether a name has a hash in it, so that it never means another file.
pub fn is_hashed(name: &str) -> bool {
    without_hash(name) != name
}

/// `boot-0a1b2c3d4e5f6a7b.js` is `boot.js`: the table is read by people, and compared with the last one.
fn without_hash(name: &str) -> String {
    // Trunk writes a number without its leading zeros.
    let is_hash = |part: &str| {
        (14..=16).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    match name.split_once('-').map(|_| name.rsplit_once('-')) {
        Some(Some((stem, rest))) => {
            let hash = rest.split(['.', '_']).next().unwrap_or_default();
            if is_hash(hash) {
                format!("{stem}{}", rest.get(hash.len()..).unwrap_or_default())
            } else {
                name.to_owned()
            }
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_left_out_of_the_table() {
        assert_eq!(without_hash("boot-0a1b2c3d4e5f6a7b.js"), "boot.js");
        assert_eq!(
            without_hash("rollcall-app-0a1b2c3d4e5f6a7b_bg.wasm"),
            "rollcall-app_bg.wasm"
        );
        assert_eq!(without_hash("index.html"), "index.html");
        assert_eq!(without_hash("rollcall-app.js"), "rollcall-app.js");
    }
}
