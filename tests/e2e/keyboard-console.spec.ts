// The rest of what is documented, by somebody who has a keyboard only: the table of everybody, connections, the vault, the
// connection test, the activity.

import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { createUsers, newUsers, status } from "./job-steps.ts";
import { Keys } from "./keys.ts";

const button = (page: Page, name: string | RegExp) => page.getByRole("main").getByRole("button", { name, exact: true });
const dialog = (page: Page) => page.getByRole("dialog");

test("everybody is filtered, ordered, selected, copied and opened", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const keys = new Keys(page);
  await page.goto("/bitanswer");
  await keys.to(page.getByRole("radio", { name: "按页查看" }));
  await keys.press("ArrowRight");
  const grid = page.getByRole("grid", { name: "BitAnswer 用户" });
  await expect(page.locator(".roster-count")).toContainText("2,184");
  await keys.fill(page.getByRole("textbox", { name: "筛选全部账号" }), "song.w");
  await expect(page.locator(".roster-count")).toContainText("显示");

  const heading = grid.getByRole("columnheader", { name: "用户名" });
  await keys.to(grid.getByRole("columnheader", { name: "账号" }).locator(".grid-sort"));
  await keys.enter(heading.locator(".grid-sort"), "ArrowRight");
  await expect(heading).toHaveAttribute("aria-sort", "ascending");
  // From the headings down into the rows.
  await keys.press("ArrowDown");
  await expect(grid).toBeFocused();
  await keys.seen();
  // One cell, while nothing is selected.
  const news = page.getByRole("region", { name: "通知" });
  await keys.press("ControlOrMeta+c");
  await expect(news).toContainText("已复制单元格");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^[^\t\n]+$/);
  await keys.press("Space");
  await keys.press("Shift+ArrowDown");
  await keys.press("Shift+ArrowDown");
  const bar = page.getByRole("group", { name: "对所选用户的操作" });
  await expect(bar).toContainText("已选 3 个");
  await keys.press("ControlOrMeta+c");
  await expect(news).toContainText("已复制 3 行");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.trim().split("\n").length).toBeGreaterThanOrEqual(3);
  await keys.press("Home");
  await keys.press("ArrowRight");
  await keys.press("Enter");
  const panel = page.getByRole("complementary");
  await expect(panel).toContainText("song.w");
  await keys.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(grid).toBeFocused();

  // A column goes and comes back.
  const columns = grid.getByRole("button", { name: "列", exact: true }).or(page.getByRole("button", { name: "列", exact: true })).first();
  await keys.to(columns, "Shift+Tab");
  await keys.press("Enter");
  const registered = page.getByRole("checkbox", { name: "注册时间" });
  await keys.to(registered);
  await keys.press("Space");
  await expect(grid.getByRole("columnheader", { name: "注册时间" })).toHaveCount(0);
  await keys.press("Space");
  await expect(grid.getByRole("columnheader", { name: "注册时间" })).toHaveCount(1);
  await keys.press("Escape");
  await expect(columns).toBeFocused();

  // A column changes its place, and its heading's menu its width and whether it is there.
  const sorter = heading.locator(".grid-sort");
  const headings = grid.locator(".grid-heading[data-key]");
  const widthOf = () => heading.evaluate((element) => element.getBoundingClientRect().width);
  await keys.to(sorter, "Shift+Tab");
  await keys.press("Alt+ArrowLeft");
  await expect(headings.first()).toContainText("用户名");
  await expect(sorter).toBeFocused();
  await keys.seen();
  const before = await widthOf();
  await keys.press("Shift+F10");
  await keys.to(page.getByRole("menuitem", { name: "适应内容宽度" }), "ArrowDown");
  await keys.press("Enter");
  await expect.poll(widthOf).not.toBe(before);
  await expect(sorter).toBeFocused();
  await keys.press("Shift+F10");
  await keys.to(page.getByRole("menuitem", { name: "隐藏", exact: true }), "ArrowDown");
  await keys.press("Enter");
  await expect(heading).toHaveCount(0);
  await keys.seen();
});

test("a text is found in the table, and a row's menu leads to what can be done", async ({ page }) => {
  const keys = new Keys(page);
  await page.goto("/bitanswer?view=all");
  const grid = page.getByRole("grid", { name: "BitAnswer 用户" });
  await expect(page.locator(".roster-count")).toContainText("2,184");
  await keys.press("ControlOrMeta+f");
  await expect(page.getByRole("textbox", { name: "在表格中查找" })).toBeFocused();
  await keys.type("zhang.na");
  await expect(page.getByText(/^第 1 处，共 \d+ 处$/)).toBeVisible();
  await expect(grid.locator("[data-active]")).toContainText("zhang.na");
  await keys.press("Escape");
  await expect(grid).toBeFocused();
  await keys.press("Shift+F10");
  await keys.to(page.getByRole("menuitem", { name: "禁用" }), "ArrowDown");
  await keys.press("Enter");
  await expect(dialog(page)).toContainText("zhang.na");
  await keys.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await keys.seen();
});

