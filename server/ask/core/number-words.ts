import { MONTHS } from "#server/ask/core/calendar-words.ts";

const ONES = "one two three four five six seven eight nine".split(" ");
const TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const ORDINALS =
  "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth".split(
    " ",
  );

const any = (words: readonly string[]): string => words.join("|");
const ONE = any(ONES);
const BELOW_HUNDRED = `(?:(?:${any(TENS)})(?:[\\s-](?:${ONE}))?|${any(TEENS)}|${ONE})`;

const belowHundred = (words: string): number =>
  words.split(/[\s-]+/).reduce((sum, word) => {
    const ten = TENS.indexOf(word);
    const teen = TEENS.indexOf(word);
    return sum + (ten !== -1 ? 20 + ten * 10 : teen !== -1 ? 10 + teen : ONES.indexOf(word) + 1);
  }, 0);

const said = (words: string): number =>
  /^\d/.test(words) ? Number(words) : /^an?$/.test(words) ? 1 : belowHundred(words.toLowerCase());

const ordinal = (word: string): number => {
  const at = ORDINALS.indexOf(word.toLowerCase());
  return at <= 17 ? at + 3 : 30 + (at - 18) * 10;
};

const COUNTED =
  "hours?|minutes?|mins?|days|weeks|months|tonnes?|tons?|kilos?|stops|pickups|trucks|routes|lifts";
const PARTS: Readonly<Record<string, number>> = { half: 2, third: 3, quarter: 4, fifth: 5, tenth: 10 };
/** So many parts of a whole in percent: three quarters are 75 %. */
const percentOf = (count: number, part: string): string =>
  `${Math.round((100 * count) / (PARTS[part.toLowerCase()] ?? 1))} %`;

type Said = readonly [found: RegExp, put: string | ((...found: string[]) => string)];

