// Signing in inside a portal: on the same site it works as in a tab, and its end is told; on another site the browser keeps
// no cookie, and the page says so instead of asking again and again.

import { createHash } from "node:crypto";
import { expect, test } from "./fixtures.ts";
import { Portal } from "./portal.ts";

const TOKEN = "rollcall_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

let portal: Portal;

test.beforeEach(async () => {
  const hash = createHash("sha256").update(TOKEN).digest("hex");
  portal = await Portal.start(`[[access.tokens]]\nname = "wang"\nrole = "admin"\nhash = "sha256:${hash}"\n`);
});

test.afterEach(async () => {
  await portal.stop();
});

test("on the same site one signs in inside, and the portal hears when it is over", async ({ page, expected }) => {
  expected.networkFailures();
  expected.console(/autofocusing/);
  await page.goto(`${portal.url}/#/bitanswer`);
  const frame = page.frameLocator("rollcall-console iframe");
  await expect(page.getByRole("status")).toHaveText("请在控制台中登录");
  await frame.getByRole("textbox", { name: "访问令牌" }).fill(TOKEN);
  await frame.getByRole("button", { name: "登录", exact: true }).click();
  await expect(frame.getByRole("table").getByRole("row").nth(1)).toBeVisible();
  // Signed out elsewhere.
  await page.context().clearCookies();
  await frame.getByRole("button", { name: "刷新" }).click();
  await expect(page.getByRole("status")).toHaveText("控制台的登录已失效");
});

test("on another site the browser keeps no cookie, and the page says what to do", async ({ page, expected }) => {
  expected.console(/autofocusing/);
  await page.goto(portal.otherSite);
  const frame = page.frameLocator("rollcall-console iframe");
  await frame.getByRole("textbox", { name: "访问令牌" }).fill(TOKEN);
  await frame.getByRole("button", { name: "登录", exact: true }).click();
  await expect(frame.getByRole("alert")).toContainText("浏览器未保存登录状态");
  await expect(frame.getByRole("alert").getByRole("link", { name: "在单独的标签页中打开" })).toBeVisible();
});
