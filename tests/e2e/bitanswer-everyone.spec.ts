// BitAnswer: every account in one table, filtered and ordered in the browser, and what is done to those selected.

import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { createUsers, newUsers } from "./job-steps.ts";
import { json, theOnly } from "./wire.ts";

const EVERYBODY = "2,184";
const grid = (page: Page) => page.getByRole("grid", { name: "BitAnswer 用户" });
const rows = (page: Page) => grid(page).locator("[data-row]");
const count = (page: Page) => page.locator(".roster-count");
const filter = (page: Page) => page.getByRole("textbox", { name: "筛选全部账号" });
const row = (page: Page, name: string): Locator => rows(page).filter({ hasText: name });
const bar = (page: Page) => page.getByRole("group", { name: "对所选用户的操作" });

async function open(page: Page, query = ""): Promise<void> {
  await page.goto(`/bitanswer?view=all${query}`);
  await expect(count(page)).toContainText(EVERYBODY);
  await expect(rows(page).first()).toBeVisible();
}

test("is one press away, and the bare address remembers it", async ({ page, axe }) => {
  await page.goto("/bitanswer");
  await page.getByRole("radiogroup", { name: "列表方式" }).getByText("全部账号").click();
  await expect(count(page)).toHaveText(`共 ${EVERYBODY} 个账号`);
  await expect(page).toHaveURL(/view=all/);
  await axe();
  await page.goto("/bitanswer");
  await expect(count(page)).toHaveText(`共 ${EVERYBODY} 个账号`);
  await page.getByRole("radiogroup", { name: "列表方式" }).getByText("按页查看").click();
  await expect(page.getByRole("table", { name: "BitAnswer 用户" })).toBeVisible();
});

test("is in the vendor's order, in whichever order its pages come", async ({ page }) => {
  let give = () => {};
  const given = new Promise<void>((resolve) => (give = resolve));
  let later = 0;
  await page.route(/\/vendors\/bitanswer\/users\?/, async (route) => {
    const offset = Number(new URL(route.request().url()).searchParams.get("offset"));
    if (offset > 0 && offset < 250) await given;
    else if (offset > 0 && ++later === 2) give();
    await route.continue();
  });
  const asked: Promise<string[]>[] = [];
  page.on("response", (response) => {
    if (!/\/vendors\/bitanswer\/users\?/.test(response.url())) return;
    const first = Number(new URL(response.url()).searchParams.get("offset"));
    asked.push(
      response.json().then((body: { data: { items: { name: string }[] } }) =>
        body.data.items.map((user, index) => `${String(first + index).padStart(6, "0")} ${user.name}`),
      ),
    );
  });
  await open(page);
  const order = [...new Set((await Promise.all(asked)).flat())].sort().map((line) => line.slice(7));
  await expect(rows(page).first()).toContainText(order[0] ?? "?");
  await grid(page).focus();
  await page.keyboard.press("Control+End");
  await expect(grid(page).locator('[aria-rowindex="2185"]')).toContainText(order[2183] ?? "?");
});

test("has few rows in the document, and shows the last one @firefox", async ({ page }) => {
  await open(page);
  expect(await rows(page).count()).toBeLessThan(150);
  await grid(page).focus();
  await page.keyboard.press("Control+End");
  await expect(grid(page).locator('[aria-rowindex="2185"]')).toBeVisible();
  expect(await rows(page).count()).toBeLessThan(150);
});

test("a row is opened by a press while the rows still move", async ({ page }) => {
  await open(page);
  const box = (await grid(page).boundingBox())!;
  await page.mouse.move(box.x + 300, box.y + 200);
  // As the browser tells it while it scrolls; the end is not told yet.
  await grid(page).evaluate((element) => element.dispatchEvent(new Event("scroll")));
  await expect(grid(page)).toHaveAttribute("data-moving", "");
  await page.mouse.down();
  await page.mouse.up();
  await expect(page).toHaveURL(/user=/);
  await expect(grid(page)).not.toHaveAttribute("data-moving");
});

