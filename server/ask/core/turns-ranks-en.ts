import type { Turn } from "#server/ask/core/turn-slots.ts";

const THING =
  "(?<thing>depot|zone|route|round|driver|crew|truck|vehicle|lorry|lorrie|street|customer|account|stream|weekday|site|facility|facilitie)s?";
const COUNTED =
  "(?<counted>(?:(?:open|unresolved|serious)\\s+)?(?:missed\\s+(?:pick-?ups?|collections?)|skipped\\s+(?:stops?|pick-?ups?)|over(?:full|flowing)\\s+(?:bins?|containers?|carts?)|contaminated\\s+(?:loads?|bins?|carts?|containers?)|contamination\\s+(?:exceptions?|reports?|cases?)|breakdowns?|(?:active\\s+)?faults?|blocked\\s+(?:access|bins?|containers?)|damaged\\s+(?:bins?|containers?)|exceptions?|problems|issues|incidents|complaints?))\\b(?!\\s+(?:per|an?|rates?|shares?|percent\\w*|by)\\b)";
const TOP =
  "(?:(?:top|first|worst)\\s+(?<top>\\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\\s+)?";
const BY =
  "(?:by|in\\s+(?:the\\s+)?order\\s+of|according\\s+to|on)\\s+(?:(?:the|their|its)\\s+)?(?:(?:number|count|total|amount)s?\\s+of\\s+)?(?:their\\s+)?";
const WAY = "(?<way>,?\\s+(?:from\\s+)?(?:best|worst|fewest|most|lowest|highest)\\s+(?:to\\s+\\w+|first))?";
// What ranking counts leaves open are all that were there: the worst has most of them, and nothing is more urgent.
const FEWEST =
  /[,;]?\s*\b(?:from\s+)?(?:the\s+)?(?:best|fewest|lowest|least)\s+(?:to\s+\w+|first|on\s+top)\b/i;
const MOST =
  /[,;]?\s*\b(?:from\s+)?(?:the\s+)?(?:worst|most|highest|biggest)\s+(?:to\s+\w+|(?:ones?\s+)?first|on\s+top|at\s+the\s+top)\b/i;

const SINGULAR: Readonly<Record<string, string>> = {
  ...{ lorrie: "truck", lorry: "truck", round: "route", crew: "driver" },
  ...{ account: "customer", facilitie: "facility" },
};

const RANKINGS = [
  `^(?<lead>\\W*(?:(?:please|can\\s+you|could\\s+you|now|and)\\s+)*)(?:rank|order|sort|arrange|list|put)\\s+(?:all\\s+)?(?:(?:the|our|my)\\s+)?${TOP}${THING}${WAY}\\s+${BY}${COUNTED}(?<rest>.*)$`,
  `^(?<lead>.{0,20}?)\\b(?:an?\\s+|the\\s+)?(?:ranking|league\\s+table|leader\\s?board|rank\\s+order)\\s+of\\s+(?:(?:the|our)\\s+)?${TOP}${THING}${WAY}\\s+${BY}${COUNTED}(?<rest>.*)$`,
  `^(?<lead>\\W*(?:(?:show|give|me|us|list|all)\\s+)*)(?:(?:the|our)\\s+)?${THING}${WAY}\\s+(?:ranked|ordered|sorted)${WAY.replace("<way>", "<then>")}\\s+${BY}${COUNTED}(?<rest>.*)$`,
];

const asCounted = (...found: unknown[]): string => {
  const said = found.at(-1) as Record<string, string | undefined>;
  const { lead = "", thing = "", counted = "", way = "", then = "", rest = "", top = "" } = said;
  const isFewest = [way, then, rest].some((words) => FEWEST.test(words));
  const key = thing.toLowerCase();
  // A contaminated load is what is reported, and no rate.
  const reports = counted.replace(/^contaminat\w+\s+\w+/i, "contamination exceptions");
  return `${lead}${isFewest ? "fewest " : ""}${reports} by ${SINGULAR[key] ?? key}${rest
    .replace(FEWEST, "")
    .replace(MOST, "")
    .replace(/[\s?.!]+$/, "")}${top === "" ? "" : `, top ${top}`}`;
};

