// The activity: every write of this browser, whoever makes it, in a chain that shows what was done to it.

import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.ts";
import { createUsers, newUsers, status } from "./job-steps.ts";
import { writes } from "./wire.ts";

test("every write is recorded with its targets and its result, and no password @languages", async ({ page, say, axe }) => {
  await page.goto("/activity");
  await expect(page.getByText(say("尚未从此浏览器写入任何内容", "Nothing was written from this browser yet"))).toBeVisible();
  await axe();
  await createUsers(page, say, newUsers(30), { rows: 20, atOnce: 1 });
  await expect(status(page)).toHaveText(say("已完成", "Finished"));
  // One by one from a page, too.
  await page.goto("/bitanswer?do=new");
  const dialog = page.getByRole("dialog", { name: say("新建用户", "New user") });
  await dialog.getByRole("textbox", { name: say("账号", "Account") }).fill("single.user");
  await dialog.getByLabel(say("密码", "Password")).first().fill("S3cret-pass!");
  await dialog.getByRole("button", { name: say("创建用户", "Create user") }).click();
  await expect(page.getByRole("complementary", { name: "single.user" })).toBeVisible();
  await page.goto("/activity");
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(1)).toContainText("single.user");
  await expect(rows.nth(1)).toContainText(say("成功", "Succeeded"));
  await expect(rows.nth(1).getByRole("cell", { name: "BitAnswer", exact: true })).toBeVisible();
  await expect(rows.nth(2)).toContainText("job.user20");
  await expect(rows.nth(3)).toContainText(say("另有 10 个", "and 10 more"));
  await axe();
  await page.getByRole("button", { name: say("校验", "Verify") }).click();
  await expect(page.getByText(say("共 6 条，未被修改", "6 entries, none changed"))).toBeVisible();
  await page.getByRole("button", { name: say("更多", "More") }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "JSON" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  expect((JSON.parse(text) as { entries: { hash: string }[] }).entries).toHaveLength(6);
  expect(text).not.toContain("S3cret-pass!");
  await page.getByRole("textbox", { name: say("查找账号或标识", "Find an account or an id") }).fill("single");
  await expect(rows).toHaveCount(2);
});

test("what the page tells of a write is recorded by then", async ({ page }) => {
  const answered = page.waitForResponse((response) => response.request().method() !== "GET" && /\/users/.test(response.url()));
  // What records it comes late: behind the write's answer, if that is not waited for.
  await page.route(/split_activity-[^/]*\.wasm$/, async (route) => {
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 500))]);
    await route.continue();
  });
  await page.goto("/bitanswer?do=new");
  const dialog = page.getByRole("dialog", { name: "新建用户" });
  await dialog.getByRole("textbox", { name: "账号" }).fill("waits.user");
  await dialog.getByLabel("密码").first().fill("S3cret-pass!");
  await dialog.getByRole("button", { name: "创建用户" }).click();
  await expect(page.getByRole("complementary", { name: "waits.user" })).toBeVisible();
  // Away at once.
  await page.goto("/activity");
  const row = page.getByRole("table").getByRole("row").nth(1);
  await expect(row).toContainText("waits.user");
  await expect(row).toContainText("成功");
});

test("a write does not fail for want of its record", async ({ page, sandbox, expected }) => {
  expected.networkFailures();
  expected.console(/Failed to fetch/);
  await page.route(/split_activity-[^/]*\.wasm$/, (route) => route.abort());
  await page.goto("/bitanswer?do=new");
  const dialog = page.getByRole("dialog", { name: "新建用户" });
  await dialog.getByRole("textbox", { name: "账号" }).fill("lone.user");
  await dialog.getByLabel("密码").first().fill("S3cret-pass!");
  await dialog.getByRole("button", { name: "创建用户" }).click();
  await expect(page.getByRole("complementary", { name: "lone.user" })).toBeVisible();
  expect(await writes(sandbox)).toHaveLength(1);
});

test("whoever changes the record is found out", async ({ page, say }) => {
  await createUsers(page, say, newUsers(6), { rows: 2, atOnce: 1 });
  await expect(status(page)).toHaveText("已完成");
  await page.goto("/activity");
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(4);
  const change = (number: number, to: string | null) =>
    page.evaluate(
      ([number, to]) =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open("rollcall-jobs");
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const transaction = opening.result.transaction("activity", "readwrite");
            const store = transaction.objectStore("activity");
            if (to === null) {
              store.delete(number!);
            } else {
              const reading = store.get(number!);
              reading.onsuccess = () => store.put((reading.result as string).replace("job.user", to!), number!);
            }
            transaction.oncomplete = () => {
              opening.result.close();
              resolve();
            };
          };
        }),
      [number, to] as const,
    );
  const verify = page.getByRole("button", { name: "校验" });
  await change(6, null);
  await verify.click();
  await expect(page.getByText("记录被截断：原有 6 条")).toBeVisible();
  await change(3, "xx.user");
  await verify.click();
  await expect(page.getByText("第 3 条与之前的内容不符")).toBeVisible();
  await change(2, null);
  await verify.click();
  await expect(page.getByText("缺少第 2 条")).toBeVisible();
});
