import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ServiceRequest } from "#server/external/core/call.ts";
import { EMULATOR_HEADER, type Emulator } from "#server/external/emulator/emulator.ts";

const MOST_BYTES = 16 * 1024 * 1024;
const TRICKLE_MS = 1_000;

const METHODS = ["GET", "POST", "PATCH", "PUT", "DELETE"] as const;

const readBody = async (request: IncomingMessage): Promise<unknown> => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += (part as Buffer).length;
    if (bytes > MOST_BYTES) throw new RangeError(`found more than ${MOST_BYTES} bytes`);
    parts.push(part as Buffer);
  }
  return bytes === 0 ? undefined : JSON.parse(Buffer.concat(parts).toString("utf8"));
};

const refuse = (response: ServerResponse, status: number, message: string): void => {
  response
    .writeHead(status, { "content-type": "application/json", [EMULATOR_HEADER]: "roundsman" })
    .end(JSON.stringify({ message }));
};

/** Serves emulated services by HTTP, each under the first part of its path, on this machine alone. */
export const serveEmulators = async (emulators: Readonly<Record<string, Emulator>>, port = 0) => {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const address = new URL(request.url ?? "/", "http://emulator");
    const [, name = "", ...rest] = address.pathname.split("/");
    const emulator = emulators[name];
    if (emulator === undefined)
      return refuse(response, 404, `found "${name}", expected ${Object.keys(emulators).join(", ")}`);
    const method = METHODS.find((each) => each === request.method);
    if (method === undefined)
      return refuse(response, 405, `found ${request.method}, expected ${METHODS.join(", ")}`);
    if (!address.searchParams.has("key") && request.headers.authorization === undefined)
      return refuse(response, 401, "found no key, expected one");
    let body: unknown;
    try {
      body = await readBody(request);
    } catch (error) {
      return refuse(response, 400, error instanceof Error ? error.message : String(error));
    }
    const query = [...address.searchParams].filter(([key]) => key !== "key");
    const asked: ServiceRequest = {
      method,
      path: `/${rest.join("/")}`,
      query,
      ...(body === undefined ? {} : { body }),
    };
    const { afterMs, way, response: said } = await emulator.handle(asked);
    setTimeout(() => {
      if (response.destroyed || way === "silence") return;
      if (way === "reset") return void response.destroy();
      response.writeHead(said.status, said.headers);
      if (way === "whole") return void response.end(said.text);
      let at = 0;
      const timer = setInterval(() => response.write(said.text[at++] ?? " "), TRICKLE_MS);
      response.on("close", () => clearInterval(timer));
    }, afterMs);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) =>
      refuse(response, 500, error instanceof Error ? error.message : String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
