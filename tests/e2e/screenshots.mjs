// Takes a picture of every route, wide and narrow, light and dark, in both languages:
//   ROLLCALL_URL=http://127.0.0.1:8080 node screenshots.mjs <folder> [route…]
// For people to look at. It checks nothing.

import { mkdir } from "node:fs/promises";
import path from "node:path";
import { chromium } from "@playwright/test";

const [folder, ...chosen] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node screenshots.mjs <folder> [route…]");
  process.exit(2);
}
const url = process.env.ROLLCALL_URL ?? "http://127.0.0.1:8080";
const routes = chosen.length > 0 ? chosen : ["/", "/t12", "/tingyun", "/bitanswer", "/sharecreators", "/settings"];
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--disable-background-networking", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
});
for (const viewport of sizes) {
  for (const colorScheme of ["light", "dark"]) {
    for (const locale of ["zh-CN", "en-US"]) {
      const context = await browser.newContext({ viewport, colorScheme, locale, reducedMotion: "reduce" });
      for (const route of routes) {
        const page = await context.newPage();
        await page.goto(url + route);
        await page.locator(".boot-shell").waitFor({ state: "detached" });
        await page.waitForLoadState("networkidle");
        const name = route.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "overview";
        const file = path.join(folder, `${name}-${viewport.width}-${colorScheme}-${locale}.png`);
        await page.screenshot({ path: file, fullPage: true });
        console.log(file);
        await page.close();
      }
      await context.close();
    }
  }
}
await browser.close();
