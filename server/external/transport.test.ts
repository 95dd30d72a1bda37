import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { systemClock } from "#server/external/clock.ts";
import { sendHedged } from "#server/external/send.ts";
import { createTransport } from "#server/external/transport.ts";

describe("transport", () => {
  let server: Server;
  let url: string;
  const heard: { url: string; method: string; key: string; body: string }[] = [];
  const gone: string[] = [];
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = "";
      for await (const part of request) body += part;
      heard.push({
        ...{ url: request.url ?? "", method: request.method ?? "", body },
        key: String(request.headers.authorization),
      });
      if (request.url?.includes("/trickle")) {
        response.writeHead(200).write("[1,");
        return;
      }
      if (request.url?.includes("/long")) {
        // Without a length, and without an end: who reads it whole never comes back.
        const write = (): void => {
          while (response.write("é".repeat(5_000)));
        };
        response.on("drain", write).on("close", () => gone.push(request.url ?? ""));
        response.writeHead(200);
        return write();
      }
      response.writeHead(207, { "X-Left": "9" }).end('{"n":1}');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/1/`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const never = new AbortController().signal;

  it("adds what proves who we are, and gives status, headers and text", async () => {
    const transport = createTransport({ url, headers: { authorization: "Bearer x" }, query: [["key", "k"]] });
    const request = {
      method: "POST" as const,
      path: "/route",
      query: [["point", "1,2"] as const, ["point", "3,4"] as const],
      body: { profile: "truck" },
    };
    expect(await transport(request, never)).toMatchObject({
      ...{ status: 207, text: '{"n":1}', headers: { "x-left": "9" } },
    });
    expect(heard.at(-1)).toEqual({
      url: "/api/1/route?point=1%2C2&point=3%2C4&key=k",
      ...{ method: "POST", key: "Bearer x", body: '{"profile":"truck"}' },
    });
  });

  it("gives up on a body that trickles", async () => {
    const transport = createTransport({ url });
    const request = { method: "GET" as const, path: "/trickle" };
    const end = await sendHedged({ transport, request, clock: systemClock, mostMs: 100, hedgeMs: null });
    expect(end).toMatchObject({ kind: "timeout" });
  });

  it("reads no more of an answer than its bound, whatever length it says, and lets go of the rest", async () => {
    const small = createTransport({ url, mostBytes: 7 });
    expect((await small({ method: "GET", path: "/route" }, never)).text).toBe('{"n":1}');
    await expect(
      createTransport({ url, mostBytes: 6 })({ method: "GET", path: "/route" }, never),
    ).rejects.toThrow("answer: found more than 6 bytes, expected 6 at most");
    const bounded = createTransport({ url, mostBytes: 100_000 });
    await expect(bounded({ method: "GET", path: "/long" }, never)).rejects.toThrow(
      "found more than 100000 bytes, expected 100000 at most",
    );
    await vi.waitFor(() => expect(gone).toEqual(["/api/1/long"]));
  });

  it("says that nobody is there", async () => {
    const transport = createTransport({ url: "http://127.0.0.1:1" });
    const request = { method: "GET" as const, path: "/route" };
    const end = await sendHedged({ transport, request, clock: systemClock, mostMs: 5_000, hedgeMs: null });
    expect(end).toMatchObject({ kind: "unreachable" });
  });
});
