import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPostWebhook, isPrivateAddress, privateHostOf } from "#server/platform/webhook-post.ts";

const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? "");
  if (request.url === "/away") response.writeHead(302, { location: "/inside" }).end();
  else response.writeHead(204).end();
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => server.close());

const hook = (url: string) => ({ url, headers: { "content-type": "application/json" }, body: "{}" });
const guarded = createPostWebhook({ isPrivateAllowed: false, limitMs: 2_000 });
const open = createPostWebhook({ isPrivateAllowed: true, limitMs: 2_000 });

it.each([
  ["127.0.0.1", true],
  ["10.1.2.3", true],
  ["172.31.255.255", true],
  ["172.32.0.1", false],
  ["192.168.0.9", true],
  ["169.254.169.254", true],
  ["100.100.100.200", true],
  ["0.0.0.0", true],
  ["8.8.8.8", false],
  ["::1", true],
  ["::", true],
  ["fd12::1", true],
  ["fe80::1", true],
  ["::ffff:127.0.0.1", true],
  ["::ffff:8.8.8.8", false],
  ["2606:4700::1111", false],
])("takes %s for a private address: %s", (address, isPrivate) => {
  expect(isPrivateAddress(address)).toBe(isPrivate);
});

it.each([
  ["http://127.1/x", "127.0.0.1"],
  ["http://2130706433/", "127.0.0.1"],
  ["http://0x7f.0.0.1:3000/", "127.0.0.1"],
  ["http://[::ffff:7f00:1]/", "::ffff:7f00:1"],
  ["http://LOCALHOST:9/", "localhost"],
  ["http://api.localhost./", "api.localhost."],
  ["https://hooks.example.org/", null],
])("reads of %s the private host %s", (url, host) => {
  expect(privateHostOf(url)).toBe(host);
});

it("posts to no private address, however it is written, and to one where the installation wants that", async () => {
  for (const host of [`127.0.0.1:${port}`, `2130706433:${port}`, `[::1]:${port}`, `localhost:${port}`])
    await expect(guarded(hook(`http://${host}/`))).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(asked).toEqual([]);
  expect(await open(hook(`http://127.0.0.1:${port}/`))).toBe(204);
});

it("follows no other address", async () => {
  asked.length = 0;
  expect(await open(hook(`http://127.0.0.1:${port}/away`))).toBe(302);
  expect(asked).toEqual(["/away"]);
});
