import { type Db, sql, type Tx } from "#server/platform/db.ts";

/** A row of the day clock; instants are epoch milliseconds. */
export type ClockAnchor = { simulatedMs: number; anchoredMs: number; speed: number; isPaused: boolean };

/** An organisation's time zone, and its clock where a simulator drives the day. */
export type ClockRow = {
  organisationId: number;
  timeZone: string;
  anchor: ClockAnchor | null;
  /** Whether the organisation runs the platform. */
  isOperator: boolean;
};

/** Reads the clocks of all organisations, or of one. */
export const readClocks = async (
  db: Pick<Db, "$queryRaw">,
  organisationId: number | null = null,
): Promise<ClockRow[]> => {
  const rows = await db.$queryRaw<
    {
      id: number;
      timeZone: string;
      isOperator: boolean;
      simulatedMs: number | null;
      anchoredMs: number;
      speed: number;
      isPaused: boolean;
    }[]
  >(sql`
    SELECT o.id, o.time_zone AS "timeZone", o.is_operator AS "isOperator", (extract(epoch FROM c.simulated_at) * 1000)::float8 AS "simulatedMs",
      (extract(epoch FROM c.anchored_at) * 1000)::float8 AS "anchoredMs", c.speed, c.is_paused AS "isPaused"
    FROM organisation o LEFT JOIN day_clock c ON c.organisation_id = o.id
    WHERE ${organisationId}::int IS NULL OR o.id = ${organisationId}::int`);
  return rows.map(({ id, timeZone, isOperator, simulatedMs, anchoredMs, speed, isPaused }) => ({
    organisationId: id,
    timeZone,
    isOperator,
    anchor: simulatedMs === null ? null : { simulatedMs, anchoredMs, speed, isPaused },
  }));
};

/** Keeps others from setting the clock of an organisation until the transaction ends, also where it has none yet. */
export const lockClock = (tx: Tx, organisationId: number) =>
  tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(hashtext(${`clock/${organisationId}`}))`);

/** Sets the clock of an organisation. */
export const writeClock = (
  db: Pick<Db, "$executeRaw">,
  organisationId: number,
  { simulatedMs, anchoredMs, speed, isPaused }: ClockAnchor,
) =>
  db.$executeRaw(sql`
    INSERT INTO day_clock (organisation_id, simulated_at, anchored_at, speed, is_paused)
    VALUES (${organisationId}, to_timestamp(${simulatedMs / 1000}), to_timestamp(${anchoredMs / 1000}), ${speed},
      ${isPaused})
    ON CONFLICT (organisation_id) DO UPDATE SET simulated_at = excluded.simulated_at,
      anchored_at = excluded.anchored_at, speed = excluded.speed, is_paused = excluded.is_paused`);
