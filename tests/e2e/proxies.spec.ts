// Every way to a vendor, through proxies that we did not write, to vendors that see only what really arrives.

import { type Chosen, arrived, expect, expectNothingElse, hosts, runTrial, test, trial, use, choose } from "./proxies.ts";
import { asked, managerSign, query } from "./wire.ts";

/** The ways, by what stands between; `base` is the vendor's base URL without its slash. */
const ways: { name: string; chosen: (at: { nginx: string; cors: string; bare: string }, vendor: string) => Chosen }[] = [
  {
    name: "prefix, cors-anywhere",
    chosen: ({ cors, bare }, vendor) => ({ way: "前缀", proxy: `${cors}/`, base: `${bare}/${vendor}` }),
  },
  {
    name: "{url}, cors-anywhere",
    chosen: ({ cors, bare }, vendor) => ({ way: "模板", proxy: `${cors}/{url}`, base: `${bare}/${vendor}` }),
  },
  {
    name: "prefix, nginx",
    chosen: ({ nginx }, vendor) => ({ way: "前缀", proxy: `${nginx}/`, base: `https://${hosts.vendors}/${vendor}` }),
  },
  {
    name: "{url_encoded}, nginx",
    chosen: ({ nginx }, vendor) => ({
      way: "模板",
      proxy: `${nginx}/to/{url_encoded}`,
      base: `https://${hosts.vendors}/${vendor}`,
    }),
  },
  {
    name: "{host}/{path}?{query}, nginx",
    chosen: ({ nginx }, vendor) => ({
      way: "模板",
      proxy: `${nginx}/{host}/{path}?{query}`,
      base: `https://${hosts.vendors}/${vendor}`,
    }),
  },
  {
    name: "direct, nginx adds CORS",
    chosen: ({ nginx }, vendor) => ({ way: "直连", base: `${nginx}/${hosts.vendors}/${vendor}` }),
  },
];

/** Every character that means something in a URL, to a proxy, or in another script. */
const name = `a/b?c#d+e f&g=h{url}"张😀'~.`;

for (const { name: way, chosen } of ways) {
  test.describe(way, () => {
    test("every vendor's read arrives as it was made", async ({ page, nginx, corsAnywhere, vendors, expected }) => {
      // The doctor asks the proxy for a host that does not exist, and at the vendor's root.
      expected.networkFailures();
      const at = { nginx: nginx.url, cors: corsAnywhere.url, bare: vendors.url };
      for (const [vendor, found] of [
        ["t12", "剩余正式用户 481 个"],
        ["tingyun", "收到 300 个用户"],
        ["bitanswer", "厂商共有 2,184 个用户"],
      ] as const) {
        await vendors.forget();
        await choose(page, vendor, chosen(at, vendor));
        await runTrial(page);
        await expect(trial(page)).toContainText(found);
        const journal = await vendors.journal();
        expect(journal).toHaveLength(1);
        expectNothingElse(journal[0]!);
        expect(journal[0]!.vendor).toBe(vendor);
        expect(journal[0]!.body).toBe("");
      }
    });

    test("BitAnswer: a name of any characters is read and changed", async ({ page, nginx, corsAnywhere, vendors }) => {
      const at = { nginx: nginx.url, cors: corsAnywhere.url, bare: vendors.url };
      const made = await fetch(`${vendors.url}/bitanswer/users`, {
        method: "POST",
        headers: { bitkey: "sandbox-bitkey", "content-type": "application/json", "x-bit-req-id": "made-before" },
        body: JSON.stringify([{ name, password: "p4ssw0rd!", nickName: "before" }]),
      });
      expect(made.ok).toBe(true);
      await vendors.forget();
      await use(page, "bitanswer", chosen(at, "bitanswer"));
      await page.goto(`/bitanswer?user=${encodeURIComponent(name)}`);
      const panel = page.getByRole("complementary", { name, exact: true });
      await panel.getByRole("button", { name: "编辑" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("textbox", { name: "用户名" }).fill("之后");
      await dialog.getByRole("button", { name: "保存" }).click();
      const path = `/users/user/${encodeURIComponent(name).replace(/'/g, "%27")}`;
      const write = await arrived(vendors, { vendor: "bitanswer", method: "PATCH", path });
      expectNothingElse(write);
      expect(write.applied).toBe(true);
      expect(write.headers.bitkey).toBe("sandbox-bitkey");
      expect(write.headers["x-bit-req-id"]).toMatch(/^[0-9a-f]{32}$/);
      expect(JSON.parse(write.body)).toMatchObject({ nickName: "之后" });
      const reads = await asked(vendors, { vendor: "bitanswer", method: "GET", path });
      expect(reads.length).toBeGreaterThan(0);
      reads.forEach(expectNothingElse);
    });

    test("T12: a signature survives, in a read and in a write", async ({ page, nginx, corsAnywhere, vendors }) => {
      const at = { nginx: nginx.url, cors: corsAnywhere.url, bare: vendors.url };
      await use(page, "t12", chosen(at, "t12"));
      const app = "huadong-manufacturing";
      await page.goto(`/t12?user=${app}`);
      const panel = page.getByRole("complementary", { name: app });
      await panel.getByRole("textbox", { name: "正式用户数" }).fill("500");
      await panel.getByRole("button", { name: "设置配额" }).click();
      await expect(panel).toContainText(`${app} 的配额已设置并确认`);
      const write = await arrived(vendors, { vendor: "t12", method: "POST", path: "/api/backdoor/useright/set" });
      expectNothingElse(write);
      expect(write.applied).toBe(true);
      expect(write.body).toBe("user_num=500");
      expect(write.headers["content-type"]).toBe("application/x-www-form-urlencoded");
      const variables = query(write);
      expect(variables.manager_sign).toBe(managerSign(variables, "sandbox-manager-key"));
      const chinese = "华北电力测评";
      await page.goto(`/t12?user=${encodeURIComponent(chinese)}`);
      await expect(page.getByRole("complementary", { name: chinese }).getByRole("textbox", { name: "正式用户数" })).toBeVisible();
      const read = (await vendors.journal()).find((request) => query(request).app_name === chinese);
      expect(read?.status).toBe(200);
    });

    test("ShareCreators: a user is created", async ({ page, nginx, corsAnywhere, vendors }) => {
      const at = { nginx: nginx.url, cors: corsAnywhere.url, bare: vendors.url };
      await use(page, "sharecreators", chosen(at, "sharecreators"));
      await page.goto("/sharecreators?do=new");
      const dialog = page.getByRole("dialog", { name: "创建 ShareCreators 用户" });
      await dialog.getByRole("textbox", { name: "邮箱" }).fill("zhang@example.cn");
      await dialog.getByRole("textbox", { name: "手机号" }).fill("13912345678");
      await dialog.getByRole("button", { name: "创建用户" }).click();
      await expect(dialog).toContainText("已创建 zhang@example.cn");
      const path = "/api/asset-server/user/add-user";
      const write = await arrived(vendors, { vendor: "sharecreators", method: "POST", path });
      expectNothingElse(write);
      expect(write.headers.authorization).toMatch(/^eyJ/);
      expect(write.headers.platform).toBe("WEB");
      expect(write.applied).toBe(true);
    });
  });
}
