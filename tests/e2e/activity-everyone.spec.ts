// Everyone's writes: what the gateway's trail has of several people, on the page of one who may read it.

import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, Page } from "@playwright/test";
import { expect, test as base } from "./fixtures.ts";
import { Gateway } from "./gateway.ts";
import type { Say } from "./job-steps.ts";

interface Person {
  token: string;
  lines: string;
}

function person(name: string, role: string): Person {
  const program = process.env.ROLLCALL_BIN ?? "";
  const printed = execFileSync(program, ["token", "new", "--name", name, "--role", role]).toString();
  const token = /^rollcall_[0-9a-f]{64}$/m.exec(printed)?.[0];
  const lines = /^\[\[access\.tokens\]\][^]*$/m.exec(printed)?.[0];
  if (!token || !lines) {
    throw new Error(`not what a token is made of:\n${printed}`);
  }
  return { token, lines };
}

interface Audited {
  gateway: Gateway;
  /** The trail's file. */
  file: string;
  li: string;
  wang: string;
  viewer: string;
}

const test = base.extend<{ audited: Audited }>({
  audited: async ({}, use) => {
    const [li, wang, viewer] = [person("li", "admin"), person("王芳", "operator"), person("zhao", "viewer")];
    const folder = await mkdtemp(path.join(tmpdir(), "rollcall-trail-"));
    const file = path.join(folder, "audit.jsonl");
    const text = `[audit]\nfile = ${JSON.stringify(file)}\n\n${li.lines}${wang.lines}${viewer.lines}`;
    const gateway = await Gateway.start(0, { text, token: li.token });
    await use({ gateway, file, li: li.token, wang: wang.token, viewer: viewer.token });
    await gateway.stop();
    await rm(folder, { recursive: true, force: true });
  },
});

async function signIn(page: Page, say: Say, token: string): Promise<void> {
  await page.getByRole("textbox", { name: say("访问令牌", "Access token") }).fill(token);
  await page.getByRole("button", { name: say("登录", "Sign in"), exact: true }).click();
}

/** Creates a BitAnswer user by the form. */
async function createUser(page: Page, say: Say, url: string, token: string, name: string): Promise<void> {
  await page.goto(`${url}/bitanswer?do=new`);
  await signIn(page, say, token);
  const dialog = page.getByRole("dialog", { name: say("新建用户", "New user") });
  await dialog.getByRole("textbox", { name: say("账号", "Account") }).fill(name);
  await dialog.getByLabel(say("密码", "Password")).first().fill("S3cret-pass!");
  await dialog.getByRole("button", { name: say("创建用户", "Create user") }).click();
  await expect(page.getByRole("complementary", { name })).toBeVisible();
}

/** The same in a browser of somebody else. */
async function elsewhere(browser: Browser, locale: string, use: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ locale });
  await use(await context.newPage());
  await context.close();
}

/** Writes that no page makes: so many deletions of accounts that there are not. */
async function deleteMany(audited: Audited, count: number): Promise<void> {
  const one = async (index: number) => {
    const answer = await fetch(`${audited.gateway.url}/vendors/bitanswer/users/user/bulk.user${index}`, {
      method: "DELETE",
      headers: {
        authorization: `Bearer ${audited.li}`,
        "x-rollcall-trace": `bulk-${index}`,
        bitkey: "sandbox-bitkey",
      },
    });
    expect(answer.status).toBe(200);
  };
  for (let first = 0; first < count; first += 8) {
    await Promise.all(Array.from({ length: Math.min(8, count - first) }, (_, index) => one(first + index)));
  }
}

async function exported(page: Page, say: Say, kind: "CSV" | "JSON"): Promise<string> {
  await page.getByRole("button", { name: say("更多", "More") }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: kind }).click();
  return readFile(await (await download).path(), "utf8");
}

test("the writes of several people are seen by one who may @languages", async ({
  page,
  browser,
  audited,
  locale,
  say,
  axe,
}) => {
  const { url } = audited.gateway;
  await elsewhere(browser, locale ?? "zh-CN", (other) => createUser(other, say, url, audited.wang, "by.wang"));
  await createUser(page, say, url, audited.li, "by.li");
  await page.goto(`${url}/activity`);
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows).toHaveCount(2);
  const choice = page.getByRole("radiogroup", { name: say("查看范围", "Whose writes") });
  await choice.getByText(say("经网关的所有人", "Everyone through the gateway")).click();
  await expect(page).toHaveURL(`${url}/activity?source=gateway`);
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText("li");
  await expect(rows.nth(1)).toContainText("by.li");
  await expect(rows.nth(1)).toContainText(say("已响应 200", "Answered 200"));
  await expect(rows.nth(2)).toContainText("王芳");
  await expect(rows.nth(2)).toContainText(say("按账号添加用户", "add user"));
  await expect(page.getByRole("main")).not.toContainText("BitAnswerUpsertUser");
  await expect(page.getByText(say("网关审计日志完整：从首条至末条", "trail is whole, from its beginning to"))).toBeVisible();
  await axe();

  await rows.nth(2).getByRole("button").first().click();
  const panel = page.getByRole("complementary").last();
  await expect(panel).toContainText("by.wang");
  await expect(panel).toContainText(say("操作员", "operator"));
  await axe();
  const csv = await exported(page, say, "CSV");
  const json = JSON.parse(await exported(page, say, "JSON")) as { writes: { who: string; hash: string }[] };
  for (const name of ["by.li", "by.wang", "王芳"]) {
    expect(csv).toContain(name);
  }
  expect(json.writes.map((write) => write.who)).toEqual(["li", "王芳"]);
  const trail = await readFile(audited.file, "utf8");
  expect(json.writes.every((write) => trail.includes(write.hash))).toBe(true);
  expect(csv + trail).not.toContain("S3cret-pass!");

  // The address says whose writes they are, and of whom.
  await page.goto(`${url}/activity?source=gateway&who=${encodeURIComponent("王芳")}`);
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText("by.wang");
  await choice.getByText(say("此浏览器", "This browser")).click();
  await expect(page).toHaveURL(`${url}/activity`);
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText("by.li");
});

