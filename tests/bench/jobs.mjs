// What bulk work costs: rows a second by a job of the console beside a plain `curl` loop and beside what react-admin's data
// providers do for a bulk change (one request a row, all begun at once), in one run on one machine.
//
//     node tests/bench/jobs.mjs [rounds] [rows]
//
// Needs the delivered gateway at target/server/rollcall, the packages of tests/e2e, curl and Chromium (CHROMIUM, or
// /usr/bin/chromium). All of them create the same users through the same gateway at the same sandbox, which is as new for
// each. Of many requests begun at once the browser or the gateway refuses some: how many is told. They take turns within a round. Beside it: how long the browser's storage takes for what a job keeps.

import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const [rounds = 3, rows = 600] = process.argv.slice(2).map(Number);
const root = path.resolve(import.meta.dirname, "../..");
const { chromium } = createRequire(path.join(root, "tests/e2e/package.json"))("@playwright/test");
const folder = mkdtempSync(path.join(tmpdir(), "rollcall-bench-"));
const run = promisify(execFile);
const key = { bitkey: "sandbox-bitkey", "x-rollcall-trace": "bench", "content-type": "application/json" };

const gateway = spawn(path.join(root, "target/server/rollcall"), ["serve", "--port", "0"], { cwd: folder });
const url = await new Promise((resolve) => {
  let printed = "";
  gateway.stdout.on("data", (chunk) => {
    printed += chunk;
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(printed);
    if (found) resolve(found[0]);
  });
  gateway.stderr.resume();
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});

const anew = () => fetch(`${url}/sandbox/reset`, { method: "POST", body: '{"seed":1}', headers: key });
const names = Array.from({ length: rows }, (_, index) => `bench.user${index}`);

async function created() {
  const state = await (await fetch(`${url}/sandbox/state`)).json();
  const made = state.bitanswer.users.filter(({ name }) => name.startsWith("bench.user")).length;
  return made;
}

/** One process a row, one after the other; fewer rows, because the rate does not depend on their number. */
async function curl() {
  const some = names.slice(0, Math.min(rows, 300));
  const headers = Object.entries(key).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const began = performance.now();
  for (const name of some) {
    await run("curl", ["-s", "-o", "/dev/null", "-X", "POST", ...headers, "-d", '{"nickName":"x"}', `${url}/vendors/bitanswer/users/user/${name}`]);
  }
  const seconds = (performance.now() - began) / 1000;
  if ((await created()) !== some.length) throw new Error("curl did not create them");
  return some.length / seconds;
}

/** What `updateMany` of react-admin's providers does: a request for each, none waiting for another. */
async function oneByOne() {
  const page = await browser.newPage();
  await page.goto(`${url}/favicon.svg`);
  // As its pages do, it counts what was refused and goes on.
  const seconds = await page.evaluate(
    async ([names, key]) => {
      const began = performance.now();
      const send = (name) =>
        fetch(`/vendors/bitanswer/users/user/${name}`, { method: "POST", headers: { ...key, "x-rollcall-request": name }, body: '{"nickName":"x"}' }).catch(() => undefined);
      await Promise.all(names.map(send));
      return (performance.now() - began) / 1000;
    },
    [names, key],
  );
  await page.close();
  const made = await created();
  missed.push(rows - made);
  return made / seconds;
}

/** A job with its usual speed, from the press on the button to its last record, with the time that its records took. */
async function job() {
  const context = await browser.newContext({ locale: "en-US" });
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.kept = { transactions: 0, milliseconds: 0 };
    const own = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      const transaction = own.call(this, stores, mode, options);
      if (mode === "readwrite") {
        const began = performance.now();
        transaction.addEventListener("complete", () => {
          globalThis.kept.transactions += 1;
          globalThis.kept.milliseconds += performance.now() - began;
        });
      }
      return transaction;
    };
  });
  await page.goto(`${url}/plan?vendor=bitanswer&for=create-users`);
  const text = ["Login\tDisplay name", ...names.map((name) => `${name}\tx`)].join("\n");
  await page.locator("input[type=file]").setInputFiles({ name: "users.tsv", mimeType: "text/plain", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: /^Compare with / }).click();
  const button = page.locator(".plan-apply button").last();
  await button.waitFor();
  await page.evaluate(() => Object.assign(globalThis.kept, { transactions: 0, milliseconds: 0 }));
  const began = performance.now();
  await button.click();
  await page.locator(".page-title .badge", { hasText: "Finished" }).waitFor();
  const seconds = (performance.now() - began) / 1000;
  const kept = await page.evaluate(() => globalThis.kept);
  await context.close();
  if ((await created()) !== rows) throw new Error("the job did not create them");
  return { rate: rows / seconds, kept };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const spread = (values) => `${median(values).toFixed(0)} [${Math.min(...values).toFixed(0)} – ${Math.max(...values).toFixed(0)}]`;
const rates = { job: [], "one by one": [], curl: [] };
const costs = [];
const missed = [];
try {
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, way] of Object.entries({ job, "one by one": oneByOne, curl })) {
      await anew();
      const result = await way();
      rates[name].push(result.rate ?? result);
      if (result.kept) costs.push(result.kept);
    }
  }
} finally {
  await browser.close();
  gateway.kill();
  rmSync(folder, { recursive: true, force: true });
}

console.log(`| way | rows a second | beside curl |\n| --- | ---: | ---: |`);
for (const [name, values] of Object.entries(rates)) {
  const beside = values.map((value, index) => value / rates.curl[index]);
  console.log(`| ${name} | ${spread(values)} | ${median(beside).toFixed(1)} |`);
}
const milliseconds = costs.map(({ milliseconds }) => milliseconds / rows);
const transactions = costs.map(({ transactions }) => transactions);
console.log(`\nStorage: ${median(transactions)} transactions, ${median(milliseconds).toFixed(3)} ms a row.`);
console.log(`One by one, rows that were refused: ${missed.join(", ")} of ${rows}.`);
