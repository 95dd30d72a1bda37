import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { endLeftovers } from "./leftover.mjs";
import { inHome } from "./paths.mjs";
import { isAlive } from "./postmaster.mjs";

/** True while the process is one of ours, and not another program that was given its number. @param {number} pid */
const isOurs = (pid) => {
  if (!isAlive(pid)) return false;
  const command = `/proc/${pid}/cmdline`;
  return !existsSync(command) || readFileSync(command, "utf8").includes("bootstrap");
};

const holderOf = (/** @type {string} */ file) => {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return undefined; // released between two looks
  }
};

/** Takes the lock file if nobody living holds it; maps to the process that holds it, or to undefined when it is ours. */
const tryTake = (/** @type {string} */ file) => {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    for (;;) {
      try {
        linkSync(mine, file); // atomic, and never over an existing file
        return undefined;
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      }
      const holder = holderOf(file);
      if (holder !== undefined && holder !== process.pid && isOurs(holder)) return holder;
      // Moved aside first and looked at again: between the two looks someone else may have taken it over.
      const aside = `${mine}.stale`;
      try {
        renameSync(file, aside);
      } catch {
        continue;
      }
      const moved = holderOf(aside);
      if (moved !== undefined && moved !== holder && isOurs(moved)) renameSync(aside, file);
      rmSync(aside, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
};

/**
 * Does the work while no other process of this clone does work under the same name; waits for one that does,
 * and takes over from one that died.
 * @template T @param {string} name @param {() => Promise<T>} work @returns {Promise<T>}
 */
export const alone = async (name, work) => {
  const file = inHome(`${name}.lock`);
  let told = 0;
  for (let holder = tryTake(file); holder !== undefined; holder = tryTake(file)) {
    if (told !== holder) console.error(`Waiting for process ${holder}, which is at work in this clone.`);
    told = holder;
    await sleep(500);
  }
  try {
    await endLeftovers();
    return await work();
  } finally {
    if (holderOf(file) === process.pid) rmSync(file, { force: true });
  }
};

/** Where this clone is being served, or undefined. @returns {{ pid: number, address: string } | undefined} */
export const servedAt = () => {
  const file = inHome("serving.json");
  if (!existsSync(file)) return undefined;
  const { pid, address } = JSON.parse(readFileSync(file, "utf8"));
  return pid !== process.pid && isOurs(pid) ? { pid, address } : undefined;
};

/** Notes that this process serves the clone at an address. @param {string} address */
export const noteServing = (address) => {
  const file = inHome("serving.json");
  writeFileSync(`${file}.new`, JSON.stringify({ pid: process.pid, address }));
  renameSync(`${file}.new`, file);
};

/** Takes the note of `noteServing` back. */
export const forgetServing = () => rmSync(inHome("serving.json"), { force: true });
