import { MONTHS } from "#server/ask/core/calendar-words.ts";
import { stretchOf } from "#server/ask/core/mailing-stretch.ts";
import type { RuleReading } from "#server/ask/core/question.ts";
import type { Refusal } from "#server/ask/core/refuse.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

type ProposePlan = Extract<QueryPlan, { kind: "propose" }>;

/** What is to be mailed: the question, when and to whom; no address means whoever asks. */
export type Mailing = {
  question: string;
  weekdays: number[];
  /** Time of day, minutes. */
  minute: number;
  /** The one day of each month that is so many-th of the weekdays, -1 the last. */
  nth?: number;
  format: "pdf" | "csv";
  emails: string[];
  /** Whom the words name without an address. */
  unknown: string | null;
};

const DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";
const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const SENDS =
  /\b(?:send|sends|sending|sent|e-?mail(?:ed|s)?|mail(?:ed|s)?|forward|deliver|post)\b|\bschedule\b.*\b(?:report|pdf|csv)\b|\b(?:pdf|csv|report)\b.*\bto\s+(?:me|us|the|city|council|management)\b/i;
// What is set going without a word for sending: "automate the PDF for the city, Fridays at 17:00".
const SETS_GOING =
  /\b(?:automat(?:e|ed|ically)|schedule\s+(?:a|an|the|it|that|this)\b|set\s+(?:it\s+)?up|recurring|standing\s+(?:order|report|mail|pdf)|inbox|pdf|csv)\b/i;
// A file is asked for once as well as by a schedule, so it needs more than an adverb.
const AS_FILE = /\b(?:pdf|csv)\b/gi;
// "The monthly tonnage", "weekly overtime": a split of what is asked, and no schedule.
const SPLITS =
  /\b(?:hourly|daily|weekly|monthly)\s+(?=\p{L}{3})(?!(?:reports?|e-?mails?|mails?|pdfs?|csvs?|excel|spreadsheets?|files?|summar(?:y|ies)|overviews?|digests?|mailings?|updates?|attachments?|on|at|by|to|and|from|for|with|in|of|the|around|before|please|per|as|via|sent|mailed|every|each|first|second|third|fourth|last|final|mornings?|afternoons?|evenings?|nights?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b)/giu;
const ASKS =
  /^\W*(?:which|what|who|whose|where|when|why|how|did|does|do|is|are|was|were|has|have(?!\s+(?:the|an?|my|our|it|that)\b)|had|show|list)\b/i;
const OFTEN = new RegExp(
  `(?:\\b(?:on|at)\\s+)?\\b(?:every|each)\\s+(?:single\\s+)?(day|morning|evening|afternoon|night|weekday|working day|workday|week|weekend|month|quarter|hour|${DAY}(?:\\s*(?:,|and|&)\\s*(?:every\\s+)?${DAY})*)(?:\\s+(morning|afternoon|evening|night))?|\\b(?:on\\s+)?(${DAY}s(?:\\s*(?:,|and|&)\\s*${DAY}s)*)\\b|\\b(?:(?:on|for)\\s+)?(daily|weekly|nightly|monthly|hourly|weekdays|workdays|working\\s+days|weekends)\\b`,
  "i",
);
const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7];
const EACH_MONTH =
  "(?:\\s*,?\\s*(?:(?:of|in|on)\\s+)?(?:every|each|the|a|any)\\s+(?:calendar\\s+)?month|\\s*,?\\s*(?:monthly|every\\s+month|each\\s+month|per\\s+month))";
