// Plans from files: every way in which a file comes, what can be corrected about its reading, and what is wrong with it.

import { expect, test } from "./fixtures.ts";
import { gbk, xlsx } from "./plan-files.ts";
import { chips, compare, exported, give, open, preview, row } from "./plan-steps.ts";
import { writes } from "./wire.ts";

const purpose = "create-or-change-users";
const csv = "登录名,用户名,状态\nguo.gang,郭大刚,停用\nplan.new,新同事,正常\n";

test("a CSV file in UTF-8 becomes a plan, and nothing is written @languages", async ({ page, sandbox, say, axe }) => {
  await open(page, "bitanswer", purpose);
  await axe();
  await give(page, "users.csv", `\u{feff}${csv}`);
  await expect(preview(page)).toContainText("郭大刚");
  await expect(page.getByRole("combobox", { name: say("编码", "Encoding") })).toHaveValue("utf-8");
  await axe();
  await compare(page);
  expect(await chips(page)).toEqual([say("全部 2", "All 2"), say("创建 1", "Create 1"), say("修改 1", "Change 1")]);
  await expect(row(page, "guo.gang")).toContainText(say("用户名", "Display name"));
  await expect(row(page, "guo.gang").locator(".before").first()).toHaveText("郭刚");
  await expect(row(page, "guo.gang").locator(".after").first()).toHaveText("郭大刚");
  await expect(
    page.getByRole("button", {
      name: say("在 BitAnswer 创建 1 个、修改 1 个", "Create 1, change 1 at BitAnswer"),
    }),
  ).toBeEnabled();
  await axe();
  expect(await writes(sandbox)).toEqual([]);
});

test("GBK is found out, and another encoding can be chosen @firefox", async ({ page }) => {
  await open(page, "bitanswer", purpose);
  await give(page, "users.csv", gbk(`${csv}song.xia,宋小霞同志您好,正常\n`));
  const encoding = page.getByRole("combobox", { name: "编码" });
  await expect(encoding).toHaveValue("gb18030");
  await expect(preview(page)).toContainText("郭大刚");
  await encoding.selectOption("utf-16le");
  await expect(preview(page)).not.toContainText("郭大刚");
  await encoding.selectOption("gb18030");
  await expect(preview(page)).toContainText("郭大刚");
  await compare(page);
  await expect(row(page, "plan.new")).toContainText("新同事");
});

test("UTF-16 with tabs, as Excel saves Unicode text, is read", async ({ page }) => {
  await open(page, "bitanswer", purpose);
  const text = csv.replaceAll(",", "\t");
  await give(page, "users.txt", Buffer.from(`\u{feff}${text}`, "utf16le"));
  await expect(page.getByRole("combobox", { name: "编码" })).toHaveValue("utf-16le");
  await expect(page.getByRole("combobox", { name: "分隔符" })).toHaveValue("\t");
  await expect(preview(page)).toContainText("新同事");
});

test("a workbook is read, a formula in it is told with its cell", async ({ page }) => {
  await open(page, "bitanswer", purpose);
  const rows = [
    ["Status", "Login", "Display name"],
    ["disabled", "guo.gang", "郭大刚"],
    ["", "plan.new", { formula: "1+1", value: "2" }],
  ];
  await give(page, "users.xlsx", xlsx(rows, "人员"));
  await expect(page.getByRole("combobox", { name: "工作表" })).toHaveValue("0");
  await expect(page.getByRole("combobox", { name: "编码" })).toHaveCount(0);
  await compare(page);
  expect(await chips(page)).toEqual(["全部 2", "修改 1", "无效 1"]);
  await expect(row(page, "plan.new")).toContainText("C3 用户名：是公式");
});

test("what is no workbook says so, and another file can be given", async ({ page, axe }) => {
  await open(page, "bitanswer", purpose);
  const input = page.locator("input[type=file]");
  await input.setInputFiles({ name: "broken.xlsx", mimeType: "", buffer: Buffer.from("PK\x03\x04 and nothing more") });
  await expect(page.getByRole("alert")).toContainText("broken.xlsx");
  await axe();
  await give(page, "users.csv", csv);
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("cells are pasted, without a heading, and the columns are put right and remembered", async ({ page }) => {
  await open(page, "bitanswer", purpose);
  await page.getByRole("textbox", { name: "或粘贴单元格" }).fill("郭大刚\tguo.gang\n新同事\tplan.new\n");
  await page.getByRole("button", { name: "读取粘贴的内容" }).click();
  await expect(page.getByText("列是推测的", { exact: false })).toBeVisible();
  await page.getByRole("combobox", { name: "列 A 的含义" }).selectOption({ label: "用户名" });
  await expect(page.getByRole("alert")).toContainText("尚未选择列：登录名");
  await expect(page.getByRole("button", { name: /比较$/ })).toBeDisabled();
  await page.getByRole("combobox", { name: "列 B 的含义" }).selectOption({ label: "登录名" });
  await compare(page);
  await expect(row(page, "guo.gang").locator(".after")).toHaveText("郭大刚");
  await expect(row(page, "plan.new")).toContainText("创建");

  // A heading that nobody could guess: what was said of it is kept for the next file.
  const odd = "工号,称呼\nguo.gang,郭大刚\n";
  await page.getByRole("button", { name: "重新开始" }).click();
  await page.getByRole("button", { name: "换一个文件" }).click();
  await give(page, "odd.csv", odd);
  await page.getByRole("checkbox", { name: "首行是列名" }).check();
  await page.getByRole("combobox", { name: "列 工号 的含义" }).selectOption({ label: "登录名" });
  await page.getByRole("combobox", { name: "列 称呼 的含义" }).selectOption({ label: "用户名" });
  await compare(page);
  expect(await chips(page)).toEqual(["全部 1", "修改 1"]);
  await open(page, "bitanswer", purpose);
  await give(page, "odd-again.csv", odd);
  await expect(page.getByText("已沿用上次", { exact: false })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "列 称呼 的含义" })).toHaveValue("nick-name");
});

