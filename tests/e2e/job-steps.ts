// Steps that the specs of jobs share: making a job of pasted cells through the plan page, and what the sandbox says of it.

import { type BrowserContext, type Locator, type Page, expect } from "@playwright/test";
import type { Gateway, Recorded } from "./gateway.ts";

export type Say = (chinese: string, english: string) => string;

/** Rows in a request, requests at once, requests a minute. */
export interface Pace {
  rows: number;
  atOnce: number;
  perMinute?: number;
}

/** Lines of cells for so many users that are not there yet. */
export function newUsers(count: number, name = (index: number) => `job.user${index}`): string[] {
  return Array.from({ length: count }, (_, index) => `${name(index)}\t新用户${index}`);
}

/** Brings cells, the heading first, to the plan page and stops at the plan. */
export async function makePlan(page: Page, say: Say, purpose: string, lines: string[], vendor = "bitanswer"): Promise<void> {
  await page.goto(`/plan?vendor=${vendor}&for=${purpose}`);
  await page.getByRole("textbox", { name: say("或粘贴单元格", "Or paste cells") }).fill(lines.join("\n"));
  await page.getByRole("button", { name: say("读取粘贴的内容", "Read the pasted cells") }).click();
  await page.getByRole("button", { name: new RegExp(say("^与 .* 比较$", "^Compare with ")) }).click();
  await expect(page.locator(".plan-apply")).toBeVisible();
}

/** Applies the plan that is open, and waits for the job's page. Gives the job's id. */
export async function apply(page: Page, pace?: Pace): Promise<string> {
  if (pace) {
    await page.locator("details.plan-pace summary").click();
    const fields = page.locator(".plan-pace-fields input");
    await fields.nth(0).fill(String(pace.rows));
    await fields.nth(1).fill(String(pace.atOnce));
    await fields.nth(2).fill(pace.perMinute === undefined ? "" : String(pace.perMinute));
  }
  await page.locator(".plan-apply button").last().click();
  await page.waitForURL(/\/jobs\?job=/);
  return new URL(page.url()).searchParams.get("job") ?? "";
}

/** Creates users by a job. Gives the job's id. */
export async function createUsers(page: Page, say: Say, lines: string[], pace?: Pace): Promise<string> {
  await makePlan(page, say, "create-users", ["帐号\t用户名", ...lines]);
  return apply(page, pace);
}

/** The number beside one kind of rows. */
export function count(page: Page, kind: "all" | "waiting" | "succeeded" | "failed" | "skipped" | "unknown"): Locator {
  return page.locator(`.job-count[data-kind="${kind}"] strong`);
}

/** The word beside the job's title. */
export function status(page: Page): Locator {
  return page.locator(".page-title .badge");
}

/** How often each account was created for real, and the requests that did it again. */
export async function applied(sandbox: Gateway): Promise<{ times: Map<string, number>; duplicates: Recorded[] }> {
  const times = new Map<string, number>();
  const writes = (await sandbox.journal()).filter(({ method, path }) => method === "POST" && path === "/users");
  for (const write of writes.filter((one) => one.applied)) {
    for (const { name } of JSON.parse(write.body) as { name: string }[]) {
      times.set(name, (times.get(name) ?? 0) + 1);
    }
  }
  return { times, duplicates: writes.filter((one) => one.duplicate) };
}

/** Every one of so many accounts was created, and none twice. */
export async function expectEachOnce(sandbox: Gateway, count: number): Promise<void> {
  const { times } = await applied(sandbox);
  expect(times.size).toBe(count);
  expect([...times].filter(([, times]) => times !== 1)).toEqual([]);
}

/** Kills the browser's own process by SIGKILL, and waits until the connection to it is closed. */
export async function killBrowser(context: BrowserContext): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send("SystemInfo.getProcessInfo")) ?? { processInfo: [] };
  const browser = processInfo.find(({ type }) => type === "browser");
  if (!browser) {
    throw new Error("there is no browser to kill");
  }
  const closed = new Promise((resolve) => context.once("close", resolve));
  process.kill(browser.id, "SIGKILL");
  await closed;
}