const TRUCKS = "(?:trucks?|vehicles?|lorr(?:y|ies)|wagons?|rigs?)";
const TOOK =
  "(?:took|brought|delivered|carried|hauled|tipped|dropped|dumped|had|has\\s+(?:taken|brought|tipped|delivered|had)|ran|drove|made|brachte|trajo|llev[oó])(?:\\s+(?:in|off|over))?";
const SPAN = "(?<span>\\s+(?:last|this)\\s+(?:week|month|year|quarter)|\\s+yesterday|\\s+today)?";
const EXTREME = "(?:heaviest|biggest|largest|lightest|smallest)";
// Rows of loads tell who brought them and where to.
const TOLD_OF_LOADS: Turn = [
  /(?<=\b(?:loads|tickets)\b.*)[\s,;]*\b(?:with|and)\s+(?:the\s+|which\s+|what\s+)?(?:truck|vehicle|lorry|wagon)\s*(?:,|and|&|plus)\s*(?:where\s+(?:it|they|each|that)\s+(?:(?:got|was|were|is|has\s+been)\s+)?(?:dumped|tipped|taken|unloaded|dropped(?:\s+off)?|went|weighed)|(?:the\s+|which\s+)?(?:site|facility|place|tip|dump|landfill))(?=\W*$)/gi,
  " with truck and facility",
];
// Whoever brought one load is told beside it; a load of each truck is one by truck.
const LOAD_TURNS: readonly Turn[] = [
  [
    new RegExp(
      `\\b(?:which|what)\\s+(?<who>truck|vehicle|lorry|wagon|rig|driver|route|crew)\\s+${TOOK}${SPAN}\\s+(?:the\\s+|our\\s+)?(?<load>(?:single\\s+)?${EXTREME}\\s+(?:single\\s+)?(?:\\w+\\s+)?(?:load|loads(?=\\s+to\\b)|payload|ticket))(?<rest>\\b(?!\\s+(?:by|per|each|on\\s+board)\\b)(?!.*\\b(?:an?|the|any|our)\\s+(?:landfills?|tips?|dumps?|transfer\\s+stations?)\\b)[^,?.]*)(?=[?.]?\\s*$)`,
      "giu",
    ),
    (...found) => {
      const {
        who = "",
        load = "",
        span = "",
        rest = "",
      } = found.at(-1) as unknown as Record<string, string | undefined>;
      return `the ${load.replace(/loads$/i, "load")}${rest}${span}, and which ${who.toLowerCase()} brought it`;
    },
  ],
  [
    new RegExp(
      `\\b(?:which|what)\\s+${TRUCKS}\\s+${TOOK}\\s+(?:the\\s+)?(${EXTREME}\\s+(?:loads|tickets))(?=\\s+(?:to|at|in(?:to)?)\\b)`,
      "giu",
    ),
    "$1",
  ],
  [
    new RegExp(
      `\\b(?:the\\s+)?(${EXTREME}\\s+(?:loads?|tickets?))\\s+(?:that\\s+)?(?:each|every)\\s+(?:of\\s+(?:the|our)\\s+)?(truck|vehicle|lorry|wagon)s?\\s+(?:has\\s+)?(?:took|taken|brought|delivered|carried|hauled|tipped|had)\\b`,
      "giu",
    ),
    "$1 by $2",
  ],
  [
    new RegExp(
      `\\b(?:which|what)\\s+(truck|vehicle|lorry|wagon)\\s+${TOOK}\\s+the\\s+most\\s+loads\\s+(?:to|at|in(?:to)?)\\s+`,
      "giu",
    ),
    "which $1 has the most weigh tickets at ",
  ],
  [
    new RegExp(
      `\\b(?:which|what)\\s+(?:truck|vehicle|lorry|wagon)\\s+${TOOK}\\s+the\\s+most\\s+(?:weight|tonn?es|tons|tonnage|waste|rubbish)\\s+(?:to|at|in(?:to)?)\\s+(.{3,80}?)(?=[?.]?\\s*$)`,
      "giu",
    ),
    "tonnes tipped at $1 by truck, highest first",
  ],
];

