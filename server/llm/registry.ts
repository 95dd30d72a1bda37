import { AppError } from "#server/lib/errors.ts";
import type { TrainedFile, TrainedScore } from "#server/llm/schema.ts";
import { readFiles, setScore, setUsed, upsertFile } from "#server/llm/trained-file-store.ts";
import { record, systemScope } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";

/** Trained files belong to the installation, as defaults of settings do. */
const EVERYONE = 0;
const ENTITY = "trained-file";

type Noted = Omit<TrainedFile, "score" | "isUsed">;

const keyOf = ({ kind, name, version }: Pick<TrainedFile, "kind" | "name" | "version">): string =>
  `${kind}/${name}/${version}`;

/** Keeps which models and trained files there are, from what they were made, how they scored and which one serves. */
export const createRegistry = ({ db }: { db: Db }) => {
  const scope = systemScope(EVERYONE, "model");
  return {
    /** Notes a file, or what changed about one of the same name and version. */
    async note(file: Noted): Promise<void> {
      await db.$transaction(async (tx) => {
        const before = (await readFiles(tx)).find((each) => keyOf(each) === keyOf(file)) ?? null;
        await upsertFile(tx, file);
        const change = { action: "trained-file.note", entity: ENTITY, entityId: keyOf(file) };
        await record(tx, scope, { ...change, before, after: file });
      });
    },
    /** Makes a file the one of its kind that serves. */
    async use(file: Pick<TrainedFile, "kind" | "name" | "version">): Promise<void> {
      await db.$transaction(async (tx) => {
        const before = (await readFiles(tx)).find(({ kind, isUsed }) => kind === file.kind && isUsed);
        if ((await setUsed(tx, file)) === 0)
          throw new AppError("NOT_FOUND", `model: found no ${keyOf(file)} in the registry, expected it`);
        const change = { action: "trained-file.use", entity: ENTITY, entityId: keyOf(file) };
        await record(tx, scope, {
          ...change,
          before: before === undefined ? null : { used: keyOf(before) },
          after: { used: keyOf(file) },
        });
      });
    },
    /** Notes what the file of a checksum reached; a file that is not in the registry is left out. */
    async judge(checksum: string, score: TrainedScore): Promise<void> {
      await db.$transaction(async (tx) => {
        const known = (await readFiles(tx)).filter((each) => each.checksum === checksum);
        await setScore(tx, checksum, score);
        for (const file of known) {
          const change = { action: "trained-file.judge", entity: ENTITY, entityId: keyOf(file) };
          await record(tx, scope, { ...change, before: { score: file.score }, after: { score } });
        }
      });
    },
    /** All files, those of a kind together, newest first. */
    list: (): Promise<TrainedFile[]> => readFiles(db),
  };
};
/** The registry of trained files. */
export type Registry = ReturnType<typeof createRegistry>;