const NTHS: Readonly<Record<string, number>> = {
  ...{ first: 1, "1st": 1, second: 2, "2nd": 2, third: 3, "3rd": 3, fourth: 4, "4th": 4, fifth: 5, "5th": 5 },
  ...{ last: -1, final: -1 },
};
const NTH = `(${Object.keys(NTHS).join("|")})`;
const WORKING = "(?:working|business|week)\\s*days?|workdays?";
// "The first Monday of each month", "the last working day monthly", "every first Friday".
const NTH_DAY = new RegExp(
  `\\b(?:on\\s+)?(?:(?:the|every|each)\\s+)?${NTH}\\s+(${DAY}|${WORKING}|day)(?:${EACH_MONTH})|\\b(?:on\\s+)?(?:every|each)\\s+${NTH}\\s+(${DAY}|${WORKING})(?:\\s+of\\s+(?:the|a|every|each)\\s+month)?|\\b(?:monthly|every\\s+month|each\\s+month)\\s*,?\\s*(?:on\\s+)?(?:the\\s+)?${NTH}\\s+(${DAY}|${WORKING}|day)\\b`,
  "i",
);
// "The 15th of each month", "monthly on the 5th", "the first of every month".
const DATE = new RegExp(
  `\\b(?:on\\s+)?(?:(?:the|every|each)\\s+)?(?:(\\d{1,2})(?:st|nd|rd|th)|(first))${EACH_MONTH}|\\b(?:monthly|every\\s+month|each\\s+month)\\s*,?\\s*(?:on\\s+)?(?:the\\s+)?(?:day\\s+)?(?:(\\d{1,2})(?:st|nd|rd|th)?|(first))(?!\\s*(?:[:.]\\d|[ap]\\.?m|o['’]?clock|\\d))\\b`,
  "i",
);
const MONTH_END =
  /\b(?:(?:at|on|by)\s+)?(?:(?:every|each|the)\s+)?(?:month[-\s]?end|end\s+of\s+(?:every|each|the|a)\s+month)s?\b/i;
const MONTHLY = /\b(?:every|each|once\s+an?|per)\s+(?:calendar\s+)?month\b|\bmonthly\b/i;

/** A day of each month that a sentence names, with its words; undefined where it names none. */
const monthlyIn = (text: string): { said: string; weekdays: number[]; nth: number } | undefined => {
  const named = NTH_DAY.exec(text);
  if (named) {
    const nth = NTHS[(named[1] ?? named[3] ?? named[5] ?? "").toLowerCase()];
    const day = (named[2] ?? named[4] ?? named[6] ?? "").toLowerCase();
    const weekdays = /^day$/.test(day) ? ALL_DAYS : (weekdaysOf(day) ?? [1, 2, 3, 4, 5]);
    return nth === undefined ? undefined : { said: named[0], weekdays, nth };
  }
  const date = DATE.exec(text);
  if (date) {
    const nth = date[2] || date[4] ? 1 : Number(date[1] ?? date[3]);
    return nth >= 1 && nth <= 31 ? { said: date[0], weekdays: ALL_DAYS, nth } : undefined;
  }
  const end = MONTH_END.exec(text);
  if (end) return { said: end[0], weekdays: ALL_DAYS, nth: -1 };
  const whole = MONTHLY.exec(text);
  return whole ? { said: whole[0], weekdays: ALL_DAYS, nth: 1 } : undefined;
};

// Until it is ended: every mailing goes out that long.
const FOREVER =
  /,?\s*\b(?:(?:till|until|to)\s+(?:the\s+end\s+of\s+time|further\s+notice|i\s+say\s+(?:stop|so)|doomsday|kingdom\s+come)|for\s+(?:ever|good)|forever|indefinitely|from\s+now\s+on|going\s+forward|without\s+fail|as\s+usual|every\s+(?:single\s+)?time)\b/gi;

const CLOCK =
  "(noon|midday|midnight|(\\d{1,2})(?:[:.h](\\d{2}))?\\s*(am|pm|a\\.m\\.?|p\\.m\\.?|o['’]?clock|h|hrs)?)";
const AT = new RegExp(`\\b(?:at|around|by)\\s+${CLOCK}(?![\\w%/])`, "i");
const BARE = new RegExp(`(?<![\\w/.,-])${CLOCK}(?![\\w%/.,-]*\\d)\\s*$`, "i");
const WITH_HALF = new RegExp(`(?<![\\w/.,-])${CLOCK.replace("hrs)?", "hrs)")}(?!\\w)`, "i");
const PARTS: Readonly<Record<string, number>> = { morning: 8, afternoon: 14, evening: 18, night: 20 };
const USUAL_HOUR = 8;
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const PEOPLE =
  "(?:the\\s+)?(?:city|town|council|municipality|county|client|customer|contractor|manager|management|boss|owner|mayor|board|team|office|dispatchers?|crew|supervisor|foreman|everyone|everybody)(?:\\s+(?:council|hall|office|manager))?";
