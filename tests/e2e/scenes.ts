// Every page and every state that is worth a look, and how to get there. Pictures are taken of them, and their accessibility is
// checked. A scene ends when what it shows has arrived and nothing is under way but what it holds up itself.

import { type Locator, type Page, expect } from "@playwright/test";
import type { Gateway } from "./gateway.ts";
import { type Say, apply, count, createUsers, makePlan, newUsers, status } from "./job-steps.ts";

export interface Stage {
  page: Page;
  say: Say;
  sandbox: Gateway;
  /** The sample portal in which the console is framed, where it runs. */
  portal?: string;
}

export interface Scene {
  /** What the picture is called. */
  name: string;
  /** Shows it, from an empty page. */
  show: (stage: Stage) => Promise<void>;
  /** Makes it dark where the browser's wish is not enough. */
  darken?: (stage: Stage) => Promise<void>;
  /** It is about what time it is at the vendor's, so that the browser's clock must be right. */
  needsTime?: boolean;
  /** A worker answers the page; only release builds have it. */
  needsWorker?: boolean;
}

/** A scene that an address leads to, with the sign that it has arrived. */
const at = (name: string, address: string, sign: (stage: Stage) => Locator, needsTime = false): Scene => ({
  name,
  needsTime,
  show: async (stage) => {
    await stage.page.goto(address);
    await expect(sign(stage)).toBeVisible();
  },
});

const panel = ({ page }: Stage) => page.getByRole("complementary").getByRole("term").first();
const dialog = ({ page }: Stage) => page.getByRole("dialog").getByRole("heading", { level: 2 });
const press = ({ page, say }: Stage, chinese: string, english: string) =>
  page.getByRole("button", { name: say(chinese, english), exact: true }).click();

/** Rows for a plan with one of every verdict. */
function mixed(say: Say): string[] {
  return [
    say("帐号\t用户名\t状态", "account\tdisplay name\tstatus"),
    say("wei.yichen\t魏一辰\t正常", "wei.yichen\tWei Yichen\tenabled"),
    say("nora.lindqvist\tNora Lindqvist\t正常", "nora.lindqvist\tNora Lindqvist\tenabled"),
    say("pan.ruolin\t潘若琳\t正常", "pan.ruolin\tPan Ruolin\tenabled"),
    say("guo.gang\t郭大刚\t正常", "guo.gang\tGuo Dagang\tenabled"),
    say("han.haiyan\t韩海燕\t停用", "han.haiyan\t韩海燕\tdisabled"),
    say("song.xia\t宋霞\t正常", "song.xia\t宋霞\tenabled"),
    say("fu.zhiming\t傅志明\t正常", "fu.zhiming\tFu Zhiming\tenabled"),
    say("fu.zhiming\t付志明\t正常", "fu.zhiming\tFu Zhi Ming\tenabled"),
    say("qiu.lan\t邱岚\t休假", "qiu.lan\tQiu Lan\ton leave"),
    say("\t无名\t正常", "\tNobody\tenabled"),
  ];
}

/** Three accounts that ShareCreators was asked for, so that its ledger has something. */
async function fillLedger({ page, say }: Stage): Promise<void> {
  const lines = ["lin.xue", "gao.yang", "meng.fei"].map((name, index) => `${name}@example.com\t1380000000${index}\t${"UVU"[index]}`);
  const heading = say("邮箱\t手机\t角色", "email\tphone\trole");
  await makePlan(page, say, "create-accounts", [heading, ...lines], "sharecreators");
  await apply(page);
  await expect(status(page)).toHaveText(say("已完成", "Finished"));
}

/** A job of which two requests are answered and the third is not. */
async function holdJob({ page, say }: Stage): Promise<void> {
  let asked = 0;
  await page.route(/\/vendors\/bitanswer\/users$/, async (route) => {
    if (route.request().method() !== "POST" || ++asked <= 2) {
      await route.continue();
    }
  });
  const names = newUsers(200, (index) => `training.${String(index + 1).padStart(3, "0")}`);
  const lines = names.map((line, index) => line.replace(/\t.*/, `\t${say("培训账号 ", "Training ")}${index + 1}`));
  await createUsers(page, say, lines, { rows: 40, atOnce: 1 });
  await expect(count(page, "succeeded")).toHaveText("80");
}

