import { HOURS } from "#server/ask/core/clock-words.ts";
import { plainly } from "#server/ask/core/idioms-en.ts";
import { editDistance, slipsAllowed } from "#server/ask/core/tokens.ts";

// Street names are cut short behind their own word alone: "Cedar Rd", but "1 st".
const STREETS: Readonly<Record<string, string>> = {
  st: "street",
  rd: "road",
  ave: "avenue",
  av: "avenue",
  ln: "lane",
  ct: "court",
  cl: "close",
  blvd: "boulevard",
};

const DAYS: Readonly<Record<string, string>> = {
  ...{ mon: "monday", tue: "tuesday", tues: "tuesday", wed: "wednesday", weds: "wednesday" },
  ...{ thu: "thursday", thur: "thursday", thurs: "thursday", fri: "friday", sat: "saturday", sun: "sunday" },
};

const WORDS: Readonly<Record<string, string>> = {
  rn: "right now",
  ...{ rt: "route", rte: "route", rts: "routes", rtes: "routes" },
  ...{ trk: "truck", trks: "trucks", veh: "vehicle", vehs: "vehicles" },
  ...{ exc: "exceptions", excs: "exceptions", cust: "customer", addr: "address", ppl: "people" },
  ...{ b4: "before", u: "you", ur: "your", r: "are", n: "and", v: "versus", w: "with" },
  ...{ mny: "many", hw: "how", wat: "what", wen: "when", wich: "which", wher: "where", wot: "what" },
  ...{
    hav: "have",
    hve: "have",
    lft: "left",
    hr: "hour",
    hrs: "hours",
    thr: "there",
    teh: "the",
    ovr: "over",
  },
  ...{ gonna: "going to", gotta: "have to", wanna: "want to", gimme: "give me", lemme: "let me" },
  ...{
    wk: "week",
    wks: "weeks",
    qtr: "quarter",
    mths: "months",
    mth: "month",
    mnth: "month",
    mnths: "months",
    yr: "year",
    yrs: "years",
    avg: "average",
  },
  ...{ yday: "yesterday", yest: "yesterday", tmrw: "tomorrow", tmr: "tomorrow", tomo: "tomorrow" },
  ...{ "2day": "today", tdy: "today", "2moro": "tomorrow", tmw: "tomorrow" },
  ...{ ytd: "this year", mtd: "this month", wtd: "this week", recyc: "recycling", sched: "schedule" },
  ...{
    eod: "end of the day",
    pct: "percent",
    lst: "last",
    nxt: "next",
    asap: "",
    thx: "",
    ty: "",
    tnx: "",
    pls: "please",
    plz: "please",
  },
  ...{ maint: "maintenance", compl: "completion", perf: "performance", setout: "set-out" },
};

// A word may be called as what every object has: "constructor".
const saidIn = (table: Readonly<Record<string, string>>, word: string): string | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;

