// BitAnswer: each of its eleven documented calls, made by pressing what an admin presses, and looked at on the wire.

import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { asked, expectBitAnswerWrite as expectWrite, json, query, theOnly, writes } from "./wire.ts";

const of = (method: string, path: string | RegExp) => ({ vendor: "bitanswer", method, path });
const table = (page: Page) => page.getByRole("table", { name: "BitAnswer 用户" });
const rows = (page: Page) => table(page).getByRole("row");
const row = (page: Page, name: string) =>
  rows(page).filter({ has: page.getByRole("link", { name, exact: true }) });
const news = (page: Page) => page.getByRole("region", { name: "通知" });

/** The detail of a user whose name has nothing special in it. */
async function opened(page: Page, name: string): Promise<Locator> {
  await page.goto(`/bitanswer?user=${encodeURIComponent(name)}`);
  const panel = page.getByRole("complementary", { name, exact: true });
  await expect(panel.getByRole("button", { name: "编辑" })).toBeVisible();
  return panel;
}

test("traverses page by page, with the rows a page that were chosen", async ({ page, sandbox }) => {
  await page.goto("/bitanswer");
  await expect(rows(page)).toHaveCount(51);
  const pager = page.getByRole("navigation", { name: "分页" });
  await expect(pager).toContainText("第 1–50 条，共 2,184 条");
  const first = await theOnly(sandbox, of("GET", "/users"));
  expect(first.target).toBe("/users?offset=0&limit=50");
  expect(first.headers.bitkey).toBe("sandbox-bitkey");
  expect(first.headers["x-bit-req-id"]).toBeUndefined();
  expect(first.body).toBe("");

  await sandbox.forget();
  await pager.getByRole("button", { name: "最后一页" }).click();
  await expect(pager).toContainText("第 2,151–2,184 条，共 2,184 条");
  await expect(rows(page)).toHaveCount(35);
  expect((await theOnly(sandbox, of("GET", "/users"))).target).toBe("/users?offset=2150&limit=50");

  await sandbox.forget();
  await pager.getByRole("combobox", { name: "每页行数" }).selectOption("20");
  await expect(pager).toContainText("第 1–20 条");
  await expect(page).toHaveURL("/bitanswer?size=20");
  expect((await theOnly(sandbox, of("GET", "/users"))).target).toBe("/users?offset=0&limit=20");
  expect(await writes(sandbox)).toEqual([]);
});

test("queries by name go to /users/data and never to the path that upserts", async ({ page, sandbox }) => {
  await page.goto("/bitanswer");
  await expect(rows(page)).toHaveCount(51);
  const search = page.getByRole("textbox", { name: "搜索账号" });
  const comparison = page.getByRole("combobox", { name: "账号匹配方式" });
  const data = of("POST", "/users/data");
  const latest = async () => (await asked(sandbox, data)).at(-1);

  await search.fill("han.hai");
  await search.press("Enter");
  await expect(row(page, "han.haiyan")).toBeVisible();
  let request = await theOnly(sandbox, data);
  expect(request.target).toBe("/users/data?offset=0&limit=50");
  expect(json(request)).toEqual({ querys: [{ name: "name", op: "like", values: ["%han.hai%"] }] });

  await comparison.selectOption({ label: "开头为" });
  await expect(page).toHaveURL("/bitanswer?q=han.hai&match=starts");
  await expect.poll(async () => (await latest())?.body).toContain('"han.hai%"');

  await search.fill("han.haiyan");
  await search.press("Enter");
  await comparison.selectOption({ label: "等于" });
  await expect(rows(page)).toHaveCount(2);
  await expect(page).toHaveURL("/bitanswer?q=han.haiyan&match=equals");
  await expect.poll(async () => (await latest())?.body).toContain('"values":["han.haiyan"]');
  request = (await latest())!;
  expect(json(request)).toMatchObject({ querys: [{ name: "name", values: ["han.haiyan"] }] });
  expect(request.body).not.toContain("like");

  await page.getByRole("button", { name: "清除", exact: true }).click();
  await expect(rows(page)).toHaveCount(51);
  await table(page).getByRole("columnheader", { name: "账号" }).getByRole("button").click();
  await expect.poll(async () => (await latest())?.body).toBe('{"sorts":[{"name":"name"}]}');
  const names = await table(page).locator(".table-open").allInnerTexts();
  expect(names).toEqual([...names].sort());

  expect(await writes(sandbox)).toEqual([]);
  expect(await asked(sandbox, of("POST", "/users"))).toEqual([]);
});

test("nobody found is said, and the filter can be cleared @languages", async ({ page, say, axe }) => {
  await page.goto("/bitanswer?q=nobody-is-called-this&match=equals");
  await expect(page.getByText(say("没有匹配的账号", "No account matches"))).toBeVisible();
  await axe();
  await page.getByRole("button", { name: say("清除筛选", "Clear the filter") }).click();
  await expect(page).toHaveURL("/bitanswer");
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(51);
});

