// The steps of the plan page, as an admin takes them.

import { readFile } from "node:fs/promises";
import { type Locator, type Page, expect } from "@playwright/test";

/** The plan page for a vendor and a purpose, opened. */
export async function open(page: Page, vendor: string, purpose: string): Promise<void> {
  await page.goto(`/plan?vendor=${vendor}&for=${purpose}`);
  await expect(page.getByRole("heading", { level: 1, name: /变更计划|Plan/ })).toBeVisible();
}

/** Gives a file, as if it had been chosen, and waits until it was read. */
export async function give(page: Page, name: string, content: string | Buffer): Promise<void> {
  const buffer = typeof content === "string" ? Buffer.from(content) : content;
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  await expect(page.getByRole("heading", { name: /检查读取结果|Check what was read/ })).toBeFocused();
}

/** The first rows of what was read. */
export const preview = (page: Page): Locator => page.getByRole("region", { name: /前几行|The first rows/ });

/** Compares, and waits for the plan. */
export async function compare(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^与 .* 比较$|^Compare with/ }).click();
  await reviewed(page);
}

/** Waits for the plan, whose heading has the focus. */
export async function reviewed(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 2, name: /^变更计划 ·|^The plan ·/ })).toBeFocused();
}

/** A row of the plan by its account. */
export const row = (page: Page, account: string): Locator =>
  page
    .getByRole("table", { name: /计划的各行|Rows of the plan/ })
    .getByRole("row")
    .filter({ has: page.getByRole("cell", { name: account, exact: true }) });

/** The chips with their counts, as they are read. */
export async function chips(page: Page): Promise<string[]> {
  const group = page.getByRole("group", { name: /显示哪些行|Which rows are shown/ });
  const texts = await group.getByRole("button").allInnerTexts();
  return texts.map((text) => text.replace(/\s+/g, " ").trim());
}

/** The text of the file that an export gives. */
export async function exported(page: Page, item: string | RegExp): Promise<{ name: string; text: string }> {
  await page.getByRole("button", { name: /^导出$|^Export$/ }).click();
  const waiting = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: item }).click();
  const download = await waiting;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}
