// What a person is told when something between the console and a vendor fails, each failure brought about for real.

import { createServer, request } from "node:http";
import { listening, startCorsAnywhere } from "./cors-anywhere.ts";
import { Nginx, proxyKey } from "./nginx.ts";
import { arrived, choose, expect, expectNothingElse, hosts, runTrial, test, trial, use } from "./proxies.ts";
import { asked, writes } from "./wire.ts";

test("before anything is sent: the whole request, who sees the key, and what must be allowed @languages", async ({
  page,
  say,
  axe,
}) => {
  await page.goto("/settings?vendor=bitanswer");
  const ways = page.getByRole("radiogroup", { name: say("传输方式", "Transport") });
  const card = page.locator("section").filter({ has: ways });
  const list = card.locator("details");
  // Nothing is limited through the gateway.
  await expect(card.locator("code").first()).toContainText("/vendors/bitanswer/users");
  await expect(list).toHaveCount(0);

  await ways.getByText(say("代理前缀", "Proxy prefix")).click();
  await page.getByRole("textbox", { name: say("前缀", "Prefix"), exact: true }).fill("https://proxy.example/");
  await page.getByRole("textbox", { name: say("基础地址", "Base URL") }).fill("https://v.example/api");
  await page.getByRole("button", { name: say("添加请求头", "Add a header") }).click();
  await page.getByRole("textbox", { name: say("请求头 1 的名称", "Header 1: name") }).fill("X-Proxy-Key");
  await page.getByLabel(say("请求头 1 的值", "Header 1: value")).and(page.locator("input")).fill("a-canary-value");
  await expect(card.locator("code").first()).toHaveText(
    "GET https://proxy.example/https://v.example/api/users?offset=0&limit=1",
  );
  await expect(card.locator("code").nth(1)).toHaveText("bitkey: ••••••\nX-Proxy-Key: ••••••");
  expect(await page.content()).not.toContain("a-canary-value");
  await expect(card).toContainText(
    say("https://proxy.example 的运营者可以读取并留存厂商密钥", "Whoever runs https://proxy.example can read and keep"),
  );
  await list.locator("summary").click();
  await expect(list).toContainText("Access-Control-Allow-Headers: bitkey, x-proxy-key, content-type, x-bit-req-id");
  await expect(list).toContainText("Access-Control-Allow-Methods: PATCH, DELETE");
  await expect(list).toContainText(say("查询在线状态", "read online status"));
  await axe();
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);

  // Straight to the vendor nobody else sees the key, and no header for a proxy goes along.
  await ways.getByText(say("直连", "Direct"), { exact: true }).click();
  await expect(card.locator("code").first()).toHaveText("GET https://v.example/api/users?offset=0&limit=1");
  await expect(card).not.toContainText("proxy.example");
  await expect(list).toHaveCount(1);
});

test("an address that cannot be right is told as it is typed", async ({ page }) => {
  await choose(page, "bitanswer", { way: "模板", proxy: "", base: "https://v.example" });
  const template = page.getByRole("textbox", { name: "模板", exact: true });
  for (const [typed, told] of [
    ["https://p.example/", "请用 {url}、{url_encoded} 或 {path} 标明"],
    ["https://p.example/{host}/{path}", "请用 {query} 标明参数的位置"],
    ["https://p.example/?to={url}", "此处请使用 {url_encoded}"],
    ["https://p.example/{uri}", "无法识别 {uri}"],
    ["https://p.example/{url", "花括号没有成对出现"],
    ["https://{host}/{path}?{query}", "主机名"],
    ["https://name:word@p.example/{url}", "不能包含用户名和密码"],
    ["https://p.example:99999/{url}", "端口须为 1 到 65535"],
  ] as const) {
    await template.fill(typed);
    await expect(page.getByText(told)).toBeVisible();
    await expect(page.locator("section").filter({ has: template }).locator("code")).toHaveCount(0);
  }
  await page.getByRole("radiogroup", { name: "传输方式" }).getByText("代理前缀").click();
  await page.getByRole("textbox", { name: "前缀", exact: true }).fill("https://p.example");
  await expect(page.getByText("前缀须以“/”或“?”结尾")).toBeVisible();
});