/** A job with a row that the vendor refused. */
async function endJob({ page, say }: Stage): Promise<void> {
  const heading = say("帐号\t用户名", "account\tdisplay name");
  const names = ["guo.gang", "han.haiyan", "zhang.na", "li.yuxuan", "shen.lan"];
  const lines = names.map((name, index) => `${name}\t${say("改名", "Renamed ")}${index + 1}`);
  await makePlan(page, say, "change-users", [heading, ...lines]);
  // Somebody deletes one of them between the plan and its job.
  await page.evaluate(async () => {
    const headers = { "x-rollcall-trace": "scene", bitkey: "sandbox-bitkey" };
    await fetch("/vendors/bitanswer/users/user/zhang.na", { method: "DELETE", headers });
  });
  await apply(page, { rows: 1, atOnce: 1 });
  await expect(count(page, "succeeded")).toHaveText("4");
  await expect(count(page, "failed")).toHaveText("1");
}

async function createVault({ page, say }: Stage): Promise<void> {
  await page.goto("/settings?vendor=console");
  await page.getByRole("button", { name: say("创建保险库", "Create vault") }).click();
  const fields = page.getByRole("dialog").locator("input[type=password]");
  await fields.nth(0).fill("correct horse battery");
  await fields.nth(1).fill("correct horse battery");
  await page.getByRole("dialog").getByRole("button", { name: say("创建保险库", "Create vault") }).click();
  await expect(page.getByText(say("已解锁", "Unlocked"), { exact: true })).toBeVisible();
}