test("follows every key, and the address follows the filter @firefox", async ({ page }) => {
  await open(page);
  await filter(page).pressSequentially("song.");
  await expect(rows(page).first()).toContainText("song.");
  const found = await count(page).textContent();
  expect(found).toContain("显示");
  await expect(page).toHaveURL(/q=song\./);
  await page.reload();
  await expect(count(page)).toHaveText(found ?? "");
  await filter(page).fill("nobody at all");
  await expect(page.getByText("没有匹配的账号")).toBeVisible();
  await page.getByRole("button", { name: "清除筛选" }).click();
  await expect(count(page)).toHaveText(`共 ${EVERYBODY} 个账号`);
});

test("a text is found in all rows without hiding the others", async ({ page, axe }) => {
  await open(page);
  await grid(page).focus();
  await page.keyboard.press("Control+f");
  const find = page.getByRole("textbox", { name: "在表格中查找" });
  await expect(find).toBeFocused();
  await page.keyboard.type("song.");
  const place = page.getByText(/^第 \d+ 处，共 \d+ 处$/);
  await expect(place).toHaveText(/^第 1 处/);
  await expect(count(page)).toHaveText(`共 ${EVERYBODY} 个账号`);
  const sought = grid(page).locator("[data-active]");
  await expect(sought).toContainText("song.");
  await expect(sought).toBeInViewport();
  const first = await sought.textContent();
  const marked = () =>
    page.evaluate(() => [...(CSS.highlights.get("grid-found") ?? [])].map((part) => part.toString()));
  await expect.poll(marked).toContain("song.");
  await page.keyboard.press("Enter");
  await expect(place).toHaveText(/^第 2 处/);
  await expect(sought).not.toHaveText(first ?? "");
  await expect(sought).toBeInViewport();
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.press("Shift+Enter");
  // Before the first comes the last.
  await expect(place).toHaveText(/^第 (\d+) 处，共 \1 处$/);
  await axe();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("已禁用");
  await expect(sought).toHaveText("已禁用");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("nobody at all");
  await expect(page.getByText("未找到")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(find).toHaveCount(0);
  await expect(grid(page)).toBeFocused();
  await expect.poll(marked).toEqual([]);
});

test("understands columns in either language, and a status by one press", async ({ page }) => {
  await open(page, "&q=%E7%8A%B6%E6%80%81%3A%E5%B7%B2%E7%A6%81%E7%94%A8");
  await expect(count(page)).toContainText("显示 153 个");
  await filter(page).fill("");
  await page.getByRole("radiogroup", { name: "状态" }).getByText("已禁用 153").click();
  await expect(count(page)).toContainText("显示 153 个");
  await expect(page).toHaveURL(/state=disabled/);
  await filter(page).fill("status:disabled -name:*02");
  await expect(count(page)).not.toContainText("显示 153 个");
});

test("is ordered by sound, and by one more column", async ({ page }) => {
  await open(page);
  const heading = (name: string) => grid(page).getByRole("columnheader", { name });
  await heading("用户名").getByRole("button").first().click();
  await expect(page).toHaveURL(/sort=nick/);
  await expect(heading("用户名")).toHaveAttribute("aria-sort", "ascending");
  // By code points, 宋 would come before 陈.
  await filter(page).fill("nick:宋* OR nick:陈*");
  await expect(grid(page).locator('[aria-rowindex="2"]')).toContainText("陈");
  await filter(page).fill("nick:宋*");
  await expect(grid(page).locator('[aria-rowindex="2"]')).toContainText("宋");
  await page.keyboard.down("Shift");
  await heading("账号").getByRole("button").first().click();
  await page.keyboard.up("Shift");
  await expect(page).toHaveURL(/sort=nick(,|%2C)name/);
});

test("who is selected is dealt with, and read again", async ({ page, sandbox }) => {
  await open(page, "&q=song.x");
  await expect(row(page, "song.xia").first()).toBeVisible();
  await row(page, "song.xia").first().getByRole("checkbox").click();
  await expect(bar(page)).toContainText("已选 1 个");
  await filter(page).fill("guo.gang");
  await expect(row(page, "guo.gang").first()).toBeVisible();
  await expect(bar(page)).toContainText("其中 1 个未显示");
  await row(page, "guo.gang").first().getByRole("checkbox").click();
  await sandbox.forget();
  await bar(page).getByRole("button", { name: "禁用" }).click();
  await page.getByRole("dialog", { name: "禁用 2 个用户？" }).getByRole("button", { name: "禁用" }).click();
  await expect(row(page, "guo.gang").first()).toContainText("已禁用");
  const body = json(await theOnly(sandbox, { vendor: "bitanswer", method: "PATCH", path: "/users" })) as {
    name: string;
  }[];
  expect(body.map(({ name }) => name).sort()).toEqual(["guo.gang", "song.xia"]);
  await expect(bar(page)).toHaveCount(0);
});

test("a row opens beside the table", async ({ page }) => {
  await open(page, "&q=guo.gang");
  await row(page, "guo.gang").first().getByText("guo.gang").click();
  await expect(page).toHaveURL(/user=guo\.gang/);
  await expect(page.getByRole("complementary").or(page.getByRole("dialog"))).toContainText("guo.gang");
});

test("all that match leave as a file, and views come back by their name", async ({ page, context }) => {
  await open(page, "&state=disabled");
  await expect(count(page)).toContainText("显示 153 个");
  await page.getByRole("button", { name: "导出" }).click();
  const arriving = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "导出 153 个账号" }).click();
  const text = await readFile(await (await arriving).path(), "utf8");
  expect(text.trimEnd().split("\r\n")).toHaveLength(154);
  expect(text).toContain("已禁用");

  const other = await context.newPage();
  await open(other, "&q=song");
  const save = async (page: Page, name: string) => {
    const field = page.getByRole("textbox", { name: "视图名称" });
    if (!(await field.isVisible())) await page.getByRole("button", { name: "视图", exact: true }).click();
    await field.fill(name);
    await page.getByRole("button", { name: "保存当前视图…" }).click();
    await expect(page.getByText(`视图“${name}”已保存`)).toBeVisible();
  };
  await save(page, "停用的");
  await save(other, "宋");
  // What either tab saved is there in both, and a name that is taken is said to be.
  await expect(page.getByRole("button", { name: "宋", exact: true })).toBeVisible();
  await page.getByRole("textbox", { name: "视图名称" }).fill("停用的");
  await expect(page.getByRole("button", { name: "替换视图“停用的”" })).toBeVisible();
  await open(page);
  await page.getByRole("button", { name: "视图", exact: true }).click();
  await page.getByRole("button", { name: "停用的", exact: true }).click();
  await expect(count(page)).toContainText("显示 153 个");
  await other.getByRole("button", { name: "删除“停用的”" }).click();
  await expect(other.getByRole("button", { name: "停用的", exact: true })).toHaveCount(0);
  await expect(other.getByRole("button", { name: "宋", exact: true })).toBeVisible();
});

