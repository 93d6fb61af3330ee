// Takes the pictures of docs/screenshots: `<scene>-<language>-<width>-<theme>.webp`. For people to look at; it checks nothing
// but that each scene comes about.

import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test as base } from "./fixtures.ts";
import { Portal } from "./portal.ts";
import { scenes } from "./scenes.ts";

const FOLDER = process.env.ROLLCALL_SCREENSHOTS ?? path.join(import.meta.dirname, "../../docs/screenshots");
/** So that what is dated looks the same each time. */
const NOW = new Date("2026-11-02T10:00:00+08:00");
/** Text stays sharp, and all pictures together stay below 8 MB. */
const QUALITY = 75;

const test = base.extend<object, { framed: Portal }>({
  framed: [
    async ({}, use) => {
      const portal = await Portal.start();
      await use(portal);
      await portal.stop();
    },
    { scope: "worker" },
  ],
});

for (const { name, show, darken, needsTime, needsWorker } of scenes) {
  const once = test.extend({ serviceWorkers: needsWorker ? "allow" : "block" });
  once(name, async ({ page, say, sandbox, framed, expected }, { project }) => {
    expected.console(/./);
    if (!needsTime) {
      await page.clock.install({ time: NOW });
    }
    const stage = { page, say, sandbox, portal: framed.url };
    await show(stage);
    await page.mouse.move(0, 0);
    // What is told for a while is not part of a page.
    await expect(page.locator(".toast")).toHaveCount(0, { timeout: 15_000 });
    await page.evaluate(() => document.fonts.ready);
    await mkdir(FOLDER, { recursive: true });
    const browser = await page.context().newCDPSession(page);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      if (colorScheme === "dark") {
        await darken?.(stage);
      }
      const { data } = await browser.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
      await writeFile(path.join(FOLDER, `${name}-${project.name}-${colorScheme}.webp`), Buffer.from(data, "base64"));
    }
  });
}
