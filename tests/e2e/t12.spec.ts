// T12: quotas are read app by app and set in three steps, and every request is signed.

import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import type { Gateway, Recorded } from "./gateway.ts";
import { asked, expectClean, managerSign, query, theOnly, writes } from "./wire.ts";

const key = "sandbox-manager-key";
const get = { vendor: "t12", method: "GET", path: "/api/backdoor/useright/get" };
const set = { vendor: "t12", method: "POST", path: "/api/backdoor/useright/set" };
const app = "huadong-manufacturing";

/** Nothing but the four documented variables, signed now with the right key. */
function expectSigned(request: Recorded, appName: string): void {
  expectClean(request);
  const variables = query(request);
  expect(Object.keys(variables).sort()).toEqual(["app_name", "manager_name", "manager_sign", "time_stamp"]);
  expect(variables.manager_name).toBe("sandbox-manager");
  expect(variables.app_name).toBe(appName);
  expect(Math.abs(Number(variables.time_stamp) - Date.now() / 1000)).toBeLessThan(60);
  expect(variables.manager_sign).toBe(managerSign(variables, key));
  expect(request.target).not.toContain(key);
}

/** Sets a quota as another admin would, past the page. */
async function setElsewhere(sandbox: Gateway, users: number): Promise<void> {
  const variables: Record<string, string> = {
    manager_name: "sandbox-manager",
    app_name: app,
    time_stamp: String(Math.floor(Date.now() / 1000)),
  };
  variables.manager_sign = managerSign(variables, key);
  const response = await fetch(`${sandbox.url}/vendors/t12${set.path}?${new URLSearchParams(variables)}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", "x-rollcall-trace": "elsewhere" },
    body: `user_num=${users}`,
  });
  expect(response.ok).toBe(true);
  expect((await asked(sandbox, set)).at(-1)?.applied).toBe(true);
}

/** The panel of the app, its quota read. */
async function opened(page: Page) {
  await page.goto(`/t12?user=${app}`);
  const panel = page.getByRole("complementary", { name: app });
  await expect(panel.getByRole("textbox", { name: "正式用户数" })).toBeVisible();
  // The list behind it is read as well, and none of that may be taken for what the edit asks.
  await expect(page.getByRole("table", { name: "应用及其配额" })).not.toContainText("读取中");
  return {
    panel,
    users: panel.getByRole("textbox", { name: "正式用户数" }),
    testUsers: panel.getByRole("textbox", { name: "测试用户数" }),
    submit: panel.getByRole("button", { name: "设置配额" }),
  };
}

test("the quota of every app is read, each by a signed request", async ({ page, sandbox }) => {
  await page.goto("/t12");
  const table = page.getByRole("table", { name: "应用及其配额" });
  await expect(table.getByRole("row")).toHaveCount(13);
  await expect(table.getByRole("row", { name: /huadong-manufacturing/ })).toContainText("481");
  await expect(table.getByRole("row", { name: /closed-pilot/ })).toContainText("已用尽");
  await expect(table.getByRole("row", { name: /trial-2026/ })).toContainText("即将用尽");
  await expect(table).not.toContainText("读取中");
  const requests = await asked(sandbox, get);
  expect(requests).toHaveLength(12);
  for (const request of requests) {
    expectSigned(request, query(request).app_name!);
    expect(request.body).toBe("");
  }
  const chinese = requests.find((request) => query(request).app_name === "华北电力测评");
  expect(chinese?.target).toContain("%E5%8D%8E%E5%8C%97%E7%94%B5%E5%8A%9B%E6%B5%8B%E8%AF%84");
  expect(await writes(sandbox)).toEqual([]);
});

test("setting shows before and after, reads again, writes the one field and reads back @firefox", async ({
  page,
  sandbox,
  axe,
}) => {
  const { panel, users, submit } = await opened(page);
  await axe();
  await users.fill("500");
  await expect(panel).toContainText("481 → 500（+19）");
  await sandbox.forget();
  await submit.click();
  await expect(panel).toContainText(`${app} 的配额已设置并确认`);
  await expect(page.getByRole("table", { name: "应用及其配额" }).getByRole("row", { name: new RegExp(app) })).toContainText(
    "500",
  );
  const journal = await sandbox.journal();
  expect(journal.map(({ method, path }) => [method, path])).toEqual([
    ["GET", get.path],
    ["POST", set.path],
    ["GET", get.path],
  ]);
  for (const request of journal) {
    expectSigned(request, app);
  }
  const write = journal[1]!;
  expect(write.headers["content-type"]).toBe("application/x-www-form-urlencoded");
  expect(write.body).toBe("user_num=500");
  expect(write.applied).toBe(true);
  await axe();
});

test("either field alone is sent, or both", async ({ page, sandbox }) => {
  const { panel, users, testUsers, submit } = await opened(page);
  await testUsers.fill("0");
  await submit.click();
  await expect(panel).toContainText("已设置并确认");
  expect((await theOnly(sandbox, set)).body).toBe("tester_num=0");

  await sandbox.forget();
  await users.fill("１２");
  await testUsers.fill("3");
  await submit.click();
  await expect.poll(async () => (await asked(sandbox, set)).map(({ body }) => body)).toEqual([
    "user_num=12&tester_num=3",
  ]);
  await expect(panel).toContainText("正式用户 12，测试用户 3");
});

test("what makes no sense is refused before anything is sent", async ({ page, sandbox }) => {
  const { panel, users, submit } = await opened(page);
  await sandbox.forget();
  await submit.click();
  await expect(panel).toContainText("请至少填写一项");
  for (const [typed, message] of [
    ["-1", "只能填写数字"],
    ["1.5", "只能填写数字"],
    ["1,000", "只能填写数字"],
    ["abc", "只能填写数字"],
    ["4294967296", "不能超过"],
  ] as const) {
    await users.fill(typed);
    await expect(panel).toContainText(message);
    await expect(users).toHaveAttribute("aria-invalid", "true");
    await submit.click();
  }
  await users.fill("481");
  await submit.click();
  await expect(panel).toContainText("没有任何更改");
  expect(await sandbox.journal()).toEqual([]);
});

test("a change by somebody else stops the write until the admin has seen it", async ({ page, sandbox, axe }) => {
  const { panel, users, submit } = await opened(page);
  await setElsewhere(sandbox, 300);
  await sandbox.forget();
  await users.fill("500");
  await submit.click();
  await expect(panel).toContainText("尚未写入任何内容");
  for (const amount of ["481", "300", "500"]) {
    await expect(panel.getByRole("table").getByRole("cell", { name: new RegExp(`^${amount}`) })).toBeVisible();
  }
  await axe();
  expect(await writes(sandbox)).toEqual([]);
  await panel.getByRole("button", { name: "取消" }).click();
  await expect(panel).not.toContainText("尚未写入任何内容");
  expect(await writes(sandbox)).toEqual([]);

  // What was read then is what the next edit starts from, or it is asked again; either way only a yes writes.
  await setElsewhere(sandbox, 299);
  await sandbox.forget();
  await submit.click();
  await panel.getByRole("button", { name: "基于新数值继续" }).click();
  await expect(panel).toContainText("已设置并确认");
  expect((await theOnly(sandbox, set)).body).toBe("user_num=500");
});

test("the list of apps is the admin's own and is kept", async ({ page }) => {
  await page.goto("/t12");
  const table = page.getByRole("table", { name: "应用及其配额" });
  await expect(table.getByRole("row")).toHaveCount(13);
  await page.getByRole("button", { name: "qingdao-hr 的操作" }).click();
  await page.getByRole("menuitem", { name: "从列表移除" }).click();
  await expect(table.getByRole("row")).toHaveCount(12);
  await page.getByRole("region", { name: "通知" }).getByRole("button", { name: "撤销" }).click();
  await expect(table.getByRole("row")).toHaveCount(13);

  await page.getByRole("button", { name: "批量导入" }).click();
  const dialog = page.getByRole("dialog", { name: "导入应用名" });
  await dialog.getByRole("textbox", { name: "应用名" }).fill("no-such-app，qingdao-hr");
  await dialog.getByRole("button", { name: "导入", exact: true }).click();
  await expect(table.getByRole("row")).toHaveCount(14);
  await expect(table.getByRole("row", { name: /no-such-app/ })).toContainText("读取失败");
  await expect(table.getByRole("row", { name: /no-such-app/ })).toContainText("unknown app_name no-such-app");
  await page.reload();
  await expect(table.getByRole("row")).toHaveCount(14);
  await expect(table.getByRole("row", { name: /no-such-app/ })).toContainText("读取失败");
});

test("forms, filter and order @languages", async ({ page, say, axe }) => {
  await page.goto("/t12?do=new");
  const dialog = page.getByRole("dialog", { name: say("将应用添加到列表", "Add an app to your list") });
  await expect(dialog.getByRole("textbox", { name: say("应用名", "App name") })).toBeFocused();
  await dialog.getByRole("button", { name: say("添加应用", "Add app") }).click();
  await expect(dialog).toContainText(say("未找到应用名", "There is no app name in this"));
  await axe();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL("/t12");

  const table = page.getByRole("table");
  const users = table.getByRole("columnheader", { name: say("剩余正式用户数", "Users left"), exact: true });
  await users.getByRole("button").click();
  await expect(users).toHaveAttribute("aria-sort", "ascending");
  await expect(table.getByRole("row").nth(1)).toContainText("closed-pilot");
  await page.getByRole("textbox", { name: say("按应用名筛选", "Filter by app name") }).fill("电力");
  await expect(table.getByRole("row")).toHaveCount(2);
  await expect(page).toHaveURL(/q=/);
  await page.reload();
  await expect(table.getByRole("row")).toHaveCount(2);
});
