import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const isRoot = process.getuid?.() === 0;
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
const args =
  process.env.CHROMIUM_ARGUMENTS?.split(" ") ??
  [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    ...(isRoot ? ["--no-sandbox"] : []),
  ];

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  outputDir: "../../target/e2e",
  // A test that passes the second time is a test that fails.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    launchOptions: { executablePath: existsSync(chromium) ? chromium : undefined, args },
    trace: "retain-on-failure",
    viewport: { width: 1440, height: 900 },
    timezoneId: "Asia/Shanghai",
    colorScheme: "light",
    reducedMotion: "reduce",
    // What a page asks for must be seen and stood in for; offline.spec.ts lets the worker in that would hide it.
    serviceWorkers: "block",
  },
  projects: [
    // Everything runs in Chinese; a test whose title says @languages runs in English as well.
    { name: "zh-CN", use: { locale: "zh-CN" } },
    { name: "en", use: { locale: "en-US" }, grep: /@languages/ },
  ],
});