const TO_OTHERS = new RegExp(
  `(?<=\\b(?:to|send|sends|sending|mail|mailing|e-?mail|e-?mailing|forward|forwarding|post|posting|for)\\s+(?:my\\s+|our\\s+)?)(${PEOPLE})\\b`,
  "i",
);

// "Get the city a PDF": who stands between the verb and what he is to get.
const IS_GOT =
  /\b(?:get|give|shoot|bring|drop|ping|supply|provide|hand)\s+(the\s+(?:city|town|council|municipality|county|mayor|client|customer|board|management|manager|boss)(?:\s+(?:council|hall|office))?)\s+(?=(?:with\s+)?(?:an?|the|our|its|their|that|this|weekly|daily|monthly)\b)/i;

// "The council wants …", "… for city hall": who is to get it, without a word for sending before him.
const GETS = new RegExp(
  `\\b(${PEOPLE})\\s+(?:(?:would\\s+like|wants?|needs?|gets?|should\\s+(?:get|have|receive)|is\\s+to\\s+(?:get|have|receive)|has\\s+to\\s+(?:get|have)|must\\s+(?:get|have)|expects?|receives?|likes?|asks?\\s+for|asked\\s+for|is\\s+owed|is\\s+after)\\s+(?:to\\s+(?:get|have|receive|see)\\s+)?)(?:its|their|his|her|the|an?|our)?\\b`,
  "i",
);

const NO_NAME = `(?!(?:the|an?|our|my|his|her|their|this|that|all|every|each|last|today|yesterday|weekly|daily|monthly|pdf|csv|on|at|as|by|in|of|to|for|me|us|myself|it|them|everyone|please|pls|first|too|when|with|${DAY}s?)\\b)`;
const WORDS_OF_NAME = `(${NO_NAME}\\p{L}[\\p{L}'’-]*(?:\\s+${NO_NAME}\\p{L}[\\p{L}'’-]*)?)`;
// "Send Maria the …", "mail the PDF … to Maria every Friday": somebody who may be of the fleet, as whom it is for.
const TO_NAME: readonly RegExp[] = [
  new RegExp(
    `\\b(?:send|sends|sending|e-?mail|mail|forward|post)\\s+(?:it\\s+to\\s+|to\\s+)?${WORDS_OF_NAME}(?=\\s+(?:the|an?|our|my|his|her|their|this|that|all|every|each|last|today|yesterday|weekly|daily|monthly|pdf|csv|on|at)\\b)`,
    "iu",
  ),
  new RegExp(
    `(?<!\\b(?:assigned|belong\\w*|given|allocated|due|compared|next|attributed|reported|handed|moved|known|linked|related|happened|up|according|owed|going|driven|said|left)\\s+)\\bto\\s+${WORDS_OF_NAME}(?=\\s*(?:$|[,.;?!]|\\b(?:every|each|on|at|as|by|in|daily|weekly|monthly|please|pls|first|too|when|with|${DAY}s?)\\b))`,
    "iu",
  ),
];

/** Words of a mailing that may name who of the fleet is to get it, with the sentence without them. */
export const recipientsIn = (text: string): { name: string; rest: string }[] =>
  TO_NAME.flatMap((said) => {
    const found = said.exec(text);
    const name = found?.[1] ?? "";
    if (!found || name === "") return [];
    const to = found[0].replace(new RegExp(`(?:\\bto\\s+)?${name}$`, "u"), "");
    return [{ name, rest: text.replace(found[0], to === "" ? " " : to) }];
  });

