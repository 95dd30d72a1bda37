import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "./command.mjs";

/** What `postmaster.pid` of a data folder says, or undefined where there is none. @param {string} data */
export const readPidFile = (data) => {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const [pid, , , port, socket, , , status = ""] = readFileSync(file, "utf8").split("\n");
  return {
    pid: Math.abs(Number(pid)),
    port: Number(port),
    socket: String(socket).trim(),
    ready: status.trim() === "ready",
  };
};

/** True while a process of this number exists. @param {number} pid */
export const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};

const folderOf = (/** @type {string | number} */ pid) => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined; // gone meanwhile, or not ours to look at
  }
};

/** True while the process is the server of this data folder, and not another program that was given its number. */
const isServerOf = async (/** @type {string} */ data, /** @type {number} */ pid) => {
  if (!isAlive(pid)) return false;
  if (existsSync("/proc/self/cwd")) return folderOf(pid) === data;
  return (await ask("ps", ["-o", "command=", "-p", String(pid)])).out.includes(data);
};

const hasLeftovers = (/** @type {string} */ data) =>
  existsSync("/proc/self/cwd") &&
  readdirSync("/proc").some((name) => /^\d+$/.test(name) && folderOf(name) === data);

/**
 * The running server of a data folder, waited for while it starts up or recovers; undefined when none runs.
 * What a killed server left behind is cleared away, so that a new one can start.
 * @param {string} data @param {string} socketDir
 */
export const takeUp = async (data, socketDir) => {
  const found = readPidFile(data);
  if (!found) return undefined;
  if (await isServerOf(data, found.pid)) {
    for (let waited = 0; waited < 600; waited += 1) {
      const now = readPidFile(data);
      if (!now || !isAlive(now.pid)) break;
      if (now.ready && now.socket === socketDir && existsSync(join(socketDir, `.s.PGSQL.${now.port}`)))
        return now;
      // The temporary folder was emptied or moved under a running server: it cannot be reached any more.
      if (now.ready) {
        await stopServer(data);
        break;
      }
      await sleep(100);
    }
  }
  // Back ends outlive a killed server by a moment and still hold its memory; only then is the file stale.
  for (let waited = 0; waited < 100 && hasLeftovers(data); waited += 1) await sleep(100);
  if (!hasLeftovers(data)) {
    rmSync(join(data, "postmaster.pid"), { force: true });
    for (const name of existsSync(socketDir) ? readdirSync(socketDir) : []) {
      if (name.startsWith(".s.PGSQL.")) rmSync(join(socketDir, name), { force: true });
    }
  }
  return undefined;
};

/** Stops the server of a data folder: open transactions are rolled back, everything committed is on disk. @param {string} data */
export const stopServer = async (data) => {
  const found = readPidFile(data);
  if (!found || !(await isServerOf(data, found.pid))) return;
  process.kill(found.pid, "SIGINT");
  for (let waited = 0; waited < 300 && (await isServerOf(data, found.pid)); waited += 1) await sleep(50);
  if (await isServerOf(data, found.pid)) process.kill(found.pid, "SIGQUIT");
  for (let waited = 0; waited < 100 && (await isServerOf(data, found.pid)); waited += 1) await sleep(50);
};
