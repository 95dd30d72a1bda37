import { columnOf } from "#server/ask/core/columns.ts";
import { hasRoutes, PLACE_COLUMNS, type Show } from "#server/ask/shown/shown.ts";
import { dayWords } from "#server/lib/day-words.ts";

/** The trucks that could take an extra stop, cheapest first. */
export const showExtra: Show<"extra"> = async function* ({ extraPlaces, operations }, scope, proposal) {
  if (extraPlaces === null) return;
  const { serviceDay } = proposal;
  if (!(await hasRoutes({ operations }, scope, serviceDay)))
    return yield {
      type: "text",
      text: `${dayWords(serviceDay)} has no routes yet: they are made with the stop, and the truck is told then.`,
    };
  const { by = "cost" } = proposal;
  const { places, reason } = await extraPlaces(scope, proposal, { by });
  const [best] = places;
  yield {
    type: "text",
    text: best
      ? `${best.vehicle} ${by === "time" ? "loses the least time" : "takes it at least cost"}: ${(best.extraCostCents / 100).toFixed(2)} more, ${Math.round(best.extraSeconds / 60)} min longer.`
      : `It fits nowhere: ${reason ?? "no truck has room and time for it"}.`,
  };
  yield {
    type: "rows",
    title: `places for the extra stop, ${by === "time" ? "shortest delay" : "cheapest"} first`,
    columns: [columnOf("vehicle"), ...PLACE_COLUMNS],
    rows: places.map((place) => ({
      ...place,
      id: place.vehicleId,
      extraCost: place.extraCostCents,
      lateStops: place.price.lateStops,
    })),
    total: places.length,
    view: "table",
  };
};
