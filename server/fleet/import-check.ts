import type { Faults } from "#server/fleet/import-faults.ts";
import type { ImportRow } from "#server/fleet/import-rows.ts";
import type { ImportTable, TableFile } from "#server/fleet/import-tables.ts";
import { greatCircleM } from "#server/lib/great-circle.ts";

/** A depot as the nearest one is looked for. */
export type DepotPlace = { id: string; lat: number; lng: number };

/** What rows may refer to: ids per table, of the organisation and of this import, and where its depots are. */
export type Known = { ids: Record<ImportTable, Set<string>>; depots: Map<string, DepotPlace> };

const FARTHEST_M = 500_000;

const nearest = (depots: Iterable<DepotPlace>, lat: number, lng: number) => {
  let best: { id: string; m: number } | undefined;
  for (const depot of depots) {
    const m = greatCircleM({ lng, lat }, depot);
    if (best === undefined || m < best.m) best = { id: depot.id, m };
  }
  return best;
};

/**
 * Checks the rows of one table against each other and against what they refer to: ids once, references met, times in
 * order, places near a depot. Gives a site without a depot the nearest one. Maps a row to whether it may be stored.
 */
export const createCheck = (table: TableFile, known: Known, faults: Faults) => {
  const at = new Map(table.fields.map((field, i) => [field.name, i]));
  const lineOf = new Map<string, string>();
  const ids = known.ids[table.table];
  return (row: ImportRow): boolean => {
    const before = faults.count;
    const { file, line, values } = row;
    const cellOf = (name: string) => values[at.get(name) ?? -1] ?? null;
    const fault = (column: string, expected: string) =>
      faults.add({ file, line, column, found: row.texts[column] ?? "nothing", expected });

    const id = cellOf("id");
    if (typeof id === "string") {
      const first = lineOf.get(id);
      if (first !== undefined) fault("id", `each id once: it stands on line ${first} already`);
      else lineOf.set(id, String(line));
      ids.add(id);
    }
    for (const [column, target] of table.references) {
      const value = cellOf(column);
      if (typeof value === "string" && !known.ids[target].has(value))
        fault(column, `the id of a ${target} that exists`);
    }
    for (const [first, second] of table.ordered) {
      const [low, high] = [cellOf(first), cellOf(second)];
      if (typeof low === "number" && typeof high === "number" && high < low)
        fault(second, `a time not before ${first}, ${row.texts[first]}`);
    }
    const [lat, lng] = [cellOf("lat"), cellOf("lng")];
    if (typeof lat === "number" && typeof lng === "number" && typeof id === "string") {
      if (table.table === "depot") known.depots.set(id, { id, lat, lng });
      else {
        const near = nearest(known.depots.values(), lat, lng);
        if (near && near.m > FARTHEST_M) {
          const swapped = nearest(known.depots.values(), lng, lat);
          const isSwapped = swapped !== undefined && swapped.m <= FARTHEST_M;
          fault(
            "lat",
            isSwapped ? "a latitude: lat and lng look swapped" : "a place within 500 km of a depot",
          );
        }
        const depotAt = at.get("depot_id");
        if (near && table.table === "site" && depotAt !== undefined) values[depotAt] ??= near.id;
      }
    }
    return !row.isFaulty && faults.count === before;
  };
};
