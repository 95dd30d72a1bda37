import { filterOf, namedThings } from "#server/ask/core/kpi-parts.ts";
import { has, linksOf, type Rule } from "#server/ask/core/question.ts";

/** "Which trucks should we replace with electric first, and what range do they need?" */
const electric: Rule = (asked) => {
  if (!has(asked, "electric") || linksOf(asked, "route", "driver", "zone").length > 0) return undefined;
  const window = asked.window ?? asked.eightWeeks;
  return {
    plan: { kind: "electric", filter: filterOf(asked, window) },
    window,
    uses: [
      ...([
        "electric",
        "range",
        "sumFuel",
        "vehicle",
        "replacement",
        "handleFirst",
        "best",
        "most",
        "howMany",
      ] as const),
      ...(["sumDistance", "stillHave", "needsService", "perVehicle"] as const),
      ...namedThings(asked),
    ],
  };
};

/** "How much CO2 did re-optimised routes save in October?" */
const replanned: Rule = (asked) => {
  const isOfPlans =
    has(asked, "reoptimised") ||
    /\b(?:plans?|planner|optimi[sz]er|solver|proposals?)\b/i.test(asked.hearing.text);
  if (!isOfPlans || !has(asked, "saved") || asked.links.links.length > 0) return undefined;
  const window = asked.window ?? asked.month;
  return {
    plan: { kind: "replanned", from: window.firstDay, to: window.lastDay },
    window,
    uses: [
      ...(["reoptimised", "saved", "kpiCo2", "sumDistance", "sumFuel", "sumCost", "money"] as const),
      ...(["howMany", "route", "planned", "moreOrLess", "least", "better", "change"] as const),
    ],
  };
};

/** Rules for what could be saved and what was. */
export const SAVING_RULES: readonly Rule[] = [electric, replanned];
