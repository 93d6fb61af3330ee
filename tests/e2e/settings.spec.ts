// The settings: how each vendor is reached and who we are there, tried before it is used. Secrets stay in memory.

import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { asked, query } from "./wire.ts";

const news = (page: Page) => page.getByRole("region", { name: "通知" });
const trial = (page: Page, name = "连接测试") =>
  page.locator("section").filter({ has: page.getByRole("heading", { name }) });

/** Everything that a person or a program could read off the page or out of its storage. */
async function expectNowhere(page: Page, secret: string): Promise<void> {
  expect(await page.content()).not.toContain(secret);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]));
  expect(kept).not.toContain(secret);
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.describe("the connection test", () => {
  test("says what came, for each vendor", async ({ page, sandbox }) => {
    for (const [vendor, found] of [
      ["t12", "huadong-manufacturing：剩余正式用户 481 个，测试用户 20 个"],
      ["tingyun", "收到 300 个用户"],
      ["bitanswer", "厂商共有 2,184 个用户"],
    ] as const) {
      await page.goto(`/settings?vendor=${vendor}`);
      await page.getByRole("button", { name: "测试连接" }).click();
      await expect(trial(page)).toContainText("连接正常");
      await expect(trial(page)).toContainText(found);
      const last = (await sandbox.journal()).at(-1);
      expect(last?.vendor).toBe(vendor);
      expect(last?.method).toBe("GET");
    }
    // Both calls of ShareCreators write, so nothing is sent.
    await sandbox.forget();
    await page.goto("/settings?vendor=sharecreators");
    await page.getByRole("button", { name: "测试连接" }).click();
    await expect(trial(page)).toContainText("只有厂商能验证");
    await expect(trial(page)).toContainText("000001");
    await expect(trial(page)).toContainText("在可判断的范围内未发现异常");
    expect(await sandbox.journal()).toEqual([]);
  });

  for (const { vendor, label, says, code } of [
    { vendor: "t12", label: "manager_key", says: "wrong manager_sign", code: 200 },
    { vendor: "tingyun", label: "authkey", says: "凭据", code: 200 },
    { vendor: "bitanswer", label: "bitkey", says: "invalid bitkey", code: 401 },
  ]) {
    test(`says that the ${label} is wrong, and not what it is`, async ({ page, sandbox, expected }) => {
      expected.networkFailures();
      const secret = "my-mistyped-key-123";
      await page.goto(`/settings?vendor=${vendor}`);
      const field = page.getByLabel(label, { exact: true }).and(page.locator("input"));
      await expect(field).toHaveAttribute("type", "password");
      await expect(field).toHaveValue("");
      await field.fill(secret);
      await page.getByRole("button", { name: "测试连接" }).click();
      await expect(trial(page)).toContainText("连接不可用");
      await expect(trial(page)).toContainText(says);
      await expectNowhere(page, secret);
      const last = (await sandbox.journal()).at(-1)!;
      expect(last.status === code || last.status === 403).toBe(true);
      // Tried with what stands in the form, although nothing was saved.
      if (vendor === "bitanswer") {
        expect(last.headers.bitkey).toBe(secret);
      } else if (vendor === "tingyun") {
        expect(query(last).authkey).toBe(secret);
      }
      expect(await page.evaluate(() => Object.keys(localStorage))).not.toContain(`rollcall.connection/${vendor}`);
    });
  }

  test("reaches the sandbox's faults through an authkey @languages", async ({ page, say, expected }) => {
    expected.networkFailures();
    await page.goto("/settings?vendor=tingyun");
    await page.getByLabel("authkey", { exact: true }).and(page.locator("input")).fill("sandbox-authkey+fault-login-page");
    await page.getByRole("button", { name: say("测试连接", "Test connection") }).click();
    await expect(trial(page, say("连接测试", "Connection test"))).toContainText(
      say("返回的是登录页面而不是数据", "A login page came instead of data"),
    );
  });

  test("tells a closed port from a proxy that forbids, and from one that works", async ({ page, gateway, expected }) => {
    expected.networkFailures();
    expected.console(/CORS/);
    await page.goto("/settings?vendor=bitanswer");
    await page.getByRole("radiogroup", { name: "传输方式" }).getByText("代理前缀").click();
    const prefix = page.getByRole("textbox", { name: "前缀" });
    const run = page.getByRole("button", { name: "测试连接" });
    await page.getByRole("textbox", { name: "基础地址" }).fill(`${gateway.url}/vendors/bitanswer`);

    // A port that was just free is closed, or the system would give it away twice.
    const closed = createServer();
    const nobody = await listening(closed);
    await new Promise((resolve) => closed.close(resolve));
    await prefix.fill(`${nobody}/`);
    await run.click();
    await expect(trial(page)).toContainText("连接不可用，未通过：服务器可达");
    await expect(trial(page)).toContainText(`${nobody} 无响应`);

    const asked: string[] = [];
    let allows = false;
    const proxy = createServer((request, response) => {
      const headers = allows
        ? { "access-control-allow-origin": gateway.url, "access-control-allow-headers": "bitkey" }
        : undefined;
      const url = request.url ?? "/";
      if (request.method === "OPTIONS" || url === "/") {
        response.writeHead(204, headers).end();
        return;
      }
      // What is tried for the writes goes to a host that does not exist.
      if (url.includes("rollcall.invalid")) {
        response.writeHead(403, headers).end();
        return;
      }
      asked.push(url);
      const target = url.startsWith("/?to=") ? decodeURIComponent(url.slice("/?to=".length)) : url.slice(1);
      // The sandbox stands for a vendor here; the gateway in front of it asks for the trace.
      const headersOfProxy = { bitkey: String(request.headers.bitkey), "x-rollcall-trace": "proxy" };
      void fetch(target, { headers: headersOfProxy }).then(async (answer) => {
        response.writeHead(answer.status, { ...headers, "content-type": "application/json" });
        response.end(await answer.text());
      });
    });
    const origin = await listening(proxy);
    await prefix.fill(`${origin}/`);
    await run.click();
    await expect(trial(page)).toContainText("但不允许本页面读取（CORS）");

    allows = true;
    await run.click();
    await expect(trial(page)).toContainText("厂商共有 2,184 个用户");
    expect(asked.at(-1)).toBe(`/${gateway.url}/vendors/bitanswer/users?offset=0&limit=1`);

    await page.getByRole("radiogroup", { name: "传输方式" }).getByText("代理模板").click();
    await page.getByRole("textbox", { name: "模板" }).fill(`${origin}/?to={url_encoded}`);
    await run.click();
    await expect.poll(() => asked.at(-1)).toBe(
      `/?to=${encodeURIComponent(`${gateway.url}/vendors/bitanswer/users?offset=0&limit=1`)}`,
    );
    await expect(trial(page)).toContainText("厂商共有 2,184 个用户");
    await new Promise((resolve) => proxy.close(resolve));
  });
});

