import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { perform } from "./command.mjs";
import { causeOf, Failure } from "./failure.mjs";
import { canReach, databaseOwner } from "./owner.mjs";
import { cloneId, inHome } from "./paths.mjs";
import { isAlive, readPidFile, stopServer, takeUp } from "./postmaster.mjs";

const USER = "roundsman";
const PORT = 5432; // only names the socket file: the cluster listens on no network address

const owner = databaseOwner();
const asOwner = owner ? { uid: owner.uid, gid: owner.gid } : {};
const give = (/** @type {string} */ path) => {
  if (owner) chownSync(path, owner.uid, owner.gid);
};

/** The cluster lives in the clone, or where root's clone is closed to the database's user, beside the system's data. */
const dataFolder = () =>
  canReach(inHome("postgres"), owner) ? inHome("postgres") : `/var/lib/roundsman-${cloneId}/postgres`;

/** True once this clone's cluster was made, whichever PostgreSQL made it. */
export const clusterMajor = () => {
  const file = join(dataFolder(), "PG_VERSION");
  return existsSync(file) ? Number(readFileSync(file, "utf8")) : undefined;
};

/** The cluster's generated password, readable by us alone. */
const password = () => {
  const file = inHome("database.key");
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, randomBytes(24).toString("base64url"), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, "utf8");
};

/** A folder for the socket whose path stays under the 107 bytes a socket may have, open to the database's user alone. */
const socketFolder = () => {
  const folder = join(tmpdir().length > 70 ? "/tmp" : tmpdir(), `roundsman-${cloneId}`);
  if (!existsSync(folder)) {
    mkdirSync(folder, { mode: 0o700 });
    give(folder);
  }
  const { uid, mode } = lstatSync(folder);
  if (
    uid !== (owner?.uid ?? process.getuid?.()) ||
    (mode & 0o077) !== 0 ||
    !lstatSync(folder).isDirectory()
  ) {
    throw new Failure(
      `The folder ${folder} belongs to someone else: remove it, or set TMPDIR to another folder.`,
    );
  }
  return folder;
};

/** The address of a database of the private cluster. @param {string} [database] */
const urlOf = (database = USER) =>
  `postgresql://${USER}:${password()}@localhost:${PORT}/${database}?host=${encodeURIComponent(socketFolder())}`;

/** Makes the cluster in a folder beside its place and moves it there when it is whole. */
const makeCluster = async (
  /** @type {import("./postgres-binaries.mjs").Binaries} */ { bin, env },
  /** @type {string} */ data,
) => {
  const partial = `${data}.partial`;
  const what = "Making the database cluster";
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  give(partial);
  const key = join(partial, "..", "initdb.key");
  writeFileSync(key, password(), { mode: 0o600 });
  give(key);
  const options = { what, env: { ...process.env, ...env }, ...asOwner };
  const initdb = (/** @type {string} */ locale) =>
    perform(
      "initdb",
      join(bin, "initdb"),
      [
        "-D",
        partial,
        "-U",
        USER,
        "--encoding=UTF8",
        `--locale=${locale}`,
        "--auth=scram-sha-256",
        `--pwfile=${key}`,
      ],
      options,
    );
  try {
    // C.UTF-8 knows upper and lower case beyond ASCII; systems without it still know C.
    await initdb("C.UTF-8").catch(() => initdb("C"));
  } finally {
    rmSync(key, { force: true });
  }
  const single = ["--single", "-D", partial, "-c", "exit_on_error=true", "postgres"];
  await perform("createdb", join(bin, "postgres"), single, {
    ...options,
    input: `CREATE DATABASE ${USER}\n`,
  });
  renameSync(partial, data);
};

