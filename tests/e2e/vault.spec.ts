// The vault: made, closed and opened; what is wrong told by cause; two tabs; and that no secret lies anywhere in plain.

import { readFile } from "node:fs/promises";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type BrowserContext, type Page, chromium } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

const PASSPHRASE = "correct horse battery";
const CANARY = "canary-5f1c7a-secret";
/** What the sandbox takes. A connection of one's own has no public credentials, so it has to be entered. */
const BITKEY = "sandbox-bitkey";

const OWN = [
  { id: "bitanswer", vendor: "bitanswer", of_gateway: true },
  ...["bitanswer-aaaa000000", "bitanswer-bbbb000000"].map((id, place) => ({
    id,
    vendor: "bitanswer",
    name: ["甲", "乙"][place],
    route: { way: "gateway", connection: "bitanswer" },
  })),
];

const bar = (page: Page) => page.getByRole("banner");
const news = (page: Page) => page.getByRole("region", { name: /^(通知|Notifications)$/ });
const secrets = (page: Page) => page.getByRole("region", { name: /^(密钥保存在哪里|Where secrets live)$/ });
const dialog = (page: Page) => page.getByRole("dialog");
const field = (page: Page, label: string) => page.getByLabel(new RegExp(`^${label}\\*?$`)).and(page.locator("input"));
const lockButton = (page: Page) => bar(page).getByRole("button", { name: "锁定保险库" });
const unlockButton = (page: Page) => bar(page).getByRole("button", { name: "解锁保险库" });
const settingsOf = (id: string) => `/settings?vendor=bitanswer&connection=${id}`;

/** Connections of one's own, kept before the console starts for the first time. */
async function begin(target: Page | BrowserContext): Promise<void> {
  await target.addInitScript((text) => {
    // Firefox runs it on the empty page as well, which has no origin and no storage.
    if (window.origin !== "null" && localStorage.getItem("rollcall.connections") === null) {
      localStorage.setItem("rollcall.connections", text);
    }
  }, JSON.stringify({ version: 1, connections: OWN }));
}

async function create(page: Page): Promise<void> {
  await page.goto("/settings?vendor=console");
  await secrets(page).getByRole("button", { name: "创建保险库" }).click();
  await field(page, "口令").fill(PASSPHRASE);
  await field(page, "再次输入").fill(PASSPHRASE);
  await dialog(page).getByRole("button", { name: "创建保险库" }).click();
  await expect(secrets(page).getByText("已解锁")).toBeVisible();
}

async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await unlockButton(page).click();
  await field(page, "口令").fill(passphrase);
  await dialog(page).getByRole("button", { name: "解锁保险库" }).click();
}

/** Enters a key by the connection's form and keeps it. The links of the page are used, for a reload would lock. */
async function keepKey(page: Page, name: string, key: string): Promise<void> {
  const held = await stored(page);
  await page.getByRole("navigation", { name: "设置分区" }).getByRole("link", { name: /BitAnswer/ }).click();
  await page.getByRole("link", { name: new RegExp(`^${name}`) }).click();
  await page.getByLabel("保存到保险库").check();
  await field(page, "bitkey").fill(key);
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await expect(field(page, "bitkey")).toHaveAttribute("placeholder", "已保存在保险库中");
  await expect.poll(() => stored(page)).not.toBe(held);
}

/** The vault as it lies in the browser. */
function stored(page: Page): Promise<string | null> {
  return page.evaluate(
    () =>
      new Promise<string | null>((resolve, reject) => {
        const request = indexedDB.open("rollcall", 1);
        request.onupgradeneeded = () => request.result.createObjectStore("vault");
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const database = request.result;
          const found = database.transaction("vault").objectStore("vault").get("sealed");
          found.onsuccess = () => {
            database.close();
            resolve((found.result as string | undefined) ?? null);
          };
        };
      }),
  );
}

/** Puts another vault in its place, as somebody would who can write to the disk. */
function put(page: Page, text: string): Promise<void> {
  return page.evaluate(
    (text) =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open("rollcall", 1);
        request.onsuccess = () => {
          const database = request.result;
          const transaction = database.transaction("vault", "readwrite");
          transaction.objectStore("vault").put(text, "sealed");
          transaction.oncomplete = () => {
            database.close();
            resolve();
          };
        };
      }),
    text,
  );
}

async function expectNowhere(page: Page, secret: string): Promise<void> {
  expect(await page.content()).not.toContain(secret);
  const values = await page.locator("input").evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
  expect(values.join("\n")).not.toContain(secret);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]));
  expect(kept).not.toContain(secret);
  expect((await stored(page)) ?? "").not.toContain(secret);
  const digits = Buffer.from(secret).toString("hex");
  expect((await stored(page)) ?? "").not.toContain(digits);
}