// An order of what is counted, and nothing that is to be done first.
const COUNT_TURNS: readonly Turn[] = [
  [
    /\b(?:knocked|banged|cranked|churned|turned|ground|got)\s+(?:out|through|off)\s+(?=(?:the\s+)?(?:most|fewest|least)\s+(?:stops|pickups|collections|bins|lifts)\b)/gi,
    "did ",
  ],
  [
    /[,;.–-]?\s*(?:\band\s+)?(?:\bwith\s+)?(?:\bthe\s+)?\b(?:biggest|largest|highest|greatest|most)\s+(?:numbers?|counts?|totals?|amounts?|tall(?:y|ies)|figures?)\s+(?:first|on\s+top|up\s+top|at\s+the\s+top)(?=\W*$)/gi,
    ", highest first",
  ],
  [
    /[,;.–-]?\s*(?:\band\s+)?(?:\bwith\s+)?(?:\bthe\s+)?\b(?:smallest|lowest|fewest|least)\s+(?:numbers?|counts?|totals?|amounts?|tall(?:y|ies)|figures?)\s+(?:first|on\s+top|up\s+top|at\s+the\s+top)(?=\W*$)/gi,
    ", lowest first",
  ],
  [
    /(?<=\b(?:which|what|by|per|each)\b.*)[,;.?!]\s*(?:and\s+)?rank\s+(?:them\s+)?all(?:\s+(?:of\s+(?:them|these|those)|\d+|two|three|four|five|six|seven|eight))?(?=\W*$)/gi,
    "",
  ],
];

/** Turns of phrase that rank things by what is counted of them, said as those counted by the things. */
export const RANK_TURNS: readonly Turn[] = [
  // The load that is least like the others'
  [
    /^(?:\W*(?:on|of|for)\s+(?:any\s+(?:given|one)|a\s+given|each|the\s+same)\s+day\s*,?\s*)?(\W*)(which|what)\s+(route|round)(?:['’]s)?\s+(?:(?:work\s?load|load|work)\s+)?(?:is|was|looks|sits)\s+(?:the\s+)?(?:most\s+(?:out\s+of\s+(?:line|kilter|balance|step)|lopsided|uneven|unequal)|furthest\s+out\s+of\s+(?:line|balance))\s+(?:with|from|against|compared\s+(?:to|with))\s+(?:all\s+)?(?:the\s+)?(?:rest|others?|other\s+(?:routes|rounds))(?:\s+(?:of|on|from)\s+(?:that|its|the\s+same)\s+day)?(?=\W*$)/giu,
    "$1$2 $3 is the most unbalanced against the others of that day",
  ],
  ...COUNT_TURNS,
  ...RANKINGS.map((words): Turn => [new RegExp(words, "giu"), asCounted]),
  ...LOAD_TURNS,
  TOLD_OF_LOADS,
  [
    /\b(?:which|what)\s+(route|round|run)\s+is\s+(?:the\s+)?(?:most\s+|furthest\s+)?out\s+of\s+(?:line|step|kilter|balance)\s+(?:with|against|compared\s+(?:to|with))\s+(?:the\s+)?(?:rest|others?|other\s+ones)(?:\s+(?:that\s+(?:go|went|run|ran)\s+out\s+)?(?:of|on)?\s*(?:the\s+|that\s+)?same\s+day|\s+of\s+(?:that|the)\s+day)?/gi,
    "which $1 is the most unbalanced against the others of that day",
  ],
];
