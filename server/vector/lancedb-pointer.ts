import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { IndexSettings } from "#server/vector/schema.ts";

/** Raised when the columns of a table change. */
const FORMAT = 2;

const Pointer = z.object({
  generation: z.int().min(1),
  embedder: z.string().min(1),
  index: IndexSettings,
  buildMs: z.number().nullable(),
});

/** Which generation answers, and how it was made. */
export type Pointer = z.infer<typeof Pointer>;

const FILE = "current.json";

const read = async (folder: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(join(folder, FILE), "utf8"));
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, "code") === "ENOENT") return null;
    throw error;
  }
};

/** Reads the pointer of a store's folder; null where the store is new. */
export const readPointer = async (folder: string): Promise<Pointer | null> => {
  const found = await read(folder);
  return found === null ? null : Pointer.parse(found);
};

/** Empties a folder whose tables are of an older format: vectors are made anew of the records. */
export const dropOlderFormat = async (folder: string): Promise<void> => {
  const found = await read(folder);
  if (found !== null && z.object({ format: z.literal(FORMAT) }).safeParse(found).success === false)
    await rm(folder, { recursive: true, force: true });
};

/** Turns the pointer: whoever opens the folder afterwards finds the old generation or the new one, never half of it. */
export const writePointer = async (folder: string, pointer: Pointer): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const beside = join(folder, `${FILE}.next`);
  const file = await open(beside, "w");
  try {
    await file.writeFile(`${JSON.stringify({ ...pointer, format: FORMAT })}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, join(folder, FILE));
};
