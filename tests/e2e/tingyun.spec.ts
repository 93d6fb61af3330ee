// Tingyun: one call, read only; everything else happens in the browser.

import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.ts";
import { query, theOnly } from "./wire.ts";

const list = { vendor: "tingyun", method: "GET", path: "/network-report-data/user-config/list-json-authkey" };

test("the list is asked for once and shows every user @languages", async ({ page, sandbox, say }) => {
  await page.goto("/tingyun");
  const table = page.getByRole("table", { name: say("听云 Network 用户", "Users at Tingyun Network") });
  await expect(table.getByRole("row")).toHaveCount(51);
  await expect(page.getByRole("navigation", { name: say("分页", "Pages") })).toContainText("300");
  const request = await theOnly(sandbox, list);
  expect(query(request)).toEqual({ authkey: "sandbox-authkey" });
  expect(request.body).toBe("");
  expect(request.headers["content-type"]).toBeUndefined();
});

test("filter, order, pages and columns work without asking again", async ({ page, sandbox }) => {
  await page.goto("/tingyun");
  const table = page.getByRole("table", { name: "听云 Network 用户" });
  const rows = table.getByRole("row");
  const firstCell = rows.nth(1).getByRole("cell").first();
  await expect(rows).toHaveCount(51);

  await page.getByRole("textbox", { name: "筛选用户" }).fill("zheng.siqi");
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText("郑思琪");
  await expect(page).toHaveURL(/q=zheng\.siqi/);
  await page.getByRole("button", { name: "清除筛选" }).click();
  await expect(rows).toHaveCount(51);

  const headings = await table.getByRole("columnheader").allInnerTexts();
  for (const heading of headings) {
    const column = table.getByRole("columnheader", { name: heading, exact: true });
    await column.getByRole("button").click();
    await expect(column).toHaveAttribute("aria-sort", "ascending");
    await column.getByRole("button").click();
    await expect(column).toHaveAttribute("aria-sort", "descending");
  }
  expect(headings.length).toBeGreaterThanOrEqual(10);

  await page.getByRole("button", { name: "列", exact: true }).click();
  await page.getByRole("checkbox", { name: "邮箱" }).uncheck();
  await expect(table.getByRole("columnheader", { name: "邮箱" })).toHaveCount(0);
  await expect(page).toHaveURL(/hide=email/);
  await page.keyboard.press("Escape");

  const before = await firstCell.innerText();
  await page.getByRole("button", { name: "最后一页" }).click();
  await expect(page.getByRole("navigation", { name: "分页" })).toContainText("第 251–300 条，共 300 条");
  await expect(firstCell).not.toHaveText(before);
  await theOnly(sandbox, list);
});

test("an id beyond what JavaScript can count stays exact", async ({ page }) => {
  await page.goto("/tingyun?q=9007199254740993");
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows).toHaveCount(2);
  await rows.nth(1).getByRole("cell").first().getByRole("link").click();
  await expect(page).toHaveURL(/user=9007199254740993/);
  await expect(page.getByRole("complementary")).toContainText("9007199254740993");
});

test("the detail is a panel with an address of its own @languages", async ({ page, say, axe }) => {
  await page.goto("/tingyun?user=1230978");
  const panel = page.getByRole("complementary", { name: "郑思琪" });
  await expect(panel).toContainText("zheng.siqi@example.cn");
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
  await page.goto("/tingyun?size=500");
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(301);
  await page.getByRole("table").getByRole("row").nth(1).getByRole("cell").first().getByRole("link").click();
  await expect(page.getByRole("complementary")).toBeVisible();
  // They did come, or this test would show nothing.
  expect(received.join()).toContain("tingyun-clear-text-");
  expect(await page.content()).not.toContain("tingyun-clear-text-");
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain(
    "tingyun-clear-text-",
  );
  await page.getByRole("textbox", { name: "筛选用户" }).fill("tingyun-clear-text");
  await expect(page.getByText("没有匹配的用户")).toBeVisible();
});

test("what is shown is exported as shown, and without passwords", async ({ page }) => {
  await page.goto("/tingyun?q=郑思琪&hide=email");
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(2);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "导出 CSV" }).click();
  const file = await readFile(await (await download).path(), "utf8");
  const [heading, ...rows] = file.trim().split("\r\n");
  expect(heading).toContain("用户名称");
  expect(heading).not.toContain("邮箱");
  expect(rows).toHaveLength(1);
  expect(rows[0]).toContain("郑思琪");
  expect(file).not.toContain("tingyun-clear-text-");
});
