import { readNumber } from "#server/ask/core/quantity.ts";
import { N, type Turn } from "#server/ask/core/turn-slots.ts";

// The procedure "Driving hours and breaks" asks for a break after so many hours of work.
const BREAK_AFTER_H = 6;
const LEGAL = "(?:legal|driving|drive|duty|permitted|allowed|lawful)";
const WHO =
  "(?:who|which\\s+drivers?|what\\s+drivers?|any(?:\\s?body|\\s?one)|any\\s+(?:of\\s+the\\s+|of\\s+our\\s+)?drivers?)";
const HALF = "(half\\s+an?\\s+hour|half\\s+hour|quarter\\s+of\\s+an\\s+hour)";
const LENGTH = `(?:${N}\\s+(hours?|hrs?|minutes?|mins?)|(hour)|${HALF})`;

// How long a stretch is that is said in words, in hours.
const hoursOf = (count?: string, unit?: string, one?: string, half?: string): number => {
  if (half !== undefined) return /^half/i.test(half) ? 0.5 : 0.25;
  if (one !== undefined) return 1;
  const number = readNumber(count ?? "") ?? 0;
  return /^m/i.test(unit ?? "") ? number / 60 : number;
};

/** Turns of phrase about the hours of drivers: their clock, their breaks and what the law leaves them. */
export const CREW_TURNS: readonly Turn[] = [
  // Who will pass the legal limit before the shift ends
  [
    /\b(?:(?:is|are)\s+)?(?:anyone|anybody|any\s+(?:of\s+the\s+)?(?:drivers?|crews?)|who(?:['’]?s|\s+is|\s+are)?|which\s+(?:drivers?|crews?))\s+(?:(?:is|are|will|be|going\s+to|gonna|about\s+to|likely\s+to|due\s+to|set\s+to|bound\s+to)\s+)*(?:run|go|get|tip|creep|drift|push|end\s+up)\s+(?:past|over|beyond|through|out\s+of)\s+(?:(?:their|the|his|her|any)\s+)?legal\s+(?:hours|limits?|driving\s+hours|maximum)(?:\s+before\s+(?:(?:the|their|his|her|this)\s+)?(?:shift|day|round)s?(?:['’]?s|\s+is|\s+are)?\s*(?:out|over|done|finished|up|ends?|end))?/gi,
    "which drivers will exceed their legal hours today",
  ],
  // What is left of the hours that the law allows
  [
    new RegExp(
      `\\b${WHO}(?:['’]s|\\s+is|\\s+are|\\s+will|['’]ll)?\\s+(?:(?:be\\s+)?(?:gonna|going\\s+to|about\\s+to|due\\s+to|likely\\s+to)\\s+)?(?:be\\s+)?(?:run(?:s|ning)?\\s+out\\s+of|out\\s+of|hit(?:s|ting)?\\s+(?:the\\s+end\\s+of\\s+)?(?:his|her|their)|use\\s+up(?:\\s+(?:his|her|their))?)\\s+${LEGAL}\\s+(?:hours|time)\\s+(?:with)?in\\s+(?:the\\s+next\\s+|under\\s+)?${LENGTH}(?=\\W*$|\\W+today)`,
      "gi",
    ),
    (_, count, unit, one, half) =>
      `drivers with less than ${hoursOf(count, unit, one, half)} hours of legal hours left`,
  ],
  // Breaks that are due: so long at work without one
  [
    new RegExp(
      `\\b${WHO}(?:['’]s|\\s+is|\\s+are|\\s+has|\\s+have|\\s+will|['’]ll)?\\s+(?:got\\s+to|have\\s+to|has\\s+to|need(?:s|ing)?(?:\\s+to)?|must|due(?:\\s+to)?|be\\s+due|supposed\\s+to)\\s*(?:stop\\s+for|take|have|be\\s+on|go\\s+on)?\\s+(?:a|an|his|her|their|the)\\s+(?:next\\s+)?(?:legal\\s+)?break\\s+(?:with)?in\\s+the\\s+next\\s+${LENGTH}(?=\\W*$|\\W+today)`,
      "gi",
    ),
    (said, count, unit, one, half) => {
      const left = BREAK_AFTER_H - hoursOf(count, unit, one, half);
      return left > 0 ? `drivers who have been without a break for at least ${left} hours` : said;
    },
  ],
  [
    /\b(?:work(?:ed|ing)?|did|done|d(?:id|o)\s+|went\s+through|went|finish(?:ed)?|drove)\s+(?:(?:their|his|her|the|a)\s+)?(?:whole\s+|full\s+|entire\s+)?(?:shifts?|day)\s+without\s+(?:taking\s+|having\s+|getting\s+|stopping\s+for\s+)?(?:a\s+single\s+|an?\s+|\bany\s+)?breaks?\b/gi,
    "had no break",
  ],
  [
    /\b(?:skipped|missed)\s+(?:their|his|her|the)\s+breaks?\b(?=.*\b(?:yesterday|last|on)\b)/gi,
    "had no break",
  ],
  // Hours bounded by their number
  [
    new RegExp(
      `(?<=\\b(?:more\\s+than|over|at\\s+least|above|under|below|less\\s+than|fewer\\s+than|at\\s+most|exceeding|beyond)\\s+)${N}\\s*(?:overtime|OT)(?:\\s+(?:hours?|hrs?))?(?![\\w-])`,
      "gi",
    ),
    "$1 hours of overtime",
  ],
  // The clock
  [
    /(?<=(?:n['’]?t|\bnot|\bnever)\s+(?:yet\s+|actually\s+|even\s+)?)(?:left|(?:gone|been|driven|rolled|pulled|got(?:ten)?|come|made\s+it|moved|headed)\s+(?:out|off)(?:\s+(?:of|from))?)\s+(?:the\s+)?(\p{Lu}\p{L}+)\s+(?:yard|depot|base|gates?)(?!\p{L})/gu,
    "left the yard of $1 depot",
  ],
  [/\bpunched\s+(?:in|on)\b/gi, "clocked in"],
  [/(?<!\bleft\s+)\bon\s+the\s+clock\b(?=.*\b(?:gates?|yard|depot|base|premises)\b)/gi, "clocked in"],
  [
    /\b(?:but|and|yet|though)\s+(?:(?:still|yet|who)\s+)*(?:has|have|is|are)\s?(?:n['’]?t|not)\s+(?:yet\s+|actually\s+)?(?:gone|been|driven|rolled|pulled|got(?:ten)?|come|made\s+it|moved|headed)?\s*(?:out|off|outside)\s+(?:of\s+|from\s+)?(?:the\s+|its\s+|their\s+)?(?:gates?|yard|depot|premises)(?:\s+yet)?/gi,
    "but not left the yard",
  ],
  [
    /\b(?:did\s+)?(?:anybody|anyone|any\s+(?:of\s+the\s+)?drivers?)\s+(?:clock|punch|book|sign)(?:ed)?\s+(?:in|on)\s+(?=(?:before|after|earlier|later|by|at)\b)/gi,
    "which drivers clocked in ",
  ],
  [/\b(?:punch|book|sign)(ed|ing|s)?\s+(?:in|on)\b(?=\s+(?:late|early|before|after|by)\b)/gi, "clock$1 in"],
  [
    /\bstart(?:ed)?\s+(?:their|his|her)\s+shifts?\s+(?=(?:before|after|late|early|earlier|later)\b)/gi,
    "clocked in ",
  ],
  [
    /\b(?:(?:the\s+)?(?:crew|driver|shift|team|it|he|she|they)\s+)?(?:tips?|slips?|runs?|goes|go|spills?|rolls?)\s+(?:over\s+)?into\s+(?:ot|overtime)\b/gi,
    "overtime starts",
  ],
  [
    /\b(?:bust|break|blow|exceed|bust\s+through|blow\s+through|run\s+past|go\s+past|run\s+over)\s+(?:their|the)\s+legal\s+hours\b/gi,
    "pass their legal hours",
  ],
  [
    /(?<=\blegal\s+hours\b[^.?!]{0,30}?)[,;]?\s*and\s+(?:(?:a?round|about|at|roughly)\s+)?(?:what\s+time|when)(?=\W*$)/gi,
    "",
  ],
  [
    /(?<=\blegal\s+hours\b[^.?!]{0,20}?)\s+before\s+(?:the|their)\s+shifts?(?:['’]s|['’]re|\s+is|\s+are)?\s+(?:out|over|done|up|ends?|finished)\b/gi,
    " today",
  ],
];
