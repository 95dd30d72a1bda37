import { KIND_OF } from "#server/ask/core/kinds.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import type { Asked } from "#server/ask/core/question.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

// What is reckoned from routes is of their trucks, crews, stops and containers anyhow.
const OF_ROUTES: ReadonlySet<QueryPlan["kind"]> = new Set([
  ...(["kpi", "measure", "overtime-cost", "time-shares", "adherence", "summary", "movers"] as const),
  ...(["balance", "explain-kpi", "explain-sum"] as const),
]);
const THINGS: ReadonlySet<Concept> = new Set<Concept>(["vehicle", "route", "driver", "container", "stop"]);
const CREW = /^(?:crew|driver|team)$/;
// "Which East depot trucks" asks for each of them, "by glass crews" splits.
const EACH = /^(?:which|what|many|each|every|per|by|whose|number)$/;
const ARTICLE = /^(?:the|our|all|your|my|its|these|those|of)$/;
const JOINS = /^(?:of|at|from|in|for|out|based)$/;

/**
 * Words for what a measure is always of, right behind what narrows it or before it: "the East depot trucks", "rear loader
 * routes", "the crews of the North depot". They narrow nothing more. `explained` are the tokens the plan answers for.
 */
export const plainThingsAt = (
  asked: Asked,
  plan: QueryPlan,
  explained: ReadonlySet<number>,
): readonly number[] => {
  const isOfStops = plan.kind === "count" && plan.list === "stops";
  if (!OF_ROUTES.has(plan.kind) && !isOfStops) return [];
  const {
    hearing: { tokens, places },
    links: { links },
  } = asked;
  const narrowing = [...links, ...places.filter(({ concept }) => KIND_OF.has(concept))].filter(
    ({ from, to }) => tokens.slice(from, to).every((_, i) => explained.has(from + i)),
  );
  // A name with the word for its kind: "North depot", "the zone Riverside".
  const startOf = (end: number): number | undefined => narrowing.find(({ to }) => to === end)?.from;
  const isAsked = (before: number): boolean => {
    let at = before;
    while (ARTICLE.test(tokens[at]?.stem ?? "")) at--;
    return EACH.test(tokens[at]?.stem ?? "");
  };
  return places.flatMap(({ concept, from, to }) => {
    if (!THINGS.has(concept) || explained.has(from)) return [];
    if (isOfStops && !CREW.test(tokens[from]?.stem ?? "")) return [];
    const isKindOfName = /^(?:depot|zone|area|yard)$/.test(tokens[from - 1]?.stem ?? "");
    const start = startOf(from) ?? (isKindOfName && explained.has(from - 1) ? startOf(from - 1) : undefined);
    let next = to;
    while (JOINS.test(tokens[next]?.stem ?? "") || ARTICLE.test(tokens[next]?.stem ?? "")) next++;
    const isBefore = next > to && narrowing.some((one) => one.from === next);
    const isPlain =
      (start !== undefined && !isAsked(start - 1)) || (start === undefined && isBefore && !isAsked(from - 1));
    return isPlain ? Array.from({ length: to - from }, (_, i) => from + i) : [];
  });
};
