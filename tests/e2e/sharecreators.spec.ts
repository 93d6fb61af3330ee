// ShareCreators: two calls that write, none that lists; what is known is this browser's ledger.

import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import type { Recorded } from "./gateway.ts";
import { json, theOnly, writes } from "./wire.ts";

const create = { vendor: "sharecreators", method: "POST", path: "/api/asset-server/user/add-user" };
const remove = { vendor: "sharecreators", method: "POST", path: "/api/asset-server/user/del-user" };
const ledger = (page: Page) => page.getByRole("grid", { name: "已知账号" });
const row = (page: Page, email: string) => ledger(page).getByRole("row").filter({ hasText: email });
const news = (page: Page) => page.getByRole("region", { name: "通知" });

/** The raw token, the tenant and the platform, and no more. */
function expectAuthorized(request: Recorded): void {
  expect(request.headers.authorization).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(request.headers.bid).toBe("sandbox-tenant");
  expect(request.headers.platform).toBe("WEB");
  expect(request.target).not.toContain("?");
}

async function fillIn(page: Page, email: string, phone = "13912345678"): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "创建 ShareCreators 用户" });
  await dialog.getByRole("textbox", { name: "邮箱" }).fill(email);
  await dialog.getByRole("textbox", { name: "手机号" }).fill(phone);
}

async function created(page: Page, email: string): Promise<void> {
  await page.goto("/sharecreators?do=new");
  await fillIn(page, email);
  const dialog = page.getByRole("dialog", { name: "创建 ShareCreators 用户" });
  await dialog.getByRole("button", { name: "创建用户" }).click();
  await expect(dialog).toContainText(`已创建 ${email}`);
  await dialog.getByRole("button", { name: "查看账号" }).click();
  await expect(page.getByRole("complementary", { name: email })).toBeVisible();
}

test("an empty ledger says what it is @languages", async ({ page, say, axe }) => {
  await page.goto("/sharecreators");
  await expect(page.getByText(say("台账为空", "The ledger is empty"))).toBeVisible();
  await expect(page.getByRole("main")).toContainText(say("绝不是全部用户", "never all users"));
  await axe();
});

test("a user is created, shown as the vendor answered, and stays in the ledger over a reload", async ({
  page,
  sandbox,
  axe,
}) => {
  await page.goto("/sharecreators");
  await page.getByRole("button", { name: "创建用户" }).click();
  const dialog = page.getByRole("dialog", { name: "创建 ShareCreators 用户" });
  await expect(dialog.getByRole("textbox", { name: "邮箱" })).toBeFocused();
  await axe();
  await fillIn(page, "zhang@example.cn", "139 1234-5678");
  await dialog.getByRole("combobox", { name: "角色" }).selectOption({ label: "访客（V）" });
  await dialog.getByRole("button", { name: "创建用户" }).click();
  await expect(dialog).toContainText("已创建 zhang@example.cn");
  await expect(dialog).toContainText("is_admin");
  const request = await theOnly(sandbox, create);
  expectAuthorized(request);
  expect(json(request)).toEqual({
    email: "zhang@example.cn",
    telephone: "13912345678",
    phoneAreaCode: "86",
    role: "V",
  });
  expect(request.applied).toBe(true);
  await axe();
  await dialog.getByRole("button", { name: "查看账号" }).click();
  await expect(page).toHaveURL("/sharecreators?user=zhang%40example.cn");

  await page.reload();
  await expect(row(page, "zhang@example.cn")).toContainText("已创建");
  await expect(page.getByRole("complementary", { name: "zhang@example.cn" })).toContainText("访客（V）");
  // What is stored holds no credentials.
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(stored).toContain("zhang@example.cn");
  expect(stored).not.toContain("eyJ");
  expect(await writes(sandbox)).toHaveLength(1);
});

