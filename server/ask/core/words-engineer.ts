import type { QueryPlan } from "#server/ask/schema.ts";

type EngineerPlan = Extract<QueryPlan, { kind: "engineer" }>;

// Hours of a quarter say nothing to anybody.
const MONTHS_S = 90 * 86_400;

/** How long something goes back, in words. */
export const agoInWords = (seconds: number): string =>
  seconds < 7_200
    ? `${Math.round(seconds / 60)} min`
    : seconds >= MONTHS_S
      ? `${Math.round(seconds / 86_400)} days`
      : `${(seconds / 3_600).toFixed(seconds < 36_000 ? 1 : 0)} hours`;

const STEP_WORDS = {
  60: "minute",
  300: "five minutes",
  900: "quarter of an hour",
  3600: "hour",
  86400: "day",
};

const changesWords = (
  { entities, prefix, actor, by, isOldestFirst, limit }: EngineerPlan,
  when: string,
): string => {
  const of = prefix === "routing." ? "the optimiser's settings" : entities.join(" and ");
  const split = by === undefined ? "" : by === "actor" ? " by person, most first" : ` by ${of}, most first`;
  return `changes of ${of}${actor === undefined ? "" : ` by ${actor}`}${split}${when}${isOldestFirst ? ", oldest first" : ""}${limit === undefined ? "" : limit === 1 ? `, the ${isOldestFirst ? "oldest" : "newest"} alone` : `, the first ${limit}`}`;
};

/** What a hit rate is set against: the time right before it, or the same time of a day before. */
export const againstWords = ({
  fromS,
  toS,
  againstS,
}: Pick<EngineerPlan, "fromS" | "toS" | "againstS">): string => {
  if (againstS === undefined || againstS === fromS - toS) return "the time before, as long";
  const days = againstS / 86_400;
  if (!Number.isInteger(days)) return `the same length of time ${agoInWords(againstS)} before`;
  return days === 1 ? "the same time of the day before" : `the same time ${days} days before`;
};

const rankedWords = ({ order, limit }: EngineerPlan): string =>
  `${order === undefined ? "" : order === "least" ? ", lowest first" : ", highest first"}${limit === undefined ? "" : limit === 1 ? ", that one alone" : `, the first ${limit}`}`;

const errorsWords = (plan: EngineerPlan, when: string): string => {
  const by =
    plan.by === "service" ? " by part of the product" : plan.by === "procedure" ? " by procedure" : "";
  const told =
    plan.statistic === "count" ? "number of calls of the API that failed" : "error rate of the API";
  const against = plan.againstS === undefined ? "" : `, against ${againstWords(plan)}`;
  return `${told}${by}${when}${rankedWords(plan)}${against}`;
};

/** A question about the product itself in plain words. */
export const engineerWords = (plan: EngineerPlan): string => {
  const { of, meter, statistic, beside, fromS, toS, also, stepS, isRolledBack, limit, againstS } = plan;
  const when = `, real time, the last ${agoInWords(fromS)}${toS > 0 ? ` up to ${agoInWords(toS)} ago` : ""}`;
  const step = stepS === undefined ? "" : ` by ${STEP_WORDS[stepS]}`;
  if (of === "meter")
    return `${statistic === "hits" ? "hit rate" : [statistic, ...(also ?? [])].join(" and ")} of ${meter}${beside ? ` and the hit rate of ${beside}` : ""}${step}${when}${againstS === undefined ? "" : `, ${statistic === "hits" || beside ? "the hit rate " : ""}against ${againstWords(plan)}`}`;
  if (of === "changes") return changesWords(plan, when);
  if (of === "caches") return `hit rate of each cache${when}${rankedWords(plan)}`;
  if (of === "errors") return errorsWords(plan, when);
  if (of === "procedures")
    return `${plan.by === "service" ? "calls of the API by part of the product, by" : "procedures of the API by"} ${statistic}, highest first${limit === undefined ? "" : `, the first ${limit}`}${when}`;
  if (of === "releases")
    return `releases of flags${isRolledBack ? " that were rolled back" : " and what was rolled back"}${when}`;
  return {
    scorecard: "the scorecard",
    settings: "settings",
    models: "models and trained files",
    index: "the search index",
  }[of];
};