test("a proxy prefix to a closed port is told on the vendor's page, with the way to the settings", async ({
  page,
  expected,
}) => {
  expected.networkFailures();
  const closed = createServer();
  const nobody = await listening(closed);
  await new Promise((resolve) => closed.close(resolve));
  await page.goto("/settings?vendor=tingyun");
  await page.getByRole("radiogroup", { name: "传输方式" }).getByText("代理前缀").click();
  await page.getByRole("textbox", { name: "前缀" }).fill(`${nobody}/`);
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await expect(news(page)).toContainText("已保存 听云 Network 的设置");
  await page.goto("/tingyun");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("听云 Network · 查询用户列表：没有得到响应");
  await expect(page.getByRole("banner")).toContainText("代理前缀");
  await alert.getByRole("link", { name: "打开设置" }).click();
  await expect(page).toHaveURL("/settings?vendor=tingyun");
  // Kept over all those reloads, and given back by one press.
  await expect(page.getByRole("textbox", { name: "前缀" })).toHaveValue(`${nobody}/`);
  await page.getByRole("radiogroup", { name: "传输方式" }).getByText("网关").click();
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.goto("/tingyun");
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "301");
});

test("the preview shows where a request would go, and dots for secrets @languages", async ({ page, say }) => {
  const secret = "my-own-authkey-456";
  await page.goto("/settings?vendor=tingyun");
  await page.getByLabel("authkey", { exact: true }).and(page.locator("input")).fill(secret);
  await page
    .getByRole("radiogroup", { name: say("传输方式", "Transport") })
    .getByText(say("代理模板", "Proxy template"))
    .click();
  const template = page.getByRole("textbox", { name: say("模板", "Template"), exact: true });
  await template.fill("https://proxy.example/?to=");
  await expect(page.getByText(say("请用 {url}、{url_encoded} 或 {path}", "Say with {url}, {url_encoded} or {path}"))).toBeVisible();
  await template.fill("https://proxy.example/?to={url_encoded}&x=1");
  const preview = page.locator("code").filter({ hasText: "proxy.example" });
  await expect(preview).toHaveText(
    "GET https://proxy.example/?to=https%3A%2F%2Fnetwork.tingyun.com%2Fnetwork-report-data%2Fuser-config%2Flist-json-authkey%3Fauthkey%3D••••••&x=1",
  );
  await template.fill("https://proxy.example/{url}");
  await expect(preview).toContainText("https://proxy.example/https://network.tingyun.com/");
  await expect(preview).toContainText("••••••");
  await expectNowhere(page, secret);
  // Nor is the key that is in use shown anywhere.
  await expectNowhere(page, "sandbox-authkey");
});

