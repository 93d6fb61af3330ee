// A gateway that holds a key of every vendor, each a canary, before vendors that let whoever brings them in.

import { BareSandbox } from "./bare-sandbox.ts";
import { type Canary, canary, leaks, tokenCanary } from "./canaries.ts";
import { CanaryVendors } from "./canary-vendors.ts";
import { expect } from "./fixtures.ts";
import { Gateway } from "./gateway.ts";

/** The app that the gateway names at T12. */
export const APP = "huadong-manufacturing";

export interface Held {
  gateway: Gateway;
  vendors: CanaryVendors;
  keys: { bitkey: Canary; authkey: Canary; managerKey: Canary; token: Canary };
  /** In the vendors' answers. */
  answered: Canary;
  /** Ends the gateway and looks for these, the keys and the vendors' password in all that it printed and wrote. */
  end: (further: Canary[]) => Promise<void>;
}

/** Starts all of it. `access` are further lines of the configuration, with the token that they want. */
export async function startHeld(access?: { lines: string; token: string }): Promise<Held> {
  const keys = {
    bitkey: canary("the gateway's bitkey"),
    authkey: canary("the gateway's authkey"),
    managerKey: canary("the gateway's manager_key"),
    token: tokenCanary("the gateway's ShareCreators token", { bchCode: "000001", account: "sandbox", iat: 1767225600 }),
  };
  const answered = canary("a vendor's password");
  const behind = await BareSandbox.start();
  const vendors = await CanaryVendors.start(behind, {
    bitkeys: [keys.bitkey],
    authkeys: [keys.authkey],
    managerKeys: [keys.managerKey],
    tokens: [keys.token],
    passwords: answered,
  });
  const text = `
[audit]
file = "audit.jsonl"
[connections.bitanswer]
upstream = "${vendors.url}/bitanswer"
bitkey = ${JSON.stringify(keys.bitkey.value)}
[connections.tingyun]
upstream = "${vendors.url}/tingyun"
authkey = ${JSON.stringify(keys.authkey.value)}
[connections.t12]
upstream = "${vendors.url}/t12"
manager_name = "manager"
manager_key = ${JSON.stringify(keys.managerKey.value)}
apps = ["${APP}"]
[connections.sharecreators]
upstream = "${vendors.url}/sharecreators"
token = ${JSON.stringify(keys.token.value)}
bid = "tenant"
${access?.lines ?? ""}`;
  const gateway = await Gateway.start(0, { text, token: access?.token });
  const end = async (further: Canary[]) => {
    await gateway.end();
    const written = await gateway.written();
    const trail = written.find(([name]) => name === "audit.jsonl")?.[1] ?? "";
    expect(trail.split("\n").length, "entries of the audit trail").toBeGreaterThan(1);
    const places: [string, string][] = [["the gateway's log", gateway.printed()], ...written];
    expect(leaks(places, [...Object.values(keys), answered, ...further]), "secrets in what the gateway wrote").toEqual([]);
    await gateway.stop();
    await vendors.stop();
    await behind.stop();
  };
  return { gateway, vendors, keys, answered, end };
}
