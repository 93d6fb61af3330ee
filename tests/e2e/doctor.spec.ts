// The connection doctor: every failure brought about for real, told by the check that is about it, with what to do.

import { execFileSync } from "node:child_process";
import { createServer, request as ask } from "node:http";
import { createServer as createTlsServer } from "node:https";
import path from "node:path";
import { listening } from "./cors-anywhere.ts";
import { allowing, check, examine, failed, page200, secretField, selfSigned, tingyunUsers } from "./doctor-steps.ts";
import { Gateway } from "./gateway.ts";
import { choose, expect, runTrial, test, trial } from "./proxies.ts";

test("a good connection: what came, and nothing that fails @languages", async ({ page, say, axe }) => {
  await page.goto("/settings?vendor=bitanswer");
  const button = page.getByRole("button", { name: say("测试连接", "Test connection") });
  await button.focus();
  await page.keyboard.press("Enter");
  const list = page.getByRole("list", { name: say("检查项", "Checks") });
  await expect(page.getByRole("status").filter({ hasText: say("连接正常", "The connection works") })).toBeVisible();
  await expect(list.getByRole("listitem")).toHaveCount(15);
  await expect(list).toContainText(say("厂商共有 2,184 个用户", "The vendor says it has 2,184 users"));
  await expect(list).toContainText(say("时钟偏差在 5 秒以内", "The clocks agree within 5 seconds"));
  await expect(list).not.toContainText(say("异常", "Failed"));
  await expect(button).toBeFocused();
  await axe();
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  // A result speaks of what was examined, not of what is being typed.
  await page.getByLabel("bitkey", { exact: true }).and(page.locator("input")).fill("another");
  await expect(list).toHaveCount(0);
});

test("addresses that cannot be right, and nothing is sent", async ({ page, sandbox }) => {
  await choose(page, "bitanswer", { way: "前缀", proxy: "https://p.example", base: "https://v.example" });
  await sandbox.forget();
  await examine(page);
  await failed(page, "地址格式", "前缀须以“/”或“?”结尾", "请修正上方标出的字段");
  await expect(check(page, "服务器可达")).toContainText("取决于：地址格式");
  await choose(page, "bitanswer", { way: "前缀", proxy: "https://p.example/", base: "v.example" });
  await examine(page);
  await failed(page, "地址格式", "基础地址：须以小写的 https://");
  expect(await sandbox.journal()).toEqual([]);
});

test("without credentials the way is looked at all the same", async ({ page, sandbox }) => {
  await page.goto("/settings?vendor=tingyun");
  await page.getByRole("button", { name: "清除凭据" }).click();
  await sandbox.forget();
  await examine(page);
  await failed(page, "凭据", "请填写：authkey");
  await expect(check(page, "服务器可达")).toContainText("通过");
  await expect(check(page, "厂商正常处理请求")).toContainText("取决于：凭据");
  expect(await sandbox.journal()).toEqual([]);
});

