// Several connections of one vendor: made, told apart, switched, moved and deleted; and what began by one of them ends
// by it, wherever the admin goes meanwhile.

import { type IncomingMessage, type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { asked } from "./wire.ts";

const news = (page: Page) => page.getByRole("region", { name: /^(通知|Notifications)$/ });
const picker = (page: Page) => page.getByRole("banner").getByRole("button", { name: /^(连接|Connection) / });
const list = (page: Page) => page.getByRole("region", { name: /^(连接|Connections)$/ });
const save = (page: Page) => page.getByRole("button", { name: "保存", exact: true });

interface Kept {
  id: string;
  vendor: string;
  name?: string;
  color?: string;
  production?: boolean;
  of_gateway?: boolean;
  base_url?: string;
  route?: { way: string; address?: string };
}

/** What the browser keeps when the console starts. */
async function keep(page: Page, connections: Kept[], more: Record<string, string> = {}): Promise<void> {
  const entries = { connections: JSON.stringify({ version: 1, connections }), ...more };
  await page.addInitScript((entries) => {
    // Once: a reload must find what the console made of it.
    if (localStorage.getItem("kept") === null) {
      localStorage.setItem("kept", "yes");
      for (const [name, text] of Object.entries(entries)) {
        localStorage.setItem(`rollcall.${name}`, text);
      }
    }
  }, entries);
}

const PRODUCTION: Kept = {
  id: "bitanswer",
  vendor: "bitanswer",
  of_gateway: true,
  name: "主账号",
  color: "red",
  production: true,
};
const TEST: Kept = { id: "bitanswer-1a2b", vendor: "bitanswer", name: "测试环境", color: "teal" };

/** A proxy that takes the URL behind its own, and asks the gateway in the vendor's place. Writes wait for `release`. */
class Proxy {
  readonly seen: { method: string; path: string; at: number }[] = [];
  private waiting: (() => void)[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(console: string): Promise<Proxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const proxy = new Proxy(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    server.on("request", (request: IncomingMessage, response) => {
      const headers = {
        "access-control-allow-origin": console,
        "access-control-allow-headers": "bitkey, content-type, x-bit-req-id",
        "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
      };
      if (request.method === "OPTIONS") {
        response.writeHead(204, headers).end();
        return;
      }
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) {
          chunks.push(chunk as Buffer);
        }
        const target = (request.url ?? "/").slice(1);
        const method = request.method ?? "GET";
        const path = new URL(target).pathname.replace("/vendors/bitanswer", "");
        proxy.seen.push({ method, path, at: proxy.seen.length });
        if (method === "PATCH") {
          await new Promise<void>((resolve) => proxy.waiting.push(resolve));
        }
        const answer = await fetch(target, {
          method,
          headers: {
            bitkey: String(request.headers.bitkey),
            "content-type": String(request.headers["content-type"] ?? "application/json"),
            "x-bit-req-id": String(request.headers["x-bit-req-id"] ?? ""),
            "x-rollcall-trace": "a-proxy-of-the-test",
          },
          body: method === "GET" ? undefined : Buffer.concat(chunks),
        });
        response.writeHead(answer.status, { ...headers, "content-type": "application/json" });
        response.end(await answer.text());
      })();
    });
    return proxy;
  }

  writes(): number {
    return this.seen.filter(({ method }) => method === "PATCH").length;
  }

  /** Lets the writes that wait go on. */
  release(): void {
    for (const go of this.waiting.splice(0)) {
      go();
    }
  }

  async stop(): Promise<void> {
    this.release();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

test("a connection is made, named, coloured and used, and the first stays the first", async ({ page, sandbox }) => {
  await page.goto("/settings?vendor=bitanswer");
  await list(page).getByRole("link", { name: "添加连接" }).click();
  await expect(page).toHaveURL("/settings?vendor=bitanswer&connection=new");
  const name = page.getByRole("textbox", { name: "名称", exact: true });
  await expect(name).toHaveValue("BitAnswer 2");
  await name.fill("");
  await expect(page.getByText("该厂商的另一个连接已使用此名称")).toBeVisible();
  await name.fill("测试环境");
  await page.getByRole("radio", { name: "青" }).check();
  await page.getByLabel("bitkey", { exact: true }).and(page.locator("input")).fill("sandbox-bitkey");
  await save(page).click();
  await expect(news(page)).toContainText("已保存 测试环境 的设置");
  await expect(page).toHaveURL(/\/settings\?vendor=bitanswer&connection=bitanswer-[0-9a-f]{10}$/);
  await expect(list(page).getByRole("listitem")).toHaveCount(2);
  await expect(list(page).getByRole("link", { name: /^测试环境/ })).toHaveAttribute("aria-current", "true");
  const id = new URL(page.url()).searchParams.get("connection")!;

  await page.getByRole("navigation", { name: "导航" }).getByRole("link", { name: /BitAnswer/ }).click();
  await expect(page).toHaveURL("/bitanswer");
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(51);
  await picker(page).click();
  const items = page.getByRole("menuitemradio");
  await expect(items).toHaveCount(2);
  await expect(items.nth(0)).toBeFocused();
  await expect(items.nth(0)).toHaveAttribute("aria-checked", "true");
  await sandbox.forget();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/bitanswer?connection=${id}`);
  await expect(picker(page)).toHaveAccessibleName(/测试环境/);
  await expect.poll(async () => (await sandbox.journal()).length).toBeGreaterThan(0);
  // The way within the page, and the way back from another one, keep the connection.
  await page.getByRole("table").getByRole("link").first().click();
  await expect(page).toHaveURL(new RegExp(`connection=${id}&user=`));
  await page.getByRole("navigation", { name: "导航" }).getByRole("link", { name: /T12/ }).click();
  await page.getByRole("navigation", { name: "导航" }).getByRole("link", { name: /BitAnswer/ }).click();
  await expect(page).toHaveURL(`/bitanswer?connection=${id}`);

  // Credentials are gone with a reload, the connection is not, and what is missing is said with the way to mend it.
  await page.reload();
  const alert = page.getByRole("alert");
  await expect(alert).toBeVisible();
  await alert.getByRole("link", { name: "打开设置" }).click();
  await expect(page).toHaveURL(`/settings?vendor=bitanswer&connection=${id}`);
  await expect(name).toHaveValue("测试环境");
});

test("the command palette switches connections", async ({ page }) => {
  await keep(page, [PRODUCTION, TEST]);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("测试环境");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/bitanswer?connection=bitanswer-1a2b");
  await expect(page.locator("main")).toHaveAttribute("data-color", "teal");
});

test("a connection that there is not has a state of its own, and two ways out @languages", async ({ page, say, axe }) => {
  await keep(page, [PRODUCTION, TEST]);
  await page.goto("/bitanswer?connection=gone");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(say("没有这个连接", "There is no such connection"));
  await expect(page.locator("main")).toContainText("gone");
  await axe();
  await page.getByRole("link", { name: say("管理连接", "Manage connections") }).click();
  await expect(page).toHaveURL("/settings?vendor=bitanswer");
  await page.goBack();
  await page.getByRole("link", { name: say("使用 主账号", "Use 主账号") }).click();
  await expect(page).toHaveURL("/bitanswer");
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(51);
});

test("a write that is under way ends where it began", async ({ page, gateway, sandbox }) => {
  const proxy = await Proxy.start(gateway.url);
  await keep(page, [
    PRODUCTION,
    {
      ...TEST,
      base_url: `${gateway.url}/vendors/bitanswer`,
      route: { way: "prefix", address: proxy.url },
    },
  ]);
  const direct: string[] = [];
  page.on("request", (request) => {
    if (request.url().startsWith(`${gateway.url}/vendors/`)) {
      direct.push(`${request.method()} ${new URL(request.url()).pathname}`);
    }
  });
  await page.goto("/settings?vendor=bitanswer&connection=bitanswer-1a2b");
  await page.getByLabel("bitkey", { exact: true }).and(page.locator("input")).fill("sandbox-bitkey");
  await save(page).click();
  await expect(news(page)).toContainText("已保存 测试环境 的设置");
  await page.getByRole("navigation", { name: "导航" }).getByRole("link", { name: /BitAnswer/ }).click();
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(51);
  await picker(page).click();
  await page.getByRole("menuitemradio", { name: /测试环境/ }).click();
  await expect(page).toHaveURL("/bitanswer?connection=bitanswer-1a2b");
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(51);
  direct.length = 0;
  await page.getByRole("table").getByRole("link", { name: "han.haiyan", exact: true }).click();
  const panel = page.getByRole("complementary", { name: "han.haiyan", exact: true });
  await panel.getByRole("button", { name: "编辑" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("写入 测试环境");
  await expect(dialog).not.toContainText("生产");
  await dialog.getByRole("textbox").first().fill("韩海燕二");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect.poll(() => proxy.writes()).toBe(1);

  // The dialog holds the page; the history does not care.
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL("/bitanswer");
  await expect(picker(page)).toHaveAccessibleName(/主账号/);
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(51);
  proxy.release();
  const patched = { vendor: "bitanswer", method: "PATCH", path: /^\/users/ };
  await expect.poll(async () => (await asked(sandbox, patched)).length).toBe(1);
  // A read that was asked for by the page that is open now proves that there was time for another to go astray.
  await page.getByRole("button", { name: "刷新" }).first().click();
  await expect.poll(() => direct.filter((line) => line === "GET /vendors/bitanswer/users").length).toBe(2);
  expect(direct.filter((line) => !line.startsWith("GET "))).toEqual([]);
  expect(direct.filter((line) => line.includes("han.haiyan"))).toEqual([]);
  expect((await asked(sandbox, patched)).length).toBe(1);
  await proxy.stop();
});

test("production is named where something is written @languages", async ({ page, say, axe }) => {
  await keep(page, [PRODUCTION]);
  await page.goto("/bitanswer?do=new");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(say("写入 主账号", "Writes to 主账号"));
  await expect(dialog.locator(".write-target")).toContainText(say("生产", "Production"));
  await axe();
  await expect(page.locator("main")).toHaveAttribute("data-color", "red");
});

test("where there is one connection and no harm to do, nothing is said", async ({ page }) => {
  await page.goto("/bitanswer?do=new");
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect(page.locator(".write-target")).toHaveCount(0);
  await expect(page.locator("main")).not.toHaveAttribute("data-color");
  await expect(picker(page)).toHaveCount(0);
});

test("the order is changed by keyboard, kept, and makes another one the first", async ({ page }) => {
  await keep(page, [PRODUCTION, TEST]);
  await page.goto("/settings?vendor=bitanswer");
  const rows = list(page).getByRole("listitem");
  await expect(rows.nth(0)).toContainText("主账号");
  const down = page.getByRole("button", { name: "下移 主账号" });
  await down.focus();
  await page.keyboard.press("Enter");
  await expect(rows.nth(1)).toContainText("主账号");
  await expect(list(page).getByRole("status")).toHaveText("主账号 现在排在第 2 位，共 2 个");
  // At the end there is no further down, and focus is not lost.
  await expect(page.getByRole("button", { name: "上移 主账号" })).toBeFocused();
  await page.reload();
  await expect(rows.nth(0)).toContainText("测试环境");
  await page.goto("/bitanswer");
  await expect(picker(page)).toHaveAccessibleName(/测试环境/);
});

test("a duplicate has no secrets, and deleting says what is lost", async ({ page }) => {
  const ledger = "sharecreators/ledgers/sharecreators-1/a@x.cn";
  await keep(
    page,
    [
      { id: "sharecreators", vendor: "sharecreators", of_gateway: true },
      { id: "sharecreators-1", vendor: "sharecreators", name: "正式", production: true },
    ],
    { [ledger]: JSON.stringify({ email: "a@x.cn", state: "told", at: 1 }) },
  );
  await page.goto("/sharecreators?connection=sharecreators-1");
  await expect(page.getByRole("grid")).toContainText("a@x.cn");
  await page.goto("/sharecreators");
  await expect(page.locator("main")).not.toContainText("a@x.cn");

  await page.goto("/settings?vendor=sharecreators&connection=sharecreators-1");
  await page.getByRole("button", { name: "正式 的操作" }).click();
  await page.getByRole("menuitem", { name: "复制（不含密钥）" }).click();
  await expect(news(page)).toContainText("已创建 正式 副本");
  await expect(page.getByRole("heading", { name: "正式 副本" })).toBeVisible();
  await expect(page.getByLabel("令牌", { exact: true }).and(page.locator("input"))).toHaveValue("");

  await page.getByRole("button", { name: "正式 的操作" }).click();
  await page.getByRole("menuitem", { name: "删除连接" }).click();
  const dialog = page.getByRole("dialog", { name: "删除连接 正式？" });
  await expect(dialog).toContainText("其台账也会一并删除：1 个账号");
  const confirm = dialog.getByRole("button", { name: "删除连接" });
  await expect(confirm).toBeDisabled();
  await dialog.getByRole("textbox").fill("正式");
  await confirm.click();
  await expect(news(page)).toContainText("已删除连接 正式");
  await expect(list(page).getByRole("listitem")).toHaveCount(2);
  expect(await page.evaluate((name) => localStorage.getItem(`rollcall.${name}`), ledger)).toBeNull();
  // What the gateway names is not deleted.
  await page.getByRole("button", { name: "ShareCreators 的操作" }).click();
  await expect(page.getByRole("menuitem", { name: "撤销自定义更改" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "删除连接" })).toHaveCount(0);
});

test("leaving with something unsaved is asked about @languages", async ({ page, say, axe }) => {
  await page.goto("/settings?vendor=bitanswer");
  const name = page.getByRole("textbox", { name: say("名称", "Name"), exact: true });
  await name.fill("别名");
  // Elsewhere in the settings nothing is lost.
  const tabs = page.getByRole("navigation", { name: say("设置分区", "Sections") });
  await tabs.getByRole("link", { name: "T12" }).click();
  await tabs.getByRole("link", { name: "BitAnswer" }).click();
  await expect(name).toHaveValue("别名");
  const away = page
    .getByRole("navigation", { name: say("导航", "Navigation") })
    .getByRole("link", { name: /T12/ });
  await away.click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("BitAnswer");
  await axe();
  await dialog.getByRole("button", { name: say("留在此页", "Stay") }).first().click();
  await expect(page).toHaveURL("/settings?vendor=bitanswer");
  await expect(name).toHaveValue("别名");
  await away.click();
  await dialog.getByRole("button", { name: say("放弃更改并离开", "Discard and leave") }).click();
  await expect(page).toHaveURL("/t12");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/T12/);
  await expect(news(page)).toHaveCount(0);
  // By the history it cannot be stopped, only said.
  await page.goBack();
  await name.fill("别名");
  await page.goForward();
  await expect(news(page)).toContainText(say("未保存的更改已放弃：BitAnswer", "Unsaved changes were discarded: BitAnswer"));
});

test("what a later version keeps is left untouched, and said @languages", async ({ page, say, axe }) => {
  const later = JSON.stringify({ version: 7, folders: [] });
  await page.addInitScript((text) => localStorage.setItem("rollcall.connections", text), later);
  await page.goto("/settings?vendor=t12");
  await expect(news(page)).toContainText(say("连接数据无法直接使用", "could not be used as it is"));
  await expect(page.locator("main")).toContainText(say("由更高版本的控制台保存（格式 7）", "(format 7)"));
  await page.getByRole("textbox", { name: say("名称", "Name"), exact: true }).fill("x");
  await page.getByRole("button", { name: say("保存", "Save"), exact: true }).click();
  await expect(news(page)).toContainText(say("不会被覆盖", "is not written over"));
  expect(await page.evaluate(() => localStorage.getItem("rollcall.connections"))).toBe(later);
  await axe();
});

test("many connections are accessible and fit a narrow screen @languages", async ({ page, axe }) => {
  const colors = ["red", "orange", "amber", "green", "teal", "blue", "violet", "pink", "grey"];
  await keep(
    page,
    colors.map((color, number) => ({
      id: `bitanswer-${number}`,
      vendor: "bitanswer",
      name: `一个名字相当长的连接 with a long name ${number}`,
      color,
      production: number % 2 === 0,
    })),
  );
  for (const address of ["/settings?vendor=bitanswer", "/bitanswer", "/"]) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await axe();
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  }
});