const REAL = new RegExp(
  `(?:\\bevery|(?<!\\bfor\\s+)\\beach)\\s+(?:\\w+\\s+)?(?:day|morning|evening|afternoon|night|weekday|workday|week|weekend|month|quarter|hour|${DAY})s?\\b|\\b(?:${DAY}s|weekdays|workdays)\\b|\\b\\d{1,2}:\\d{2}\\b|${EMAIL.source}`,
  "i",
);
/** Whether a sentence says when or to whom a file is to go, beyond an adverb such as "weekly". */
const isScheduled = (text: string): boolean =>
  [REAL, NTH_DAY, DATE, MONTH_END, AT, WITH_HALF].some((pattern) => pattern.test(text));

const minuteOf = (found: RegExpExecArray): number | null => {
  const [, whole = "", hourText, minuteText, half] = found;
  if (/^(?:noon|midday)$/i.test(whole)) return 720;
  if (/^midnight$/i.test(whole)) return 0;
  let hour = Number(hourText);
  const suffix = (half ?? "").toLowerCase();
  if (suffix.startsWith("p") && hour < 12) hour += 12;
  if (suffix.startsWith("a") && hour === 12) hour = 0;
  const minutes = hour * 60 + Number(minuteText ?? 0);
  return hour > 23 || Number(minuteText ?? 0) > 59 ? null : minutes;
};

// "Every evening at 6" is no 6 in the morning.
const minuteIn = (found: RegExpExecArray, part: string): number | null => {
  const minute = minuteOf(found);
  const isBare = found[2] !== undefined && !/^[ap]/i.test(found[4] ?? "");
  const isLater = /^(?:afternoon|evening)$/.test(part) || (part === "night" && Number(found[2]) > 5);
  return minute !== null && isBare && isLater && minute < HALF_DAY ? minute + HALF_DAY : minute;
};
const HALF_DAY = 720;
const EARLY = 360;
// Routes of a day may be wanted before it begins; what went wrong in it is told once it did.
const OF_RUNNING_DAY =
  /(?=.*\b(?:today['’]s|(?:the\s+|that\s+)day['’]s|today)\b).*\b(?:miss(?:ed|es)|skipped|late|delay\w*|exceptions?|overtime|contaminat\w*|overfull|breakdowns?|complaints?|calls|faults?|tickets?|tonnes)\b/i;

const weekdaysOf = (said: string): number[] | undefined => {
  const words = said.toLowerCase();
  if (/^(?:day|daily|morning|evening|afternoon|night|nightly)$/.test(words)) return [1, 2, 3, 4, 5, 6, 7];
  if (/^(?:weekday|working day|workday)s?$/.test(words)) return [1, 2, 3, 4, 5];
  if (/^weekends?$/.test(words)) return [6, 7];
  const named = DAYS.flatMap((day, i) => (words.includes(day) ? [i + 1] : []));
  return named.length > 0 ? named : undefined;
};

// How it is to be set going says nothing of what is mailed.
const AUTOMATIC =
  /\b(?:automat(?:e|es|ed|ically)|schedul(?:e|es|ed|ing)|recurring|standing|regular(?:ly)?|set(?:ting)?\s+(?:it\s+)?up|sett?\s+a|start\s+(?:sending|mailing)|draft|plan|arrange|make\s+(?:sure|that\s+happen)|(?:gets?|receives?|needs?|wants?|has|have|should\s+(?:get|have|be)|is\s+to\s+(?:get|be))\s+(?=(?:sent|mailed|e-?mailed|delivered|the|a|an|to)\b)|jobs?|recipients?|send\s+itself|goes?(?:\s+out)?\s+to|go\s+out|sharp|form(?:at)?|in\s+my\s+inbox|by\s+hand)\b/gi;

