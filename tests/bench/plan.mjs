// What a plan costs the page: 10,000 rows of a CSV file against 100,000 live users. Main-thread time, the longest task, the
// longest time without a frame, and how long it takes, for reading the file and for comparing.
//
//     node tests/bench/plan.mjs [rounds] [rows] [users]
//
// Needs the packages of tests/e2e, Chromium (CHROMIUM, or /usr/bin/chromium) and the delivered gateway at
// target/server/rollcall, or another one named by ROLLCALL_BIN with ROLLCALL_E2E_DIST. The users are put into the sandbox
// first, a thousand a request. Main-thread time is `TaskDuration` of Chromium's own metrics, everything that the page's
// thread did, in processor time, in rounds in which nobody asks for frames. A task that Chromium calls long takes 50 ms or
// more by the clock; the sandbox, the browser and whatever else runs share the machine's cores, so that these and all other
// times by the clock say less.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const [rounds = 5, rows = 10_000, users = 100_000] = process.argv.slice(2).map(Number);
const root = path.resolve(import.meta.dirname, "../..");
const { chromium } = createRequire(path.join(root, "tests/e2e/package.json"))("@playwright/test");
const folder = mkdtempSync(path.join(tmpdir(), "rollcall-bench-"));

function started() {
  const program = process.env.ROLLCALL_BIN ?? path.join(root, "target/server/rollcall");
  const dist = process.env.ROLLCALL_E2E_DIST;
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith("ROLLCALL_")));
  // What it says of every request is not wanted.
  const child = spawn(program, ["serve", "--port", "0", ...(dist ? ["--dist", dist] : [])], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return new Promise((resolve, reject) => {
    let printed = "";
    child.stdout.on("data", (chunk) => {
      printed += chunk;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(printed);
      if (address) resolve({ url: address[0], child });
    });
    child.once("exit", (code) => reject(new Error(`rollcall ended with ${code}`)));
  });
}

const name = (number) => `bench.user.${String(number).padStart(6, "0")}`;
const nick = (number) => `用户 ${number}`;

/** Puts the users into the sandbox, beside those that are there. */
async function fill(url) {
  for (let from = 0; from < users; from += 1000) {
    const batch = Array.from({ length: Math.min(1000, users - from) }, (_, index) => ({
      name: name(from + index),
      nickName: nick(from + index),
      status: 0,
    }));
    const response = await fetch(`${url}/vendors/bitanswer/users`, {
      method: "POST",
      headers: {
        bitkey: "sandbox-bitkey",
        "content-type": "application/json",
        "x-bit-req-id": `bench-${from}`,
        "x-rollcall-trace": `bench-${from}`,
      },
      body: JSON.stringify(batch),
    });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  }
}

/** Half are changed, three in ten are so already, the others are new but for a few that are wrong. */
function file() {
  const lines = ["登录名,用户名,状态,部门"];
  for (let row = 0; row < rows; row += 1) {
    const number = (row * 7919) % users;
    const part = row % 100;
    if (part < 50) lines.push(`${name(number)},改名 ${number},停用,研发`);
    else if (part < 80) lines.push(`${name(number)},${nick(number)},正常,研发`);
    else if (part < 98) lines.push(`bench.new.${row},新用户 ${row},正常,市场`);
    else lines.push(`bench.wrong.${row},错 ${row},不知道,市场`);
  }
  const place = path.join(folder, "users.csv");
  writeFileSync(place, `${lines.join("\n")}\n`);
  return place;
}

/**
 * Watches the page's thread: what it did, its long tasks, and the times between frames. Asking for frames makes the thread
 * draw them, so that `frames` is for rounds of their own.
 */
async function watched(page, session, frames, work) {
  await page.evaluate((frames) => {
    const seen = { tasks: [], gap: 0, on: true };
    globalThis.seen = seen;
    seen.observer = new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map((entry) => entry.duration)));
    seen.observer.observe({ entryTypes: ["longtask"] });
    if (!frames) return;
    let last = performance.now();
    const frame = (now) => {
      seen.gap = Math.max(seen.gap, now - last);
      last = now;
      if (seen.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame((now) => {
      last = now;
      requestAnimationFrame(frame);
    });
  }, frames);
  const metric = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    if (process.env.DETAILS) console.log(metrics.filter(({ name }) => /Duration/.test(name)).map(({ name, value }) => `${name} ${Math.round(value * 1000)}`).join(", "));
    return metrics.find((one) => one.name === "TaskDuration").value * 1000;
  };
  const [before, began] = [await metric(), performance.now()];
  await work();
  const [after, ended] = [await metric(), performance.now()];
  const { tasks, gap } = await page.evaluate(() => {
    const { observer, tasks, gap } = globalThis.seen;
    tasks.push(...observer.takeRecords().map((entry) => entry.duration));
    observer.disconnect();
    globalThis.seen.on = false;
    return { tasks, gap };
  });
  return { frames, main: after - before, longest: Math.max(0, ...tasks), gap, wall: ended - began };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const { url, child } = await started();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: (process.env.CHROMIUM_ARGUMENTS ?? "--no-sandbox --disable-quic --no-first-run").split(" "),
});
try {
  await fill(url);
  const place = file();
  const results = { "reading the file": [], comparing: [] };
  for (let round = 0; round < rounds * 2; round += 1) {
    const frames = round % 2 === 1;
    const page = await browser.newPage({ locale: "en-US", viewport: { width: 1440, height: 900 } });
    await page.goto(`${url}/plan?vendor=bitanswer&for=create-or-change-users`);
    await page.locator("input[type=file]").waitFor({ state: "attached" });
    // The other pages are fetched ahead meanwhile, and that is not what is measured.
    await page.waitForTimeout(6000);
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    results["reading the file"].push(
      await watched(page, session, frames, async () => {
        await page.locator("input[type=file]").setInputFiles(place);
        await page.getByRole("region", { name: "The first rows" }).waitFor();
      }),
    );
    results.comparing.push(
      await watched(page, session, frames, async () => {
        await page.getByRole("button", { name: /^Compare with/ }).click();
        await page.getByRole("table", { name: "Rows of the plan" }).waitFor({ timeout: 120_000 });
      }),
    );
    const chips = await page.getByRole("group", { name: "Which rows are shown" }).innerText();
    if (round === 0) console.log(`${rows} rows, ${users} users: ${chips.replace(/\s+/g, " ")}\n`);
    await page.context().close();
  }
  console.log("| median of " + rounds + " rounds | main thread, processor ms | longest task ms (worst) | longest without a frame ms | wall ms |");
  console.log("| --- | ---: | ---: | ---: | ---: |");
  for (const [what, all] of Object.entries(results)) {
    const of = (key) => Math.round(median(all.filter((one) => one.frames === (key === "gap")).map((one) => one[key])));
    const worst = Math.round(Math.max(...all.map((one) => one.longest)));
    const longest = worst === 0 ? "under 50" : `${of("longest")} (${worst})`;
    console.log(`| ${what} | ${of("main")} | ${longest} | ${of("gap")} | ${of("wall")} |`);
  }
} finally {
  await browser.close();
  child.kill();
  rmSync(folder, { recursive: true, force: true });
}
