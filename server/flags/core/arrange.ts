import type { Node } from "#server/flags/core/node.ts";

/** How often a test was asked, and how often it held. */
export type Passing = { asked: number; held: number };

/** What sampled traffic says of tests, each by its node. */
export type Passings = ReadonlyMap<Node, Passing>;

/** A node whose tests stand in another order, and the places whose attributes must be no objects for that. */
export type Arranged = { node: Node; guarded: readonly number[] };

const isLeaf = ({ kind }: Node): boolean => kind === "slot" || kind === "value" || kind === "clock";

const isPrimitive = (value: unknown): boolean => typeof value !== "object" || value === null;

const slotsOf = (nodes: readonly Node[]): number[] =>
  nodes.flatMap((node) => (node.kind === "slot" ? [node.place] : []));

/**
 * The places that must hold no object so that a test cannot fail, whenever it is asked; null where it may. An object may
 * have a conversion to text of its own, which fails.
 */
export const tameWith = (node: Node): readonly number[] | null => {
  switch (node.kind) {
    case "value":
    case "slot":
    case "clock":
      return [];
    case "otherwise":
      return tameAll([node.of, node.otherwise]);
    case "and":
    case "or":
      return tameAll(node.args);
    case "truth":
    case "among":
    case "affix":
      return tameWith(node.of);
    case "compare": {
      const sides = [node.left, node.right];
      if (node.by === "===" || node.by === "!==") return tameAll(sides);
      const isPlain = sides.every(
        (side) => isLeaf(side) && (side.kind !== "value" || isPrimitive(side.value)),
      );
      return isPlain ? slotsOf(sides) : null;
    }
    case "version":
    case "fraction":
      return isLeaf(node.of) ? slotsOf([node.of]) : null;
    default:
      return null;
  }
};

const tameAll = (nodes: readonly Node[]): readonly number[] | null => {
  const places = nodes.map(tameWith);
  return places.every((each) => each !== null) ? places.flat() : null;
};

// Roughly in nanoseconds, as measured.
const costOf = (node: Node): number => {
  switch (node.kind) {
    case "value":
    case "slot":
    case "clock":
      return 0;
    case "otherwise":
      return 1 + costOf(node.of) + costOf(node.otherwise);
    case "truth":
      return 1 + costOf(node.of);
    case "and":
    case "or":
      return node.args.reduce((sum, arg) => sum + costOf(arg), 0);
    case "compare":
      return 2 + costOf(node.left) + costOf(node.right);
    case "among":
      return costOf(node.of) + (node.values.length <= 4 ? 2 * node.values.length : 10);
    case "affix":
      return 10 + costOf(node.of);
    case "version":
      return 30 + costOf(node.of);
    case "fraction":
      return 40 + costOf(node.of);
    default:
      return 500;
  }
};

// What a test costs for each time that it ends the list.
const rankOf = (node: Node, passings: Passings): number => {
  const { asked = 0, held = 0 } = passings.get(node) ?? {};
  // As if each had been asked twice before and held once.
  const share = (held + 1) / (asked + 2);
  return costOf(node) / (1 - share);
};

const ordered = (args: readonly Node[], passings: Passings): { args: Node[]; moved: Node[] } => {
  const done: Node[] = [];
  const moved: Node[] = [];
  let run: Node[] = [];
  const flush = (): void => {
    const sorted = run
      .map((node) => ({ node, rank: rankOf(node, passings) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ node }) => node);
    if (sorted.some((node, i) => node !== run[i])) moved.push(...run);
    done.push(...sorted);
    run = [];
  };
  for (const arg of args) {
    if (tameWith(arg) === null) {
      flush();
      done.push(arg);
    } else run.push(arg);
  }
  flush();
  return { args: done, moved };
};

/**
 * Puts the tests of each "and" that decides a branch in the order in which it ends soonest, by what they cost and how
 * often they held. Which branch is taken never changes: only tests that cannot fail change places, and which of them
 * was false does not matter to a branch.
 */
export const arrange = (node: Node, passings: Passings): Arranged => {
  const moved: Node[] = [];
  const inTest = (test: Node): Node => {
    if (test.kind !== "and") return test;
    const order = ordered(test.args, passings);
    moved.push(...order.moved);
    return { kind: "and", args: order.args };
  };
  const within = (each: Node): Node =>
    each.kind === "branch"
      ? { ...each, tests: each.tests.map(inTest), values: each.values.map(within), last: within(each.last) }
      : each;
  const next = within(node);
  return { node: next, guarded: [...new Set(moved.flatMap((test) => tameWith(test) ?? []))] };
};
