// Jobs as an admin sees them: what is applied, what stands, what failed and why, and what can be done about it.

import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.ts";
import { apply, count, createUsers, expectEachOnce, makePlan, newUsers, status } from "./job-steps.ts";
import { asked } from "./wire.ts";

const SLOW = { rows: 20, atOnce: 1, perMinute: 120 };

test("hundreds of rows are applied once each, and everything says so @languages @firefox", async ({ page, sandbox, say, axe }) => {
  await createUsers(page, say, newUsers(450));
  await expect(status(page)).toHaveText(say("已完成", "Finished"));
  await expect(count(page, "succeeded")).toHaveText("450");
  await expectEachOnce(sandbox, 450);
  expect(await asked(sandbox, { vendor: "bitanswer", method: "POST", path: "/users" })).toHaveLength(3);
  // A page of the table, never all of it.
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(101);
  await expect(page.locator(".job-chip")).toHaveCount(0);
  await axe();
  await page.getByRole("searchbox").or(page.getByRole("textbox", { name: say("查找账号", "Find an account") })).first().fill("job.user449");
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(2);
  await page.getByRole("link", { name: say("全部任务", "All jobs") }).click();
  const row = page.getByRole("table").getByRole("row").nth(1);
  await expect(row).toContainText("450 / 450".replace(" / ", say(" / ", " of ")));
  await axe();
});

test("a job stands when it is told to, goes on, and leaves the rest when it is cancelled", async ({ page, sandbox, say }) => {
  await createUsers(page, say, newUsers(200), SLOW);
  await expect(count(page, "succeeded")).not.toHaveText("0");
  await expect(page.locator(".job-chip")).toContainText("%");
  await page.getByRole("button", { name: "暂停" }).click();
  await expect(status(page)).toHaveText("已暂停");
  await expect(page.locator(".job-bar rect[data-kind='under-way']")).toHaveAttribute("width", "0");
  const before = (await sandbox.journal()).length;
  // Another page still shows it.
  await page.getByRole("link", { name: "概览" }).first().click();
  await page.locator(".job-chip").click();
  await expect(status(page)).toHaveText("已暂停");
  const since = (await sandbox.journal()).slice(before).filter(({ method }) => method !== "GET");
  expect(since).toEqual([]);
  await page.getByRole("button", { name: "继续" }).click();
  await expect(status(page)).toHaveText("进行中");
  await expect.poll(async () => (await asked(sandbox, { vendor: "bitanswer", method: "POST", path: "/users" })).length).toBeGreaterThan(3);
  await page.getByRole("button", { name: "取消剩余" }).click();
  await expect(status(page)).toHaveText("已取消");
  await expect(count(page, "skipped")).not.toHaveText("0");
  const done = Number(await count(page, "succeeded").textContent());
  await expectEachOnce(sandbox, done);
  await page.getByRole("button", { name: /重试 \d+ 行/ }).click();
  await page.locator("details.plan-pace summary").click();
  await page.locator(".plan-pace-fields input").nth(2).fill("");
  await page.getByRole("button", { name: "应用" }).click();
  await expect(status(page)).toHaveText("已完成");
  await expectEachOnce(sandbox, 200);
});

test("the row that the vendor refuses stands alone, with the vendor's words", async ({ page, sandbox, say }) => {
  await createUsers(page, say, newUsers(40));
  await expect(status(page)).toHaveText("已完成");
  const lines = Array.from({ length: 40 }, (_, index) => `job.user${index}\t改名${index}`);
  await makePlan(page, say, "change-users", ["帐号\t用户名", ...lines]);
  // Somebody deletes one of them between the plan and its job.
  const deleted = await page.evaluate(async () => {
    const headers = { "x-rollcall-trace": "e2e", bitkey: "sandbox-bitkey" };
    return (await fetch("/vendors/bitanswer/users/user/job.user17", { method: "DELETE", headers })).status;
  });
  expect(deleted).toBe(200);
  await apply(page, { rows: 40, atOnce: 1 });
  await expect(status(page)).toHaveText("已完成，部分失败");
  await expect(count(page, "failed")).toHaveText("1");
  await expect(count(page, "succeeded")).toHaveText("39");
  await page.locator(".job-count[data-kind='failed']").click();
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(2);
  const row = page.getByRole("table").getByRole("row").nth(1);
  await expect(row).toContainText("job.user17");
  await row.getByRole("button", { name: "job.user17", exact: true }).click();
  const panel = page.getByRole("complementary", { name: "job.user17" });
  await expect(panel).toContainText("厂商原文");
  await expect(panel).toContainText("改名17");
  await panel.getByRole("button", { name: "关闭" }).click();
  const batches = (await asked(sandbox, { vendor: "bitanswer", method: "PATCH", path: "/users" })).filter((one) => one.applied);
  const names = batches.flatMap((one) => (JSON.parse(one.body) as { name: string }[]).map(({ name }) => name));
  expect(names).toHaveLength(39);
  expect(new Set(names).size).toBe(39);
});

