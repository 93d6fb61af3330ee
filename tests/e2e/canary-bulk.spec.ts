// Passwords of many rows are in no place but the request to their vendor: brought as cells or files, planned, applied by a
// job that is reloaded, refused, asked for again or taken back, and recorded.

import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";
import { type Canary, canary, leaks } from "./canaries.ts";
import {
  asCells,
  driveRecords,
  driveResult,
  driveReview,
  giveAgain,
  giveOne,
  lines,
  newLines,
  plan,
  save,
} from "./canary-bulk-steps.ts";
import { type Held, startHeld } from "./canary-held.ts";
import { button, copyAll, dialog } from "./canary-steps.ts";
import { expect, test as base } from "./fixtures.ts";
import { apply, count, status } from "./job-steps.ts";
import { compare, give, open, reviewed } from "./plan-steps.ts";
import { SecretSearch } from "./secret-search.ts";

interface Bulk {
  held: Held;
  /** Passwords; all of them are looked for wherever the gateway writes, too. */
  passwords: { first: Canary; second: Canary; third: Canary };
  search: SecretSearch;
}

const test = base.extend<Bulk>({
  held: async ({ passwords }, use) => {
    const held = await startHeld();
    await use(held);
    await held.end(Object.values(passwords));
  },
  passwords: async ({}, use) => {
    await use({ first: canary("the first password"), second: canary("the second"), third: canary("the third") });
  },
  baseURL: async ({ held }, use) => {
    await use(held.gateway.url);
  },
  search: async ({ page, held, passwords }, use) => {
    await use(await SecretSearch.begin(page, [...Object.values(passwords), held.answered], Object.values(held.keys)));
  },
});

test.use({ actionTimeout: 15_000 });

test.beforeEach(({ expected }) => {
  test.setTimeout(400_000);
  expected.networkFailures();
});

/** Writes at BitAnswer that a password was in. */
const sent = (held: Held, one: Canary) => held.vendors.with(one).filter(({ vendor }) => vendor === "bitanswer").length;

for (const way of ["pasted", "csv", "xlsx"] as const) {
  test(`rows with passwords, ${way}: read, compared, looked through, saved, applied`, async ({ page, held, passwords, search }) => {
    const { first } = passwords;
    await plan(page, search, way, lines(first), first);
    await driveReview(page, search);
    await apply(page);
    await expect(status(page)).toHaveText("已完成");
    expect(sent(held, first)).toBeGreaterThan(0);
    await driveResult(page, search, "a job that is done");
    // What was typed, chosen or read is not there when somebody comes back.
    await page.goBack();
    await search.nothing("going back to the plan");
    await page.goto("/plan?vendor=bitanswer&for=create-users");
    await page.goBack();
    await page.reload();
    await search.nothing("reloading");
  });
}

test("a job with passwords: running, reloaded, passwords given again, taken back, recorded", async ({
  page,
  held,
  passwords,
  search,
}) => {
  const { first, second, third } = passwords;
  const origin = held.gateway.url;
  await plan(page, search, "csv", newLines(60, first), first);
  await apply(page, { rows: 4, atOnce: 1, perMinute: 60 });
  await expect(count(page, "succeeded")).not.toHaveText("0");
  await search.nothing("a job under way");
  await button(page, "暂停").click();
  await expect(status(page)).toHaveText("已暂停");
  await driveResult(page, search, "a job that stands");
  const before = await count(page, "succeeded").innerText();
  await button(page, "继续").click();
  await expect(count(page, "succeeded")).not.toHaveText(before);
  await page.reload();
  // A request whose answer the reload cut off is asked about first, as long as it could still be on its way.
  await expect(status(page)).toHaveText("需要处理", { timeout: 120_000 });
  await search.nothing("a job that lacks passwords");
  // A file with a password for some, then one for the rest.
  await giveAgain(page, newLines(30, second));
  await expect.poll(() => sent(held, second)).toBeGreaterThan(0);
  await search.nothing("passwords from a file");
  await page.reload();
  await expect(status(page)).toHaveText("需要处理", { timeout: 120_000 });
  await giveOne(page, search, third);
  await expect.poll(() => sent(held, third)).toBeGreaterThan(0);
  search.forbid();
  await search.nothing("a job that goes on");
  await expect(status(page)).toHaveText("已完成", { timeout: 60_000 });
  await driveResult(page, search, "a job that was done at last");
  await button(page, "更多").click();
  await page.getByRole("menuitem", { name: "回读确认" }).click();
  await expect(page.getByRole("table")).toContainText("已回读确认");
  await search.nothing("reading back");
  await button(page, "更多").click();
  await page.getByRole("menuitem", { name: "撤销此任务" }).click();
  await search.nothing("asking what can be taken back");
  await button(page, "生成撤销计划").click();
  await reviewed(page);
  await search.nothing("a plan that takes a job back");
  await save(page, search, "导出", "计划（JSON）");
  await page.locator(".plan-apply button").last().click();
  await dialog(page).getByRole("textbox").fill("60");
  await dialog(page).getByRole("button", { name: /删除 60 个/ }).click();
  await page.waitForURL(/\/jobs\?job=/);
  await expect(status(page)).toHaveText("已完成");
  await driveResult(page, search, "a job that was taken back");
  await driveRecords(page, search, origin, "bulk.user1");
  expect([...new Set(held.vendors.with(first).map(({ vendor }) => vendor))]).toEqual(["bitanswer"]);
});