// What is put right by its surroundings, in this order.
const SPELLINGS: readonly (readonly [found: RegExp, put: string])[] = [
  [/(?<=\p{L}|\d|\s)\s*>=\s*(?=\d)/gu, " at least "],
  [/(?<=\p{L}|\d|\s)\s*<=\s*(?=\d)/gu, " at most "],
  [/(?<=\p{L}|\d|\s)\s*>\s*(?=\d)/gu, " more than "],
  [/(?<=\p{L}|\d|\s)\s*<\s*(?=\d)/gu, " less than "],
  [/\bw\/o\b\s*/gi, "without "],
  [/\bw\/\s*/gi, "with "],
  [/\s*\/\s*100\s*km\b/gi, " per 100 km"],
  [/\b(\d+)km\b/gi, "$1 km"],
  // Lateness is told in minutes: "more than 30 late", but "more than 30 late routes".
  [
    /(?<=\b(?:than|least|over|under|by)\s+)(\d{1,3})\s+(?=(?:late|behind|down)\b(?!\s+(?:routes?|rounds?|stops?|trucks?|ones?)))/gi,
    "$1 minutes ",
  ],
  [/\b(\d{1,2})x\b/gi, "$1 times"],
  [/\bthis\s+a\.?m\.?(?=\W|$)/gi, "this morning"],
  [/\bthis\s+p\.?m\.?(?=\W|$)/gi, "this afternoon"],
  [
    /\b(this|last)\s+(week|month)\s+and\s+the\s+(?:previous|prior|last|one\s+before)(?:\s+one)?\b(?!\s+(?:week|month))/gi,
    "$1 $2 and the $2 before",
  ],
  [/\b(worst|best|latest|oldest|newest|biggest|longest|fullest)\s+ones?\s+first\b/gi, "$1 first"],
  [/\b(complaints?)\s+(?:that\s+)?sound(?:s|ing)?\s+like\b/gi, "$1 like"],
  [/\b(?:a|another|one(?:\s+more)?)\s+(tonne|ton)\s+and\s+a\s+half\b/gi, "1.5 $1s"],
  [/\banother\s+(tonne|ton)\b/gi, "1 $1"],
  [/\b(?:a\s+)?quarter\s+of\s+an\s+hour\b/gi, "15 minutes"],
  [/\bthree\s+quarters\s+of\s+an\s+hour\b/gi, "45 minutes"],
  // The last day up to now is no day of the calendar.
  [/\b((?:in|over|for|during|within)\s+the)\s+last\s+day\b(?!\s+of\b)/gi, "$1 last 24 hours"],
  [/(?<=\d)\s?l\b(?!['’])/gi, " litres"],
  [/\b(?:(?:the|in the)\s+)?past\s+(hour|day|week|month|year|quarter)\b/gi, "last one $1"],
  [/\blast one day\b/gi, "last 24 hours"],
  [/\blast one week\b/gi, "last 7 days"],
  [/\blast one month\b/gi, "last 30 days"],
  [/\blast one year\b/gi, "last 12 months"],
  [/\blast one quarter\b/gi, "last 3 months"],
  [/\blast one hour\b/gi, "last hour"],
  [/\b(\d+)\s+or\s+more\s+(min(?:ute)?s?|h(?:ou)?rs?)\b/gi, "$1 $2 or more"],
  [/\b(\d+)\+\s*(min(?:ute)?s?|h(?:ou)?rs?)\b/gi, "$1 $2 or more"],
  [/\b(who|what|where|when|how|that|there)s\b/gi, "$1 is"],
  [/\bcompl(?:aints|aining)\s+(?:re:?|of|on)\s+/gi, "complaints about "],
  // "Today's plan vs yesterday's", typed without a mark.
  [/\b(today|yesterday|tomorrow)s\b/gi, "$1's"],
  [/\b(tonnes?|tons?|stops?|lifts?|km|litres?)\s*\/\s*hr?s?\b/gi, "$1 per hour"],
  [/\s*&\s*/g, " and "],
  [/(?<=\p{L})\s*\+\s*(?=\p{L})/gu, " and "],
  [/(?<=\s|^)#\s*(?=\d)/g, ""],
  [/^\s*y\s+(?=is|are|was|were|did|does|do|so|has|have)\b/i, "why "],
  // "Make that drivers" asks for the same by another thing.
  [
    /^\s*(?:make\s+(?:that|it)|switch\s+(?:that\s+|it\s+)?to|now|same\s+(?:thing\s+)?(?:but\s+)?(?:for|by)|do\s+(?:that|it|the\s+same)\s+(?:for|by))\s+(?:by\s+|per\s+)?(driver|vehicle|truck|route|depot|zone|stream)s?(?:\s+instead)?\W*$/i,
    "and by $1",
  ],
];

const TIMES: readonly string[] = [
  ...["yesterday", "tomorrow", "today", "tonight", "morning", "afternoon", "evening"],
  ...["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekend"],
  ...["january", "february", "march", "april", "august", "september", "october", "november", "december"],
  ...["month", "months", "weeks", "hours", "minutes", "quarter", "fortnight"],
];

// "Half past nine", "quarter to 10".
const FACES: Readonly<Record<string, number>> = { "half past": 30, "quarter past": 15, "quarter to": -15 };
const CLOCK_FACE = new RegExp(
  `\\b(half\\s+past|quarter\\s+past|quarter\\s+to)\\s+(${HOURS.join("|")}|1[0-2]|[1-9])\\b`,
  "gi",
);

const QUOTED = /("[^"]*"|“[^”]*”|«[^»]*»)/u;

/**
 * Makes what says a question as it is typed in a hurry in whole words: "any rts >30 late b4 noon". Words in quotation marks
 * stay; a slip in a word of time is put right where `isKnown` tells that it is no word of its own.
 */
export const createShorthand = (isKnown: (word: string) => boolean) => {
  const timeOf = (word: string): string => {
    const said = word.toLowerCase();
    if (said.length < 5 || TIMES.includes(said) || isKnown(word)) return word;
    return (
      TIMES.find(
        (time) => editDistance(said, time, slipsAllowed(said.length)) <= slipsAllowed(said.length),
      ) ?? word
    );
  };
  const whole = (part: string): string => {
    const spelled = SPELLINGS.reduce((rest, [found, put]) => rest.replace(found, put), plainly(part)).replace(
      CLOCK_FACE,
      (_, side: string, at: string) => {
        const hour = HOURS.indexOf(at.toLowerCase()) + 1 || Number(at);
        const minutes = hour * 60 + (FACES[side.toLowerCase().replace(/\s+/g, " ")] ?? 0);
        return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
      },
    );
    const worded = spelled.replace(/[\p{L}\p{N}'’-]+/gu, (word, at: number) => {
      const said = word.toLowerCase();
      const before = spelled.slice(0, at);
      const street = saidIn(STREETS, said);
      const name = /(\p{L}{3,})\s+$/u.exec(before)?.[1]?.toLowerCase();
      // One street has one such word: "Mill st st" is as it stands.
      if (street !== undefined && name !== undefined && !Object.values(STREETS).includes(name)) return street;
      const day = saidIn(DAYS, said);
      // "Sat still" and "in the sun" name no day.
      const isDay =
        !/^(?:sat|sun)$/.test(said) || /\b(?:on|next|last|this|every|by|until|for)\s+$/i.test(before);
      if (day !== undefined && isDay) return day;
      // A capital stands for itself: "zone W", and a letter before a number is part of a name.
      const isLetter = word.length === 1 && (word !== said || /^\s*[-\d]/.test(spelled.slice(at + 1)));
      const put = isLetter ? undefined : saidIn(WORDS, said);
      return put ?? timeOf(word);
    });
    // Words cut short hid turns of phrase.
    return plainly(worded);
  };
  return (text: string): string =>
    text
      .split(QUOTED)
      .map((part) => (QUOTED.test(part) ? part : whole(part)))
      .join("")
      .replace(/\s+/g, " ")
      .trim();
};