for (const [name, path] of [
  ["a/b test", "/users/user/a%2Fb%20test"],
  ["100%real", "/users/user/100%25real"],
  ["张伟+1", "/users/user/%E5%BC%A0%E4%BC%9F%2B1"],
  ["o'brien \"q\"", "/users/user/o%27brien%20%22q%22"],
  ["emoji😀user", "/users/user/emoji%F0%9F%98%80user"],
  ["q?x#y", "/users/user/q%3Fx%23y"],
] as const) {
  test(`“${name}” survives the path, in the list, the address and the request`, async ({ page, sandbox }) => {
    await page.goto(`/bitanswer?q=${encodeURIComponent(name)}&match=equals`);
    await row(page, name).getByRole("link", { name, exact: true }).click();
    const panel = page.getByRole("complementary", { name, exact: true });
    await expect(panel).toBeVisible();
    expect(new URL(page.url()).searchParams.get("user")).toBe(name);
    const request = await theOnly(sandbox, of("GET", /^\/users\/user\//));
    expect(request.target.replace("'", "%27")).toBe(path);
    expect(request.status).toBe(200);
    await page.reload();
    await expect(panel.getByRole("button", { name: "编辑" })).toBeVisible();
  });
}

test("a user that is not there is said to be not there @languages", async ({ page, say, axe }) => {
  await page.goto("/bitanswer?user=nobody.here");
  await expect(page.getByRole("complementary")).toContainText(say("没有这个用户", "There is no such user"));
  await axe();
});

test("online status is asked for by GET, in the query and in the body", async ({ page, sandbox }) => {
  const panel = await opened(page, "han.haiyan");
  await expect(panel).toContainText("在线");
  const guid = "d7808b90c76adbe987cb7f6a";
  const request = await theOnly(sandbox, of("GET", "/users/status"));
  expect(query(request)).toEqual({ type: "user", guid });
  expect(json(request)).toEqual({ type: "user", guid });
  expect(request.headers.bitkey).toBe("sandbox-bitkey");
  expect(await writes(sandbox)).toEqual([]);
});

test("online status is asked for everybody on the page, once each", async ({ page, sandbox }) => {
  await page.goto("/bitanswer?size=20");
  await expect(rows(page)).toHaveCount(21);
  await page.getByRole("button", { name: "查询在线状态" }).click();
  await expect(row(page, "han.haiyan").getByRole("cell").filter({ hasText: /^在线$/ })).toBeVisible();
  await expect(row(page, "shen.lan").getByRole("cell", { name: "已禁用" })).toHaveCount(2);
  await expect(row(page, "zhang.na").getByRole("cell", { name: "离线" })).toBeVisible();
  await expect.poll(async () => (await asked(sandbox, of("GET", "/users/status"))).length).toBe(20);
  const guids = (await asked(sandbox, of("GET", "/users/status"))).map((request) => query(request).guid);
  expect(new Set(guids).size).toBe(20);
});

test("forcing offline says what it does, does it, and reads back", async ({ page, sandbox, axe }) => {
  const panel = await opened(page, "han.haiyan");
  await panel.getByRole("button", { name: "强制下线" }).click();
  const dialog = page.getByRole("dialog", { name: "强制“han.haiyan”下线？" });
  await expect(dialog).toContainText("可以马上重新登录");
  await axe();
  await sandbox.forget();
  await dialog.getByRole("button", { name: "强制下线" }).click();
  await expect(news(page)).toContainText("已强制 1 个用户下线");
  await expect(panel).toContainText("离线");
  const guid = "d7808b90c76adbe987cb7f6a";
  const request = await theOnly(sandbox, of("POST", "/users/end"));
  expectWrite(request);
  expect(request.target).toBe("/users/end");
  expect(json(request)).toEqual([{ type: "user", guid }]);
  expect((await asked(sandbox, of("GET", "/users/status"))).length).toBeGreaterThan(0);
});

test("a new user is looked up, added and read back @firefox", async ({ page, sandbox, axe }) => {
  await page.goto("/bitanswer");
  await expect(rows(page)).toHaveCount(51);
  await page.getByRole("button", { name: "新建用户" }).click();
  await expect(page).toHaveURL("/bitanswer?do=new");
  const dialog = page.getByRole("dialog", { name: "新建用户" });
  const account = dialog.getByRole("textbox", { name: "账号" });
  await expect(account).toBeFocused();
  await axe();
  await account.fill("新 人/1");
  await dialog.getByRole("textbox", { name: "用户名" }).fill("新人");
  await dialog.getByLabel("密码").fill("typed-Password-9");
  await sandbox.forget();
  await dialog.getByRole("button", { name: "创建用户" }).click();
  await expect(news(page)).toContainText("已创建 1 个用户");
  await expect(page.getByRole("complementary", { name: "新 人/1" })).toContainText("新人");

  const path = "/users/user/%E6%96%B0%20%E4%BA%BA%2F1";
  const request = await theOnly(sandbox, of("POST", path));
  expectWrite(request);
  expect(json(request)).toEqual({ name: "新 人/1", nickName: "新人", status: 0, password: "typed-Password-9" });
  const journal = await sandbox.journal();
  const order = journal.filter((entry) => entry.path === path).map(({ method }) => method);
  expect(order.slice(0, 3)).toEqual(["GET", "POST", "GET"]);
  expect(await writes(sandbox)).toHaveLength(1);

  // The password is nowhere any more.
  expect(await page.content()).not.toContain("typed-Password-9");
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain(
    "typed-Password-9",
  );
  await page.goBack();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a name that no path can carry is added by the batch call", async ({ page, sandbox }) => {
  await page.goto("/bitanswer?do=new");
  const dialog = page.getByRole("dialog", { name: "新建用户" });
  await dialog.getByRole("textbox", { name: "账号" }).fill("..");
  await dialog.getByRole("button", { name: "创建用户" }).click();
  await expect(news(page)).toContainText("已创建 1 个用户");
  const request = await theOnly(sandbox, of("POST", "/users"));
  expectWrite(request);
  expect(json(request)).toEqual([{ name: "..", status: 0 }]);
  expect(await asked(sandbox, of("GET", /^\/users\/user\//))).toEqual([]);

  // It is deleted by the batch call, too.
  await page.getByRole("complementary", { name: ".." }).getByRole("button", { name: "删除" }).click();
  const question = page.getByRole("dialog", { name: "删除“..”？" });
  await question.getByRole("textbox").fill("..");
  await question.getByRole("button", { name: "删除" }).click();
  await expect(news(page)).toContainText("已删除 1 个用户");
  expect(json(await theOnly(sandbox, of("DELETE", "/users")))).toEqual([{ name: ".." }]);
});

test("an account that exists is shown as a change before anything is written", async ({ page, sandbox }) => {
  await page.goto("/bitanswer?do=new");
  const dialog = page.getByRole("dialog", { name: "新建用户" });
  await dialog.getByRole("textbox", { name: "账号" }).fill("guo.gang");
  await dialog.getByRole("textbox", { name: "用户名" }).fill("郭大刚");
  await dialog.getByRole("button", { name: "创建用户" }).click();
  await expect(dialog).toContainText("“guo.gang”已存在");
  await expect(dialog).toContainText("郭刚");
  await expect(dialog).toContainText("郭大刚");
  expect(await writes(sandbox)).toEqual([]);
  await dialog.getByRole("button", { name: "修改已有用户" }).click();
  await expect(news(page)).toContainText("已修改 1 个用户");
  const request = await theOnly(sandbox, of("PATCH", "/users/user/guo.gang"));
  expectWrite(request);
  expect(json(request)).toEqual({ name: "guo.gang", nickName: "郭大刚" });
  expect(await writes(sandbox)).toHaveLength(1);
});

test("editing shows before and after and sends the changed fields only", async ({ page, sandbox, axe }) => {
  const panel = await opened(page, "li.yuxuan");
  await panel.getByRole("button", { name: "编辑" }).click();
  await expect(page).toHaveURL("/bitanswer?user=li.yuxuan&do=edit");
  const dialog = page.getByRole("dialog", { name: "编辑“li.yuxuan”" });
  const save = dialog.getByRole("button", { name: "保存" });
  await expect(save).toBeDisabled();
  await dialog.getByRole("textbox", { name: "用户名" }).fill("李小轩");
  await expect(dialog).toContainText("李宇轩");
  await axe();
  await save.click();
  await expect(news(page)).toContainText("已修改 1 个用户");
  await expect(panel).toContainText("李小轩");
  await expect(dialog).toHaveCount(0);
  const request = await theOnly(sandbox, of("PATCH", "/users/user/li.yuxuan"));
  expectWrite(request);
  expect(json(request)).toEqual({ name: "li.yuxuan", nickName: "李小轩" });

  await sandbox.forget();
  await panel.getByRole("button", { name: "编辑" }).click();
  await dialog.getByRole("combobox", { name: "状态" }).selectOption({ label: "已禁用" });
  await save.click();
  await expect(panel.getByRole("button", { name: "启用" })).toBeVisible();
  const second = await theOnly(sandbox, of("PATCH", "/users/user/li.yuxuan"));
  expect(json(second)).toEqual({ name: "li.yuxuan", status: 1 });
  expect(second.headers["x-bit-req-id"]).not.toBe(request.headers["x-bit-req-id"]);
});

test("one user is disabled, enabled and given a password by the call for one", async ({ page, sandbox }) => {
  const panel = await opened(page, "zhang.na");
  const path = of("PATCH", "/users/user/zhang.na");
  await panel.getByRole("button", { name: "禁用" }).click();
  await page.getByRole("dialog", { name: "禁用“zhang.na”？" }).getByRole("button", { name: "禁用" }).click();
  await expect(news(page)).toContainText("已禁用 1 个用户");
  let request = await theOnly(sandbox, path);
  expectWrite(request);
  expect(json(request)).toEqual({ name: "zhang.na", status: 1 });

  await sandbox.forget();
  await panel.getByRole("button", { name: "启用" }).click();
  await page.getByRole("dialog", { name: "启用“zhang.na”？" }).getByRole("button", { name: "启用" }).click();
  await expect(news(page)).toContainText("已启用 1 个用户");
  expect(json(await theOnly(sandbox, path))).toEqual({ name: "zhang.na", status: 0 });

  await sandbox.forget();
  await panel.getByRole("button", { name: "设置密码" }).click();
  const dialog = page.getByRole("dialog", { name: "为“zhang.na”设置密码" });
  const password = dialog.getByLabel("密码", { exact: false }).and(page.locator("input"));
  await expect(password).toHaveAttribute("type", "password");
  await password.fill("typed-Password-7");
  await dialog.getByRole("button", { name: "设置密码" }).click();
  await expect(news(page)).toContainText("已设置 1 个用户的密码");
  request = await theOnly(sandbox, path);
  expectWrite(request);
  expect(json(request)).toEqual({ name: "zhang.na", password: "typed-Password-7" });
  expect(await page.content()).not.toContain("typed-Password-7");
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain(
    "typed-Password-7",
  );
  // Opened again, the field is empty.
  await panel.getByRole("button", { name: "设置密码" }).click();
  await expect(password).toHaveValue("");
});

test("an icon in a dialog is pressed like any other button", async ({ page }) => {
  const panel = await opened(page, "zhang.na");
  await panel.getByRole("button", { name: "设置密码" }).click();
  const field = page.getByRole("dialog").getByLabel("密码", { exact: false }).and(page.locator("input"));
  const icon = page.getByRole("dialog").locator(".input-group svg");
  for (const type of ["text", "password", "text"]) {
    await icon.click();
    await expect(field).toHaveAttribute("type", type);
  }
});

test("one user is deleted only when the name was typed @firefox", async ({ page, sandbox }) => {
  const panel = await opened(page, "a/b test");
  await panel.getByRole("button", { name: "删除" }).click();
  const dialog = page.getByRole("dialog", { name: "删除“a/b test”？" });
  const confirm = dialog.getByRole("button", { name: "删除" });
  await expect(confirm).toBeDisabled();
  const typed = dialog.getByRole("textbox", { name: "输入 a/b test 以确认" });
  await typed.fill("a/b tes");
  await expect(confirm).toBeDisabled();
  await dialog.getByRole("button", { name: "取消" }).first().click();
  expect(await writes(sandbox)).toEqual([]);

  await panel.getByRole("button", { name: "删除" }).click();
  await expect(typed).toHaveValue("");
  await typed.fill("a/b test");
  await confirm.click();
  await expect(news(page)).toContainText("已删除 1 个用户");
  const request = await theOnly(sandbox, of("DELETE", "/users/user/a%2Fb%20test"));
  expectWrite(request);
  expect(request.body).toBe("");
  await expect(page.getByRole("navigation", { name: "分页" })).toContainText("2,183");
});

test("a row's menu does what the panel does @languages", async ({ page, sandbox, say }) => {
  await page.goto("/bitanswer?q=zhang.na&match=equals");
  await page.getByRole("button", { name: say("zhang.na 的操作", "Actions for zhang.na") }).click();
  await page.getByRole("menuitem", { name: say("禁用", "Disable") }).click();
  await page
    .getByRole("dialog", { name: say("禁用“zhang.na”？", "Disable “zhang.na”?") })
    .getByRole("button", { name: say("禁用", "Disable") })
    .click();
  await expect(page.getByRole("region", { name: say("通知", "Notifications") })).toContainText(
    say("已禁用 1 个用户", "1 user disabled"),
  );
  expectWrite(await theOnly(sandbox, of("PATCH", "/users/user/zhang.na")));
});

test("an account whose name looks encoded is not taken for another", async ({ page, sandbox }) => {
  const name = "a%2Fb";
  await page.goto(`/bitanswer?user=${encodeURIComponent(name)}`);
  await expect(page.getByRole("complementary", { name, exact: true })).toContainText("没有这个用户");
  const asked = await theOnly(sandbox, of("GET", /^\/users\/user\//));
  expect(asked.target).toBe("/users/user/a%252Fb");
});