test("says what a filter was taken for, and a condition goes by one press", async ({ page, axe }) => {
  await open(page);
  await filter(page).fill("song status:disabled dept:it");
  const conditions = page.getByRole("list", { name: "筛选条件" });
  await expect(conditions.getByRole("listitem")).toHaveText(["“song”", "状态：“disabled”", "“dept:it”"]);
  await expect(page.getByText("没有这一列，dept:it 按普通文字查找。")).toBeVisible();
  await axe();
  await conditions.getByRole("button", { name: "去掉条件：“dept:it”" }).click();
  await expect(filter(page)).toHaveValue("song status:disabled");
  await expect(filter(page)).toBeFocused();
  await expect(page.getByText("没有这一列")).toHaveCount(0);
  await conditions.getByRole("button", { name: "去掉条件：状态：“disabled”" }).click();
  await expect(filter(page)).toHaveValue("song");
  await expect(conditions).toHaveCount(0);
});

test("finds names by their initials where that is wanted, also at the next visit", async ({ page }) => {
  await open(page);
  await filter(page).fill("nick:sx");
  await expect(page.getByText("没有匹配的账号")).toBeVisible();
  await page.getByRole("button", { name: "视图", exact: true }).click();
  await page.getByRole("checkbox", { name: "按拼音首字母查找姓名" }).check();
  const found = rows(page).filter({ hasText: "宋霞" }).first();
  await expect(found).toBeVisible();
  await expect(page).toHaveURL(/q=nick/);
  await page.reload();
  await expect(found).toBeVisible();
});

test("shows its top when the order changes", async ({ page }) => {
  await open(page);
  await grid(page).focus();
  await page.keyboard.press("Control+End");
  await expect(grid(page).locator('[aria-rowindex="2185"]')).toBeVisible();
  await grid(page).getByRole("columnheader", { name: "注册时间" }).locator(".grid-sort").click();
  await expect(grid(page).locator('[aria-rowindex="2"]')).toBeVisible();
});

