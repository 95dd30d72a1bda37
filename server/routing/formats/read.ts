import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { AppError } from "#server/lib/errors.ts";
import { readFleetFolder } from "./fleet-folder.ts";
import type { Instance } from "./instance.ts";
import { readKim } from "./kim.ts";
import { readSolomon } from "./solomon.ts";
import { readVrplib } from "./vrplib.ts";

/** Reads a problem from a file of any known format, told apart by its name and its first lines. */
export const readInstance = async (path: string): Promise<Instance> => {
  const name = basename(path);
  const about = await stat(path).catch((cause: unknown) => {
    throw new AppError("NOT_FOUND", `solve: found no file or folder ${path}`, { cause });
  });
  if (about.isDirectory()) return readFleetFolder(path);
  const text = await readFile(path, "utf8");
  if (/\.vrp$/i.test(name)) return readVrplib(name, text);
  if (/^\s*VEHICLE\s*$/im.test(text)) return readSolomon(name, text);
  if (/^Stop_ID\b/m.test(text)) return readKim(name, text);
  throw new AppError(
    "BAD_REQUEST",
    `${name}, line 1: found none of the known formats, expected CVRPLIB .vrp, or a .txt of Solomon, Homberger or Kim`,
  );
};
