// No secret that is entered in the console leaves its own field: kept in memory or in the vault, sent by the gateway, by a
// proxy that wants a key of its own, or straight to the vendor, and whatever comes back.

import type { Page } from "@playwright/test";
import { BareSandbox } from "./bare-sandbox.ts";
import { type Canary, canary, leaks, tokenCanary } from "./canaries.ts";
import {
  button,
  copyAll,
  dialog,
  driveBitAnswer,
  driveShareCreators,
  driveT12,
  driveTingyun,
  field,
  news,
  rows,
  type,
  visit,
} from "./canary-steps.ts";
import { CanaryVendors } from "./canary-vendors.ts";
import { examine } from "./doctor-steps.ts";
import { expect, test as base } from "./fixtures.ts";
import { Gateway } from "./gateway.ts";
import { SecretSearch } from "./secret-search.ts";

const APP = "huadong-manufacturing";
/** Vendor, the name of its page, the label of its secret. */
const VENDORS = [
  ["bitanswer", /BitAnswer/, "bitkey"],
  ["tingyun", /听云/, "authkey"],
  ["t12", /T12/, "manager_key"],
  ["sharecreators", /ShareCreators/, "令牌"],
] as const;

interface Entered {
  gateway: Gateway;
  vendors: CanaryVendors;
  search: SecretSearch;
  keys: Record<"bitanswer" | "tingyun" | "t12" | "sharecreators", Canary>;
  proxyKey: Canary;
  passphrases: Canary[];
  password: Canary;
  all: Canary[];
}

const test = base.extend<{ entered: Entered }>({
  entered: async ({ page }, use) => {
    const claims = { bchCode: "000001", account: "sandbox", iss: "ShareCreators", iat: 1767225600 };
    const keys = {
      bitanswer: canary("bitkey"),
      tingyun: canary("authkey"),
      t12: canary("manager_key"),
      sharecreators: tokenCanary("token", claims),
    };
    const proxyKey = canary("the proxy's key");
    const passphrases = [canary("the vault's passphrase"), canary("an export's passphrase"), canary("a wrong passphrase")];
    const [password, answered] = [canary("a typed password"), canary("a vendor's password")];
    const behind = await BareSandbox.start();
    const vendors = await CanaryVendors.start(behind, {
      bitkeys: [keys.bitanswer],
      authkeys: [keys.tingyun],
      managerKeys: [keys.t12],
      tokens: [keys.sharecreators],
      proxyKey,
      passwords: answered,
    });
    const tables = VENDORS.map(([vendor]) => `[connections.${vendor}]\nupstream = "${vendors.url}/${vendor}"\n`);
    const text = `[audit]\nfile = "audit.jsonl"\n${tables.join("")}`.replace("/t12\"\n", `/t12"\napps = ["${APP}"]\n`);
    const gateway = await Gateway.start(0, { text });
    const all = [...Object.values(keys), proxyKey, ...passphrases, password, answered];
    const search = await SecretSearch.begin(page, all);
    await use({ gateway, vendors, search, keys, proxyKey, passphrases, password, all });
    await gateway.end();
    const places: [string, string][] = [["the gateway's log", gateway.printed()], ...(await gateway.written())];
    expect(leaks(places, all), "secrets in what the gateway wrote").toEqual([]);
    await gateway.stop();
    await vendors.stop();
    await behind.stop();
  },
});

test.use({ actionTimeout: 15_000 });

test.beforeEach(({ expected }) => {
  test.setTimeout(200_000);
  expected.networkFailures();
  expected.console(/CORS/);
});

/** The settings of a vendor, by the links of the page. */
async function settings(page: Page, label: RegExp): Promise<void> {
  await page.getByRole("navigation", { name: "导航" }).getByRole("link", { name: /设置/ }).click();
  await page.getByRole("navigation", { name: "设置分区" }).getByRole("link", { name: label }).click();
}

/** Enters what a vendor asks for. Its secret may stand in its field until it is saved. */
async function enter(page: Page, entered: Entered, vendor: keyof Entered["keys"], label: string): Promise<void> {
  if (vendor === "t12") {
    await page.getByRole("textbox", { name: "manager_name" }).fill("manager");
    await page.getByRole("textbox", { name: "用于测试的应用名" }).fill(APP);
  }
  if (vendor === "sharecreators") {
    await page.getByRole("textbox", { name: "Bid" }).fill("tenant");
  }
  await type(page, entered.search, label, entered.keys[vendor]);
  // Tried before it is saved.
  await examine(page);
  await entered.search.nothing(`examining ${vendor}`);
  await copyAll(page, entered.search, `the report of ${vendor}`);
}

