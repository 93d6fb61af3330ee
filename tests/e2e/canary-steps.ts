// What an admin does with each vendor, one step after another, each followed by a search for secrets.

import type { Page } from "@playwright/test";
import { type Canary } from "./canaries.ts";
import { expect } from "./fixtures.ts";
import type { SecretSearch } from "./secret-search.ts";

export const news = (page: Page) => page.getByRole("region", { name: "通知" });
export const panel = (page: Page) => page.getByRole("complementary");
export const dialog = (page: Page) => page.getByRole("dialog");
export const rows = (page: Page) => page.getByRole("table").getByRole("row");
export const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
/** A field of secrets, hidden or shown. */
export const field = (page: Page, label: string) =>
  page.getByLabel(new RegExp(`^${label}\\*?$`)).and(page.locator("input"));

/** Follows the links of the page, so that what is in memory stays. */
export async function visit(page: Page, vendor: RegExp): Promise<void> {
  await page.getByRole("navigation", { name: "导航" }).getByRole("link", { name: vendor }).click();
}

/** Types a canary into its own field, hidden and shown; it may stand there and nowhere else. */
export async function type(page: Page, search: SecretSearch, label: string, one: Canary): Promise<void> {
  search.permit(one, label);
  await field(page, label).fill(one.value);
  await search.nothing(`typing ${one.name}`);
  const reveal = page.locator(".input-group").filter({ has: field(page, label) }).getByRole("button");
  await reveal.first().click();
  await expect(field(page, label)).toHaveAttribute("type", "text");
  await search.nothing(`showing ${one.name}`);
}

/** Every page of BitAnswer and what can be done there; `password` is typed wherever one can be. */
export async function driveBitAnswer(page: Page, search: SecretSearch, password: Canary, connection: string): Promise<void> {
  const at = `connection=${connection}`;
  await expect(rows(page)).toHaveCount(51);
  await search.nothing("BitAnswer's list");
  await page.getByRole("textbox", { name: "搜索账号" }).fill("han.haiyan");
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveCount(3);
  await search.nothing("BitAnswer's search");
  await button(page, "清除").click();
  await expect(rows(page)).toHaveCount(51);
  await button(page, "查询在线状态").click();
  await expect(page.getByRole("table")).toContainText("离线");
  await search.nothing("BitAnswer's online status");

  await button(page, "新建用户").click();
  await dialog(page).getByRole("textbox", { name: "账号" }).fill("canary.user");
  await type(page, search, "密码", password);
  await dialog(page).getByRole("button", { name: "创建用户" }).click();
  await expect(news(page)).toContainText("已创建 1 个用户");
  search.forbid();
  await expect(panel(page)).toContainText("canary.user");
  await expect(page).toHaveURL(new RegExp(connection === "" ? "user=canary.user" : at));
  await search.nothing("creating at BitAnswer");

  await panel(page).getByRole("button", { name: "编辑" }).click();
  await dialog(page).getByRole("textbox", { name: "用户名" }).fill("金丝雀");
  await dialog(page).getByRole("button", { name: "保存" }).click();
  await expect(news(page)).toContainText("已修改 1 个用户");
  await search.nothing("editing at BitAnswer");

  await panel(page).getByRole("button", { name: "设置密码" }).click();
  await type(page, search, "密码", password);
  await dialog(page).getByRole("button", { name: "设置密码" }).click();
  await expect(news(page)).toContainText("已设置 1 个用户的密码");
  search.forbid();
  await search.nothing("setting a password at BitAnswer");

  // Abandoned, a form keeps nothing.
  await panel(page).getByRole("button", { name: "设置密码" }).click();
  await type(page, search, "密码", password);
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  search.forbid();
  await search.nothing("abandoning a password at BitAnswer");

  await panel(page).getByRole("button", { name: "删除" }).click();
  await dialog(page).getByRole("textbox").fill("canary.user");
  await dialog(page).getByRole("button", { name: "删除" }).click();
  await expect(news(page)).toContainText("已删除 1 个用户");
  await search.nothing("deleting at BitAnswer");

  for (const name of ["guo.gang", "song.xia"]) {
    await page.getByRole("checkbox", { name: `选择 ${name}` }).check();
  }
  await page.getByRole("group", { name: "对所选用户的操作" }).getByRole("button", { name: "设置密码" }).click();
  await type(page, search, "密码", password);
  await dialog(page).getByRole("button", { name: "设置密码" }).click();
  await expect(news(page)).toContainText("已设置 2 个用户的密码");
  search.forbid();
  await search.nothing("setting passwords at BitAnswer");
  for (const name of ["guo.gang", "song.xia"]) {
    await page.getByRole("checkbox", { name: `选择 ${name}` }).check();
  }
  await page.getByRole("group", { name: "对所选用户的操作" }).getByRole("button", { name: "强制下线" }).click();
  await dialog(page).getByRole("button", { name: "强制下线" }).click();
  await expect(news(page)).toContainText("已强制 2 个用户下线");
  await search.nothing("forcing offline at BitAnswer");
}

/** Tingyun's list, which comes with passwords, its detail and its export. */
export async function driveTingyun(page: Page, search: SecretSearch): Promise<void> {
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "301");
  await search.nothing("Tingyun's list");
  await page.getByRole("grid").getByRole("link").first().click();
  await expect(panel(page)).toContainText("@");
  await search.nothing("Tingyun's detail");
  await button(page, "导出").click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "导出 300 个账号" }).click();
  await (await downloading).path();
  await search.nothing("Tingyun's export");
}

/** T12's quotas: read, set, read back. */
export async function driveT12(page: Page, search: SecretSearch, app: string): Promise<void> {
  await expect(page.getByRole("table")).toContainText(app);
  await expect(page.getByRole("table")).not.toContainText("读取中");
  await search.nothing("T12's list");
  await page.getByRole("table").getByRole("link", { name: app }).click();
  await panel(page).getByRole("textbox", { name: "正式用户数" }).fill("77");
  await panel(page).getByRole("button", { name: "设置配额" }).click();
  await expect(panel(page)).toContainText("已设置并确认");
  await search.nothing("setting a quota at T12");
}

/** ShareCreators' two writes and its ledger. */
export async function driveShareCreators(page: Page, search: SecretSearch): Promise<void> {
  await button(page, "创建用户").first().click();
  await dialog(page).getByRole("textbox", { name: "邮箱" }).fill("canary@example.cn");
  await dialog(page).getByRole("textbox", { name: "手机号" }).fill("13912345678");
  await dialog(page).getByRole("button", { name: "创建用户" }).click();
  await expect(dialog(page)).toContainText("已创建 canary@example.cn");
  await search.nothing("creating at ShareCreators");
  await dialog(page).getByRole("button", { name: "查看账号" }).click();
  await search.nothing("ShareCreators' detail");
  await panel(page).getByRole("button", { name: "在 ShareCreators 删除" }).click();
  await dialog(page).getByRole("textbox").fill("canary@example.cn");
  await dialog(page).getByRole("button", { name: "删除 1 个账号" }).click();
  await expect(news(page)).toContainText("已删除 1 个账号");
  await search.nothing("deleting at ShareCreators");
}

/** Copies whatever the page offers to copy, and looks at the clipboard after each. */
export async function copyAll(page: Page, search: SecretSearch, step: string): Promise<void> {
  // What is behind a dialog cannot be pressed.
  const within = (await dialog(page).count()) > 0 ? dialog(page) : page;
  for (const copy of await within.getByRole("button", { name: /^复制/ }).all()) {
    await copy.click();
    await search.nothing(`copying, ${step}`);
  }
}
