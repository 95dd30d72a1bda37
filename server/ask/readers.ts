import { readFile } from "node:fs/promises";
import { type Classifier, createClassifier } from "#server/ask/core/classify.ts";
import { fromBytes } from "#server/ask/core/reader-file.ts";
import { AppError } from "#server/lib/errors.ts";
import { oldestAge } from "#server/lib/oldest-age.ts";
import type { Scope } from "#server/lib/scope.ts";
import { createTally } from "#server/lib/tally.ts";
import type { KnownCache } from "#server/platform/caches.ts";

/** The file of the second reader that comes with the product; its recipe lies beside it. */
const FILE = "server/ask/artifacts/reader.bin";
/** The flag that says which version reads a user's questions, and the version that stands for {@link FILE}. */
export const READER = {
  key: "ask.reader",
  fallback: "shipped",
  doc: "The second reader of questions, by its version in the registry of trained files.",
  unit: "",
  per: "user",
} as const;

/** Reads a second reader of questions from its file; throws where the file is not one. */
export const openReader = async (file: string): Promise<Classifier> =>
  createClassifier(fromBytes(await readFile(file)));

/** Reads the second reader of questions that comes with the product. */
export const openShipped = (): Promise<Classifier> => openReader(FILE);

/**
 * The second readers of questions, by who asks: each version is read once, when it is first asked for. One that cannot be
 * read is told once and stands back for the one that comes with the product.
 */
export const createReaders = ({
  versionFor,
  fileOf,
  report,
}: {
  /** The version that reads somebody's questions. */
  versionFor: (scope: Scope) => string;
  /** The file of a version; null where none of that name is known. */
  fileOf: (version: string) => Promise<string | null>;
  report: (error: unknown, version: string) => void;
}) => {
  const tally = createTally();
  const opened = new Map<string, { reader: Promise<Classifier>; openedAtMs: number }>();

  const openVersion = async (version: string): Promise<Classifier> => {
    if (version === READER.fallback) return openShipped();
    try {
      const file = await fileOf(version);
      if (file === null)
        throw new AppError("NOT_FOUND", `reader ${version}: found none in the registry, expected it`);
      return await openReader(file);
    } catch (error) {
      report(error, version);
      return readerOf(READER.fallback);
    }
  };
  const readerOf = (version: string): Promise<Classifier> => {
    const before = opened.get(version);
    tally.count(before !== undefined);
    if (before !== undefined) return before.reader;
    const reader = openVersion(version);
    opened.set(version, { reader, openedAtMs: performance.now() });
    reader.catch(() => opened.delete(version));
    return reader;
  };

  const kept: KnownCache = {
    ...{ name: "readers", isShared: false, endedBy: "version", of: "readers", staleMs: 0 },
    read: () => ({
      ...{ ...tally.read(), entries: opened.size, bytes: null },
      oldestAgeMs: oldestAge(
        [...opened.values()].map(({ openedAtMs }) => openedAtMs),
        performance.now(),
      ),
    }),
    drop: () => opened.clear(),
  };

  return {
    /** The second reader of somebody's questions. */
    readerOf: (scope: Scope): Promise<Classifier> => readerOf(versionFor(scope)),
    kept,
  };
};