async function save(page: Page, search: SecretSearch, step: string): Promise<void> {
  await button(page, "保存").click();
  await expect(news(page)).toContainText("已保存");
  search.forbid();
  await search.nothing(step);
}

/** Chooses a way past the gateway, with the proxy's key where there is a proxy. */
async function chooseWay(page: Page, entered: Entered, way: "代理前缀" | "代理模板" | "直连", vendor: string): Promise<void> {
  const { vendors, search, proxyKey } = entered;
  await page.getByRole("radiogroup", { name: "传输方式" }).getByText(way, { exact: true }).click();
  await page.getByRole("textbox", { name: "基础地址" }).fill(`${vendors.url}/${vendor}`);
  if (way === "直连") {
    return;
  }
  const name = way === "代理前缀" ? "前缀" : "模板";
  const address = way === "代理前缀" ? `${vendors.url}/via/` : `${vendors.url}/via/{url}`;
  await page.getByRole("textbox", { name, exact: true }).fill(address);
  await button(page, "添加请求头").click();
  await page.getByRole("textbox", { name: "请求头 1 的名称" }).fill("x-proxy-key");
  await type(page, search, "请求头 1 的值", proxyKey);
}

test("by the gateway, in memory: every vendor, everything done there", async ({ page, entered }) => {
  const { gateway, search, vendors, keys } = entered;
  await page.goto(`${gateway.url}/settings?vendor=bitanswer`);
  for (const [vendor, name, label] of VENDORS) {
    await settings(page, name);
    await enter(page, entered, vendor, label);
    await save(page, search, `saving ${vendor}`);
    await examine(page);
    await copyAll(page, search, `the report of ${vendor}, saved`);
  }
  await visit(page, /BitAnswer/);
  await driveBitAnswer(page, search, entered.password, "");
  await visit(page, /听云/);
  await driveTingyun(page, search);
  await visit(page, /T12/);
  await driveT12(page, search, APP);
  await visit(page, /ShareCreators/);
  await driveShareCreators(page, search);
  await visit(page, /概览/);
  await search.nothing("the overview");
  for (const [vendor, one] of Object.entries(keys).filter(([vendor]) => vendor !== "t12")) {
    expect([...new Set(vendors.with(one).map((request) => request.vendor))], vendor).toEqual([vendor]);
  }
  expect(vendors.with(keys.t12)).toEqual([]);
  expect(vendors.seen.filter(({ vendor, method }) => vendor === "t12" && method === "POST")).toHaveLength(1);
  expect(search.searches).toBeGreaterThan(40);
});

for (const way of ["代理前缀", "代理模板", "直连"] as const) {
  test(`past the gateway (${way}): every vendor, and whatever is said back`, async ({ page, entered }) => {
    const { gateway, search, vendors, keys, proxyKey } = entered;
    // Its page documents the key as a part of the address.
    search.permitInRefusedAddresses(keys.tingyun);
    await page.goto(`${gateway.url}/settings?vendor=bitanswer`);
    for (const [vendor, name, label] of VENDORS) {
      await settings(page, name);
      await chooseWay(page, entered, way, vendor);
      await search.nothing(`choosing a way to ${vendor}`);
      await enter(page, entered, vendor, label);
      await save(page, search, `saving ${vendor}`);
    }
    await visit(page, /听云/);
    await driveTingyun(page, search);
    await visit(page, /T12/);
    // Past the gateway, nobody says which apps there are.
    await button(page, "添加应用").first().click();
    await dialog(page).getByRole("textbox", { name: "应用名" }).fill(APP);
    await dialog(page).getByRole("button", { name: "添加应用" }).click();
    await driveT12(page, search, APP);
    await visit(page, /ShareCreators/);
    await driveShareCreators(page, search);
    await visit(page, /BitAnswer/);
    await expect(rows(page)).toHaveCount(51);
    expect(vendors.with(proxyKey).length > 0).toBe(way !== "直连");

    for (const refusal of ["echo", "long", "page", "text"] as const) {
      for (const [vendor, name] of VENDORS) {
        await visit(page, name);
        vendors.refusal = refusal;
        if (vendor === "sharecreators") {
          await button(page, "创建用户").first().click();
          await dialog(page).getByRole("textbox", { name: "邮箱" }).fill("no@example.cn");
          await dialog(page).getByRole("textbox", { name: "手机号" }).fill("13912345678");
          await dialog(page).getByRole("button", { name: "创建用户" }).click();
          await expect(dialog(page).getByRole("alert")).toContainText("跟踪编号");
        } else {
          await button(page, vendor === "t12" ? "全部刷新" : "刷新").first().click();
          await expect(page.getByText(/跟踪编号|读取失败/).first()).toBeVisible();
        }
        await copyAll(page, search, `${refusal} at ${vendor}`);
        await search.nothing(`${refusal} at ${vendor}`);
        if (vendor === "sharecreators") {
          await page.keyboard.press("Escape");
          await expect(dialog(page)).toHaveCount(0);
        }
        await settings(page, name);
        await examine(page);
        await copyAll(page, search, `the report of ${refusal} at ${vendor}`);
        vendors.refusal = "no";
      }
    }
  });
}

