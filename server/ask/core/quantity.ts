/** What a number in a question counts: seconds, kilograms, metres, percent, or things (null). */
export type QuantityUnit = "s" | "kg" | "m" | "%" | null;

/** A bound the question sets: "more than 15 minutes", "at least 3", "between 2 and 5 tonnes"; `op` null where no word compares. */
export type Quantity = {
  op: "gt" | "gte" | "lt" | "lte" | "eq" | "between" | null;
  value: number;
  /** Upper end of a "between". */
  upTo: number | null;
  unit: QuantityUnit;
  start: number;
  end: number;
};

const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  once: 1,
  two: 2,
  twice: 2,
  thrice: 3,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  dozen: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  twentyfive: 25,
  thirty: 30,
  forty: 40,
  fortyfive: 45,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  hundred: 100,
  half: 0.5,
  couple: 2,
  few: 3,
};

/** A number in digits or words, as the inside of a pattern. */
export const NUMBER = `(\\d+(?:[.,]\\d+)?|${Object.keys(NUMBERS)
  .sort((a, b) => b.length - a.length)
  .join("|")})`;

/** Reads a number in digits or words; undefined where it is neither. */
export const readNumber = (text: string): number | undefined => {
  const plain = text
    .toLowerCase()
    .replace(/[\s-]/g, "")
    // "1,000" is a thousand, "1,5" is one and a half.
    .replace(/,(?=\d{3}$)/, "")
    .replace(",", ".");
  if (/^\d+(\.\d+)?$/.test(plain)) return Number(plain);
  return Object.hasOwn(NUMBERS, plain) ? NUMBERS[plain] : undefined;
};

const COMPARERS: readonly (readonly [op: NonNullable<Quantity["op"]>, words: string])[] = [
  ["lte", "no more than|not more than|no longer than|not over|at most|at maximum|maximum(?: of)?|up to|<="],
  ["gte", "no less than|not less than|no fewer than|not under|at least|minimum(?: of)?|>="],
  [
    "gt",
    "more th[ae]n|greater than|longer th[ae]n|older th[ae]n|higher than|bigger than|fuller than|better than|later than|in excess of|upwards of|over|above|exceeding|exceeds?|exceeded|beyond|(?<!\\b(?:the|these|those|this|our|of|in)\\s)past|>",
  ],
  ["lt", "less th[ae]n|fewer than|shorter than|lower than|smaller than|younger than|under|below|<"],
  ["eq", "exactly|precisely"],
];

const UNITS: readonly (readonly [RegExp, QuantityUnit, number])[] = [
  [/^(?:h|hr|hrs|hours?)$/, "s", 3600],
  [/^(?:m|min|mins|minutes?)$/, "s", 60],
  [/^(?:s|secs?|seconds?)$/, "s", 1],
  [/^(?:t|(?:metric\s+)?(?:tons?|tonn?es?))$/, "kg", 1000],
  [/^(?:kg|kgs|kilos?|kilograms?)$/, "kg", 1],
  [/^(?:km|kms|kilomet(?:re|er)s?)$/, "m", 1000],
  [/^(?:met(?:re|er)s?)$/, "m", 1],
  [/^miles?$/, "m", 1609.344],
  [/^(?:%|percent|per cent)$/, "%", 1],
];
const UNIT =
  "(?:\\s*(?:an?\\s+)?[\\s-]?(hours?|hrs?|h|minutes?|mins?|min|seconds?|secs?|(?:metric\\s+)?tonn?es?|(?:metric\\s+)?tons?|t|kilograms?|kilos?|kgs?|kilomet(?:re|er)s?|kms?|met(?:re|er)s?|miles?|percent|per cent|%)(?![\\p{L}]))?";

const unitOf = (word: string | undefined): { unit: QuantityUnit; factor: number } => {
  const known = word === undefined ? undefined : UNITS.find(([test]) => test.test(word.toLowerCase()));
  return known ? { unit: known[1], factor: known[2] } : { unit: null, factor: 1 };
};

const BETWEEN = new RegExp(`\\bbetween\\s+${NUMBER}${UNIT}\\s+(?:and|to)\\s+${NUMBER}${UNIT}`, "gu");
const COMPARED = COMPARERS.map(
  ([op, words]) =>
    [
      op,
      new RegExp(
        `(?<![\\p{L}])(?:for\\s+|by\\s+)?(?:${words})\\s*${NUMBER}(?:(?<=\\d)(?!\\d)|(?<!\\d)(?![\\d\\p{L}]))${UNIT}`,
        "gu",
      ),
    ] as const,
);
const OR_MORE = new RegExp(
  `(?<![\\p{L}\\d])${NUMBER}${UNIT}\\s*(?:full\\s+(?=or ))?(?:(or more|and more|or longer|or over|or above|and up|plus|\\+)|(or less|or fewer|or under|or below))`,
  "gu",
);
// "Since six hours" says how long, in the English of Germans.
const AMOUNT = new RegExp(
  `(?:\\bsince\\s+(?=\\S+\\s*(?:h|hours?|min|minutes?)\\b))?(?<![\\p{L}\\d.,-])${NUMBER}(?:(?<=\\d)(?!\\d)|(?<!\\d)(?![\\d\\p{L}]))${UNIT}`,
  "gu",
);

