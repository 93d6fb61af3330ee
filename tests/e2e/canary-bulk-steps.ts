// What an admin does with many rows and passwords in them, one step after another, each followed by a search for secrets.

import type { Download, Page } from "@playwright/test";
import type { Canary } from "./canaries.ts";
import { button, copyAll, dialog, panel, rows, type } from "./canary-steps.ts";
import { expect } from "./fixtures.ts";
import { xlsx } from "./plan-files.ts";
import { give, open, reviewed } from "./plan-steps.ts";
import type { SecretSearch } from "./secret-search.ts";

const PASTED = "或粘贴单元格";

/** Account, display name, status, password. */
export type Line = [account: string, name: string, status: string, password: string];

const HEADING: Line = ["登录名", "用户名", "状态", "密码"];

/** Rows with the password in each: new ones, one that is there, one twice, and wrong ones, one by its password. */
export function lines({ value }: Canary): Line[] {
  return [
    ["bulk.one", "一", "正常", value],
    ["bulk.two", "二", "停用", value],
    ["guo.gang", "已有", "正常", value],
    ["bulk.twice", "三", "正常", value],
    ["bulk.twice", "四", "正常", value],
    ["bulk.state", "五", "睡着", value],
    ["bulk.long", "六", "正常", value + "x".repeat(300)],
    ["bulk.break", "七", "正常", `${value}\u0007`],
    ["", "八", "正常", value],
  ];
}

/** Rows of users that are not there yet. */
export function newLines(count: number, { value }: Canary, prefix = "bulk.user"): Line[] {
  return Array.from({ length: count }, (_, index): Line => [`${prefix}${index}`, `用户${index}`, "正常", value]);
}

export const asCells = (lines: Line[]) => [HEADING, ...lines].map((line) => line.join("\t")).join("\n");

const asCsv = (lines: Line[]) =>
  [HEADING, ...lines].map((line) => line.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\r\n");

/** The ways in which rows come in. */
const WAYS = {
  pasted: async (page: Page, search: SecretSearch, lines: Line[], one: Canary) => {
    // The one field in which pasted passwords may stand, until they are read.
    search.permit(one, PASTED);
    await page.getByRole("textbox", { name: PASTED }).fill(asCells(lines));
    await search.nothing("pasting cells");
    await button(page, "读取粘贴的内容").click();
    await expect(page.getByRole("heading", { name: "检查读取结果" })).toBeFocused();
    search.forbid();
  },
  csv: (page: Page, _: SecretSearch, lines: Line[]) => give(page, "users.csv", asCsv(lines)),
  xlsx: (page: Page, _: SecretSearch, lines: Line[]) =>
    give(page, "users.xlsx", xlsx([HEADING, ...lines].map((line) => line.map((cell) => cell.replace("\u0007", ""))))),
} as const;

/** From rows to a plan. */
export async function plan(page: Page, search: SecretSearch, way: keyof typeof WAYS, lines: Line[], one: Canary): Promise<void> {
  await open(page, "bitanswer", "create-users");
  await WAYS[way](page, search, lines, one);
  await search.nothing(`what was read, ${way}`);
  await page.getByRole("button", { name: /^与 .* 比较$/ }).click();
  await reviewed(page);
  await search.nothing(`the plan, ${way}`);
}

/** Presses an item of a menu and waits for its file, which the search then has. */
export async function save(page: Page, search: SecretSearch, menu: "导出" | "更多", item: string | RegExp): Promise<Download> {
  await button(page, menu).click();
  const waiting = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: item }).click();
  const download = await waiting;
  await download.path();
  await search.nothing(`saving ${String(item)}`);
  return download;
}

/** Looks at a plan from all sides and takes all of its files. */
export async function driveReview(page: Page, search: SecretSearch): Promise<void> {
  const shown = page.getByRole("group", { name: "显示哪些行" });
  for (const chip of await shown.getByRole("button").all()) {
    await chip.click();
    await search.nothing(`the plan, ${(await chip.innerText()).trim()}`);
  }
  await shown.getByRole("button").first().click();
  await page.getByRole("textbox", { name: "搜索账号和值" }).fill("bulk.");
  await search.nothing("searching the plan");
  await button(page, "行").click();
  await page.getByRole("menuitem", { name: /^排除这/ }).click();
  await search.nothing("leaving rows out");
  await button(page, "行").click();
  await page.getByRole("menuitem", { name: "取消全部排除" }).click();
  await save(page, search, "导出", "计划（CSV）");
  await save(page, search, "导出", "计划（JSON）");
  await save(page, search, "导出", /^需要修正的/);
  await copyAll(page, search, "the plan");
}

/** Looks at a job that stands: its rows, one of them closely, and its files. */
export async function driveResult(page: Page, search: SecretSearch, step: string): Promise<void> {
  await search.nothing(step);
  for (const kind of await page.locator(".job-count").all()) {
    await kind.click();
    await search.nothing(`${step}, ${(await kind.innerText()).replace(/\s+/g, " ")}`);
  }
  await page.locator(".job-count[data-kind='all']").click();
  await rows(page).nth(1).getByRole("button").first().click();
  await expect(panel(page)).toBeVisible();
  await copyAll(page, search, step);
  await search.nothing(`${step}, one row`);
  await panel(page).getByRole("button", { name: "关闭" }).click();
  await save(page, search, "更多", "导出 CSV");
  await save(page, search, "更多", "导出 JSON");
}

/** The list of jobs, the activity with its details and files, and the ledger. */
export async function driveRecords(page: Page, search: SecretSearch, origin: string, filter: string): Promise<void> {
  await page.goto(`${origin}/jobs`);
  await expect(page.getByRole("table")).toBeVisible();
  await search.nothing("the list of jobs");
  await page.goto(`${origin}/activity`);
  await expect(rows(page).nth(1)).toBeVisible();
  await search.nothing("the activity");
  await button(page, "校验").click();
  await expect(page.getByText("记录完整", { exact: false })).toBeVisible();
  await rows(page).nth(1).getByRole("button").or(rows(page).nth(1).getByRole("link")).first().click();
  await expect(panel(page).or(dialog(page)).first()).toBeVisible();
  await copyAll(page, search, "the activity");
  await search.nothing("an entry of the activity");
  await page.keyboard.press("Escape");
  await page.getByRole("textbox", { name: "查找账号或标识" }).fill(filter);
  await search.nothing("searching the activity");
  await save(page, search, "更多", "JSON");
  await save(page, search, "更多", "CSV");
  await page.goto(`${origin}/sharecreators`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await search.nothing("the ledger");
}

/** Gives the passwords of a job again: a file with accounts and passwords. */
export async function giveAgain(page: Page, lines: Line[]): Promise<void> {
  const text = lines.map(([account, , , password]) => `${account}\t${password}`).join("\r\n");
  const file = { name: "passwords.tsv", mimeType: "text/tab-separated-values", buffer: Buffer.from(text) };
  await page.locator("#job-passwords-file").setInputFiles(file);
}

/** Types the one password for all rows of a job. */
export async function giveOne(page: Page, search: SecretSearch, one: Canary): Promise<void> {
  await type(page, search, "这些行共用的新密码", one);
  await button(page, "使用并继续").click();
}
