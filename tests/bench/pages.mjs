// Measures what Lighthouse would: first and largest contentful paint, total blocking time, layout shift, bytes and requests of
// the main pages, in Chromium with the CPU four times slower behind 1.6 Mbit/s and 150 ms.
//
//   ROLLCALL_URL=http://127.0.0.1:8080 node tests/bench/pages.mjs [rounds] [page…]
//
// Each round visits each page with a new profile, then again with the same one. A visit ends when the page's own content is
// there and nothing was asked for and no long task ran for a second. Prints the median [least – most] as a table. Figures of
// different machines or days are not to be compared.

import { createRequire } from "node:module";

const { chromium } = createRequire(new URL("../e2e/package.json", import.meta.url))("@playwright/test");

const url = process.env.ROLLCALL_URL ?? "http://127.0.0.1:8080";
const rounds = Number(process.argv[2] ?? 5);
const chosen = process.argv.slice(3);

/** The pages, and what tells that each has what it is for. */
const pages = {
  "/": "main table",
  "/t12": "tbody tr:nth-child(12)",
  "/tingyun": "[data-row]",
  "/bitanswer": "tbody tr:nth-child(20)",
  "/bitanswer?view=all": "[data-row]",
  "/sharecreators": "main [role=grid]",
  "/plan?vendor=bitanswer&for=create-users": "main textarea",
  "/jobs": "main h1",
  "/activity": "main h1",
  "/settings?vendor=bitanswer": "main form",
};

const QUIET = 1000;
const options = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
  ],
};

/** Notes paints, shifts and long tasks from the beginning on. */
function observe() {
  const seen = { largest: 0, shift: 0, tasks: [] };
  globalThis.seen = seen;
  const on = (type, read) => new PerformanceObserver((list) => list.getEntries().forEach(read)).observe({ type, buffered: true });
  on("largest-contentful-paint", (entry) => (seen.largest = entry.startTime));
  on("longtask", (entry) => seen.tasks.push([entry.startTime, entry.duration]));
  // The worst second and a bit of shifts counts, as the metric is defined.
  let [first, last, sum] = [0, 0, 0];
  on("layout-shift", (entry) => {
    if (entry.hadRecentInput) {
      return;
    }
    const goesOn = entry.startTime - last < 1000 && entry.startTime - first < 5000;
    [first, sum] = goesOn ? [first, sum + entry.value] : [entry.startTime, entry.value];
    last = entry.startTime;
    seen.shift = Math.max(seen.shift, sum);
  });
}

async function visit(context, address, sign) {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: 200_000,
    uploadThroughput: 200_000,
  });
  const traffic = { bytes: 0, requests: 0, at: Date.now() };
  devtools.on("Network.requestWillBeSent", () => {
    traffic.requests += 1;
    traffic.at = Date.now();
  });
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => {
    traffic.bytes += encodedDataLength;
    traffic.at = Date.now();
  });
  await page.addInitScript(observe);
  await page.goto(url + address, { waitUntil: "commit" });
  await page.waitForSelector(sign, { state: "attached", timeout: 120_000 });
  const content = await page.evaluate(() => performance.now());
  const quietSince = async () => {
    const idle = await page.evaluate(() => {
      const [start, duration] = globalThis.seen.tasks.at(-1) ?? [0, 0];
      return performance.now() - start - duration;
    });
    return Math.min(idle, Date.now() - traffic.at);
  };
  // What is fetched ahead three seconds after the start belongs to no page.
  const deadline = content + 2500;
  while ((await quietSince()) < QUIET && (await page.evaluate(() => performance.now())) < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const figures = await page.evaluate((content) => {
    const first = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN;
    const blocking = globalThis.seen.tasks
      .filter(([start]) => start >= first)
      .reduce((sum, [, duration]) => sum + Math.max(0, duration - 50), 0);
    return { first, largest: globalThis.seen.largest, content, blocking, shift: globalThis.seen.shift };
  }, content);
  await page.close();
  return { ...figures, bytes: traffic.bytes, requests: traffic.requests };
}

const COLUMNS = [
  ["first", "first paint, ms", 0],
  ["largest", "largest paint, ms", 0],
  ["content", "content, ms", 0],
  ["blocking", "blocked, ms", 0],
  ["shift", "layout shift", 3],
  ["bytes", "bytes", 0],
  ["requests", "requests", 0],
];

function summary(samples, digits) {
  const sorted = samples.toSorted((a, b) => a - b);
  const written = (value) => value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const [least, median, most] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)].map(written);
  return least === most ? median : `${median} [${least} – ${most}]`;
}

const wanted = Object.entries(pages).filter(([address]) => chosen.length === 0 || chosen.includes(address));
const samples = new Map(wanted.flatMap(([address]) => [`${address}, cold`, `${address}, warm`].map((name) => [name, []])));
let version = "";
for (let round = 0; round < rounds; round += 1) {
  for (const [address, sign] of wanted) {
    const browser = await chromium.launch(options);
    version = browser.version();
    const context = await browser.newContext({ viewport: { width: 1350, height: 940 }, locale: "zh-CN" });
    samples.get(`${address}, cold`).push(await visit(context, address, sign));
    samples.get(`${address}, warm`).push(await visit(context, address, sign));
    await browser.close();
  }
}
console.log(`${rounds} rounds, Chromium ${version}\n`);
console.log(`| visit | ${COLUMNS.map(([, title]) => title).join(" | ")} |`);
console.log(`| --- |${" ---: |".repeat(COLUMNS.length)}`);
for (const [name, visits] of samples) {
  const cells = COLUMNS.map(([key, , digits]) => summary(visits.map((visit) => visit[key]), digits));
  console.log(`| ${name} | ${cells.join(" | ")} |`);
}