const clean = (text: string): string =>
  text
    .replace(/^[\s,;:.-]+/, "")
    .replace(/[,;]?\s*(?:and\s+)?(?:e-?mail|mail|send|forward)\s+(?:it|this|that|them)\b.*$/i, "")
    .replace(
      /\b(?:as|in|by|via|with)\s+(?:an?\s+)?(?:pdf|csv|excel|e-?mail|mail)(?:\s+(?:file|report|attachment))?\b/gi,
      " ",
    )
    .replace(
      /\b(?:an?\s+|the\s+)?(?:weekly\s+|daily\s+)?(?:pdf|csv|excel|spreadsheet)(?:\s+(?:file|report))?(?:\s+(?:of|with|about|on|for))?\b/gi,
      " ",
    )
    .replace(
      /\b(?:(?:an?|the)\s+)?(?:weekly\s+|daily\s+|monthly\s+)?(?:report|e-?mail|mail)\s+(?:of|with|about|on|for)\b/gi,
      " ",
    )
    .replace(
      /^\s*(?:(?:please|pls|kindly|can you|could you|would you|i (?:want|need|would like)(?: you)?(?: to)?|set up|schedule|create|make|add|have|get|and|so)\s+)*/i,
      "",
    )
    .replace(AUTOMATIC, " ")
    .replace(/^\s*(?:an?\s+)?(?:e-?mail|mail|send|forward|deliver|post|sends|sent)(?:ed)?\s+/i, "")
    .replace(/^\s*(?:out\s+)?(?:to\s+)?(?:me|us|myself)\b/i, " ")
    .replace(/\b(?:e-?mailed|mailed|sent|delivered)?\s*\bto\s+(?:me|us|myself)\b/gi, " ")
    .replace(/\b(?:e-?mailed|mailed|sent)\b/gi, " ")
    .replace(/\breport\s*$/i, "")
    .replace(/\s+/g, " ")
    .replace(/^[\s,;:.-]*(?:(?:the|a|an|of|with|about|on|to)\s+)*/i, "")
    .replace(/[\s,;:.?!-]*(?:\b(?:to|by|at|on|and|as|of)\b[\s,;:.?!-]*)*$/i, "")
    .trim();

// What proves to a city that it was served.
const VERIFIED =
  /\b(?:proofs?[-\s]of[-\s](?:service|collection|work|visits?|delivery)|verif(?:ication|ied|y(?:ing)?)?\.?\s+(?:of\s+)?(?:the\s+|our\s+)?(?:services?|collections?)|(?:completed stops|visits) with proof(?: this week)?|(?:services?|collections?)[-\s]+(?:verif(?:ications?|y)?|proofs?|checks?|confirmations?|certificates?|attestations?|evidence)\b\.?)(?:\s+reports?)?/gi;

