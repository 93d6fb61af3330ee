// Steps and servers of the tests of the connection doctor.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import { type RunningProxy, listening } from "./cors-anywhere.ts";
import { expect, runTrial, trial } from "./proxies.ts";

/** The row of a check. */
export const check = (page: Page, name: string) =>
  trial(page).getByRole("listitem").filter({ has: page.getByText(name, { exact: true }) });

/** Presses the button and waits until all is known. */
export async function examine(page: Page): Promise<void> {
  await runTrial(page);
  await expect(trial(page).getByRole("button", { name: "复制报告" })).toBeVisible({ timeout: 30_000 });
}

/** A check failed, and says these things. */
export async function failed(page: Page, name: string, ...says: string[]): Promise<void> {
  await expect(check(page, name)).toContainText("异常");
  for (const text of says) {
    await expect(check(page, name)).toContainText(text);
  }
}

export const secretField = (page: Page, label: string) => page.getByLabel(label, { exact: true }).and(page.locator("input"));

export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that answers preflights with these headers, and the rest with a function. */
export const allowing = (allow: Record<string, string>, answer: Answering): Promise<RunningProxy> =>
  listening(
    createServer((asking, response) => {
      const headers = { "access-control-allow-origin": "*", ...allow };
      for (const [name, value] of Object.entries(headers)) {
        response.setHeader(name, value);
      }
      if (asking.method === "OPTIONS") {
        response.writeHead(204).end();
      } else {
        answer(asking, response);
      }
    }),
  );

export const page200: Answering = (_, response) =>
  void response.writeHead(200, { "content-type": "text/html" }).end("<html><title>Welcome</title></html>");

export const tingyunUsers: Answering = (_, response) =>
  void response.writeHead(200, { "content-type": "application/json" }).end('{"status":"success","data":[]}');

/** A certificate that nobody signed. */
export function selfSigned(): { key: Buffer; cert: Buffer; forget: () => Promise<void> } {
  const folder = mkdtempSync(path.join(tmpdir(), "rollcall-tls-"));
  const [key, cert] = [path.join(folder, "key.pem"), path.join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  const options = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  execFileSync("openssl", ["req", "-x509", ...options, ...subject, "-keyout", key, "-out", cert], { stdio: "ignore" });
  return {
    key: readFileSync(key),
    cert: readFileSync(cert),
    forget: () => rm(folder, { recursive: true, force: true }),
  };
}
