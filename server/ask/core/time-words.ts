import { MONTHS, WEEKDAYS } from "#server/ask/core/calendar-words.ts";

const DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";
const SPAN = "week|month|quarter|year";
const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
const COUNT = "\\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|thirty|sixty|ninety";
// "The forecast for the week" speaks of what comes.
const COMING =
  /\b(?:will|shall|going\s+to|forecast\w*|expect\w*|predict\w*|next|coming|plan(?:s|ned)?|need)\b/i;

const dayOf = (said: string): string =>
  WEEKDAYS.find((day) => day.startsWith(said.slice(0, 3).toLowerCase())) ?? said;
type Said = readonly [found: RegExp, put: string | ((...found: string[]) => string)];

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
// "The week ended 22 November" is the seven days to it.
const weekTo = (day: number, name: string): string => {
  const month = MONTHS.indexOf(name.toLowerCase());
  const before = (month + 11) % 12;
  const from = day > 6 ? `${day - 6} ${name}` : `${(LENGTHS[before] ?? 31) + day - 6} ${MONTHS[before]}`;
  return `from ${from} to ${day} ${name}`;
};

const NOT_SINCE = "(?<!\\b(?:since|from|until|till|to|before|after|and|beyond)\\s+(?:the\\s+)?)";
const BEGINNING = `${NOT_SINCE}\\b(?:the\\s+)?weeks?\\s+(?:of|beginning|starting|commencing|(?:that|which)\\s+(?:began|started|starts|begins))\\s+(?:on\\s+)?(?:${DAY},?\\s+)?`;

