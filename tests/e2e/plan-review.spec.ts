// A plan that was compared: what is in sight, what is left out, what it takes to apply it, and who may.

import { execFileSync } from "node:child_process";
import { expect, test } from "./fixtures.ts";
import { Gateway } from "./gateway.ts";
import { chips, compare, exported, give, open, reviewed, row } from "./plan-steps.ts";
import { asked, json, writes } from "./wire.ts";

/** Three hundred rows: half of them new, some there already as wanted or not, some wrong. */
function manyRows(): string {
  const rows = ["登录名,用户名,状态"];
  for (let number = 1; number <= 280; number++) {
    rows.push(`plan.many.${number},多 ${number},正常`);
  }
  rows.push("guo.gang,郭刚,", "song.xia,宋小霞,停用");
  for (let number = 1; number <= 18; number++) {
    rows.push(`plan.wrong.${number},错 ${number},不知道`);
  }
  return `${rows.join("\n")}\n`;
}

test("three hundred rows: chips, search, pages, leaving out, exports", async ({ page, axe }) => {
  await open(page, "bitanswer", "create-or-change-users");
  await give(page, "many.csv", manyRows());
  await compare(page);
  expect(await chips(page)).toEqual(["全部 300", "创建 280", "修改 1", "无需更改 1", "无效 18"]);
  const table = page.getByRole("table", { name: "计划的各行" });
  await expect(table.getByRole("row")).toHaveCount(51);
  await page.getByRole("button", { name: "最后一页" }).click();
  await expect(table).toContainText("plan.wrong.18");

  await page.getByRole("button", { name: /^无需更改/ }).click();
  await expect(table.getByRole("row")).toHaveCount(2);
  await expect(row(page, "guo.gang")).toContainText("无需更改");
  await page.getByRole("button", { name: /^全部/ }).click();
  await page.getByRole("textbox", { name: "搜索账号和值" }).fill("小霞");
  await expect(table.getByRole("row")).toHaveCount(2);
  await expect(row(page, "song.xia")).toContainText("宋小霞");
  await page.getByRole("textbox", { name: "搜索账号和值" }).fill("nobody at all");
  await expect(page.getByText("没有匹配的行")).toBeVisible();
  await axe();
  await page.getByRole("button", { name: "显示全部行" }).click();

  await page.getByRole("checkbox", { name: "执行 plan.many.1", exact: true }).uncheck();
  await expect(page.getByText("已排除 1 行")).toBeVisible();
  await expect(page.getByRole("button", { name: "在 BitAnswer 创建 279 个、修改 1 个" })).toBeVisible();
  await page.getByRole("textbox", { name: "搜索账号和值" }).fill("plan.many.2");
  await page.getByRole("button", { name: "行", exact: true }).click();
  await page.getByRole("menuitem", { name: "排除这 92 行" }).click();
  await expect(page.getByRole("button", { name: "在 BitAnswer 创建 187 个、修改 1 个" })).toBeVisible();

  const asCsv = await exported(page, "计划（CSV）");
  expect(asCsv.name).toMatch(/^变更计划-bitanswer-.*\.csv$/);
  const lines = asCsv.text.split("\r\n");
  expect(lines[0]).toBe("\u{feff}行号,账号,比较结果,变更内容,原因,已排除");
  expect(lines).toHaveLength(302);
  expect(lines[1]).toBe("2,plan.many.1,创建,用户名：多 1；状态：正常,,是");
  expect(lines).toContain("283,song.xia,修改,用户名：宋霞 → 宋小霞；状态：正常 → 已禁用,,");
  const asJson = JSON.parse((await exported(page, "计划（JSON）")).text) as { rows: { outcome: string; left_out: boolean }[] };
  expect(asJson.rows.filter((one) => one.left_out)).toHaveLength(93);
  expect(asJson.rows.filter((one) => one.outcome === "invalid")).toHaveLength(18);
});