test("a long trail is read as far back as somebody asks, and an export has all of it", async ({ page, audited, expected, say }) => {
  await deleteMany(audited, 450);
  await page.goto(`${audited.gateway.url}/activity?source=gateway`);
  await signIn(page, say, audited.li);
  const rows = page.getByRole("table").getByRole("row");
  await expect(page.getByText("已读取 200 次写操作")).toBeVisible();
  await expect(page.getByText(/网关审计日志第 \d+ 至 900 条完整/)).toBeVisible();
  const search = page.getByRole("textbox", { name: "查找账号或标识" });
  await search.fill("bulk.user0");
  await expect(page.getByText("已读取的写操作中没有匹配项")).toBeVisible();
  await page.getByRole("button", { name: "读取更早的写操作" }).click();
  await expect(page.getByText("已读取 400 次写操作")).toBeVisible();
  await page.getByRole("button", { name: "读取更早的写操作" }).click();
  await expect(rows).toHaveCount(2);
  await expect(page.getByText("网关审计日志完整：从首条至末条（第 900 条）")).toBeVisible();
  await expect(page.getByRole("button", { name: "读取更早的写操作" })).toHaveCount(0);
  await search.fill("");
  await expect(rows).toHaveCount(101);
  // The address follows when the typing rests.
  await expect(page).not.toHaveURL(/[?&]q=/);

  // Anew, and given up in the middle.
  await page.reload();
  await expect(page.getByText("已读取 200 次写操作")).toBeVisible();
  let go = (): void => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route("**/audit?**", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("button", { name: "更多" }).click();
  await page.getByRole("menuitem", { name: "JSON" }).click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await page.getByRole("button", { name: "取消" }).click();
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  go();
  await expect(page.getByText("已读取 200 次写操作")).toBeVisible();
  const json = JSON.parse(await exported(page, say, "JSON")) as { writes: { targets: string[] }[] };
  const names = new Set(json.writes.flatMap((write) => write.targets));
  expect([json.writes.length, names.size]).toEqual([450, 450]);
  expected.networkFailures();
});

test("who may not read the trail is not offered it", async ({ page, audited, say }) => {
  for (const token of [audited.viewer, audited.wang]) {
    await page.goto(`${audited.gateway.url}/activity`);
    await signIn(page, say, token);
    await expect(page.getByRole("heading", { name: "操作记录" })).toBeVisible();
    await expect(page.getByText("尚未从此浏览器写入任何内容")).toBeVisible();
    await expect(page.getByRole("radio")).toHaveCount(0);
    await page.goto(`${audited.gateway.url}/activity?source=gateway`);
    await expect(page.getByText("所有人的写操作仅管理员可查看")).toBeVisible();
    await expect(page.getByText("尚未从此浏览器写入任何内容")).toBeVisible();
    await page.context().clearCookies();
  }
});

test("a gateway without a trail offers none", async ({ page, say }) => {
  await page.goto("/activity?source=gateway");
  await expect(page.getByText(say("由启用审计日志的网关提供", "keeps an audit trail"))).toBeVisible();
  await expect(page.getByRole("radio")).toHaveCount(0);
});

test("a gateway that is gone is told, and asked again", async ({ page, audited, expected, say, axe }) => {
  expected.networkFailures();
  await page.goto(`${audited.gateway.url}/activity?source=gateway`);
  await signIn(page, say, audited.li);
  await expect(page.getByText("尚无人经此网关写入")).toBeVisible();
  await page.route("**/audit?**", (route) => route.abort());
  const refresh = page.getByRole("button", { name: "刷新", exact: true });
  await refresh.click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("未能读取网关的审计日志");
  await expect(alert).toContainText("网关没有响应");
  await axe();
  await deleteMany(audited, 1);
  await page.unroute("**/audit?**");
  await alert.getByRole("button", { name: "重试" }).click();
  await expect(alert).toHaveCount(0);
  await expect(page.getByRole("table")).toContainText("bulk.user0");
  // The session is over.
  await page.context().clearCookies();
  await refresh.click();
  await expect(alert.getByRole("button", { name: "登录" })).toBeVisible();
  await audited.gateway.end();
  await refresh.click();
  await expect(alert).toContainText("网关没有响应");
});

test("a trail that was changed is found out by whoever looks", async ({ page, audited, say, axe }) => {
  await deleteMany(audited, 3);
  await page.goto(`${audited.gateway.url}/activity?source=gateway`);
  await signIn(page, say, audited.li);
  await expect(page.getByText("网关审计日志完整")).toBeVisible();
  const text = await readFile(audited.file, "utf8");
  await writeFile(audited.file, text.replace("bulk.user1", "bulk.user9"));
  await page.getByRole("button", { name: "刷新", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("网关审计日志被改动");
  await axe();
});