test("a key of the proxy's own: asked for, sent to it alone, gone with the page", async ({
  page,
  gateway,
  vendors,
  expected,
}) => {
  expected.networkFailures();
  const nginx = await Nginx.start(gateway.url, vendors.url, { key: true });
  try {
    await choose(page, "bitanswer", { way: "前缀", proxy: `${nginx.url}/`, base: `https://${hosts.vendors}/bitanswer` });
    await runTrial(page);
    await expect(trial(page)).toContainText("网关或代理不转发此请求");
    expect(await vendors.journal()).toEqual([]);

    await page.getByRole("button", { name: "添加请求头" }).click();
    await page.getByRole("textbox", { name: "请求头 1 的名称" }).fill("X-Proxy-Key");
    await page.getByLabel("请求头 1 的值").and(page.locator("input")).fill(proxyKey);
    await runTrial(page);
    await expect(trial(page)).toContainText("厂商共有 2,184 个用户");
    const read = await arrived(vendors, { vendor: "bitanswer", method: "GET", path: "/users" });
    expectNothingElse(read);

    await page.getByRole("button", { name: "保存", exact: true }).click();
    await expect(page.getByRole("region", { name: "通知" })).toContainText("已保存");
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(proxyKey);
    await page.goto("/bitanswer");
    await expect(page.getByRole("alert")).toContainText("请填写：代理请求头");
    // Neither key is in the proxy's logs.
    expect(nginx.logs()).toContain(`GET ${hosts.vendors} 200`);
    expect(nginx.logs()).not.toContain(proxyKey);
    expect(nginx.logs()).not.toContain("sandbox-bitkey");
  } finally {
    await nginx.stop();
  }
});

test("nginx tells its own failures from the vendor's", async ({ page, nginx, vendors, expected }) => {
  expected.networkFailures();
  const via = (base: string) => ({ way: "前缀" as const, proxy: `${nginx.url}/`, base });
  for (const [base, told] of [
    [`https://${hosts.closed}/bitanswer`, "网关或代理无法连接到厂商"],
    // nginx says the same of TLS that fails: the connection was never made.
    [`https://${hosts.untrusted}/bitanswer`, "网关或代理无法连接到厂商"],
    ["https://stranger.test/bitanswer", "网关或代理不转发此请求"],
  ] as const) {
    await choose(page, "bitanswer", via(base));
    await runTrial(page);
    await expect(trial(page), base).toContainText(told);
  }
  expect(await vendors.journal()).toEqual([]);
  // The vendor's own failure stays the vendor's.
  await vendors.arm({ vendor: "bitanswer", kind: "rate-limit" });
  await choose(page, "bitanswer", via(`https://${hosts.vendors}/bitanswer`));
  await runTrial(page);
  await expect(trial(page)).toContainText("连接不可用，未通过：厂商正常处理请求");
  await expect(trial(page)).toContainText("请等待 7 秒");
});

