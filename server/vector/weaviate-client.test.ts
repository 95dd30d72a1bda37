import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { connectWeaviate } from "#server/vector/weaviate-client.ts";

const at = (port: number) => ({ url: `http://127.0.0.1:${port}`, grpcPort: 1, apiKey: "k" });

it("names the server that does not answer", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  await expect(connectWeaviate(at(port))).rejects.toMatchObject({
    code: "UNAVAILABLE",
    message: `Weaviate at 127.0.0.1:${port} does not answer`,
  });
});

it("says what a server says that lets nobody in", async () => {
  const server = createServer((_, response) => {
    response.writeHead(401, { "content-type": "application/json" }).end('{"error":"no such key"}');
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await expect(connectWeaviate(at(port))).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringMatching(`^Weaviate at 127.0.0.1:${port} does not let us in: .*no such key`),
    });
  } finally {
    server.close();
  }
});
