import type { TrainedFile, TrainedScore } from "#server/llm/schema.ts";
import { type Db, sql, type Tx } from "#server/platform/db.ts";

/** Notes a file, or what changed about one of the same name and version; its score and use stay. */
export const upsertFile = (tx: Tx, file: Omit<TrainedFile, "score" | "isUsed">): Promise<unknown> =>
  tx.$executeRaw(sql`
    INSERT INTO trained_file (kind, name, version, file, bytes, checksum, recipe, training_data)
    VALUES (${file.kind}, ${file.name}, ${file.version}, ${file.file}, ${file.bytes}::bigint, ${file.checksum},
            ${JSON.stringify(file.recipe)}::jsonb, ${file.trainingData})
    ON CONFLICT (kind, name, version) DO UPDATE
    SET file = EXCLUDED.file, bytes = EXCLUDED.bytes, checksum = EXCLUDED.checksum, recipe = EXCLUDED.recipe,
        training_data = EXCLUDED.training_data`);

/** Reads all files, those of a kind together, newest first. */
export const readFiles = (db: Db | Tx): Promise<TrainedFile[]> =>
  db.$queryRaw<TrainedFile[]>(sql`
    SELECT kind, name, version, file, bytes::float8 AS bytes, checksum, recipe, training_data AS "trainingData",
           score, is_used AS "isUsed"
    FROM trained_file ORDER BY kind, created_at DESC, id DESC`);

/** Makes one file that of its kind which serves; maps to how many there were to make so. */
export const setUsed = async (
  tx: Tx,
  { kind, name, version }: Pick<TrainedFile, "kind" | "name" | "version">,
): Promise<number> => {
  // In one statement and one order, so that two who choose at once leave one chosen.
  await tx.$queryRaw(sql`SELECT id FROM trained_file WHERE kind = ${kind} ORDER BY id FOR UPDATE`);
  await tx.$executeRaw(sql`UPDATE trained_file SET is_used = false WHERE kind = ${kind} AND is_used`);
  return tx.$executeRaw(sql`
    UPDATE trained_file SET is_used = true WHERE kind = ${kind} AND name = ${name} AND version = ${version}`);
};

/** Notes what files of a checksum reached; maps to how many there are. */
export const setScore = (tx: Tx, checksum: string, score: TrainedScore): Promise<number> =>
  tx.$executeRaw(sql`
    UPDATE trained_file SET score = ${JSON.stringify(score)}::jsonb WHERE checksum = ${checksum}`);
