import * as z from "zod";
import type { LngLat } from "#server/external/core/cells.ts";
import type { Gateway } from "#server/external/gateway.ts";
import type { TravelPort } from "#server/external/travel-port.ts";
import { CalendarDay } from "#server/lib/calendar-day.schema.ts";

const WORK = "coming rows";
/** Rows of the table that one piece of work gets: as many as the dearest request may have. */
const ROWS = 40;

const Payload = z.object({ serviceDay: CalendarDay, part: z.int().min(0) });

/**
 * Gets the travel times of a coming day while nobody else wants the quota, some rows of its table at a time: they are
 * kept by cell, so that its plan, which somebody waits for, finds them at hand.
 */
export const createComingRows = ({
  gateway,
  placesOf,
  travelOf,
}: {
  gateway: Pick<Gateway, "defer" | "onDeferred">;
  placesOf: (organisationId: number, serviceDay: string) => Promise<LngLat[]>;
  travelOf: (organisationId: number) => Promise<Pick<TravelPort, "matrix">>;
}) => {
  gateway.onDeferred(WORK, async (payload, organisationId) => {
    const { serviceDay, part } = Payload.parse(payload);
    const places = await placesOf(organisationId, serviceDay);
    const rows = places.slice(part * ROWS, (part + 1) * ROWS);
    if (rows.length > 0) await (await travelOf(organisationId)).matrix(rows, { to: places });
  });

  return {
    /** Keeps the rows of a day for later; asked for again, only what is new about the day costs anything. */
    async keep(organisationId: number, serviceDay: string, dueAtMs: number): Promise<void> {
      const { length } = await placesOf(organisationId, serviceDay);
      for (let part = 0; part * ROWS < length; part++)
        await gateway.defer({
          ...{ service: "graphhopper", work: WORK, organisationId, dueAtMs },
          ...{ key: `${organisationId}/${serviceDay}/${part}`, payload: { serviceDay, part } },
        });
    },
  };
};
