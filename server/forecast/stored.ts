import type { PredictionKind } from "#server/forecast/schema.ts";
import { readTold, type Subject, type Told } from "#server/forecast/store.ts";
import { oldestAge } from "#server/lib/oldest-age.ts";
import type { DayRange } from "#server/lib/service-day.ts";
import { createTally } from "#server/lib/tally.ts";
import type { KnownCache } from "#server/platform/caches.ts";
import type { Db } from "#server/platform/db.ts";
import { readSourceStamp } from "#server/platform/source-version.ts";

/** Answers kept in memory; the one unused for longest goes first. */
const MOST_KEPT = 256;
/** A value of a row that is kept takes about so many bytes. */
const ROW_BYTES = 160;
/** Another process stores values once a day and its notice says so; one that was lost is made up for within this. */
const LOOK_MS = 1_000;

/** Reads stored values; what was read before is given from memory while nothing was stored since, which is looked for once a second. */
export const createStored = (db: Db, elapsed: () => number) => {
  const looks = new Map<number, { atMs: number; stamp: Promise<string | null> }>();
  const stampOf = (organisationId: number): Promise<string | null> => {
    const before = looks.get(organisationId);
    if (before !== undefined && elapsed() - before.atMs < LOOK_MS) return before.stamp;
    const stamp = readSourceStamp(db, organisationId, ["forecasts"]);
    looks.set(organisationId, { atMs: elapsed(), stamp });
    stamp.catch(() => looks.delete(organisationId));
    return stamp;
  };
  const kept = new Map<
    string,
    { stamp: string; rows: Promise<readonly Told[]>; count: number; madeAtMs: number }
  >();
  const tally = createTally();
  const read = async (
    organisationId: number,
    kind: PredictionKind,
    days: DayRange,
    of: Subject | null = null,
  ): Promise<readonly Told[]> => {
    const key = JSON.stringify([organisationId, kind, days, of]);
    // The stamp is read first: rows that are stored meanwhile make what is kept under it old.
    const stamp = await stampOf(organisationId);
    const before = kept.get(key);
    kept.delete(key);
    tally.count(before !== undefined && before.stamp === stamp);
    const entry =
      before !== undefined && before.stamp === stamp
        ? before
        : {
            stamp: stamp ?? "",
            rows: readTold(db, organisationId, kind, days, of),
            count: 0,
            madeAtMs: elapsed(),
          };
    kept.set(key, entry);
    entry.rows.then(
      (rows) => {
        entry.count = rows.length;
      },
      // A read that failed is no answer.
      () => kept.delete(key),
    );
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return entry.rows;
  };
  const known: KnownCache = {
    ...{ name: "forecasts", isShared: false, endedBy: "notice", of: "forecasts", staleMs: LOOK_MS },
    read: () => ({
      ...tally.read(),
      entries: kept.size,
      bytes: ROW_BYTES * [...kept.values()].reduce((sum, { count }) => sum + count, 0),
      oldestAgeMs: oldestAge(
        [...kept.values()].map(({ madeAtMs }) => madeAtMs),
        elapsed(),
      ),
    }),
    drop: () => kept.clear(),
    changed(organisationId, source) {
      if (source !== null && source !== "all" && source !== "forecasts") return;
      if (organisationId === null) looks.clear();
      else looks.delete(organisationId);
    },
  };
  return {
    read,
    kept: known,
    /** Looks again at the next read: this process stored values itself. */
    changed: (organisationId: number): void => void looks.delete(organisationId),
  };
};

/** Reads stored values as {@link createStored} does. */
export type Stored = ReturnType<typeof createStored>["read"];