test("a proxy that is down, refuses, forbids the page, a header or a method", async ({ page, gateway, expected }) => {
  expected.networkFailures();
  expected.console(/CORS/);
  const via = (url: string) => ({ way: "前缀" as const, proxy: `${url}/`, base: "https://v.example" });

  const down = await listening(createServer());
  await down.stop();
  await choose(page, "bitanswer", via(down.url));
  await examine(page);
  await failed(page, "服务器可达", `${down.url} 无响应`, "请检查代理的主机名和端口");
  await expect(check(page, "允许本页面访问（CORS）")).toContainText("取决于：服务器可达");

  const refusing = await allowing({ "access-control-allow-headers": "*" }, (_, response) =>
    void response.writeHead(403, { "content-type": "text/html" }).end("<html>Forbidden</html>"),
  );
  await choose(page, "bitanswer", via(refusing.url));
  await examine(page);
  await failed(page, "网关或代理放行请求", "HTTP 403", `来源 ${gateway.url}`, "$rollcall_known_host");
  await refusing.stop();

  const forbidsPage = await listening(createServer((_, response) => response.writeHead(204).end()));
  await choose(page, "tingyun", via(forbidsPage.url));
  await examine(page);
  await failed(page, "允许本页面访问（CORS）", "不允许本页面读取", `Access-Control-Allow-Origin: ${gateway.url}`);
  await forbidsPage.stop();

  const forbidsHeader = await allowing({}, page200);
  await choose(page, "bitanswer", via(forbidsHeader.url));
  await examine(page);
  await failed(page, "允许本页面访问（CORS）", "不允许请求头 bitkey", "Access-Control-Allow-Headers: bitkey");
  await forbidsHeader.stop();

  // Reads go through, and the key with them; what is tried for the rest goes to a host that does not exist.
  const seen: { method?: string; url?: string; bitkey?: unknown }[] = [];
  const forbidsMethod = await allowing(
    { "access-control-allow-headers": "*", "access-control-allow-methods": "GET, POST, DELETE" },
    (asking, response) => {
      seen.push({ method: asking.method, url: asking.url, bitkey: asking.headers.bitkey });
      response.writeHead(200, { "content-type": "application/json" });
      response.end('{"status":0,"data":{"total":7,"items":[]}}');
    },
  );
  await choose(page, "bitanswer", via(forbidsMethod.url));
  await examine(page);
  await failed(page, "允许本页面访问（CORS）", "不允许方法 PATCH", "Access-Control-Allow-Methods: PATCH, DELETE");
  expect(seen.filter(({ bitkey }) => bitkey === "sandbox-bitkey").map(({ method }) => method)).toEqual(["GET"]);
  const others = seen.filter(({ url }) => !url?.startsWith("/https://v.example/users"));
  expect(others.length).toBeGreaterThan(0);
  expect(others.every(({ url }) => url === "/https://rollcall.invalid/")).toBe(true);
  await forbidsMethod.stop();
});

test("straight to the vendor, no method is tried: what must be allowed is said", async ({ page, nginx, vendors, expected }) => {
  expected.networkFailures();
  await choose(page, "bitanswer", { way: "直连", base: `${nginx.url}/vendors.test/bitanswer` });
  await vendors.forget();
  await examine(page);
  await expect(check(page, "允许本页面访问（CORS）")).toContainText("Access-Control-Allow-Methods: PATCH, DELETE");
  await expect(check(page, "网关或代理可达厂商")).toContainText("不适用");
  expect((await vendors.journal()).map(({ method }) => method)).toEqual(["GET"]);
});

test("a page with 200 in the vendor's place", async ({ page, expected }) => {
  expected.networkFailures();
  const welcome = await allowing({ "access-control-allow-headers": "*", "access-control-allow-methods": "*" }, page200);
  await choose(page, "bitanswer", { way: "前缀", proxy: `${welcome.url}/`, base: "https://v.example" });
  await examine(page);
  await failed(page, "响应来自厂商", "返回的是网页而不是数据（HTTP 200）", "基础地址");
  await welcome.stop();
});

for (const { vendor, label, name, says, remedy } of [
  { vendor: "t12", label: "manager_key", name: "签名", says: "wrong manager_sign", remedy: "manager_key" },
  { vendor: "tingyun", label: "authkey", name: "凭据", says: "厂商返回", remedy: "authkey" },
  { vendor: "bitanswer", label: "bitkey", name: "凭据", says: "invalid bitkey", remedy: "bitkey" },
]) {
  test(`a wrong ${label}`, async ({ page, expected }) => {
    expected.networkFailures();
    await page.goto(`/settings?vendor=${vendor}`);
    await secretField(page, label).fill("my-mistyped-key-123");
    await examine(page);
    await failed(page, name, says, remedy);
    await expect(check(page, "响应来自厂商")).toContainText("通过");
    await expect(trial(page)).toContainText(`连接不可用，未通过：${name}`);
    expect(await page.content()).not.toContain("my-mistyped-key-123");
  });
}

test("a clock that is an hour behind is measured, and corrected before it matters", async ({ page, sandbox }) => {
  await page.clock.setFixedTime(Date.now() - 3_600_000);
  await page.goto("/settings?vendor=t12");
  await examine(page);
  await failed(page, "时钟", "自动对时");
  await expect(check(page, "时钟")).toContainText(/本机时钟慢 3,(59\d|60\d) 秒/);
  await expect(check(page, "签名")).toContainText("通过");
  await expect(trial(page)).toContainText("剩余正式用户 481 个");
  // The signature with the wrong time was refused once, and the right one taken.
  expect((await sandbox.journal()).map(({ vendor }) => vendor)).toEqual(["t12", "t12"]);

  // Everywhere else, too: reads that left with the wrong time are asked once more by themselves.
  await page.goto("/t12");
  const rows = page.getByRole("table").locator("tbody tr");
  await expect(rows.filter({ hasText: /已读取|即将用尽|已用尽/ })).toHaveCount(12);
});

