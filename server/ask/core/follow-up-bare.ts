import { unended } from "#server/ask/core/exchange.ts";
import type { FollowUp } from "#server/ask/core/follow-up.ts";
import type { Asked } from "#server/ask/core/question.ts";

const LEAD = "^\\W*(?:(?:and|so|but|ok|okay|now|then)\\s+)*";
// "Who hasn't?" behind "who has clocked in".
const NOT_SO = new RegExp(
  `${LEAD}(?:who|which(?:\\s+(?:ones|of\\s+them))?)\\s+(?:has|have|had|is|are|was|were)(?:n['’]?t|\\s+not)\\W*$`,
  "i",
);
const AUXILIARY = /\b(has|have|had|is|are|was|were)\b(?!\s+not\b)/i;
// "Is it getting better?" asks which way it goes.
const WHICH_WAY = new RegExp(
  `${LEAD}(?:(?:is|are|was|were)\\s+(?:it|that|this|they|things|we)\\s+(?:getting\\s+|going\\s+|coming\\s+)?(?:any\\s+)?(?:better|worse|up|down|improving|rising|falling|dropping)(?:\\s+or\\s+(?:better|worse|up|down|not))?|(?:which|what)\\s+(?:way|direction)\\b.*)\\W*$`,
  "i",
);
// "Is it coming down anywhere, over the last three months?" is told by month of these, beside what it was split by.
const WHICH_WAY_OVER = new RegExp(
  `${LEAD}(?:is|are|was|were|has|have)\\s+(?:it|that|this|they|things|we)\\s+(?:been\\s+)?(?:getting\\s+|going\\s+|coming\\s+)?(?:any\\s+)?(?:better|worse|up|down|improving|improved|rising|falling|dropping)(?:\\s+or\\s+(?:better|worse|up|down|not))?(?:\\s+(?:anywhere|everywhere|at\\s+all|in\\s+any(?:\\s+of\\s+them|\\s+\\w+)?))?\\s*[?.!,;–-]*\\s*((?:(?:in|over|for|during)\\s+)?(?:the\\s+)?(?:last|past)\\s+(?:\\d{1,2}|two|three|four|five|six|eight|ten|twelve)\\s+(day|week|month)s)\\W*$`,
  "i",
);
// "By zone and month for the last three months" behind a figure by zone: both, over that stretch.
const BY_TWO = new RegExp(
  `${LEAD}(?:by|per)\\s+(\\w+)\\s+and\\s+(?:by\\s+)?(day|week|month)(?:[,\\s]+((?:(?:in|over|for|during)\\s+)?(?:the\\s+)?(?:last|past)\\s+.{3,20}))?\\W*$`,
  "i",
);
const byTwo = (before: Asked, text: string): string | undefined => {
  const [, thing = "", step = "", stretch] = BY_TWO.exec(text) ?? [];
  const by = /\b(?:by|per)\s+(?:zone|depot|route|stream|driver|vehicle|truck|contractor)\b/i;
  const { text: said } = before.hearing;
  if (step === "" || !by.test(said)) return undefined;
  return stretch === undefined
    ? unended(said).replace(by, `by ${thing} and ${step}`)
    : steppedOver(before, unended(stretch), step)?.replace(by, `by ${thing}`);
};
// The times of a question give way to another stretch, told step by step.
const steppedOver = ({ timed, hearing }: Asked, stretch: string, step: string): string | undefined => {
  const when = [...timed.when];
  const [first, last] = [Math.min(...when), Math.max(...when)].map((at) => hearing.tokens[at]);
  const rest =
    first && last ? `${hearing.text.slice(0, first.start)}${hearing.text.slice(last.end)}` : hearing.text;
  const bare = unended(rest)
    .replace(/\s+(?:in|over|for|during)\s*$/i, "")
    .replace(/\s+/g, " ")
    .trim();
  return /\b(?:by|per)\s+(?:day|week|month)\b/i.test(bare)
    ? undefined
    : `${bare} ${/\b(?:by|per)\s+\w+$/i.test(bare) ? "and" : "by"} ${step} ${stretch}`;
};
// "Why did it go up?" is asked of the figure before.
const WHY_MOVED = new RegExp(
  `${LEAD}(?:why|how\\s+come)\\s+(?:(?:did|has|have|is|was|are|were)\\s+)?(?:it|that|this|they|those)\\s+(?:\\w+\\s+){0,2}?(up|higher|ris(?:e|en|ing)|rose|jump(?:ed)?|increas(?:e|ed|ing)|down|lower|f[ae]ll(?:en|ing)?|drop(?:ped|ping)?)(?:\\s+(?:so\\s+much|then|like\\s+that))?\\W*$`,
  "i",
);
// "It needs a tonne of space" behind the nearest trucks is asked of these.
const WITH_ROOM = new RegExp(
  `${LEAD}(?:only\\s+|just\\s+)?(?:(?:those|the\\s+ones)\\s+)?(?:with|(?:(?:it|they|he|she|we|i|one)\\s+)?(?:(?:needs?|has|have|must|should|got|['’]s\\s+got)\\s+(?:to\\s+)?)?(?:have|has|having|need|needs))\\s+(?:got\\s+)?((?:to\\s+have\\s+)?(?=.*\\b(?:room|space|capacity)\\b|.*\\d\\s*(?:t|tonnes?|tons?|kg)\\s+(?:free|left|spare|to\\s+spare)\\b)(?!.*\\b(?:and|who|drivers?|hours?|stops?)\\b).+)$`,
  "i",
);
const RANGE = new RegExp(
  `${LEAD}(?:(?:show|give)\\s+(?:me\\s+|us\\s+)?)?(?:with\\s+|what(?:['’]s|\\s+is)\\s+)?(?:the|a|its)\\s+range\\W*$`,
  "i",
);
// "Which depot?" tells them apart.
const WHICH_ALONE = new RegExp(
  `${LEAD}(?:(?:at|in|from|on|of)\\s+)?(?:which|what)\\s+(depot|zone|stream|facility|street)s?\\W*$`,
  "i",
);
// "And p99?" behind a p95 is that of the same calls, time and split.
const PERCENTILE = new RegExp(
  `${LEAD}(?:(?:what|how)\\s+about\\s+|show\\s+(?:me\\s+)?|same\\s+(?:for|with)\\s+)?(?:(?:the|at|by)\\s+)?(p\\d\\d)(?:\\s+(?:instead|then|too|please|as\\s+well))*\\W*$`,
  "i",
);
// "And the hour before that" behind hours of a day.
const HOURS_BEFORE = new RegExp(
  `${LEAD}(?:(?:what|how)\\s+about\\s+|(?:the\\s+)?same\\s+(?:for|in|over)\\s+)?(?:in\\s+|for\\s+)?(?:the\\s+)?(hours?|minutes?|time|stretch|one)\\s+before(?:\\s+(?:that|it|this))?(?:\\s+one)?\\W*$`,
  "i",
);
const HOUR_MS = 3_600_000;
const clockAt = (instant: number, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }).format(instant);
// The hours before those of the question, as long where none is said, by the clock of their day.
const hoursBefore = ({ window, timed, hearing }: Asked, said: string): string | undefined => {
  const when = [...timed.when];
  if (!window || window.isWholeDays || window.firstDay !== window.lastDay || when.length === 0)
    return undefined;
  const [from, to] = [Date.parse(window.from), Date.parse(window.to)];
  const length = /^hour$/i.test(said) ? HOUR_MS : to - from;
  const [start, end] = [from - length, from].map((at) => clockAt(at, window.timeZone));
  const [first, last] = [Math.min(...when), Math.max(...when)].map((at) => hearing.tokens[at]);
  if (!first || !last || start === undefined || end === undefined || start >= end) return undefined;
  return `${hearing.text.slice(0, first.start)}between ${start} and ${end} today${hearing.text.slice(last.end)}`;
};
// "And B?" behind contractor A is of the other.
const LETTER = new RegExp(
  `${LEAD}(?:(?:what|how)\\s+about\\s+|(?:the\\s+)?same\\s+for\\s+)?([a-z])\\W*$`,
  "i",
);
const LETTERED = /\b((?:sub-?)?contractors?\s+)[a-z]\b(?![’'])/gi;
const AND_WHY = /[\s,]+and\s+(?:why|what\s+caused\s+it)\W*$/i;
const BY = /^\W*(?:(?:and|now|then|ok|okay)\s+)*((?:by|per)\s+(?:\w+\s+)?\w+)\W*$/i;
const FIRST = /^\W*(?:(?:and|now|then|ok|okay|but)\s+)*((?:the\s+)?(?:\w+\s+){1,3}first)\W*$/i;

// "How long has each been stopped?" behind rows of trucks: each tells since when it is as it is.
const HOW_LONG_EACH = new RegExp(
  `${LEAD}(?:for\\s+)?(?:how\\s+long|since\\s+when)\\s+(?:has|have|is|are)\\s+(?:each(?:\\s+(?:one|of\\s+(?:them|those|these)))?|they(?:\\s+all)?|those|these)\\s*(?:been\\s+)?(?:there|stopped|standing(?:\\s+(?:still|there))?|parked(?:\\s+up)?|waiting(?:\\s+there)?|sitting(?:\\s+there)?|sat(?:\\s+there)?|idle|like\\s+that|so)?\\W*$`,
  "i",
);
const STANDS_SAID = /\b(?:there|stopped|standing|parked|waiting|sitting|sat|idle)\b/i;
const STAND = ["stopped", "atTip", "onBreak", "moving"] as const;
const isOfStanding = ({ hearing: { heard }, links }: Asked): boolean =>
  heard.has("vehicle") &&
  !heard.has("exception") &&
  (STAND.some((state) => heard.has(state)) || links.links.some(({ name }) => name.kind === "facility"));

/** Whether a sentence asks how long each of the rows has stood where the question before it told of none that stand. */
export const asksStandingOfOthers = (before: Asked, text: string): boolean =>
  HOW_LONG_EACH.test(text) && STANDS_SAID.test(text) && !isOfStanding(before);

/** A few words that go on from a question and name nothing by themselves: not so, which way, which of them, what stands first. */
export const bareTurn = (
  before: Asked,
  text: string,
): Extract<FollowUp, { kind: "question" }> | undefined => {
  const said = unended(before.hearing.text);
  const ways = (...texts: string[]) => ({ kind: "question" as const, texts });
  if (HOW_LONG_EACH.test(text) && isOfStanding(before)) return ways(said);
  if (NOT_SO.test(text) && AUXILIARY.test(said)) return ways(said.replace(AUXILIARY, "$1 not"));
  const over = WHICH_WAY_OVER.exec(text);
  const stepped = over ? steppedOver(before, over[1] ?? "", (over[2] ?? "").toLowerCase()) : undefined;
  if (stepped !== undefined) return { ...ways(stepped), isSplit: true };
  const way = WHY_MOVED.exec(text)?.[1];
  if (way !== undefined)
    return ways(
      `why did ${said.replace(/^\W*(?:how\s+many|how\s+much|show(?:\s+me)?|what\s+(?:is|was|were|are))\s+(?:the\s+)?/i, "")} ${/^(?:up|h|r|j|i)/i.test(way) ? "go up" : "go down"}`,
    );
  const both = byTwo(before, text);
  if (both !== undefined) return { ...ways(both), isSplit: true };
  const room = before.hearing.heard.has("nearest") ? WITH_ROOM.exec(text)?.[1] : undefined;
  if (room !== undefined)
    return ways(
      `${said} with ${unended(room).replace(/\bspace\s+left\b/i, "space")}`,
      `${said}, ${unended(text)}`,
    );
  if (WHICH_WAY.test(text)) return ways(`${said}, which way is it heading`, `how is ${said} trending`);
  if (RANGE.test(text)) return ways(`${said}, with the range`);
  const letter = LETTER.exec(text)?.[1];
  if (letter !== undefined && said.match(LETTERED)?.length === 1)
    return ways(said.replace(LETTERED, `$1${letter.toUpperCase()}`));
  const percentile = PERCENTILE.exec(text)?.[1];
  if (percentile && said.match(/\bp\d\d\b/gi)?.length === 1)
    return ways(said.replace(/\bp\d\d\b/i, percentile));
  const stretch = HOURS_BEFORE.exec(text)?.[1];
  const earlier = stretch === undefined ? undefined : hoursBefore(before, stretch);
  if (earlier !== undefined)
    return ways(unended(earlier).replace(/\b(?:in|over|during)\s+(?:the\s+)?(?=between\b)/i, ""));
  const which = WHICH_ALONE.exec(text)?.[1];
  if (which) return { ...ways(`${said} by ${which.toLowerCase()}`), isSplit: true };
  // Why is told whole, and split by nothing.
  const by = AND_WHY.test(said) ? BY.exec(text)?.[1] : undefined;
  if (by) return { ...ways(`${said.replace(AND_WHY, "")} ${by}`), isSplit: true };
  const first = before.hearing.heard.has("kpiAdherence") ? FIRST.exec(text)?.[1] : undefined;
  return first ? ways(`${said}, ${first}`) : undefined;
};
