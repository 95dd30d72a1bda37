import { spawn } from "node:child_process";
import { createWriteStream, readFileSync } from "node:fs";
import { causeOf, Failure, fullDiskOf } from "./failure.mjs";
import { noteChild } from "./leftover.mjs";
import { inHome, root } from "./paths.mjs";

/** @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, uid?: number, gid?: number, input?: string }} Options */

const running = new Set();
let isHalted = false;

const isScript = (/** @type {string} */ arg) => /\.m?js$/.test(arg);

/** Throws once the bootstrap was told to stop: no further step may begin. */
export const refuseHalted = () => {
  if (isHalted) throw new Failure("Stopped before the work was done; the same command goes on from here.");
};

/** Ends every child that is still running; called once when the bootstrap itself is told to stop. */
export const endChildren = (/** @type {NodeJS.Signals} */ signal = "SIGTERM") => {
  isHalted = true;
  for (const child of running) child.kill(signal);
};

/** On a signal to stop, ends the children and lets no further step begin; a second signal ends this process at once. */
export const haltOnSignals = () => {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.once(signal, () => {
      console.log("\nStopping: what was started ends first.");
      endChildren("SIGTERM");
    });
};

/**
 * Starts a child that ends with this process: told to stop by `endChildren`, or, should this process be killed,
 * by the next command in this clone.
 * @param {string} file @param {string[]} args @param {import("node:child_process").SpawnOptions} options
 */
export const start = (file, args, options) => {
  const child = spawn(file, args, { cwd: root, ...options });
  running.add(child);
  // Node runs many programs: its script tells them apart.
  const forget = noteChild(child.pid, (file === process.execPath && args.find(isScript)) || file);
  child.once("close", () => {
    running.delete(child);
    forget();
  });
  return child;
};

/**
 * Runs a command quietly and maps it to its exit code and output; a command that is not there has code 127.
 * @param {string} file @param {string[]} args @param {Options} [options]
 * @returns {Promise<{ code: number, out: string }>}
 */
export const ask = (file, args, { input, ...options } = {}) =>
  new Promise((resolve) => {
    const child = start(file, args, {
      ...options,
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    let out = "";
    const take = (/** @type {Buffer} */ chunk) => {
      out += chunk;
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.once("error", (/** @type {Error} */ error) => resolve({ code: 127, out: error.message }));
    child.once("close", (/** @type {number | null} */ code) => resolve({ code: code ?? 1, out }));
    if (input !== undefined) child.stdin.end(input);
  });

/**
 * Runs a step's command with its output in `.roundsman/logs/<name>.log`; each line also goes to `onLine`.
 * A failure becomes a sentence: the machine's known trouble if the log shows one, else what failed and where to read.
 * @param {string} name @param {string} file @param {string[]} args
 * @param {Options & { what: string, onLine?: (line: string) => void }} options
 */
export const perform = async (name, file, args, { what, onLine, input, ...options }) => {
  const log = inHome("logs", `${name}.log`);
  const sink = createWriteStream(log);
  await new Promise((resolve, reject) => sink.once("open", resolve).once("error", reject));
  const code = await new Promise((resolve, reject) => {
    const child = start(file, args, {
      ...options,
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) {
      let rest = "";
      stream.on("data", (/** @type {Buffer} */ chunk) => {
        sink.write(chunk);
        const lines = (rest + chunk).split(/\r?\n|\r/);
        rest = lines.pop() ?? "";
        for (const line of lines) if (line.trim()) onLine?.(line.trim());
      });
    }
    child.once("error", reject);
    child.once("close", (/** @type {number | null} */ exit) => resolve(exit ?? 1));
    if (input !== undefined) child.stdin.end(input);
  }).finally(() => new Promise((resolve) => sink.end(resolve)));
  if (code === 0) return;
  refuseHalted();
  const text = readFileSync(log, "utf8");
  const last = text.trim().split("\n").slice(-12).join("\n");
  throw new Failure(
    causeOf(text) ??
      fullDiskOf(root) ??
      `${what} failed (exit ${code}); the last lines are above, all of it is in ${log}.`,
    {
      log: last,
    },
  );
};
