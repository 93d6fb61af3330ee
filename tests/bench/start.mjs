// How soon the delivered program is there, beside nginx that serves the same files: from the call that starts the process
// until a connection is accepted, and from a new connection to the first byte of an answer.
//
//     node tests/bench/start.mjs [rounds] [requests]
//
// Needs `nginx` (Debian: apt-get install nginx-light), dist/ as a release build leaves it (or ROLLCALL_APP_FILES), and the
// program at target/server/rollcall (or ROLLCALL_BIN). Both take turns. Starting a process from Node takes a millisecond or
// two of each start, and asking takes its share of each answer; nginx has the same. Files are in the system's cache.

import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const [rounds = 30, requests = 200] = process.argv.slice(2).map(Number);
const root = path.resolve(import.meta.dirname, "../..");
const program = process.env.ROLLCALL_BIN ?? path.join(root, "target/server/rollcall");
const files = path.resolve(process.env.ROLLCALL_APP_FILES ?? path.join(root, "dist"));
const folder = mkdtempSync(path.join(tmpdir(), "rollcall-bench-"));

const largest = readdirSync(files).find((name) => name.endsWith("_bg.wasm"));
const paths = { "index.html": "/", "the program's wasm": `/${largest}` };

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`);

const commands = {
  rollcall: (port) => [program, ["serve", "--port", String(port)]],
  nginx: (port) => {
    const file = path.join(folder, "nginx.conf");
    writeFileSync(
      file,
      `daemon off; pid ${folder}/pid; error_log stderr crit; worker_processes auto;
       ${process.getuid?.() === 0 ? "user root;" : ""}
       events { }
       http { access_log off; ${temporary.join(" ")} types { text/html html; application/wasm wasm; }
              server { listen 127.0.0.1:${port}; root ${files}; gzip_static on; } }`,
    );
    return ["nginx", ["-p", folder, "-c", file, "-e", "stderr"]];
  },
};

/** Whether somebody listens there right now. */
function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/** Milliseconds from a new connection to the first byte of its answer. */
function firstByte(port, at) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(`GET ${at} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept-Encoding: gzip\r\n\r\n`);
    });
    socket.setNoDelay(true);
    socket.once("data", (chunk) => {
      const time = performance.now() - begun;
      socket.destroy();
      if (chunk.toString("latin1", 0, 15) === "HTTP/1.1 200 OK") resolve(time);
      else reject(new Error(chunk.toString()));
    });
    socket.once("error", reject);
  });
}

async function round(name, measured) {
  const port = await freePort();
  const [command, parameters] = commands[name](port);
  const environment = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith("ROLLCALL_")));
  const begun = performance.now();
  const child = spawn(command, parameters, { cwd: folder, stdio: "ignore", env: environment });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let gone = false;
  void ended.then(() => (gone = true));
  try {
    while (!(await accepts(port))) {
      if (gone) throw new Error(`${name} ended before it listened`);
    }
    measured.start.push(performance.now() - begun);
    measured.first.push(await firstByte(port, "/"));
    for (const [file, at] of Object.entries(paths)) {
      measured[file] ??= [];
      for (let count = 0; count < requests / rounds; count += 1) measured[file].push(await firstByte(port, at));
    }
  } finally {
    child.kill();
    await ended;
  }
}

const figures = (values) => {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(2);
  return `${at(0.5)} [${at(0)} – ${at(1)}], 95 %: ${at(0.95)}`;
};

const all = Object.fromEntries(Object.keys(commands).map((name) => [name, { start: [], first: [] }]));
try {
  // Whatever a first start brings into the system's cache is not what is measured.
  for (const name of Object.keys(commands)) await round(name, { start: [], first: [] });
  for (let count = 0; count < rounds; count += 1) {
    for (const name of Object.keys(commands)) await round(name, all[name]);
  }
  console.log(`${rounds} starts, ${requests} requests of each file; milliseconds: median [least – most]\n`);
  console.log("| | rollcall | nginx |\n| --- | ---: | ---: |");
  for (const [row, key] of [
    ["from the start to the first accepted connection", "start"],
    ["first byte of the first answer", "first"],
    ...Object.keys(paths).map((file) => [`first byte of ${file}`, file]),
  ]) {
    console.log(`| ${row} | ${figures(all.rollcall[key])} | ${figures(all.nginx[key])} |`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
