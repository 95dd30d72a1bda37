import { performance } from "node:perf_hooks";
import { refuseHalted, start } from "./command.mjs";

/** @typedef {{ passed?: number, failed?: number, skipped?: number, names?: string[] }} Counts */

/**
 * Counts passed, failed and skipped tests over all suites and prints the one closing line.
 * A suite is a command: its exit code counts as one test, unless a reader of its report counts more exactly.
 */
export const createTally = () => {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const failures = [];

  const add = (/** @type {string} */ name, /** @type {Counts} */ counts) => {
    for (const key of /** @type {const} */ (["passed", "failed", "skipped"])) sum[key] += counts[key] ?? 0;
    // The names of single tests stand at the end again, where who reads the last lines of a long output finds them.
    if (counts.failed) failures.push([name, ...(counts.names ?? [])].join("\n  "));
  };

  return {
    add,

    /** Runs one suite with its output on the terminal. A suite that fails does not keep the next from running. */
    async suite(
      /** @type {string} */ name,
      /** @type {string[]} */ [file = "", ...args],
      /** @type {{ env?: NodeJS.ProcessEnv, count?: () => Counts | undefined }} */ {
        env = process.env,
        count,
      } = {},
    ) {
      refuseHalted();
      console.log(`\n── ${name}`);
      const since = performance.now();
      /** @type {number} */
      const code = await new Promise((resolve) => {
        const child = start(file, args, { stdio: ["ignore", "inherit", "inherit"], env });
        child.once("error", () => resolve(127));
        child.once("close", (exit) => resolve(exit ?? 1));
      });
      refuseHalted();
      const counted = count?.();
      const counts = counted ?? (code === 0 ? { passed: 1 } : { failed: 1 });
      // A report without failures from a command that failed all the same: something outside its tests broke.
      if (code !== 0 && !counts.failed) counts.failed = 1;
      add(name, counts);
      console.log(
        `── ${name}: ${counts.failed ? "failed" : "passed"} in ${((performance.now() - since) / 1000).toFixed(1)} s`,
      );
    },

    /** Runs work of our own as a suite of one test. */
    async work(/** @type {string} */ name, /** @type {() => Promise<unknown>} */ work) {
      try {
        await work();
        add(name, { passed: 1 });
        return true;
      } catch (error) {
        refuseHalted();
        if (error instanceof Error && "log" in error && error.log) console.log(error.log);
        console.log(error instanceof Error ? error.message : error);
        add(name, { failed: 1 });
        return false;
      }
    },

    /** Prints what failed and the closing line; maps to the exit code. */
    close() {
      if (failures.length > 0) console.log(`\nfailed: ${failures.join("\nfailed: ")}`);
      console.log(
        `\n${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ""}`,
      );
      return sum.failed === 0 ? 0 : 1;
    },
  };
};
