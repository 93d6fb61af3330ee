// Plans and jobs by somebody who has a keyboard only: from a file, from a selection, stopped, gone on with and taken back.

import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { count, newUsers, status } from "./job-steps.ts";
import { Keys } from "./keys.ts";

const button = (page: Page, name: string | RegExp) => page.getByRole("main").getByRole("button", { name, exact: true });
const apply = (page: Page) => page.locator(".plan-apply button").last();

/** From a file that is chosen to the plan, whose heading has the focus then. */
async function planFile(page: Page, keys: Keys, text: string, vendor = "BitAnswer"): Promise<void> {
  const choosing = page.waitForEvent("filechooser");
  await keys.to(page.getByRole("button", { name: "选择文件" }).or(page.locator("input[type=file]")).first());
  await keys.press("Enter");
  await (await choosing).setFiles({ name: "users.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await expect(page.getByRole("heading", { name: /^检查读取结果/ })).toBeFocused();
  await keys.enter(button(page, `与 ${vendor} 比较`));
  await expect(page.getByRole("heading", { level: 2, name: /^变更计划 ·/ })).toBeFocused();
}

test("a file becomes a plan and a job, which is stopped, gone on with and taken back", async ({ page, sandbox }) => {
  const keys = new Keys(page);
  await page.goto("/");
  await keys.command("变更计划");
  await keys.to(page.getByRole("combobox", { name: "文件用途" }));
  const lines = newUsers(60).map((line) => line.replace("\t", ","));
  await planFile(page, keys, `帐号,用户名\n${lines.join("\n")}\n`);
  // One row is left out.
  await keys.fill(page.getByRole("textbox", { name: "搜索账号和值" }), "job.user59");
  await keys.to(page.getByRole("table").getByRole("checkbox"));
  await keys.press("Space");
  await expect(apply(page)).toContainText("59");
  await keys.enter(page.locator("details.plan-pace summary"));
  await keys.fill(page.locator(".plan-pace-fields input").nth(0), "20");
  await keys.fill(page.locator(".plan-pace-fields input").nth(1), "1");
  // The second of three requests takes until the job was stopped.
  let go = () => {};
  const stopped = new Promise<void>((resolve) => (go = resolve));
  let asked = 0;
  await page.route(/\/vendors\/bitanswer\/users$/, async (route) => {
    if (route.request().method() === "POST" && ++asked === 2) {
      await stopped;
    }
    await route.continue();
  });
  await keys.enter(apply(page));
  await page.waitForURL(/\/jobs\?job=/);
  await expect(count(page, "succeeded")).toHaveText("20");
  await keys.enter(button(page, "暂停"));
  go();
  await expect(status(page)).toHaveText("已暂停");
  await keys.seen();
  await keys.enter(button(page, "继续"), "Shift+Tab");
  await expect(status(page)).toHaveText("已完成");
  await keys.seen();
  await keys.choose(button(page, "更多"), "撤销此任务");
  await expect(page.getByRole("dialog")).toContainText("可撤销 59 行");
  await keys.enter(page.getByRole("dialog").getByRole("button", { name: "生成撤销计划" }));
  await expect(page.getByRole("heading", { level: 2, name: /^变更计划 ·/ })).toBeFocused();
  await keys.enter(apply(page));
  await expect(page.getByRole("dialog").getByRole("textbox")).toBeFocused();
  await keys.type("59");
  await keys.press("Enter");
  await page.waitForURL(/\/jobs\?job=/);
  await expect(count(page, "succeeded")).toHaveText("59");
  const deleted = (await sandbox.journal()).filter((one) => one.method === "DELETE" && one.applied);
  expect(deleted).toHaveLength(1);
});

test("a selection is changed at once, and becomes a plan", async ({ page, sandbox }) => {
  const keys = new Keys(page);
  await page.goto("/bitanswer?q=song.&match=starts");
  const first = page.getByRole("table").locator(".table-open").first();
  await keys.to(first);
  await keys.press("Space");
  await keys.press("ArrowDown");
  await keys.press("ArrowDown");
  await keys.press("Shift+Space");
  const bar = page.getByRole("group", { name: "对所选用户的操作" });
  await expect(bar).toContainText("已选 3 个");
  const disable = bar.getByRole("button", { name: "禁用" });
  await keys.enter(disable, "Shift+Tab");
  const question = page.getByRole("dialog");
  await expect(question.getByRole("button").first()).toBeVisible();
  await keys.press("Escape");
  await expect(question).toHaveCount(0);
  await expect(disable).toBeFocused();
  await keys.choose(bar.getByRole("button", { name: /^转为变更计划/ }), "禁用");
  await expect(page.getByRole("heading", { level: 2, name: /^变更计划 ·/ })).toBeFocused();
  await keys.enter(apply(page));
  await page.waitForURL(/\/jobs\?job=/);
  await expect(count(page, "succeeded")).toHaveText("3");
  expect((await sandbox.journal()).filter((one) => one.method === "PATCH" && one.applied)).toHaveLength(1);
});

test("T12: quotas are set from a file", async ({ page, sandbox }) => {
  const keys = new Keys(page);
  await page.goto("/");
  await keys.command("T12");
  await keys.enter(page.getByRole("link", { name: "从文件设置配额" }));
  await planFile(page, keys, "应用,正式用户,测试用户\nnorthwind-retail,700,9\n", "T12");
  await keys.enter(apply(page));
  await page.waitForURL(/\/jobs\?job=/);
  await expect(count(page, "succeeded")).toHaveText("1");
  await keys.seen();
  expect((await sandbox.journal()).filter((one) => one.path.endsWith("/useright/set") && one.applied)).toHaveLength(1);
});
