// A TCP relay in front of the gateway that loses kept connections as networks do: it passes a request on whole, waits for
// the answer and closes the browser's side without a byte of it. Closing earlier would race with the gateway, which drops
// what nobody waits for any more before it went to the vendor.

import { type AddressInfo, type Server, type Socket, connect, createServer } from "node:net";

export class Relay {
  /** How many requests that match were passed on, the browser's own repeats among them. */
  passed = 0;
  /** How many more of them lose their connection. */
  losses = 0;

  private constructor(
    readonly url: string,
    private readonly server: Server,
    private readonly sockets: Set<Socket>,
  ) {}

  /** Relays to the port of the gateway. `beginning` is how the requests begin that may lose their connection. */
  static async start(port: number, beginning: string): Promise<Relay> {
    const sockets = new Set<Socket>();
    const server = createServer((browser) => relay.carry(browser, port, beginning));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port: own } = server.address() as AddressInfo;
    const relay = new Relay(`http://127.0.0.1:${own}`, server, sockets);
    return relay;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) {
      socket.destroy();
    }
    await new Promise((resolve) => this.server.close(resolve));
  }

  private carry(browser: Socket, port: number, beginning: string): void {
    const gateway = connect(port, "127.0.0.1");
    let request = Buffer.alloc(0);
    let lost = false;
    for (const socket of [browser, gateway]) {
      this.sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => this.sockets.delete(socket));
    }
    browser.on("data", (chunk: Buffer) => {
      request = Buffer.concat([request, chunk]);
      gateway.write(chunk);
      const whole = length(request);
      if (whole === undefined || request.length < whole) {
        return;
      }
      const matches = request.toString("latin1").startsWith(beginning);
      request = request.subarray(whole);
      if (!matches) {
        return;
      }
      this.passed += 1;
      if (this.losses > 0) {
        this.losses -= 1;
        lost = true;
      }
    });
    browser.on("close", () => gateway.end());
    gateway.on("data", (chunk: Buffer) => {
      if (lost) {
        browser.end();
      } else {
        browser.write(chunk);
      }
    });
    gateway.on("close", () => browser.end());
  }
}

/** How many bytes the first request has, once its head is here. */
function length(request: Buffer): number | undefined {
  const end = request.indexOf("\r\n\r\n");
  if (end < 0) {
    return undefined;
  }
  const head = request.subarray(0, end).toString("latin1");
  return end + 4 + Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
}
