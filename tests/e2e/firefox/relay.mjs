#!/usr/bin/env node
// Stands in for Firefox's program: starts the one that $FIREFOX names and stands between it and Playwright, on the wire of
// WebDriver BiDi. Firefox's extended support release does not know every command that Playwright cannot do without; those that
// only make a page look another way are answered here.

import { spawn } from "node:child_process";
import { WebSocket, WebSocketServer } from "ws";

/** Looks that this Firefox cannot be told to have. */
const ANSWERED_HERE = new Set(["emulation.setMediaFeaturesOverride", "emulation.setScreenSettingsOverride"]);

const firefox = spawn(process.env.FIREFOX ?? "/usr/bin/firefox-esr", process.argv.slice(2), {
  stdio: ["ignore", "inherit", "pipe"],
});
firefox.on("exit", (code) => process.exit(code ?? 1));
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) {
  process.on(signal, () => firefox.kill(signal));
}
process.on("exit", () => firefox.kill("SIGKILL"));

firefox.stderr.setEncoding("utf8");
let printed = "";
firefox.stderr.on("data", (chunk) => {
  printed += chunk;
  const lines = printed.split("\n");
  printed = lines.pop() ?? "";
  for (const line of lines) {
    const address = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(line)?.[1];
    if (address === undefined) {
      process.stderr.write(`${line}\n`);
    } else {
      stand(address);
    }
  }
});

/** Takes connections in the place of Firefox, and says where. */
function stand(address) {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("listening", () => {
    process.stderr.write(`WebDriver BiDi listening on ws://127.0.0.1:${server.address().port}\n`);
  });
  server.on("connection", (near, request) => {
    const far = new WebSocket(address + request.url, { perMessageDeflate: false, maxPayload: 0 });
    const early = [];
    near.on("message", (data) => {
      const text = data.toString();
      const { id, method } = JSON.parse(text);
      if (ANSWERED_HERE.has(method)) {
        near.send(JSON.stringify({ type: "success", id, result: {} }));
      } else if (far.readyState === WebSocket.OPEN) {
        far.send(text);
      } else {
        early.push(text);
      }
    });
    far.on("open", () => early.splice(0).forEach((text) => far.send(text)));
    far.on("message", (data) => near.send(data.toString()));
    near.on("close", () => far.close());
    far.on("close", () => near.close());
    far.on("error", () => near.close());
  });
}
