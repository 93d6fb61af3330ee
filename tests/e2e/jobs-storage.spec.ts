// What the browser does to its own storage: half a record at the end of its log, data that is gone, a database that does
// not open.

import { appendFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { apply, count, createUsers, expectEachOnce, killBrowser, newUsers, status } from "./job-steps.ts";
import { compare, give, open } from "./plan-steps.ts";
import { asked } from "./wire.ts";

const ROWS = 240;
const SLOW = { rows: 6, atOnce: 2, perMinute: 300 };

test("half a record at the end of the browser's log costs nothing, however often", async ({
  sandbox,
  baseURL,
  launchOptions,
}) => {
  test.setTimeout(240_000);
  const folder = await mkdtemp(path.join(tmpdir(), "rollcall-torn-"));
  const launch = (): Promise<BrowserContext> =>
    chromium.launchPersistentContext(folder, { ...launchOptions, locale: "zh-CN", baseURL });
  const sent = async (): Promise<number> =>
    (await asked(sandbox, { vendor: "bitanswer", method: "POST", path: "/users" })).length;
  let context = await launch();
  let page = context.pages()[0] ?? (await context.newPage());
  await open(page, "bitanswer", "create-users");
  await give(page, "users.tsv", ["帐号\t用户名", ...newUsers(ROWS)].join("\n"));
  await compare(page);
  const id = await apply(page, SLOW);
  for (let killed = 0; killed < 4; killed += 1) {
    const wanted = (await sent()) + 4;
    await expect.poll(sent, { timeout: 60_000 }).toBeGreaterThanOrEqual(wanted);
    await killBrowser(context);
    // The header of a record of 64 bytes that nobody wrote any more: where the killed browser could have stopped.
    const [origin] = await readdir(path.join(folder, "Default/IndexedDB"));
    const kept = path.join(folder, "Default/IndexedDB", origin ?? "");
    const log = (await readdir(kept)).filter((name) => name.endsWith(".log")).toSorted().at(-1);
    await appendFile(path.join(kept, log ?? ""), Buffer.from("11223344400001", "hex"));
    context = await launch();
    page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`/jobs?job=${id}`);
  }
  await expect(status(page)).toHaveText("已完成", { timeout: 30_000 });
  await expect(count(page, "succeeded")).toHaveText(String(ROWS));
  await expectEachOnce(sandbox, ROWS);
  await context.close();
  await rm(folder, { recursive: true, force: true });
});

test("a job goes on although the browser forgot that there is one", async ({ page, sandbox, say }) => {
  await createUsers(page, say, newUsers(60), SLOW);
  // Written to the disk seconds later than the job itself, and so what a crash takes.
  await page.goto("/missing");
  await page.evaluate(() => localStorage.removeItem("rollcall.jobs.open"));
  await page.goto("/t12");
  await expect(page.locator(".job-chip")).toBeVisible({ timeout: 30_000 });
  await expect
    .poll(async () => (await asked(sandbox, { vendor: "bitanswer", method: "POST", path: "/users" })).length, { timeout: 30_000 })
    .toBe(10);
});

test("a job that the browser lost is told, with what to do @languages", async ({ page, say, axe }) => {
  const id = await createUsers(page, say, newUsers(ROWS), { ...SLOW, perMinute: 10 });
  await page.goto("/missing");
  await page.evaluate(
    () => new Promise((resolve) => (indexedDB.deleteDatabase("rollcall-jobs").onsuccess = resolve)),
  );
  await page.goto(`/jobs?job=${id}`);
  await expect(page.getByText(say("浏览器丢失了此任务的数据", "The browser lost what it kept of this job"))).toBeVisible();
  await axe();
  await page.goto("/jobs");
  const notice = page.getByText(say("浏览器丢失了 1 个任务的数据", "The browser lost what it kept of 1 job"));
  await expect(notice).toBeVisible();
  await axe();
  await page.getByRole("button", { name: say("知道了", "I know") }).click();
  await expect(notice).toBeHidden();
  await page.reload();
  await expect(page.getByText(say("还没有任务", "No jobs yet"))).toBeVisible();
  await expect(notice).toBeHidden();
  await page.goto(`/jobs?job=${id}`);
  await expect(page.getByText(say("此浏览器中没有这个任务", "There is no such job in this browser"))).toBeVisible();
});

test("a storage that does not open is no lost job, and is tried again", async ({ page, sandbox, say }) => {
  const id = await createUsers(page, say, newUsers(12), SLOW);
  await expect(status(page)).toHaveText("已完成");
  await page.addInitScript(() => {
    const own = IDBFactory.prototype.open;
    let fails = true;
    Object.assign(globalThis, { mend: () => (fails = false) });
    IDBFactory.prototype.open = function (this: IDBFactory, ...given: [string, number?]) {
      if (fails) throw new DOMException("Internal error opening backing store", "UnknownError");
      return own.apply(this, given);
    };
  });
  await page.goto(`/jobs?job=${id}`);
  await expect(page.getByText("浏览器存储未能读出此任务")).toBeVisible();
  await page.evaluate(() => (globalThis as unknown as { mend: () => void }).mend());
  await page.getByRole("button", { name: "重试" }).click();
  await expect(count(page, "succeeded")).toHaveText("12");
  await expectEachOnce(sandbox, 12);
});
