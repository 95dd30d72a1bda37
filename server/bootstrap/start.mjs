import { existsSync, readFileSync } from "node:fs";
import { leaveCluster } from "./cluster.mjs";
import { endChildren } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { alone, forgetServing, noteServing, servedAt } from "./lock.mjs";
import { inHome } from "./paths.mjs";
import * as prepare from "./prepare.mjs";
import { claimPort, startServer, wantedPort } from "./serve.mjs";
import { step } from "./step.mjs";

/** The roles' sign-ins that the seed wrote for us alone, as lines of a table. */
const signIns = () => {
  const file = inHome("sign-in.json");
  if (!existsSync(file)) return [];
  /** @type {{ role: string, email: string, password: string }[]} */
  const rows = JSON.parse(readFileSync(file, "utf8"));
  return rows.map(({ role, email, password }) => `  ${role.padEnd(12)} ${email.padEnd(34)} ${password}`);
};

const refuseSecond = () => {
  const other = servedAt();
  if (other)
    throw new Failure(
      `This clone is served already: open ${other.address}, or stop process ${other.pid} first.`,
    );
};

/** `npm start`: from whatever is there to the product being served, until it is told to stop. */
export const start = async () => {
  const began = performance.now();
  /** @type {import("node:child_process").ChildProcess | undefined} */
  let server;
  let isStopping = false;
  const stop = (/** @type {NodeJS.Signals} */ signal) => {
    if (isStopping) return server?.kill("SIGKILL");
    isStopping = true;
    console.log("\nStopping: the server finishes what it has begun, then the database stops.");
    endChildren(signal);
    server?.kill("SIGTERM");
  };
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => stop(signal));

  try {
    refuseSecond();
    const port = wantedPort();
    const running = await alone("prepare", async () => {
      refuseSecond();
      await claimPort(port);
      console.log("Roundsman\n");
      await prepare.packages({ withTools: false });
      const { url } = await prepare.database();
      await prepare.server();
      const { hasCity } = await prepare.tables(url);
      if (!hasCity) await prepare.demoCity(url);
      await prepare.pages();
      const started = await step("start", () => startServer({ port, url }));
      server = started.child;
      if (isStopping) server.kill("SIGTERM");
      noteServing(started.address);
      return started;
    });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`\nRoundsman is at ${running.address} after ${seconds} s. Ctrl-C stops it.\n`);
    console.log(["  role         e-mail                             password", ...signIns()].join("\n"));
    const code = await running.ended;
    if (!isStopping) {
      throw new Failure(
        `The server ended by itself (exit ${code}); ${inHome("logs", "server.log")} says why.`,
      );
    }
  } catch (error) {
    if (!isStopping) throw error;
  } finally {
    forgetServing();
    await leaveCluster();
  }
  if (isStopping) console.log("Stopped.");
};
