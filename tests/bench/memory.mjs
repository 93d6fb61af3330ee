// Memory that a page takes in Chromium: the anonymous memory of its renderer, less that of a blank page's, after the rubbish is
// collected. Linux only.
//
//   node tests/bench/memory.mjs ROUNDS ADDRESS READY [ADDRESS READY ...]
//
// READY is an expression that is true when the page has what is measured. Each round opens each page in a browser of its own,
// taking turns: once as a person's browser has it, and once with the network recorded, as tools do that drive browsers: the
// renderer then keeps answers of up to some size for whoever might ask, which is memory that the page has not taken.

import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Speaks with a browser over two pipes, so that nothing but Node is needed. */
function open(folder) {
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
  const browser = spawn(
    chromium,
    [...flags, "--disable-component-update", "--disable-sync", "--window-size=1280,800", `--user-data-dir=${folder}`, "--remote-debugging-pipe"],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
  );
  const waiting = new Map();
  let last = 0;
  let rest = "";
  browser.stdio[4].on("data", (data) => {
    const messages = (rest + data).split("\0");
    rest = messages.pop();
    for (const message of messages.map((text) => JSON.parse(text)).filter(({ id }) => id)) {
      waiting.get(message.id)?.(message);
    }
  });
  const send = (method, params = {}, sessionId = undefined) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, ({ error, result }) => (error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result)));
      browser.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  return { browser, send };
}

/** Megabytes of anonymous memory of the renderer that worked most lately, of those that belong to a browser. */
async function anonymous(root, spin) {
  const processes = readdirSync("/proc").flatMap((id) => {
    try {
      const stat = readFileSync(`/proc/${id}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
      const command = readFileSync(`/proc/${id}/cmdline`, "utf8");
      return [{ id: Number(id), parent: Number(stat[1]), ticks: Number(stat[11]) + Number(stat[12]), command }];
    } catch {
      return [];
    }
  });
  const own = new Set([root]);
  for (let size = 0; size !== own.size; ) {
    size = own.size;
    processes.filter(({ parent }) => own.has(parent)).forEach(({ id }) => own.add(id));
  }
  const renderers = processes.filter(({ id, command }) => own.has(id) && command.includes("--type=renderer"));
  await spin();
  const spun = ({ id, ticks }) => {
    const stat = readFileSync(`/proc/${id}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
    return Number(stat[11]) + Number(stat[12]) - ticks;
  };
  const [busiest] = renderers.map((renderer) => ({ id: renderer.id, spun: spun(renderer) })).sort((a, b) => b.spun - a.spun);
  return Number(/RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${busiest.id}/status`, "utf8"))[1]) / 1024;
}

async function measure(address, ready, isRecorded) {
  const folder = mkdtempSync(join(tmpdir(), "memory-"));
  const { browser, send } = open(folder);
  try {
    const { targetId } = await send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
    const tell = (method, params) => send(method, params, sessionId);
    const value = async (expression) => (await tell("Runtime.evaluate", { expression, returnByValue: true })).result.value;
    const spin = () => value("{ const from = performance.now(); while (performance.now() - from < 600); }");
    const settled = async () => {
      await tell("HeapProfiler.enable");
      for (let round = 0; round < 3; round++) {
        await tell("HeapProfiler.collectGarbage");
        await sleep(250);
      }
      await tell("HeapProfiler.disable");
      return anonymous(browser.pid, spin);
    };
    if (isRecorded) {
      await tell("Network.enable");
    }
    // The browser's own pages begin at the same time.
    await sleep(2000);
    const blank = await settled();
    await tell("Page.navigate", { url: address });
    for (let tries = 0; !(await value(ready)); tries++) {
      if (tries > 1200) {
        throw new Error(`${address} is not ready: ${ready}`);
      }
      await sleep(100);
    }
    await sleep(2500);
    return (await settled()) - blank;
  } finally {
    browser.kill();
    await new Promise((resolve) => browser.once("close", resolve));
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }
}

const [rounds, ...rest] = process.argv.slice(2);
const pages = rest.flatMap((address, at) => (at % 2 ? [] : [{ address, ready: rest[at + 1], plain: [], recorded: [] }]));
for (let round = 0; round < Number(rounds); round++) {
  for (const page of pages) {
    page.plain.push(await measure(page.address, page.ready, false));
    page.recorded.push(await measure(page.address, page.ready, true));
  }
}
const told = (figures) => {
  const sorted = figures.toSorted((a, b) => a - b);
  return `${sorted[sorted.length >> 1].toFixed(1)} [${sorted[0].toFixed(1)} – ${sorted.at(-1).toFixed(1)}]`;
};
console.log("\n| page | above a blank page, MB | with the network recorded, MB |\n| --- | ---: | ---: |");
for (const { address, plain, recorded } of pages) {
  console.log(`| ${address} | ${told(plain)} | ${told(recorded)} |`);
}