/** Settings for one machine that also runs the product: durable, 200 connections, a sixteenth of the memory. */
const settings = (/** @type {string} */ socket) => {
  const buffersMb = Math.min(1024, Math.max(128, Math.floor(totalmem() / 2 ** 20 / 16)));
  return {
    listen_addresses: "",
    unix_socket_directories: socket,
    unix_socket_permissions: "0700",
    port: String(PORT),
    max_connections: "200",
    shared_buffers: `${buffersMb}MB`,
    effective_cache_size: `${buffersMb * 3}MB`,
    work_mem: "16MB",
    maintenance_work_mem: "128MB",
    shared_preload_libraries: "pg_stat_statements",
    fsync: "on",
    wal_level: "minimal",
    max_wal_senders: "0",
    max_wal_size: "48MB",
    min_wal_size: "32MB",
    wal_compression: "on",
    random_page_cost: "1.1",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    log_min_duration_statement: "2000",
  };
};

const startServer = async (
  /** @type {import("./postgres-binaries.mjs").Binaries} */ { bin, env },
  /** @type {string} */ data,
  /** @type {string} */ socket,
) => {
  const log = inHome("logs", "postgres.log");
  const out = openSync(log, "w");
  const args = Object.entries(settings(socket)).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // Detached: Ctrl-C reaches the whole process group, and the database must outlive the server's last writes.
  const child = spawn(join(bin, "postgres"), ["-D", data, ...args], {
    detached: true,
    stdio: ["ignore", out, out],
    env: { ...process.env, ...env },
    ...asOwner,
  });
  closeSync(out);
  const ended = new Promise((resolve) => child.once("error", resolve).once("exit", resolve));
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  child.unref();
  for (let waited = 0; waited < 3000 && !hasEnded; waited += 1) {
    if (readPidFile(data)?.ready && readPidFile(data)?.pid === child.pid) return;
    await sleep(50);
  }
  const text = readFileSync(log, "utf8");
  throw new Failure(causeOf(text) ?? `The database did not start; ${log} says why.`, {
    log: text.trim().split("\n").slice(-8).join("\n"),
  });
};

/**
 * Starts this clone's cluster with the given programs, or takes up the one that is running; maps to its address.
 * @param {import("./postgres-binaries.mjs").Binaries} binaries
 */
export const runCluster = async (binaries) => {
  const data = dataFolder();
  const socket = socketFolder();
  if (!existsSync(join(data, "PG_VERSION"))) await makeCluster(binaries, data);
  const running = await takeUp(data, socket);
  if (!running) await startServer(binaries, data, socket);
  const url = urlOf();
  writeFileSync(inHome("database.json"), `${JSON.stringify({ url }, null, 2)}\n`, { mode: 0o600 });
  return url;
};

/** The address of the running cluster without starting anything, or undefined. */
export const runningCluster = async () => {
  const data = dataFolder();
  return existsSync(data) && (await takeUp(data, socketFolder())) ? urlOf() : undefined;
};

const usersFolder = () => inHome("database-users");

/** Notes that this process uses the cluster, so that another one that ends does not stop it. */
export const joinCluster = () => {
  mkdirSync(usersFolder(), { recursive: true });
  writeFileSync(join(usersFolder(), String(process.pid)), "");
};

/** Keeps the cluster running after this process, until `keepCluster(false)`. */
export const keepCluster = (/** @type {boolean} */ isKept) =>
  isKept ? writeFileSync(inHome("database.keep"), "") : rmSync(inHome("database.keep"), { force: true });

/** Ends this process's use of the cluster and stops it, unless it is kept or someone else still uses it. */
export const leaveCluster = async () => {
  rmSync(join(usersFolder(), String(process.pid)), { force: true });
  const users = existsSync(usersFolder()) ? readdirSync(usersFolder()).map(Number) : [];
  const living = users.filter(isAlive);
  for (const gone of users.filter((pid) => !living.includes(pid)))
    rmSync(join(usersFolder(), String(gone)), { force: true });
  if (living.length === 0 && !existsSync(inHome("database.keep"))) await stopServer(dataFolder());
};
