import type * as z from "zod";
import type { ChipEdit } from "#server/ask/chips.schema.ts";
import type { ListFilter } from "#server/ask/core/list-filters.ts";
import type { KpiPlan, ListName, RecordsPlan } from "#server/ask/schema.ts";

type Choice = Extract<ChipEdit, { kind: "choice" }>;
type NumberEdit = Extract<ChipEdit, { kind: "number" }>;
type Listed = ListName | z.infer<typeof RecordsPlan>["of"];

/** How a choice among values of a kind is made. */
export const choice = (
  of: Choice["of"],
  values: readonly (string | number | boolean)[],
  more: Partial<Pick<Choice, "among" | "isMany" | "column">> = {},
): Choice => ({ kind: "choice", of, values: [...values], among: null, isMany: true, column: null, ...more });

/** How a number is changed, in the unit it is read in. */
export const number = (value: number | null, more: Partial<NumberEdit> = {}): NumberEdit => ({
  kind: "number",
  value,
  factor: 1,
  unit: "",
  min: 0,
  max: 1_000_000_000,
  ...more,
});

/** How the number of rows is changed. */
export const rowLimit = (value: number | null, max: number): NumberEdit => number(value, { min: 1, max });

// Units people read the numbers of a column in.
const MINUTES = { unit: "min", factor: 60 } as const;
const TONNES = { unit: "t", factor: 1000 } as const;
const UNITS: Readonly<Record<string, Pick<NumberEdit, "unit" | "factor">>> = {
  ...{ delayS: MINUTES, silentS: MINUTES, statusS: MINUTES, ageS: MINUTES, pastShiftS: MINUTES },
  ...{ overtimeS: MINUTES, sinceBreakS: MINUTES, expectedDutyS: MINUTES, expectedDrivingS: MINUTES },
  ...{ loadKg: TONNES, roomKg: TONNES, weightKg: TONNES },
  donePct: { unit: "%", factor: 1 },
  loadPct: { unit: "%", factor: 1 },
  serviceLeftM: { unit: "km", factor: 1000 },
};

/** The unit in which a column or a sum is read, and how many of the plan's own units it holds. */
export const unitOf = (column: string): Pick<NumberEdit, "unit" | "factor"> =>
  UNITS[column] ?? { unit: "", factor: 1 };

const BY_COLUMN: Readonly<Record<string, Choice["of"]>> = {
  zone: "zones",
  depotId: "depots",
  vehicleId: "vehicles",
  driverId: "drivers",
  facilityId: "facilities",
  contractor: "contractors",
  stream: "stream",
  streams: "stream",
  bodyType: "bodyType",
  route: "routes",
};
const OWN: Partial<Record<Listed, Readonly<Record<string, Choice["of"]>>>> = {
  vehicles: { id: "vehicles", status: "vehicle-status" },
  routes: { name: "routes", status: "route-status" },
  stops: { status: "stop-status" },
  exceptions: { status: "exception-status", kind: "exception-kind" },
  drivers: { id: "drivers" },
};

/** What the values of a list's column are of; undefined where they are not chosen from a list. */
export const valuesOf = (list: Listed, column: string): Choice["of"] | undefined =>
  OWN[list]?.[column] ?? BY_COLUMN[column];

/** How a condition is changed; null where it can only be taken out. */
export const filterEdit = (list: Listed, { column, op, value }: ListFilter): ChipEdit | null => {
  const of = valuesOf(list, column);
  if (of !== undefined && (op === "eq" || op === "in"))
    return choice(of, Array.isArray(value) ? value : [value], { column });
  if (typeof value !== "number" || !["gt", "gte", "lt", "lte", "eq"].includes(op) || /^id$|Id$/.test(column))
    return null;
  return number(value, { ...unitOf(column), min: -1_000_000_000 });
};

/** Columns by which the rows of a list can be limited further. */
export const FURTHER: Partial<Record<Listed, readonly string[]>> = {
  routes: ["zone", "depotId", "stream", "status"],
  stops: ["zone", "depotId", "stream", "status"],
  vehicles: ["zone", "depotId", "status"],
  exceptions: ["zone", "depotId", "stream", "kind", "status"],
  drivers: ["depotId"],
  sites: ["zone", "depotId"],
};

type KpiFilter = z.infer<typeof KpiPlan>["filter"];

/** Conditions of a KPI's routes that hold several values, with what they are of and how one of them is called. */
export const KPI_CONDITIONS = [
  { key: "zones", of: "zones", label: "zone" },
  { key: "depotIds", of: "depots", label: "depot" },
  { key: "streams", of: "stream", label: "stream" },
  { key: "routes", of: "routes", label: "route" },
  { key: "vehicleIds", of: "vehicles", label: "vehicle" },
  { key: "driverIds", of: "drivers", label: "driver" },
  { key: "bodyTypes", of: "bodyType", label: "body type" },
  { key: "contractors", of: "contractors", label: "contractor" },
] as const satisfies readonly { key: keyof KpiFilter; of: Choice["of"]; label: string }[];
