import { filterOf, namedThings } from "#server/ask/core/kpi-parts.ts";
import { has, linksOf, type Rule, tokensSaying, wantedRows } from "#server/ask/core/question.ts";

const WANTED =
  /\b(?:top|first)\s+\w+|\b(?:which|what|the)\s+\w+(?=\s+(?:of\s+(?:our|the)\s+)?(?:trucks|vehicles|lorries|wagons|units))/i;

/** "Which trucks should we replace with electric first, and what range do they need?" */
const electric: Rule = (asked) => {
  if (!has(asked, "electric") || linksOf(asked, "route", "driver", "zone").length > 0) return undefined;
  const window = asked.window ?? asked.eightWeeks;
  const limit = wantedRows(asked);
  return {
    plan: {
      kind: "electric",
      filter: filterOf(asked, window),
      ...(limit === undefined ? {} : { limit }),
    },
    window,
    ...(limit === undefined ? {} : { said: new Set(tokensSaying(asked, WANTED)) }),
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

const OF_EACH =
  /\b(?:which|what)\s+(?:routes?|rounds?|trucks?|vehicles?|drivers?)\b|\b(?:by|per|for\s+(?:each|every))\s+(?:route|round|truck|vehicle|driver|depot|zone|stream)\b/i;

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
    // What plans saved is told of each plan, and of no route.
    lacks: new Set(tokensSaying(asked, OF_EACH)),
    uses: [
      ...(["reoptimised", "saved", "kpiCo2", "sumDistance", "sumFuel", "sumCost", "money"] as const),
      ...(["howMany", "route", "planned", "moreOrLess", "least", "better", "change"] as const),
    ],
  };
};

/** Rules for what could be saved and what was. */
export const SAVING_RULES: readonly Rule[] = [electric, replanned];