test("what is wrong is told where it stands, and the rows to fix are given back without passwords", async ({ page }) => {
  await open(page, "bitanswer", "create-users");
  const lines = [
    "登录名,用户名,状态,密码,部门",
    "plan.good,好,正常,s3cret-good,研发",
    ",没有名字,,,研发",
    "plan.twice,一,,,研发",
    "plan.twice,二,,s3cret-twice,研发",
    "plan.state,三,睡着,,研发",
    "plan.formula,=HYPERLINK(1),,,研发",
    `${"长".repeat(256)},四,,,研发`,
    "guo.gang,已有,,,研发",
  ];
  await give(page, "users.csv", `${lines.join("\n")}\n`);
  await expect(preview(page)).not.toContainText("s3cret");
  await expect(page.getByText("未使用：部门")).toBeVisible();
  await compare(page);
  expect(await chips(page)).toEqual(["全部 8", "创建 2", "冲突 1", "无效 5"]);
  const table = page.getByRole("table", { name: "计划的各行" });
  for (const words of [
    "A3 登录名：不能为空",
    "与第 4 行账号重复",
    "C6 状态：既不是正常也不是停用",
    "B7 用户名：是公式",
    "A8 登录名：超过 255 个字符",
    "已存在，不会创建",
  ]) {
    await expect(table).toContainText(words);
  }
  await expect(row(page, "plan.good")).toContainText("将设置");
  expect(await page.content()).not.toContain("s3cret");
  const fixing = await exported(page, "需要修正的 6 行（CSV）");
  expect(fixing.name).toMatch(/^待修正的行-bitanswer-\d{4}-\d\d-\d\d\.csv$/);
  expect(fixing.text.startsWith("\u{feff}登录名,用户名,状态,密码,部门,问题\r\n")).toBe(true);
  expect(fixing.text).toContain("plan.state,三,睡着,,研发,C6 状态：既不是正常也不是停用\r\n");
  expect(fixing.text).not.toContain("s3cret");
  // Given back as it is, its own column of words is not taken for anything.
  await page.getByRole("button", { name: "重新开始" }).click();
  await page.getByRole("button", { name: "换一个文件" }).click();
  await give(page, fixing.name, fixing.text);
  await expect(page.getByText("未使用：部门、问题")).toBeVisible();
});

test("a template can be downloaded in the admin's language and read back @languages", async ({ page, say }) => {
  await open(page, "sharecreators", "create-accounts");
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: say("下载模板", "Download a template") }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe(say("创建账号 模板.csv", "Create accounts template.csv"));
  await page.locator("input[type=file]").setInputFiles(await download.path());
  await compare(page);
  expect(await chips(page)).toEqual([say("全部 1", "All 1"), say("创建 1", "Create 1")]);
});

test("a long paste is read at once, and a short one can be edited first", async ({ page, context, say }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "bitanswer", "create-users");
  const field = page.getByRole("textbox", { name: say("或粘贴单元格", "Or paste cells") });
  const paste = async (count: number): Promise<void> => {
    const lines = Array.from({ length: count }, (_, index) => `pasted.user${index}\t新用户${index}`);
    await page.evaluate((text) => navigator.clipboard.writeText(text), ["帐号\t用户名", ...lines].join("\n"));
    await field.focus();
    await page.keyboard.press("ControlOrMeta+v");
  };
  await paste(3);
  await expect(field).toHaveValue(/pasted\.user2/);
  await field.fill("");
  await paste(10_000);
  await expect(page.getByRole("heading", { name: say("检查读取结果", "Check what was read") })).toBeFocused();
  await expect(page.getByText(say("10,000 行", "10,000 rows"))).toBeVisible();
  await expect(preview(page)).toContainText("pasted.user0");
  await page.getByRole("button", { name: say("换一个文件", "Another file") }).click();
  await expect(field).toHaveValue("");
});
