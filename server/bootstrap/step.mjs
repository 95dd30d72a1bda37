import { performance } from "node:perf_hooks";
import { refuseHalted } from "./command.mjs";

const isTerminal = process.stdout.isTTY === true;
const width = () => Math.max(40, (process.stdout.columns ?? 100) - 1);
const seconds = (/** @type {number} */ since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Does one step and prints its name, its progress while it lasts, and what it came to with the seconds it took.
 * @template T
 * @param {string} name what the step does, in words
 * @param {(progress: (line: string) => void) => Promise<T>} work
 * @param {(result: T) => string} [outcome] a few words about the result
 * @returns {Promise<T>}
 */
export const step = async (name, work, outcome = () => "") => {
  refuseHalted();
  const since = performance.now();
  let shown = "";
  let said = since;
  const draw = () => {
    if (isTerminal) process.stdout.write(`\r\x1b[K  ${name} … ${seconds(since)}  ${shown}`.slice(0, width()));
  };
  draw();
  const clock = setInterval(draw, 250);
  const progress = (/** @type {string} */ line) => {
    shown = line;
    // Where nothing can be redrawn, a line now and then shows that the step is alive.
    if (!isTerminal && performance.now() - said > 10_000) {
      said = performance.now();
      console.log(`  ${name} … ${seconds(since)}  ${line}`.slice(0, 160));
    }
  };
  const clear = () => {
    clearInterval(clock);
    if (isTerminal) process.stdout.write("\r\x1b[K");
  };
  try {
    const result = await work(progress);
    clear();
    const words = outcome(result);
    console.log(`  ${name.padEnd(22)} ${seconds(since).padStart(8)}${words && `   ${words}`}`);
    return result;
  } catch (error) {
    clear();
    console.log(`  ${name.padEnd(22)} ${seconds(since).padStart(8)}   failed`);
    throw error;
  }
};
