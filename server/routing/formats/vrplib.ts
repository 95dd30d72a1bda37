import { type Instance, Lines, plainProblem, plainStop, plainVehicle, planeTable } from "./instance.ts";
import { facilitiesAt, facilityOf, numbersOf, type Section, weights } from "./vrplib-sections.ts";

// Files with windows hold one decimal: distances and times are kept in tenths, truncated as DIMACS does.
const TENTHS = 10;

/**
 * Reads a CVRPLIB `.vrp` file. Distances of files without windows are rounded to the nearest integer (EUC_2D), those
 * of files with windows truncated to one decimal; a distance takes as long as it is far.
 */
export const readVrplib = (file: string, text: string): Instance => {
  const lines = new Lines(file, text);
  const head = new Map<string, { value: string; line: number }>();
  const sections = new Map<string, Section>();
  for (let line = lines.take(); line !== null && line !== "EOF"; line = lines.take()) {
    const [, key = "", value] = /^([A-Z_]+)\s*(?::\s*(.*))?$/.exec(line) ?? [];
    if (key.endsWith("_SECTION")) {
      if (sections.has(key)) lines.fail(`a second ${key}`, "one");
      const section: Section = { line: lines.line, rows: [] };
      for (let row = lines.take(); row !== null; row = lines.take()) {
        if (/^[A-Z]/.test(row)) {
          lines.back();
          break;
        }
        section.rows.push({
          line: lines.line,
          values: row.split(/\s+/).map((w) => lines.number(w, "a number")),
        });
      }
      sections.set(key, section);
    } else if (key !== "" && value !== undefined) head.set(key, { value: value.trim(), line: lines.line });
    else lines.fail(`"${line}"`, "KEY : VALUE, a …_SECTION or EOF");
  }
  const headNumber = (key: string, otherwise?: number): number => {
    const found = head.get(key);
    if (found === undefined) return otherwise ?? lines.fail(`no ${key}`, `a line "${key} : …"`);
    const value = Number(found.value);
    if (found.value === "" || !(value >= 0))
      lines.fail(`${key} "${found.value}"`, "a number of 0 or more", found.line);
    return value;
  };
  const size = headNumber("DIMENSION");
  if (!Number.isInteger(size) || size < 2)
    lines.fail(`DIMENSION ${size}`, "an integer of 2 or more", head.get("DIMENSION")?.line);
  const column = (name: string, otherwise: number | null) =>
    numbersOf(lines, sections, name, size, otherwise);
  const hasWindows = sections.has("TIME_WINDOW_SECTION");
  const scale = hasWindows ? TENTHS : 1;
  const type = head.get("EDGE_WEIGHT_TYPE")?.value ?? "";
  const depots = (sections.get("DEPOT_SECTION") ?? lines.fail("no DEPOT_SECTION", "one")).rows.flatMap(
    (row) =>
      row.values
        .filter((value) => value !== -1)
        .map((value) => {
          if (!(value >= 1 && value <= size))
            lines.fail(`depot ${value}`, `a node from 1 to ${size}`, row.line);
          return value - 1;
        }),
  );
  const [firstDepot] = depots;
  if (firstDepot === undefined) return lines.fail("no depot", "one or more in DEPOT_SECTION");
  let distance: Int32Array;
  if (type === "EXPLICIT")
    distance = weights(lines, sections, size, head.get("EDGE_WEIGHT_FORMAT")?.value, scale);
  else {
    const rounded = hasWindows
      ? (d: number) => Math.floor(d * TENTHS)
      : type === "CEIL_2D"
        ? Math.ceil
        : Math.round;
    if (type !== "EUC_2D" && type !== "CEIL_2D")
      lines.fail(
        `EDGE_WEIGHT_TYPE "${type}"`,
        "EUC_2D, CEIL_2D or EXPLICIT",
        head.get("EDGE_WEIGHT_TYPE")?.line,
      );
    const points = column("NODE_COORD_SECTION", null);
    distance = planeTable(
      points.map(([x = 0]) => x),
      points.map(([, y = 0]) => y),
      new Int32Array(size * size),
      rounded,
    );
  }
  const demands = column("DEMAND_SECTION", null);
  const windows = hasWindows ? column("TIME_WINDOW_SECTION", null) : null;
  const services = column("SERVICE_TIME_SECTION", headNumber("SERVICE_TIME", 0));
  const releases = column("RELEASE_TIME_SECTION", 0);
  const capacity = headNumber("CAPACITY");
  const opens = (node: number) => (windows?.[node]?.[0] ?? 0) * scale;
  const closes = (node: number) => {
    const end = windows?.[node]?.[1];
    return end === undefined ? Number.MAX_SAFE_INTEGER : end * scale;
  };
  const stops = [];
  for (let node = 0; node < size; node++) {
    const amount = demands[node]?.[0] ?? 0;
    const line = sections.get("DEMAND_SECTION")?.rows[node]?.line;
    if (depots.includes(node)) {
      if (amount !== 0) lines.fail(`a depot with demand ${amount}`, "0", line);
      continue;
    }
    if (amount < 0 || amount > capacity)
      lines.fail(`demand ${amount}`, `0 to the capacity ${capacity}`, line);
    if (opens(node) > closes(node))
      lines.fail(
        "a window that ends before it starts",
        "start and end",
        sections.get("TIME_WINDOW_SECTION")?.rows[node]?.line,
      );
    stops.push({
      ...plainStop(node, amount),
      early: opens(node),
      late: closes(node),
      service: (services[node]?.[0] ?? 0) * scale,
      release: (releases[node]?.[0] ?? 0) * scale,
    });
  }
  const fleet = sections.has("VEHICLES_DEPOT_SECTION") ? column("VEHICLES_DEPOT_SECTION", null) : null;
  const count = headNumber("VEHICLES", size - 1);
  const limit = headNumber("DISTANCE", Number.MAX_SAFE_INTEGER);
  const vehicles = depots
    .map((depot) => ({
      ...plainVehicle(
        depot,
        fleet === null ? count : fleet.filter(([at]) => at === depot + 1).length,
        capacity,
      ),
      shiftStart: opens(depot),
      shiftEnd: Math.min(closes(depot), opens(depot) + limit),
    }))
    .filter((vehicle, index) => (fleet === null ? index === 0 : vehicle.count > 0));
  return {
    name: head.get("NAME")?.value ?? file,
    problem: {
      ...plainProblem,
      travel: { kind: "table", size, distance, seconds: distance },
      stops,
      vehicles,
      facilities: facilitiesAt(sections).map((depot) => facilityOf(depot, opens(depot), closes(depot))),
    },
    numbers: Array.from({ length: size }, (_, node) => node + 1),
    distanceScale: scale,
    timeScale: scale,
  };
};
