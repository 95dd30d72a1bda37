import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "./failure.mjs";

/** The folder of this clone. */
export const root = realpathSync(resolve(dirname(fileURLToPath(import.meta.url)), "../.."));

/** What the product keeps for itself in the clone: database, caches, logs, sign-in. */
export const home = join(root, ".roundsman");

/** A short name for this clone, so that two clones on one machine share nothing. */
export const cloneId = createHash("sha256").update(root).digest("hex").slice(0, 10);

/** Makes `.roundsman/` (entered by the database's own user, listed only by us) and maps a name to a path in it. */
export const inHome = (/** @type {string[]} */ ...parts) => join(home, ...parts);

/** Makes the folder the product keeps its own things in, or says why it cannot. */
export const makeHome = () => {
  try {
    mkdirSync(home, { recursive: true, mode: 0o711 });
    // Ours alone: a log may hold what was printed, and the seed prints the sign-ins it made.
    mkdirSync(inHome("logs"), { recursive: true, mode: 0o700 });
    chmodSync(inHome("logs"), 0o700);
  } catch (cause) {
    throw new Failure(`The folder ${root} cannot be written to: make the clone belong to you.`, { cause });
  }
};
