/** The hours of a clock in words, one first. */
export const HOURS: readonly string[] = [
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

const WORD = HOURS.join("|");
const HALF = "\\s*(?:[ap]\\.?m\\b|o['’]?clock\\b)";
const FACE = "half\\s+past|quarter\\s+past|quarter\\s+to";
// Words that a time of day stands behind.
const CUES =
  "before|by|after|until|till?|since|later\\s+than|earlier\\s+than|past|beyond|ahead\\s+of|at|around|deadline";
const DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)days?";
// What closes a stretch of words: "past nine, otherwise", "before three?"; "after four stops" counts.
const ENDS =
  "(?=\\s*(?:[,;:?!)]|\\.(?!\\d)|$)|\\s+(?:on|today|tomorrow|this\\s+(?:morning|afternoon|arvo|evening)|sharp|when|if|and\\s+(?:what|which|how|show|list))\\b)";
const MINUTES_PAST: Readonly<Record<string, number>> = {
  ...{ five: 5, ten: 10, twenty: 20, "twenty-five": 25, "twenty five": 25, quarter: 15, half: 30 },
};
const CLOSED =
  /\b(?:clos(?:e[ds]?|ing|ures?)|shut|blocked|barricaded|passable|no[\s-]go|bans?|road\s?works|no\s+access|dig(?:s|ging)|dug\s+up|cordon\w*|coned|taped|flooded|(?:can(?:['’]?t|not)|unable\s+to)\s+(?:use|get\s+(?:down|through|along))|is\s+out)\b/i;

const hourOf = (said: string): number =>
  HOURS.indexOf(said.toLowerCase()) + 1 || Number(said.replace(/^0(?=\d)/, ""));

const written = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** A time of day in digits; trucks are out by day, so a bare "three" is said of the afternoon. Undefined where it is none. */
const timeOf = (hour: number, minute: number, half: string | undefined): string | undefined => {
  const suffix = (half ?? "").trim().toLowerCase();
  let at = hour;
  if (suffix.startsWith("p") && at < 12) at += 12;
  else if (suffix.startsWith("a")) at = at === 12 ? 0 : at;
  else if (at > 0 && at < 6) at += 12;
  return hour > 24 || minute > 59 || Number.isNaN(hour) ? undefined : written(at * 60 + minute);
};

const DAYTIMES: Readonly<Record<string, string>> = {
  morning: "am",
  afternoon: "pm",
  evening: "pm",
  arvo: "pm",
};

type Said = readonly [found: RegExp, put: string | ((...found: string[]) => string)];

const SPOKEN: readonly Said[] = [
  // Who clocks in before half five does so in the morning, though a bare "five" is said of the afternoon.
  [
    new RegExp(
      `(?<=\\b(?:clock|punch|book|sign)(?:ed|ing|s)?\\s+(?:in|on)\\s+(?:${CUES})\\s+)(half[\\s-](?:past\\s+)?)?(three|four|five|[345])\\b(?!\\s*(?:[ap]\\.?m\\b|[:.]\\d|in\\b|hours?\\b|min))`,
      "gi",
    ),
    (_, half: string | undefined, at: string) => `0${hourOf(at)}:${half === undefined ? "00" : "30"}`,
  ],
  [/\bb4\b/gi, "before"],
  // The mark of "p.m." may end the sentence: only where it goes on is it left out.
  [/\b([ap])\.m\.(?=\s+\p{Ll}|\s*[,;?!)])/gu, "$1m"],
  // "Nine in the morning" is a time, and no morning.
  [
    new RegExp(
      `(?<=\\b(?:${CUES}|from|to|than|${DAY})\\s+)(\\d{1,2}(?::\\d{2})?|${WORD})(?:\\s+o['’]?clock)?\\s+(?:in\\s+(?:the\\s+)?|of\\s+an?\\s+)(morning|afternoon|evening|arvo)\\b`,
      "gi",
    ),
    (_, at: string, part: string) =>
      `${at.includes(":") ? at : hourOf(at)} ${DAYTIMES[part.toLowerCase()] ?? ""}`,
  ],
  // "Twenty to eleven", "ten past nine": behind a word that a time stands behind, and "from ten to two" is a stretch.
  [
    new RegExp(
      `(?<=\\b(?:${CUES})\\s+)(five|ten|twenty(?:[\\s-]five)?|quarter|half)\\s+(past|to)\\s+(${WORD}|1[0-2]|[1-9])\\b(?!:)`,
      "gi",
    ),
    (whole, part: string, side: string, at: string) => {
      const minutes = MINUTES_PAST[part.toLowerCase()] ?? 0;
      const hour = hourOf(at);
      const spoken =
        side.toLowerCase() === "to"
          ? timeOf(hour - 1 || 12, 60 - minutes, undefined)
          : timeOf(hour, minutes, undefined);
      return spoken ?? whole;
    },
  ],
  [
    new RegExp(`\\b(?:an?\\s+)?(${FACE})\\s+(${WORD}|1[0-2]|[1-9])\\b(?:\\s+o['’]?clock)?(${HALF})?`, "gi"),
    (whole, side: string, at: string, half: string | undefined) => {
      const hour = hourOf(at);
      const face = side.toLowerCase();
      if (face.endsWith("to")) return timeOf(hour === 1 && !half ? 12 : hour - 1, 45, half) ?? whole;
      return timeOf(hour, face.startsWith("half") ? 30 : 15, half) ?? whole;
    },
  ],
  [
    new RegExp(
      `(?<=\\b(?:${CUES}|from)\\s+)half[\\s-](${WORD}|1[0-2]|[1-9])\\b(?![.:%]?\\d|\\s*(?:%|an?\\b|of\\b|stops?\\b|hours?\\b|min|t\\b|ton|km))`,
      "gi",
    ),
    (whole, at: string) => timeOf(hourOf(at), 30, undefined) ?? whole,
  ],
  [
    new RegExp(
      `(?<=\\b(?:${CUES}|from)\\s+)(${WORD})[\\s-](ten|fifteen|twenty|thirty|forty|fifty|(?:twenty|thirty|forty|fifty)[\\s-]five)${ENDS}`,
      "gi",
    ),
    (whole, at: string, part: string) => {
      const [tens = "", five] = part.toLowerCase().split(/[\s-]/);
      const minute = { ten: 10, fifteen: 15, twenty: 20, thirty: 30, forty: 40, fifty: 50 }[tens] ?? 0;
      return timeOf(hourOf(at), minute + (five ? 5 : 0), undefined) ?? whole;
    },
  ],
  // "Before 1700"; years and house numbers are none.
  [
    new RegExp(
      `(?<=\\b(?:${CUES}|from|to|${DAY},?)\\s+)(?!(?:19|20)(?!00|30)\\d\\d)([01]\\d|2[0-3])([0-5][05])\\b(?!\\s*(?:[-–]|kg|kilos?|km|%|stops?|lifts?|[\\p{L}]+\\s+(?:street|road|lane|avenue|court|close|drive|st|rd|ave|ln)\\b))(?:\\s*(?:hours|hrs|h)\\b)?`,
      "giu",
    ),
    "$1:$2",
  ],
  // "Before 830", where nothing is counted behind it.
  [
    new RegExp(
      `(?<=\\b(?:before|until|till|(?:done|finished|over|served|home)\\s+by)\\s+)([1-9])([0-5][05])${ENDS}`,
      "gi",
    ),
    (whole, hour: string, minute: string) => timeOf(Number(hour), Number(minute), undefined) ?? whole,
  ],
  // "Before 15 hours" says a time in the English of others; "within 15 hours" does not.
  [
    new RegExp(
      `(?<=\\b(?:at|before|by|until|till|${DAY},?)\\s+)([01]?\\d|2[0-3])\\s*(?:hours|hrs|h)\\b`,
      "gi",
    ),
    (_, hour: string) => `${hour.padStart(2, "0")}:00`,
  ],
  [
    /(?<=\b(?:later\s+than|after|end\s+past)\s+)(1\d|2[0-3])\s*(?:hours|hrs|h)\b(?!\s+(?:late|of|on|in))/gi,
    "$1:00",
  ],
  // "At five p.m.", "Fridays at 5".
  [
    new RegExp(`(?<=\\b(?:at|${DAY},?)\\s+)(\\d{1,2}|${WORD})(${HALF})(?!\\w)`, "gi"),
    (whole, at: string, half: string) => timeOf(hourOf(at), 0, half) ?? whole,
  ],
  [
    new RegExp(
      `(?<=\\b${DAY},?\\s+(?:arvo\\s+)?at\\s+)(\\d{1,2}|${WORD})\\b(?!\\s*(?:[:.]\\d|[ap]\\.?m|\\p{L}+\\s+(?:street|road|lane|avenue|court|close|st|rd|ave|ln)\\b))`,
      "giu",
    ),
    (whole, at: string) => timeOf(hourOf(at), 0, undefined) ?? whole,
  ],
  [
    new RegExp(`\\b(${WORD})(${HALF})(?!\\w)`, "gi"),
    (_, at: string, half: string) => `${hourOf(at)} ${half.trim()}`,
  ],
  // What bounds: other words for "before", "after" and "since".
  [
    /\bfrom\s+(noon|midday|\d{1,2}(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?)\s+(?:on\s+)?(?:up\s+)?(?:to|till?|until)\s+now\b/gi,
    "since $1",
  ],
  [/\bup\s+(?:to|until|till)\s+(?=(?:noon|midday|\d{1,2}:\d{2})\b)/gi, "until "],
  [/(?<=\p{L}|\d|\s)\s*>\s*(?=\d{1,2}:\d{2})/gu, " after "],
  [/(?<=\p{L}|\d|\s)\s*<\s*(?=\d{1,2}:\d{2})/gu, " before "],
  [
    new RegExp(`\\b(?:before|pre)-(\\d{1,2}|${WORD})\\b(?!:)`, "gi"),
    (whole, at: string) => `before ${timeOf(hourOf(at), 0, undefined) ?? whole}`,
  ],
  [/\b(?:before|pre)-(?=\d{1,2}:\d{2})/gi, "before "],
  [/\bdeadline\s+(?=\d{1,2}:\d{2})/gi, "before "],
  [
    new RegExp(
      `\\bahead\\s+of\\s+(?=noon\\b|midday\\b|\\d{1,2}(?::\\d{2})?${HALF}|(?:${WORD})${ENDS})`,
      "gi",
    ),
    "before ",
  ],
  [/\bbeyond\s+(?=\d{1,2}(?::\d{2}|\s*[ap]\.?m\b))/gi, "after "],
  [
    new RegExp(
      `\\b(can(?:['’]?t|not)|must(?:n['’]?t|\\s+not))\\s+(?:be|finish|end|go|run|slip)\\s+(?:later\\s+than|past|after)\\s+(?=\\d{1,2}:\\d{2}|(?:${WORD}|\\d{1,2})${ENDS})`,
      "gi",
    ),
    "must be before ",
  ],
  [
    new RegExp(
      `\\b(?:do\\s+not|don['’]?t|never)\\s+let\\s+(.{3,30}?)\\s+(?:slip|run|go|get|be)\\s+(?:later\\s+than|past|after)\\s+(?=\\d{1,2}:\\d{2}|(?:${WORD}|\\d{1,2})${ENDS})`,
      "gi",
    ),
    "keep $1 before ",
  ],
  [
    new RegExp(`(?<=\\b(?:before|after|until|till|later\\s+than|past)\\s+)(${WORD})${ENDS}`, "gi"),
    (whole, at: string) => timeOf(hourOf(at), 0, undefined) ?? whole,
  ],
  [
    /(?<=\b(?:no|not)\s+later\s+than\s+)(\d{1,2})(?=\s*(?:[,;?!)]|\.(?!\d)|$))/gi,
    (_, at: string) => timeOf(Number(at), 0, undefined) ?? at,
  ],
];

// "What changed after 10:30" is what changed since.
const CHANGED =
  /^(?!.*\b(?:clos\w*|shut|finish\w*|start\w*|will|stops?|routes?|trucks?|flags?|deploy\w*)\b)(?=.*\b(?:chang\w*|happen\w*|different|altered|up\s+to\s+date|what['’]?s\s+new|updates)\b)/i;
const SINCE = /\b(?:from\s+after|after|from)\s+(?=(?:noon|midday)\b|\d{1,2}(?::\d{2}|\s*[ap]\.?m\b))/gi;

const AT = `(\\d{1,2}(?:[:.]\\d{2})?|[01]\\d[0-5]\\d|2[0-3][0-5]\\d|noon|midday|(?:${WORD})(?!-))(${HALF}|\\s*h\\b)?`;
const STRETCH = new RegExp(
  `(?<!\\b(?:stops?|routes?|trucks?|r)\\s*|[\\d:./-])(?:\\b(?:from|between)\\s+)?(?<![\\d:.-])${AT}(?:\\s*[-–]\\s*|\\s+(?:to|till?|until|and|through)\\s+)${AT}(?![\\d\\w/%-]|:\\d)(?!\\s+(?:stops?|min\\w*|hours?|days?|weeks?|months?|tonnes?|trucks?|routes?|km|kg|(?:street|road|lane|avenue)))`,
  "giu",
);
const REOPENS = new RegExp(
  `\\b(closing|closed|closes|shut|shuts)\\s+(?:at|from)\\s+${AT}\\s*,?\\s*(?:and\\s+|then\\s+)?(?:it\\s+)?(?:re-?opens?|re-?opening|opens?|open|opening)(?:\\s+again)?(?:\\s+(?:at|from))?\\s+${AT}`,
  "gi",
);

const endOf = (said: string, half: string | undefined): { hour: number; minute: number } | undefined => {
  if (/^(?:noon|midday)$/i.test(said)) return { hour: 12, minute: 0 };
  const digits = /^(\d{1,2})(?:[:.]?(\d{2}))?$/.exec(said);
  const hour = digits ? Number(digits[1]) : hourOf(said);
  // "02:00" is by the clock of 24 hours.
  if (/^0\d/.test(said) && half === undefined) return { hour, minute: Number(digits?.[2] ?? 0) };
  const time = timeOf(hour, Number(digits?.[2] ?? 0), half)
    ?.split(":")
    .map(Number);
  return time && { hour: time[0] ?? 0, minute: time[1] ?? 0 };
};

const stretch = (from: string, fromHalf: string | undefined, to: string, toHalf: string | undefined) => {
  const [first, last] = [endOf(from, fromHalf), endOf(to, toHalf)];
  if (!first || !last) return undefined;
  const start = first.hour * 60 + first.minute;
  const until = last.hour * 60 + last.minute;
  // "3-6": what begins in the afternoon ends in it; "22:00 to 2" ends on the next day.
  const later = until + 720;
  const end = until < start && toHalf === undefined && later > start && later <= 1_440 ? later : until;
  return start === end ? undefined : `${written(start)} to ${written(end)}`;
};

/**
 * Says times of day in digits, by the clock of 24 hours where they could be taken for something else: "half past eight",
 * "twenty to eleven", "before 1700", "seventeen hundred", "3 o'clock", "nine in the morning"; and the hours between which
 * something is closed: "closed ten to two", "shut 8-11".
 */
export const inClockDigits = (text: string): string => {
  const spoken = SPOKEN.reduce(
    (rest, [found, put]) => (typeof put === "string" ? rest.replace(found, put) : rest.replace(found, put)),
    text,
  );
  if (CHANGED.test(spoken)) return spoken.replace(SINCE, "since ");
  if (!CLOSED.test(spoken)) return spoken;
  return spoken
    .replace(REOPENS, (whole, closed: string, ...[from = "", fromHalf, to = "", toHalf]: string[]) => {
      const hours = stretch(from, fromHalf, to, toHalf);
      return hours ? `${closed} from ${hours}` : whole;
    })
    .replace(STRETCH, (whole, ...[from = "", fromHalf, to = "", toHalf]: string[]) => {
      const hours = stretch(from, fromHalf, to, toHalf);
      return hours ? `from ${hours}` : whole;
    });
};
