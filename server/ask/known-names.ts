import { KPI_CONDITIONS, valuesOf } from "#server/ask/chip-edits.ts";
import type { FleetChoice } from "#server/ask/plan-names.schema.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import type { EntityNames } from "#server/fleet/schema.ts";

type Value = string | number | boolean;

/** A name of the fleet that a part of a plan can be set to. */
export type NamedValue = { value: string | number; label: string };

/** The names of a fleet that the asker may see, as plans hold them. */
export type KnownNames = Readonly<Record<FleetChoice, readonly NamedValue[]>>;

const byId = (all: readonly { id: number; name: string }[]): NamedValue[] =>
  all.map(({ id, name }) => ({ value: id, label: name }));
const byName = (all: readonly string[]): NamedValue[] => all.map((name) => ({ value: name, label: name }));

/** Maps the names of a fleet and of its routes to what plans hold of them. */
export const knownNames = (names: EntityNames, routes: readonly string[]): KnownNames => ({
  zones: byName(names.zones.map(({ name }) => name)),
  depots: byId(names.depots),
  vehicles: byId(names.vehicles),
  drivers: byId(names.drivers),
  facilities: byId(names.facilities),
  contractors: byName([...names.contractors, "own crews"]),
  routes: byName(routes),
});

const ID_KEYS = { depots: "depotId", vehicles: "vehicleId", drivers: "driverId", facilities: "facilityId" };

/** Names by where plans hold them, `vehicleId:4`, as plans are put into words. */
export const wordsOfIds = (known: KnownNames): Map<string, string> =>
  new Map(
    Object.entries(ID_KEYS).flatMap(([of, key]) =>
      known[of as keyof typeof ID_KEYS].map(({ value, label }): [string, string] => [
        `${key}:${value}`,
        label,
      ]),
    ),
  );

type Held = { of: FleetChoice; values: readonly Value[] };

const FLEET: ReadonlySet<string> = new Set<FleetChoice>([
  ...(["zones", "depots", "vehicles", "drivers"] as const),
  ...(["facilities", "contractors", "routes"] as const),
]);

const isOfFleet = (of: string | undefined): of is FleetChoice => of !== undefined && FLEET.has(of);

const heldBy = (plan: QueryPlan): Held[] => {
  const held: Held[] = [];
  const hold = (of: string | undefined, values: readonly Value[] | undefined) => {
    if (isOfFleet(of) && values !== undefined) held.push({ of, values });
  };
  if ("filters" in plan) {
    const of = "list" in plan ? plan.list : plan.kind === "records" ? plan.of : "exceptions";
    for (const { column, op, value } of plan.filters ?? [])
      if (op === "eq" || op === "ne" || op === "in")
        hold(valuesOf(of, column), Array.isArray(value) ? value : [value]);
  }
  if ("filter" in plan) {
    const except: Readonly<Record<string, readonly (string | number)[] | undefined>> =
      plan.filter.except ?? {};
    for (const { key, of } of KPI_CONDITIONS) {
      hold(of, plan.filter[key]);
      hold(of, except[key]);
    }
  }
  if (plan.kind === "waits") {
    hold("facilities", plan.facilityIds);
    hold("vehicles", plan.vehicleIds);
  }
  if (plan.kind === "calls" || plan.kind === "collection-weeks") hold("zones", plan.zones);
  if (plan.kind === "forecast") {
    hold("zones", plan.zones);
    hold("depots", plan.depotIds);
    hold("facilities", plan.facilityIds);
  }
  if (plan.kind === "zone") hold("zones", [plan.zone]);
  if (plan.kind === "fitness") hold("vehicles", [plan.vehicleId]);
  if (plan.kind === "passages") hold("depots", plan.depotIds);
  if (plan.kind === "finish" && plan.subject.column !== "name")
    hold(plan.subject.column === "vehicleId" ? "vehicles" : "drivers", [plan.subject.value]);
  return held;
};

const SINGULAR: Readonly<Record<FleetChoice, string>> = {
  zones: "zone",
  depots: "depot",
  vehicles: "vehicle",
  drivers: "driver",
  facilities: "facility",
  contractors: "contractor",
  routes: "route",
};

/** The things a plan names that the asker's fleet does not have, in words; routes come and go with the days and are not held against it. */
export const strangersOf = (plan: QueryPlan, known: KnownNames): string[] =>
  heldBy(plan).flatMap(({ of, values }) => {
    if (of === "routes") return [];
    const there = new Set<Value>(known[of].map(({ value }) => value));
    return values.filter((value) => !there.has(value)).map((value) => `${SINGULAR[of]} ${value}`);
  });
