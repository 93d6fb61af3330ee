// Every way in which a vendor can fail, as the admin sees it: which vendor, which operation, why, what to do next, and
// the id by which it is found in the logs. A write whose answer cannot be trusted is never called failed.

import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { asked, theOnly } from "./wire.ts";

type Cause = "refused" | "proxy" | "not understood";
type Text = readonly [chinese: string | RegExp, english: string | RegExp];

const causes: Record<Cause | "unknown", readonly [string, string]> = {
  refused: ["厂商拒绝了请求", "the vendor refused"],
  proxy: ["中间的代理出错", "the proxy in between failed"],
  "not understood": ["响应不符合厂商文档", "the answer is not what the vendor documents"],
  unknown: ["结果未知", "outcome unknown"],
};

const outage: Text = ["厂商服务异常，请稍后重试", "The vendor is failing. Try again later"];
const again: Text = ["请重试；若再次发生", "Try again. If it happens again"];
const vendorsWords: Text = ["请根据厂商的说明处理", "Act on the vendor's words"];
const readFirst: Text = ["再次发送之前，请先读取当前状态", "Read the current state back before you send it again"];

interface Fault {
  kind: string;
  cause: Cause;
  reason: Text;
  remedy: Text;
  /** Whether a write was carried out all the same; `undefined` if it was refused for certain. */
  applied?: boolean;
}

const words = (kind: string): Text => [`厂商返回：sandbox fault: ${kind}`, `The vendor says: sandbox fault: ${kind}`];

const faults: Fault[] = [
  { kind: "http-400", cause: "refused", reason: words("http-400"), remedy: vendorsWords },
  {
    kind: "http-403",
    cause: "refused",
    reason: words("http-403"),
    remedy: ["请在设置中检查凭据", "Check the credentials in the settings"],
  },
  { kind: "http-404", cause: "refused", reason: words("http-404"), remedy: ["请刷新列表", "Refresh the list"] },
  { kind: "http-500", cause: "refused", reason: words("http-500"), remedy: outage, applied: false },
  {
    kind: "html-502",
    cause: "not understood",
    reason: ["返回的是网页而不是数据（HTTP 502）", "A web page came instead of data (HTTP 502)"],
    remedy: outage,
    applied: false,
  },
  {
    kind: "rate-limit",
    cause: "refused",
    reason: ["请等待 7 秒", "It asks to wait 7 seconds"],
    remedy: ["请稍候再试", "Wait, then try again"],
  },
  {
    kind: "drop-before",
    cause: "proxy",
    reason: ["厂商在完整响应之前关闭了连接", "The vendor closed the connection without a whole answer"],
    remedy: again,
    applied: false,
  },
  {
    kind: "drop-after",
    cause: "proxy",
    reason: ["厂商在完整响应之前关闭了连接", "The vendor closed the connection without a whole answer"],
    remedy: again,
    applied: true,
  },
  {
    kind: "truncated",
    cause: "not understood",
    reason: ["响应不完整，中途截断（HTTP 200）", "The answer breaks off in the middle (HTTP 200)"],
    remedy: again,
    applied: true,
  },
  {
    kind: "invalid-utf8",
    cause: "not understood",
    reason: ["响应不是 UTF-8 文本（HTTP 200）", "The answer is not UTF-8 text (HTTP 200)"],
    remedy: ["厂商可能更改了接口", "The vendor may have changed its interface"],
    applied: true,
  },
  {
    kind: "empty",
    cause: "not understood",
    reason: ["响应为空（HTTP 200）", "The answer is empty (HTTP 200)"],
    remedy: again,
    applied: true,
  },
  {
    kind: "login-page",
    cause: "not understood",
    reason: ["返回的是登录页面而不是数据（HTTP 200）", "A login page came instead of data (HTTP 200)"],
    remedy: ["对方要求登录", "a session or a proxy login is asked for"],
    applied: false,
  },
  {
    kind: "wrong-types",
    cause: "not understood",
    reason: [/处按文档应为.+，实际为/, /the vendor documents .+; what came is/],
    remedy: ["厂商可能更改了接口", "The vendor may have changed its interface"],
    applied: true,
  },
  { kind: "refused", cause: "refused", reason: words("refused"), remedy: vendorsWords },
];

const alert = (place: Page | Locator) => place.getByRole("alert");
const news = (page: Page) => page.getByRole("region", { name: "通知" });

