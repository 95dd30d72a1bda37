import { readPoolDays } from "#server/coordination/pool-store.ts";
import { type CountedRecords, PoolDay, type RecordKind, WINDOW_DAYS } from "#server/coordination/schema.ts";
import { readRecords, TABLES } from "#server/coordination/store.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays } from "#server/lib/service-day.ts";
import type { Db } from "#server/platform/db.ts";

/** What {@link createExports} needs. */
export type ExportDeps = {
  db: Db;
  clock: (organisationId: number) => { now: string; serviceDay: string; timeZone: string };
};

/** By which clock and zone a row counts: without them nobody can tell an open limit from one that ran out. */
const CLOCK_KEYS = ["asOf", "timeZone"];

/** The records as they leave the house: all that the figures are computed from, for who computes them anew. */
export const createExports = ({ db, clock }: ExportDeps) => {
  const clockOf = ({ organisationId }: Scope) => {
    const { now, timeZone } = clock(organisationId);
    return { asOf: now, timeZone };
  };

  /** Pools over the longest window that a figure can have. */
  const poolDays = (scope: Scope): Promise<PoolDay[]> => {
    const { serviceDay, timeZone } = clock(scope.organisationId);
    const from = addDays(serviceDay, 1 - Math.max(...WINDOW_DAYS));
    return readPoolDays(db, scope, timeZone, { from, to: serviceDay });
  };

  const exported = (what: string, keys: readonly string[], rowsOf: (scope: Scope) => Promise<object[]>) => ({
    keys: [...keys, ...CLOCK_KEYS],
    async *stream(scope: Scope): AsyncGenerator<object[]> {
      if (!["manager", "engineer", "admin"].includes(scope.role))
        throw new AppError("FORBIDDEN", `${what} are for manager, engineer, admin; you are ${scope.role}`);
      const by = clockOf(scope);
      yield (await rowsOf(scope)).map((row) => ({ ...row, ...by }));
    },
  });

  return {
    /** Every record, the pools' days, and the clock by which they count. */
    records: async (scope: Scope): Promise<CountedRecords> => ({
      ...(await readRecords(db, scope.organisationId)),
      pools: await poolDays(scope),
      ...clockOf(scope),
    }),

    /** The records of one kind as an export gives them. */
    exportOf: (kind: RecordKind) =>
      exported(kind, TABLES[kind].keys, (scope) => TABLES[kind].list(db, scope.organisationId)),

    /** The busy and whole time of each pool by day, as an export gives them. */
    exportPools: () => exported("pools", Object.keys(PoolDay.shape), poolDays),
  };
};
