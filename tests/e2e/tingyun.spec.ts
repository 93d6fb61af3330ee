// Tingyun: one call, read only; everything else happens in the browser.

import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { query, theOnly } from "./wire.ts";

const list = { vendor: "tingyun", method: "GET", path: "/network-report-data/user-config/list-json-authkey" };
const grid = (page: Page) => page.getByRole("grid");
const rows = (page: Page) => grid(page).locator("[data-row]");
const filter = (page: Page) => page.getByRole("textbox", { name: "筛选用户" });

/** How many users the table has, in the document or not. The headings are a row, too. */
const has = (page: Page, users: number) =>
  expect(grid(page)).toHaveAttribute("aria-rowcount", String(users + 1));

test("the list is asked for once and shows every user @languages", async ({ page, sandbox, say }) => {
  await page.goto("/tingyun");
  await expect(page.getByRole("grid", { name: say("听云 Network 用户", "Users at Tingyun Network") })).toBeVisible();
  await has(page, 300);
  await expect(page.locator(".roster-count")).toContainText("300");
  const request = await theOnly(sandbox, list);
  expect(query(request)).toEqual({ authkey: "sandbox-authkey" });
  expect(request.body).toBe("");
  expect(request.headers["content-type"]).toBeUndefined();
});

test("filter, order and columns work without asking again", async ({ page, sandbox }) => {
  await page.goto("/tingyun");
  await has(page, 300);
  expect(await rows(page).count()).toBeLessThan(150);

  await filter(page).fill("zheng.siqi");
  await has(page, 1);
  await expect(rows(page)).toContainText("郑思琪");
  await expect(page).toHaveURL(/q=zheng\.siqi/);
  await filter(page).fill("状态:停用 -code:*1");
  await expect(page.getByRole("list", { name: "筛选条件" }).getByRole("listitem")).toHaveText([
    "状态（推断）：“停用”",
    "排除：登录代码以“1”结尾",
  ]);
  await page.getByRole("button", { name: "清除", exact: true }).click();
  await has(page, 300);

  for (const name of ["登录代码", "用户名称"]) {
    const column = grid(page).getByRole("columnheader", { name });
    await column.locator(".grid-sort").click();
    await expect(column).toHaveAttribute("aria-sort", "ascending");
    await column.locator(".grid-sort").click();
    await expect(column).toHaveAttribute("aria-sort", "descending");
  }

  await page.getByRole("button", { name: "列", exact: true }).click();
  await page.getByRole("checkbox", { name: "邮箱" }).uncheck();
  await page.keyboard.press("Escape");
  await expect(grid(page).getByRole("columnheader", { name: "邮箱" })).toHaveCount(0);
  await theOnly(sandbox, list);
  await page.reload();
  await has(page, 300);
  await expect(grid(page).getByRole("columnheader", { name: "邮箱" })).toHaveCount(0);
});

test("an id beyond what JavaScript can count stays exact", async ({ page }) => {
  await page.goto("/tingyun?q=9007199254740993");
  await has(page, 1);
  await rows(page).first().getByRole("link").click();
  await expect(page).toHaveURL(/user=9007199254740993/);
  await expect(page.getByRole("complementary")).toContainText("9007199254740993");
  await expect(rows(page).first()).toHaveAttribute("aria-current", "true");
});

test("the detail is a panel with an address of its own @languages", async ({ page, say, axe }) => {
  await page.goto("/tingyun?user=1230978");
  const panel = page.getByRole("complementary", { name: "郑思琪" });
  await expect(panel).toContainText("zheng.siqi@example.cn");
  await has(page, 300);
  await axe();
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(page).toHaveURL("/tingyun");
  await page.goto("/tingyun?user=1");
  await expect(page.getByRole("complementary", { name: "1" })).toContainText(
    say("列表中没有该用户", "This user is not in the list"),
  );
});

test("the vendor's clear-text passwords are nowhere", async ({ page }) => {
  const received: string[] = [];
  page.on("response", async (response) => {
    if (response.url().includes("list-json-authkey")) {
      received.push(await response.text());
    }
  });
  await page.goto("/tingyun");
  await has(page, 300);
  await rows(page).first().getByRole("link").click();
  await expect(page.getByRole("complementary")).toBeVisible();
  // They did come, or this test would show nothing.
  expect(received.join()).toContain("tingyun-clear-text-");
  expect(await page.content()).not.toContain("tingyun-clear-text-");
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain(
    "tingyun-clear-text-",
  );
  await filter(page).fill("tingyun-clear-text");
  await expect(page.getByText("没有匹配的用户")).toBeVisible();
});

test("what is shown is exported as shown, and without passwords", async ({ page }) => {
  await page.goto("/tingyun?q=郑思琪");
  await has(page, 1);
  await page.getByRole("button", { name: "列", exact: true }).click();
  await page.getByRole("checkbox", { name: "邮箱" }).uncheck();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "导出", exact: true }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "导出 1 个账号" }).click();
  const file = await readFile(await (await download).path(), "utf8");
  const [heading, ...lines] = file.trim().split("\r\n");
  expect(heading).toContain("用户名称");
  expect(heading).not.toContain("邮箱");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("郑思琪");
  expect(file).not.toContain("tingyun-clear-text-");
});
