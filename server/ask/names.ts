import type { Name } from "#server/ask/core/link.ts";
import type { EntityNames } from "#server/fleet/schema.ts";

/** Maps the names of a fleet and of its routes to what a linker looks for. */
export const namesOf = (names: EntityNames, routes: readonly string[]): Name[] => [
  ...names.vehicles.map((v): Name => ({ kind: "vehicle", id: v.id, name: v.name, key: String(v.number) })),
  ...routes.map((name): Name => ({ kind: "route", id: null, name, key: name })),
  ...names.zones.map((z): Name => ({ kind: "zone", id: z.id, name: z.name, key: z.name })),
  // "zone 4" is the zone of that number, whatever its name.
  ...names.zones.map((z): Name => ({ kind: "zone", id: z.id, name: `Zone ${z.number}`, key: z.name })),
  ...names.depots.map((d): Name => ({ kind: "depot", id: d.id, name: d.name, key: d.name })),
  ...names.facilities.map((f): Name => ({ kind: "facility", id: f.id, name: f.name, key: f.name })),
  ...names.drivers.map((d): Name => ({ kind: "driver", id: d.id, name: d.name, key: d.name })),
  ...names.streets.map((s): Name => ({ kind: "street", id: null, name: s, key: s })),
  ...names.customers.map((c): Name => ({ kind: "customer", id: c.id, name: c.name, key: c.accountNumber })),
  ...names.contractors.map((c): Name => ({ kind: "contractor", id: null, name: c, key: c })),
];
