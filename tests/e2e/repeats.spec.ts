// What a browser sends again by itself is applied once. Chromium repeats even a POST when a kept connection closes before
// the answer; the page sees nothing of it.

import { expect, test } from "./fixtures.ts";
import { Relay } from "./dying-connections.ts";
import { asked } from "./wire.ts";

const created = { vendor: "sharecreators", method: "POST", path: "/api/asset-server/user/add-user" };

for (const { named, times } of [
  { named: true, times: 1 },
  // Without an id nobody can know: this is what the id is for, and that the relay makes the browser repeat at all.
  { named: false, times: 2 },
]) {
  test(`a write ${named ? "with" : "without"} an id whose connection dies arrives ${times} time(s)`, async ({
    page,
    sandbox,
    expected,
  }) => {
    expected.networkFailures();
    const relay = await Relay.start(Number(new URL(sandbox.url).port), `POST /vendors/sharecreators`);
    try {
      await page.goto(`${relay.url}/config.json`);
      const send = (id: string | undefined) =>
        page.evaluate(async (id) => {
          const trace = { "x-rollcall-trace": "t-1" };
          const config = await (await fetch("/config.json", { headers: trace })).json();
          const own = config.connections.find((own: { vendor: string }) => own.vendor === "sharecreators");
          // Reads before, so that the write goes over a connection that was kept.
          const list = "/vendors/tingyun/network-report-data/user-config/list-json-authkey?authkey=none";
          await (await fetch(list, { headers: trace })).text();
          const answer = await fetch("/vendors/sharecreators/api/asset-server/user/add-user", {
            method: "POST",
            headers: {
              ...trace,
              ...(id === undefined ? {} : { "x-rollcall-request": id }),
              authorization: own.credentials.token,
              bid: own.credentials.bid,
              platform: "WEB",
              "content-type": "application/json",
            },
            body: JSON.stringify({
              email: "once@example.com",
              telephone: "13800000000",
              phoneAreaCode: "86",
              role: "U",
            }),
          });
          return [answer.status, (await answer.json())._success];
        }, id);
      relay.losses = 1;
      const answer = await send(named ? "0123456789abcdef0123456789abcdef" : undefined);
      expect(relay.passed, "the browser sent it again by itself").toBe(2);
      expect(await asked(sandbox, created)).toHaveLength(times);
      expect((await asked(sandbox, created)).filter(({ applied }) => applied)).toHaveLength(1);
      if (named) {
        expect(answer).toEqual([200, true]);
      }
    } finally {
      await relay.stop();
    }
  });
}