// Schedules that are none of weekdays or of days of a month.
const RARE =
  /\b(?:every|each)\s+(?:other|second|third|two|three|\d+)\s+(?:days?|weeks?|months?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b(?!\s+of\s+(?:the|each|every)\s+month)|\bfortnightly\b|\bbi-?weekly\b|\bevery\s+fortnight\b|\bquarterly\b|\bhourly\b|\byearly\b|\bannually\b/i;
const NO_SCHEDULE: Refusal = {
  reason: "not-yet",
  text: "A report goes out by mail on weekdays at a time, such as every Friday at 17:00 or every morning at 7, or on a day of each month, such as the first Monday of each month.",
};

// "Finance meets on Mondays. Mail it at 7 that day": the day stands in the sentence before.
const ITS_DAY = new RegExp(
  `^[^.!?]*?\\b(?:on|every|each)\\s+(${DAY})s?\\b[^.!?]*[.!?]\\s+(.*?)\\b(?:(?:on\\s+)?(?:that|the\\s+same)\\s+day|then)\\b(.*)$`,
  "is",
);
const withItsDay = (text: string): string => text.replace(ITS_DAY, "$2every $1$3");

// Who names a place, a thing of the fleet or another time beside it asks for less than all of it.
const NARROWED =
  /\b(?:zones?|depots?|yards?|routes?|r-?\d+|accounts?|customers?|sites?|streets?|roads?|lanes?|avenues?|courts?|drivers?|trucks?|vehicles?|contractors?|yesterday|today|last|previous|this|refuse|recycling|organics|glass|paper|bulky|north|south|east|west|centre|only|without|except|not|photos?)\b/i;

/** The question of a mail that proves the service, whatever is said around it; undefined where it asks for something else or for less. */
const verifiedIn = (rest: string, stretch: string): string | undefined => {
  const around = rest.replace(VERIFIED, " ");
  if (around === rest || NARROWED.test(around)) return undefined;
  return `completed stops with proof ${stretch}`;
};
// "For the week before": of a mail, the one that is over as it goes out.
const THE_ONE_BEFORE =
  /\b(?:the|that)\s+(day|week|month|quarter)\s+(?:before|prior|preceding|just\s+(?:gone|ended|over|past)|that(?:['’]s|\s+is|\s+has)?\s+(?:just\s+)?(?:over|ended|gone|past))\b(?:\s+(?:it|that))?/gi;
const BEFORE: Readonly<Record<string, string>> = {
  ...{ day: "yesterday", week: "last week", month: "last month", quarter: "last quarter" },
};
const FIRST_THING = /\b(?:first|last)\s+thing\b(?:\s+(?:in\s+the\s+)?(?:morning|evening))?/gi;
// What part of the day a time is of: "on Sunday evening at 20:00".
const PART_OF_DAY =
  /(?<!\b(?:this|the|yesterday|tomorrow|last|every|each|that)(?:['’]s)?\s+)\b(?:in\s+the\s+)?(?:early\s+|late\s+)?(?:mornings?|afternoons?|evenings?|nights?)\b(?!\s+(?:shift|round|route|stop))(?=\s*(?:,|\.|$|at\b))/gi;

// "Monthly, on the 1st at 8", "a monthly report … on the 15th": the day is one of each month, and of no other.
const ON_DATE = new RegExp(
  `\\b(?:on\\s+)?the\\s+(\\d{1,2}(?:st|nd|rd|th))\\b(?!\\s+(?:of\\b|${MONTHS.join("|")}))`,
  "i",
);
const EVERY_MONTH =
  /\b(?:an?\s+)?monthly\s+(?=(?:report|pdf|csv|e-?mail|mail|summary|overview)\b)|\b(?:every|each|once\s+an?)\s+month\b|\bmonthly\b(?=\s*(?:,|on\b|at\b))/i;
const withItsDate = (text: string): string =>
  MONTHLY.test(text) && ON_DATE.test(text)
    ? text.replace(EVERY_MONTH, " ").replace(ON_DATE, "on the $1 of each month")
    : text;

/** What a sentence wants mailed by a schedule, or why it cannot be; undefined where it asks for nothing of the kind. */
export const readMailing = (spoken: string): Mailing | Refusal | undefined => {
  const text = withItsDate(withItsDay(spoken));
  const isSent = SENDS.test(text) || (SETS_GOING.test(text) && !ASKS.test(text));
  const isFileOnly = !SENDS.test(text) && !SETS_GOING.test(text.replace(AS_FILE, " "));
  if (isFileOnly && !isScheduled(text)) return undefined;
  if (isSent && RARE.test(text)) return NO_SCHEDULE;
  const whole = text.replace(SPLITS, " ");
  const timed = monthlyIn(whole) || OFTEN.test(whole) ? whole : text;
  const monthly = isSent ? monthlyIn(timed) : undefined;
  const often = monthly ? null : OFTEN.exec(timed);
  if (!(monthly || often) || !isSent) return undefined;
  const said = often?.[1] ?? often?.[3] ?? often?.[4] ?? "";
  let rest = text.replace(monthly?.said ?? often?.[0] ?? "", " ").replace(FOREVER, " ");
  const isWeekly = /^(?:week|weekly)$/i.test(said);
  const named = isWeekly
    ? (OFTEN.exec(rest) ?? new RegExp(`\\b(?:on\\s+)?(${DAY})\\b`, "i").exec(rest))
    : null;
  const weekdays =
    monthly?.weekdays ?? (named ? weekdaysOf(named[1] ?? named[3] ?? "") : isWeekly ? [1] : weekdaysOf(said));
  if (named && weekdays) rest = rest.replace(named[0], " ");
  if (weekdays === undefined) return NO_SCHEDULE;
  const at = AT.exec(rest) ?? WITH_HALF.exec(rest) ?? BARE.exec(rest.replace(/[\s.?!]+$/, ""));
  if (at) rest = rest.replace(at[0], " ");
  const part = (
    often?.[2] ?? (/^(?:morning|afternoon|evening|night)$/i.test(said) ? said : "")
  ).toLowerCase();
  const heard = at ? minuteIn(at, part) : (PARTS[part] ?? USUAL_HOUR) * 60;
  // Of what a day brought nothing is to be told at 4 in the morning: a bare four is that of the afternoon.
  const isBareEarly = at?.[2] !== undefined && at[3] === undefined && !/^[ap]/i.test(at[4] ?? "");
  const minute =
    heard !== null && isBareEarly && heard < EARLY && part === "" && OF_RUNNING_DAY.test(text)
      ? heard + HALF_DAY
      : heard;
  if (minute === null)
    return {
      reason: "unclear",
      text: `"${at?.[0].trim() ?? ""}" is no time of the day. Say it as 17:00 or 5 pm.`,
    };
  const emails = [...new Set(rest.match(EMAIL) ?? [])];
  rest = rest.replace(EMAIL, " ");
  const other = TO_OTHERS.exec(rest) ?? IS_GOT.exec(rest) ?? GETS.exec(rest);
  if (other) rest = rest.replace(other[0], " ");
  rest = rest.replace(FIRST_THING, " ").replace(PART_OF_DAY, " ");
  const format = /\b(?:csv|excel|spreadsheet)\b/i.test(rest) ? "csv" : "pdf";
  const schedule = { weekdays, minute, ...(monthly ? { nth: monthly.nth } : {}) };
  const question =
    verifiedIn(rest, stretchOf(schedule) ?? "this week") ??
    clean(rest.replace(THE_ONE_BEFORE, (_, unit: string) => BEFORE[unit.toLowerCase()] ?? ""));
  if (question === "")
    return { reason: "unclear", text: "What is to be mailed? Say the question whose answer it is." };
  return {
    ...{ ...schedule, question, format, emails },
    unknown: emails.length === 0 ? (other?.[1]?.toLowerCase() ?? null) : null,
  };
};

const NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const SUFFIXES: Readonly<Record<number, string>> = {
  1: "st",
  2: "nd",
  3: "rd",
  21: "st",
  22: "nd",
  23: "rd",
  31: "st",
};

/** A schedule in words: "every Friday at 17:00", "on the 1st Monday of each month at 08:00". */
export const scheduleWords = ({
  weekdays,
  minute,
  nth,
}: Pick<Mailing, "weekdays" | "minute" | "nth">): string => {
  const time = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  const days =
    weekdays.length === 7
      ? "day"
      : new Intl.ListFormat("en-GB").format(weekdays.map((day) => NAMES[day - 1] ?? String(day)));
  if (nth === undefined) return `every ${days} at ${time}`;
  const isWorking = weekdays.join() === "1,2,3,4,5";
  const which = nth === -1 ? "last" : `${nth}${SUFFIXES[nth] ?? "th"}`;
  return `on the ${which} ${isWorking ? "working day" : days} of each month at ${time}`;
};

/** The proposal to mail the answer of a question that was read, or why it cannot be mailed. */
export const mailingPlan = (
  { plan }: Pick<RuleReading, "plan">,
  { question, weekdays, minute, nth, format, emails, unknown }: Mailing,
  words: string,
): ProposePlan | Refusal => {
  if (plan.kind === "propose")
    return {
      reason: "not-yet",
      text: `Answers are mailed, and nothing that is to be done; this is ${words}.`,
    };
  const to = emails.length > 0 ? emails.join(" and ") : "you";
  const aside =
    unknown === null
      ? ""
      : `; no address of "${unknown}" is known here: name one in the question to send it there`;
  return {
    kind: "propose",
    proposal: {
      ...{ action: "mailing", question, weekdays, minute, format, emails },
      ...(nth === undefined ? {} : { nth }),
    },
    words: `a mail to ${to} ${scheduleWords({ weekdays, minute, ...(nth === undefined ? {} : { nth }) })} with a ${format.toUpperCase()} of: ${words}${aside}`,
  };
};