test("a password that is said back, in the forms that send one", async ({ page, entered }) => {
  const { gateway, search, vendors, password } = entered;
  await page.goto(`${gateway.url}/settings?vendor=bitanswer`);
  await type(page, search, "bitkey", entered.keys.bitanswer);
  await save(page, search, "saving");
  await visit(page, /BitAnswer/);
  await expect(rows(page)).toHaveCount(51);
  await page.getByRole("table").getByRole("link", { name: "han.haiyan", exact: true }).click();
  for (const refusal of ["echo", "long", "page", "text"] as const) {
    for (const name of ["设置密码", "新建用户"]) {
      vendors.refusal = "no";
      if (name === "新建用户") {
        await page.goBack();
        await button(page, name).click();
        await dialog(page).getByRole("textbox", { name: "账号" }).fill("canary.user");
      } else {
        await page.getByRole("complementary").getByRole("button", { name }).click();
      }
      await type(page, search, "密码", password);
      vendors.refusal = refusal;
      await dialog(page).getByRole("button", { name: name === "新建用户" ? "创建用户" : name }).click();
      await expect(dialog(page).getByRole("alert").first()).toContainText("跟踪编号");
      await copyAll(page, search, `a password and ${refusal}`);
      await search.nothing(`a password and ${refusal}`);
      await page.keyboard.press("Escape");
      await expect(dialog(page)).toHaveCount(0);
      // The form forgets what was typed when it hears that it was closed, which is after it is gone from the screen.
      const left = () => page.locator("input").evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
      await expect.poll(left).not.toContain(password.value);
      search.forbid();
      await search.nothing(`a password and ${refusal}, abandoned`);
    }
    await page.getByRole("table").getByRole("link", { name: "han.haiyan", exact: true }).click();
  }
});

