import { type Passing, type Passings, tameWith } from "#server/flags/core/arrange.ts";
import { type Attributes, FIRST, type Row, readAttribute } from "#server/flags/core/attributes.ts";
import { createClosures, type Run } from "#server/flags/core/closures.ts";
import type { Flag } from "#server/flags/core/definition.ts";
import type { Context } from "#server/flags/core/evaluate.ts";
import { type Node, nodesOf } from "#server/flags/core/node.ts";
import { outcomesOf } from "#server/flags/core/outcome.ts";
import type { Bucketing } from "#server/flags/schema.ts";

type Counted = { test: Run<boolean>; passing: Passing };
type Watched = { whole: Run<boolean>; parts: readonly Counted[] };

type Branch = Extract<Node, { kind: "branch" }>;

// Attributes with objects among them are left out: a test of them may fail.
const isPlain = (row: Row, places: readonly number[]): boolean =>
  places.every((place) => typeof row[place] !== "object" || row[place] === null);

/**
 * How often each test of a flag held where it was asked, by its node: of the branch at its root, whose tests are asked
 * one after the other until one holds, those that may change places within an "and". Null where there are none.
 */
export const passingsOf = (
  flag: Flag,
  root: Node,
  contexts: readonly Context[],
  { attributes, bucketing, timestampS }: { attributes: Attributes; bucketing: Bucketing; timestampS: number },
): Passings | null => {
  if (root.kind !== "branch" || !isWorthIt(root)) return null;
  const passings = new Map<Node, Passing>();
  const { testOf } = createClosures({ flagKey: flag.key, bucketing }, outcomesOf(flag));
  const watched = root.tests.map((node): Watched => {
    const parts = node.kind === "and" ? node.args : [];
    const counted = parts.map((part): Counted => {
      const passing = { asked: 0, held: 0 };
      passings.set(part, passing);
      return { test: testOf(part), passing };
    });
    return { whole: testOf(node), parts: counted };
  });
  const places = nodesOf(root).flatMap((node) => (node.kind === "slot" ? [node.place] : []));
  const row: Row = [];
  for (const context of contexts) {
    row[0] = context;
    row[1] = timestampS;
    for (const place of places) row[place] = readAttribute(context, attributes.paths[place - FIRST] ?? []);
    if (isPlain(row, places)) count(watched, row);
  }
  return passings;
};

// Only where every test is known not to fail, and there is something to put in order.
const isWorthIt = (root: Branch): boolean =>
  root.tests.every((node) => tameWith(node) !== null) &&
  root.tests.some((node) => node.kind === "and" && node.args.length > 1);

const count = (watched: readonly Watched[], row: Row): void => {
  for (const { whole, parts } of watched) {
    for (const { test, passing } of parts) {
      passing.asked++;
      if (test(row)) passing.held++;
    }
    if (whole(row)) return;
  }
};
