import { boundWords } from "#server/ask/core/bound-words.ts";
import { readNumber, readQuantities } from "#server/ask/core/quantity.ts";
import type { RuleReading } from "#server/ask/core/question.ts";
import type { Refusal } from "#server/ask/core/refuse.ts";
import type { AnswerPart, QueryPlan } from "#server/ask/schema.ts";

type ProposePlan = Extract<QueryPlan, { kind: "propose" }>;
type RowBound = NonNullable<Extract<ProposePlan["proposal"], { action: "alert" }>["bound"]>;

const ALERT =
  /^\W*(?:please\s+|can you\s+|could you\s+)*(?:tell|alert|alarm|notify|warn|inform|ping|message|buzz|text|shout at|page|nudge|remind)\s+(?:me|us)\s+(?:when(?:ever)?|if|as soon as|once|in case)\s+(.+?)[\s.?!]*$|^\W*(?:please\s+)?(?:let\s+(?:me|us)\s+know|give\s+(?:me|us)\s+a\s+(?:shout|heads?[\s-]?up|nudge|ping|warning|call)|i\s+want\s+to\s+(?:know|hear)|raise\s+(?:a\s+flag|an?\s+alarm)|shout|flag\s+it)\s+(?:when(?:ever)?|if|as soon as|once)\s+(.+?)[\s.?!]*$|^\W*(?:please\s+)?(?:(?:set(?:\s+up)?|create|make|add|i\s+(?:want|need))\s+(?:me\s+)?an?\s+(?:alert|alarm|notice|notification|text|message|ping|warning)\s+(?:for|when(?:ever)?|if|once|as soon as)|i\s+(?:want|need|would like)\s+to\s+be\s+(?:told|warned|alerted|notified|pinged|informed)\s+(?:when(?:ever)?|if|once|as soon as)|(?:alert|alarm|notice)\s*(?::|on|for|when(?:ever)?|if)(?=\s))\s+(.+?)[\s.?!]*$/i;
const HELD =
  /\s+(?:for|lasting)\s+(?:more than\s+|at least\s+|over\s+)?(\d{1,3})\s*(minutes?|mins?|hours?|h)\s*$/i;