// In this order.
const TIMES_SAID: readonly Said[] = [
  [
    new RegExp(
      `\\b(?:(?:for|in|during|over)\\s+)?(?:the\\s+)?week\\s+(?:ended|ending)\\s+(?:on\\s+)?(?:${DAY},?\\s+)?(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(${MONTHS.join("|")})\\b`,
      "gi",
    ),
    (_, day: string, month: string) => weekTo(Number(day), month),
  ],
  [
    new RegExp(
      `\\b(?:(?:for|in|during|over)\\s+)?(?:the\\s+)?week\\s+(?:ended|ending)\\s+(?:on\\s+)?(?:${DAY},?\\s+)?(${MONTHS.join("|")})\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b`,
      "gi",
    ),
    (_, month: string, day: string) => weekTo(Number(day), month),
  ],
  // "Of late" at the end of what is said is lately; "two hours of late", out of Spanish, is none.
  [/(?<!\b(?:hours?|minutes?|hrs?|mins?|days?)\s+)\bof\s+late(?=\s*(?:[.?!,;]|$))/gi, "recently"],
  // Weeks that begin seven days apart are one stretch.
  [
    new RegExp(
      `${NOT_SINCE}\\b(?:(?:in|for|during|over)\\s+)?(?:the\\s+)?(?:two\\s+)?weeks\\s+(?:of|beginning|starting|commencing)\\s+(\\d{1,2})(?:st|nd|rd|th)?\\s+and\\s+(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(${MONTHS.join("|")})\\b`,
      "gi",
    ),
    (all, first: string, second: string, month: string) => {
      const last = Number(second) + 6;
      const isTwo =
        Number(second) - Number(first) === 7 && last <= (LENGTHS[MONTHS.indexOf(month.toLowerCase())] ?? 0);
      return isTwo ? `from ${first} ${month} to ${last} ${month}` : all;
    },
  ],
  // The week that begins on a day is the week of that day, and no stretch from it on.
  [
    new RegExp(
      `${BEGINNING}(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(${MONTHS.join("|")})\\b`,
      "gi",
    ),
    "the week of $1 $2",
  ],
  [
    new RegExp(`${BEGINNING}(${MONTHS.join("|")})\\s+(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)?\\b`, "gi"),
    "the week of $2 $1",
  ],
  [
    new RegExp(`${BEGINNING}the\\s+(\\d{1,2}(?:st|nd|rd|th))\\b(?!\\s+(?:of\\s+)?${MONTH})`, "gi"),
    "the week of the $1",
  ],
  [
    new RegExp(
      `${NOT_SINCE}\\b(?:(?:in|for|during|over)\\s+)?(?:the\\s+)?month\\s+(?:beginning|starting|commencing)\\s+(?:on\\s+)?(?:the\\s+)?(?:(?:1st|1|first)\\s+(?:of\\s+)?(${MONTHS.join("|")})|(${MONTHS.join("|")})\\s+1(?:st)?)\\b`,
      "gi",
    ),
    (_, first: string | undefined, second: string | undefined) => `in ${first ?? second ?? ""}`,
  ],
  [
    /\bweek\s+(?:following|coming\s+after|right\s+after|straight\s+after|just\s+after)\s+(?=(?:christmas|new\s+year|easter)\b)/gi,
    "week after ",
  ],
  [new RegExp(`\\b(?:the\\s+)?(?:current|present|ongoing)\\s+(${SPAN})\\b`, "gi"), "this $1"],
  [
    new RegExp(
      `\\bthe\\s+(${SPAN})\\s+(?:that\\s+)?(?:we(?:['’]re|\\s+are)\\s+in|now(?=\\W*$)|so\\s+far)\\b`,
      "gi",
    ),
    "this $1",
  ],
  [
    new RegExp(
      `\\bsince\\s+(?:the\\s+)?(?:(?:start|beginning)\\s+of\\s+(?:the|this)\\s+(${SPAN})|(${SPAN})\\s+(?:started|began|opened))\\b`,
      "gi",
    ),
    (_, start: string | undefined, began: string | undefined) => `this ${start ?? began ?? ""}`,
  ],
  [
    new RegExp(
      `\\b(?:the\\s+)?(${SPAN})\\s+(?:just\\s+)?(?:gone|ended|finished|passed)\\b(?!\\s+(?:by\\b|(?:on\\s+)?(?:the\\s+)?(?:\\d|${MONTH})))`,
      "gi",
    ),
    "last $1",
  ],
  [
    new RegExp(`\\b(?:the\\s+)?(${SPAN})\\s+before\\s+this(?:\\s+one)?\\b(?!\\s+(?:${SPAN}))`, "gi"),
    "last $1",
  ],
  // "July to the end of September" is of all of both.
  [
    new RegExp(
      `\\b((?:to|till?|until|through)\\s+)the\\s+(?:very\\s+)?(?:end|close)\\s+of\\s+(?=${MONTH})`,
      "gi",
    ),
    "$1",
  ],
  // Days as others join them.
  [
    /\b(mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(day|sday|nesday|rsday|urday)?\s*[-–/]\s*(mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?\b(?!-)/gi,
    (_, first: string, _rest, last: string) => `${dayOf(first)} to ${dayOf(last)}`,
  ],
  // "Wednesday last", as some say it, and "nov so far".
  [new RegExp(`\\b(?:on\\s+)?(${DAY})\\s+last\\b(?!\\s+(?:week|month|year|quarter|\\d))`, "gi"), "last $1"],
  [
    /\b(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\s+so\s+far\b/gi,
    (_, month: string) =>
      `in ${MONTHS.find((name) => name.startsWith(month.toLowerCase().slice(0, 3))) ?? month}`,
  ],
  [/\b(today|yesterday|tomorrow)['’]s\s+date\b/gi, "$1"],
  [
    new RegExp(
      `\\b(?:go|goes)\\s+back\\s+(?:over\\s+|for\\s+|about\\s+)?(?:the\\s+)?(${COUNT})\\s+(days|weeks|months)\\b`,
      "gi",
    ),
    "in the last $1 $2",
  ],
  [
    new RegExp(
      `(?<!\\b(?:last|next|previous|of|a|one|every|each)\\s+)\\b(?:the\\s+)?(?:whole|entire|full)\\s+(${SPAN})(?=\\s+so\\s+far|\\W*$)`,
      "gi",
    ),
    "this $1",
  ],
  // "Last weeks version", typed without a mark.
  [new RegExp(`(?<!\\bthe\\s)\\b(last|this|next)\\s+(${SPAN})s(?=\\s+\\p{L})`, "giu"), "$1 $2's"],
  [new RegExp(`\\blast\\s+(${DAY})s\\b`, "gi"), "last $1's"],
  // A stretch of days up to now.
  [/\b(?:the\s+)?preceding\s+(?=\w+\s+(?:days|weeks|months|hours|minutes)\b)/gi, "the last "],
  [
    new RegExp(
      `(?<!\\bfrom\\s+(?:the\\s+)?)\\b(?:going\\s+back\\s+|(?:for\\s+)?the\\s+)?(${COUNT})\\s+(days|weeks|months)\\s+(?:back|just\\s+gone|gone)\\b(?!\\s+by)`,
      "gi",
    ),
    "last $1 $2",
  ],
  [
    new RegExp(
      `\\b(?:going|looking)\\s+back\\s+(?:over\\s+|for\\s+)?(?:the\\s+)?(${COUNT})\\s+(days|weeks|months)\\b`,
      "gi",
    ),
    "last $1 $2",
  ],
  [
    new RegExp(`\\bsince\\s+(${COUNT}|fifteen|twenty)\\s+(days|weeks|hours|minutes)\\s+ago\\b`, "gi"),
    "in the last $1 $2",
  ],
  [
    /(?<!\b(?:last|past|next|in|for|within|than|by)\s+)(?<=[\p{L}'’"”,]\s+)\b(\d{1,3})\s?d\b(?=\W*$)/giu,
    "last $1 days",
  ],
  [/\b(last|past)\s+(\d{1,3})\s?h\b/gi, "$1 $2 hours"],
  // "From Monday on", "Monday to now".
  [
    new RegExp(
      `\\b(?:starting\\s+)?from\\s+(${DAY}|yesterday)\\s+(?:on(?:wards?)?(?!\\s+(?:\\d|the|time))|up\\s+to\\s+now|to\\s+(?:now|date)|(?:till?|until)\\s+now)\\b`,
      "gi",
    ),
    "since $1",
  ],
  [new RegExp(`\\bstarting\\s+from\\s+(${DAY}|yesterday)\\b`, "gi"), "since $1"],
  [
    new RegExp(
      `(?<!\\blast\\s+)\\b(${DAY})\\s+(?:onwards?|(?:up\\s+)?to\\s+now|(?:till?|until)\\s+now)\\b`,
      "gi",
    ),
    "since $1",
  ],
  // Behind a word that says how something stands, "past" bounds.
  [
    new RegExp(
      `\\b(stopped|late|slips?|idle|idling|open|parked|standing|waiting|behind|goes|gone|runs?)\\s+past\\s+(?=(?:${COUNT}|fifteen|twenty)\\s+(?:min\\w*|hours?)\\b)`,
      "gi",
    ),
    "$1 more than ",
  ],
  [
    new RegExp(
      `\\b(?:past|beyond|over|above)\\s+the\\s+(one|${COUNT})[\\s-](hour|minute|day)\\s+mark\\b`,
      "gi",
    ),
    "more than $1 $2s",
  ],
  [
    /\b(?:passes|passed|(?:goes|gets)\s+(?:past|over|above))\s+(?:the\s+)?(?=\d{1,3}(?:\.\d+)?\s*(?:%|percent\b|per\s+cent\b))/gi,
    "is over ",
  ],
];

// "In the month." says this one, where nothing says that it is to come.
const BARE = new RegExp(
  `\\b(?:in|for|during)\\s+the\\s+(${SPAN})(?=\\s+so\\s+far\\b|\\s*(?:[,.;?!]|$))`,
  "gi",
);

/**
 * Says times and how long in the words that the readers of times and amounts know: "the current month", "the quarter just
 * gone", "from Monday on", "90 days back", "past the four hour mark".
 */
export const inPlainTimes = (text: string): string => {
  const said = TIMES_SAID.reduce(
    (rest, [found, put]) => (typeof put === "string" ? rest.replace(found, put) : rest.replace(found, put)),
    text,
  );
  return COMING.test(said) ? said : said.replace(BARE, "this $1");
};