test("in the vault: made, locked, opened, exported, imported, and wrong passphrases", async ({ page, entered, expected }) => {
  const { gateway, search, keys, passphrases } = entered;
  const [vault, file, wrong] = passphrases as [Canary, Canary, Canary];
  expected.console(/./);
  await page.goto(`${gateway.url}/settings?vendor=console`);
  const secrets = page.getByRole("region", { name: "密钥保存在哪里" });
  await secrets.getByRole("button", { name: "创建保险库" }).click();
  await type(page, search, "口令", vault);
  search.permit(vault, "再次输入");
  await field(page, "再次输入").fill(vault.value);
  await search.nothing("typing the passphrase again");
  await dialog(page).getByRole("button", { name: "创建保险库" }).click();
  await expect(secrets.getByText("已解锁")).toBeVisible();
  search.forbid();
  await search.nothing("making the vault");

  for (const [vendor, name, label] of VENDORS) {
    await settings(page, name);
    await page.getByLabel("保存到保险库").check();
    await chooseWay(page, entered, "代理前缀", vendor);
    await enter(page, entered, vendor, label);
    await save(page, search, `keeping ${vendor}`);
  }
  const unlock = async (one: Canary) => {
    await page.getByRole("banner").getByRole("button", { name: "解锁保险库" }).click();
    await type(page, search, "口令", one);
    await dialog(page).getByRole("button", { name: "解锁保险库" }).click();
  };
  await page.getByRole("banner").getByRole("button", { name: "锁定保险库" }).click();
  await search.nothing("locking");
  await unlock(wrong);
  await expect(dialog(page)).toContainText("口令不正确");
  await page.keyboard.press("Escape");
  search.forbid();
  await search.nothing("a wrong passphrase");
  await page.reload();
  await unlock(vault);
  await expect(page.getByRole("banner").getByRole("button", { name: "锁定保险库" })).toBeVisible();
  search.forbid();
  await search.nothing("unlocking");
  await visit(page, /BitAnswer/);
  await expect(rows(page)).toHaveCount(51);
  await visit(page, /听云/);
  await driveTingyun(page, search);

  await settings(page, /控制台/);
  await page.getByRole("button", { name: "导出连接" }).click();
  await type(page, search, "口令", file);
  search.permit(file, "再次输入");
  await field(page, "再次输入").fill(file.value);
  await page.getByLabel("包含当前内存中的密钥").check();
  const downloading = page.waitForEvent("download");
  await dialog(page).getByRole("button", { name: "导出连接" }).click();
  const path = await (await downloading).path();
  await expect(dialog(page)).toHaveCount(0);
  search.forbid();
  await search.nothing("exporting");

  await page.getByRole("button", { name: "导入连接" }).click();
  await page.getByLabel("文件").setInputFiles(path);
  await type(page, search, "口令", wrong);
  await page.keyboard.press("Enter");
  await dialog(page).getByRole("button", { name: "打开文件" }).click();
  await expect(dialog(page)).toContainText("口令不正确");
  await type(page, search, "口令", file);
  search.permit(wrong, "nothing");
  await dialog(page).getByRole("button", { name: "打开文件" }).click();
  await expect(dialog(page)).toContainText("导入将执行的操作");
  search.forbid();
  await search.nothing("what the import would do");
  await page.keyboard.press("Escape");

  await secrets.getByRole("button", { name: "更改口令" }).click();
  await type(page, search, "当前口令", vault);
  search.permit(file, "新口令");
  search.permit(file, "再次输入");
  await field(page, "新口令").fill(file.value);
  await field(page, "再次输入").fill(file.value);
  await search.nothing("typing a new passphrase");
  await dialog(page).getByRole("button", { name: "更改口令" }).click();
  await expect(news(page)).toContainText("口令已更改");
  search.forbid();
  await search.nothing("changing the passphrase");
  expect(entered.vendors.with(keys.bitanswer).length).toBeGreaterThan(0);
  for (const one of passphrases) {
    expect(entered.vendors.with(one)).toEqual([]);
  }
});

test("keys that are wrong, and proxies that are dead, refuse or forbid", async ({ page, entered }) => {
  const { gateway, search, keys, vendors } = entered;
  search.permitInRefusedAddresses(keys.tingyun);
  const wrong = {
    bitanswer: canary("a wrong bitkey"),
    tingyun: canary("a wrong authkey"),
    t12: canary("a wrong manager_key"),
    sharecreators: tokenCanary("a wrong token", { account: "nobody" }),
  };
  entered.all.push(...Object.values(wrong));
  const own = await SecretSearch.begin(page, entered.all);
  own.permitInRefusedAddresses(wrong.tingyun);
  own.permitInRefusedAddresses(keys.tingyun);
  const dead = "http://127.0.0.1:1";
  await page.goto(`${gateway.url}/settings?vendor=bitanswer`);
  for (const [vendor, name, label] of VENDORS) {
    await settings(page, name);
    await enter(page, { ...entered, search: own, keys: wrong }, vendor, label);
    await save(page, own, `a wrong key of ${vendor}`);
    await visit(page, name);
    if (vendor !== "sharecreators") {
      await expect(page.getByText(/跟踪编号|读取失败/).first()).toBeVisible();
    }
    await own.nothing(`the page of ${vendor} with a wrong key`);
    await settings(page, name);
    await chooseWay(page, { ...entered, search: own }, "代理前缀", vendor);
    for (const prefix of [`${dead}/`, `${vendors.url}/unknown?to=`, `${gateway.url}/`]) {
      await page.getByRole("textbox", { name: "前缀", exact: true }).fill(prefix);
      await examine(page);
      await copyAll(page, own, `the report of ${vendor} by ${prefix}`);
      await own.nothing(`${vendor} by ${prefix}`);
    }
    await button(page, "放弃更改").click();
    own.forbid();
    await own.nothing(`discarding the changes of ${vendor}`);
  }
});
