// What every end-to-end test has: a gateway of its worker's own, a sandbox as fresh as after start, a page on which
// nothing may go wrong unsaid, and a check of accessibility. Import `test` and `expect` from here, not from Playwright.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Page, expect, test as base } from "@playwright/test";
import { Gateway } from "./gateway.ts";
import { isOfStopped } from "./stopped.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Failures that a test brings about itself. */
export class Expected {
  readonly patterns: RegExp[] = [];

  /** Lets console messages that match pass, in this test only. */
  console(pattern: RegExp): void {
    this.patterns.push(pattern);
  }

  /** Lets Chromium say that a request failed or was answered with an error status. */
  networkFailures(): void {
    this.patterns.push(/^Failed to load resource:/);
  }
}

interface TestFixtures {
  /** The one of two texts that is in the language of the project. */
  say: (chinese: string, english: string) => string;
  sandbox: Gateway;
  expected: Expected;
  /** Checks what is shown, in both themes. */
  axe: (page?: Page) => Promise<void>;
}

interface WorkerFixtures {
  gateway: Gateway;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  gateway: [
    async ({}, use, worker) => {
      const first = Number(process.env.ROLLCALL_PORT ?? 0);
      const gateway = await Gateway.start(first === 0 ? 0 : first + worker.parallelIndex);
      await use(gateway);
      await gateway.stop();
    },
    { scope: "worker" },
  ],

  baseURL: async ({ gateway }, use) => {
    await use(gateway.url);
  },

  sandbox: async ({ gateway }, use) => {
    await gateway.reset();
    await use(gateway);
  },

  say: async ({ locale }, use) => {
    await use((chinese, english) => (locale === "zh-CN" ? chinese : english));
  },

  expected: async ({}, use) => {
    await use(new Expected());
  },

  // Asks for the sandbox although it does not use it: no test may see what another one left there.
  page: async ({ page, expected, sandbox: _ }, use) => {
    const wrong: string[] = [];
    const note = (kind: string, text: string) => {
      if (!expected.patterns.some((pattern) => pattern.test(text))) {
        wrong.push(`${kind}: ${text}`);
      }
    };
    page.on("console", (message) => {
      const isWrong = message.type() === "error" || /integrity|preload/i.test(message.text());
      if (isWrong && !isOfStopped(message.text(), message.location().url)) {
        note("console", message.text());
      }
    });
    page.on("pageerror", (error) => note("page error", String(error)));
    // Chromium writes violations to the console as well, but not those in every kind of worker.
    await page.exposeFunction("noteViolation", (text: string) => note("content security policy", text));
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        const text = `${event.violatedDirective} refused ${event.blockedURI || "something inline"}`;
        (globalThis as unknown as { noteViolation: (text: string) => void }).noteViolation(text);
      });
    });
    await use(page);
    expect(wrong, "what went wrong on the page unsaid").toEqual([]);
  },

  axe: async ({ page, browserName }, use) => {
    await use(async (checked = page) => {
      // It judges the document, which is the same in every browser.
      if (browserName !== "chromium") {
        return;
      }
      // Evaluated, not added as a script element: that is what the Content-Security-Policy forbids.
      await checked.evaluate(axeSource);
      for (const colorScheme of ["dark", "light"] as const) {
        await page.emulateMedia({ colorScheme });
        const violations = await checked.evaluate(async () => {
          const axe = (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe;
          const results = await axe.run({
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
          });
          return results.violations.map(
            (violation) => `${violation.id}: ${violation.help}\n  ${violation.nodes.map((node) => node.html).join("\n  ")}`,
          );
        });
        expect(violations, `accessibility, ${colorScheme}`).toEqual([]);
      }
    });
  },
});

interface AxeResults {
  violations: { id: string; help: string; nodes: { html: string }[] }[];
}

export { expect };