test("credentials are used until the page is gone, and not kept", async ({ page, sandbox, expected }) => {
  expected.networkFailures();
  const secret = "my-own-bitkey-789";
  await page.goto("/settings?vendor=bitanswer");
  await page.getByLabel("bitkey", { exact: true }).and(page.locator("input")).fill(secret);
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await expect(news(page)).toContainText("已保存 BitAnswer 的设置");
  await expectNowhere(page, secret);
  await expect(page.getByLabel("bitkey", { exact: true }).and(page.locator("input"))).toHaveValue("");

  await page.getByRole("navigation", { name: "导航" }).getByRole("link", { name: /BitAnswer/ }).click();
  await expect(page.getByRole("alert")).toContainText("invalid bitkey");
  const users = { vendor: "bitanswer", method: "GET", path: "/users" };
  expect((await asked(sandbox, users)).at(-1)?.headers.bitkey).toBe(secret);
  await expectNowhere(page, secret);

  await page.reload();
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(51);
  expect((await asked(sandbox, users)).at(-1)?.headers.bitkey).toBe("sandbox-bitkey");
});

test("cleared credentials are missed by name, and the sandbox's are one press away", async ({ page, sandbox }) => {
  await page.goto("/settings?vendor=t12");
  await page.getByRole("button", { name: "清除凭据" }).click();
  await expect(news(page)).toContainText("已清除 T12 的凭据");
  await sandbox.forget();
  await page.getByRole("navigation", { name: "导航" }).getByRole("link", { name: /T12/ }).click();
  await expect(page.getByText("缺少 T12 凭据")).toBeVisible();
  expect(await sandbox.journal()).toEqual([]);
  await page.getByRole("link", { name: "填写凭据" }).click();
  await expect(page).toHaveURL("/settings?vendor=t12");
  await page.getByRole("button", { name: "使用演示凭据" }).click();
  await page.getByRole("navigation", { name: "导航" }).getByRole("link", { name: /T12/ }).click();
  await expect(page.getByRole("table").getByRole("row", { name: /huadong-manufacturing/ })).toContainText("481");
});

test("every section is accessible and fits a narrow screen @languages", async ({ page, axe }) => {
  for (const section of ["t12", "tingyun", "bitanswer", "sharecreators", "console"]) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`/settings?vendor=${section}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await axe();
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  }
});
