// BitAnswer: what is done to many users at once is one request, and says to whom.

import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { expectBitAnswerWrite as expectWrite, json, theOnly, writes } from "./wire.ts";

const of = (method: string, path: string) => ({ vendor: "bitanswer", method, path });
const row = (page: Page, name: string) =>
  page
    .getByRole("table", { name: "BitAnswer 用户" })
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name, exact: true }) });
const news = (page: Page) => page.getByRole("region", { name: "通知" });

test.describe("a selection", () => {
  const chosen = ["guo.gang", "song.xia", "a/b test"];

  async function selected(page: Page): Promise<Locator> {
    await page.goto("/bitanswer");
    for (const name of chosen) {
      await page.getByRole("checkbox", { name: `选择 ${name}` }).check();
    }
    const bar = page.getByRole("group", { name: "对所选用户的操作" });
    await expect(bar).toContainText("已选 3 个");
    return bar;
  }

  test("is disabled and enabled by one batch update", async ({ page, sandbox, axe }) => {
    const bar = await selected(page);
    await axe();
    await bar.getByRole("button", { name: "禁用" }).click();
    const dialog = page.getByRole("dialog", { name: "禁用 3 个用户？" });
    for (const name of chosen) {
      await expect(dialog.getByRole("list", { name: "涉及的账号" })).toContainText(name);
    }
    await axe();
    expect(await writes(sandbox)).toEqual([]);
    await dialog.getByRole("button", { name: "禁用" }).click();
    await expect(news(page)).toContainText("已禁用 3 个用户");
    let request = await theOnly(sandbox, of("PATCH", "/users"));
    expectWrite(request);
    const body = json(request) as { name: string }[];
    expect(body.map(({ name }) => name).sort()).toEqual([...chosen].sort());
    expect(body.every((change) => JSON.stringify(Object.keys(change).sort()) === '["name","status"]')).toBe(true);
    await expect(row(page, "guo.gang")).toContainText("已禁用");
    // Who was dealt with is no longer selected.
    await expect(bar).toHaveCount(0);

    await sandbox.forget();
    await (await selected(page)).getByRole("button", { name: "启用" }).click();
    await page.getByRole("dialog", { name: "启用 3 个用户？" }).getByRole("button", { name: "启用" }).click();
    await expect(news(page)).toContainText("已启用 3 个用户");
    request = await theOnly(sandbox, of("PATCH", "/users"));
    expect((json(request) as { status: number }[]).map(({ status }) => status)).toEqual([0, 0, 0]);
  });

  test("is given a password by one batch update", async ({ page, sandbox }) => {
    const bar = await selected(page);
    await bar.getByRole("button", { name: "设置密码" }).click();
    const dialog = page.getByRole("dialog", { name: "为 3 个用户设置密码" });
    await dialog.getByLabel("密码").and(page.locator("input")).fill("typed-Password-8");
    await dialog.getByRole("button", { name: "设置密码" }).click();
    await expect(news(page)).toContainText("已设置 3 个用户的密码");
    const request = await theOnly(sandbox, of("PATCH", "/users"));
    expectWrite(request);
    expect((json(request) as object[]).every((change) => "password" in change && !("status" in change))).toBe(true);
    expect(await page.content()).not.toContain("typed-Password-8");
  });

  test("is forced offline by one call", async ({ page, sandbox }) => {
    const bar = await selected(page);
    await bar.getByRole("button", { name: "强制下线" }).click();
    await page.getByRole("dialog", { name: "强制 3 个用户下线？" }).getByRole("button", { name: "强制下线" }).click();
    await expect(news(page)).toContainText("已强制 3 个用户下线");
    const request = await theOnly(sandbox, of("POST", "/users/end"));
    expectWrite(request);
    expect((json(request) as { guid: string }[]).map(({ guid }) => guid).sort()).toEqual(
      ["259aa12638278204e3a3d3a0", "1ebdea746f5a21536397c14d", "caeb91e9c9ac4aa28755412c"].sort(),
    );
  });

  test("is deleted by one batch delete and is gone", async ({ page, sandbox }) => {
    const bar = await selected(page);
    await bar.getByRole("button", { name: "删除" }).click();
    const dialog = page.getByRole("dialog", { name: "删除 3 个用户？" });
    await expect(dialog).toContainText("此操作无法撤销");
    await dialog.getByRole("button", { name: "删除" }).click();
    await expect(news(page)).toContainText("已删除 3 个用户");
    const request = await theOnly(sandbox, of("DELETE", "/users"));
    expectWrite(request);
    expect((json(request) as { name: string }[]).map(({ name }) => name).sort()).toEqual([...chosen].sort());
    await expect(page.getByRole("navigation", { name: "分页" })).toContainText("2,181");
    await expect(row(page, "guo.gang")).toHaveCount(0);
  });

  test("outlives its page, and says how many are elsewhere", async ({ page }) => {
    const bar = await selected(page);
    await page.getByRole("button", { name: "下一页" }).click();
    await expect(bar).toContainText("其中 3 个在其他页");
    await page.getByRole("button", { name: "上一页" }).click();
    await expect(bar).toContainText("已选 3 个");
    await expect(page.getByRole("checkbox", { name: "选择 guo.gang" })).toBeChecked();
    await bar.getByRole("button", { name: "清除选择" }).click();
    await expect(page.getByRole("checkbox", { name: "选择 guo.gang" })).not.toBeChecked();
  });
});