/** Says all that it must. `which` is the language: 0 Chinese, 1 English. */
async function expectTold(
  notice: Locator,
  which: 0 | 1,
  vendor: string,
  operation: string,
  fault: Fault,
  isWrite = false,
): Promise<void> {
  const cause = causes[isWrite && fault.applied !== undefined ? "unknown" : fault.cause][which];
  const title = which === 0 ? `${vendor} · ${operation}：${cause}` : `${vendor}, ${operation}: ${cause}`;
  await expect(notice).toContainText(title);
  await expect(notice).toContainText(fault.reason[which]);
  await expect(notice).toContainText(isWrite && fault.applied !== undefined ? readFirst[which] : fault.remedy[which]);
  await expect(notice).toContainText([/跟踪编号 *[0-9a-f-]{32,36}/, /Trace id *[0-9a-f-]{32,36}/][which]!);
  if (isWrite && fault.applied !== undefined) {
    await expect(notice).not.toContainText(/失败|fail/i);
  }
}

test.beforeEach(({ expected }) => expected.networkFailures());

for (const fault of faults) {
  const { kind } = fault;

  test.describe(kind, () => {
    test("while reading, by a name that is searched for @languages", async ({ page, sandbox, say }) => {
      await page.goto(`/bitanswer?q=fault-${kind}&match=equals`);
      const which = say("0", "1") === "0" ? 0 : 1;
      await expectTold(alert(page), which, "BitAnswer", say("查询用户", "query users"), fault);
      const struck = await theOnly(sandbox, { vendor: "bitanswer", method: "POST", path: "/users/data" });
      expect(struck.fault).toBe(kind);
      // Asking again is one press away, and leads to another id.
      const id = () => alert(page).locator("code").first().innerText();
      const first = await id();
      await page.getByRole("button", { name: say("重试", "Try again") }).click();
      await expect.poll(id).not.toBe(first);
    });

    test("while reading, armed, and gone at the next try", async ({ page, sandbox }) => {
      await sandbox.arm({ vendor: "tingyun", kind });
      await page.goto("/tingyun");
      await expectTold(alert(page), 0, "听云 Network", "查询用户列表", fault);
      await page.getByRole("button", { name: "重试" }).click();
      await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "301");
      await expect(alert(page)).toHaveCount(0);
    });

    test("while reading a quota", async ({ page, sandbox }) => {
      await sandbox.arm({ vendor: "t12", kind, times: 1_000 });
      await page.goto("/t12?user=huadong-manufacturing");
      const panel = page.getByRole("complementary", { name: "huadong-manufacturing" });
      await expectTold(alert(panel), 0, "T12", "查询用户数量", fault);
      await expect(page.getByRole("table", { name: "应用及其配额" })).toContainText("读取失败");
      await sandbox.disarm();
      await panel.getByRole("button", { name: "重试" }).click();
      await expect(panel.getByRole("textbox", { name: "正式用户数" })).toBeVisible();
    });

    test("while creating at ShareCreators, where nothing can be read back @languages", async ({
      page,
      sandbox,
      say,
    }) => {
      const which = say("0", "1") === "0" ? 0 : 1;
      const email = `fault-${kind}@example.cn`;
      await page.goto("/sharecreators?do=new");
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("textbox", { name: say("邮箱", "E-mail") }).fill(email);
      await dialog.getByRole("textbox", { name: say("手机号", "Phone") }).fill("13912345678");
      await dialog.getByRole("button", { name: say("创建用户", "Create user") }).click();
      await expectTold(alert(dialog), which, "ShareCreators", say("创建用户", "create user"), fault, true);
      const write = await theOnly(sandbox, {
        vendor: "sharecreators",
        method: "POST",
        path: "/api/asset-server/user/add-user",
      });
      expect(write.fault).toBe(kind);
      expect(write.applied).toBe(fault.applied ?? false);
      // The ledger says what is known: nothing after a no, that nobody knows after no answer.
      await dialog.getByRole("button", { name: say("取消", "Cancel") }).click();
      const row = page.getByRole("grid").getByRole("row").filter({ hasText: email });
      if (fault.applied === undefined) {
        await expect(page.getByText(say("台账为空", "The ledger is empty"))).toBeVisible();
        await expect(row).toHaveCount(0);
      } else {
        await expect(row).toContainText(say("未知", "Unknown"));
        await page.reload();
        await expect(row).toContainText(say("未知", "Unknown"));
      }
    });

    test("while disabling a user, read back where the outcome is unknown", async ({ page, sandbox }) => {
      const patch = { vendor: "bitanswer", method: "PATCH", path: "/users/user/zhang.na" };
      await page.goto("/bitanswer?user=zhang.na");
      await page.getByRole("complementary").getByRole("button", { name: "禁用" }).click();
      const dialog = page.getByRole("dialog", { name: "禁用“zhang.na”？" });
      await sandbox.arm({ vendor: "bitanswer", method: "PATCH", kind });
      await dialog.getByRole("button", { name: "禁用" }).click();
      await expectTold(alert(dialog), 0, "BitAnswer", "按账号更新用户", fault, true);
      const write = await theOnly(sandbox, patch);
      expect(write.applied).toBe(fault.applied ?? false);
      const readBack = dialog.getByRole("button", { name: "读取当前状态" });
      if (fault.applied === undefined) {
        await expect(readBack).toHaveCount(0);
      } else {
        await readBack.click();
      }
      if (fault.applied === false) {
        await expect(dialog).toContainText("更改未生效");
      }
      if (!fault.applied) {
        // After no answer it is sent again as the same write, which the vendor would not apply twice.
        await dialog.getByRole("button", { name: "禁用" }).click();
      }
      await expect(news(page)).toContainText("已禁用 1 个用户");
      await expect(dialog).toHaveCount(0);
      const ids = (await asked(sandbox, patch)).map(({ headers }) => headers["x-bit-req-id"]);
      expect(ids).toHaveLength(fault.applied ? 1 : 2);
      expect(new Set(ids).size).toBe(fault.applied === undefined ? 2 : 1);
    });
  });
}