test("more than twenty deletions want their number typed, and become a job", async ({ page, sandbox, axe }) => {
  await open(page, "bitanswer", "delete-users");
  const answer = await fetch(`${sandbox.url}/vendors/bitanswer/users?offset=0&limit=21`, {
    headers: { bitkey: "sandbox-bitkey", "x-rollcall-trace": "elsewhere" },
  });
  const list = (await answer.json()) as { data: { items: { name: string }[] } };
  const names = list.data.items.map(({ name }) => name);
  await sandbox.forget();
  await give(page, "gone.csv", `登录名\n${names.map((name) => `"${name.replaceAll('"', '""')}"`).join("\n")}\nnobody.here\n`);
  await compare(page);
  expect(await chips(page)).toEqual(["全部 22", "删除 21", "无需更改 1"]);
  await expect(page.getByText("其中 21 个删除操作无法撤销。")).toBeVisible();
  await page.getByRole("button", { name: "在 BitAnswer 删除 21 个" }).click();
  const dialog = page.getByRole("dialog", { name: "执行变更计划？" });
  const field = dialog.getByRole("textbox", { name: /输入 21 以确认/ });
  await expect(field).toBeFocused();
  await axe();
  const button = dialog.getByRole("button", { name: "在 BitAnswer 删除 21 个" });
  await expect(button).toBeDisabled();
  await field.fill("20");
  await expect(button).toBeDisabled();
  await field.fill("２１");
  await expect(button).toBeEnabled();
  expect(await writes(sandbox)).toEqual([]);
  await button.click();
  await expect(page).toHaveURL(/\/jobs\?job=/);
  await expect
    .poll(async () => (await asked(sandbox, { vendor: "bitanswer", method: "DELETE", path: "/users" })).length)
    .toBe(1);
  const [request] = await asked(sandbox, { vendor: "bitanswer", method: "DELETE", path: "/users" });
  expect((json(request!) as { name: string }[]).map(({ name }) => name)).toEqual(names);
});

test("a few rows are applied by one press, at the chosen speed", async ({ page, sandbox }) => {
  await open(page, "bitanswer", "create-users");
  await give(page, "few.csv", "登录名,密码\nplan.one,first-Password-1\nplan.two,\nplan.three,\n");
  await compare(page);
  await page.getByText("速度").click();
  const rows = page.getByRole("textbox", { name: "每个请求的行数" });
  await rows.fill("0");
  await expect(page.getByRole("button", { name: "在 BitAnswer 创建 3 个" })).toBeDisabled();
  await rows.fill("2");
  await page.getByRole("button", { name: "在 BitAnswer 创建 3 个" }).click();
  await expect(page).toHaveURL(/\/jobs\?job=/);
  const posts = { vendor: "bitanswer", method: "POST", path: "/users" };
  await expect.poll(async () => (await asked(sandbox, posts)).length).toBe(2);
  const sent = (await asked(sandbox, posts)).flatMap((request) => json(request) as { name: string; password?: string }[]);
  expect(sent.map(({ name }) => name).sort()).toEqual(["plan.one", "plan.three", "plan.two"]);
  expect(sent.find(({ name }) => name === "plan.one")?.password).toBe("first-Password-1");
});

test("T12: the plan says what it does to the sums, and which apps would run out", async ({ page, say, axe }) => {
  await open(page, "t12", "set-quotas");
  const quota = "应用,正式用户,测试用户\nhuadong-manufacturing,0,\nnorthwind-retail,700,9\nno-such-app,1,\n";
  await give(page, "quotas.csv", quota);
  await compare(page);
  const sum = page.getByRole("region", { name: "计划对配额的影响" });
  await expect(sum).toContainText("涉及 2 个有变更的应用");
  await expect(sum.getByRole("status")).toContainText("1 个应用的配额将用尽");
  await expect(sum.getByRole("status")).toContainText("huadong-manufacturing");
  await expect(row(page, "no-such-app")).toContainText("冲突");
  await axe();
  await page.getByRole("checkbox", { name: "执行 huadong-manufacturing" }).uncheck();
  await expect(sum).toContainText("涉及 1 个有变更的应用");
  await expect(sum.getByRole("status")).toHaveCount(0);
  await expect(page.getByRole("button", { name: say("在 T12 修改 1 个", "Change 1 at T12") })).toBeEnabled();
});

test("ShareCreators: the plan says that it compares with the ledger @languages", async ({ page, say, sandbox, axe }) => {
  await open(page, "sharecreators", "create-accounts");
  await give(page, "accounts.csv", "邮箱,手机号,角色\nplan@example.cn,13912345678,U\nbad,1,boss\n");
  await compare(page);
  await expect(page.getByRole("status").filter({ hasText: say("与当前浏览器的台账比较", "ledger of this browser") })).toBeVisible();
  expect(await chips(page)).toEqual([say("全部 2", "All 2"), say("创建 1", "Create 1"), say("无效 1", "Invalid 1")]);
  await axe();
  expect(await sandbox.journal()).toEqual([]);
});

test("a failed reading is told and tried again, and a comparison can be given up", async ({ page, sandbox, expected }) => {
  expected.networkFailures();
  await open(page, "bitanswer", "create-users");
  await give(page, "few.csv", "登录名\nplan.one\n");
  await sandbox.arm({ vendor: "bitanswer", kind: "http-500", method: "GET", path: "/users/user/plan.one" });
  await page.getByRole("button", { name: "与 BitAnswer 比较" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByRole("button", { name: "重试" }).click();
  await reviewed(page);
  expect(await chips(page)).toEqual(["全部 1", "创建 1"]);
  await page.getByRole("button", { name: "重新开始" }).click();
  await expect(page.getByRole("heading", { name: "要做的变更" })).toBeVisible();
});

test.describe("a selection", () => {
  const bar = "对所选用户的操作";

  test("becomes a plan, whatever the number", async ({ page }) => {
    await page.goto("/bitanswer");
    for (const name of ["guo.gang", "song.xia"]) {
      await page.getByRole("checkbox", { name: `选择 ${name}` }).check();
    }
    await page.getByRole("group", { name: bar }).getByRole("button", { name: "转为变更计划…" }).click();
    await page.getByRole("menuitem", { name: "禁用" }).click();
    await reviewed(page);
    await expect(page).toHaveURL(/\/plan\?vendor=bitanswer/);
    await expect(page.getByRole("heading", { name: "变更计划 · 来自所选用户" })).toBeVisible();
    expect(await chips(page)).toEqual(["全部 2", "修改 2"]);
    await expect(row(page, "song.xia").locator(".after")).toHaveText("已禁用");
  });

  test("is asked for a password before it becomes a plan that sets it", async ({ page }) => {
    await page.goto("/bitanswer");
    await page.getByRole("checkbox", { name: "选择 guo.gang" }).check();
    await page.getByRole("group", { name: bar }).getByRole("button", { name: "转为变更计划…" }).click();
    await page.getByRole("menuitem", { name: "设置密码" }).click();
    const dialog = page.getByRole("dialog", { name: /设置密码/ });
    await dialog.getByLabel("密码").and(page.locator("input")).fill("typed-Password-9");
    await dialog.getByRole("button", { name: "转为变更计划…" }).click();
    await reviewed(page);
    await expect(row(page, "guo.gang")).toContainText("将设置");
    expect(await page.content()).not.toContain("typed-Password-9");
  });

  test("of many is offered one", async ({ page }) => {
    await page.goto("/bitanswer?size=50");
    await page.getByRole("checkbox", { name: "选择本页全部行" }).check();
    await page.getByRole("group", { name: bar }).getByRole("button", { name: "禁用" }).click();
    const dialog = page.getByRole("dialog", { name: /禁用 \d+ 个用户/ });
    await dialog.getByRole("button", { name: "转为变更计划…" }).click();
    await reviewed(page);
  });
});

test("the vendors' pages and the palette lead here @languages", async ({ page, say }) => {
  for (const [path, name] of [
    ["/bitanswer", say("从文件导入", "Import")],
    ["/sharecreators", say("从文件导入", "Import")],
    ["/t12", say("从文件设置配额", "Quotas from a file")],
  ] as const) {
    await page.goto(path);
    await page.getByRole("link", { name }).click();
    await expect(page).toHaveURL(`/plan?vendor=${path.slice(1)}`);
  }
  await page.keyboard.press("Control+k");
  await page.keyboard.type(say("变更计划", "plan"));
  await expect(page.getByRole("option", { name: say("从文件制定变更计划：BitAnswer", "Plan changes from a file: BitAnswer") })).toBeVisible();
});

test("a viewer sees the plan and cannot apply it", async ({ page }) => {
  const printed = execFileSync(process.env.ROLLCALL_BIN ?? "", ["token", "new", "--name", "王芳", "--role", "viewer"]).toString();
  const token = /^rollcall_[0-9a-f]{64}$/m.exec(printed)?.[0] ?? "";
  const lines = /^\[\[access\.tokens\]\][^]*$/m.exec(printed)?.[0] ?? "";
  const guarded = await Gateway.start(0, { text: lines, token });
  try {
    await page.context().addCookies([]);
    await page.goto(`${guarded.url}/plan?vendor=bitanswer&for=delete-users`);
    await page.getByRole("textbox", { name: "访问令牌" }).fill(token);
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await give(page, "gone.csv", "登录名\nguo.gang\n");
    await compare(page);
    expect(await chips(page)).toEqual(["全部 1", "删除 1"]);
    await expect(page.getByRole("note")).toContainText("只读");
    await expect(page.getByRole("button", { name: /删除 1 个/ })).toHaveCount(0);
  } finally {
    await guarded.stop();
  }
});
