// Pictures of every scene for docs/screenshots: in both languages, wide and narrow; each is taken in light and dark.
// `cargo xtask screenshots` builds what they show and runs this. It is no test and no part of CI.

import { defineConfig } from "@playwright/test";
import tests from "./playwright.config.ts";

const languages = ["zh-CN", "en-US"];
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

export default defineConfig({
  ...tests,
  testMatch: "screenshots.ts",
  outputDir: "../../target/screenshots",
  use: { ...tests.use, trace: "off" },
  projects: languages.flatMap((locale) =>
    sizes.map((viewport) => ({
      name: `${locale.slice(0, 2)}-${viewport.width}`,
      use: { locale, viewport, isMobile: viewport.width < 600, hasTouch: viewport.width < 600 },
    })),
  ),
});