for (const kind of ["drop-before", "drop-after", "html-502", "truncated", "http-500", "empty", "wrong-types", "refused"]) {
  test(`a quota whose write ends in ${kind} is read back`, async ({ page, sandbox }) => {
    const fault = faults.find((fault) => fault.kind === kind)!;
    await page.goto("/t12?user=huadong-manufacturing");
    const panel = page.getByRole("complementary", { name: "huadong-manufacturing" });
    await panel.getByRole("textbox", { name: "正式用户数" }).fill("500");
    await sandbox.arm({ vendor: "t12", method: "POST", kind });
    await panel.getByRole("button", { name: "设置配额" }).click();
    if (fault.applied) {
      // The answer says nothing; what T12 holds does.
      await expect(panel).toContainText("已设置并确认");
    } else if (fault.applied === false) {
      await expect(panel).toContainText("T12 中的数值与设置的不一致");
      await expectTold(
        alert(panel).filter({ hasText: "设置用户数量" }),
        0,
        "T12",
        "设置用户数量",
        fault,
        true,
      );
    } else {
      await expect(panel).toContainText("没有任何改动：配额未设置");
      await expectTold(alert(panel), 0, "T12", "设置用户数量", fault, true);
    }
    expect((await theOnly(sandbox, { vendor: "t12", method: "POST", path: "/api/backdoor/useright/set" })).applied).toBe(
      fault.applied ?? false,
    );
  });
}

