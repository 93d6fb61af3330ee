// No secret that the gateway holds reaches a browser, and none of anybody's is in the gateway's log or audit trail:
// keys in the configuration, the token with which somebody signs in, passwords on their way to a vendor and back.

import { execFileSync } from "node:child_process";
import { type Canary, canary } from "./canaries.ts";
import { APP, startHeld } from "./canary-held.ts";
import {
  button,
  copyAll,
  driveBitAnswer,
  driveShareCreators,
  driveT12,
  driveTingyun,
  rows,
  type,
  visit,
} from "./canary-steps.ts";
import { examine } from "./doctor-steps.ts";
import { expect, test } from "./fixtures.ts";
import { SecretSearch } from "./secret-search.ts";

test.use({ actionTimeout: 15_000 });

/** A token of the gateway's, which is like no other text by itself, and its lines for the configuration. */
function bearer(): { token: Canary; lines: string } {
  const program = process.env.ROLLCALL_BIN ?? "";
  const printed = execFileSync(program, ["token", "new", "--name", "li", "--role", "admin"]).toString();
  const value = /^rollcall_[0-9a-f]{64}$/m.exec(printed)?.[0] ?? "";
  const lines = /^\[\[access\.tokens\]\][^]*$/m.exec(printed)?.[0] ?? "";
  return { token: { name: "the gateway's token", value, core: value.slice(-64) }, lines };
}

test("secrets of the gateway stay in the gateway, whatever is done and whatever goes wrong", async ({ page, expected }) => {
  test.setTimeout(400_000);
  expected.networkFailures();
  const { token, lines } = bearer();
  const held = await startHeld({ lines, token: token.value });
  const { gateway, vendors, keys, answered } = held;
  const typed = canary("a typed password");
  const search = await SecretSearch.begin(page, [token, typed, answered], Object.values(keys));

  // In: first with a token that is wrong, then with the right one.
  await page.goto(`${gateway.url}/bitanswer`);
  const wrong: Canary = { ...token, name: "a wrong token", value: `rollcall_${token.core.replaceAll("a", "b")}` };
  await page.getByRole("textbox", { name: "访问令牌" }).fill(wrong.value);
  await button(page, "登录").click();
  await expect(page.getByRole("alert")).toContainText("网关不认识此令牌");
  await type(page, search, "访问令牌", token);
  await button(page, "登录").click();
  search.forbid();

  await driveBitAnswer(page, search, typed, "");
  await visit(page, /听云/);
  await driveTingyun(page, search);
  await visit(page, /T12/);
  await driveT12(page, search, APP);
  await visit(page, /ShareCreators/);
  await driveShareCreators(page, search);
  await visit(page, /概览/);
  await search.nothing("the overview");
  for (const vendor of ["t12", "tingyun", "bitanswer", "sharecreators"]) {
    await page.goto(`${gateway.url}/settings?vendor=${vendor}`);
    await examine(page);
    await copyAll(page, search, `the report of ${vendor}`);
  }

  // Refused, with all that was sent said back.
  for (const refusal of ["echo", "long", "page", "text"] as const) {
    vendors.refusal = refusal;
    for (const vendor of ["t12", "tingyun", "bitanswer"]) {
      await page.goto(`${gateway.url}/${vendor}`);
      await expect(page.getByText(/跟踪编号|读取失败/).first()).toBeVisible();
      await copyAll(page, search, `${refusal} at ${vendor}`);
      await search.nothing(`${refusal} at ${vendor}`);
      await page.goto(`${gateway.url}/settings?vendor=${vendor}`);
      await examine(page);
      await copyAll(page, search, `the report of ${refusal} at ${vendor}`);
    }
    await page.goto(`${gateway.url}/sharecreators?do=new`);
    await page.getByRole("dialog").getByRole("textbox", { name: "邮箱" }).fill("no@example.cn");
    await page.getByRole("dialog").getByRole("textbox", { name: "手机号" }).fill("13912345678");
    await page.getByRole("dialog").getByRole("button", { name: "创建用户" }).click();
    await expect(page.getByRole("dialog").getByRole("alert")).toContainText("跟踪编号");
    await copyAll(page, search, `${refusal} at sharecreators`);
    // A password on its way, and said back.
    vendors.refusal = "no";
    await page.goto(`${gateway.url}/bitanswer?user=zhang.na`);
    await button(page, "设置密码").click();
    await type(page, search, "密码", typed);
    vendors.refusal = refusal;
    await page.getByRole("dialog").getByRole("button", { name: "设置密码" }).click();
    await expect(page.getByRole("dialog").getByRole("alert")).toContainText("跟踪编号");
    // The field is there yet, for another try.
    await search.nothing(`a password and ${refusal}`);
    search.forbid();
    await page.getByRole("dialog").getByRole("button", { name: "取消" }).first().click();
    await search.nothing(`a password and ${refusal}, abandoned`);
  }

  vendors.refusal = "no";
  await page.goto(`${gateway.url}/bitanswer`);
  await expect(rows(page)).toHaveCount(51);
  await page.getByRole("button", { name: /已登录/ }).click();
  await page.getByRole("menuitem", { name: "退出登录" }).click();
  await expect(page.getByRole("heading", { name: "登录" })).toBeVisible();
  await search.nothing("signing out");

  // They did travel: each key to its own vendor, and to no other. Passwords went to one, and came from all.
  const owners = new Map([
    [keys.bitkey, "bitanswer"],
    [keys.authkey, "tingyun"],
    [keys.token, "sharecreators"],
    [typed, "bitanswer"],
  ]);
  for (const [one, owner] of owners) {
    expect([...new Set(vendors.with(one).map(({ vendor }) => vendor))], one.name).toEqual([owner]);
  }
  // This one only signs.
  expect(vendors.with(keys.managerKey)).toEqual([]);
  expect(vendors.with(token)).toEqual([]);
  expect(search.searches).toBeGreaterThan(40);

  expect(gateway.printed()).toContain("PATCH");
  await held.end([typed, token]);
});
