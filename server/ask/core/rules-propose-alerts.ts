import { readComing } from "#server/ask/core/forecast-when.ts";
import { namedIn, onDay, type ProposalRule, proposed } from "#server/ask/core/proposal-parts.ts";
import { type Asked, linksOf } from "#server/ask/core/question.ts";
import { muteWords, unmuteWords } from "#server/ask/core/quiet.ts";
import type { Refusal } from "#server/ask/core/refuse.ts";
import { CalendarDay } from "#server/lib/calendar-day.schema.ts";
import { addDays, minutesToInstant, monthOf, weekOf } from "#server/lib/service-day.ts";

const ALERTS =
  "(?:alert|alerting|notif|warn|ping|alarm|notice|messag|text|noise|bleep|beep|buzz|reminder)\\w*";
const MUTE = new RegExp(
  `\\b(?:stop|quit|no|don'?t|don’t|do not|never|mute|silence|pause|turn(?:ing)?(?: \\w+){0,3}? off|switch(?:ing)?(?: \\w+){0,3}? off|disable|suspend(?:ed|ing)?|suspension of|suppress\\w*|hold(?:ing)? (?:back|off)|enough(?: of)?|kill|cut|drop|spare me|without)\\b.*\\b${ALERTS}\\b|\\b${ALERTS}\\b.*\\b(?:off|muted?|silenced?|paused?|quiet|stop(?:ped)?|suspended|disabled|suppressed)\\b`,
  "i",
);
const SILENCE =
  /\b(?:don'?t|don’t|do not|stop|quit|no need to|leave off|give over|lay off)\s+(?:bother|disturb|annoy|pester|spam|nag|ping|message|warn|alert|tell|harass|notif|bug)\w*\s+(?:me|us)\b|^\W*(?:please\s+)?(?:mute|silence|snooze|unsubscribe\s+(?:me\s+)?from|be quiet about|quiet(?:en)?)\b|\b(?:pipe|quiet(?:en)?|keep it)\s+down\b|\b(?:shut|hush|clam|zip)\s+(?:up|it)\b|\bhush\b|\b(?:keep|stay|be|go)\s+(?:quiet|silent|mum|schtum)\b|\b(?:mute|snooze|silence)\s+(?:it|him|her|them|that|this|the|all|every\w*|truck|route|r-?\d|lorry|driver)\b|\b(?:leave|let)\s+(?:me|us)\s+(?:alone|in peace)\b|\bgive\s+(?:it|that|them)\s+a\s+rest\b|\b(?:don'?t|don’t|do not)\s+(?:want|need)\s+to\s+(?:hear|know|be (?:told|warned|alerted))\b/i;
const OF_ALERTS =
  /\b(?:alert|notif|notic|warn|ping|alarm|messag|text|bug|nag|pester|spam|bother|noise|quiet|mut(?:e|ing)|silen|snooz|shut\s+up|hush|hear|tell|told|beep|buzz|bleep|shout|chirp|going\s+off|unsubscrib|harass|pipe\s+down|zip\s+it|suspen)/i;
