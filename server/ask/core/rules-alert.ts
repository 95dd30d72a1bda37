import { boundWords } from "#server/ask/core/bound-words.ts";
import { readNumber, readQuantities } from "#server/ask/core/quantity.ts";
import type { RuleReading } from "#server/ask/core/question.ts";
import type { Refusal } from "#server/ask/core/refuse.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

type ProposePlan = Extract<QueryPlan, { kind: "propose" }>;
type RowBound = NonNullable<Extract<ProposePlan["proposal"], { action: "alert" }>["bound"]>;

const ALERT =
  /^\W*(?:please\s+|can you\s+|could you\s+)*(?:tell|alert|alarm|notify|warn|inform|ping|message|buzz|text|shout at|page|nudge|remind)\s+(?:me|us)\s+(?:when(?:ever)?|if|as soon as|once|in case)\s+(.+?)[\s.?!]*$|^\W*(?:please\s+)?(?:let\s+(?:me|us)\s+know|give\s+(?:me|us)\s+a\s+(?:shout|heads?[\s-]?up|nudge|ping|warning|call)|i\s+want\s+to\s+(?:know|hear)|raise\s+(?:a\s+flag|an?\s+alarm)|shout|flag\s+it)\s+(?:when(?:ever)?|if|as soon as|once)\s+(.+?)[\s.?!]*$|^\W*(?:please\s+)?(?:(?:set(?:\s+up)?|create|make|add|i\s+(?:want|need))\s+(?:me\s+)?an?\s+(?:alert|alarm|notice|notification|text|message|ping|warning)\s+(?:for|when(?:ever)?|if|once|as soon as)|i\s+(?:want|need|would like)\s+to\s+be\s+(?:told|warned|alerted|notified|pinged|informed)\s+(?:when(?:ever)?|if|once|as soon as)|(?:alert|alarm|notice)\s*(?::|on|for|when(?:ever)?|if)(?=\s))\s+(.+?)[\s.?!]*$/i;
const HELD =
  /\s+(?:for|lasting)\s+(?:more than\s+|at least\s+|over\s+)?(\d{1,3})\s*(minutes?|mins?|hours?|h)\s*$/i;

const LASTING =
  /\b(?:reported|reports?|position|moved|silent|quiet|dark|offline|signal|gps|contact|heard from|stopped|stops|standing|stands?|stationary|parked|idle|idling|idles|break|rest|waits?|waiting|stuck)\b/i;

const FEW =
  "(\\d{1,5}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|fifty|a dozen)";
// A number with a unit behind it bounds what a row holds, and not how many there are.
const NO_UNIT =
  "(?!\\s*-?\\s*(?:h|hrs?|hours?|m|mins?|minutes?|seconds?|secs?|days?|weeks?|t|tonnes?|tons?|kg|kilos?|km|kms|kilomet\\w+|met(?:re|er)s?|%|per\\s?cent|litres?|times?|volts?|v)\\b)(?!\\s*%)";
