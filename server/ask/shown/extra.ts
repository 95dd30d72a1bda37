import { columnOf } from "#server/ask/core/columns.ts";
import { PLACE_COLUMNS, type Show } from "#server/ask/shown/shown.ts";

/** The trucks that could take an extra stop, cheapest first. */
export const showExtra: Show<"extra"> = async function* ({ extraPlaces }, scope, proposal) {
  if (extraPlaces === null) return;
  const { places, reason } = await extraPlaces(scope, proposal);
  const [best] = places;
  yield {
    type: "text",
    text: best
      ? `${best.vehicle} takes it at least cost: ${(best.extraCostCents / 100).toFixed(2)} more, ${Math.round(best.extraSeconds / 60)} min longer.`
      : `It fits nowhere: ${reason ?? "no truck has room and time for it"}.`,
  };
  yield {
    type: "rows",
    title: "places for the extra stop, cheapest first",
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
