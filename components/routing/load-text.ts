import type { Formats } from "#components/formats.ts";
import type { LoadUnit } from "#server/routing/schema.ts";

/** The text of a load in the unit of its day: "3.4 t", "840 kg", or "2,400 L" where the fleet states no weights. */
export const loadText = (formats: Formats, unit: LoadUnit, load: number): string =>
  unit === "kg" ? formats.weight(load) : formats.litres(load);
