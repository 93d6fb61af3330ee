// The main tasks in Firefox: the tests whose titles say @firefox. Playwright drives a Firefox of its own otherwise, which cannot be had here; this one is the
// distribution's, driven over WebDriver BiDi. `cargo xtask test --only firefox` runs it.

import path from "node:path";
import { defineConfig } from "@playwright/test";
import tests from "./playwright.config.ts";

export default defineConfig({
  ...tests,
  grep: /@firefox/,
  outputDir: "../../target/firefox",
  use: {
    ...tests.use,
    browserName: "firefox",
    channel: "moz-firefox",
    launchOptions: { executablePath: path.join(import.meta.dirname, "firefox/relay.mjs") },
    trace: "off",
  },
  projects: [{ name: "firefox", use: { locale: "zh-CN" } }],
});
