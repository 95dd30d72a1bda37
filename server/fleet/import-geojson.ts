import type { Faults } from "#server/fleet/import-faults.ts";
import type { ImportFile } from "#server/fleet/import-records.ts";

/** A feature: its properties and geometry as found, and the line of the file it starts on. */
export type ImportFeature = {
  line: number;
  properties: Record<string, unknown>;
  geometry: Record<string, unknown>;
};

const MAX_BYTES = 256 << 20;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Lines on which the objects of the array `features` start: JSON.parse tells no places. */
const featureLines = (text: string): number[] => {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let featuresDepth = -1;
  let key = "";
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === "\n") line++;
    else if (char === '"') {
      const start = at + 1;
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === "\\") at++;
      if (depth === 1) key = text.slice(start, at);
    } else if (char === "{" || char === "[") {
      if (char === "[" && depth === 1 && key === "features") featuresDepth = 2;
      if (char === "{" && depth === featuresDepth) lines.push(line);
      depth++;
    } else if (char === "}" || char === "]") depth--;
    if (depth === 1) featuresDepth = -1;
  }
  return lines;
};

/** Features of a GeoJSON FeatureCollection; what is not one is a fault. */
export const geojsonFeatures = async (
  file: ImportFile,
  faults: Faults,
  onBytes: (bytes: number) => void,
): Promise<ImportFeature[]> => {
  const refuse = (line: number, found: string, expected: string): ImportFeature[] => {
    faults.add({ file: file.name, line, column: "", found, expected });
    return [];
  };
  if (file.bytes > MAX_BYTES)
    return refuse(0, `${file.bytes} bytes`, `at most ${MAX_BYTES} bytes, or a CSV file`);
  const chunks: Buffer[] = [];
  for await (const chunk of file.open()) {
    onBytes(chunk.length);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
  if (text.includes("\uFFFD"))
    return refuse(
      text.slice(0, text.indexOf("\uFFFD")).split("\n").length,
      "bytes that are not UTF-8",
      "text in UTF-8",
    );
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    return refuse(text.slice(0, at).split("\n").length, message, "JSON");
  }
  if (!isObject(parsed) || parsed.type !== "FeatureCollection" || !Array.isArray(parsed.features))
    return refuse(1, text.slice(0, 60), "a GeoJSON FeatureCollection");
  const lines = featureLines(text);
  const features: ImportFeature[] = [];
  for (const [i, feature] of (parsed.features as unknown[]).entries()) {
    const line = lines[i] ?? 0;
    if (!isObject(feature) || !isObject(feature.geometry))
      refuse(line, JSON.stringify(feature), "a Feature with a geometry");
    else {
      const properties = isObject(feature.properties) ? { ...feature.properties } : {};
      if (properties.id === undefined && feature.id !== undefined) properties.id = feature.id;
      features.push({ line, properties, geometry: feature.geometry });
    }
  }
  return features;
};