test("the other side's clock: off, out of a cache, or not shown", async ({ page, expected }) => {
  const server = (headers: Record<string, string>) =>
    allowing(headers, (asking, response) => {
      response.sendDate = false;
      tingyunUsers(asking, response);
    });
  const shown = { "access-control-expose-headers": "Date, Age" };
  const ahead = new Date(Date.now() + 7_200_000).toUTCString();
  expected.networkFailures();
  for (const [headers, says] of [
    [{ ...shown, date: ahead }, /异常|本机时钟慢 7,[12]\d\d 秒/],
    [{ ...shown, date: ahead, age: "30" }, "响应来自缓存"],
    [{ date: ahead }, "服务器未公开日期"],
  ] as const) {
    const vendor = await server(headers);
    await choose(page, "tingyun", { way: "直连", base: vendor.url });
    await examine(page);
    await expect(check(page, "时钟")).toContainText(says);
    await vendor.stop();
  }
});

test("what the gateway says of the way to the vendor", async ({ page, expected }) => {
  test.slow();
  expected.networkFailures();
  const certificate = selfSigned();
  const tls = await listening(createTlsServer(certificate, page200) as never);
  const never = await listening(createServer(() => undefined));
  const closed = await listening(createServer());
  await closed.stop();
  const html = await listening(createServer(page200));
  const upstreams = {
    dns: "https://name-that-is-not.invalid/api",
    private: "https://localhost:9/api",
    closed: closed.url,
    tls: tls.url.replace("http://", "https://"),
    silent: never.url,
    html: html.url,
  };
  const tables = Object.entries(upstreams).map(
    ([id, upstream]) => `[connections.${id}]\nvendor = "bitanswer"\nupstream = "${upstream}"\n`,
  );
  const gateway = await Gateway.start(0, { text: `[limits]\ntimeout_seconds = 1\n${tables.join("")}` });
  for (const [id, name, ...says] of [
    ["dns", "网关或代理可达厂商", "无法解析厂商的域名", "upstream"],
    ["private", "网关或代理可达厂商", "内网或本机地址", "allow_private"],
    ["closed", "网关或代理可达厂商", "无法连接到厂商", "rollcall check"],
    ["tls", "网关或代理可达厂商", "不信任厂商的证书", "ca_file"],
    ["silent", "网关或代理可达厂商", "未在规定时间内响应", "timeout_seconds"],
    ["html", "响应来自厂商", "返回的是网页而不是数据"],
  ] as const) {
    await page.goto(`${gateway.url}/settings?vendor=bitanswer&connection=${id}`);
    await secretField(page, "bitkey").fill("any-key-at-all");
    await examine(page);
    await failed(page, name, ...says);
    await expect(check(page, "服务器可达")).toContainText("通过");
  }
  await gateway.stop();
  await Promise.all([tls, never, html].map((server) => server.stop()));
  await certificate.forget();
});

test("a gateway that is gone, and a browser that is offline", async ({ page, context, expected }) => {
  expected.networkFailures();
  const gateway = await Gateway.start(0);
  await page.goto(`${gateway.url}/settings?vendor=bitanswer`);
  await examine(page);
  await context.setOffline(true);
  await examine(page);
  await failed(page, "浏览器网络", "没有网络连接", "请连接网络后重试");
  await context.setOffline(false);
  await gateway.stop();
  await examine(page);
  await failed(page, "服务器可达", "提供本页面的网关已无响应", "rollcall serve");
});

test("nobody is signed in any more", async ({ page, context, expected }) => {
  expected.networkFailures();
  const program = process.env.ROLLCALL_BIN ?? "";
  const printed = execFileSync(program, ["token", "new", "--name", "wang", "--role", "viewer"]).toString();
  const token = /^rollcall_[0-9a-f]{64}$/m.exec(printed)![0];
  const text = /^\[\[access\.tokens\]\][^]*$/m.exec(printed)![0];
  const gateway = await Gateway.start(0, { text, token });
  await page.goto(`${gateway.url}/settings?vendor=bitanswer`);
  await page.getByRole("textbox", { name: "访问令牌" }).fill(token);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await examine(page);
  await expect(check(page, "网关登录与角色")).toContainText("您的角色无权执行");
  await expect(check(page, "网关登录与角色")).toContainText("按账号删除用户");
  await context.clearCookies();
  await examine(page);
  await failed(page, "网关登录与角色", "尚未登录网关，或登录已过期", "rollcall token");
  await gateway.stop();
});

