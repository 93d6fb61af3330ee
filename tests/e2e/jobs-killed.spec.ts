// Ten thousand rows, and a browser that is killed twenty times on the way: by SIGKILL, at moments that nobody chose for it.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type BrowserContext, type Page, chromium } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { apply, count, expectEachOnce, killBrowser, newUsers, status } from "./job-steps.ts";
import { compare, give, open } from "./plan-steps.ts";
import type { Gateway } from "./gateway.ts";

const ROWS = 10_000;
const KILLS = 20;

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** How many users there are, asked as the console asks. */
async function users(sandbox: Gateway): Promise<number> {
  const response = await fetch(`${sandbox.url}/vendors/bitanswer/users?offset=0&limit=1`, {
    headers: { bitkey: "sandbox-bitkey", "x-rollcall-trace": "killer" },
  });
  return ((await response.json()) as { data: { total: number } }).data.total;
}

test("a job of ten thousand rows survives twenty kills of the browser", async ({ sandbox, baseURL, launchOptions }) => {
  test.setTimeout(600_000);
  const folder = await mkdtemp(path.join(tmpdir(), "rollcall-killed-"));
  const roll = dice(20_26);
  const launch = async (): Promise<[BrowserContext, Page]> => {
    const context = await chromium.launchPersistentContext(folder, { ...launchOptions, locale: "zh-CN", baseURL });
    return [context, context.pages()[0] ?? (await context.newPage())];
  };
  const before = await users(sandbox);
  let [context, page] = await launch();
  await open(page, "bitanswer", "create-users");
  await give(page, "users.tsv", ["帐号\t用户名", ...newUsers(ROWS)].join("\n"));
  await compare(page);
  const id = await apply(page, { rows: 10, atOnce: 2, perMinute: 900 });
  for (let killed = 0; killed < KILLS; killed += 1) {
    // Some requests later, at whatever the browser is doing then: sending, waiting, recording, looking.
    const wanted = (await users(sandbox)) + 20 + roll(380);
    await expect.poll(() => users(sandbox), { timeout: 60_000, intervals: [20] }).toBeGreaterThanOrEqual(wanted);
    await new Promise((resolve) => setTimeout(resolve, roll(100)));
    await killBrowser(context);
    [context, page] = await launch();
    await page.goto(`/jobs?job=${id}`);
  }
  expect(await users(sandbox), "the job was over before the last kill").toBeLessThan(before + ROWS);
  await expect(status(page)).toHaveText("已完成", { timeout: 240_000 });
  await expect(count(page, "succeeded")).toHaveText("10,000");
  expect(await users(sandbox)).toBe(before + ROWS);
  await expectEachOnce(sandbox, ROWS);
  const state = (await (await fetch(`${sandbox.url}/sandbox/state`)).json()) as {
    bitanswer: { users: { name: string; nickName: string }[] };
  };
  const nicks = new Map(state.bitanswer.users.map(({ name, nickName }) => [name, nickName]));
  const wrong = Array.from({ length: ROWS }, (_, index) => index).filter(
    (index) => nicks.get(`job.user${index}`) !== `新用户${index}`,
  );
  expect(wrong, "rows that are not as planned").toEqual([]);
  await context.close();
  await rm(folder, { recursive: true, force: true });
});
