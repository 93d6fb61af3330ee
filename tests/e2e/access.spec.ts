// Signing in at a gateway that asks who is there: with a right token and wrong ones, what a role permits, and out again.

import { execFileSync } from "node:child_process";
import type { Page } from "@playwright/test";
import { expect, test as base } from "./fixtures.ts";
import { Gateway } from "./gateway.ts";

/** What `rollcall token new` prints: the token, and the lines for the configuration. */
function newToken(name: string, role: string): { token: string; lines: string } {
  const program = process.env.ROLLCALL_BIN ?? "";
  const printed = execFileSync(program, ["token", "new", "--name", name, "--role", role]).toString();
  const token = /^rollcall_[0-9a-f]{64}$/m.exec(printed)?.[0];
  const lines = /^\[\[access\.tokens\]\][^]*$/m.exec(printed)?.[0];
  if (!token || !lines || lines.includes(token)) {
    throw new Error(`not what a token is made of:\n${printed}`);
  }
  return { token, lines };
}

interface Guarded {
  gateway: Gateway;
  admin: string;
  viewer: string;
}

const test = base.extend<{ guarded: Guarded }>({
  guarded: async ({}, use) => {
    const [admin, viewer] = [newToken("li", "admin"), newToken("王芳", "viewer")];
    const text = admin.lines + viewer.lines;
    const gateway = await Gateway.start(0, { text, token: admin.token });
    await use({ gateway, admin: admin.token, viewer: viewer.token });
    await gateway.stop();
  },
});

/** Fills in a token and presses the button. */
async function signIn(page: Page, say: (chinese: string, english: string) => string, token: string): Promise<void> {
  await page.getByRole("textbox", { name: say("访问令牌", "Access token") }).fill(token);
  await page.getByRole("button", { name: say("登录", "Sign in"), exact: true }).click();
}

test("who is not signed in sees nothing but the way in, and gets back out @languages", async ({
  page,
  guarded,
  expected,
  say,
  axe,
}) => {
  expected.networkFailures();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${guarded.gateway.url}/tingyun`);
  await expect(page.getByRole("heading", { name: say("登录", "Sign in") })).toBeVisible();
  await axe();
  expect(asked.filter((path) => path.startsWith("/vendors"))).toEqual([]);

  await signIn(page, say, "rollcall_wrong");
  await expect(page.getByRole("alert")).toContainText(say("网关不认识此令牌", "The gateway does not know this token"));
  await expect(page.getByRole("textbox", { name: say("访问令牌", "Access token") })).toHaveValue("");

  await signIn(page, say, ` ${guarded.viewer}\n`);
  // The page that was asked for first.
  await expect(page.getByRole("grid")).toContainText("@");
  const menu = page.getByRole("button", { name: say("已登录：王芳（只读）", "Signed in as 王芳, viewer") });
  await expect(menu).toBeVisible();
  // The token is kept nowhere that a script could read.
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie);
  expect(kept).not.toContain("rollcall_");
  expect(await page.content()).not.toContain(guarded.viewer);
  const [cookie] = await page.context().cookies(guarded.gateway.url);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/", expires: -1 });

  await page.reload();
  await menu.click();
  await page.getByRole("menuitem", { name: say("退出登录", "Sign out") }).click();
  await expect(page.getByRole("heading", { name: say("登录", "Sign in") })).toBeVisible();
  expect(await page.context().cookies(guarded.gateway.url)).toEqual([]);
});

test("too many wrong tokens are told with the time to wait", async ({ page, guarded, expected, say }) => {
  expected.networkFailures();
  const guess = () =>
    fetch(`${guarded.gateway.url}/session`, {
      method: "POST",
      headers: { "x-rollcall-trace": "guess" },
      body: '{"token":"rollcall_guess"}',
    });
  for (let wrong = 0; wrong < 10; wrong += 1) {
    expect((await guess()).status).toBe(401);
  }
  await page.goto(guarded.gateway.url);
  await signIn(page, say, guarded.admin);
  await expect(page.getByRole("alert")).toContainText(/来自此处的错误令牌过多。请等待 \d+ 秒后再试/);
});

test("a viewer reads and deletes nothing", async ({ page, guarded, expected, say }) => {
  expected.networkFailures();
  await page.goto(guarded.gateway.url);
  await signIn(page, say, guarded.viewer);
  await expect(page.getByRole("button", { name: "已登录：王芳（只读）" })).toBeVisible();
  // As the console would ask for it: with the cookie, from its own page.
  const answer = await page.evaluate(async () => {
    const response = await fetch("/vendors/bitanswer/users/user/nobody", {
      method: "DELETE",
      headers: { "x-rollcall-trace": "e2e", bitkey: "sandbox-bitkey" },
    });
    return { status: response.status, failure: response.headers.get("x-rollcall-failure") };
  });
  expect(answer).toEqual({ status: 403, failure: "role-not-enough" });
  expect(await guarded.gateway.journal()).not.toContainEqual(expect.objectContaining({ method: "DELETE" }));
});

test("what a role may not do has no button, and the page says why", async ({ page, guarded, say }) => {
  await page.goto(`${guarded.gateway.url}/bitanswer`);
  await signIn(page, say, guarded.viewer);
  await expect(page.getByRole("table")).toContainText("li.yuxuan");
  await expect(page.getByRole("note")).toContainText("您以“只读”身份登录");
  await expect(page.getByRole("button", { name: "新建用户" })).toHaveCount(0);
  await expect(page.getByRole("table").getByRole("checkbox")).toHaveCount(0);
  await expect(page.getByRole("table").getByRole("row").nth(1).getByRole("button")).toHaveCount(0);
  await page.getByRole("table").getByRole("row").nth(1).getByRole("link").first().click();
  const panel = page.getByRole("complementary");
  await expect(panel.getByRole("button", { name: "查询在线状态" })).toBeVisible();
  for (const name of ["编辑", "禁用", "设置密码", "强制下线", "删除"]) {
    await expect(panel.getByRole("button", { name, exact: true })).toHaveCount(0);
  }
  await page.goto(`${guarded.gateway.url}/sharecreators`);
  await expect(page.getByRole("note")).toBeVisible();
  await expect(page.getByRole("button", { name: "创建用户" })).toHaveCount(0);
});

test("a link to a form that a role may not send leads to the reason @languages", async ({ page, guarded, say, axe }) => {
  await page.goto(`${guarded.gateway.url}/bitanswer?do=new`);
  await signIn(page, say, guarded.viewer);
  await expect(page.getByRole("dialog")).toBeVisible();
  for (const address of [
    "/bitanswer?do=new",
    "/bitanswer?user=li.yuxuan&do=edit",
    "/sharecreators?do=new",
    "/sharecreators?do=delete",
  ]) {
    await page.goto(guarded.gateway.url + address);
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText(say("您的角色无权执行此操作", "Your role does not permit this"));
    await expect(dialog).toContainText(say("只读", "viewer"));
    await expect(dialog.locator("input, textarea, select, button[type=submit]")).toHaveCount(0);
  }
  await axe();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(`${guarded.gateway.url}/sharecreators`);
});

test("a session that ended is told where it is missed, with the way back in", async ({ page, guarded, expected, say }) => {
  expected.networkFailures();
  await page.goto(`${guarded.gateway.url}/bitanswer`);
  await signIn(page, say, guarded.admin);
  await expect(page.getByRole("table")).toContainText("li.yuxuan");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "刷新" }).first().click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("尚未登录网关，或登录已过期");
  await alert.getByRole("button", { name: "登录" }).click();
  await expect(page.getByRole("heading", { name: "登录" })).toBeVisible();
});