for (const { kind, remains } of [
  { kind: "drop-before", remains: true },
  { kind: "drop-after", remains: false },
]) {
  test(`a deletion of several whose connection is lost (${kind}) is read back one by one`, async ({ page, sandbox }) => {
    await page.goto("/bitanswer");
    for (const name of ["guo.gang", "song.xia"]) {
      await page.getByRole("checkbox", { name: `选择 ${name}` }).check();
    }
    await page.getByRole("group", { name: "对所选用户的操作" }).getByRole("button", { name: "删除" }).click();
    const dialog = page.getByRole("dialog", { name: "删除 2 个用户？" });
    await sandbox.arm({ vendor: "bitanswer", method: "DELETE", kind });
    await dialog.getByRole("button", { name: "删除" }).click();
    await expect(alert(dialog)).toContainText("BitAnswer · 批量删除用户：结果未知");
    await dialog.getByRole("button", { name: "读取当前状态" }).click();
    if (remains) {
      await expect(dialog).toContainText("更改未生效");
    } else {
      await expect(news(page)).toContainText("已删除 2 个用户");
    }
    expect((await asked(sandbox, { vendor: "bitanswer", method: "GET", path: /^\/users\/user\// })).length).toBe(2);
  });
}

test("a user whose existence nobody could tell is not created without a word", async ({ page, sandbox }) => {
  await page.goto("/bitanswer?do=new");
  const dialog = page.getByRole("dialog", { name: "新建用户" });
  await dialog.getByRole("textbox", { name: "账号" }).fill("fault-drop-after");
  await dialog.getByRole("button", { name: "创建用户" }).click();
  await expect(dialog).toContainText("无法确认账号是否已存在");
  await expect(alert(dialog)).toContainText("BitAnswer · 按账号查询用户：中间的代理出错");
  const write = { vendor: "bitanswer", method: "POST", path: "/users/user/fault-drop-after" };
  expect(await asked(sandbox, write)).toEqual([]);
  await dialog.getByRole("button", { name: "不检查，直接创建" }).click();
  await expect(alert(dialog).filter({ hasText: "按账号添加用户" })).toContainText("结果未知");
  expect((await theOnly(sandbox, write)).applied).toBe(true);
});

test("rows that came before stay, and are said to be old", async ({ page, sandbox }) => {
  await page.goto("/tingyun");
  const grid = page.getByRole("grid");
  await expect(grid).toHaveAttribute("aria-rowcount", "301");
  await sandbox.arm({ vendor: "tingyun", kind: "http-500" });
  await page.getByRole("button", { name: "刷新", exact: true }).click();
  await expect(alert(page)).toContainText("听云 Network · 查询用户列表");
  await expect(page.getByText("下方显示的是上一次成功返回的数据")).toBeVisible();
  await expect(grid).toHaveAttribute("aria-rowcount", "301");
  await expect(grid.locator("[data-row]").first()).toBeVisible();
});

test("online status stops at the first failure that would meet everybody", async ({ page, sandbox }) => {
  await page.goto("/bitanswer");
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(51);
  await sandbox.arm({ vendor: "bitanswer", path: "/users/status", kind: "rate-limit", times: 1_000 });
  await page.getByRole("button", { name: "查询在线状态" }).click();
  await expect(alert(page)).toContainText("BitAnswer · 查询在线状态：厂商拒绝了请求");
  await expect(alert(page)).toContainText("请等待 7 秒");
  await expect(page.getByRole("button", { name: "查询在线状态" })).toBeEnabled();
  // Six are asked at once, so no more than those can have been under way.
  expect((await asked(sandbox, { vendor: "bitanswer", method: "GET", path: "/users/status" })).length).toBeLessThanOrEqual(6);
});

test.describe("delay", () => {
  test("a slow list shows that it is loading, then the rows @languages", async ({ page, sandbox, axe }) => {
    await page.goto("/bitanswer?q=fault-delay&match=equals");
    const table = page.getByRole("table");
    await expect(table).toHaveAttribute("aria-busy", "true");
    await expect(page.locator(".table-skeleton").first()).toBeVisible();
    await axe();
    await expect(table).toHaveAttribute("aria-busy", "false");
    await expect(page.locator(".table-skeleton")).toHaveCount(0);
    await theOnly(sandbox, { vendor: "bitanswer", method: "POST", path: "/users/data" });
  });

  test("a slow refresh keeps the rows in sight", async ({ page, sandbox }) => {
    await page.goto("/tingyun");
    const table = page.getByRole("grid");
    await expect(table).toHaveAttribute("aria-rowcount", "301");
    await sandbox.arm({ vendor: "tingyun", kind: "delay" });
    await page.getByRole("button", { name: "刷新", exact: true }).click();
    await expect(table).toHaveAttribute("aria-busy", "true");
    await expect(table).toHaveAttribute("aria-rowcount", "301");
    await expect(table).toHaveAttribute("aria-busy", "false");
  });

  test("a slow write shows that it is under way, is sent once, and cannot be dismissed", async ({ page, sandbox }) => {
    await page.goto("/bitanswer?user=zhang.na");
    await page.getByRole("complementary").getByRole("button", { name: "禁用" }).click();
    const dialog = page.getByRole("dialog", { name: "禁用“zhang.na”？" });
    await sandbox.arm({ vendor: "bitanswer", method: "PATCH", kind: "delay" });
    const confirm = dialog.getByRole("button", { name: "禁用" });
    await confirm.click();
    await expect(confirm).toHaveAttribute("aria-busy", "true");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await confirm.click({ force: true });
    await expect(dialog).toBeVisible();
    await expect(news(page)).toContainText("已禁用 1 个用户");
    await theOnly(sandbox, { vendor: "bitanswer", method: "PATCH", path: "/users/user/zhang.na" });
  });

  test("a slow quota says which step it is at", async ({ page, sandbox }) => {
    await page.goto("/t12?user=huadong-manufacturing");
    const panel = page.getByRole("complementary", { name: "huadong-manufacturing" });
    await panel.getByRole("textbox", { name: "正式用户数" }).fill("500");
    await expect(page.getByRole("table", { name: "应用及其配额" })).not.toContainText("读取中");
    await sandbox.arm({ vendor: "t12", kind: "delay", times: 3 });
    await panel.getByRole("button", { name: "设置配额" }).click();
    for (const step of ["写入前正在重新读取配额", "正在写入配额", "正在回读配额"]) {
      await expect(panel).toContainText(step);
    }
    await expect(panel).toContainText("已设置并确认");
  });
});

test("a panel with a problem is accessible in both themes @languages", async ({ page, axe }) => {
  await page.goto("/bitanswer?q=fault-http-403&match=equals&user=fault-html-502");
  await expect(alert(page)).toHaveCount(2);
  await axe();
});

test("without a network the browser's own word for it is used", async ({ page, context }) => {
  await page.goto("/tingyun");
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "301");
  await context.setOffline(true);
  await page.getByRole("button", { name: "刷新", exact: true }).click();
  await expect(alert(page)).toContainText("听云 Network · 查询用户列表：没有得到响应");
  await expect(alert(page)).toContainText("浏览器当前没有网络连接");
  await context.setOffline(false);
  await page.getByRole("button", { name: "重试" }).click();
  await expect(alert(page)).toHaveCount(0);
});