// "Do not mute truck 4", and "mute truck 4 and alert me about truck 5", which is two things.
const NOT_MUTED =
  /\b(?:do\s+not|don['’]?t|never|not)\s+(?:mute|silence|snooze|pause|suspend)\b|\b(?:and|but)\s+(?:please\s+)?(?:alert|tell|warn|notify|ping|text|remind)\s+me\b/i;
// Who asks for alerts, or about them, wants none of them left out.
const HUSHED =
  /\b(?:stop\w*|quit|no|not|never|none|nothing|mut(?:e|ed|ing)|silen\w+|paus\w+|off|quiet\w*|hush|shut|pipe|zip|suspen\w+|suppress\w*|snooz\w+|leave|without|enough|ignor\w+|spare|unsubscrib\w*|disabl\w+|drop|kill|cut|rest|peace|skip|exclud\w+|except|cease|harass\w*|nag\w*|bug\w*|spam\w*|pester\w*|noise|annoy\w*)\b|n['’]t\b/i;
const AGAIN = new RegExp(
  `\\b(?:un-?(?:mut|silenc|snooz|paus|suppress)\\w*|(?:stop|end|lift|remove|undo|cancel)\\w*\\s+(?:the\\s+|that\\s+)?(?:mut|silenc|snooz|paus|quiet|suppress|suspen)\\w*)\\b|\\b(?:resum|restart|re-?enabl|reinstat|restor|reactivat|re-?start|re-?activat|enabl|allow)\\w*\\b.*\\b${ALERTS}\\b|\\b${ALERTS}\\b.*\\b(?:resum\\w*|restart\\w*|(?:back\\s+)?on(?:\\s+again)?\\s*[,.!?]|back\\s+on\\b|again\\b)|\\b(?:turn|switch|put|bring|have|get|set)\\b.*\\b(?:back\\s+on|on\\s+again|back)\\b.*\\b${ALERTS}\\b|\\b(?:turn|switch|bring|put)\\b.*\\b${ALERTS}\\b.*\\b(?:back(?:\\s+on)?|on\\s+again|on)\\b|\\b(?:start|begin|go\\s+back\\s+to)\\s+(?:tell|alert|warn|notify|ping|messag|nag|bother)\\w*\\b|\\b(?:tell|alert|warn|notify|ping|nag)\\w*\\s+(?:me|us)\\b.*\\bagain\\b|\\b(?:hear|know)\\s+(?:about|of|from)\\b.*\\bagain\\b`,
  "i",
);
const STOPS = /\b(?:stop|quit|don'?t|don’t|do not|never|no more)\b(?!\s+(?:mut|silenc|snooz|paus|suppress))/i;
const isAgain = (text: string): boolean => AGAIN.test(text) && !STOPS.test(text);
// "Truck 5 has a brake warning on, can it go out": the lamp is on, and no alert is to be told again.
const SHOWN_BY_TRUCK =
  /\b(?:has|have|got|with|shows?|showing|is|there['’]?s|there\s+is|came|come)\b(?:\s+\w+){0,4}\s+(?:warnings?|alarms?)(?:\s+(?:light|lamp|sign))?\s+(?:come\s+|came\s+|still\s+|lit\s+)?(?:on|up|lit|showing)\b/i;
const isShownByTruck = (asked: Asked): boolean =>
  SHOWN_BY_TRUCK.test(asked.hearing.text) &&
  !/\b(?:turn|switch|put|bring|set)\b|\bagain\b|\b(?:alert|notif\w+|ping)s?\b/i.test(asked.hearing.text);
const EVERYTHING =
  /\b(?:all|every|everything|any)\b.*\b(?:alert|notif|warn|alarm|ping|notice)|\bmy\s+(?:alerts?|notifications?|warnings?|alarms?)\b|^\W*(?:please\s+)?(?:mute|silence|snooze|pause|unmute|resume|shut up|hush|be quiet|keep quiet|pipe down|quiet)(?:\s+(?:everything|all|(?:the\s+)?(?:alerts?|notifications?|warnings?|alarms?)))?\W*(?:$|(?:until|till?|for|please|now|again)\b)/i;
const LATE =
  /\b(?:late(?:ness)?|delays?|delayed|behind(?:[-\s]schedule)?)[-\s]+(?:\w+\s+){0,2}?(?:alert|warning|notification|notice|message|alarm|ping)s?\b|\b(?:alert|warning|notification|notice|message|alarm|ping)\w*\b.{0,25}\b(?:about|for|of|on|over|concerning|regarding|when)\b.{0,25}\b(?:late(?:ness)?|delays?|delayed|behind)\b/i;
const OF_ONE_KIND =
  /\b(?:missed|overfull|overflow\w*|breakdown|overtime|fault|contamination|idle|idling|silent|gps|fuel|weight|load|capacity|queue|safety|harsh\w*|damage\w*|access)[-\s]+(?:\w+\s+)?(?:alert|warning|notification|alarm)s?\b/i;
const MOST_MUTED = 5;

// "Until it is fixed", "while in the workshop": nobody knows when that is, so it has no end.
const OPEN_END =
  /\b(?:until|till?|while|as\s+long\s+as|for\s+the\s+duration|during)\b.{0,60}\b(?:back|fixed|repaired|out\s+of|ready|done|returns?|further\s+notice|mended|sorted|say\s+so|workshop|shop|garage|stay|road|again|running|finished)\b/i;
const UNTIL = /\b(?:until|till?|up\s+(?:to|until|till)|through(?=\s+(?:to\s+)?(?:the|next|\w+day|\d)))\b/gi;
const REST_OF =
  /\b(?:for\s+)?(?:the\s+)?(?:rest|remainder|end)\s+of\s+(?:the\s+|this\s+)?(day|today|shift|week|month)\b|\b(?:for\s+)?(today|tonight)\b|\bthis\s+(week|month|shift)\b/i;
const PARTS: Readonly<Record<string, number>> = {
  morning: 360,
  afternoon: 720,
  evening: 1_080,
  night: 1_200,
};

const MONTHS =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const DATE = new RegExp(
  `\\b(?:(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(${MONTHS})|(${MONTHS})\\s+(\\d{1,2})(?:st|nd|rd|th)?)\\b(?:,?\\s+(20\\d{2}))?`,
  "i",
);
const ORDER = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** The day of a date to come, this year's or next year's where it names no year. */
const dateIn = (text: string, today: string): string | undefined => {
  const found = DATE.exec(text);
  if (!found) return undefined;
  const month = ORDER.indexOf((found[2] ?? found[3] ?? "").slice(0, 3).toLowerCase()) + 1;
  const monthDay = `${String(month).padStart(2, "0")}-${(found[1] ?? found[4] ?? "").padStart(2, "0")}`;
  const year = Number(today.slice(0, 4));
  const day = found[5]
    ? `${found[5]}-${monthDay}`
    : `${year}-${monthDay}` > today
      ? `${year}-${monthDay}`
      : `${year + 1}-${monthDay}`;
  const isDay = CalendarDay.safeParse(day).success;
  return isDay && day > today ? day : undefined;
};

const TIME =
  /\b(?:(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?m\b|(\d{1,2}):(\d{2})\b|(noon|midday)\b|(?<=\bat\s)(\d{1,2})\b)/i;

/** Minutes of the time of day that stands beside a day. */
const minutesIn = (text: string): number | undefined => {
  const found = TIME.exec(text);
  if (!found) return undefined;
  if (found[6]) return 720;
  const hour = Number(found[1] ?? found[4] ?? found[7]);
  const half = found[3]?.toLowerCase();
  const whole = half === "p" && hour < 12 ? hour + 12 : half === "a" && hour === 12 ? 0 : hour;
  const minutes = whole * 60 + Number(found[2] ?? found[5] ?? 0);
  return minutes < 1_440 ? minutes : undefined;
};

// A length counts from now, so it says nothing of a later beginning.
const LASTS =
  /\bfor\s+(?:(?:(?:the\s+next|another|at\s+least)\s+)?(?!next\b)\S+|the\s+next)\s+(?:hours?|hrs?|h|minutes?|mins?|days?|weeks?)\b/gi;

/** Whether alerts are to be quiet from a later moment on only: from now on would be more than was asked. */
const beginsLater = (asked: Asked): boolean => {
  const { clocks, now, today } = asked;
  const [before = ""] = asked.hearing.text.split(UNTIL);
  const said = before.replace(LASTS, " ").replace(REST_OF, " ");
  const day = readComing(said, today.firstDay, today.timeZone)?.window.firstDay;
  if ((day !== undefined && day > today.firstDay) || dateIn(said, today.firstDay) !== undefined) return true;
  const at = (side: "after" | "before") => clocks.find((clock) => clock.side === side)?.at;
  const [from, to] = [at("after"), at("before")];
  // Hours that are over for today are tomorrow's.
  return from !== undefined && (from > now || (to !== undefined && from < to && to <= now));
};

/** Whether a time of day or a stretch of time that is not over yet is named. */
const namesTimeToCome = ({ hearing: { text }, now, today, window, clocks }: Asked): boolean => {
  const minutes = minutesIn(text);
  return (
    clocks.length > 0 ||
    (minutes !== undefined &&
      minutesToInstant(today.firstDay, minutes, today.timeZone).toISOString() > now) ||
    (window !== null && (window.lastDay > today.firstDay || (!window.isWholeDays && window.to > now)))
  );
};

/** Until when alerts are to be quiet; null where that has no end, undefined where it is said and nobody can tell. */
const untilOf = (asked: Asked): string | null | undefined => {
  const { text } = asked.hearing;
  const { now, today } = asked;
  const { timeZone, firstDay } = today;
  const midnight = (day: string, minute = 0) => minutesToInstant(day, minute, timeZone).toISOString();
  const rest = text.replace(UNTIL, " ");
  const isUntil = rest !== text;
  if (beginsLater(asked)) return undefined;
  const coming = readComing(rest, firstDay, timeZone)?.window.firstDay;
  const clock = asked.clocks.find(({ side }) => side === "before")?.at;
  if (clock !== undefined) {
    if (coming !== undefined) return onDay(clock, coming, timeZone);
    const named = asked.window && asked.window.firstDay > firstDay ? asked.window.firstDay : undefined;
    // "Until 7", said at noon, is tomorrow's.
    return onDay(clock, named ?? (clock > now ? firstDay : addDays(firstDay, 1)), timeZone);
  }
  const length = asked.quantities.find(
    ({ unit, op, start }) =>
      unit === "s" && op === null && /\b(?:for|next|another|the)\s*$/i.test(text.slice(0, start)),
  );
  if (length) return new Date(Date.parse(now) + length.value * 1_000).toISOString();
  const days = /\bfor\s+(?:the\s+next\s+)?(\d{1,2}|a|one|two|three|four|five)\s+(day|week)s?\b/i.exec(text);
  if (days) {
    const count =
      Number(days[1]) ||
      ["a", "one", "two", "three", "four", "five"].indexOf((days[1] ?? "").toLowerCase()) ||
      1;
    return midnight(addDays(firstDay, count * (/^week/i.test(days[2] ?? "") ? 7 : 1)));
  }
  const ending = REST_OF.exec(text);
  if (ending) {
    const what = (ending.slice(1).find((part) => part !== undefined) ?? "").toLowerCase();
    const last = what === "week" ? weekOf(firstDay).to : what === "month" ? monthOf(firstDay).to : firstDay;
    return midnight(addDays(last, 1));
  }
  const day = dateIn(text, firstDay) ?? coming;
  if (isUntil && day !== undefined) {
    const part = /\b(morning|afternoon|evening|night)\b/i.exec(rest)?.[1]?.toLowerCase() ?? "";
    return midnight(day, minutesIn(rest) ?? PARTS[part] ?? 0);
  }
  if (OPEN_END.test(text)) return null;
  return isUntil || namesTimeToCome(asked) ? undefined : null;
};

/** Whose alerts are meant; undefined where the question names none and does not say that all are. */
const meantIn = (asked: Asked): { names: string[]; of?: "late" } | Refusal | undefined => {
  const { text } = asked.hearing;
  const { vehicles, routes, drivers } = namedIn(asked);
  const zones = linksOf(asked, "zone").map(({ name }) => `the ${name.name} zone`);
  const depots = linksOf(asked, "depot").map(({ name }) => `the ${name.name}`);
  const names = [
    ...new Set([...[...vehicles, ...routes, ...drivers].map(({ name }) => name.name), ...zones, ...depots]),
  ];
  const linked = vehicles.length + routes.length + drivers.length + zones.length + depots.length;
  if (asked.links.links.length > linked || names.length > MOST_MUTED)
    return {
      reason: "not-yet",
      text: `Alerts leave out trucks, routes, drivers, zones and depots, ${MOST_MUTED} at a time; what else this names cannot be left out of them in a sentence.`,
    };
  const isTold = MUTE.test(text) || SILENCE.test(text) || isAgain(text);
  if (names.length === 0 && !(isTold && EVERYTHING.test(text))) return undefined;
  if (OF_ONE_KIND.test(text))
    return {
      reason: "not-yet",
      text: "Alerts are left out by the trucks, routes, drivers, zones and depots they are about, or those about what runs late; others are ended one by one on the page Ask.",
    };
  return { names, ...(LATE.test(text) ? { of: "late" as const } : {}) };
};

const WHILE =
  /\b(?:while|whilst|as\s+long\s+as|for\s+as\s+long)\b|\b(?:until|till?)\s+(?:it|he|she|they|we|the\s+\w+)(?:['’](?:s|re)|\s+(?:is|are|has|have|comes?|gets?|leaves?|returns?))\b/i;
const WITHOUT_END = ", with no end: ask for its alerts again when it is back";

/** "Stop alerting me about truck 4, it is in the workshop", "no late alerts for R-15 till tomorrow morning". */
export const mute: ProposalRule = {
  kind: "mute",
  isSaid: ({ hearing: { text } }) =>
    (MUTE.test(text) || SILENCE.test(text)) && !isAgain(text) && !NOT_MUTED.test(text),
  // "R-9 must be cancelled" speaks of no alert.
  mayBeMeant: ({ hearing: { text } }) =>
    OF_ALERTS.test(text) && HUSHED.test(text) && !isAgain(text) && !NOT_MUTED.test(text),
  propose: (asked) => {
    const meant = meantIn(asked);
    if (meant === undefined || "reason" in meant) return meant;
    const until = untilOf(asked);
    if (until === undefined)
      return {
        reason: "unclear",
        text: 'Until when are these alerts to be quiet? Say it as "until tomorrow morning", "until 4 December" or "for two hours".',
      };
    const muted = { ...meant, ...(until === null ? {} : { until }) };
    // Nothing tells an alert that a truck is back from where it is.
    const end = until === null && WHILE.test(asked.hearing.text) ? WITHOUT_END : "";
    return proposed(asked, { action: "mute", ...muted }, `${muteWords(muted, asked.today.timeZone)}${end}`);
  },
};

const A_LENGTH =
  /\b(?:for|in|within|after)\s+(?:the\s+next\s+)?(?:\d+|an?|\w+)\s+(?:hours?|minutes?|days?|weeks?)\b/i;
const AT_ONCE: Refusal = {
  reason: "not-yet",
  text: 'Alerts are told again at once, and not at or for a time. To hear of them again later, say until when they are to be quiet, such as "mute R-1 until tomorrow at 9".',
};

/** "Turn truck 22's alerts back on, it is fixed." */
export const unmute: ProposalRule = {
  kind: "unmute",
  isSaid: (asked) => isAgain(asked.hearing.text) && !isShownByTruck(asked),
  mayBeMeant: (asked) => isAgain(asked.hearing.text) && !isShownByTruck(asked),
  propose: (asked) => {
    const meant = meantIn(asked);
    if (meant === undefined || "reason" in meant) return meant;
    if (
      beginsLater(asked) ||
      namesTimeToCome(asked) ||
      minutesIn(asked.hearing.text) !== undefined ||
      asked.quantities.some(({ unit }) => unit === "s") ||
      A_LENGTH.test(asked.hearing.text)
    )
      return AT_ONCE;
    return proposed(asked, { action: "unmute", ...meant }, unmuteWords(meant));
  },
};
