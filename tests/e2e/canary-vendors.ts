// The emulated vendors behind keys of a test's own, as admins have them at the real ones: whoever brings a canary as his
// key gets in, answers have passwords in them, and refusals say back what was sent. Also a CORS proxy with a key of its own.

import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { BareSandbox } from "./bare-sandbox.ts";
import { type Canary, holds } from "./canaries.ts";
import { listening } from "./cors-anywhere.ts";
import { managerSign } from "./wire.ts";

/** Who may come in, and the passwords that vendors have in their answers. */
export interface Keys {
  bitkeys: Canary[];
  authkeys: Canary[];
  managerKeys: Canary[];
  tokens: Canary[];
  /** What the proxy asks for in `x-proxy-key`. */
  proxyKey?: Canary;
  /** Passwords of users, as vendors give them back. */
  passwords: Canary;
}

/** How a vendor refuses whatever it is asked. */
export type Refusal =
  | "no"
  /** With all that was sent in its words, as it was and percent-encoded. */
  | "echo"
  /** The same, with the key where long words are cut. */
  | "long"
  /** A web page that says it all. */
  | "page"
  /** No JSON, but all that was sent. */
  | "text";

/** The sandbox's token. Public. */
const TOKEN =
  "eyJhbGciOiJIUzI1NiJ9." +
  "eyJiY2hDb2RlIjoiMDAwMDAxIiwiYWNjb3VudCI6InNhbmRib3giLCJpc3MiOiJTaGFyZUNyZWF0b3JzIiwiaWF0IjoxNzY3MjI1NjAwfQ." +
  "c2FuZGJveCB0b2tlbnMgYXJlIG5vdCBzaWduZWQ";

interface Arrived {
  vendor: string;
  method: string;
  target: string;
  headers: string;
  body: string;
}

export class CanaryVendors {
  readonly seen: Arrived[] = [];
  refusal: Refusal = "no";
  /** Whether reading is refused as well, or writes only. */
  refusesReading = true;

  private constructor(
    /** Where it listens, without a slash at the end; `/bitanswer` behind it is BitAnswer's base URL. */
    readonly url: string,
    /** Stops listening. */
    readonly stop: () => Promise<void>,
  ) {}

  static async start(behind: BareSandbox, keys: Keys): Promise<CanaryVendors> {
    let own: CanaryVendors | undefined;
    const server = await listening(
      createServer((asking, response) => {
        void own?.answer(behind, keys, asking, response).catch(() => response.destroy());
      }),
    );
    own = new CanaryVendors(server.url, server.stop);
    return own;
  }

  /** The requests in which a canary was. */
  with(one: Canary): Arrived[] {
    return this.seen.filter((request) => holds(JSON.stringify(request), one));
  }

  private async answer(behind: BareSandbox, keys: Keys, asking: IncomingMessage, response: ServerResponse): Promise<void> {
    const allowed = {
      "access-control-allow-origin": asking.headers.origin ?? "*",
      "access-control-allow-headers":
        "bitkey, content-type, x-bit-req-id, authorization, bid, platform, x-proxy-key, x-requested-with",
      "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
      "access-control-expose-headers": "Date",
    };
    if (asking.method === "OPTIONS") {
      response.writeHead(204, allowed).end();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of asking) {
      chunks.push(chunk as Buffer);
    }
    const body = Buffer.concat(chunks).toString("utf8");
    // As a prefix: the vendor's whole address behind the proxy's own.
    const proxied = /^\/via\/(.*)$/.exec(asking.url ?? "")?.[1];
    if (proxied !== undefined && asking.headers["x-proxy-key"] !== keys.proxyKey?.value) {
      response.writeHead(403, { ...allowed, "content-type": "text/plain" });
      response.end(`the key ${String(asking.headers["x-proxy-key"])} is wrong`);
      return;
    }
    const target = proxied === undefined ? (asking.url ?? "/") : proxied.replace(/^https?:\/\/[^/]*/, "");
    const vendor = target.split("/")[1] ?? "";
    this.seen.push({ vendor, method: asking.method ?? "", target, headers: JSON.stringify(asking.headers), body });
    const isWrite = asking.method !== "GET" && !target.endsWith("/users/data");
    if (this.refusal !== "no" && (isWrite || this.refusesReading)) {
      this.refuse(asking, target, body, { ...allowed, ...(proxied === undefined ? {} : { via: "1.1 proxy" }) }, response);
      return;
    }
    const onward = withSandboxKeys(keys, asking, new URL(target, behind.url));
    const answer = await fetch(onward.url, {
      method: asking.method,
      headers: onward.headers,
      body: asking.method === "GET" ? undefined : body,
    });
    const text = (await answer.text())
      .replace(/tingyun-clear-text-\d+/g, () => keys.passwords.value.replaceAll('"', '\\"'))
      .replace(/"(name|remain_user|user_id)":/g, `"password":${JSON.stringify(keys.passwords.value)},$&`);
    response.writeHead(answer.status, { ...allowed, "content-type": answer.headers.get("content-type") ?? "text/plain" });
    response.end(text);
  }

  private refuse(asking: IncomingMessage, target: string, body: string, headers: object, response: ServerResponse): void {
    const own = ["bitkey", "authorization", "bid", "x-proxy-key"].map((name) => asking.headers[name] ?? "").join(" ");
    const sent = `${own} ${encodeURIComponent(own)} ${target} ${decodeURIComponent(target)} ${body} ${encodeURIComponent(body)}`;
    if (this.refusal === "page" || this.refusal === "text") {
      response.writeHead(500, { ...headers, "content-type": this.refusal === "page" ? "text/html" : "text/plain" });
      response.end(this.refusal === "page" ? `<html><body>${sent}</body></html>` : sent);
      return;
    }
    // Words are cut after 500 characters: so that a key of any length is cut somewhere within.
    const key = own.trim() === "" ? target : own.trim();
    const words = this.refusal === "long" ? `${"x".repeat(500 - 18)}${key}` : sent;
    const refusal = { status: 1003, code: 5, msg: words, message: words, _success: false, _code: sent, _msg: words, traceId: sent };
    response.writeHead(400, { ...headers, "content-type": "application/json" });
    response.end(JSON.stringify({ ...refusal, trace: sent, trace_id: sent, error: sent }));
  }
}

/** The request as the sandbox takes it, if it came with a canary. */
function withSandboxKeys(keys: Keys, asking: IncomingMessage, url: URL) {
  const headers: Record<string, string> = {};
  for (const name of ["content-type", "bitkey", "x-bit-req-id", "authorization", "bid", "platform"]) {
    const value = asking.headers[name];
    if (typeof value === "string") {
      headers[name] = value;
    }
  }
  const isOne = (all: Canary[], text: string | null | undefined) => all.some(({ value }) => value === text);
  if (isOne(keys.bitkeys, headers.bitkey)) {
    headers.bitkey = "sandbox-bitkey";
  }
  if (isOne(keys.tokens, headers.authorization)) {
    Object.assign(headers, { authorization: TOKEN, bid: "sandbox-tenant" });
  }
  const query = url.searchParams;
  if (isOne(keys.authkeys, query.get("authkey"))) {
    query.set("authkey", "sandbox-authkey");
  }
  const signature = query.get("manager_sign");
  if (signature !== null) {
    const signed = Object.fromEntries(query);
    if (keys.managerKeys.some(({ value }) => managerSign(signed, value) === signature)) {
      query.set("manager_name", "sandbox-manager");
      query.set("manager_sign", managerSign({ ...signed, manager_name: "sandbox-manager" }, "sandbox-manager-key"));
    }
  }
  return { url, headers };
}
