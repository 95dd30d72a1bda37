import { clusterMajor, runCluster, runningCluster } from "./cluster.mjs";
import { runDocker } from "./docker.mjs";
import { Failure } from "./failure.mjs";
import { findBinaries } from "./postgres-binaries.mjs";
import { hasApt, obtainFromPackages, unpackedFolder } from "./postgres-packages.mjs";

const HOW_TO_INSTALL =
  process.platform === "darwin"
    ? "install it with `brew install postgresql@17 postgis`"
    : "install PostgreSQL 15 or newer with its PostGIS package from your system (Fedora: `dnf install postgresql-server postgresql-contrib postgis`; Arch: `pacman -S postgresql postgis`)";

const choose = async () => {
  const found = await findBinaries(unpackedFolder);
  const made = clusterMajor();
  if (made === undefined || found.length === 0) return found[0];
  const fitting = found.find((each) => each.major === made);
  if (fitting) return fitting;
  throw new Failure(
    `This clone's database was made by PostgreSQL ${made}, and only ${found.map((each) => each.major).join(", ")} is here: install PostgreSQL ${made} with PostGIS again, or move .roundsman away to begin anew.`,
  );
};

/**
 * Prepares a PostgreSQL with PostGIS and maps to its address: the server that DATABASE_URL names, a private cluster
 * on what the machine has, on Debian's packages, or a container; where nothing can be had, a sentence.
 * @param {(line: string) => void} onLine
 * @returns {Promise<{ url: string, isPrivate: boolean, how: string }>}
 */
export const prepareDatabase = async (onLine) => {
  const named = process.env.DATABASE_URL;
  if (named) return { url: named, isPrivate: false, how: "the server DATABASE_URL names" };
  const running = await runningCluster();
  if (running) return { url: running, isPrivate: true, how: "taken up, it was running" };
  let binaries = await choose();
  let how = "found on this machine";
  if (!binaries && (await hasApt()) && (await obtainFromPackages(onLine))) {
    binaries = await choose();
    how = "from Debian's packages";
  }
  if (binaries) {
    const url = await runCluster(binaries);
    return { url, isPrivate: true, how: `PostgreSQL ${binaries.major} ${how}` };
  }
  const url = await runDocker(onLine);
  if (url) return { url, isPrivate: false, how: "in a container" };
  throw new Failure(
    `No PostgreSQL with PostGIS could be had on this machine: ${HOW_TO_INSTALL}, or name a server in DATABASE_URL, then run the command again.`,
  );
};
