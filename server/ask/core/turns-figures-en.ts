import type { Turn } from "#server/ask/core/turn-slots.ts";

/** An hour as people say it, of a pattern. */
export const HOUR = "(?:hour|hr|h)\\b";
/** The sides that yards and zones are called by, of a pattern. */
export const SIDE = "(?:north|south|east|west|centre|center)";
/** A share as people say it, of a pattern. */
export const SHARE = "(?:share|percentage|per\\s?cent|proportion|fraction|part|%)";

// How much of somebody's stops is done: of a route, a truck, a driver, a depot or a zone.
const SHARE_OF = `(?:what(?:['’]?s|\\s+is)?\\s+(?:the\\s+)?|the\\s+|how\\s+many\\s+)?${SHARE}\\s+(?:of\\s+)?`;
const THE_STOPS = "(?:planned\\s+|assigned\\s+|total\\s+)?(?:stops|pick-?ups|collections|visits|jobs|calls)";
const ARE_DONE =
  "(?:(?:that\\s+)?(?:are|is|were|was|has\\s+been|have\\s+been|got)\\s+)?(?:already\\s+|now\\s+|so\\s+far\\s+)?(?:done|completed?|finished|served)\\b(?!\\s+(?:on|in)\\s+time)";
const ARE_LEFT =
  "(?:are|is)\\s+(?:still\\s+|yet\\s+)?(?:left|open|pending|to\\s+(?:do|go|be\\s+done)|outstanding|remaining|not\\s+done(?:\\s+yet)?|undone)\\b";
const WHOSE =
  "((?!(?:today|yesterday|tomorrow|all|our|day|each|every|week|month|are|is|were|was|has|have|had|got|that|which|been|still|not|its|his|her|their|total)\\b)(?:the\\s+)?[\\p{L}\\d][\\p{L}\\d\\s-]{0,24}?)";
