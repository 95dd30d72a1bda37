import type { FeatureCollection } from "geojson";

/** A row of an answer that lies somewhere. */
export type PlacedRow = Readonly<Record<string, unknown>> & { lng: number; lat: number };

const isPlaced = (row: Readonly<Record<string, unknown>>): row is PlacedRow =>
  typeof row.lng === "number" && typeof row.lat === "number";

/** The rows that lie somewhere. */
export const placedRows = (rows: readonly Readonly<Record<string, unknown>>[]): PlacedRow[] =>
  rows.filter(isPlaced);

const nameOf = (row: PlacedRow): string => {
  for (const key of ["name", "site", "vehicle", "driver"]) if (typeof row[key] === "string") return row[key];
  return "";
};

// Dots have colours for what became of a stop; other rows are dots of the accent's colour.
const OF_STOPS = new Set(["done", "missed", "skipped", "pending"]);

/** Rows as dots of a map, each under its id. */
export const rowFeatures = (rows: readonly PlacedRow[]): FeatureCollection => ({
  type: "FeatureCollection",
  features: rows.map((row) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [row.lng, row.lat] },
    properties: {
      id: typeof row.id === "number" ? row.id : 0,
      name: nameOf(row),
      sequence: nameOf(row),
      status: typeof row.status === "string" && OF_STOPS.has(row.status) ? row.status : "moved",
    },
  })),
});