test("a reading is stopped and goes on, and a kept list is there at once", async ({ page, context }) => {
  // Pages from this row on are not answered.
  let silentFrom = 1;
  await page.route(/\/vendors\/bitanswer\/users\?/, async (route) => {
    const offset = Number(new URL(route.request().url()).searchParams.get("offset"));
    if (offset < silentFrom) await route.continue();
  });
  const stop = page.getByRole("button", { name: "停止" });
  const resume = page.getByRole("button", { name: "继续读取" });
  const age = page.locator(".roster-age");
  await page.goto("/bitanswer?view=all");
  await expect(count(page)).toHaveText("共 200 个账号");
  await stop.click();
  await expect(page.getByText("已停止，只读取了 200 个账号")).toBeVisible();
  await expect(age).not.toContainText("数据时间");
  silentFrom = Infinity;
  await resume.click();
  await expect(count(page)).toHaveText(`共 ${EVERYBODY} 个账号`);
  await expect(age).toContainText("数据时间：刚刚");

  // Who was shown before is still there, and as old as before.
  silentFrom = 1;
  await page.getByRole("button", { name: "重新读取" }).click();
  await expect(page.getByText("已读取 200/2,184")).toBeVisible();
  await stop.click();
  await expect(page.getByText("已停止：200 个账号已更新，其余为较早的数据。")).toBeVisible();
  await expect(count(page)).toHaveText(`共 ${EVERYBODY} 个账号`);
  await expect(age).toContainText("数据时间");

  silentFrom = Infinity;
  const keep = page.getByRole("checkbox", { name: "在此浏览器中保存列表" });
  await keep.check();
  await page.waitForFunction(() => localStorage.getItem("rollcall.roster.bitanswer"));
  silentFrom = 0;
  await page.reload();
  await expect(count(page)).toHaveText(`共 ${EVERYBODY} 个账号`);
  await expect(age).toContainText("数据时间");
  await expect(keep).toBeChecked();
  await page.getByRole("button", { name: "保存哪些内容" }).click();
  await expect(page.getByRole("dialog", { name: "保存哪些内容" })).toContainText("不含密码");
  await page.keyboard.press("Escape");
  // Another tab's choice holds here as well.
  const other = await context.newPage();
  await open(other);
  await other.getByRole("checkbox", { name: "在此浏览器中保存列表" }).uncheck();
  await expect(keep).not.toBeChecked();
});

test("a vendor that contradicts itself is told to do so", async ({ page }) => {
  let list = { total: 0, items: [] as object[] };
  await page.route(/\/vendors\/bitanswer\/users\?/, async (route) => {
    const { total, items } = list;
    const offset = Number(new URL(route.request().url()).searchParams.get("offset"));
    // With the headers of the gateway, without which nothing is believed.
    const response = await route.fetch();
    await route.fulfill({ response, json: { status: 0, data: { total, items: offset > 0 ? [] : items } } });
  });
  const user = (guid: string, name: string) => ({ guid, name, nickName: name, status: 0 });
  list = { total: 3, items: [user("1", "one"), user("2", "two"), user("3", "two")] };
  await page.goto("/bitanswer?view=all");
  await expect(page.getByText("厂商返回的账号中有 1 个与其他账号的账号名相同")).toBeVisible();
  await expect(count(page)).toHaveText("共 2 个账号");
  const again = page.getByRole("button", { name: "重新读取" });
  list = { total: 0, items: [user("1", "one"), user("2", "two")] };
  await again.click();
  await expect(page.getByText("厂商给出的总数与其返回的列表不符，可能有遗漏。")).toBeVisible();
  list = { total: -5, items: [] };
  await page.goto("/bitanswer?view=all");
  await expect(page.getByText("data.total 处按文档应为非负整数，实际为数字。")).toBeVisible();
  await expect(count(page)).toHaveText("");
});

test("says that a job of another tab has changed accounts", async ({ page, context, say }) => {
  await open(page);
  const other = await context.newPage();
  await createUsers(other, say, newUsers(3));
  const hint = page.getByRole("status").filter({ hasText: "有批量任务更改了账号" });
  await expect(hint).toBeVisible();
  await hint.getByRole("button", { name: "重新读取" }).click();
  await expect(count(page)).toHaveText("共 2,187 个账号");
  await expect(hint).toHaveCount(0);
});
