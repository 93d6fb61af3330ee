// The emulated vendors without a gateway, as other people's proxies meet them. Knows the program from outside only.

import { type ChildProcess, spawn } from "node:child_process";
import type { Fault, Recorded } from "./gateway.ts";

export class BareSandbox {
  private constructor(
    /** Where it listens, without a slash at the end; `/bitanswer` behind it is BitAnswer's base URL. */
    readonly url: string,
    private readonly process: ChildProcess,
  ) {}

  /** Starts the program named by ROLLCALL_BARE_SANDBOX. Resolves when it has said where it listens. */
  static async start(): Promise<BareSandbox> {
    const program = process.env.ROLLCALL_BARE_SANDBOX;
    if (!program) {
      throw new Error("ROLLCALL_BARE_SANDBOX must name the built example bare_sandbox; `cargo xtask test` sets it");
    }
    const child = spawn(program, { stdio: ["ignore", "pipe", "inherit"] });
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout?.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`bare_sandbox ended with ${code}`)));
    });
    return new BareSandbox(url, child);
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      const ended = new Promise((resolve) => this.process.once("exit", resolve));
      this.process.kill();
      await ended;
    }
  }

  private async ask(method: string, address: string, body?: unknown): Promise<Response> {
    const response = await fetch(`${this.url}/sandbox${address}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(`${method} ${address}: ${response.status} ${await response.text()}`);
    }
    return response;
  }

  /** Everything as after start. */
  async reset(): Promise<void> {
    await this.ask("POST", "/reset", { seed: 1 });
    await this.ask("DELETE", "/journal");
    await this.ask("DELETE", "/faults");
  }

  /** Every request that a vendor got. */
  async journal(): Promise<Recorded[]> {
    return (await this.ask("GET", "/journal")).json() as Promise<Recorded[]>;
  }

  /** Empties the journal. */
  async forget(): Promise<void> {
    await this.ask("DELETE", "/journal");
  }

  /** Arms a fault. */
  async arm(fault: Fault): Promise<void> {
    await this.ask("POST", "/faults", fault);
  }
}