// "A quarter of an hour" holds an hour, and is none: said in minutes, in as many letters.
const spokenQuarters = (text: string): string =>
  text.replace(/\b(three[\s-]quarters?|(?:a\s+)?quarter)\s+of\s+an\s+hour\b/g, (said) =>
    (said.startsWith("three") ? "45 minutes" : "15 minutes").padEnd(said.length),
  );

// "Half of their stops" is a share: said in percent, in as many letters.
const spokenShares = (text: string): string =>
  text.replace(
    /\b(?:three[\s-]quarters|(?:a\s+)?quarter|half)(?=\s+(?:of\s+(?:the|their|its|his|her|our|all)\b|the\s+stops|their\s+stops|done|full|finished|complete))/g,
    (said) =>
      (said.startsWith("three") ? "75 %" : said.startsWith("half") ? "50 %" : "25 %").padStart(said.length),
  );

// "Older than two days" is an age: said in hours, in as many letters.
const spokenAges = (text: string): string =>
  text.replace(
    new RegExp(
      `\\b(older than|longer than|for more than|for over|for at least|more than)(\\s+)${NUMBER}\\s+(days?|weeks?)\\b(?!\\s+ago)`,
      "g",
    ),
    (said, words: string, gap: string, count: string, unit: string) =>
      `${words}${gap}${`${(readNumber(count) ?? 0) * (unit.startsWith("d") ? 24 : 168)} h`.padStart(said.length - words.length - gap.length)}`,
  );

// A span of days after the number makes it a window: "over 3 weeks"; a clock time is none of ours: "past 9 am".
const NO_BOUND = /^\s*(?:days?|weeks?|months?|years?|am\b|pm\b|a\.m|p\.m|o'?clock|[:/]\d|(?:st|nd|rd|th)\b)/;
// "Past 44 Mill Lane" is a house.
const HOUSE =
  /^\s+(?:\p{L}+\s+){1,2}(?:street|road|lane|avenue|court|close|drive|place|square|boulevard|terrace)\b/u;
// "Stops an hour" and "the cost of a tonne" are rates, and no lengths or loads.
const RATED =
  /\b(?:stops?|tonnes?|tons?|lifts?|pickups?|collections?|bins?|litres?|liters?|km|dollars?|euros?|pounds?|cents?|much|costs?\s+(?:(?:us\s+)?(?:for\s+|of\s+)?(?:collecting\s+)?)?)\s*(?:in\s+|for\s+)?$/;
const RATE = /^(?:an?|one)\s+(?:hour|tonne?|km|kilomet(?:re|er))$/;
const isRate = (said: string, before: string, behind: string): boolean =>
  RATE.test(said.trim()) && (RATED.test(before) || /^\s+costs?\b/.test(behind));

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** The bounds and lengths of time a question states, in the order of its words. */
export const readQuantities = (text: string): Quantity[] => {
  const lower = spokenAges(spokenShares(spokenQuarters(text.toLowerCase())));
  const found: Quantity[] = [];
  const isFree = (start: number, end: number) => !found.some((q) => q.start < end && start < q.end);
  const take = (quantity: Quantity) => {
    const behind = lower.slice(quantity.end);
    if (!isFree(quantity.start, quantity.end) || NO_BOUND.test(behind)) return;
    if (quantity.unit === null && HOUSE.test(behind)) return;
    // Words said in fewer letters than they have are meant to their end.
    let end = quantity.end;
    while (lower[end] === " " && text[end] !== undefined && text[end] !== " ") end++;
    found.push({ ...quantity, end });
  };
  for (const m of lower.matchAll(BETWEEN)) {
    const { unit, factor } = unitOf(m[4] ?? m[2]);
    const [low, high] = [readNumber(m[1] ?? "") ?? 0, readNumber(m[3] ?? "") ?? 0];
    take({
      op: "between",
      value: rounded(low * factor),
      upTo: rounded(high * factor),
      unit,
      start: m.index,
      end: m.index + m[0].length,
    });
  }
  for (const [op, compared] of COMPARED)
    for (const m of lower.matchAll(compared)) {
      const { unit, factor } = unitOf(m[2]);
      // "Over a" without a unit is no number: "over a route".
      if (unit === null && /^an?$/.test(m[1] ?? "")) continue;
      take({
        op,
        value: rounded((readNumber(m[1] ?? "") ?? 0) * factor),
        upTo: null,
        unit,
        start: m.index,
        end: m.index + m[0].length,
      });
    }
  for (const m of lower.matchAll(OR_MORE)) {
    const { unit, factor } = unitOf(m[2]);
    take({
      op: m[3] ? "gte" : "lte",
      value: rounded((readNumber(m[1] ?? "") ?? 0) * factor),
      upTo: null,
      unit,
      start: m.index,
      end: m.index + m[0].length,
    });
  }
  for (const m of lower.matchAll(AMOUNT)) {
    const { unit, factor } = unitOf(m[2]);
    if (unit === null || isRate(m[0], lower.slice(0, m.index), lower.slice(m.index + m[0].length))) continue;
    take({
      op: null,
      value: rounded((readNumber(m[1] ?? "") ?? 0) * factor),
      upTo: null,
      unit,
      start: m.index,
      end: m.index + m[0].length,
    });
  }
  return found.sort((a, b) => a.start - b.start);
};
