import { existsSync } from "node:fs";
import { join } from "node:path";
import { clusterMajor, keepCluster, leaveCluster } from "./cluster.mjs";
import { endChildren } from "./command.mjs";
import { prepareDatabase } from "./database.mjs";
import { Failure, sentenceOf } from "./failure.mjs";
import { makeHome, root } from "./paths.mjs";
import {
  bench,
  build,
  cli,
  dev,
  drill,
  flags,
  forecast,
  model,
  screenshots,
  solve,
  train,
} from "./program.mjs";
import { start } from "./start.mjs";
import { test, testJourneys } from "./test.mjs";
import { testServers } from "./test-servers.mjs";

const commands = {
  start,
  test,
  "test-servers": testServers,
  "test-journeys": testJourneys,
  dev,
  build,
  cli,
  solve,
  flags,
  forecast,
  model,
  bench,
  drill,
  screenshots,
  train,

  /**
   * `db`: makes sure the database runs, prints its address and keeps it running past other commands;
   * `db stop` stops it; `db test` only makes sure it runs.
   */
  async db(/** @type {string[]} */ [action]) {
    if (action === "stop") {
      keepCluster(false);
      if (clusterMajor() !== undefined) await leaveCluster();
      return;
    }
    const { url, how } = await prepareDatabase((line) => console.error(`  ${line}`));
    if (action !== "test") keepCluster(true);
    console.error(`database: ${how}`);
    console.log(url);
  },
};

/** Runs the command named first on the line; any failure is one sentence and exit code 1. @param {string[]} argv */
export const main = async ([name = "start", ...args]) => {
  try {
    makeHome();
    // Values that stand in the environment already win over those of the file.
    if (existsSync(join(root, ".env"))) process.loadEnvFile(join(root, ".env"));
    const command = commands[/** @type {keyof typeof commands} */ (name)];
    if (!command)
      throw new Failure(
        `There is no command "${name}": the commands are ${Object.keys(commands).join(", ")}.`,
      );
    await command(args);
  } catch (error) {
    if (error instanceof Failure && error.log) console.error(error.log);
    console.error(`\n${sentenceOf(error)}`);
    if (process.env.DEBUG) console.error(error);
    endChildren();
    process.exitCode = 1;
  }
};
