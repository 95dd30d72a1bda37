import { minutesToInstant, serviceDayOf } from "#server/lib/service-day.ts";
import type { Clock } from "#server/operations/clock.ts";
import { type DayMade, makeDay } from "#server/operations/day.ts";
import type { Db } from "#server/platform/db.ts";

/** Wall-clock minutes at which a simulated day of an imported fleet begins. */
const BEGINS_MIN = 5 * 60 + 45;

/** Topic of the announcement that the days of a demo city were taken up to the real one. */
export const DAYS_TAKEN_UP = "days.taken-up";

/** Days of simulated fleets: the first one after an import, and each next one. */
export const createDays = ({
  db,
  clock,
  demoDay,
  rollDemo,
}: {
  db: Db;
  clock: Pick<Clock, "refresh" | "read" | "set">;
  /** Makes a day of the demo city, which has customers, crews and a calendar of its own. */
  demoDay: (organisationId: number, day: string) => Promise<void>;
  /** Takes the demo city up to the real day. */
  rollDemo: (organisationId: number, realNow: Date) => Promise<unknown>;
}) => ({
  /** Takes demo cities whose day lies before the real one up to it; maps to those it moved. */
  async takeUp(realNow: Date): Promise<number[]> {
    const moved: number[] = [];
    for (const { id } of await db.organisation.findMany({ where: { kind: "demo" } })) {
      const { isSimulated, serviceDay, timeZone } = clock.read(id);
      if (!isSimulated || serviceDay >= serviceDayOf(realNow.getTime(), timeZone)) continue;
      await rollDemo(id, realNow);
      await clock.refresh(id);
      moved.push(id);
    }
    return moved;
  },
  /** Makes the routes of a service day. */
  async next(organisationId: number, day: string): Promise<void> {
    const { kind } = await db.organisation.findUniqueOrThrow({ where: { id: organisationId } });
    if (kind === "demo") await demoDay(organisationId, day);
    else await makeDay(db, organisationId, day);
  },
  /**
   * Gives an imported fleet its simulated day: routes for today, by its own time zone, and a clock that begins that
   * morning. A fleet that has a clock keeps it; its clock's day gets routes where it has none.
   */
  async open(organisationId: number): Promise<DayMade & { day: string }> {
    await clock.refresh(organisationId);
    const { isSimulated, serviceDay, timeZone } = clock.read(organisationId);
    const day = isSimulated ? serviceDay : serviceDayOf(Date.now(), timeZone);
    const made = await makeDay(db, organisationId, day);
    if (!isSimulated)
      await clock.set(organisationId, { now: minutesToInstant(day, BEGINS_MIN, timeZone).toISOString() });
    return { ...made, day };
  },
});
/** The days of simulated fleets. */
export type Days = ReturnType<typeof createDays>;
