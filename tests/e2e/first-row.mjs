// Measures how long the console takes to show the first row of users, in a browser that has never seen it.
//
//   ROLLCALL_URL=http://127.0.0.1:8080 node first-row.mjs [rounds]
//
// Prints median [min – max] in milliseconds of three visits each round: a new profile, the same profile again, and a new
// profile with the CPU four times slower behind 1.6 Mbit/s and 150 ms. Figures of different machines or days are not to
// be compared.
import { chromium } from "@playwright/test";

const url = process.env.ROLLCALL_URL ?? "http://127.0.0.1:8080";
const rounds = Number(process.argv[2] ?? 7);
const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const options = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [...root, "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic", "--no-first-run"],
};

async function slowDown(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: 200_000,
    uploadThroughput: 200_000,
  });
}

async function visit(context, slow) {
  const page = await context.newPage();
  if (slow) await slowDown(page);
  await page.addInitScript(() => {
    const seen = () => {
      if (document.querySelector("main tbody tr[data-key], main tbody tr a")) {
        requestAnimationFrame(() => setTimeout(() => (globalThis.firstRow ??= performance.now())));
      } else {
        requestAnimationFrame(seen);
      }
    };
    seen();
  });
  await page.goto(`${url}/bitanswer`);
  await page.waitForFunction(() => globalThis.firstRow !== undefined);
  const figures = await page.evaluate(() => ({
    firstPaint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
    firstRow: globalThis.firstRow,
    bytes: performance
      .getEntriesByType("resource")
      .concat(performance.getEntriesByType("navigation"))
      .filter((entry) => !entry.name.includes("/vendors/"))
      .reduce((sum, entry) => sum + entry.transferSize, 0),
  }));
  await page.close();
  return figures;
}

function summary(samples) {
  const sorted = samples.toSorted((a, b) => a - b);
  const rounded = (value) => Math.round(value).toLocaleString("en");
  return `${rounded(sorted[Math.floor(sorted.length / 2)])} [${rounded(sorted[0])} – ${rounded(sorted.at(-1))}]`;
}

const visits = { cold: [], warm: [], "cold, slow device": [] };
for (let round = 0; round < rounds; round += 1) {
  const browser = await chromium.launch(options);
  const context = await browser.newContext();
  visits.cold.push(await visit(context, false));
  visits.warm.push(await visit(context, false));
  await browser.close();
  const other = await chromium.launch(options);
  visits["cold, slow device"].push(await visit(await other.newContext(), true));
  await other.close();
}
console.log(`${rounds} rounds, ${(await chromium.launch(options).then(async (browser) => [browser.version(), await browser.close()]))[0]}`);
console.log("| visit | first contentful paint, ms | first row, ms | transferred without the vendor's data, bytes |");
console.log("| --- | ---: | ---: | ---: |");
for (const [name, samples] of Object.entries(visits)) {
  const column = (key) => summary(samples.map((sample) => sample[key]));
  console.log(`| ${name} | ${column("firstPaint")} | ${column("firstRow")} | ${column("bytes")} |`);
}
