import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { AppError } from "#server/lib/errors.ts";
import type { Instance } from "./instance.ts";
import { readSolomon } from "./solomon.ts";
import { readVrplib } from "./vrplib.ts";

/** Reads a problem from a file of any known format, told apart by its name and its first lines. */
export const readInstance = async (path: string): Promise<Instance> => {
  const name = basename(path);
  const about = await stat(path).catch((cause: unknown) => {
    throw new AppError("NOT_FOUND", `solve: found no file or folder ${path}`, { cause });
  });
  if (about.isDirectory()) throw new AppError("BAD_REQUEST", `${name}: found a folder, expected a file`);
  const text = await readFile(path, "utf8");
  if (/\.vrp$/i.test(name)) return readVrplib(name, text);
  if (/^\s*VEHICLE\s*$/im.test(text)) return readSolomon(name, text);
  throw new AppError(
    "BAD_REQUEST",
    `${name}, line 1: found none of the known formats, expected CVRPLIB .vrp, Solomon or Homberger .txt`,
  );
};
