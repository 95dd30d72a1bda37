import type {
  Anchor,
  Avoidance,
  Completion,
  LedgerStore,
  Remembered,
  Reservation,
  Seen,
} from "#server/external/ledger.ts";
import { PRESENCE_LOCK } from "#server/external/presence.ts";
import {
  type AnsweredBy,
  SERVICES,
  type ServiceMode,
  type ServiceName,
  type ServiceUse,
} from "#server/external/schema.ts";
import { type Db, sql } from "#server/platform/db.ts";

const DAY_MS = 86_400_000;
const MOST_CHANGES = 500;

const datesOf = (rows: readonly { atMs: number }[]): Date[] => rows.map(({ atMs }) => new Date(atMs));

const readMode = async (db: Db, service: ServiceName) => {
  const row = await db.externalService.findUnique({ where: { service } });
  const anchor: Anchor | null =
    row === null || row.remaining === null || row.resetAt === null
      ? null
      : { remaining: row.remaining, resetAtMs: row.resetAt.getTime(), lastCallId: Number(row.lastCallId) };
  return { anchor, mode: (row?.mode ?? "live") as ServiceMode };
};

type Taken = { id: bigint; expectedUnits: number; isFault: boolean };
const doubtOf = ({ id, expectedUnits, isFault }: Taken) => ({ id: Number(id), expectedUnits, isFault });

