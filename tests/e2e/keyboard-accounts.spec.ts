// What is documented about accounts, done by somebody who has a keyboard only: where the focus is can always be seen, and it
// returns to where it was when what was opened is closed.

import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { Keys } from "./keys.ts";
import { writes } from "./wire.ts";

const news = (page: Page) => page.getByRole("region", { name: "通知" });
const button = (page: Page, name: string) => page.getByRole("main").getByRole("button", { name, exact: true });

test("a BitAnswer user is created, changed and deleted", async ({ page, sandbox }) => {
  const keys = new Keys(page);
  await page.goto("/");
  await keys.command("BitAnswer");
  await keys.enter(button(page, "新建用户"));
  const form = page.getByRole("dialog", { name: "新建用户" });
  const account = form.getByRole("textbox", { name: "账号" });
  await expect(account).toBeFocused();
  await keys.type("keys.only");
  await keys.fill(form.getByRole("textbox", { name: "用户名" }), "键盘");
  await keys.press("Enter");
  await expect(news(page)).toContainText("已创建 1 个用户");
  const panel = page.getByRole("complementary", { name: "keys.only" });
  await expect(panel).toContainText("键盘");
  await keys.seen();

  const edit = panel.getByRole("button", { name: "编辑" });
  await keys.enter(edit);
  const change = page.getByRole("dialog", { name: "编辑“keys.only”" });
  await keys.fill(change.getByRole("textbox", { name: "用户名" }), "改过");
  await keys.press("Escape");
  // What was typed is asked about, or gone; either way the focus is where it came from.
  await expect(change).toBeHidden();
  await expect(edit).toBeFocused();
  await expect(page).toHaveURL("/bitanswer?user=keys.only");
  await keys.press("Enter");
  await keys.fill(change.getByRole("textbox", { name: "用户名" }), "改过");
  await keys.enter(change.getByRole("button", { name: "保存" }));
  await expect(panel).toContainText("改过");
  await expect(edit).toBeFocused();

  await keys.enter(panel.getByRole("button", { name: "删除" }));
  const question = page.getByRole("dialog", { name: "删除“keys.only”？" });
  await keys.fill(question.getByRole("textbox"), "keys.only");
  await keys.enter(question.getByRole("button", { name: "删除" }));
  await expect(news(page)).toContainText("已删除 1 个用户");
  await keys.seen();
  await keys.press("Escape");
  await expect(panel).toHaveCount(0);
  await keys.seen();
  expect((await writes(sandbox)).map(({ method }) => method)).toEqual(["POST", "PATCH", "DELETE"]);
});

test("a user is opened from the list and forced offline, and the focus is back at the row @firefox", async ({ page }) => {
  const keys = new Keys(page);
  await page.goto("/bitanswer?q=han.hai&match=starts");
  const link = page.getByRole("link", { name: "han.haiyan", exact: true });
  await keys.enter(link);
  const offline = page.getByRole("complementary", { name: "han.haiyan" }).getByRole("button", { name: "强制下线" });
  await keys.enter(offline);
  await keys.enter(page.getByRole("dialog").getByRole("button", { name: "强制下线" }));
  await expect(news(page)).toContainText("已强制 1 个用户下线");
  // It is not offered to somebody who is offline.
  await expect(offline).toHaveCount(0);
  await keys.seen();
  await keys.press("Escape");
  await expect(page.getByRole("complementary")).toHaveCount(0);
  await expect(link).toBeFocused();
  await keys.choose(page.getByRole("button", { name: "han.haiyan 的操作" }), "禁用");
  await expect(page.getByRole("dialog", { name: "禁用“han.haiyan”？" })).toBeVisible();
  await keys.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await keys.seen();
});

test("a quota is set", async ({ page, sandbox }) => {
  const keys = new Keys(page);
  await page.goto("/");
  await keys.command("T12");
  const app = page.getByRole("link", { name: "trial-2026", exact: true });
  await keys.enter(app);
  const panel = page.getByRole("complementary", { name: "trial-2026" });
  await keys.fill(panel.getByRole("textbox", { name: "正式用户数" }), "500");
  await keys.press("Enter");
  await expect(panel).toContainText("已设置并确认");
  await keys.seen();
  await keys.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(app).toBeFocused();
  expect(await writes(sandbox)).toHaveLength(1);
});

test("ShareCreators users are created and deleted", async ({ page, sandbox }) => {
  const keys = new Keys(page);
  await page.goto("/sharecreators");
  const open = button(page, "创建用户");
  await keys.enter(open);
  const form = page.getByRole("dialog", { name: "创建 ShareCreators 用户" });
  await expect(form.getByRole("textbox", { name: "邮箱" })).toBeFocused();
  await keys.type("keys@example.cn");
  await keys.fill(form.getByRole("textbox", { name: "手机号" }), "13912345678");
  await keys.to(form.getByRole("combobox", { name: "角色" }));
  await keys.press("ArrowDown");
  await keys.enter(form.getByRole("button", { name: "创建用户" }));
  await expect(form).toContainText("已创建 keys@example.cn");
  await keys.seen();
  await keys.press("Escape");
  await expect(open).toBeFocused();
  await expect(page).toHaveURL("/sharecreators");

  const remove = button(page, "按账号删除");
  await keys.enter(remove, "Shift+Tab");
  const accounts = page.getByRole("dialog", { name: "按账号删除" });
  await expect(accounts.getByRole("textbox", { name: "账号" })).toBeFocused();
  await keys.type("keys@example.cn");
  await keys.enter(accounts.getByRole("button", { name: "下一步" }));
  const question = page.getByRole("dialog", { name: "确定在 ShareCreators 删除 1 个账号？" });
  await expect(question.getByRole("textbox")).toBeFocused();
  await keys.type("keys@example.cn");
  await keys.enter(question.getByRole("button", { name: "删除 1 个账号" }));
  await expect(news(page)).toContainText("已删除 1 个账号");
  await keys.seen();
  expect(await writes(sandbox)).toHaveLength(2);
});
