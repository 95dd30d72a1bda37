import type { Node } from "#server/flags/core/node.ts";
import type { Version } from "#server/flags/core/version.ts";

/** What of an attribute a test looks at. */
export const ASPECTS = ["text", "affix", "version", "number", "truth"] as const;
/** See {@link ASPECTS}. */
export type Aspect = (typeof ASPECTS)[number];

/** A test of one attribute, or its opposite. */
export type Literal = { place: number; aspect: Aspect; node: Node; isNot: boolean };

/** Literals that must all hold. */
export type Way = readonly Literal[];

/** The largest part of a version that has a place among numbers. */
const LARGEST_PART = 2 ** 17 - 1;

/** Where three parts of a version stand among whole numbers; NaN where one is too large for that. */
export const numberOfParts = (major: number, minor: number, patch: number): number =>
  major <= LARGEST_PART && minor <= LARGEST_PART && patch <= LARGEST_PART
    ? (major * (LARGEST_PART + 1) + minor) * (LARGEST_PART + 1) + patch
    : Number.NaN;

/** The version that stands at a number. */
export const versionAt = (number: number): string => {
  const size = LARGEST_PART + 1;
  const rest = Math.floor(number / size);
  return `${Math.floor(rest / size)}.${rest % size}.${number % size}`;
};

// What a comparison with a constant looks at; null where it depends on more than a few values.
const aspectOfConstant = (value: unknown, isEquality: boolean): Aspect | null => {
  if (typeof value === "number") return Number.isFinite(value) ? "number" : null;
  if (!isEquality) return null;
  if (typeof value === "boolean") return "truth";
  return typeof value === "string" || value === null ? "text" : null;
};

const aspectOfList = (values: readonly unknown[]): Aspect | null => {
  if (values.every((value) => typeof value === "string")) return "text";
  return values.every((value) => typeof value === "number" && Number.isFinite(value)) ? "number" : null;
};

const isEquality = (by: string): boolean => by === "==" || by === "===" || by === "!=" || by === "!==";

const leafOf = (node: Node): { place: number; aspect: Aspect | null } | null => {
  switch (node.kind) {
    case "slot":
      return { place: node.place, aspect: "truth" };
    case "compare": {
      const { left, right, by } = node;
      return left.kind === "slot" && right.kind === "value"
        ? { place: left.place, aspect: aspectOfConstant(right.value, isEquality(by)) }
        : null;
    }
    case "among":
      return node.of.kind === "slot" ? { place: node.of.place, aspect: aspectOfList(node.values) } : null;
    case "affix":
      return node.of.kind === "slot" ? { place: node.of.place, aspect: "affix" } : null;
    case "version":
      return node.of.kind === "slot" ? { place: node.of.place, aspect: "version" } : null;
    default:
      return null;
  }
};

const product = (all: readonly (readonly Way[])[], most: number): Way[] | null => {
  let ways: Way[] = [[]];
  for (const each of all) {
    if (ways.length * each.length > most) return null;
    ways = ways.flatMap((way) => each.map((more) => [...way, ...more]));
  }
  return ways;
};

/**
 * The ways in which a test holds: of one of them all literals do. Null where it is no test of single attributes, or
 * has more ways than `most`.
 */
export const waysOf = (node: Node, most: number, isNot = false): readonly Way[] | null => {
  if (node.kind === "truth") return waysOf(node.of, most, node.isNot !== isNot);
  if (node.kind === "and" || node.kind === "or") {
    const parts = node.args.map((arg) => waysOf(arg, most, isNot));
    if (!parts.every((part) => part !== null)) return null;
    if ((node.kind === "and") !== isNot) return product(parts, most);
    const ways = parts.flat();
    return ways.length > most ? null : ways;
  }
  const leaf = leafOf(node);
  if (leaf === null || leaf.aspect === null) return null;
  return [[{ place: leaf.place, aspect: leaf.aspect, node, isNot }]];
};

/** The constants that a test of text or numbers compares with. */
export const constantsOf = (node: Node): readonly unknown[] => {
  if (node.kind === "among") return node.values;
  return node.kind === "compare" && node.right.kind === "value" ? [node.right.value] : [];
};

// Where the result of a comparison with a version may change.
const edges = ({ major, minor, patch }: Version): number[] => [
  numberOfParts(major, minor, patch),
  numberOfParts(major, minor, 0),
  numberOfParts(major, minor + 1, 0),
  numberOfParts(major, 0, 0),
  numberOfParts(major + 1, 0, 0),
];

/** The numbers at which the result of a test may change, in no order; NaN among them where one has no place. */
export const thresholdsOf = (node: Node): readonly number[] => {
  if (node.kind !== "version") return constantsOf(node) as number[];
  const [own = 0, ...others] = edges(node.than);
  return node.by === "^" || node.by === "~" ? [own, ...others] : [own];
};