/** A token with these claims, signed by nobody. */
const token = (claims: object) => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "HS256" })}.${part(claims)}.bm9ib2R5`;
};

test("a token: whose it says it is, ended, from the future, none at all", async ({ page, sandbox }) => {
  const now = Math.floor(Date.now() / 1000);
  await page.goto("/settings?vendor=sharecreators");
  await sandbox.forget();
  const field = secretField(page, "令牌");
  const claims = { bchCode: "another-tenant", account: "zhangge", iss: "ShareCreators", iat: now - 3 * 86_400 };
  await field.fill(token(claims));
  await examine(page);
  await expect(check(page, "令牌")).toContainText("租户 another-tenant、账号 zhangge，签发于 3 天前");
  await expect(check(page, "令牌")).toContainText("无法判断");
  await expect(check(page, "服务器可达")).toContainText("通过");
  await expect(check(page, "凭据")).toContainText("厂商没有不产生更改的接口");
  for (const [text, ...says] of [
    [token({ ...claims, exp: now - 7200 }), "令牌自称已过期：2 小时前", "索取新的令牌"],
    [token({ ...claims, iat: now + 86_400 }), "签发时间在将来"],
    ["not-a-token", "该文本不是 JWT", "Bearer"],
  ] as const) {
    await field.fill(text);
    await examine(page);
    await failed(page, "令牌", ...says);
  }
  expect(await sandbox.journal()).toEqual([]);
});

test("the vendor's own failure stays the vendor's", async ({ page, expected }) => {
  expected.networkFailures();
  await page.goto("/settings?vendor=tingyun");
  for (const [fault, says] of [
    ["http-500", "厂商服务异常"],
    ["rate-limit", "请等待 7 秒"],
  ] as const) {
    await secretField(page, "authkey").fill(`sandbox-authkey+fault-${fault}`);
    await examine(page);
    await failed(page, "厂商正常处理请求", says);
  }
  await page.goto("/settings?vendor=t12");
  await page.getByRole("textbox", { name: "用于测试的应用名" }).fill("no-such-app");
  await examine(page);
  await failed(page, "厂商正常处理请求", "应用名");
});

test.describe("from an https page", () => {
  test.use({ ignoreHTTPSErrors: true });

  test("a proxy by plain http is mixed content, and is not asked", async ({ page }) => {
    const certificate = selfSigned();
    let port = "";
    const front = await listening(
      createTlsServer(certificate, (asking, response) => {
        const onward = ask({ port, host: "127.0.0.1", method: asking.method, path: asking.url, headers: asking.headers });
        onward.once("response", (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        });
        onward.once("error", () => response.destroy());
        asking.pipe(onward);
      }) as never,
    );
    const origin = front.url.replace("http://", "https://");
    const gateway = await Gateway.start(0, { text: `public_url = "${origin}"\n` });
    port = new URL(gateway.url).port;
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${origin}/settings?vendor=tingyun`);
    await page.getByRole("radiogroup", { name: "传输方式" }).getByText("代理前缀", { exact: true }).click();
    await page.getByRole("textbox", { name: "前缀", exact: true }).fill("http://proxy.example/");
    await examine(page);
    await failed(page, "加密（混合内容）", "本页面通过 https 打开", "ssl_certificate");
    expect(asked.filter((url) => url.startsWith("http://proxy.example"))).toEqual([]);
    await page.getByRole("textbox", { name: "前缀", exact: true }).fill("https://proxy.example/");
    await expect(trial(page).getByRole("listitem")).toHaveCount(0);
    await gateway.stop();
    await front.stop();
    await certificate.forget();
  });
});

test("plain http to another machine is forbidden by the page's own policy", async ({ page }) => {
  await choose(page, "tingyun", { way: "前缀", proxy: "http://proxy.example/", base: "https://v.example" });
  await examine(page);
  await failed(page, "加密（混合内容）", "内容安全策略（CSP）", "https://");
});

