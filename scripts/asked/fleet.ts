import type { Name } from "#server/ask/core/link.ts";
import { NAMES } from "#server/ask/fixture-names.ts";

// What questions name beside the small fleet of the tests: the places of the demo city, and others that people spoke of.
const MORE: readonly Name[] = [
  ...["Oak Court", "Pine Close", "Main Street"].map(
    (name): Name => ({ kind: "street", id: null, name, key: name }),
  ),
  ...["Centre", "South", "West", "Hillside", "Foundry", "Parkside"].flatMap((name, i): Name[] => [
    { kind: "zone", id: 5 + i, name, key: name },
    { kind: "zone", id: 5 + i, name: `Zone ${5 + i}`, key: name },
  ]),
  ...["North", "South", "East", "West"].map(
    (name, i): Name => ({ kind: "depot", id: 71 + i, name: `${name} depot`, key: `${name} depot` }),
  ),
  { kind: "facility", id: 8, name: "South transfer station", key: "South transfer station" },
  { kind: "facility", id: 10, name: "North transfer station", key: "North transfer station" },
  ...["88213", "40117", "40213", "91054", "12345"].map(
    (name, i): Name => ({ kind: "customer", id: 77 + i, name, key: name }),
  ),
  { kind: "contractor", id: null, name: "contractor B", key: "contractor B" },
];

/** The names of the fleet that the questions of this folder are asked over. */
export const ASKED_NAMES: readonly Name[] = [...NAMES, ...MORE];
