import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { oldestAge } from "#server/lib/oldest-age.ts";
import type { KnownCache } from "#server/platform/caches.ts";

/** The folder in which the states of prefixes are kept. */
export const statesFolder = (dataDir: string): string => join(dataDir, "llm-states");

const isNotThere = (error: unknown): boolean =>
  error instanceof Error && Reflect.get(error, "code") === "ENOENT";

/**
 * What a model had read of the prefixes of prompts, as its process keeps it on disk: a file each, whose name is made of
 * the model's version and the prefix, so that none is ever read by another model.
 */
export const createKeptStates = (dataDir: string, now: () => number = Date.now): KnownCache => {
  const folder = statesFolder(dataDir);
  /** The files there are; another process may drop one between two looks. */
  const files = async () => {
    const names = await readdir(folder).catch((error: unknown) => {
      // Nothing was kept yet.
      if (isNotThere(error)) return [];
      throw error;
    });
    const states = names.filter((name) => name.endsWith(".state")).map((name) => join(folder, name));
    const found = await Promise.all(
      states.map(async (file) => {
        const facts = await stat(file).catch((error: unknown) => {
          if (isNotThere(error)) return null;
          throw error;
        });
        return facts === null ? [] : [{ file, bytes: facts.size, madeAtMs: facts.birthtimeMs }];
      }),
    );
    return found.flat();
  };
  return {
    ...{ name: "model-states", isShared: true, endedBy: "version", of: "model", staleMs: 0 },
    async read() {
      const held = await files();
      return {
        ...{ hits: null, misses: null, entries: held.length },
        bytes: held.reduce((sum, { bytes }) => sum + bytes, 0),
        oldestAgeMs: oldestAge(
          held.map(({ madeAtMs }) => madeAtMs),
          now(),
        ),
      };
    },
    async drop() {
      for (const { file } of await files()) await rm(file, { force: true });
    },
  };
};