const ROW_BOUNDS: readonly (readonly [RowBound["op"], string])[] = [
  ["gt", "(?:more than|over|above|greater than|north of)"],
  ["gte", "(?:at least|no fewer than|a minimum of)"],
  ["lt", "(?:fewer than|less than|under|below)"],
  ["lte", "(?:at most|no more than|not more than|up to)"],
];
const AT_HEAD = ROW_BOUNDS.map(
  ([op, words]) =>
    [
      op,
      new RegExp(
        `^(?:there(?:['’]?s| are| is)\\s+|(?:are|is)(?:\\s+there)?\\s+|we (?:have|get|hit|reach)\\s+|i (?:have|get)\\s+)?(?:the number of .{3,40} is\\s+)?${words}\\s+${FEW}${NO_UNIT}\\s+(?=\\p{L})(.+)$`,
        "iu",
      ),
    ] as const,
);
const OR_MORE = new RegExp(
  `^(?:there(?:['’]?s| are| is)\\s+|we (?:have|get|hit|reach)\\s+)?${FEW}\\s*(?:or more|\\+|plus)${NO_UNIT}\\s+(?=\\p{L})(.+)$`,
  "iu",
);
const AT_END = ROW_BOUNDS.map(
  ([op, words]) =>
    [
      op,
      new RegExp(
        `^(?:the\\s+)?(?:(?:number|count|total|tally)\\s+of\\s+)?(.+?)\\s+(?:(?:is|are|gets?|goes?|go|climbs?|rises?|runs?|drops?|falls?|dips?|creeps?)\\s+(?:up\\s+|down\\s+)?)${words}\\s+${FEW}${NO_UNIT}$`,
        "iu",
      ),
    ] as const,
);
const PASSING = new RegExp(
  `^(?:the\\s+)?(?:(?:number|count|total|tally)\\s+of\\s+)?(.+?)\\s+(?:(exceeds?|pass(?:es)?|tops?|go past|goes past)|(hits?|reach(?:es)?|gets? to))\\s+${FEW}${NO_UNIT}$`,
  "iu",
);
const rowsIn = (said: string | undefined): number =>
  /dozen/i.test(said ?? "") ? 12 : (readNumber(said ?? "") ?? Number.NaN);

type Bounded = { question: string; bound?: RowBound };
const boundedAs = (
  op: RowBound["op"],
  number: string | undefined,
  question: string | undefined,
): Bounded => ({
  question: (question ?? "").trim(),
  bound: { op, rows: rowsIn(number) },
});

/** The bound over rows that an alert begins with, and its question without it: "more than 3 trucks are stopped". */
const boundAtHead = (said: string): Bounded => {
  for (const [op, pattern] of AT_HEAD) {
    const found = pattern.exec(said);
    if (found) return boundedAs(op, found[1], found[2]);
  }
  const more = OR_MORE.exec(said);
  return more ? boundedAs("gte", more[1], more[2]) : { question: said };
};

/** The bound over rows that an alert ends with: "open exceptions go over 50". */
const boundAtEnd = (said: string): Bounded => {
  for (const [op, pattern] of AT_END) {
    const found = pattern.exec(said);
    if (found) return boundedAs(op, found[2], found[1]);
  }
  const passed = PASSING.exec(said);
  return passed ? boundedAs(passed[2] ? "gt" : "gte", passed[4], passed[1]) : { question: said };
};

const TELLING =
  "(?:tell|alert|alarm|notify|warn|inform|ping|message|buzz|text|page|nudge|remind|shout\\s+at|call)(?:ing)?\\s+(?:me|us)(?:\\s+(?:straight\\s+away|right\\s+away|at\\s+once|each\\s+time|every\\s+time|about\\s+it|know))?|let\\s+(?:me|us)\\s+know(?:\\s+(?:straight\\s+away|about\\s+it))?|(?:give|shoot|send|drop)\\s+(?:me|us)\\s+(?:an?\\s+)?(?:shout|alert|ping|notice|nudge|warning|message|text|call|heads?[\\s-]?up)(?:\\s+(?:each|every)\\s+time)?|gimme\\s+an?\\s+(?:ping|shout|alert)|(?:i|we)(?:['’]d|\\s+would|\\s+want|\\s+should|\\s+need)?(?:\\s+(?:like|want|need))?\\s+(?:to\\s+)?(?:be\\s+(?:told|warned|alerted|notified|pinged|informed|messaged)|hear\\s+about\\s+it)|flag\\s+(?:(?:it|that)(?:\\s+to\\s+(?:me|us))?|to\\s+(?:me|us))|call\\s+my\\s+attention|sing\\s+out|it\\s+would\\s+help\\s+to\\s+be\\s+told|(?:should|must|is\\s+to)\\s+(?:trigger|raise|send|give|fire|cause)\\s+(?:an?\\s+)?(?:alert|alarm|message|notification|warning|ping)(?:\\s+to\\s+(?:me|us))?";
