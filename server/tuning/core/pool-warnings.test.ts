import { expect, it } from "vitest";
import { type Connections, poolWarnings } from "#server/tuning/core/pool-warnings.ts";

const fine: Connections = { size: 120, waiting: 0, maxConnections: 200, reserved: 3, used: 40, ours: 30 };

it.each<[string, Partial<Connections>, string[]]>([
  ["a pool of 120 on a server of 200", {}, []],
  ["somebody who waits", { waiting: 3 }, ["waiting"]],
  ["a pool that others leave no place for", { size: 160, used: 100, ours: 40 }, ["over-server"]],
  ["a server that is nearly full", { used: 170, ours: 165 }, ["near-full"]],
  ["a server for fewer than 120", { size: 20, maxConnections: 100 }, ["small-server"]],
])("says of %s what it should", (_, change, expected) => {
  expect(poolWarnings({ ...fine, ...change })).toEqual(expected);
});