const SAYS_TIME =
  /\b(?:today|yesterday|tonight|now|so\s+far|last|this|past|since|until|week\w*|month\w*|year\w*|quarter\w*|\w+day(?:s|['’]s)?|morning|noon|january|february|march|april|may|june|july|august|september|october|november|december|\d{4})\b/i;

/** Turns of phrase about how high a figure is, how it comes about and how much of something is done. */
export const FIGURE_TURNS: readonly Turn[] = [
  // How a figure comes about
  [
    /^\W*where\s+(?:does|do)\s+(?:the\s+|our\s+|your\s+|this\s+)?(\p{L}[\p{L}\s-]{3,40}?)(?:\s+(?:number|figure|value|kpi|metric|percentage))?\s+come\s+from(?:\s*[,;?.]*\s*(?:and\s+)?how(?:['’]?s|\s+is|\s+are|\s+was)\s+(?:it|that|this|they)\s+(?:figured(?:\s+out)?|calculated|worked\s+out|reckoned|computed|made(?:\s+up)?|put\s+together|arrived\s+at|measured))?\W*$/giu,
    "how is the $1 reckoned?",
  ],
  [
    /\bwhat\s+(?:kind|sort)\s+of\s+(?=(?:an?\s+)?(?:[\p{L}-]+\s+){0,3}?(?:rate|share|percentage)\b)/giu,
    "what ",
  ],
  [
    /(?<=\b(?:rate|share|percentage|per\s+hour|per\s+stop|per\s+tonne)\b.{0,20}?)\s+(?:are|were)\s+we\s+(?:seeing|getting|running(?:\s+at)?|looking\s+at|having|doing)(?=\s+(?:in|on|at|for|by|per|this|last|over|with)\b)/gi,
    "",
  ],
  [
    /^(\W*(?:which|what)\s+\p{L}+)(?:['’]s|\s+(?:is|are|was|were))\s+running\s+(?:the\s+)?(?=(?:cheapest|dearest|priciest|worst|best|highest|lowest|slowest|fastest|costliest|most\s+expensive)\b)/giu,
    "$1 is ",
  ],
  [
    /\b(?:the\s+)?(?:mean|average|avg)\s+(?:number\s+of\s+)?(?=stops\s+per\s+hour\b|tonnes\s+per\s+route\s+hour\b|cost\s+per\b)/gi,
    "",
  ],
  [
    new RegExp(
      `\\b(?:tonnes?|tons?|tonnage|weight)\\s+(?:(?:collected|pulled|moved|carried)\\s+)?(?:per|p|an|in\\s+(?:an|one|the)|for\\s+(?:each|every)|each|every)\\s+(?:route\\s+)?${HOUR}(?:\\s+(?:(?:spent\\s+)?(?:on|of)\\s+(?:the\\s+)?(?:route|road|round)|worked))?`,
      "gi",
    ),
    "tonnes per route hour",
  ],
  [/\b(?:automated\s+)?side[\s-]arm\s+(?:vehicles|trucks|loaders|lorries)\b/gi, "side loaders"],
  [/\b(?:the\s+)?side\s+ones?(?:\s+automatic)?\b(?=.*\brear\b)/gi, "side loader"],
  [/\brear[\s-](?:end(?:er)?s?(?:\s+loaders?)?|loads?|ldrs?|ones?)\b/gi, "rear loaders"],
  [/\bside[\s-](?:loads?|ldrs?)\b(?!er)/gi, "side loaders"],
  [
    /\bfront[\s-](?:end(?:[\s-]loader)?|lift|loading|ender)\s+(?=(?:bins?|containers?|dumpsters?)\b)/gi,
    "front-load ",
  ],
  [
    /\bhow\s+far\s+(?:is|are|has|have)\s+(.{2,30}?)\s+(?:got\s+|come\s+)?through\s+(?:his|her|its|their|the)\s+(?:stops|route|round|list|run|day)\b(?:,?\s+in\s+(?:percent|per\s+cent|%))?/gi,
    "how far along is $1",
  ],
  [
    /(?<=\b(?:r-?|route\s+|truck\s+)\d{1,3}\s*[:,]?\s+)%\s+(?=(?:complete|completed|done|finished)\b)/gi,
    "percent ",
  ],
  [
    new RegExp(
      `\\bhow\\s+many\\s+of\\s+${WHOSE}(?:['’]s|['’])\\s+${THE_STOPS}\\s+${ARE_DONE},?\\s+(?:as|in)\\s+(?:an?\\s+)?(?:${SHARE}|per\\s+cent)`,
      "giu",
    ),
    "share of stops done of $1",
  ],
  [
    new RegExp(`(?:\\b|(?=%))${SHARE_OF}${WHOSE}\\s+is\\s+still\\s+to\\s+(?:do|go|be\\s+done)\\b`, "giu"),
    "what share of $1 is left",
  ],
  [
    new RegExp(`(?:\\b|(?=%))${SHARE_OF}(its|his|her)\\s+${THE_STOPS}\\s+${ARE_DONE}`, "gi"),
    (_, whose: string) => `how far along is ${{ its: "it", his: "he", her: "she" }[whose.toLowerCase()]}`,
  ],
  [
    new RegExp(`(?:\\b|(?=%))${SHARE_OF}${WHOSE}(?:['’]s|['’])\\s+${THE_STOPS}\\s+${ARE_LEFT}`, "giu"),
    "what share of $1 is left",
  ],
  [
    new RegExp(
      `(?:\\b|(?=%))${SHARE_OF}(?:the\\s+|all\\s+)?${THE_STOPS}\\s+(?:on|of|for)\\s+${WHOSE}\\s+${ARE_LEFT}`,
      "giu",
    ),
    "what share of $1 is left",
  ],
  [
    new RegExp(`(?:\\b|(?=%))${SHARE_OF}${WHOSE}(?:['’]s|['’])\\s+${THE_STOPS}\\s+${ARE_DONE}`, "giu"),
    "share of stops done of $1",
  ],
  [
    new RegExp(
      `(?:\\b|(?=%))${SHARE_OF}(?:the\\s+|all\\s+)?${THE_STOPS}\\s+(on|in|of|for|at)\\s+${WHOSE}\\s+${ARE_DONE}`,
      "giu",
    ),
    "share of stops done $1 $2",
  ],
  [
    new RegExp(
      `(?:\\b|(?=%))${SHARE_OF}(?:the\\s+|all\\s+|his\\s+|her\\s+|its\\s+|their\\s+)*${THE_STOPS}\\s+(?:that\\s+)?(?:(?:has|have|had|did)\\s+${WHOSE}\\s+(?:already\\s+)?(?:done?|completed?|finish(?:ed)?)|${WHOSE}\\s+(?:has\\s+|have\\s+|had\\s+)?(?:already\\s+)?(?:done|did|completed|finished))\\b(?!\\s+(?:on|in)\\s+time)`,
      "giu",
    ),
    (_, who?: string, whom?: string) => `share of stops done of ${who ?? whom}`,
  ],
  [
    /(?:%|\b(?:percent|percentage|share|proportion|fraction|per\s+cent))(?:\s+of)?\s+(?:the\s+|all\s+|our\s+)?stops\s+(?:(?:that|which)\s+)?(?:(?:are|were|was|is|got|have\s+been)\s+)?(?:done|completed|finished|served)\b(?!\s+(?:on|in)\s+time)/gi,
    // What "is done" is of today, unless another time is said.
    (...found) => {
      const said = String(found.at(-1));
      return /\b(?:are|is)\b/i.test(found[0] ?? "") && !SAYS_TIME.test(said)
        ? "today's share of stops done"
        : "share of stops done";
    },
  ],
  [
    /\b(?:something|things?|stuff)\s+(?:always\s+|keeps?\s+)?(?:goes|go|going|went)\s+wrong\b/gi,
    "exceptions",
  ],
  [/,?\s*\byes\s+or\s+no\b/gi, ""],
  [
    /\b(?:who(?:['’]s|\s+is)\s+(?:the\s+)?)?(quickest|fastest|slowest)\s+(?:through\s+the\s+(?:gate|tip|weighbridge)|at\s+turning\s+trucks\s+(?:round|around))\b/gi,
    "$1 waiting time at the tip",
  ],
  [new RegExp(`\\b(${SIDE})\\s+(?:yard|base|garage|lot)\\b`, "gi"), "$1 depot"],
  [/(?<!\bper\s+)\bstops\s*(?:and|\+|&)\s*(?:tonnes|tons|tonnage)\b/gi, "stops done and tonnage"],
  // "An hour" of what each of them does
  [
    /\bhow\s+many\s+(?:stops|pick-?ups|collections|lifts|visits)\s+(?:does|do|did)\s+(?:each|every)\s+(route|round|run|driver|truck|vehicle|lorry|crew|depot)\s+(?:get\s+through|do|make|manage|complete|finish|serve|handle|knock\s+out)\s+(?:an|per|each|every|in\s+an)\s+hour\b/gi,
    "stops per hour by $1",
  ],
  [
    /^\W*(?:which|who|what)\s+(?:loads|hauls|collects|carries|picks\s+up|brings\s+in|moves)\s+more\s+(?:an|per|each|every)\s+(?:route\s+)?hour(?:\s+(?:on|of)\s+(?:the\s+)?(?:road|route|round))?\s*,?\s*(?=.*\bloaders?\b.*\bor\b)/gi,
    "tonnes per route hour: ",
  ],
  [
    /^\W*how\s+(?:contaminated|dirty|mixed)\s+(?:are|is)\s+(?:the\s+|our\s+)?(?:bins|recycling|carts|containers|loads)\s+(?:in|across|by|for)\s+(?:each|every|the\s+(?:various|different))\s+(?:parts?\s+of\s+(?:the\s+)?(?:town|city)|areas?|zones?|neighbou?rhoods?|districts?|quarters?|suburbs?)\b/gi,
    "contamination rate by zone",
  ],
  [
    /[,;]?\s*\band\s+(?:are|is)\s+(?:things|it|that|they|matters|the\s+picture)\s+(?:improving|getting\s+(?:any\s+)?better|on\s+the\s+mend|looking\s+up)\s*(?=\?|$)/gi,
    ", and is it getting better",
  ],
  [
    /\b(?:which|what)\s+(truck|vehicle|lorry|wagon|unit)\s+is\s+(?:the\s+)?thirstiest\s+(?:for\s+(?:each|every)|per|an)\s+(?:route\s+)?hour(?:\s+(?:it(?:['’]s|\s+is)|they(?:['’]re|\s+are))\s+(?:out\s+)?(?:on\s+(?:its|the|their)\s+)?(?:round|route|road|out))?/gi,
    "which $1 burns the most fuel per route hour",
  ],
  [
    /\b(?:how\s+many\s+)?(?:stops|pick-?ups|collections|lifts)\s+(?:an|per|each|every)\s+hour\s+(?:that\s+)?(?:each|every)\s+(route|round|run|driver|truck|vehicle|lorry|crew|depot)\s+(?:manage[sd]?|does|did|makes?|made|gets?\s+through|got\s+through|achieve[sd]?|hits?)\b/gi,
    "stops per hour by $1",
  ],
  [/\b(worst|best|highest|lowest|oldest|newest|latest|longest)\s+1\s+first\b/gi, "$1 first"],
  [
    /(?<=\b(?:rate|share|percentage|punctuality|cost|overtime|tonnes|stops|misses|pick-?ups)\b.{0,40}?)\s+set\s+(?:beside|next\s+to|alongside|against)\s+(?=(?:the\s+|that\s+of|last|this|yesterday|\p{L}+day))/giu,
    " against ",
  ],
  [
    /\b(mor(?=\s)|more|less|fewer|greater|longer|shorter|later|earlier|higher|lower|older|heavier)\s+then\s+(?=\d|an?\b|half\b|one\b|two\b|three\b|four\b|five\b|six\b|ten\b|that\b|last\b|the\b)/gi,
    (_, much: string) => `${/^mor$/i.test(much) ? "more" : much} than `,
  ],
  [
    /\b(?:in\s+(?:the\s+)?order\s+of|sorted\s+by|ordered\s+by)\s+(?:who|which(?:\s+(?:one|route))?|what)\s+(?:finish(?:es)?|ends|is\s+done|gets\s+done)\s+(first|last)\b/gi,
    (_, end: string) => (/first/i.test(end) ? "soonest to finish first" : "latest to finish first"),
  ],
];