const SETTING =
  "(?:(?:set\\s+up|set|create|make|add|put|raise|configure|draft|new|get|have)\\s+(?:(?:an?|the|new|some|my|lateness)\\s+)*(?:alerts?|alarms?|rules?|notifications?|warnings?|heads?[\\s-]up|notice)|(?:(?:an?|new|lateness|route\\s+lateness)\\s+)*(?:alert|alarm|warning|notification|heads?[\\s-]up)(?=\\s*(?:please\\b|:|,|-|>|on\\b|for\\b|when|if\\b)))(?:\\s+(?:please|rule|on|for|about|of|when|whenever|if|that\\s+tells\\s+(?:me|us)))*";
const WATCHING = "(?:keep\\s+(?:an?\\s+eye|watch)\\s+on|watch(?:\\s+out)?\\s+for|look\\s+out\\s+for)";
const ONCE =
  "(?:when(?:ever)?|if|once|as\\s+soon\\s+as|every\\s+time|each\\s+time|any\\s?time|in\\s+case|the\\s+(?:moment|minute|second)|should)";
// Told once something is so: the condition stands right behind what tells, or before it.
const WANTED = new RegExp(
  `\\b(?:${TELLING})[\\s,:;-]*(?:(?:straight|right)\\s+away\\s+|of\\s+|about\\s+|on\\s+)?(?:${ONCE}|any|every)\\b|^\\W*(?:please\\s+)?(?:${ONCE}|${WATCHING})\\b.*\\b(?:${TELLING})|^\\W*(?:any|every)\\b.*(?:[,;:>→-]\\s*|\\b(?:and|then|please|should|must)\\s+)(?:${TELLING})|^\\W*(?:any|every)\\b.*\\b(?:should|must)\\s+trigger\\b|\\b${WATCHING}\\b.*\\b(?:${TELLING})|\\b(?:${TELLING})(?:\\s+please)?\\W*$`,
  "i",
);
const SETS = new RegExp(
  `^\\W*(?:please\\s+|can\\s+(?:i|we|you)\\s+|could\\s+(?:i|we|you)\\s+|i(?:['’]d)?\\s+(?:want|need|like|would\\s+like)\\s+)*(?:to\\s+)?${SETTING}(?=\\s|:|,)`,
  "i",
);
// What asks about alerts, or wants no more of them, sets none up.
const NO_ALERT =
  /^\W*(?:which|what|who|how|why|where|did|does|is|are|was|were|list|show|when\s+(?:did|was|were|is|are|does|do|has|have|will))\b|\b(?:stop|quit|no\s+more|don['’]?t|do\s+not|mute|silence|turn\s+off|switch\s+off|pause|cancel|delete|remove|tell\s+me\s+(?:which|what|who|how|why|where)|(?:no|without)\s+(?:need|alerts?))\b(?!\s+(?:let\s+me\s+miss|move|moving))/i;
const AMOUNT_HELD =
  /[,;:]?\s*(?:\b(?:for|during|over|lasting|lasts|sustained|hold(?:s|ing)?|stays?|continues|and|it|if|there|that|way|a|an|the|full|span|of|at\s+least|more\s+than|duration|running|straight|like)\s+)*$/i;

/** The condition of an alert in whatever words it is wanted: all but what says that it is to be told. */
const conditionIn = (text: string): string | undefined => {
  if (NO_ALERT.test(text)) return undefined;
  if (!WANTED.test(text) && !SETS.test(text)) return undefined;
  const rest = text
    .replace(
      new RegExp(
        `[,;.]?\\s*(?:\\b(?:and|then|so|please|can\\s+you|could\\s+you|have\\s+the\\s+system|get\\s+it\\s+to|i\\s+keep\\s+finding\\s+out\\s+too\\s+late|would\\s+you)\\b,?\\s*)*\\b(?:${TELLING})`,
        "gi",
      ),
      " ",
    )
    .replace(SETS, " ")
    .replace(new RegExp(`\\b${WATCHING}\\b`, "gi"), " ")
    .replace(/[\s,;:.!?]+(?:would you|please|thanks|will you)?[\s,;:.!?]*$/i, "")
    .replace(
      new RegExp(`^[\\s,;:.-]*(?:(?:and|please|then|so|to|on|for|about|that|it|${ONCE})\\s+)*`, "i"),
      "",
    )
    .replace(/\s+/g, " ")
    .trim();
  return rest === "" ? undefined : rest;
};

/** How long the condition must hold, as its last length of time says where it names two; and the condition without it. */
const heldIn = (said: string): { rest: string; forS: number } => {
  const lengths = readQuantities(said).filter(({ unit }) => unit === "s");
  const last = lengths.at(-1);
  if (!last || lengths.length < 2) return { rest: said, forS: 0 };
  const before = said.slice(0, last.start).replace(AMOUNT_HELD, "");
  const after = said
    .slice(last.end)
    .replace(/^\s*(?:straight|running|in a row|each time|or more|now|long)\b/i, "");
  return { rest: `${before}${after}`.trim(), forS: last.value };
};

/** The question behind "tell me when …", how many rows it waits for and how long they must last; undefined where no alert is asked for. */
export const readAlert = (text: string): { question: string; forS: number; bound?: RowBound } | undefined => {
  const found = ALERT.exec(text);
  const whole = found?.[1] ?? found?.[2] ?? found?.[3] ?? conditionIn(text);
  if (whole === undefined) return undefined;
  const head = boundAtHead(whole);
  const said = head.question;
  // How long a truck is silent or stands is what it is asked by, and no time the answer must last.
  const atEnd = HELD.exec(said);
  const held = atEnd && !(LASTING.test(said) && !/\d/.test(said.slice(0, atEnd.index))) ? atEnd : null;
  const spoken = held
    ? { rest: said.slice(0, held.index), forS: Number(held[1]) * (/^h/i.test(held[2] ?? "") ? 3_600 : 60) }
    : heldIn(said);
  const { rest, forS } = spoken;
  const { question, bound } = head.bound ? { ...head, question: rest } : boundAtEnd(rest);
  return {
    question: question.replace(/^(?:there (?:is|are)\s+)/i, "").trim(),
    forS,
    ...(bound ? { bound } : {}),
  };
};

// What has rows now or has not: a rate is no such thing, and yesterday does not change.
const WATCHED: ReadonlySet<QueryPlan["kind"]> = new Set(["list", "count", "records", "group", "breakdowns"]);

/** Whether a plan has rows that come and go, so that an alert can watch them. */
export const isWatched = (plan: QueryPlan): boolean => WATCHED.has(plan.kind);

/** The proposal of an alert over a question that was read, or why it cannot be watched. */
export const alertPlan = (
  { plan, window }: Pick<RuleReading, "plan" | "window">,
  alert: { question: string; forS: number; bound?: RowBound },
  words: string,
): ProposePlan | Refusal => {
  if (!isWatched(plan))
    return {
      reason: "not-yet",
      text: `An alert watches rows, such as late routes or open exceptions; this is ${words}.`,
    };
  if (window?.isNamed && !window.label.startsWith("today"))
    return { reason: "unclear", text: `An alert watches what is now; this names ${window.label}.` };
  const held = alert.forS > 0 ? ` for ${Math.round(alert.forS / 60)} min` : "";
  const { bound } = alert;
  const many = bound ? boundWords({ op: bound.op, value: bound.rows }, String) : "any";
  return {
    kind: "propose",
    proposal: { action: "alert", ...alert },
    words: `a notice once there have been ${many}${held} of: ${words}`,
  };
};
