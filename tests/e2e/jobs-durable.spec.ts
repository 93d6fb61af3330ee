// Whatever happens to the page, the browser or its storage: no row is lost and none is applied twice.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type BrowserContext, type Page, chromium } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { apply, count, createUsers, expectEachOnce, killBrowser, makePlan, newUsers, status } from "./job-steps.ts";
import { xlsx } from "./plan-files.ts";
import { asked } from "./wire.ts";
import type { Gateway } from "./gateway.ts";

const ROWS = 240;
const SLOW = { rows: 12, atOnce: 2, perMinute: 300 };

async function untilSent(sandbox: Gateway, requests: number): Promise<void> {
  await expect
    .poll(async () => (await asked(sandbox, { vendor: "bitanswer", method: "POST", path: "/users" })).length)
    .toBeGreaterThanOrEqual(requests);
}

async function expectDone(page: Page, sandbox: Gateway): Promise<void> {
  await expect(status(page)).toHaveText("已完成", { timeout: 30_000 });
  await expect(count(page, "succeeded")).toHaveText(String(ROWS));
  await expectEachOnce(sandbox, ROWS);
}

test("a reload in the middle changes nothing", async ({ page, sandbox, say }) => {
  await createUsers(page, say, newUsers(ROWS), SLOW);
  for (const requests of [3, 8]) {
    await untilSent(sandbox, requests);
    await page.reload();
  }
  await expectDone(page, sandbox);
});

test("a job goes on from any page after its own was closed", async ({ page, context, sandbox, say }) => {
  const id = await createUsers(page, say, newUsers(ROWS), SLOW);
  await untilSent(sandbox, 3);
  await page.close();
  const other = await context.newPage();
  await other.goto("/t12");
  await expect(other.locator(".job-chip")).toContainText("%");
  await other.goto(`/jobs?job=${id}`);
  await expectDone(other, sandbox);
});

test("a browser that is killed takes nothing with it", async ({ sandbox, say, baseURL, launchOptions }) => {
  const folder = await mkdtemp(path.join(tmpdir(), "rollcall-profile-"));
  const launch = (): Promise<BrowserContext> =>
    chromium.launchPersistentContext(folder, { ...launchOptions, locale: "zh-CN", baseURL });
  let context = await launch();
  let page = context.pages()[0] ?? (await context.newPage());
  const id = await createUsers(page, say, newUsers(ROWS), SLOW);
  await untilSent(sandbox, 4);
  await killBrowser(context);
  context = await launch();
  page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`/jobs?job=${id}`);
  await expectDone(page, sandbox);
  await context.close();
  await rm(folder, { recursive: true, force: true });
});

// Chromium deletes all that an origin keeps if it is killed while two transactions write to one database.
test("of two transactions that write to one database, one waits for the other", async ({ page, sandbox, say }) => {
  await page.addInitScript(() => {
    const seen: [database: string, stores: string[]][] = [];
    Object.assign(globalThis, { seen });
    const own = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (this: IDBDatabase, stores, mode, options) {
      if (mode === "readwrite") {
        seen.push([this.name, typeof stores === "string" ? [stores] : [...stores]]);
      }
      return own.call(this, stores, mode, options);
    };
  });
  await createUsers(page, say, newUsers(ROWS), { ...SLOW, perMinute: 3_000 });
  await expectDone(page, sandbox);
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: [string, string[]][] }).seen);
  const kinds = [...new Set(seen.map(([database, stores]) => `${database}: ${stores.toSorted().join(" ")}`))];
  expect(kinds.length).toBeGreaterThan(2);
  for (const [database, stores] of seen) {
    const apart = seen.filter(([name, others]) => name === database && !others.some((store) => stores.includes(store)));
    expect(apart, `${stores.join(" ")} of ${database} could be written to at the same time`).toEqual([]);
  }
});

test("of two tabs one drives, the other follows, commands, and takes over", async ({ page, context, sandbox, say }) => {
  const id = await createUsers(page, say, newUsers(ROWS), SLOW);
  const other = await context.newPage();
  await other.goto(`/jobs?job=${id}`);
  await expect(status(other)).toHaveText("在其他标签页中进行");
  await expect(count(other, "succeeded")).not.toHaveText("0");
  await other.getByRole("button", { name: "暂停" }).click();
  await expect(status(page)).toHaveText("已暂停");
  await expect(status(other)).toHaveText("已暂停");
  await other.getByRole("button", { name: "继续" }).click();
  await expect(status(page)).toHaveText("进行中");
  await page.close();
  await expect(status(other)).not.toHaveText("在其他标签页中进行");
  await expectDone(other, sandbox);
});