test("a key outlives a reload in the vault, and nobody uses it while the vault is closed @firefox", async ({
  page,
  sandbox,
  axe,
}) => {
  await begin(page);
  await create(page);
  await axe();
  await keepKey(page, "甲", BITKEY);
  await axe();
  await expectNowhere(page, BITKEY);

  await page.goto(`/bitanswer?connection=${OWN[1]!.id}`);
  await expect(page.getByRole("alert").first()).toBeVisible();
  const count = (await sandbox.journal()).length;
  // Where credentials are missing, the vault is offered; once it is open, what failed is asked again.
  await page.getByRole("alert").first().getByRole("button", { name: "解锁保险库" }).click();
  await axe();
  await field(page, "口令").fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row").nth(3)).toBeVisible();
  expect((await sandbox.journal()).length).toBeGreaterThan(count);
  await expectNowhere(page, BITKEY);

  await lockButton(page).focus();
  await page.keyboard.press("Enter");
  await expect(news(page)).toContainText("保险库已锁定");
  await expect(unlockButton(page)).toBeVisible();
  await sandbox.forget();
  await page.getByRole("button", { name: "刷新" }).first().click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  expect(await sandbox.journal()).toEqual([]);

  // By the palette, too.
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "命令面板" })).toBeFocused();
  await page.keyboard.type("解锁保险库");
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("heading", { name: "解锁保险库" })).toBeVisible();
});

test("a wrong passphrase, damage and an older vault are told apart", async ({ page }) => {
  await begin(page);
  await create(page);
  await keepKey(page, "甲", BITKEY);
  const older = (await stored(page))!;
  await keepKey(page, "乙", CANARY);
  const newest = (await stored(page))!;
  await page.reload();

  await unlock(page, "not the passphrase");
  await expect(dialog(page)).toContainText("口令不正确");
  await page.keyboard.press("Escape");

  const lines = newest.split("\n");
  const body = lines[7]!;
  lines[7] = (body.startsWith("0") ? "1" : "0") + body.slice(1);
  await put(page, lines.join("\n"));
  await unlock(page);
  await expect(dialog(page)).toContainText("已损坏或遭到篡改");
  await page.keyboard.press("Escape");

  await put(page, older);
  await unlock(page);
  await expect(dialog(page)).toContainText("缺少 1 次更改");
  await expect(unlockButton(page)).toHaveCount(1);
  // Who knows why may open it; from then on it is the newest.
  await dialog(page).getByRole("button", { name: "打开旧保险库" }).click();
  // The dialog goes once that is written.
  await expect(dialog(page)).toBeHidden();
  await expect(lockButton(page)).toBeVisible();
  await page.goto(settingsOf(OWN[2]!.id));
  await unlock(page);
  await expect(lockButton(page)).toBeVisible();
  await expect(field(page, "bitkey")).toHaveAttribute("placeholder", "");

  await put(page, newest);
  await page.reload();
  await unlock(page);
  await expect(dialog(page)).toContainText(/缺少 \d+ 次更改/);
});

test("nobody touching it closes it, and any key puts that off", async ({ page }) => {
  await begin(page);
  await page.clock.install();
  await create(page);
  await keepKey(page, "甲", BITKEY);
  await page.clock.fastForward("14:00");
  await page.keyboard.press("Shift");
  await page.clock.fastForward("14:00");
  await expect(lockButton(page)).toBeVisible();
  await page.clock.fastForward("01:01");
  await expect(unlockButton(page)).toBeVisible();
  await expect(news(page)).toContainText("保险库已锁定");
  await expect(field(page, "bitkey")).toHaveAttribute("placeholder", "");
});

test("two tabs keep each other's secrets, and close together", async ({ page, context }) => {
  await begin(context);
  await create(page);
  const other = await context.newPage();
  await other.goto("/settings?vendor=console");
  await unlock(other);
  await expect(lockButton(other)).toBeVisible();
  await keepKey(page, "甲", BITKEY);
  await keepKey(other, "乙", CANARY);
  await page.getByRole("link", { name: /^乙/ }).click();
  await expect(field(page, "bitkey")).toHaveAttribute("placeholder", "已保存在保险库中");
  await other.getByRole("link", { name: /^甲/ }).click();
  await expect(field(other, "bitkey")).toHaveAttribute("placeholder", "已保存在保险库中");

  // Another passphrase closes the tab that has the old key.
  await page.getByRole("link", { name: "控制台" }).click();
  await secrets(page).getByRole("button", { name: "更改口令" }).click();
  await field(page, "当前口令").fill(PASSPHRASE);
  await field(page, "新口令").fill("another passphrase");
  await field(page, "再次输入").fill("another passphrase");
  await dialog(page).getByRole("button", { name: "更改口令" }).click();
  await expect(unlockButton(other)).toBeVisible();
  await unlock(other);
  await expect(dialog(other)).toContainText("口令不正确");
  await field(other, "口令").fill("another passphrase");
  await other.keyboard.press("Enter");
  await expect(lockButton(other)).toBeVisible();
  await lockButton(other).click();
  await expect(unlockButton(page)).toBeVisible();

  // Deleted in one, it is gone in both.
  await secrets(page).getByRole("button", { name: "删除保险库" }).click();
  await dialog(page).getByLabel("输入 删除 以确认").fill("删除");
  await dialog(page).getByRole("button", { name: "删除保险库" }).click();
  await expect(unlockButton(page)).toHaveCount(0);
  await expect(unlockButton(other)).toHaveCount(0);
  expect(await stored(page)).toBeNull();
});

