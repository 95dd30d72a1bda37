import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { IndexSettings } from "#server/vector/schema.ts";

/** Counts up when the columns of a table change; vectors that lie in other columns are made anew. */
export const LAYOUT = 3;

const Pointer = z.object({
  layout: z.int().default(1),
  generation: z.int().min(1),
  embedder: z.string().min(1),
  index: IndexSettings,
  buildMs: z.number().nullable(),
});

/** Which generation answers, and how it was made. */
export type Pointer = z.infer<typeof Pointer>;

const FILE = "current.json";

/** Reads the pointer of a store's folder; null where the store is new. */
export const readPointer = async (folder: string): Promise<Pointer | null> => {
  try {
    return Pointer.parse(JSON.parse(await readFile(join(folder, FILE), "utf8")));
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, "code") === "ENOENT") return null;
    throw error;
  }
};

/** Turns the pointer: whoever opens the folder afterwards finds the old generation or the new one, never half of it. */
export const writePointer = async (folder: string, pointer: Pointer): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const beside = join(folder, `${FILE}.next`);
  const file = await open(beside, "w");
  try {
    await file.writeFile(`${JSON.stringify(pointer)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, join(folder, FILE));
};