test("nothing is sent that cannot be recorded first", async ({ page, sandbox, say }) => {
  await page.addInitScript(() => {
    const store = globalThis as unknown as { full: boolean };
    store.full = false;
    for (const method of ["put", "add"] as const) {
      const own = IDBObjectStore.prototype[method];
      IDBObjectStore.prototype[method] = function (this: IDBObjectStore, ...given: [unknown, IDBValidKey?]) {
        if (store.full && this.name === "steps") {
          throw new DOMException("full", "QuotaExceededError");
        }
        return own.apply(this, given);
      };
    }
  });
  await createUsers(page, say, newUsers(ROWS), SLOW);
  await untilSent(sandbox, 3);
  await page.evaluate(() => ((globalThis as unknown as { full: boolean }).full = true));
  await expect(status(page)).toHaveText("需要处理");
  await expect(page.getByText("浏览器存储已写不进")).toBeVisible();
  await expect(page.locator(".job-bar rect[data-kind='under-way']")).toHaveAttribute("width", "0");
  const before = (await asked(sandbox, { vendor: "bitanswer", method: "POST", path: "/users" })).length;
  await page.getByRole("button", { name: "继续" }).click();
  await expect(status(page)).toHaveText("需要处理");
  expect((await asked(sandbox, { vendor: "bitanswer", method: "POST", path: "/users" })).length).toBe(before);
  await page.evaluate(() => ((globalThis as unknown as { full: boolean }).full = false));
  await page.getByRole("button", { name: "继续" }).click();
  await expectDone(page, sandbox);
  await page.reload();
  await expectDone(page, sandbox);
});

test("passwords are in memory only, and asked for again", async ({ page, sandbox, say }) => {
  const heading = "帐号\t用户名\t密码";
  const lines = newUsers(40).map((line, index) => `${line}\tFirst-${index}`);
  await makePlan(page, say, "create-users", [heading, ...lines]);
  await apply(page, { rows: 4, atOnce: 1, perMinute: 150 });
  await untilSent(sandbox, 2);
  await expect(count(page, "succeeded")).not.toHaveText(/^[0-4]$/);
  await page.reload();
  // A request whose answer the reload cut off is asked about first, as long as it could still be on its way.
  test.setTimeout(180_000);
  await expect(status(page)).toHaveText("需要处理", { timeout: 120_000 });
  await expect(page.locator(".job-chip")).toHaveText("任务需要处理");
  const kept = await page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open("rollcall-jobs");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const names = [...opening.result.objectStoreNames];
          const transaction = opening.result.transaction(names);
          const all = names.map((name) => transaction.objectStore(name).getAll());
          transaction.oncomplete = () => {
            opening.result.close();
            resolve(JSON.stringify(all.map(({ result }) => result)));
          };
        };
      }),
  );
  expect(kept).toContain("job.user7");
  expect(kept).not.toContain("First-");
  await page.locator("#job-passwords-file").setInputFiles({
    name: "passwords.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: xlsx([["备注", "密码", "账号"], ...newUsers(40).map((line, index) => ["x", `Second-${index}`, line.split("\t")[0] ?? ""])]),
  });
  await expect(status(page)).toHaveText("已完成");
  await expect(count(page, "succeeded")).toHaveText("40");
  await expectEachOnce(sandbox, 40);
  const bodies = (await asked(sandbox, { vendor: "bitanswer", method: "POST", path: "/users" })).map(({ body }) => body).join();
  expect(bodies).toContain("First-0");
  expect(bodies).toContain("Second-39");
});

test("a job that cannot be kept does not begin", async ({ page, sandbox, say }) => {
  await page.addInitScript(() => {
    const own = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = function (this: IDBObjectStore, ...given: [unknown, IDBValidKey?]) {
      if (this.name === "rows") {
        throw new DOMException("full", "QuotaExceededError");
      }
      return own.apply(this, given);
    };
  });
  await makePlan(page, say, "create-users", ["帐号\t用户名", ...newUsers(30)]);
  await page.locator(".plan-apply button").last().click();
  await expect(page.locator(".plan-apply").getByRole("alert")).toBeVisible();
  await expect(page).toHaveURL(/\/plan/);
  expect(await asked(sandbox, { vendor: "bitanswer", method: "POST", path: "/users" })).toEqual([]);
  await page.goto("/jobs");
  await expect(page.getByText("还没有任务")).toBeVisible();
});