test("the browser was told not to let the page ask the local network", async ({ page, context, gateway, expected }) => {
  expected.networkFailures();
  expected.console(/CORS|local network|loopback|Permission/i);
  const origin = "https://console.example";
  // A page of the internet, as far as the browser can tell.
  await page.route(`${origin}/**`, async (route) => {
    const url = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: gateway.url + url.pathname + url.search }) });
  });
  const session = await context.newCDPSession(page);
  const { browserContextId } = (await session.send("Target.getTargetInfo")).targetInfo;
  for (const name of ["local-network-access", "loopback-network"]) {
    const denied = { permission: { name }, setting: "denied" as const, origin, browserContextId };
    // A browser that does not know a name has no such permission.
    await session.send("Browser.setPermission", denied).catch(() => undefined);
  }
  const server = await allowing({}, tingyunUsers);
  await page.goto(`${origin}/settings?vendor=tingyun`);
  await page.getByRole("radiogroup", { name: "传输方式" }).getByText("直连", { exact: true }).click();
  await page.getByRole("textbox", { name: "基础地址" }).fill(server.url);
  await secretField(page, "authkey").fill("any-key-at-all");
  await examine(page);
  await failed(page, "本地网络权限", `不允许 ${origin} 访问本地网络`, "LocalNetworkAccessAllowedForUrls");
  await server.stop();
});

test("an examination can be stopped", async ({ page }) => {
  const never = await allowing({}, () => undefined);
  await choose(page, "tingyun", { way: "直连", base: never.url });
  await runTrial(page);
  await expect(check(page, "地址格式")).toContainText("通过");
  await expect(check(page, "服务器可达")).toContainText("等待中");
  await expect(trial(page).getByRole("status").first()).toContainText("正在检查");
  await page.getByRole("button", { name: "停止" }).click();
  await expect(trial(page)).toContainText("已停止");
  await expect(check(page, "服务器可达")).toContainText("在此之前已停止");
  await never.stop();
});

test("the report says what was found and holds no secret @languages", async ({ page, context, say, expected }) => {
  expected.networkFailures();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  // A proxy that tells everything that it was sent, in its own words and in the vendor's shape.
  const telltale = await allowing(
    { "access-control-allow-headers": "*", "access-control-allow-methods": "*" },
    (asking, response) => {
      response.writeHead(401, { "content-type": "application/json" });
      const { bitkey } = asking.headers;
      const message = `bad ${String(bitkey)} ${String(asking.headers["x-proxy-key"])} ${asking.url} ${asking.headers.host}`;
      response.end(JSON.stringify({ status: 401, code: 401, message, msg: message }));
    },
  );
  const secrets = ["bitkey-canary-1", "header-canary-2", "query-canary-3", "path-canary-44"];
  await page.goto("/settings?vendor=bitanswer");
  await page
    .getByRole("radiogroup", { name: say("传输方式", "Transport") })
    .getByText(say("代理模板", "Proxy template"))
    .click();
  await page
    .getByRole("textbox", { name: say("模板", "Template"), exact: true })
    .fill(`${telltale.url}/${secrets[3]}/?token=${secrets[2]}&to={url_encoded}`);
  await page.getByRole("textbox", { name: say("基础地址", "Base URL") }).fill("https://v.example/api");
  await page.getByRole("button", { name: say("添加请求头", "Add a header") }).click();
  await page.getByRole("textbox", { name: say("请求头 1 的名称", "Header 1: name") }).fill("X-Proxy-Key");
  await page.getByLabel(say("请求头 1 的值", "Header 1: value")).and(page.locator("input")).fill(`Bearer ${secrets[1]}`);
  await page.getByLabel("bitkey", { exact: true }).and(page.locator("input")).fill(secrets[0]!);
  await page.getByRole("button", { name: say("测试连接", "Test connection") }).click();
  await page.getByRole("button", { name: say("复制报告", "Copy the report") }).click();
  await expect(page.getByRole("button", { name: say("已复制报告", "Report copied") })).toBeVisible();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  for (const part of [telltale.url, "https://v.example", "X-Proxy-Key", say("[异常]", "[Failed]"), "••••••"]) {
    expect(report).toContain(part);
  }
  expect(report).toMatch(/[0-9a-f]{32}/);
  for (const secret of secrets) {
    expect(report).not.toContain(secret);
    expect(report).not.toContain(encodeURIComponent(secret));
  }
  await telltale.stop();
});
