import { createHash } from "node:crypto";
import type { Faults } from "#server/fleet/import-faults.ts";
import { nearestWord } from "#server/fleet/import-faults.ts";
import type { Field, FieldValue } from "#server/fleet/import-field.ts";
import { geojsonFeatures } from "#server/fleet/import-geojson.ts";
import { csvRecords, type ImportFile } from "#server/fleet/import-records.ts";
import type { TableFile } from "#server/fleet/import-tables.ts";

/** A row as read: a value per field of its table, the texts they were read from, and a geometry for zones. */
export type ImportRow = {
  file: string;
  line: number;
  values: FieldValue[];
  texts: Record<string, string>;
  geometry: string | null;
  /** Whether any cell was a fault; such a row is checked on but not stored. */
  isFaulty: boolean;
};

const cellsOf = (
  table: TableFile,
  place: { file: string; line: number },
  textOf: (field: Field) => string,
  faults: Faults,
): Omit<ImportRow, "geometry" | "file" | "line"> => {
  const texts: Record<string, string> = {};
  let isFaulty = false;
  const values = table.fields.map((field): FieldValue => {
    const found = textOf(field).trim();
    if (found === "") {
      if (!field.isRequired) return null;
      isFaulty = true;
      faults.add({ ...place, column: field.name, found: "nothing", expected: field.expected });
      return null;
    }
    texts[field.name] = found;
    const value = field.read(found);
    if (value !== undefined) return value;
    isFaulty = true;
    const isSwapped = field.name === "lat" && Math.abs(Number(found)) <= 180;
    const near = field.expected.startsWith("one of ")
      ? nearestWord(found, field.expected.slice(7).split(", "))
      : undefined;
    const hint = isSwapped
      ? " (are lat and lng swapped?)"
      : near === undefined
        ? ""
        : ` (did you mean ${near}?)`;
    faults.add({ ...place, column: field.name, found, expected: `${field.expected}${hint}` });
    return null;
  });
  return { values, texts, isFaulty };
};

const namesOf = (field: Field): readonly string[] => [field.name, ...(field.aliases ?? [])];

/** Maps the heading of a CSV file to the place of each field, or to nothing where it has a fault. */
const placesOf = (
  table: TableFile,
  file: string,
  line: number,
  heading: readonly string[],
  faults: Faults,
): Map<string, number> | undefined => {
  const places = new Map<string, number>();
  const before = faults.count;
  const known = table.fields.flatMap(namesOf);
  for (const [at, text] of heading.entries()) {
    const name = text.trim().toLowerCase();
    const field = table.fields.find((each) => namesOf(each).includes(name));
    if (field && !places.has(field.name)) places.set(field.name, at);
    else if (field)
      faults.add({
        file,
        line,
        column: text,
        found: `the column ${field.name} twice`,
        expected: "each column once",
      });
    else {
      const near = nearestWord(name, known);
      const expected =
        near === undefined ? `one of ${known.join(", ")}` : `a known column (did you mean ${near}?)`;
      faults.add({ file, line, column: text, found: text === "" ? "an empty heading" : text, expected });
    }
  }
  for (const field of table.fields)
    if (field.isRequired && !places.has(field.name))
      faults.add({
        file,
        line,
        column: field.name,
        found: "no such column",
        expected: `a column ${field.name}: ${field.expected}`,
      });
  return faults.count === before ? places : undefined;
};

async function* csvRows(
  table: TableFile,
  file: ImportFile,
  faults: Faults,
  onBytes: (chunk: number) => void,
): AsyncGenerator<ImportRow> {
  let heading: string[] | undefined;
  let places: Map<string, number> | undefined;
  let rows = 0;
  const before = faults.count;
  for await (const { line, cells } of csvRecords(file, faults, onBytes)) {
    if (heading === undefined) {
      heading = cells;
      places = placesOf(table, file.name, line, cells, faults);
      continue;
    }
    rows++;
    if (places === undefined) continue;
    const place = { file: file.name, line };
    if (cells.length !== heading.length) {
      faults.add({
        ...place,
        column: "",
        found: `${cells.length} cells`,
        expected: `${heading.length} cells, as in the heading`,
      });
      continue;
    }
    const at = places;
    const textOf = (field: Field) => cells[at.get(field.name) ?? -1] ?? "";
    yield { ...place, ...cellsOf(table, place, textOf, faults), geometry: null };
  }
  if (rows === 0 && faults.count === before) {
    const found = heading === undefined ? "an empty file" : "a heading and no row";
    faults.add({
      file: file.name,
      line: heading === undefined ? 0 : 1,
      column: "",
      found,
      expected: "a heading and at least one row",
    });
  }
}

const GEOMETRIES: Record<string, readonly string[]> = { site: ["Point"], zone: ["Polygon", "MultiPolygon"] };

async function* featureRows(
  table: TableFile,
  file: ImportFile,
  faults: Faults,
  onBytes: (chunk: number) => void,
): AsyncGenerator<ImportRow> {
  const before = faults.count;
  const features = await geojsonFeatures(file, faults, onBytes);
  if (features.length === 0 && faults.count === before)
    faults.add({
      file: file.name,
      line: 1,
      column: "",
      found: "no feature",
      expected: "at least one feature",
    });
  const known = new Set(table.fields.flatMap(namesOf));
  for (const { line, properties, geometry } of features) {
    const place = { file: file.name, line };
    const wanted = GEOMETRIES[table.table] ?? [];
    if (!wanted.includes(String(geometry.type)) || !Array.isArray(geometry.coordinates)) {
      faults.add({
        ...place,
        column: "geometry",
        found: String(geometry.type),
        expected: wanted.join(" or "),
      });
      continue;
    }
    const texts = new Map<string, string>();
    for (const [name, value] of Object.entries(properties)) {
      if (value === null) continue;
      if (!known.has(name)) {
        const near = nearestWord(name, [...known]);
        const expected =
          near === undefined ? `one of ${[...known].join(", ")}` : `a known property (did you mean ${near}?)`;
        faults.add({ ...place, column: name, found: name, expected });
        continue;
      }
      const field = table.fields.find((each) => namesOf(each).includes(name));
      if (field) texts.set(field.name, Array.isArray(value) ? value.join(";") : String(value));
    }
    if (geometry.type === "Point") {
      texts.set("lng", String(geometry.coordinates[0]));
      texts.set("lat", String(geometry.coordinates[1]));
    }
    const cells = cellsOf(table, place, (field) => texts.get(field.name) ?? "", faults);
    yield { ...place, ...cells, geometry: geometry.type === "Point" ? null : JSON.stringify(geometry) };
  }
}

/** Rows of an import file with every cell read; faults of its heading, cells and shape are collected on the way. */
export const importRows = (
  table: TableFile,
  file: ImportFile,
  faults: Faults,
  onBytes: (chunk: number) => void,
): AsyncGenerator<ImportRow> =>
  (file.name.endsWith(".geojson") ? featureRows : csvRows)(table, file, faults, onBytes);

/** The SHA-256 of files' names and bytes, hex. */
export const hashOf = async (files: readonly ImportFile[]): Promise<string> => {
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(`${file.name}\0`);
    for await (const chunk of file.open()) hash.update(chunk);
  }
  return hash.digest("hex");
};
