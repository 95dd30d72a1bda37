import { type Asked, tokensSaying } from "#server/ask/core/question.ts";
import type { Ranking } from "#server/ask/schema.ts";

const MOST = "(?:largest|biggest|greatest|highest|steepest|sharpest|strongest|most|top|worst)";
const RISE = "(?:increases?|rises?|jumps?|growths?|gains?|climbs?|upticks?)";
const FALL = "(?:decreases?|falls?|drops?|declines?|reductions?|cuts?|dips?)";
const ROSE =
  "(?:rose|risen|increased?|grew|grown|climbed|jumped|(?:went|gone|going|goes|shot|crept|is|are|was|were)\\s+up|up)";
const FELL =
  "(?:fell|fallen|decreased?|dropped|declined|shrank|shrunk|(?:went|gone|going|goes|is|are|was|were)\\s+down|down)";
const THE_MOST = "\\s+(?:by\\s+)?(?:the\\s+)?(?:most|furthest|fastest|hardest)";
const BY =
  "(?:sort(?:ed)?|order(?:ed)?|rank(?:ed)?|arranged?)\\s+(?:them\\s+)?(?:by|on)\\s+(?:the\\s+)?(?:size\\s+of\\s+(?:the\\s+)?)?";

type Side = "rise" | "fall" | "better" | "worse";

const ORDERED: readonly (readonly [Side, RegExp])[] = [
  [
    "better",
    /\b(?:most\s+improved|improved\s+(?:the\s+)?most|(?:biggest|largest|greatest)\s+improvements?)\b/i,
  ],
  [
    "worse",
    /\b(?:(?:worsened|deteriorated|slipped)\s+(?:the\s+)?most|(?:got|gotten|become)\s+worse\s+(?:by\s+)?the\s+most|(?:biggest|largest|greatest)\s+(?:deterioration|worsening)s?)\b/i,
  ],
  [
    "fall",
    new RegExp(
      `\\b(?:${MOST}\\s+${FALL}(?:\\s+first)?|${FELL}${THE_MOST}|${BY}(?:decrease|fall|drop|decline|reduction))\\b`,
      "i",
    ),
  ],
  [
    "rise",
    new RegExp(
      `\\b(?:${MOST}\\s+${RISE}(?:\\s+first)?|(?:who\\s+|which\\s+|that\\s+)?${ROSE}${THE_MOST}|${BY}(?:(?:percentage\\s+)?increase|rise|growth|jump|change|difference))\\b`,
      "i",
    ),
  ],
];

const WITH = "(?:with|showing|having|who\\s+had|that\\s+had|which\\s+had)\\s+(?:an?|any|some)\\s+";
const WHOSE =
  "(?:(?:where|whose)\\s+(?:\\w+\\s+){1,3}|which\\s+\\w+\\s+(?:have\\s+|has\\s+|is\\s+|are\\s+)?|(?:who|that|which|ones?|those)\\s+(?:have\\s+|has\\s+|is\\s+|are\\s+)?)";
const KEPT: readonly (readonly [Side, RegExp])[] = [
  ["worse", new RegExp(`\\b${WHOSE}(?:got|gotten|getting|become|becoming)\\s+worse\\b`, "i")],
  ["better", new RegExp(`\\b${WHOSE}(?:(?:got|gotten|getting)\\s+better|improv(?:ed|ing))\\b`, "i")],
  [
    "fall",
    new RegExp(
      `\\b(?:${WITH}(?:decrease|fall|drop|decline|reduction)|${WHOSE}(?:fell|fallen|falling|decreased|dropped|went\\s+down|gone\\s+down))\\b`,
      "i",
    ),
  ],
  [
    "rise",
    new RegExp(
      `\\b(?:${WITH}(?:increase|rise|jump)|${WHOSE}(?:rose|risen|rising|increased|increasing|went\\s+up|gone\\s+up|going\\s+up|grew))\\b`,
      "i",
    ),
  ],
];

const upOf = (side: Side, isMoreBetter: boolean): boolean =>
  side === "rise" || (side === "better" && isMoreBetter) || (side === "worse" && !isMoreBetter);

/** How rows are ordered by how far they moved against another time, and which way those moved that are wanted. */
export type ChangeOrder = { ranking: Pick<Ranking, "order" | "only">; said: ReadonlySet<number> };

/** The order by change that a question asks for: "largest increase first", "who went up most", "only those that got worse". */
export const changeOrder = (asked: Asked, isMoreBetter: boolean): ChangeOrder | undefined => {
  const { text } = asked.hearing;
  const ordered = ORDERED.find(([, words]) => words.test(text));
  // "Who went up most" orders all, and keeps none apart.
  const rest = ordered ? text.replace(ordered[1], (said) => " ".repeat(said.length)) : text;
  const kept = KEPT.find(([, words]) => words.test(rest));
  if (!ordered && !kept) return undefined;
  const side = ordered?.[0] ?? kept?.[0] ?? "rise";
  return {
    ranking: {
      order: upOf(side, isMoreBetter) ? "rise" : "fall",
      ...(kept ? { only: upOf(kept[0], isMoreBetter) ? "risen" : "fallen" } : {}),
    },
    said: new Set([
      ...(ordered ? tokensSaying(asked, ordered[1]) : []),
      ...(kept ? tokensSaying(asked, kept[1]) : []),
    ]),
  };
};
