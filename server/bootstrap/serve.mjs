import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "./failure.mjs";
import { noteChild } from "./leftover.mjs";
import { inHome, root } from "./paths.mjs";

const HOST = process.env.HOST || "localhost";

/**
 * How Node is started for the server. Young objects get 64 MB instead of 16: under 500 requests a second half as much time
 * goes into collecting them, for what lives through one request is dead before they are full.
 */
const NODE_FLAGS = JSON.parse(readFileSync(join(root, "server/bootstrap/node-flags.json"), "utf8"));

/** True while nothing listens on the port. @param {number} port */
const isFree = (port) =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === "EADDRINUSE") resolve(false);
      else if (error.code === "EACCES")
        reject(
          new Failure(
            `Port ${port} may not be used by this user: choose another, for instance PORT=3000 npm start.`,
          ),
        );
      else reject(error);
    });
    probe.listen(port, HOST, () => probe.close(() => resolve(true)));
  });

/** The port PORT names, 3000 without it. */
export const wantedPort = () => {
  const port = Number(process.env.PORT || 3000);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Failure(`PORT is "${process.env.PORT}": expected a whole number from 1 to 65535.`);
};

/** Fails with a sentence when the port is taken. @param {number} port */
export const claimPort = async (port) => {
  if (await isFree(port)) return;
  throw new Failure(
    `Port ${port} is taken by another program: choose another, for instance PORT=${port + 1} npm start.`,
  );
};

/**
 * Starts the bundled server and waits until it answers; maps to its process and address.
 * @param {{ port: number, url: string, env?: NodeJS.ProcessEnv, log?: string }} about
 */
export const startServer = async ({ port, url, env = {}, log = "server" }) => {
  const file = inHome("logs", `${log}.log`);
  const out = openSync(file, "w");
  // A process group of its own: Ctrl-C reaches the bootstrap alone, which passes it on once and in order.
  const child = spawn(process.execPath, [...NODE_FLAGS, join(root, "dist/server/main.js")], {
    cwd: root,
    detached: true,
    stdio: ["ignore", out, out],
    env: { ...process.env, NODE_ENV: "production", DATABASE_URL: url, PORT: String(port), HOST, ...env },
  });
  closeSync(out);
  const forget = noteChild(child.pid, process.execPath);
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
  void ended.then(forget);
  let isEnded = false;
  void ended.then(() => {
    isEnded = true;
  });
  const address = `http://${HOST}:${port}`;
  for (let waited = 0; waited < 600 && !isEnded; waited += 1) {
    const isUp = await fetch(`${address}/api/v1/health`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isUp) return { child, address, ended };
    await sleep(100);
  }
  child.kill("SIGKILL");
  const last = readFileSync(file, "utf8").trim().split("\n").slice(-12).join("\n");
  throw new Failure(`The server did not start; the last lines are above, all of it is in ${file}.`, {
    log: last,
  });
};
