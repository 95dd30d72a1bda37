import { NUMBER } from "#server/ask/core/quantity.ts";

const DAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday";
const MONTH = "january|february|march|april|may|june|july|august|september|october|november|december";
const THING =
  "route|driver|truck|vehicle|depot|zone|customer|container|stop|street|route|exception|facility|load|weigh ticket";
const SIDE = "north|south|east|west|centre";

// In this order.
const SMOOTHED: readonly (readonly [found: RegExp, put: string])[] = [
  // Things that are counted or asked for by "most" are several.
  [
    new RegExp(
      `\\b(?<!-)${NUMBER}\\s+(${THING})\\b(?=\\s+(?:with|that|which|who)\\b)(?<!\\b(?:route|truck|vehicle|zone)\\s+\\d{1,3}\\s+\\w+)`,
      "gi",
    ),
    "$1 $2s",
  ],
  [
    new RegExp(
      `\\b(?:the\\s+)?(\\d{1,3}|two|three|four|five|six|seven|eight|nine|ten)\\s+(${THING})\\s+(?=(?:with|that|which|who)\\b|have\\b|has\\b)`,
      "gi",
    ),
    "$1 $2s ",
  ],
  [/\b(?:which|that)\s+(?:have\s+)?longest\b/gi, "with the longest"],
  // "Depot north" and "station south" are called the other way round.
  [new RegExp(`\\b(transfer station|landfill|tip)\\s+(${SIDE})\\b`, "gi"), "$2 $1"],
  [
    /\b(?:in|on|by)\s+(?:the\s+)?((?:(?:north|south|east|west)\s+)?(?:landfill|transfer station|tip|disposal site))\b/gi,
    "at the $1",
  ],
  // "El viernes" is on Friday.
  [
    new RegExp(
      `(?<!\\b(?:last|next|since|every|until|till|of|to|before|after|from)\\s+)(?<!\\b(?:of|since|until|to|before|after|from)\\s+the\\s+)\\b(?:the|at)\\s+(${DAY})\\b(?!\\s+(?:before|after|summary))`,
      "gi",
    ),
    "on $1",
  ],
  [new RegExp(`\\b(until|till|to|since|before)\\s+the\\s+(${DAY})\\b`, "gi"), "$1 $2"],
  [new RegExp(`\\blast\\s+(${MONTH})\\s+week\\b`, "gi"), "last week of $1"],
  [new RegExp(`\\bfirst\\s+(${MONTH})\\s+week\\b`, "gi"), "first week of $1"],
  [new RegExp(`\\bsince\\s+the\\s+(\\d{1,2})\\s+of\\s+(${MONTH})\\b`, "gi"), "since $1 $2"],
  [new RegExp(`\\b(\\d{1,2})\\s+of\\s+(${MONTH})\\b`, "gi"), "$1 $2"],
  // "Con las del martes" is with those of Tuesday.
  [/\b(with|than|against|versus|vs)\s+the\s+of\s+(?:the\s+)?/gi, "$1 "],
  // "Nach Fahrer sortieren".
  [/\bin\s+last\s+(?=\w+\s+(?:days|weeks|months|hours|minutes)\b)/gi, "in the last "],
  [/\bof\s+last\s+(?=\w+\s+(?:days|weeks|months)\b)/gi, "of the last "],
  [/\bmost\s+of\s+(?=\d)/gi, "more than "],
  [/\bcomplaint\s+(?:by|for|of)\s+/gi, "complaints about "],
  [/\bhow\s+many\s+times\s+(?=missed\s+pickups?\b)/i, "how many "],
  [/,?\s*\b(?:please|thanks)\s*(?=[.!?]*$)/i, ""],
  [/(?<=[\p{L}\d])[,;]?\s+only\s+(?=\p{L})/giu, ", "],
  [/\bin\s+(?=(?:\p{Lu}\p{L}+\s+){1,2}(?:Street|Road|Lane|Avenue|Court|Close)\b)/gu, "on "],
  // The verb stands at the end of what an alert waits for.
  [
    /\btell\s+me\s+when\s+((?:in|at|on)\s+(?:the\s+)+.{3,30}?)\s+((?:more|less|at)\s+(?:than|least)\s+\w+\s+\w+)\s+(skipped|missed|open|late|finished)(?:\s+(?:were|are|is|was))?\b/i,
    "tell me when $2 $1 are $3",
  ],
  [/\bwill\s+pass\s+today\s+(?:of\s+)?(?:the\s+)?(legal\s+hours)\b/i, "will pass the $1 today"],
  [/\bthe\s+the\b/gi, "the"],
  // A question that is introduced is asked behind the colon.
  [/^[^:?\d]{3,60}:\s*(?=[¿\s]*(?:which|who|how|what|when|where|why|is|are|can|did|has|will)\b)/i, ""],
];

/**
 * Puts the English that a gloss says word by word in the order English has: "the five route with the most exception" is "five
 * routes with the most exception", "transfer station north" the "north transfer station", "the friday" is "on friday".
 */
export const smoothed = (text: string): string =>
  SMOOTHED.reduce((rest, [found, put]) => rest.replace(found, put), text)
    .replace(/[¿¡]/g, "")
    .replace(/\s+/g, " ")
    .trim();