// In this order: the wider first.
const NUMBERS_SAID: readonly Said[] = [
  // A price: "one seventy-eight per litre".
  [
    new RegExp(
      `\\b(${ONE})\\s+((?:${any(TENS)})(?:[\\s-](?:${ONE}))?|${any(TEENS)})\\s+(?=(?:per|an?|for\\s+an?|the)\\s+lit(?:re|er)\\b)`,
      "gi",
    ),
    (_, whole: string, cents: string) => `${said(whole)}.${said(cents)} `,
  ],
  // Hours and their parts.
  [/\b(?:an?|one)\s+hour\s+and\s+a\s+half\b/gi, "90 minutes"],
  [
    new RegExp(`\\b(\\d{1,3}|${BELOW_HUNDRED})\\s+and\\s+a\\s+half\\b`, "gi"),
    (_, whole: string) => `${said(whole)}.5`,
  ],
  [/\btwo[\s-]thirds\s+of\s+an\s+hour\b/gi, "40 minutes"],
  [/\b(?:a|one)\s+third\s+of\s+an\s+hour\b/gi, "20 minutes"],
  [/\bthree[\s-]quarters?\s+of\s+an\s+hour\b/gi, "45 minutes"],
  [/\b(?:an?\s+|one\s+)?quarter(?:\s+of\s+an|\s+an)?[\s-]hour\b/gi, "15 minutes"],
  [/\b(?:(?:an?|one)\s+)?half[\s-]hour\b/gi, "30 minutes"],
  // Shares: "four fifths full", "between a third and a half full".
  [
    /(?<=\bbetween\s+)(?:an?\s+|one\s+)?(half|third|quarter|fifth|tenth)\s+(?=(?:and|to)\s+(?:(?:an?|one)\s+)?(?:half|third|quarter|(?:two|three|four|nine)[\s-](?:third|quarter|fifth|tenth)s|\d+\s*%)\s+(?:full|loaded)\b)/gi,
    (_, part: string) => `${percentOf(1, part)} `,
  ],
  [
    /(?<!\bnot\s+)\b(?:an?|one)\s+(half|third|quarter|fifth|tenth)\s+(?=full\b|loaded\b)/gi,
    (_, part: string) => `${percentOf(1, part)} `,
  ],
  [
    /\b(one|two|three|four|seven|nine)[\s-](fifth|tenth|third|quarter)s?\s+(?=full\b|loaded\b|of\s+(?:the|their|its|his|her|our|all)\s+(?:stops|round|route|load|capacity)\b|done\b|finished\b)/gi,
    (_, count: string, part: string) => `${percentOf(said(count), part)} `,
  ],
  [
    /(?<=\b(?:above|over|under|below|past|beyond|exceeds?|exceeding|than|least|at)\s+)(two|three|four|nine)[\s-](fifth|tenth|third|quarter)s\b/gi,
    (_, count: string, part: string) => percentOf(said(count), part),
  ],
  // Dozens, scores, thousands and hundreds.
  [/\bhalf\s+a\s+dozen\b/gi, "6"],
  [/\bhalf\s+a\s+thousand\b/gi, "500"],
  [new RegExp(`\\b(${BELOW_HUNDRED})\\s+dozen\\b`, "gi"), (_, count: string) => String(said(count) * 12)],
  [/\ba\s+dozen\b/gi, "12"],
  [/\b(last|final|first|next)\s+score\s+of\b/gi, "$1 20"],
  [
    /\bpairs?\s+of\s+(?=(?:vehicles|trucks|routes|drivers|reassignments|changes|stops|hours|days|weeks)\b)/gi,
    "two ",
  ],
  [new RegExp(`\\b(?:a\\s+)?couple\\s+of\\s+(?=(?:${COUNTED})\\b)`, "gi"), "two "],
  [
    new RegExp(
      `\\b(${BELOW_HUNDRED}|a|\\d{1,3})[\\s-]thousand(?:(?:\\s+and)?\\s+(${BELOW_HUNDRED}))?\\b`,
      "gi",
    ),
    (_, count: string, rest: string | undefined) =>
      String(said(count.toLowerCase()) * 1_000 + (rest ? said(rest) : 0)),
  ],
  [
    new RegExp(`\\b(${BELOW_HUNDRED}|a)[\\s-]hundred(?:(?:\\s+and)?\\s+(${BELOW_HUNDRED}))?\\b`, "gi"),
    (_, count: string, rest: string | undefined) =>
      String(said(count.toLowerCase()) * 100 + (rest ? said(rest) : 0)),
  ],
  [/\b(\d{1,3})k(?=\s+(?:stops|lifts|pickups|collections)\b)/gi, "$1000"],
  [/\b(per|every|each|for)\s+thousand\b/gi, "$1 1000"],
  // "Twenty-five" and "forty two"; "twenty to eleven" is a time.
  [
    new RegExp(`\\b((?:${any(TENS)})[\\s-](?:${ONE}))\\b(?!-?(?:ish|fold)|['’])`, "gi"),
    (_, words: string) => String(said(words)),
  ],
  // "The first of October" is a day.
  [
    new RegExp(`\\b(first|second)\\s+of\\s+(?=(?:${any(MONTHS)})\\b(?!['’]))`, "gi"),
    (_, word: string) => (/^first$/i.test(word) ? "1st of " : "2nd of "),
  ],
  // "The fourteenth stop" and "its 8th stop" are named by their number.
  [
    /\b(\d{1,3})(?:st|nd|rd|th)\s+(stop|zone|route)\b/gi,
    (_, number: string, thing: string) => `${thing} ${number}`,
  ],
  [
    new RegExp(`\\b(${any(ORDINALS)})\\s+(stop|zone)\\b`, "gi"),
    (_, word: string, thing: string) => `${thing} ${ordinal(word)}`,
  ],
];

/**
 * Says numbers of several words in digits: "twenty-five", "five hundred", "half a dozen", "a third of an hour", "the
 * fourteenth stop"; a number of one word stays, for "one" and "second" mean other things as well.
 */
export const inDigits = (text: string): string =>
  NUMBERS_SAID.reduce(
    (rest, [found, put]) => (typeof put === "string" ? rest.replace(found, put) : rest.replace(found, put)),
    text,
  );
