import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

const UP_WITHIN_MS = 60_000;

/** A second server over the database of the journeys, on a port of its own, that a journey may kill and start again. */
export const ownServer = (databaseUrl: string, port: number) => {
  const address = `http://localhost:${port}`;
  let child: ChildProcess | undefined;
  return {
    address,
    async start(): Promise<void> {
      const started = spawn(process.execPath, ["dist/server/main.js"], {
        stdio: "ignore",
        env: {
          ...process.env,
          ...{ NODE_ENV: "production", DATABASE_URL: databaseUrl, PORT: String(port), HOST: "localhost" },
          // One simulator drives the day already.
          ...{ PUBLIC_URL: address, SIMULATE: "0", LOG_LEVEL: "error" },
        },
      });
      child = started;
      for (let waitedMs = 0; waitedMs < UP_WITHIN_MS && started.exitCode === null; waitedMs += 100) {
        const isUp = await fetch(`${address}/api/v1/health`).then(
          ({ ok }) => ok,
          () => false,
        );
        if (isUp) return;
        await sleep(100);
      }
      throw new Error(`the second server did not come up at ${address}`);
    },
    /** Ends it as a power cut would. */
    async kill(): Promise<void> {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
};