test("an insecure origin keeps no secrets, and says why", async ({ gateway }) => {
  // The gateway takes requests by its own name only, so a name of another machine's is put before it.
  const server: Server = createServer((request, response) => {
    void fetch(gateway.url + request.url, { headers: { accept: request.headers.accept ?? "*/*" } }).then(async (answer) => {
      const body = Buffer.from(await answer.arrayBuffer());
      const type = answer.headers.get("content-type") ?? "text/plain";
      response.writeHead(answer.status, { "content-type": type }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const use = test.info().project.use;
  const options = use.launchOptions ?? {};
  const browser = await chromium.launch({
    ...options,
    args: [...(options.args ?? []), "--host-resolver-rules=MAP console.example 127.0.0.1"],
  });
  const page = await browser.newPage({ locale: "zh-CN" });
  await page.goto(`http://console.example:${port}/settings?vendor=console`);
  await expect(secrets(page)).toContainText("未加密的 http");
  await expect(secrets(page).getByRole("button", { name: "创建保险库" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "导出连接" })).toBeDisabled();
  await browser.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test("what the gateway holds is not asked for", async ({ page }) => {
  await page.route("**/config.json", async (route) => {
    const config = await (await route.fetch()).json();
    for (const named of config.connections) {
      named.holds_credentials = true;
      named.upstream = "configured";
      delete named.credentials;
    }
    await route.fulfill({ json: config });
  });
  await page.goto("/settings?vendor=bitanswer");
  await expect(page.getByText("此连接的凭据由网关保管")).toBeVisible();
  await expect(field(page, "bitkey")).toHaveCount(0);
});

for (const withSecrets of [false, true]) {
  test(`connections travel in a sealed file ${withSecrets ? "with" : "without"} their secrets`, async ({ page, browser, baseURL, axe }) => {
    await begin(page);
    await create(page);
    await keepKey(page, "甲", CANARY);
    await page.getByRole("link", { name: "控制台" }).click();
    await page.getByRole("button", { name: "导出连接" }).click();
    await field(page, "口令").fill(PASSPHRASE);
    await field(page, "再次输入").fill(PASSPHRASE);
    await page.getByLabel("包含当前内存中的密钥").setChecked(withSecrets);
    await axe();
    const downloading = page.waitForEvent("download");
    await dialog(page).getByRole("button", { name: "导出连接" }).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toBe("rollcall-connections.sealed");
    const path = await file.path();
    const text = await readFile(path, "utf8");
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain(Buffer.from(CANARY).toString("hex"));
    expect(text).not.toContain("bitanswer");
    await expectNowhere(page, CANARY);

    const elsewhere = await browser.newContext({ baseURL, locale: "zh-CN" });
    const there = await elsewhere.newPage();
    await there.goto("/settings?vendor=console");
    await there.getByRole("button", { name: "导入连接" }).click();
    await there.getByLabel("文件").setInputFiles(path);
    await field(there, "口令").fill("something else");
    await there.keyboard.press("Enter");
    await expect(dialog(there)).toContainText("口令不正确");
    await field(there, "口令").fill(PASSPHRASE);
    await there.keyboard.press("Enter");
    await expect(dialog(there).getByRole("listitem").filter({ hasText: "甲" })).toContainText("新增");
    await expect(dialog(there).getByRole("listitem").filter({ hasText: "甲" })).toContainText(withSecrets ? "含密钥" : "BitAnswer");
    await dialog(there).getByRole("button", { name: "导入", exact: true }).click();
    await expect(news(there)).toContainText("已导入");
    await there.getByRole("navigation", { name: "设置分区" }).getByRole("link", { name: /BitAnswer/ }).click();
    await there.getByRole("link", { name: /^甲/ }).click();
    await expect(field(there, "bitkey")).toHaveAttribute("placeholder", withSecrets ? /./ : "");
    await expectNowhere(there, CANARY);
    await elsewhere.close();
  });
}
