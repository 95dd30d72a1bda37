import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inHome } from "./paths.mjs";

const folder = () => inHome("children");

const isAlive = (/** @type {number} */ pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};

/** True while the process runs this program, and is not another that was given its number. */
const runs = (/** @type {number} */ pid, /** @type {string} */ program) => {
  if (!isAlive(pid)) return false;
  const command = `/proc/${pid}/cmdline`;
  return (
    !existsSync("/proc/self") || (existsSync(command) && readFileSync(command, "utf8").includes(program))
  );
};

/**
 * Notes a child of this process, so that a later command can end it should this process be killed;
 * maps to what takes the note back.
 * @param {number | undefined} pid @param {string} file the program it runs
 */
export const noteChild = (pid, file) => {
  if (pid === undefined) return () => {};
  mkdirSync(folder(), { recursive: true });
  const note = `${folder()}/${pid}`;
  writeFileSync(note, JSON.stringify({ parent: process.pid, program: basename(file) }));
  return () => rmSync(note, { force: true });
};

// A package manager of the system stopped halfway leaves the system in disorder: it is waited for.
const MUST_FINISH = new Set(["apt-get", "dpkg"]);

const waitFor = async (
  /** @type {number} */ pid,
  /** @type {string} */ program,
  /** @type {number} */ seconds,
) => {
  for (let waited = 0; waited < seconds * 10 && runs(pid, program); waited += 1) await sleep(100);
};

/** Ends what a killed command left running: an install, a build or a server would otherwise work against the next one. */
export const endLeftovers = async () => {
  for (const name of existsSync(folder()) ? readdirSync(folder()) : []) {
    const pid = Number(name);
    const { parent, program } = JSON.parse(readFileSync(`${folder()}/${name}`, "utf8") || "{}");
    if (parent !== undefined && parent !== process.pid && isAlive(parent)) continue;
    if (program && parent !== process.pid && runs(pid, program)) {
      if (MUST_FINISH.has(program)) await waitFor(pid, program, 600);
      else process.kill(pid, "SIGTERM");
      await waitFor(pid, program, 15);
      if (runs(pid, program)) process.kill(pid, "SIGKILL");
    }
    rmSync(`${folder()}/${name}`, { force: true });
  }
};
