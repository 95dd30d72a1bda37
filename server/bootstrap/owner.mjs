import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** @typedef {{ uid: number, gid: number, name: string }} Owner */

/** The unprivileged user the database runs as where we are root, since PostgreSQL refuses to run as root; else undefined. */
export const databaseOwner = () => {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const found = ["postgres", "nobody"].flatMap((name) => users.filter((user) => user[0] === name))[0];
  const [name, , uid, gid] = found ?? ["nobody", "", "65534", "65534"];
  return { name: String(name), uid: Number(uid), gid: Number(gid) };
};

/** True where this user may pass through every folder above the path. @param {string} path @param {Owner | undefined} owner */
export const canReach = (path, owner) => {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (owner) {
      const { uid, gid, mode } = statSync(folder);
      const bits = uid === owner.uid ? mode >> 6 : gid === owner.gid ? mode >> 3 : mode;
      if ((bits & 1) === 0) return false;
    } else accessSync(folder, constants.X_OK);
    if (folder === dirname(folder)) return true;
  }
};
