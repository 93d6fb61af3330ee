// What a vendor was asked, as the sandbox wrote it down, and what may never be asked of one.
// Makes T12's signature by itself, so that it cannot share a mistake with the console or the sandbox.

import { createHash } from "node:crypto";
import { expect } from "@playwright/test";
import type { Recorded } from "./gateway.ts";

/** Who wrote down what vendors were asked. */
export interface Witness {
  journal: () => Promise<Recorded[]>;
}

/** An operation as the vendors' pages name it: vendor, method, path on the wire. */
export interface Asked {
  vendor: string;
  method: string;
  path: string | RegExp;
}

/** Requests of one operation, oldest first. */
export async function asked(sandbox: Witness, what: Asked): Promise<Recorded[]> {
  const journal = await sandbox.journal();
  return journal.filter(
    ({ vendor, method, path }) =>
      vendor === what.vendor &&
      method === what.method &&
      (typeof what.path === "string" ? path === what.path : what.path.test(path)),
  );
}

/** The one request of an operation; fails if there was none or another one. Waits until it came. */
export async function theOnly(sandbox: Witness, what: Asked): Promise<Recorded> {
  await expect.poll(async () => (await asked(sandbox, what)).length, `requests ${what.method} ${what.path}`).toBe(1);
  const [request] = await asked(sandbox, what);
  expect(request).toBeDefined();
  expectClean(request!);
  return request!;
}

/** Requests that change something, of every vendor. */
export async function writes(sandbox: Witness): Promise<Recorded[]> {
  return (await sandbox.journal()).filter(
    ({ vendor, method, path }) =>
      method !== "GET" && !(vendor === "bitanswer" && method === "POST" && path === "/users/data"),
  );
}

const own: Record<string, string[]> = {
  t12: [],
  tingyun: [],
  bitanswer: ["bitkey", "x-bit-req-id"],
  sharecreators: ["authorization", "bid", "platform"],
};

/** Nothing of the browser goes to a vendor: no cookie, no origin, no marker of ours, no other vendor's key. */
export function expectClean(request: Recorded): void {
  const allowed = ["accept", "content-type", "content-length", "host", ...(own[request.vendor] ?? [])];
  expect(Object.keys(request.headers).filter((name) => !allowed.includes(name))).toEqual([]);
}

/** A request's query, decoded as `application/x-www-form-urlencoded`. */
export function query(request: Recorded): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(request.target.split("?")[1] ?? ""));
}

/** The body as JSON. */
export function json(request: Recorded): unknown {
  expect(request.headers["content-type"]).toBe("application/json");
  return JSON.parse(request.body);
}

/** `manager_sign` of T12 for a query, as CONTRACTS describes it. For names without debug_ and in ASCII only. */
export function managerSign(variables: Record<string, string>, key: string): string {
  const signed = Object.entries({ ...variables, manager_key: key })
    .filter(([name]) => name !== "manager_name" && name !== "manager_sign")
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${phpEncoded(value)}`)
    .join("&");
  return createHash("sha1").update(signed).digest("hex").slice(0, 10);
}

/** As PHP's http_build_query encodes a value. */
function phpEncoded(value: string): string {
  return encodeURIComponent(value)
    .replace(/[!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, "+");
}

/** A write of BitAnswer carries the key and an id that nobody else makes, and was applied. */
export function expectBitAnswerWrite(request: Recorded): void {
  expect(request.headers.bitkey).toBe("sandbox-bitkey");
  expect(request.headers["x-bit-req-id"]).toMatch(/^[A-Za-z0-9-]{16,64}$/);
  expect(request.applied).toBe(true);
}
