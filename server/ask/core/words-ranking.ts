import { boundWords } from "#server/ask/core/bound-words.ts";
import type { Ranking } from "#server/ask/schema.ts";

const ORDERS: Readonly<Record<NonNullable<Ranking["order"]>, string>> = {
  ...{ best: "best", worst: "worst", most: "highest", least: "lowest" },
  ...{ rise: "largest increase", fall: "largest decrease" },
};

/**
 * The order of a split, how many rows are wanted and the bound they keep, behind the name of the value; of what costs, the
 * worst are said to be the highest.
 */
export const rankingWords = (
  { order, limit, bound, only }: Ranking,
  said: (value: number) => string,
  isCost = false,
): string => {
  const parts = [
    ...(bound
      ? [
          boundWords(
            { op: bound.op, value: bound.upTo === null ? bound.value : [bound.value, bound.upTo] },
            said,
          ),
        ]
      : []),
    ...(limit === null ? [] : [`the first ${limit}`]),
    ...(order === null ? [] : [`${isCost && order === "worst" ? "highest" : ORDERS[order]} first`]),
    ...(only ? [`only those that have ${only}`] : []),
  ];
  return parts.length > 0 ? `, ${parts.join(", ")}` : "";
};
