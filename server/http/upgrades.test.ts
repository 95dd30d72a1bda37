import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, expect, it } from "vitest";
import { guardUpgrades } from "#server/http/upgrades.ts";
import { createHub } from "#server/platform/live.ts";

const servers: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const { close } of servers.splice(0)) await close();
});

const serve = async (dev: Parameters<typeof guardUpgrades>[1] = null) => {
  const server = createServer((_, response) => response.end());
  const hub = createHub({ channels: {} });
  hub.attach(server, async () => null);
  guardUpgrades(server, dev);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push({
    close: async () => {
      await hub.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  const open = () =>
    new Promise<number>((resolve, reject) =>
      server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );
  return { port: (server.address() as AddressInfo).port, open };
};

const ask = (port: number, path: string) =>
  new Promise<string>((resolve, reject) => {
    let heard = "";
    const socket = connect(port, "127.0.0.1", () =>
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
      ),
    );
    socket.on("data", (data) => {
      heard += data.toString();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(heard));
  });

it.each(["/", "/livestock", "/live", "/api/v1/health", "/_next/webpack-hmr"])(
  "refuses to speak another protocol at %s, and lets go of the connection",
  async (path) => {
    const { port, open } = await serve();
    expect(await ask(port, path)).toMatch(/^HTTP\/1\.1 404 /);
    await expect.poll(open).toBe(0);
  },
);

it("leaves the live hub its path, and a server for development its own", async () => {
  const taken: string[] = [];
  const { port } = await serve({
    path: "/_next/",
    take: ({ url }, socket) => {
      taken.push(url ?? "");
      socket.end();
    },
  });
  // The hub itself refuses what is no connection of its own.
  expect(await ask(port, "/live/")).toMatch(/^HTTP\/1\.1 400 /);
  expect(await ask(port, "/_next/webpack-hmr")).toBe("");
  expect(taken).toEqual(["/_next/webpack-hmr"]);
});