const LASTING =
  /\b(?:reported|reports?|position|moved|silent|quiet|dark|offline|signal|gps|contact|heard from|stopped|stops|standing|stands?|stationary|parked|idle|idling|idles|break|rest|waits?|waiting|stuck|tipping|tips|unloading|queu\w*|sits?|sitting|at\s+(?:an?\s+|the\s+|any\s+)?(?:\w+\s+)?(?:landfill|tip|dump|transfer\s+station|station|facility))\b/i;

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
const SO_MANY = new RegExp(
  `^(?:there\\s+are\\s+|we\\s+have\\s+|any\\s+)?${FEW}${NO_UNIT}\\s+((?:\\p{L}[\\p{L}-]*\\s+){0,2}?(?:routes|rounds|runs|trucks|vehicles|lorries|drivers|crews|stops|pickups|collections|exceptions|problems|issues|bins|containers|breakdowns|complaints|misses)\\b(?!.*\\b(?:left|remain\\w*|to\\s+go|(?:still\\s+)?(?:open|pending))\\b).*)$`,
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
  // "When two routes are late" waits for two of them.
  const more = OR_MORE.exec(said) ?? SO_MANY.exec(said);
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
  "(?:txt|tell|alert|alarm|notify|warn|inform|ping|message|buzz|text|page|nudge|remind|shout\\s+at|call)(?:ing)?\\s+(?:me|us)(?:\\s+(?:straight\\s+away|right\\s+away|at\\s+once|each\\s+time|every\\s+time|about\\s+it|know))?|let\\s+(?:me|us)\\s+know(?:\\s+(?:straight\\s+away|about\\s+it))?|(?:give|shoot|send|drop|chuck|sling|throw|lob|toss|bung)\\s+(?:me|us)\\s+(?:an?\\s+|the\\s+)?(?:quick\\s+)?(?:shout|alert|ping|notice|nudge|warning|message|text|txt|call|heads?[\\s-]?up|bell|tinkle|buzz|holler|yell|poke|line|note|email|ring|whistle)(?:\\s+(?:each|every)\\s+time)?|gimme\\s+an?\\s+(?:ping|shout|alert)|(?:i|we)(?:['’]d|\\s+would|\\s+want|\\s+should|\\s+need|\\s+wish|\\s+prefer|\\s+ask|\\s+expect)?(?:\\s+(?:like|want|need|wish|prefer))?\\s+(?:to\\s+)?(?:be\\s+(?:told|warned|alerted|notified|pinged|informed|messaged)|hear\\s+about\\s+it)|(?:holler|yell|shout|whistle|ring|bell|poke|prod)(?:\\s+(?:at\\s+)?(?:me|us))?(?=\\s+(?:when|if|once|as\\s+soon)\\b)|flag\\s+(?:(?:it|that)(?:\\s+to\\s+(?:me|us))?|to\\s+(?:me|us))|call\\s+my\\s+attention|sing\\s+out|it\\s+would\\s+help\\s+to\\s+be\\s+told|(?:should|must|is\\s+to)\\s+(?:trigger|raise|send|give|fire|cause)\\s+(?:an?\\s+)?(?:alert|alarm|message|notification|warning|ping)(?:\\s+to\\s+(?:me|us))?";
const SETTING =
  "(?:(?:set\\s+up|set|create|make|add|put|raise|configure|draft|new|get|have)\\s+(?:(?:an?|the|new|some|my|lateness)\\s+)*(?:alerts?|alarms?|rules?|notifications?|warnings?|heads?[\\s-]up|notice)|(?:(?:an?|new|lateness|route\\s+lateness)\\s+)*(?:alert|alarm|warning|notification|heads?[\\s-]up)(?:\\s+rule)?(?=\\s*(?:please\\b|:|,|-|>|on\\b|for\\b|when|if\\b)))(?:\\s+(?:please|rule|on|for|about|of|when|whenever|if|that\\s+tells\\s+(?:me|us)))*";
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
  /[,;:]?\s*(?:\b(?:for|during|since|over|spent|spends|(?:a\s+)?period|the\s+(?:last|past)|lasting|lasts|sustained|hold(?:s|ing)?|stays?|continues|and|it|if|there|that|way|a|an|the|full|span|of|at\s+least|more\s+than|duration|running|straight|like)\s+)*$/i;

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

const UNIT = "(seconds?|secs?|minutes?|mins?|hours?|hrs?|h|m)";
const COUNT =
  "(\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|twenty[\\s-]five|thirty|forty|forty[\\s-]five|sixty|an?|half\\s+an?)";
// What says by itself that it must last, so that a bare number behind it counts minutes: "and stays that way for five".
const STAYING = new RegExp(
  `[,;:]?\\s*(?:(?:and|that|which|but|if|then|it|there|they|he|she)\\s+|it['’]s\\s+)*(?:(?:stays?|remains?|keeps?|stuck|(?:is|are)\\s+(?:still|not\\s+(?:better|back))|continues?|holds?|persists?|lasts?|sustained|lasting)\\b(?:\\s+(?:that\\s+way|like\\s+that|this\\s+way|so|there|slipped|late|behind|down|stuck|to\\s+be|it|true))*|(?:does\\s*n['’]?t|do\\s*n['’]?t|does\\s+not|do\\s+not|fails?\\s+to|has\\s*n['’]?t|not)\\s+(?:pick(?:ed)?\\s+up|recover(?:ed)?|improve[d]?|clear(?:ed)?|catch\\s+up|caught\\s+up|come\\s+back|get\\s+better|make\\s+(?:it|that|any)\\s+up|shift|move|change))\\s*(?:inside|within|in|for|over|during|through(?:out)?|longer\\s+than)?\\s*(?:of\\s+)?(?:more\\s+than\\s+|at\\s+least\\s+|longer\\s+than\\s+|over\\s+|the\\s+next\\s+|another\\s+|a\\s+full\\s+|a\\s+span\\s+of\\s+|a\\s+duration\\s+of\\s+)?${COUNT}(?:\\s*${UNIT})?(?:\\s+(?:or\\s+more|straight|running|in\\s+a\\s+row))?\\s*$`,
  "i",
);
// "30 min down for 10": behind a length of time a bare number counts minutes too.
const BARE_HELD = new RegExp(`\\s+for\\s+(?:another\\s+|at\\s+least\\s+|over\\s+)?${COUNT}\\s*[.!]*$`, "i");
const bareIn = (said: string): RegExpExecArray | null => {
  const found = BARE_HELD.exec(said);
  const isTimed = found && readQuantities(said.slice(0, found.index)).some(({ unit }) => unit === "s");
  return isTimed ? found : null;
};
const secondsIn = (count: string, unit: string | undefined): number => {
  const number = /^half/i.test(count) ? 0.5 : /^an?$/i.test(count) ? 1 : (readNumber(count) ?? Number.NaN);
  return number * (/^h/i.test(unit ?? "") ? 3_600 : /^s/i.test(unit ?? "") ? 1 : 60);
};

// What runs late, and what else alerts wait for, in whatever words: "anything slips 20 minutes", "any run's more than 25 late", "delay of any route over an hour".
const CONDITIONS: readonly (readonly [found: RegExp, put: string])[] = [
  [
    /\b(?:anything|something|any\s+of\s+(?:them|the\s+lot)|anyone|anybody)(?:['’]s|\s+is)?\s+(?=(?:slip|fall|drop|run|get|go|more\s+than|over|at\s+least|\d+\s*(?:min\w*)?\s*(?:late|behind|down))\w*)(?=.*\d)/gi,
    "any route is ",
  ],
  [
    /\b(?:a|any|one\s+of\s+(?:the|my|our))\s+(?:run|round|rte|crew|rounds|runs)(?:['’]s|\s+is)\b/gi,
    "any route is",
  ],
  [
    /\b(?:slip|fall|drop|lag|go|run|get)(?:s|ping|ping|ging)?\s+(?:by\s+)?((?:more\s+than\s+|over\s+|at\s+least\s+)?\d{1,3}(?:\.\d+)?\s*(?:min\w*|hours?|hrs?|h)\b(?:\s+or\s+more)?)(?:\s+(?:late|behind(?:\s+(?:schedule|plan))?|down|off\s+(?:schedule|plan)))?(?!\s*(?:late|behind|down|off))/gi,
    "is $1 late",
  ],
  [
    /\b(?:delay|lateness)\s+of\s+(?:a|any|one)\s+(route|round|run)\s+(?:of\s+|by\s+)?(?=more|over|at|above|in\s+excess|exceed|\d)/gi,
    "any $1 late by ",
  ],
  [
    /\b(?:has|have|with)\s+(?:a\s+)?((?:more\s+than|over|at\s+least)\s+.{1,20}?)\s+(?:of\s+)?(?:delay|lateness)\b/gi,
    "is $1 late",
  ],
  [/\b(\d{1,3})\s*\+\s*(?=(?:late|behind|down)\b)/gi, "at least $1 minutes "],
  [/\b((?:more\s+than\s+|over\s+|at\s+least\s+)?\d{1,3}\s*(?:min\w*|hours?|hrs?))\s+down\b/gi, "$1 late"],
  [
    /^(?:an?|any)\s+(?:bin|container|cart|skip|dumpster)\s+in\s+(?:the\s+)?((?!zone\b).{3,20}?)(?:\s+zone)?\s+(?:hits|goes|gets|is|was|runs|turns|reports)\s+(overfull|contaminated|damaged|blocked)\s+(\d+)\s+times\s+(?:in|within|inside|over)\s+(?:a|one|the\s+same)\s+week$/gi,
    "which containers in the $1 zone were $2 at least $3 times in the last seven days",
  ],
  [
    /\b(?:hits|goes|gets|is|was|runs|turns)\s+(overfull|contaminated|missed|damaged|blocked)\s+(\d+)\s+times\s+(?:in|within|inside|over)\s+(?:a|one|the\s+same)\s+week\b/gi,
    "was $1 at least $2 times in the last 7 days",
  ],
  [/^in\s+(.{3,30}?)\s+(?=(?:more|fewer|less)\s+than\s+\S+\s+\p{L})(.+)$/giu, "$2 in $1"],
  [
    /\b(?:is\s+finishing|finishes|has\s+finished|completes|has\s+completed|does|has\s+done|is\s+done\s+with|clears)\s+(his|her|its|their|the)\s+(?:very\s+)?(?:last|final)\s+(?:stop|pickup|job|collection)\b/gi,
    "has finished $1 route",
  ],
  [
    /^((?:route\s+|r-?)\d+)\s+(?:finishes|is\s+finished|is\s+done|completes|is\s+complete|ends|wraps\s+up|gets\s+done|is\s+through)$/gi,
    "routes done: $1",
  ],
  // Where a truck is back: in that yard, and not one of that depot
  [
    /^(?:truck\s+|lorry\s+|vehicle\s+|wagon\s+)?(\d{1,3})\s+(?:is|gets|arrives|comes|pulls|rolls)\s+(?:back\s+|home\s+)*(?:in(?:to)?|at|to|inside)\s+(?:the\s+)?(\p{Lu}\p{L}+\s+depot)(?:\s+yard)?$/giu,
    "truck $1 is in the yard of $2",
  ],
  [
    /^(?:truck\s+|lorry\s+|vehicle\s+|wagon\s+)(\d{1,3})\s+(?:is|gets|comes|pulls|rolls)\s+(?:back|home)\s+(?:in|at|to|into|inside)\s+(?:the|its|our|their)\s+(?:yard|depot|base)$/gi,
    "truck $1 is in the yard",
  ],
  // What is named and late, and not how it stands
  [
    /^((?:route\s+|r-?|truck\s+|lorry\s+)\d{1,3})\s+(?:is|runs|gets|falls|goes)\s+(?:running\s+)?(?:late|behind(?:\s+(?:schedule|plan))?|delayed)$/gi,
    "late routes of $1",
  ],
  // A queue lasts as long as a truck stands in it
  [
    /^(?:the\s+)?(?:queue|wait|line|lines|waiting\s+time|queue(?:ing)?\s+time|backlog)(?:\s+times?)?\s+(?:at|in|before|outside)\s+(?:the\s+)?(.{4,40}?)\s+(?:(?:is|are|gets?|goes|blows|grows|hits|tops?|passes|exceeds?|runs?|climbs?|rises?|reaches)\s*)+(?:past|over|above|beyond|more\s+than|longer\s+than|than|to)?\s*(\d{1,3}(?:\.\d+)?\s*(?:min\w*|hours?|hrs?)|half\s+an\s+hour|an\s+hour)$/gi,
    "a truck is waiting at $1 for more than $2",
  ],
  [
    /^(any|a|the|truck\s+\d+|\d+)\s*(truck|vehicle|lorry|wagon|rig)?\s+(?:rolls|pulls|gets|comes|drives|turns|arrives|is\s+in)\s*(?:in(?:to)?|to|at|up\s+at)?\s+(?:the\s+)?(?=.*\b(?:landfill|station|tip|facility)\b)/gi,
    "$1 $2 is at ",
  ],
  [
    /^(any|a)\s+(truck|vehicle|lorry|wagon|rig)\s+(?:that\s+)?(?:sits|is|stays|stands|waits|hangs\s+around|queues)\s+(?:at|in)\s+(?:a|any|the)\s+(?:landfill|tip|dump|transfer\s+station|facility)\s+(?:for\s+)?/gi,
    "$1 $2 is tipping for ",
  ],
  [/\bis\s+is\b/gi, "is"],
];

// "20 minutes late": what stands so measures how late, and not how long it must last.
const HOW_LATE = /^\s*(?:(?:of|too|or\s+more|plus|being)\s+)*(?:late|behind|delay|down|overdue|past|slow)/i;

/** How long the condition must hold, and the condition without it: of two lengths of time the one that measures no lateness, else the last. */
const heldIn = (said: string): { rest: string; forS: number } => {
  const lengths = readQuantities(said).filter(({ unit }) => unit === "s");
  const isMeasure = ({ end }: { end: number }) => HOW_LATE.test(said.slice(end));
  const held = lengths.findLast((length) => !isMeasure(length)) ?? lengths.at(-1);
  if (!held || lengths.length < 2) return { rest: said, forS: 0 };
  const before = said.slice(0, held.start).replace(AMOUNT_HELD, "");
  const after = said
    .slice(held.end)
    .replace(/^\s*(?:straight|running|in a row|each time|or more|now|long|lang|lasts|with)\b|^\s*,/i, "");
  return { rest: `${before}${after}`.replace(/^[\s,]+/, "").trim(), forS: held.value };
};

// Names and numbers of a sentence before belong to what is watched, and so does what "it" means.
const SAYS_WHICH =
  /\d|\b(?:zone|depot|landfill|station|street|road|lane|avenue|court|close|maria|chen|santos)\b/i;
const LEANS = /\b(?:it|its|he|she|they|them|him|her|those|these)\b/i;

/** The sentence that wants an alert, without those before it that only say why: "I hate surprises. Tell me when …". */
const wanting = (text: string): string => {
  const sentences = text.split(/(?<=[.!;])\s+(?=\S)/);
  const last = sentences.at(-1) ?? text;
  const isWanted = ALERT.test(last) || (!NO_ALERT.test(last) && (WANTED.test(last) || SETS.test(last)));
  const before = sentences.slice(0, -1);
  if (before.length === 0 || !isWanted || before.some((each) => SAYS_WHICH.test(each))) return text;
  const condition = last.replace(/^.*?\b(?:when(?:ever)?|if|once|as soon as|for)\b/i, "");
  return LEANS.test(condition.replace(STAYING, "")) ? text : last;
};

/** The question behind "tell me when …", how many rows it waits for and how long they must last; undefined where no alert is asked for. */
export const readAlert = (
  sentences: string,
): { question: string; forS: number; bound?: RowBound } | undefined => {
  const text = wanting(sentences);
  const found = ALERT.exec(text);
  const whole = found?.[1] ?? found?.[2] ?? found?.[3] ?? conditionIn(text);
  if (whole === undefined) return undefined;
  const staying = STAYING.exec(whole) ?? bareIn(whole);
  const stays = staying ? secondsIn(staying[1] ?? "", staying[2]) : 0;
  const late = CONDITIONS.reduce(
    (rest, [pattern, put]) => rest.replace(pattern, put),
    staying ? whole.slice(0, staying.index) : whole,
  );
  const head = boundAtHead(late);
  const said = head.question;
  // How long a truck is silent or stands is what it is asked by, and no time the answer must last.
  const atEnd = HELD.exec(said);
  const held = atEnd && !(LASTING.test(said) && !/\d/.test(said.slice(0, atEnd.index))) ? atEnd : null;
  const spoken = staying
    ? { rest: said, forS: stays }
    : held
      ? { rest: said.slice(0, held.index), forS: Number(held[1]) * (/^h/i.test(held[2] ?? "") ? 3_600 : 60) }
      : heldIn(said);
  const { rest, forS } = spoken;
  const { question, bound } = head.bound ? { ...head, question: rest } : boundAtEnd(rest);
  return {
    question: question
      .replace(/^(?:there (?:is|are)\s+)/i, "")
      .replace(/\s+/g, " ")
      .trim(),
    forS,
    ...(bound ? { bound } : {}),
  };
};

// What has rows now or has not: a rate is no such thing, and yesterday does not change.
const WATCHED: ReadonlySet<QueryPlan["kind"]> = new Set(["list", "count", "records", "group", "breakdowns"]);

// Windows that end now, whenever it is asked.
const ROLLING =
  /^(?:today|this (?:week|month|quarter|year)|(?:the )?last (?:\d+|two|three|four|five|six|seven|eight|nine|ten|hour)\b)/i;

// Facilities whose mean turnaround keeps a bound come and go as well.
const isOverStays = (plan: QueryPlan): boolean =>
  plan.kind === "waits" && plan.of !== "weight" && plan.by === "facility" && plan.ranking.bound !== null;

/** Whether a plan has rows that come and go, so that an alert can watch them. */
export const isWatched = (plan: QueryPlan): boolean =>
  (WATCHED.has(plan.kind) && !(plan.kind === "records" && plan.isWithRepairs)) || isOverStays(plan);

// Which of the figures of an answer says how many rows there are: a mean or another value is told before it.
const rowsFigureOf = (plan: QueryPlan): number => {
  if (plan.kind === "group") return plan.mean === undefined ? 0 : 1;
  return plan.kind === "records" && plan.value !== undefined ? 1 : 0;
};

// Groups that must keep a bound are what is waited for: one bin that was overfull three times, and not three bins.
const isOverGroups = (plan: QueryPlan): boolean =>
  isOverStays(plan) ||
  (plan.kind === "group"
    ? plan.by !== null && plan.bound !== undefined
    : plan.kind === "records" && plan.show === "groups" && plan.by !== null && plan.ranking.bound !== null);

/** How many rows a part of an answer says a watched plan has, or groups that keep its bound; undefined where another part says it. */
export const rowsWatched = (plan: QueryPlan, part: AnswerPart): number | undefined => {
  if (isOverGroups(plan)) return part.type === "rows" ? part.total : undefined;
  return part.type === "figures" ? (part.figures[rowsFigureOf(plan)]?.value ?? 0) : undefined;
};

// What says which truck, route or driver is meant, and nothing of how it is.
const WHICH: ReadonlySet<string> = new Set(
  "id name number route vehicleId driverId depotId bodyType contractor stream streams serviceDay".split(" "),
);
// A truck comes into a zone and leaves it; a route has its zone all day.
const isOfNothing = (plan: QueryPlan): boolean =>
  plan.kind === "list" &&
  /^(?:vehicles|routes|drivers|sites|customers)$/.test(plan.list) &&
  plan.filters.every(({ column }) => WHICH.has(column) || (plan.list !== "vehicles" && column === "zone"));

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
  if (window?.isNamed && !ROLLING.test(window.label))
    return { reason: "unclear", text: `An alert watches what is now; this names ${window.label}.` };
  if (isOfNothing(plan) && !alert.bound)
    return {
      reason: "unclear",
      text: `What is to be so before you are told? This names ${words}, and nothing that comes and goes. Say it as “tell me when R-9 is more than 20 minutes late” or “tell me when truck 30 has been stopped for 30 minutes”.`,
    };
  const held = alert.forS > 0 ? ` for ${Math.round(alert.forS / 60)} min` : "";
  const { bound } = alert;
  const many = bound ? boundWords({ op: bound.op, value: bound.rows }, String) : "any";
  return {
    kind: "propose",
    proposal: { action: "alert", ...alert },
    words: `a notice once there have been ${many}${held} of: ${words}`,
  };
};
