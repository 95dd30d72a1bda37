import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as z from "zod";
import { FlagSource } from "#server/flags/set.schema.ts";

const LastGood = z.object({
  version: z.int(),
  changedAt: z.iso.datetime(),
  source: FlagSource,
  compiled: z.string(),
});
/** The set of flags as it last stood, with which a process starts where the database is away. */
export type LastGood = z.infer<typeof LastGood>;

/** Keeps the last good set in a file: it is there whole or not at all. */
export const createLastGood = (file: string) => ({
  /** The set that was kept; null where none was yet. */
  async read(): Promise<LastGood | null> {
    let text: string;
    try {
      text = await readFile(file, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw error;
    }
    return LastGood.parse(JSON.parse(text));
  },
  async write(held: LastGood): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    const beside = `${file}.${process.pid}`;
    await writeFile(beside, JSON.stringify(held));
    await rename(beside, file);
  },
});
/** See {@link createLastGood}. */
export type LastGoodFile = ReturnType<typeof createLastGood>;
