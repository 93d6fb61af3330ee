// The overview: what each vendor answers right now, and what needs somebody's attention.

import { expect, test } from "./fixtures.ts";
import { asked, expectClean, query, writes } from "./wire.ts";

test("counts accounts at each vendor and names the quotas that run low @languages @firefox", async ({ page, sandbox, say }) => {
  await page.goto("/");
  const main = page.getByRole("main");
  for (const [path, count] of [
    ["/t12", "12"],
    ["/tingyun", "300"],
    ["/bitanswer", "2,184"],
    ["/sharecreators", "0"],
  ] as const) {
    await expect(main.locator(`a[href="${path}"]`).first()).toContainText(count);
  }
  const low = main.getByRole("table");
  await expect(low).toContainText("closed-pilot");
  await expect(low).toContainText("trial-2026");
  await expect(low).not.toContainText("huadong-manufacturing");

  // Two lists and a quota an app.
  await expect.poll(async () => (await sandbox.journal()).length).toBe(14);
  const journal = await sandbox.journal();
  expect(await writes(sandbox)).toEqual([]);
  journal.forEach(expectClean);
  const [counted] = await asked(sandbox, { vendor: "bitanswer", method: "GET", path: "/users" });
  expect(query(counted!)).toEqual({ offset: "0", limit: "1" });

  const check = page.getByRole("button", { name: say("全部检查", "Check all") });
  await expect(check).not.toHaveAttribute("aria-busy");
  await sandbox.forget();
  await check.click();
  await expect.poll(async () => (await sandbox.journal()).length).toBe(14);
});

test("a vendor that does not answer is told, the others are counted all the same @languages", async ({
  page,
  sandbox,
  say,
  expected,
  axe,
}) => {
  expected.networkFailures();
  await sandbox.arm({ vendor: "bitanswer", kind: "html-502" });
  await page.goto("/");
  const main = page.getByRole("main");
  await expect(main).toContainText(say("无响应", "No answer"));
  await expect(main).toContainText(say("返回的是网页而不是数据", "A web page came instead of data"));
  await expect(main.locator('a[href="/tingyun"]').first()).toContainText("300");
  await expect(
    page.getByRole("navigation").getByRole("img", { name: say("上次调用失败", "Last call failed") }),
  ).toHaveCount(1);
  await axe();
});

test("a quota that runs low is one press away from being set", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("main").getByRole("table").getByRole("link", { name: "trial-2026" }).click();
  await expect(page).toHaveURL("/t12?user=trial-2026");
  await expect(page.getByRole("complementary", { name: "trial-2026" }).getByRole("textbox", { name: "正式用户数" })).toBeVisible();
});