test("a connection is added, named, given another way, tested and deleted", async ({ page }) => {
  const keys = new Keys(page);
  await page.goto("/");
  await keys.command("设置");
  await keys.enter(page.getByRole("navigation", { name: "设置分区" }).getByRole("link", { name: "BitAnswer" }));
  await keys.enter(page.getByRole("link", { name: "添加连接" }));
  await expect(page).toHaveURL(/connection=/);
  await keys.fill(page.getByRole("textbox", { name: "名称" }), "测试环境");
  await keys.to(page.getByRole("radio", { name: "灰色" }).or(page.getByRole("radio", { checked: true })).first());
  await keys.press("ArrowLeft");
  await keys.to(page.getByRole("radiogroup", { name: "传输方式" }).getByRole("radio", { checked: true }));
  await keys.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "代理前缀" })).toBeChecked();
  await keys.press("ArrowLeft");
  await keys.fill(page.getByLabel("bitkey", { exact: true }).and(page.locator("input")), "sandbox-bitkey");
  await keys.enter(button(page, "保存"));
  await expect(page.getByRole("region", { name: "通知" })).toContainText("已保存");
  await keys.seen();
  const test = button(page, "测试连接");
  await keys.to(test, "Shift+Tab", 60).catch(() => keys.to(test));
  await keys.press("Enter");
  await expect(button(page, "复制报告")).toBeVisible();
  await expect(test).toBeFocused();
  await keys.choose(page.getByRole("button", { name: "测试环境 的操作" }), "删除连接");
  await keys.enter(dialog(page).getByRole("button", { name: "删除连接" }));
  await expect(page.getByRole("region", { name: "通知" })).toContainText("已删除连接 测试环境");
  await expect(page.getByRole("button", { name: "测试环境 的操作" })).toHaveCount(0);
  await keys.seen();
});

test("the vault is made, locked, opened and deleted", async ({ page }) => {
  const keys = new Keys(page);
  await page.goto("/settings?vendor=console");
  await keys.enter(button(page, "创建保险库"));
  await expect(dialog(page).locator("input").first()).toBeFocused();
  await keys.type("correct horse battery");
  await keys.fill(dialog(page).getByLabel(/^再次输入/).and(page.locator("input")), "correct horse battery");
  await keys.press("Enter");
  await expect(dialog(page)).toBeHidden();
  await keys.seen();
  await keys.command("锁定保险库");
  await expect(page.getByRole("region", { name: "通知" })).toContainText("保险库已锁定");
  await keys.command("解锁保险库");
  await expect(dialog(page).locator("input").first()).toBeFocused();
  await keys.type("correct horse battery");
  await keys.press("Enter");
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole("banner").getByRole("button", { name: "锁定保险库" })).toBeVisible();
  const remove = button(page, "删除保险库");
  await keys.enter(remove);
  await keys.fill(dialog(page).getByRole("textbox"), "删除");
  await keys.enter(dialog(page).getByRole("button", { name: "删除保险库" }));
  await expect(button(page, "创建保险库")).toBeVisible();
});

test("the activity is searched, verified, opened and exported", async ({ page, say }) => {
  await createUsers(page, say, newUsers(3));
  await expect(status(page)).toHaveText("已完成");
  const keys = new Keys(page);
  await keys.command("操作记录");
  const entry = page.getByRole("table").getByRole("row").nth(1).locator(".table-open");
  await keys.fill(page.getByRole("textbox", { name: "查找账号或标识" }), "job.user1");
  await keys.to(page.getByRole("combobox", { name: "结果" }));
  await keys.enter(entry);
  await expect(page.getByRole("complementary")).toContainText("job.user1");
  await keys.press("Escape");
  await expect(entry).toBeFocused();
  await keys.enter(button(page, "校验"), "Shift+Tab");
  await expect(page.getByText("未被修改")).toBeVisible();
  const download = page.waitForEvent("download");
  await keys.choose(button(page, "更多"), "JSON");
  expect(await readFile(await (await download).path(), "utf8")).toContain("job.user1");
  await keys.seen();
});
