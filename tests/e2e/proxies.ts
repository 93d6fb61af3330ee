// What the tests of proxies have: bare vendors, the proxies in front of them, and the settings to choose a way.

import type { Page } from "@playwright/test";
import { BareSandbox } from "./bare-sandbox.ts";
import { type RunningProxy, startCorsAnywhere } from "./cors-anywhere.ts";
import { expect, test as base } from "./fixtures.ts";
import type { Recorded } from "./gateway.ts";
import { Nginx, hosts } from "./nginx.ts";
import { type Asked, asked } from "./wire.ts";

interface WorkerProxies {
  bareForWorker: BareSandbox;
  nginx: Nginx;
  corsAnywhere: RunningProxy;
}

interface TestProxies {
  vendors: BareSandbox;
}

export const test = base.extend<TestProxies, WorkerProxies>({
  bareForWorker: [
    async ({}, use) => {
      const vendors = await BareSandbox.start();
      await use(vendors);
      await vendors.stop();
    },
    { scope: "worker" },
  ],
  nginx: [
    async ({ gateway, bareForWorker }, use) => {
      const nginx = await Nginx.start(gateway.url, bareForWorker.url);
      await use(nginx);
      await nginx.stop();
    },
    { scope: "worker" },
  ],
  corsAnywhere: [
    async ({ gateway }, use) => {
      const proxy = await startCorsAnywhere(gateway.url);
      await use(proxy);
      await proxy.stop();
    },
    { scope: "worker" },
  ],
  vendors: async ({ bareForWorker }, use) => {
    await bareForWorker.reset();
    await use(bareForWorker);
  },
});

/** A way to a vendor, as somebody chooses it in the settings. */
export interface Chosen {
  way: "前缀" | "模板" | "直连";
  /** The prefix or template; none for the direct way. */
  proxy?: string;
  base: string;
}

/** The settings of a vendor with a way filled in, not saved. */
export async function choose(page: Page, vendor: string, chosen: Chosen): Promise<void> {
  await page.goto(`/settings?vendor=${vendor}`);
  const name = { 前缀: "代理前缀", 模板: "代理模板", 直连: "直连" }[chosen.way];
  await page.getByRole("radiogroup", { name: "传输方式" }).getByText(name, { exact: true }).click();
  if (chosen.proxy !== undefined) {
    await page.getByRole("textbox", { name: chosen.way, exact: true }).fill(chosen.proxy);
  }
  await page.getByRole("textbox", { name: "基础地址" }).fill(chosen.base);
}

/** The same, saved. */
export async function use(page: Page, vendor: string, chosen: Chosen): Promise<void> {
  await choose(page, vendor, chosen);
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await expect(page.getByRole("region", { name: "通知" })).toContainText("已保存");
}

/** The card of the connection test. */
export const trial = (page: Page) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: "连接测试" }) });

/** Presses the button of the connection test. */
export const runTrial = (page: Page) => page.getByRole("button", { name: "测试连接" }).click();

const own: Record<string, string[]> = {
  t12: [],
  tingyun: [],
  bitanswer: ["bitkey", "x-bit-req-id"],
  sharecreators: ["authorization", "bid", "platform"],
};

/** Nothing of the browser and nothing of the proxy's own reached the vendor. */
export function expectNothingElse(request: Recorded): void {
  const allowed = ["accept", "content-type", "content-length", "host", "connection", ...(own[request.vendor] ?? [])];
  const others = Object.keys(request.headers).filter((name) => !allowed.includes(name));
  expect(others, `headers of ${request.method} ${request.path}`).toEqual([]);
}

/** The one request of an operation, when it has come. */
export async function arrived(vendors: BareSandbox, what: Asked): Promise<Recorded> {
  await expect.poll(async () => (await asked(vendors, what)).length, `requests ${what.method} ${what.path}`).toBe(1);
  const [request] = await asked(vendors, what);
  return request!;
}

export { expect, hosts };
