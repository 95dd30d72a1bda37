import { type Asked, has, heardAt } from "#server/ask/core/question.ts";
import { isAboutWeeks } from "#server/ask/core/rules-weeks.ts";
import type { AnswerPart } from "#server/ask/schema.ts";

/** Why a question is not answered. */
export type Refusal = Pick<Extract<AnswerPart, { type: "refusal" }>, "reason" | "text">;

const NOT_BY_ASKING =
  "Asking never changes anything. Changes to routes, stops and exceptions are made on their pages, with a click, and stand in the audit log.";

const startsWith = (asked: Asked, at: number, isFiller: (word: string) => boolean): boolean =>
  asked.hearing.tokens.slice(0, at).every((token) => isFiller(token.stem));

/**
 * Refuses what asking must never do, before any rule looks at the question: changes, private data, orders to the
 * reader itself, and what this version does not answer yet.
 */
export const refuse = (asked: Asked, isFiller: (word: string) => boolean): Refusal | undefined => {
  if (has(asked, "hostile"))
    return { reason: "change", text: `I only read questions about the fleet. ${NOT_BY_ASKING}` };
  if (has(asked, "privateData"))
    return {
      reason: "forbidden",
      text: "Private data of people is not shown here, and this request was noted in the audit log.",
    };
  if (has(asked, "alertRule", "exportReport"))
    return {
      reason: "not-yet",
      text: "This cannot be set up by asking. An alert is made by “tell me when …” and ended on the page Ask; nothing is sent by mail; a list is saved as a file by “export … as CSV” or from its page.",
    };
  if (has(asked, "reoptimised"))
    return {
      reason: "not-yet",
      text: "What re-optimised routes saved cannot be told: the data holds what a route drove and burnt, not what it would have without. I can tell CO2, fuel and distance of any window, and planned against driven distance.",
    };
  if (has(asked, "electric"))
    return {
      reason: "not-yet",
      text: "Which trucks to replace with electric ones cannot be told from the data: it holds no ranges, batteries, chargers or prices. I can tell distance, fuel and CO2 by truck and by day.",
    };
  if (has(asked, "sumFuelCost") && !has(asked, "kpiIdle"))
    return {
      reason: "not-yet",
      text: "Fuel is not told in money by itself. I can tell the litres of fuel, and the cost of finished routes, cost per stop or cost per tonne, which hold the fuel.",
    };
  if (has(asked, "whatIf"))
    return {
      reason: "not-yet",
      text: "The solver can be asked in words for these alone: who covers a truck that broke down, the rest of today without a truck, a driver or one truck, with a street closed or another facility, and an extra stop today. The board and the page of plans hold the rest.",
    };
  const change = heardAt(asked, "change");
  const isOrder = change !== undefined && startsWith(asked, change.from, isFiller);
  const isOnTheMove =
    change !== undefined &&
    heardAt(asked, "moving")?.from !== undefined &&
    (heardAt(asked, "moving")?.words ?? 0) > 1;
  // "Is it ok to send truck 23 out with this fault" asks.
  const isAsked =
    has(asked, "fault") && /^\s*(?:is it|may|should|can (?:i|we)|could (?:i|we))\b/i.test(asked.hearing.text);
  if (isOrder && !isAsked && !isOnTheMove && !has(asked, "toTomorrow"))
    return { reason: "change", text: NOT_BY_ASKING };
  if (has(asked, "forecast") && !has(asked, "toTomorrow") && !isAboutWeeks(asked))
    return {
      reason: "not-yet",
      text: "Forecasts are not answered here yet; I can tell what has happened and how the running day stands.",
    };
  return undefined;
};
