import type { Name } from "#server/ask/core/link.ts";

/** The names of a small fleet: what questions of tests can speak of. */
export const NAMES: Name[] = [
  ...Array.from({ length: 50 }, (_, i): Name[] => [
    { kind: "vehicle", id: 100 + i, name: `Truck ${i + 1}`, key: String(i + 1) },
    { kind: "route", id: null, name: `R-${i + 1}`, key: `R-${i + 1}` },
  ]).flat(),
  ...["North", "East", "Harbour", "Riverside"].flatMap((name, i): Name[] => [
    { kind: "zone", id: 1 + i, name, key: name },
    { kind: "zone", id: 1 + i, name: `Zone ${i + 1}`, key: name },
  ]),
  { kind: "depot", id: 7, name: "Harbour depot", key: "Harbour depot" },
  { kind: "facility", id: 9, name: "South landfill", key: "South landfill" },
  { kind: "driver", id: 21, name: "Maria Santos", key: "Maria Santos" },
  { kind: "driver", id: 22, name: "Wei Chen", key: "Wei Chen" },
  ...["Harbour Street", "Hill Street", "Mill Lane", "Elm Avenue", "Cedar Road"].map(
    (name): Name => ({ kind: "street", id: null, name, key: name }),
  ),
  { kind: "contractor", id: null, name: "contractor A", key: "contractor A" },
];
