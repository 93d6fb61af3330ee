// What the gateway costs beside nginx and cors-anywhere: requests a second, the processor time of each, latency and memory,
// in one run on one machine.
//
//     node tests/bench/gateway.mjs [rounds] [seconds]
//
// Needs `wrk` and `nginx` (Debian: apt-get install wrk nginx-light), the packages of tests/e2e, and the delivered gateway at
// target/server/rollcall. All of them forward the same small list of users from the same upstream, an nginx of its own, over
// kept connections; `direct` asks that upstream itself and shows what the measuring costs. The programs take turns within
// a round, so that a disturbance meets all of them. Figures of different machines are not to be compared. Whoever asks and
// the upstream take processor time from the same cores; the time that a program itself takes for a request (all of its
// threads and processes, from /proc) is what does not depend on them.

import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const [rounds = 5, seconds = 5] = process.argv.slice(2).map(Number);
const root = path.resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "rollcall-bench-"));
const run = promisify(execFile);
const children = [];

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function start(command, parameters, options = {}) {
  const child = spawn(command, parameters, { stdio: ["ignore", "ignore", "inherit"], ...options });
  children.push(child);
  return child;
}

async function answers(url, headers) {
  for (let tries = 0; tries < 400; tries += 1) {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    if (response?.ok) return (await response.arrayBuffer()).byteLength;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`${url} does not answer`);
}

function nginx(name, site) {
  const home = path.join(folder, name);
  mkdirSync(home);
  const file = path.join(home, "nginx.conf");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((kind) => `${kind}_temp_path ${home}/${kind};`)
    .join(" ");
  writeFileSync(
    file,
    `daemon off; pid ${home}/pid; error_log stderr crit; worker_processes ${cpus().length};
     ${process.getuid?.() === 0 ? "user root;" : ""}
     events { worker_connections 1024; }
     http { access_log off; keepalive_requests 1000000; ${temporary} ${site} }`,
  );
  return start("nginx", ["-p", home, "-c", file, "-e", "stderr"]);
}

/** Resident memory of a process and its children, in MiB: now, and the most there was. */
function memory(process) {
  const all = [process.pid, ...children_of(process.pid)];
  const sum = (field) =>
    all.reduce((total, pid) => {
      const line = new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"));
      return total + Number(line?.[1] ?? 0) / 1024;
    }, 0);
  return { now: sum("VmRSS"), most: sum("VmHWM") };
}

function children_of(pid) {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return text ? text.split(" ").map(Number) : [];
}

