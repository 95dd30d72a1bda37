import type { Bounds } from "#server/flags/core/fraction.ts";
import type { Rule } from "#server/flags/core/rule.ts";
import type { Version } from "#server/flags/core/version.ts";

/** Comparisons of two values, as JavaScript has them. */
export const COMPARISONS = ["==", "===", "!=", "!==", "<", "<=", ">", ">="] as const;
/** See {@link COMPARISONS}. */
export type Comparison = (typeof COMPARISONS)[number];

/** Where the parts of two versions may differ, for `sem_ver`. */
export type VersionTest = (text: unknown) => boolean | null;

/** Something that is hashed into a bucket: the hash with its sign, NaN for none, Infinity to run the rule itself. */
export type Hashing = (value: unknown) => number;

/** A rule as it is run: the few things that generated code and closures both know. */
export type Node =
  | { kind: "value"; value: unknown }
  /** An attribute, at its place of a row; null where there is none. */
  | { kind: "slot"; place: number }
  | { kind: "otherwise"; of: Node; otherwise: Node }
  | { kind: "clock" }
  /** A rule that is run node by node. */
  | { kind: "rule"; rule: Rule }
  | { kind: "call"; run: (values: readonly unknown[]) => unknown; args: readonly Node[] }
  /** The first value whose test holds. */
  | { kind: "branch"; tests: readonly Node[]; values: readonly Node[]; last: Node }
  | { kind: "and" | "or"; args: readonly Node[] }
  | { kind: "truth"; of: Node; isNot: boolean }
  | { kind: "compare"; by: Comparison; left: Node; right: Node }
  | { kind: "among"; of: Node; values: readonly unknown[] }
  | { kind: "affix"; of: Node; affix: string; isStart: boolean }
  | { kind: "version"; of: Node; test: VersionTest; text: string; by: string; than: Version }
  | { kind: "fraction"; of: Node; hash: Hashing; bounds: Bounds; rule: Rule };

const within = (node: Node): readonly Node[] => {
  switch (node.kind) {
    case "otherwise":
      return [node.of, node.otherwise];
    case "call":
    case "and":
    case "or":
      return node.args;
    case "branch":
      return [...node.tests, ...node.values, node.last];
    case "compare":
      return [node.left, node.right];
    case "truth":
    case "among":
    case "affix":
    case "version":
    case "fraction":
      return [node.of];
    default:
      return [];
  }
};

/** A node and all nodes within it. */
export const nodesOf = (node: Node): Node[] => {
  const found: Node[] = [node];
  for (let i = 0; i < found.length; i++) for (const inner of within(found[i] as Node)) found.push(inner);
  return found;
};
