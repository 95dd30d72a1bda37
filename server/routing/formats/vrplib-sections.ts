import type { Facility } from "../core/problem.ts";
import type { Lines } from "./instance.ts";

/** The rows of a section with the lines they stand on. */
export type Section = { line: number; rows: { line: number; values: number[] }[] };

type Sections = ReadonlyMap<string, Section>;

/** The values of each node of a section; where the section is left out, one value for all. */
export const numbersOf = (
  lines: Lines,
  sections: Sections,
  name: string,
  size: number,
  otherwise: number | null,
): number[][] => {
  const section = sections.get(name);
  if (section === undefined) {
    if (otherwise === null) return lines.fail(`no ${name}`, "one");
    return Array.from({ length: size }, () => [otherwise]);
  }
  const width = name === "NODE_COORD_SECTION" || name === "TIME_WINDOW_SECTION" ? 3 : 2;
  section.rows.forEach(({ line, values }, index) => {
    if (values.length < width) lines.fail(`${values.length} numbers in ${name}`, `${width}`, line);
    if (values[0] !== index + 1) lines.fail(`node ${values[0]} in ${name}`, `node ${index + 1}`, line);
  });
  // The fleet has rows of its own, one per vehicle.
  if (!name.startsWith("VEHICLES") && section.rows.length !== size)
    lines.fail(`${section.rows.length} rows in ${name}`, `${size}, the DIMENSION`, section.line);
  return section.rows.map(({ values }) => values.slice(1));
};

/** The table of an EXPLICIT file. */
export const weights = (
  lines: Lines,
  sections: Sections,
  size: number,
  format: string | undefined,
  scale: number,
): Int32Array => {
  const section = sections.get("EDGE_WEIGHT_SECTION");
  if (section === undefined)
    return lines.fail("no EDGE_WEIGHT_SECTION", "one, as EDGE_WEIGHT_TYPE is EXPLICIT");
  const values = section.rows.flatMap((row) => row.values);
  const cells: [number, number][] = [];
  for (let i = 0; i < size; i++) {
    const [from, to] =
      format === "FULL_MATRIX"
        ? [0, size]
        : format === "LOWER_ROW"
          ? [0, i]
          : format === "LOWER_DIAG_ROW"
            ? [0, i + 1]
            : format === "UPPER_ROW"
              ? [i + 1, size]
              : lines.fail(
                  `EDGE_WEIGHT_FORMAT "${format ?? ""}"`,
                  "FULL_MATRIX, LOWER_ROW, LOWER_DIAG_ROW or UPPER_ROW",
                  section.line,
                );
    for (let j = from; j < to; j++) cells.push([i, j]);
  }
  if (values.length !== cells.length)
    lines.fail(`${values.length} weights`, `${cells.length} for ${size} nodes`, section.line);
  const table = new Int32Array(size * size);
  cells.forEach(([i, j], index) => {
    const value = Math.floor((values[index] ?? 0) * scale);
    table[i * size + j] = value;
    if (format !== "FULL_MATRIX") table[j * size + i] = value;
  });
  return table;
};

/** The depots at which vehicles may load again. */
export const facilitiesAt = (sections: Sections): number[] =>
  [
    ...new Set(
      (sections.get("VEHICLES_RELOAD_DEPOT_SECTION")?.rows ?? []).flatMap(({ values }) => values.slice(1)),
    ),
  ].map((number) => number - 1);

/** A depot as a place to load again: it takes everything, at once. */
export const facilityOf = (place: number, opens: number, closes: number): Facility => ({
  place,
  opens,
  closes,
  unload: 0,
  costPerLoad: 0,
  takes: -1,
});