test("every wrong field is named at once and nothing is sent @languages", async ({ page, sandbox, say }) => {
  await page.goto("/sharecreators?do=new");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: say("邮箱", "E-mail") }).fill("zhang");
  await dialog.getByRole("textbox", { name: say("区号", "Country code") }).fill("");
  await dialog.getByRole("textbox", { name: say("手机号", "Phone") }).fill("12a45");
  await dialog.getByRole("button", { name: say("创建用户", "Create user") }).click();
  await expect(dialog).toContainText(say("邮箱：格式不正确", "not a valid value: e-mail"));
  await expect(dialog).toContainText(say("请填写：区号", "Fill in: country code"));
  await expect(dialog).toContainText(say("手机号：格式不正确", "not a valid value: phone"));
  expect(await sandbox.journal()).toEqual([]);
});

test("a super admin is created only when the address was typed again", async ({ page, sandbox }) => {
  await page.goto("/sharecreators?do=new");
  await fillIn(page, "boss@example.cn");
  const dialog = page.getByRole("dialog", { name: "创建 ShareCreators 用户" });
  await dialog.getByRole("combobox", { name: "角色" }).selectOption({ label: "超级管理员（SA）" });
  await dialog.getByRole("button", { name: "创建用户" }).click();
  const question = page.getByRole("dialog", { name: "确定创建超级管理员？" });
  const confirm = question.getByRole("button", { name: "创建超级管理员" });
  await expect(confirm).toBeDisabled();
  expect(await sandbox.journal()).toEqual([]);
  await question.getByRole("textbox", { name: "输入 boss@example.cn 以确认" }).fill("boss@example.cn");
  await confirm.click();
  await expect(dialog).toContainText("已创建 boss@example.cn");
  expect(json(await theOnly(sandbox, create))).toMatchObject({ role: "SA" });
});

test("an account is deleted by its e-mail, after its name was typed", async ({ page, sandbox, axe }) => {
  await created(page, "li@example.cn");
  await page.getByRole("complementary").getByRole("button", { name: "在 ShareCreators 删除" }).click();
  const question = page.getByRole("dialog", { name: "确定在 ShareCreators 删除 1 个账号？" });
  const confirm = question.getByRole("button", { name: "删除 1 个账号" });
  await expect(confirm).toBeDisabled();
  await axe();
  await question.getByRole("textbox").fill("li@example.cn");
  await confirm.click();
  await expect(news(page)).toContainText("已删除 1 个账号");
  const request = await theOnly(sandbox, remove);
  expectAuthorized(request);
  expect(json(request)).toEqual({ list: ["li@example.cn"] });
  expect(request.applied).toBe(true);
  await expect(row(page, "li@example.cn")).toContainText("已删除");
  await page.reload();
  await expect(row(page, "li@example.cn")).toContainText("已删除");
});

test("several accounts are typed in and deleted by one call", async ({ page, sandbox }) => {
  await created(page, "one@example.cn");
  await created(page, "two@example.cn");
  await page.goto("/sharecreators");
  await page.getByRole("button", { name: "按账号删除" }).click();
  const dialog = page.getByRole("dialog", { name: "按账号删除" });
  await dialog.getByRole("button", { name: "下一步" }).click();
  await expect(dialog).toContainText("请至少填写一个账号");
  await dialog.getByRole("textbox", { name: "账号" }).fill("one@example.cn\ntwo@example.cn\n");
  await dialog.getByRole("button", { name: "下一步" }).click();
  const question = page.getByRole("dialog", { name: "确定在 ShareCreators 删除 2 个账号？" });
  await question.getByRole("textbox", { name: "输入 2 以确认" }).fill("2");
  await question.getByRole("button", { name: "删除 2 个账号" }).click();
  await expect(news(page)).toContainText("已删除 2 个账号");
  expect(json(await theOnly(sandbox, remove))).toEqual({ list: ["one@example.cn", "two@example.cn"] });
});