/** The scenes, in the order of the navigation. */
export const scenes: Scene[] = [
  at("overview", "/", ({ page }) => page.getByRole("main").getByRole("table"), true),
  {
    name: "palette",
    needsTime: true,
    show: async (stage) => {
      await stage.page.goto("/");
      await expect(stage.page.getByRole("main").getByRole("table")).toBeVisible();
      await stage.page.keyboard.press("Control+k");
      await expect(stage.page.getByRole("dialog").getByRole("option").first()).toBeVisible();
    },
  },
  at("t12", "/t12", ({ page }) => page.getByRole("row").nth(11), true),
  at("t12-quota", "/t12?user=trial-2026", ({ page }) => page.getByRole("complementary").getByRole("textbox").first(), true),
  at("tingyun", "/tingyun", ({ page }) => page.getByRole("grid").locator("[data-row]").first()),
  at("tingyun-user", "/tingyun?user=1230978", panel),
  at("bitanswer", "/bitanswer", ({ page }) => page.getByRole("row").nth(20)),
  at("bitanswer-user", "/bitanswer?user=han.haiyan", panel),
  at("bitanswer-edit", "/bitanswer?user=han.haiyan&do=edit", dialog),
  at("bitanswer-new", "/bitanswer?do=new", dialog),
  {
    name: "bitanswer-delete",
    show: async (stage) => {
      const { page, say } = stage;
      await page.goto("/bitanswer?size=20");
      await page.getByRole("checkbox", { name: say("选择本页全部行", "Select all rows on this page") }).check();
      const bar = page.getByRole("group", { name: say("对所选用户的操作", "Actions for the selection") });
      await bar.getByRole("button", { name: say("删除", "Delete") }).click();
      await expect(dialog(stage)).toBeVisible();
    },
  },
  {
    name: "bitanswer-everybody",
    show: async ({ page, say }) => {
      await page.goto(`/bitanswer?view=all&q=${encodeURIComponent(say("song 状态:已禁用", "song status:disabled"))}&sort=nick`);
      await expect(page.locator(".roster-count")).toContainText("2,184");
      await expect(page.getByRole("grid").locator("[data-row]").first()).toBeVisible();
    },
  },
  {
    name: "bitanswer-find",
    show: async ({ page, say }) => {
      await page.goto("/bitanswer?view=all");
      await expect(page.locator(".roster-count")).toContainText("2,184");
      await expect(page.getByRole("grid").locator("[data-row]").first()).toBeVisible();
      await page.getByRole("grid").focus();
      await page.keyboard.press("Control+f");
      await expect(page.getByRole("textbox", { name: say("在表格中查找", "Find in the table") })).toBeFocused();
      await page.keyboard.type("song");
      await expect(page.getByText(say("第 1 处，共", "1 of"))).toBeVisible();
      await expect.poll(() => page.evaluate(() => CSS.highlights.get("grid-found")?.size ?? 0)).toBeGreaterThan(1);
    },
  },
  {
    name: "bitanswer-problem",
    show: async ({ page, sandbox }) => {
      await sandbox.arm({ vendor: "bitanswer", kind: "html-502", times: 9 });
      await page.goto("/bitanswer");
      await expect(page.getByRole("alert").first()).toBeVisible();
    },
  },
  {
    name: "sharecreators",
    show: async (stage) => {
      await fillLedger(stage);
      await stage.page.goto("/sharecreators");
      await expect(stage.page.getByRole("grid").locator("[data-row]")).toHaveCount(3);
    },
  },
  at("sharecreators-new", "/sharecreators?do=new", dialog),
  at("plan", "/plan?vendor=bitanswer&for=create-or-change-users", ({ page, say }) =>
    page.getByRole("textbox", { name: say("或粘贴单元格", "Or paste cells") })),
  {
    name: "plan-read",
    show: async ({ page, say }) => {
      await page.goto("/plan?vendor=bitanswer&for=create-or-change-users");
      await page.getByRole("textbox", { name: say("或粘贴单元格", "Or paste cells") }).fill(mixed(say).join("\n"));
      await page.getByRole("button", { name: say("读取粘贴的内容", "Read the pasted cells") }).click();
      await expect(page.getByRole("heading", { name: say("检查读取结果", "Check what was read") })).toBeFocused();
    },
  },
  { name: "plan-review", show: ({ page, say }) => makePlan(page, say, "create-or-change-users", mixed(say)) },
  { name: "job-running", show: holdJob },
  { name: "job-over", show: endJob },
  {
    name: "jobs",
    show: async (stage) => {
      await fillLedger(stage);
      await endJob(stage);
      await holdJob(stage);
      await stage.page.getByRole("link", { name: stage.say("全部任务", "All jobs") }).click();
      await expect(stage.page.getByRole("table").locator("tbody tr")).toHaveCount(3);
    },
  },
  {
    name: "activity",
    show: async (stage) => {
      await endJob(stage);
      await fillLedger(stage);
      await stage.page.goto("/activity");
      await expect(stage.page.getByRole("table").locator("tbody tr")).toHaveCount(8);
    },
  },
  at("settings", "/settings?vendor=bitanswer", ({ page, say }) => page.getByRole("button", { name: say("测试连接", "Test connection") })),
  {
    name: "settings-proxy",
    show: async ({ page, say }) => {
      await page.goto("/settings?vendor=tingyun");
      const ways = page.getByRole("radiogroup", { name: say("传输方式", "Transport") });
      await ways.getByText(say("代理前缀", "Proxy prefix"), { exact: true }).click();
      await page.getByRole("textbox", { name: say("前缀", "Prefix"), exact: true }).fill("proxy.example/");
      await page.getByRole("textbox", { name: say("前缀", "Prefix"), exact: true }).blur();
      await expect(page.getByText(say("须以小写的", "Begin with https")).first()).toBeVisible();
    },
  },
  {
    name: "doctor",
    needsTime: true,
    show: async (stage) => {
      const { page, say } = stage;
      await page.goto("/settings?vendor=bitanswer");
      await press(stage, "测试连接", "Test connection");
      await expect(page.getByRole("button", { name: say("复制报告", "Copy the report") })).toBeVisible();
      await page.getByRole("heading", { name: say("连接测试", "Connection test") }).evaluate((heading) => heading.scrollIntoView());
    },
  },
  at("console", "/settings?vendor=console", ({ page, say }) => page.getByRole("button", { name: say("创建保险库", "Create vault") })),
  {
    name: "vault",
    show: async ({ page, say }) => {
      await page.goto("/settings?vendor=console");
      await page.getByRole("button", { name: say("创建保险库", "Create vault") }).click();
      await page.getByRole("dialog").locator("input[type=password]").nth(0).fill("correct horse battery");
    },
  },
  {
    name: "vault-locked",
    show: async (stage) => {
      const { page, say } = stage;
      await createVault(stage);
      await page.getByRole("banner").getByRole("button", { name: say("锁定保险库", "Lock vault") }).click();
      await page.getByRole("banner").getByRole("button", { name: say("解锁保险库", "Unlock vault") }).click();
      await expect(dialog(stage)).toBeVisible();
    },
  },
  {
    name: "portal",
    show: async ({ page, say, portal }) => {
      await page.goto(`${portal}/#/bitanswer`);
      if (say("zh", "en") === "en") {
        await page.getByRole("button", { name: "English" }).click();
        await expect(page.frameLocator("rollcall-console iframe").getByRole("button", { name: "New user" })).toBeVisible();
      }
      await expect(page.frameLocator("rollcall-console iframe").getByRole("row").nth(10)).toBeVisible();
    },
    darken: async ({ page }) => {
      await page.getByRole("button", { name: /^切换深浅色$|dark/i }).click();
      await expect(page.frameLocator("rollcall-console iframe").locator(":root")).toHaveAttribute("data-theme", "dark");
    },
  },
  {
    name: "demo",
    needsTime: true,
    needsWorker: true,
    show: async ({ page, say }) => {
      await page.goto("/?demo");
      await expect(page.getByRole("complementary", { name: say("演示", "Demo") })).toBeVisible();
      await expect(page.getByText(say("沙箱，并非真实厂商", "Sandbox, not a vendor")).first()).toBeVisible();
      await expect(page.getByRole("main").getByRole("table")).toBeVisible();
    },
  },
];