/** Processor time that a process and its children have taken, in microseconds. */
function taken(process) {
  const threads = [process.pid, ...children_of(process.pid)].flatMap((pid) =>
    readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}/schedstat`),
  );
  return threads.reduce((sum, file) => sum + Number(readFileSync(file, "utf8").split(" ")[0]) / 1000, 0);
}

async function load({ url, headers, process }, connections) {
  const before = taken(process);
  const parameters = ["-t", "1", "-c", String(connections), "-d", `${seconds}s`, "--latency"];
  for (const [name, value] of Object.entries(headers)) parameters.push("-H", `${name}: ${value}`);
  const { stdout } = await run("wrk", [...parameters, url]);
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`${url}:\n${stdout}`);
  const milliseconds = (text) => {
    const [, number, unit] = /([\d.]+)(us|ms|s)/.exec(text);
    return Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit];
  };
  const at = (share) => milliseconds(new RegExp(`^ +${share}% +(\\S+)$`, "m").exec(stdout)[1]);
  const requests = Number(/(\d+) requests in /.exec(stdout)[1]);
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]);
  return { rate, time: (taken(process) - before) / requests, p50: at(50), p99: at(99) };
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
const shown = (values, digits) =>
  `${median(values).toFixed(digits)} [${Math.min(...values).toFixed(digits)} – ${Math.max(...values).toFixed(digits)}]`;

try {
  const users = Array.from({ length: 50 }, (_, number) => ({
    nickName: `用户 ${number}`,
    name: `user_${number}`,
    guid: `${number}`.padStart(32, "0"),
    regDate: "2024-01-01 00:00:00",
    status: 1,
  }));
  writeFileSync(path.join(folder, "users.json"), JSON.stringify({ status: 0, data: { total: 50, items: users } }));
  const [upstream, nginxPort, gatewayPort, anywherePort] = await Promise.all([1, 2, 3, 4].map(freePort));
  const source = nginx(
    "upstream",
    `open_file_cache max=10;
     server { listen 127.0.0.1:${upstream}; default_type application/json;
       location = /users { alias ${folder}/users.json; } }`,
  );
  const proxy = nginx(
    "proxy",
    `upstream vendor { server 127.0.0.1:${upstream}; keepalive 64; }
     server { listen 127.0.0.1:${nginxPort};
       location /vendors/bitanswer/ { proxy_pass http://vendor/; proxy_http_version 1.1; proxy_set_header Connection ""; } }`,
  );
  const config = path.join(folder, "rollcall.toml");
  writeFileSync(
    config,
    `port = ${gatewayPort}
     [limits]
     requests_in_flight = 64
     identity_requests_per_minute = 1000000
     identity_burst = 1000000
     connection_requests_per_minute = 1000000
     connection_burst = 1000000
     [connections.bitanswer]
     upstream = "http://127.0.0.1:${upstream}"
     bitkey = "a-key-that-the-gateway-holds"
`,
  );
  const gateway = start(path.join(root, "target/server/rollcall"), ["serve", "--config", config], {
    stdio: "ignore",
  });
  const anywhereModule = createRequire(path.join(root, "tests/e2e/package.json")).resolve("cors-anywhere");
  const anywhere = start(process.execPath, [
    "-e",
    `const http = require("http"); http.globalAgent.keepAlive = true;
     require(${JSON.stringify(anywhereModule)}).createServer({ httpProxyOptions: { agent: new http.Agent({ keepAlive: true }) } })
       .listen(${anywherePort}, "127.0.0.1");`,
  ]);

  const trace = { "x-rollcall-trace": "bench" };
  const programs = {
    direct: { url: `http://127.0.0.1:${upstream}/users`, headers: {}, process: source },
    rollcall: {
      url: `http://127.0.0.1:${gatewayPort}/vendors/bitanswer/users?offset=0&limit=50`,
      headers: trace,
      process: gateway,
    },
    nginx: { url: `http://127.0.0.1:${nginxPort}/vendors/bitanswer/users`, headers: {}, process: proxy },
    "cors-anywhere": {
      url: `http://127.0.0.1:${anywherePort}/http://127.0.0.1:${upstream}/users`,
      headers: { origin: "http://bench.test" },
      process: anywhere,
    },
  };
  const sizes = [];
  for (const program of Object.values(programs)) sizes.push(await answers(program.url, program.headers));
  if (new Set(sizes).size !== 1) throw new Error(`the programs answer different bodies: ${sizes}`);

  for (const connections of [1, 16, 64]) {
    const samples = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
    for (let round = -1; round < rounds; round += 1) {
      for (const [name, program] of Object.entries(programs)) {
        const sample = await load(program, connections);
        // The round before the first warms up.
        if (round >= 0) samples[name].push(sample);
      }
    }
    console.log(`\n${connections} connection${connections > 1 ? "s" : ""}, answer of ${sizes[0]} bytes, ${rounds} rounds of ${seconds} s, median [least – most]\n`);
    console.log("| program | requests a second | beside nginx | processor time each, µs | p50, ms | p99, ms | p99 added, ms |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (const [name, all] of Object.entries(samples)) {
      const beside = all.map((sample, round) => sample.rate / samples.nginx[round].rate);
      const added = all.map((sample, round) => sample.p99 - samples.direct[round].p99);
      const of = (field) => all.map((sample) => sample[field]);
      console.log(`| ${name} | ${shown(of("rate"), 0)} | ${shown(beside, 2)} | ${shown(of("time"), 1)} | ${shown(of("p50"), 2)} | ${shown(of("p99"), 2)} | ${shown(added, 2)} |`);
    }
    const toAnywhere = samples.rollcall.map((sample, round) => sample.rate / samples["cors-anywhere"][round].rate);
    console.log(`\nrollcall beside cors-anywhere: ${shown(toAnywhere, 2)}`);
  }
  console.log("\n| program | resident after the load, MiB | most, MiB |\n| --- | ---: | ---: |");
  for (const [name, program] of Object.entries(programs)) {
    const { now, most } = memory(program.process);
    console.log(`| ${name} | ${now.toFixed(1)} | ${most.toFixed(1)} |`);
  }
} finally {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
}
