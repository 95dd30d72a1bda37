import { columnOf } from "#server/ask/core/columns.ts";
import { figure } from "#server/ask/execute-parts.ts";
import { goBacksOn } from "#server/ask/go-backs.ts";
import { PLACE_COLUMNS, type Show } from "#server/ask/shown/shown.ts";

/** Open missed pickups with their places on one truck, and what all that fit cost together. */
export const showGoBacks: Show<"go-backs"> = async function* ({ operations, extraPlaces }, scope, proposal) {
  if (extraPlaces === null) return;
  const found = await goBacksOn({ operations, extraPlaces }, scope, proposal);
  const taken = found.flatMap(({ place }) => place ?? []);
  const cents = taken.reduce((sum, { extraCostCents }) => sum + extraCostCents, 0);
  const minutes = Math.round(taken.reduce((sum, { extraSeconds }) => sum + extraSeconds, 0) / 60);
  yield {
    type: "figures",
    figures: [
      figure("cost", cents / 100, "money"),
      figure("longer by", minutes, "min"),
      figure("missed pickups it can take", taken.length, ""),
    ],
  };
  yield {
    type: "text",
    text:
      found.length === 0
        ? "No missed pickup is open."
        : `${taken.length} of ${found.length} fit; each is priced by itself as the day stands, and again when it is added.`,
  };
  yield {
    type: "rows",
    title: "missed pickups, the most pressing first",
    columns: [
      ...["site", "stream", "openedAt", "respondBy"].map((key) => columnOf(key)),
      ...PLACE_COLUMNS,
      { key: "reason", label: "Why not", type: "text" },
    ],
    rows: found.map(({ missed, place, reason }) => ({
      ...missed,
      extraCost: place?.extraCostCents ?? null,
      extraSeconds: place?.extraSeconds ?? null,
      extraDistanceM: place?.extraDistanceM ?? null,
      lateStops: place?.price.lateStops ?? null,
      reason,
    })),
    total: found.length,
    view: "table",
  };
};