test("an answer that is lost is found out about, not sent blindly again", async ({ page, sandbox, say, expected }) => {
  expected.networkFailures();
  await makePlan(page, say, "create-users", ["帐号\t用户名", ...newUsers(40)]);
  await sandbox.arm({ vendor: "bitanswer", kind: "drop-after", method: "POST", path: "/users" });
  await apply(page, { rows: 40, atOnce: 1 });
  await expect(status(page)).toHaveText("已完成");
  await expect(count(page, "succeeded")).toHaveText("40");
  await expect(page.getByRole("table")).toContainText("已回读确认");
  await expectEachOnce(sandbox, 40);
  expect((await sandbox.journal()).filter((one) => one.duplicate)).toEqual([]);
});

test("nobody but the admin says what became of what cannot be read", async ({ page, sandbox, say, expected }) => {
  expected.networkFailures();
  const lines = ["one", "two", "three"].map((name, index) => `${name}@example.com\t1380000000${index}\tU`);
  await makePlan(page, say, "create-accounts", ["邮箱\t手机\t角色", ...lines], "sharecreators");
  await sandbox.arm({ vendor: "sharecreators", kind: "drop-after" });
  await apply(page, { rows: 1, atOnce: 1 });
  await expect(count(page, "unknown")).toHaveText("1");
  await expect(status(page)).toHaveText("已完成，部分结果未知");
  await page.getByRole("link", { name: "查看这些行" }).click();
  const row = page.getByRole("table").getByRole("row").nth(1);
  await row.getByRole("checkbox").check();
  await page.locator(".selection-bar").getByRole("button", { name: "已生效" }).click();
  await expect(count(page, "succeeded")).toHaveText("3");
  await expect(count(page, "unknown")).toHaveText("0");
  const creates = (await sandbox.journal()).filter((one) => one.vendor === "sharecreators" && one.applied);
  expect(creates).toHaveLength(3);
  // The ledger knows them, too.
  await page.goto("/sharecreators");
  await expect(page.getByRole("grid").getByRole("row")).toHaveCount(4);
  await expect(page.getByRole("grid")).toContainText("two@example.com");
});

test("a job reads back by itself what it wrote, where that was wanted, and the choice is kept", async ({ page, sandbox, say }) => {
  await makePlan(page, say, "create-users", ["帐号\t用户名", ...newUsers(6)]);
  const sandboxed = page.locator(".write-target").getByText("沙箱，并非真实厂商", { exact: true });
  await expect(sandboxed).toBeVisible();
  await page.getByRole("checkbox", { name: "任务结束后回读每个账号并核对" }).check();
  await sandbox.forget();
  await apply(page);
  await expect(sandboxed).toBeVisible();
  await expect(page.getByRole("table").getByText("已回读确认")).toHaveCount(6);
  // Once, although the page is opened again.
  const reads = async () => (await sandbox.journal()).filter((one) => /job\.user/.test(one.target)).length;
  const before = await reads();
  await page.reload();
  await expect(page.getByRole("table").getByText("已回读确认")).toHaveCount(6);
  expect(await reads()).toBe(before);
  await makePlan(page, say, "create-users", ["帐号\t用户名", "one.more\t又一个"]);
  await expect(page.getByRole("checkbox", { name: "任务结束后回读每个账号并核对" })).toBeChecked();
});

test("the result is a file, and the job can be taken back", async ({ page, sandbox, say }) => {
  await createUsers(page, say, newUsers(12));
  await expect(status(page)).toHaveText("已完成");
  const more = page.getByRole("button", { name: "更多" });
  const save = async (name: string) => {
    await more.click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name }).click();
    return readFile(await (await download).path(), "utf8");
  };
  const csv = await save("导出 CSV");
  expect(csv.startsWith("\ufeff账号,操作,变更,结果,")).toBe(true);
  expect(csv.trim().split("\r\n")).toHaveLength(13);
  const json = JSON.parse(await save("导出 JSON")) as { counts: { succeeded: number }; rows: { account: string }[] };
  expect(json.counts.succeeded).toBe(12);
  expect(json.rows.map((row) => row.account)).toContain("job.user7");
  await more.click();
  await page.getByRole("menuitem", { name: "回读确认" }).click();
  await expect(page.getByRole("table")).toContainText("已回读确认");
  await more.click();
  await page.getByRole("menuitem", { name: "撤销此任务" }).click();
  await expect(page.getByRole("dialog")).toContainText("可撤销 12 行");
  await page.getByRole("button", { name: "生成撤销计划" }).click();
  await expect(page).toHaveURL(/\/plan/);
  await expect(page.locator(".plan-apply")).toContainText("删除 12 个");
  await apply(page);
  await expect(status(page)).toHaveText("已完成");
  await expect(count(page, "succeeded")).toHaveText("12");
  await expect(page.locator(".page-description")).toContainText("撤销此前的任务");
  const deleted = (await sandbox.journal()).filter((one) => one.method === "DELETE" && one.applied);
  expect(deleted).toHaveLength(1);
  await more.click();
  await page.getByRole("menuitem", { name: "从列表中删除" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(2);
});