for (const refusal of ["echo", "long", "page", "text"] as const) {
  test(`a job whose vendor says back all that was sent (${refusal})`, async ({ page, held, passwords, search }) => {
    const { first } = passwords;
    await plan(page, search, "csv", newLines(6, first), first);
    Object.assign(held.vendors, { refusal, refusesReading: false });
    await apply(page, { rows: 3, atOnce: 1 });
    await expect.poll(() => sent(held, first)).toBeGreaterThan(0);
    await expect(status(page)).not.toHaveText("已完成");
    // Refused for good, or tried again after a while.
    if (refusal === "echo" || refusal === "long") {
      await expect(count(page, "failed")).toHaveText("6");
      await expect(page.getByRole("table")).toContainText("厂商原文");
    }
    await driveResult(page, search, `a job that fails (${refusal})`);
    await page.reload();
    await expect(page.getByRole("table")).toBeVisible();
    await search.nothing(`a failing job, reloaded (${refusal})`);
    await driveRecords(page, search, held.gateway.url, "bulk.user");
    held.vendors.refusesReading = true;
    await open(page, "bitanswer", "create-users");
    await give(page, "users.tsv", asCells(newLines(2, first, "other.user")));
    await button(page, "与 BitAnswer 比较").click();
    await expect(page.getByRole("alert")).toBeVisible();
    await copyAll(page, search, `a comparison that failed (${refusal})`);
    await search.nothing(`a comparison that failed (${refusal})`);
  });
}

test("a selection that gets a password as a plan", async ({ page, passwords, search, held }) => {
  await page.goto("/bitanswer");
  for (const name of ["guo.gang", "song.xia"]) {
    await page.getByRole("checkbox", { name: `选择 ${name}` }).check();
  }
  await page.getByRole("group", { name: "对所选用户的操作" }).getByRole("button", { name: "转为变更计划…" }).click();
  await page.getByRole("menuitem", { name: "设置密码" }).click();
  search.permit(passwords.first, "密码");
  await dialog(page).getByLabel("密码").and(page.locator("input")).fill(passwords.first.value);
  await search.nothing("typing a password for a selection");
  await dialog(page).getByRole("button", { name: "转为变更计划…" }).click();
  await reviewed(page);
  search.forbid();
  await search.nothing("a plan from a selection");
  await save(page, search, "导出", "计划（CSV）");
  await apply(page);
  await expect(status(page)).toHaveText("已完成");
  await driveResult(page, search, "a job that sets passwords");
  expect(sent(held, passwords.first)).toBeGreaterThan(0);
});

test("ShareCreators: a column of passwords that nobody asked for, and the ledger", async ({ page, passwords, search, held }) => {
  const { first } = passwords;
  const cell = `"${first.value.replaceAll('"', '""')}"`;
  const file = ["邮箱,手机号,角色,初始密码", ...["one", "two"].map((name, at) => `${name}@example.cn,1391234567${at},U,${cell}`), `bad,1,boss,${cell}`];
  await open(page, "sharecreators", "create-accounts");
  await give(page, "accounts.csv", file.join("\n"));
  await search.nothing("what was read for ShareCreators");
  await compare(page);
  await search.nothing("a plan for ShareCreators");
  await save(page, search, "导出", "计划（CSV）");
  await save(page, search, "导出", /^需要修正的/);
  await apply(page, { rows: 1, atOnce: 1 });
  await expect(status(page)).toHaveText("已完成");
  await driveResult(page, search, "a job of ShareCreators");
  await page.goto("/sharecreators");
  await expect(page.getByRole("grid").getByRole("row")).toHaveCount(3);
  await search.nothing("the ledger with accounts of a job");
  expect(held.vendors.with(first)).toEqual([]);
});

test("nothing of it is in the browser's profile on the disk", async ({ held, passwords, launchOptions, baseURL }) => {
  const { first } = passwords;
  const folder = await mkdtemp(path.join(tmpdir(), "rollcall-profile-"));
  const context = await chromium.launchPersistentContext(folder, { ...launchOptions, locale: "zh-CN", baseURL });
  const page = context.pages()[0] ?? (await context.newPage());
  const search = await SecretSearch.begin(page, [first]);
  // Left in its field, when the page goes and comes back.
  await open(page, "bitanswer", "create-users");
  search.permit(first, "或粘贴单元格");
  await page.getByRole("textbox", { name: "或粘贴单元格" }).fill(asCells(newLines(30, first)));
  await search.nothing("pasting cells");
  await page.goto("/activity");
  await search.nothing("leaving pasted cells behind");
  search.forbid();
  await page.goBack();
  await page.reload();
  await search.nothing("coming back to where cells were pasted");
  await plan(page, search, "pasted", newLines(30, first), first);
  await apply(page, { rows: 4, atOnce: 1, perMinute: 120 });
  await expect.poll(() => sent(held, first)).toBeGreaterThan(1);
  await page.reload();
  await expect(status(page)).toHaveText("需要处理");
  await giveOne(page, search, first);
  await expect(status(page)).toHaveText("已完成", { timeout: 30_000 });
  await context.close();
  const found: [string, string][] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      const name = path.join(entry.parentPath, entry.name);
      // Chromium writes texts in either width; without the zeros both are the same.
      found.push([path.relative(folder, name), (await readFile(name)).toString("latin1").replaceAll("\0", "")]);
    }
  }
  expect(found.some(([name, text]) => name.includes("IndexedDB") && text.includes("bulk.user"))).toBe(true);
  expect(leaks(found, [first, ...Object.values(held.keys)])).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});
