import * as z from "zod";
import { CalendarDay } from "#server/lib/calendar-day.schema.ts";
import { ListWindow } from "#server/platform/list.schema.ts";
import { allow } from "#server/trpc.ts";

/** One thing by its number. */
export const ById = z.object({ id: z.int32() });

/** Things to change together. */
export const Ids = z.object({ ids: z.array(z.int32()).min(1).max(1000) });

/** A window of a list, of one service day where it is named. */
export const OfDay = ListWindow.extend({ serviceDay: CalendarDay.optional() });

/** How many were changed, and the rows of the record that undo it. */
export const Changed = z.object({ changed: z.int(), auditIds: z.array(z.int32()) });

/** A procedure for who runs the day. */
export const dispatch = allow("dispatcher", "manager", "admin");

/** Maps a window of a service day to a window with that filter. */
export const ofDay = ({ serviceDay, ...query }: z.infer<typeof OfDay>): z.infer<typeof ListWindow> =>
  serviceDay === undefined
    ? query
    : { ...query, filters: [...query.filters, { column: "serviceDay", op: "eq", value: serviceDay }] };