/** Asks as no browser would: the path goes out as it is written, with any method and header. */
async function rawly(url: string, method: string, path: string, headers: Record<string, string>) {
  const { hostname, port } = new URL(url);
  return new Promise<{ status: number; headers: Record<string, unknown> }>((resolve, reject) => {
    const ask = request({ hostname, port, method, path, headers }, (answer) => {
      answer.resume();
      answer.once("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }));
    });
    ask.once("error", reject);
    ask.end();
  });
}

test("nginx forwards the documented operations of known vendors from the console's page, and nothing else", async ({
  gateway,
  nginx,
  vendors,
}) => {
  const own = { origin: gateway.url, bitkey: "sandbox-bitkey" };
  const below = `/https://${hosts.vendors}/bitanswer`;
  for (const [method, path, headers] of [
    ["GET", `${below}/sns`, own],
    ["GET", `${below}/users/`, own],
    ["GET", `${below}/users/user/`, own],
    ["GET", `${below}/users/user/..`, own],
    ["GET", `${below}/users/user/%2e%2E`, own],
    ["GET", `${below}/users/user/.`, own],
    ["GET", `${below}/users/user/a/b`, own],
    ["GET", `${below}/../users`, own],
    ["GET", `${below}/%2e%2e/users`, own],
    ["GET", `${below}/users#x`, own],
    ["DELETE", `${below}/users/end`, own],
    ["PUT", `${below}/users`, own],
    ["HEAD", `${below}/users`, own],
    ["GET", "/https://127.0.0.1/users", own],
    ["GET", `/https://${hosts.vendors}:1/users`, own],
    ["GET", `/https://${hosts.vendors}@127.0.0.1/users`, own],
    ["GET", `/https://${hosts.vendors}.evil.example/users`, own],
    ["GET", `/http://${hosts.vendors}/users`, own],
    ["GET", `/to/https%3A%2F%2F127.0.0.1%2Fusers`, own],
    ["GET", `/to/https%3A%2F%2F${hosts.vendors}%2Fusers%0d%0aX-Smuggled%3A%201`, own],
    ["GET", `/to/https%3A%2F%2F${hosts.vendors}%2Fusers%20HTTP%2F1.1`, own],
    ["GET", `${below}/users`, { bitkey: "sandbox-bitkey" }],
    ["GET", `${below}/users`, { ...own, origin: "https://evil.example" }],
    ["GET", `${below}/users`, { ...own, origin: "null" }],
    ["GET", "/", own],
  ] as const) {
    const answer = await rawly(nginx.url, method, path, headers);
    expect(answer.status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
    if (headers !== own) {
      expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    }
  }
  expect(await vendors.journal()).toEqual([]);

  // What it does forward comes back as the page needs it, and takes nothing along that nobody asked for.
  const name = "a%2Fb%25%3F%23%E5%BC%A0";
  const extra = { ...own, cookie: "session=1", referer: "https://a.example/", "x-forwarded-for": "1.2.3.4", te: "trailers" };
  const answer = await rawly(nginx.url, "GET", `${below}/users/user/${name}`, extra);
  expect(answer.headers["access-control-allow-origin"]).toBe(gateway.url);
  expect(answer.headers["access-control-expose-headers"]).toContain("Date");
  expect(answer.headers["cache-control"]).toBe("no-store");
  const encoded = `/to/${encodeURIComponent(`https://${hosts.vendors}/bitanswer/users/user/${name}?x=1%262`)}`;
  await rawly(nginx.url, "GET", encoded, extra);
  const [plain, decoded] = await vendors.journal();
  expect(plain?.target).toBe(`/users/user/${name}`);
  expect(decoded?.target).toBe(`/users/user/${name}?x=1%262`);
  expectNothingElse(plain!);
  expectNothingElse(decoded!);
});

test("cors-anywhere's failures are told, though it marks them by words only", async ({
  page,
  gateway,
  corsAnywhere,
  vendors,
  expected,
}) => {
  expected.networkFailures();
  const closed = await listening(createServer());
  await closed.stop();
  for (const [base, told] of [
    [closed.url, "网关或代理无法连接到厂商"],
    ["http://name-that-is-not.invalid", "网关或代理无法解析厂商的域名"],
  ] as const) {
    await choose(page, "bitanswer", { way: "前缀", proxy: `${corsAnywhere.url}/`, base });
    await runTrial(page);
    await expect(trial(page), base).toContainText(told);
  }
  const elsewhere = await startCorsAnywhere("https://another.example");
  await choose(page, "bitanswer", { way: "前缀", proxy: `${elsewhere.url}/`, base: `${vendors.url}/bitanswer` });
  await runTrial(page);
  await expect(trial(page)).toContainText("代理自身拒绝了请求");
  expect(await vendors.journal()).toEqual([]);
  await elsewhere.stop();
});

test("a write whose connection dies behind a proxy is not said to have failed", async ({
  page,
  corsAnywhere,
  vendors,
  expected,
}) => {
  expected.networkFailures();
  await use(page, "bitanswer", { way: "前缀", proxy: `${corsAnywhere.url}/`, base: `${vendors.url}/bitanswer` });
  await page.goto("/bitanswer?user=li.yuxuan");
  const panel = page.getByRole("complementary", { name: "li.yuxuan", exact: true });
  await panel.getByRole("button", { name: "编辑" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "用户名" }).fill("李小轩");
  await vendors.arm({ vendor: "bitanswer", kind: "drop-after", method: "PATCH" });
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog).toContainText("结果未知");
  expect((await writes(vendors)).map(({ method, applied }) => [method, applied])).toEqual([["PATCH", true]]);
});

test("online status: the query goes alone, and says the same", async ({ page, nginx, vendors }) => {
  await use(page, "bitanswer", { way: "前缀", proxy: `${nginx.url}/`, base: `https://${hosts.vendors}/bitanswer` });
  await page.goto("/bitanswer?user=li.yuxuan");
  const status = { vendor: "bitanswer", method: "GET", path: "/users/status" };
  const panel = page.getByRole("complementary", { name: "li.yuxuan", exact: true });
  await expect(panel.getByRole("button", { name: "编辑" })).toBeVisible();
  const read = await arrived(vendors, status);
  expect(read.body).toBe("");
  expect(read.target).toMatch(/^\/users\/status\?type=user&guid=.+/);
  expect(read.status).toBe(200);
});

/** A proxy of a test's own, for what no ready one does; it answers preflights as it is told, and the rest with `answer`. */
const stubborn = (allow: Record<string, string>, answer: { status: number; type: string; body: string }) =>
  createServer((asking, response) => {
    const headers = { "access-control-allow-origin": "*", ...allow };
    if (asking.method === "OPTIONS") {
      response.writeHead(204, headers).end();
    } else {
      response.writeHead(answer.status, { ...headers, "content-type": answer.type }).end(answer.body);
    }
  });

test("a proxy that is down, forbids a header, forbids a method, or answers with a page of its own", async ({
  page,
  gateway,
  expected,
}) => {
  expected.networkFailures();
  expected.console(/CORS/);
  const html = { status: 503, type: "text/html", body: "<html><title>maintenance</title></html>" };
  const down = await listening(createServer());
  await down.stop();
  const base = "https://v.example";
  const via = (url: string) => ({ way: "前缀" as const, proxy: `${url}/`, base });
  await choose(page, "bitanswer", via(down.url));
  await runTrial(page);
  await expect(trial(page)).toContainText(`${down.url} 无响应`);

  const refusesHeader = await listening(stubborn({}, html));
  await choose(page, "bitanswer", via(refusesHeader.url));
  await runTrial(page);
  await expect(trial(page)).toContainText("在预检（CORS）中不允许请求头 bitkey");
  await expect(trial(page)).toContainText("Access-Control-Allow-Headers");
  await refusesHeader.stop();

  const refusesPage = await listening(createServer((_, response) => response.writeHead(204).end()));
  await choose(page, "tingyun", via(refusesPage.url));
  await runTrial(page);
  await expect(trial(page)).toContainText("但不允许本页面读取（CORS）");
  await expect(trial(page)).toContainText(`Access-Control-Allow-Origin: ${gateway.url}`);
  await refusesPage.stop();

  const ownPage = await listening(stubborn({ "access-control-allow-headers": "bitkey" }, html));
  await choose(page, "bitanswer", via(ownPage.url));
  await runTrial(page);
  // What writes would need is looked at when the read was answered, and does not hide the answer.
  await expect(trial(page)).toContainText("不允许请求头 content-type, x-bit-req-id");
  await expect(trial(page)).toContainText("返回的是网页而不是数据（HTTP 503）");
  await ownPage.stop();
});

test("a proxy that forbids PATCH: reads work, the write is not said to have failed, and nothing arrived", async ({
  page,
  vendors,
  expected,
}) => {
  expected.networkFailures();
  expected.console(/CORS/);
  // cors-anywhere itself refuses no method, so a server of its own answers the preflights in front of it.
  const proxy = await listening(
    createServer((asking, response) => {
      const headers = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
      if (asking.method === "OPTIONS") {
        response.writeHead(204, { ...headers, "access-control-allow-methods": "GET, POST" }).end();
        return;
      }
      const bitkey = String(asking.headers.bitkey);
      void fetch((asking.url ?? "/").slice(1), { headers: { bitkey } }).then(async (answer) => {
        response.writeHead(answer.status, { ...headers, "content-type": "application/json" });
        response.end(await answer.text());
      });
    }),
  );
  await use(page, "bitanswer", { way: "前缀", proxy: `${proxy.url}/`, base: `${vendors.url}/bitanswer` });
  await page.goto("/bitanswer?user=li.yuxuan");
  const panel = page.getByRole("complementary", { name: "li.yuxuan", exact: true });
  await panel.getByRole("button", { name: "编辑" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "用户名" }).fill("李小轩");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog).toContainText("结果未知");
  await expect(dialog).toContainText("CORS");
  expect(await writes(vendors)).toEqual([]);
  expect((await asked(vendors, { vendor: "bitanswer", method: "PATCH", path: /./ })).length).toBe(0);
  await proxy.stop();
});
