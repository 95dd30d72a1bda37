import { once } from "node:events";
import { createServer } from "node:net";

/** A port of loopback that nobody listens on. */
export const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string")
    throw new Error("port: found none, expected one that is free");
  return address.port;
};
