import { AppError } from "#server/lib/errors.ts";
import { serviceDayOf } from "#server/lib/service-day.ts";
import {
  type ClockAnchor,
  type ClockRow,
  lockClock,
  readClocks,
  writeClock,
} from "#server/operations/clock-store.ts";
import type { DayClock } from "#server/operations/schema.ts";
import type { Db, Tx } from "#server/platform/db.ts";
import type { LiveMeta } from "#server/platform/live.schema.ts";

/** A change of a clock; what is left out stays. */
export type ClockChange = { now?: string; speed?: number; isPaused?: boolean };

/** Fastest and slowest run of a simulated day, simulated seconds per real second. */
export const CLOCK_SPEEDS = { min: 1, max: 60 } as const;

/** The simulated time of an anchor at a real time, both in epoch milliseconds. */
export const simulatedAt = (
  { simulatedMs, anchoredMs, speed, isPaused }: ClockAnchor,
  realMs: number,
): number => (isPaused ? simulatedMs : simulatedMs + (realMs - anchoredMs) * speed);

/**
 * The clock every "now" of operations comes from: simulated where the organisation has a row, real elsewhere. Reads are
 * from memory; `refresh` takes up organisations and clocks that others made.
 */
export const createClock = ({
  db,
  hub,
  realNow = Date.now,
}: {
  db: Db;
  hub: { publish(channel: "clock", meta: LiveMeta, value: DayClock): void };
  realNow?: () => number;
}) => {
  const clocks = new Map<number, ClockRow>();
  let changes = 0;

  const rowOf = (organisationId: number): ClockRow => {
    const row = clocks.get(organisationId);
    if (!row)
      throw new AppError(
        "NOT_FOUND",
        `clock: found no organisation ${organisationId}, expected it after refresh()`,
      );
    return row;
  };
  const msOf = ({ anchor }: ClockRow): number => (anchor ? simulatedAt(anchor, realNow()) : realNow());
  const nowMs = (organisationId: number): number => msOf(rowOf(organisationId));
  const dayClockOf = (row: ClockRow): DayClock => {
    const ms = msOf(row);
    return {
      now: new Date(ms).toISOString(),
      serviceDay: serviceDayOf(ms, row.timeZone),
      timeZone: row.timeZone,
      isSimulated: row.anchor !== null,
      speed: row.anchor?.speed ?? 1,
      isPaused: row.anchor?.isPaused ?? false,
    };
  };
  const read = (organisationId: number): DayClock => dayClockOf(rowOf(organisationId));

  const refresh = async (organisationId: number | null = null): Promise<void> => {
    const before = changes;
    const rows = await readClocks(db, organisationId);
    // Rows read while a clock was being set may be older than what is held.
    for (const row of rows)
      if (before === changes || !clocks.has(row.organisationId)) clocks.set(row.organisationId, row);
  };

  return {
    /** Reads the clocks again, of one organisation or of all; the first call loads them. */
    refresh,
    /** Now by the clock of an organisation that may have been made since the last refresh. */
    async at(organisationId: number): Promise<Date> {
      if (!clocks.has(organisationId)) await refresh(organisationId);
      return new Date(nowMs(organisationId));
    },
    /** Every organisation there is. */
    organisations: (): number[] => [...clocks.keys()],
    /** The organisation that runs the platform; undefined while there is none. */
    operator: (): number | undefined =>
      [...clocks.values()].find(({ isOperator }) => isOperator)?.organisationId,
    /** Now in epoch milliseconds, by the organisation's clock. */
    nowMs,
    /** Now as an ISO instant, by the organisation's clock. */
    now: (organisationId: number): string => new Date(nowMs(organisationId)).toISOString(),
    read,
    /** Organisations whose day a simulator drives. */
    simulated: (): number[] =>
      [...clocks.values()].filter(({ anchor }) => anchor).map((row) => row.organisationId),
    /**
     * Sets, speeds up, slows down, pauses or resumes a clock; an organisation without one gets one. What is left out
     * stays as it is stored, for another process may have changed it since the last look; `within` writes what must
     * stand or fall with the change.
     */
    async set(
      organisationId: number,
      change: ClockChange,
      within: (tx: Tx, before: DayClock, after: DayClock) => Promise<unknown> = async () => {},
    ): Promise<DayClock> {
      const { min, max } = CLOCK_SPEEDS;
      if (change.speed !== undefined && !(change.speed >= min && change.speed <= max))
        throw new AppError("BAD_REQUEST", `clock.speed: found ${change.speed}, expected ${min} to ${max}`);
      const known = rowOf(organisationId);
      changes++;
      const row = await db.$transaction(async (tx) => {
        await lockClock(tx, organisationId);
        const [stored = known] = await readClocks(tx, organisationId);
        const anchor: ClockAnchor = {
          simulatedMs: change.now === undefined ? msOf(stored) : Date.parse(change.now),
          anchoredMs: realNow(),
          speed: change.speed ?? stored.anchor?.speed ?? 1,
          isPaused: change.isPaused ?? stored.anchor?.isPaused ?? false,
        };
        const next = { ...stored, anchor };
        await writeClock(tx, organisationId, anchor);
        await within(tx, dayClockOf(stored), dayClockOf(next));
        return next;
      });
      clocks.set(organisationId, row);
      changes++;
      const clock = dayClockOf(row);
      hub.publish("clock", { organisationId, depotId: null }, clock);
      return clock;
    },
  };
};
/** The day clocks of all organisations. */
export type Clock = ReturnType<typeof createClock>;
