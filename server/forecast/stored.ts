import type { PredictionKind } from "#server/forecast/schema.ts";
import { readTold, type Subject, type Told } from "#server/forecast/store.ts";
import type { DayRange } from "#server/lib/service-day.ts";
import type { Db } from "#server/platform/db.ts";
import { readSourceStamp } from "#server/platform/source-version.ts";

/** Answers kept in memory; the one unused for longest goes first. */
const MOST_KEPT = 256;

/** Reads stored values; what was read before is given from memory while nothing was stored since. */
export const createStored = (db: Db) => {
  const kept = new Map<string, { stamp: string; rows: Promise<readonly Told[]> }>();
  return async (
    organisationId: number,
    kind: PredictionKind,
    days: DayRange,
    of: Subject | null = null,
  ): Promise<readonly Told[]> => {
    const key = JSON.stringify([organisationId, kind, days, of]);
    // The stamp is read first: rows that are stored meanwhile make what is kept under it old.
    const stamp = await readSourceStamp(db, organisationId, ["forecasts"]);
    const before = kept.get(key);
    kept.delete(key);
    const entry =
      before !== undefined && before.stamp === stamp
        ? before
        : { stamp: stamp ?? "", rows: readTold(db, organisationId, kind, days, of) };
    kept.set(key, entry);
    // A read that failed is no answer.
    entry.rows.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return entry.rows;
  };
};

/** See {@link createStored}. */
export type Stored = ReturnType<typeof createStored>;