// The second key of a lock is shown as an unsigned number.
const living = sql`
  SELECT objid::bigint FROM pg_locks
  WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid = ${PRESENCE_LOCK}::int::oid
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

const look = async (db: Db, process: string, service: ServiceName): Promise<Seen> => {
  const taken = await db.$queryRaw<Taken[]>(sql`
    UPDATE external_call SET outcome = 'in-doubt', process = ${process}
    WHERE service = ${service} AND outcome IN ('reserved', 'in-doubt') AND process <> ${process}
      AND hashtext(process)::bigint & 4294967295 NOT IN (${living})
    RETURNING id, expected_units AS "expectedUnits", coalesce(status >= 500, false) AS "isFault"`);
  const [others] = await db.$queryRaw<{ isShared: boolean }[]>(sql`
    SELECT EXISTS (SELECT FROM (${living}) AS l (id) WHERE l.id <> hashtext(${process})::bigint & 4294967295)
      AS "isShared"`);
  const { mode } = await readMode(db, service);
  return { mode, doubts: taken.map(doubtOf), isShared: others?.isShared ?? false };
};

/**
 * The ledger in our own tables. `process` names the running process; open rows are of the process that made them until
 * no {@link Presence} shows it any more, then of the one that took them over.
 */
export const createLedgerStore = ({ db, process }: { db: Db; process: string }): LedgerStore => ({
  async reserve(rows: readonly Reservation[]) {
    const found = await db.$queryRaw<{ id: bigint }[]>(sql`
      INSERT INTO external_call (organisation_id, service, operation, cause, priority, attempt, needs, outcome,
        expected_units, process, reserved_at)
      SELECT r.organisation_id, r.service, r.operation, r.cause, r.priority, r.attempt, r.needs, 'reserved',
        r.expected_units, ${process}, r.reserved_at
      FROM unnest(${rows.map((row) => row.organisationId)}::int[], ${rows.map((row) => row.service)}::text[],
        ${rows.map((row) => row.operation)}::text[], ${rows.map((row) => row.cause)}::text[],
        ${rows.map((row) => row.priority)}::text[], ${rows.map((row) => row.attempt)}::int[],
        ${rows.map((row) => row.needs)}::int[], ${rows.map((row) => row.expectedUnits)}::float8[],
        ${datesOf(rows)}::timestamptz[]) WITH ORDINALITY
        AS r (organisation_id, service, operation, cause, priority, attempt, needs, expected_units, reserved_at, at)
      ORDER BY r.at
      RETURNING id`);
    // Ids are drawn in the order of the rows.
    return found.map(({ id }) => Number(id)).sort((a, b) => a - b);
  },

  async complete(rows: readonly Completion[]) {
    await db.$executeRaw(sql`
      UPDATE external_call c
      SET outcome = r.outcome, units = r.units, cents = r.cents, status = r.status, latency_ms = r.latency_ms,
        error = r.error, completed_at = r.completed_at
      FROM unnest(${rows.map((row) => row.id)}::bigint[], ${rows.map((row) => row.outcome)}::text[],
        ${rows.map((row) => row.units)}::float8[], ${rows.map((row) => row.cents)}::float8[],
        ${rows.map((row) => row.status)}::int[], ${rows.map((row) => row.latencyMs)}::int[],
        ${rows.map((row) => row.error)}::text[], ${datesOf(rows)}::timestamptz[])
        AS r (id, outcome, units, cents, status, latency_ms, error, completed_at)
      WHERE c.id = r.id AND c.outcome = 'reserved'`);
  },

  async avoid(rows: readonly Avoidance[]) {
    await db.$executeRaw(sql`
      INSERT INTO external_call (organisation_id, service, operation, cause, priority, attempt, outcome, saved_by,
        saved_units, expected_units, units, cents, process, reserved_at, completed_at)
      SELECT r.organisation_id, r.service, r.operation, r.cause, r.priority, 0, 'avoided', r.saved_by,
        r.saved_units, 0, 0, 0, ${process}, r.at, r.at
      FROM unnest(${rows.map((row) => row.organisationId)}::int[], ${rows.map((row) => row.service)}::text[],
        ${rows.map((row) => row.operation)}::text[], ${rows.map((row) => row.cause)}::text[],
        ${rows.map((row) => row.priority)}::text[], ${rows.map((row) => row.savedBy)}::text[],
        ${rows.map((row) => row.savedUnits)}::float8[], ${datesOf(rows)}::timestamptz[])
        AS r (organisation_id, service, operation, cause, priority, saved_by, saved_units, at)`);
  },

  async settle(service, settled, anchor) {
    await db.$transaction(async (tx) => {
      if (settled.length > 0)
        await tx.$executeRaw(sql`
          UPDATE external_call c
          SET outcome = 'settled', units = r.units, cents = r.cents,
            completed_at = coalesce(c.completed_at, now())
          FROM unnest(${settled.map(({ id }) => id)}::bigint[], ${settled.map(({ units }) => units)}::float8[],
            ${settled.map(({ cents }) => cents)}::float8[]) AS r (id, units, cents)
          WHERE c.id = r.id`);
      if (anchor === null) return;
      const data = {
        remaining: anchor.remaining,
        resetAt: new Date(anchor.resetAtMs),
        lastCallId: BigInt(anchor.lastCallId),
        updatedAt: new Date(),
      };
      await tx.externalService.upsert({
        where: { service },
        create: { service, ...data },
        update: data,
      });
    });
  },

  async recall(service, sinceMs): Promise<Remembered> {
    const { isShared } = await look(db, process, service);
    const { anchor, mode } = await readMode(db, service);
    const since = BigInt(anchor?.lastCallId ?? 0);
    const [known] = await db.$queryRaw<{ units: number | null }[]>(sql`
      SELECT sum(units) AS units FROM external_call WHERE service = ${service} AND id > ${since}`);
    const doubts = await db.$queryRaw<(Taken & { at: Date })[]>(sql`
      SELECT id, expected_units AS "expectedUnits", coalesce(status >= 500, false) AS "isFault",
        coalesce(completed_at, reserved_at) AS at
      FROM external_call
      WHERE service = ${service} AND outcome = 'in-doubt' AND process = ${process} ORDER BY id`);
    const [spent] = await db.$queryRaw<{ units: number; cents: number }[]>(sql`
      SELECT coalesce(sum(coalesce(units, expected_units)), 0) AS units, coalesce(sum(cents), 0) AS cents
      FROM external_call
      WHERE service = ${service} AND reserved_at >= ${new Date(sinceMs)} AND outcome <> 'avoided'`);
    return {
      ...{ mode, anchor, isShared, knownUnits: known?.units ?? 0, spent: spent ?? { units: 0, cents: 0 } },
      doubts: doubts.map(doubtOf),
      doubtedAtMs: Math.max(0, ...doubts.map(({ at }) => at.getTime())),
    };
  },

  look: (service) => look(db, process, service),

  async setMode(service, mode) {
    const data = { mode, updatedAt: new Date() };
    await db.externalService.upsert({ where: { service }, create: { service, ...data }, update: data });
  },

  async breakerChanged({ atMs, ...change }) {
    await db.externalBreakerChange.create({ data: { ...change, process, at: new Date(atMs) } });
  },

  async breakerChanges(fromMs, toMs) {
    const rows = await db.externalBreakerChange.findMany({
      where: { at: { gte: new Date(fromMs), lt: new Date(toMs) } },
      orderBy: { id: "desc" },
      take: MOST_CHANGES,
    });
    return rows.flatMap(({ service, state, reason, isAgain, at }) => {
      const known = SERVICES.find((each) => each === service);
      return known === undefined
        ? []
        : [
            {
              service: known,
              state: state === "open" ? "open" : "closed",
              reason,
              isAgain,
              atMs: at.getTime(),
            },
          ];
    });
  },

  async use(days, nowMs) {
    const since = new Date(nowMs - (nowMs % DAY_MS) - (days - 1) * DAY_MS);
    const sent = await db.$queryRaw<Omit<ServiceUse, "avoided">[]>(sql`
      SELECT service, to_char(reserved_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
        count(*) FILTER (WHERE outcome <> 'avoided')::int AS sent,
        count(*) FILTER (WHERE outcome NOT IN ('avoided', 'answered', 'reserved') AND error IS NOT NULL)::int AS failed,
        coalesce(sum(coalesce(units, expected_units)), 0) AS units, coalesce(sum(cents), 0) AS cents,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY latency_ms) AS "p50Ms",
        percentile_cont(0.99) WITHIN GROUP (ORDER BY latency_ms) AS "p99Ms"
      FROM external_call WHERE reserved_at >= ${since}
      GROUP BY 1, 2 ORDER BY 2 DESC, 1`);
    const avoided = await db.$queryRaw<
      { service: string; day: string; by: AnsweredBy; calls: number; units: number }[]
    >(sql`
      SELECT service, to_char(reserved_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, saved_by AS by,
        count(*)::int AS calls, sum(saved_units) AS units
      FROM external_call WHERE reserved_at >= ${since} AND outcome = 'avoided'
      GROUP BY 1, 2, 3 ORDER BY 3`);
    return sent.map((row) => ({
      ...row,
      avoided: avoided
        .filter(({ service, day }) => service === row.service && day === row.day)
        .map(({ by, calls, units }) => ({ by, calls, units })),
    }));
  },
});

/** Drops calls that ended, messages that came and changes of breakers before an instant; legs last a month, so that these are gone too. */
export const pruneCalls = async (db: Db, before: Date): Promise<void> => {
  await db.$executeRaw(sql`
    DELETE FROM external_call WHERE reserved_at < ${before} AND outcome NOT IN ('reserved', 'in-doubt')`);
  await db.$executeRaw(sql`DELETE FROM external_message WHERE received_at < ${before}`);
  await db.$executeRaw(sql`DELETE FROM external_leg WHERE read_at < ${before}`);
  await db.$executeRaw(sql`DELETE FROM external_breaker_change WHERE at < ${before}`);
};