test("with the connection's switch the user_id is sent instead", async ({ page, sandbox }) => {
  await created(page, "id@example.cn");
  await page.goto("/settings?vendor=sharecreators");
  await page.getByRole("checkbox", { name: "按 user_id 而不是邮箱删除用户" }).check();
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await expect(news(page)).toContainText("已保存 ShareCreators 的设置");
  await page.goto("/sharecreators?user=id%40example.cn");
  await page.getByRole("complementary").getByRole("button", { name: "在 ShareCreators 删除" }).click();
  const question = page.getByRole("dialog", { name: "确定在 ShareCreators 删除 1 个账号？" });
  await question.getByRole("textbox").fill("id@example.cn");
  await question.getByRole("button", { name: "删除 1 个账号" }).click();
  await expect(news(page)).toContainText("已删除 1 个账号");
  const { list } = json(await theOnly(sandbox, remove)) as { list: string[] };
  expect(list).toHaveLength(1);
  expect(list[0]).toMatch(/^[a-z0-9]{8}$/);
});

test("known accounts are entered, filtered, forgotten and brought back, without asking the vendor", async ({
  page,
  sandbox,
}) => {
  await page.goto("/sharecreators");
  await page.getByRole("button", { name: "登记已知账号" }).click();
  const dialog = page.getByRole("dialog", { name: "登记已知账号" });
  await dialog.getByRole("textbox", { name: "邮箱" }).fill("a@example.cn; b@example.cn");
  await dialog.getByRole("button", { name: "加入台账" }).click();
  await expect(ledger(page).getByRole("row")).toHaveCount(3);
  await expect(row(page, "a@example.cn")).toContainText("手动登记");
  await page.getByRole("textbox", { name: "按邮箱、user_id 或手机号筛选" }).fill("b@");
  await expect(ledger(page).getByRole("row")).toHaveCount(2);
  await expect(ledger(page).getByRole("row").nth(1)).toContainText("b@example.cn");
  await row(page, "b@example.cn").getByRole("button", { name: "操作" }).click();
  await page.getByRole("menuitem", { name: "仅从台账移除" }).click();
  await expect(row(page, "b@example.cn")).toHaveCount(0);
  await news(page).getByRole("button", { name: "撤销" }).click();
  await expect(row(page, "b@example.cn")).toHaveCount(1);
  await page.reload();
  await expect(row(page, "b@example.cn")).toHaveCount(1);
  expect(await sandbox.journal()).toEqual([]);
});

test("known accounts are found by state, selected together and deleted by one call", async ({ page, sandbox }) => {
  for (const email of ["a@example.cn", "b@example.cn", "c@example.cn"]) {
    await created(page, email);
  }
  await page.getByRole("complementary").getByRole("button", { name: "关闭" }).click();
  await expect(ledger(page).getByRole("row")).toHaveCount(4);
  // The newest first, as long as nobody ordered them otherwise.
  await expect(ledger(page).getByRole("row").nth(1)).toContainText("c@example.cn");
  await page.getByRole("textbox", { name: "按邮箱、user_id 或手机号筛选" }).fill("状态:已创建 -c@");
  await expect(page.getByText("共 3 个账号，显示 2 个")).toBeVisible();
  await ledger(page).getByRole("checkbox", { name: "全选当前显示的账号" }).check();
  await page.getByRole("main").getByRole("button", { name: "在 ShareCreators 删除" }).click();
  const question = page.getByRole("dialog", { name: "确定在 ShareCreators 删除 2 个账号？" });
  await question.getByRole("textbox", { name: "输入 2 以确认" }).fill("2");
  await question.getByRole("button", { name: "删除 2 个账号" }).click();
  await expect(news(page)).toContainText("已删除 2 个账号");
  const { list } = json(await theOnly(sandbox, remove)) as { list: string[] };
  expect(list.toSorted()).toEqual(["a@example.cn", "b@example.cn"]);
  // Neither counts as created any more, and neither is selected.
  await expect(page.getByText("共 3 个账号，显示 0 个")).toBeVisible();
  await expect(page.getByRole("main").getByRole("button", { name: "在 ShareCreators 删除" })).toHaveCount(0);
  await page.getByRole("button", { name: "清除筛选" }).click();
  await expect(row(page, "a@example.cn")).toContainText("已删除");
  await expect(row(page, "c@example.cn")).toContainText("已创建");
});
