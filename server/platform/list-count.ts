import type { Db, Sql } from "#server/platform/db.ts";

const FRESH_MS = 2_000;
const MOST_KEPT = 500;

type Counter = Pick<Db, "$queryRaw">;
type Kept = { at: number; total: Promise<number> };

/**
 * Makes a function that counts rows of a query (a column `n`) and keeps each count two seconds, per database handle:
 * a scrolling reader asks for the same count with every page, and two seconds later for a new one.
 */
export const createListCount = (now: () => number = () => performance.now()) => {
  const keptOf = new WeakMap<Counter, Map<string, Kept>>();
  return (db: Counter, query: Sql): Promise<number> => {
    let kept = keptOf.get(db);
    if (!kept) {
      kept = new Map();
      keptOf.set(db, kept);
    }
    const key = `${query.sql}\n${JSON.stringify(query.values)}`;
    const at = now();
    const known = kept.get(key);
    if (known && at - known.at < FRESH_MS) return known.total;
    // Insertion order is age: the eldest go first.
    for (const [old, { at: born }] of kept) {
      if (at - born < FRESH_MS && kept.size < MOST_KEPT) break;
      kept.delete(old);
    }
    const held = kept;
    const total = db.$queryRaw<{ n: number }[]>(query).then(
      (rows) => rows[0]?.n ?? 0,
      (error: unknown) => {
        held.delete(key);
        throw error;
      },
    );
    kept.delete(key);
    kept.set(key, { at, total });
    return total;
  };
};
