import { KIND_OF } from "#server/ask/core/kinds.ts";
import type { NameKind } from "#server/ask/core/link.ts";
import { orderIn } from "#server/ask/core/orders.ts";
import { isGuarded } from "#server/ask/core/private-data.ts";
import { type Asked, has } from "#server/ask/core/question.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

/** A question parted into what it asks and what is only told beside it: why, for whom, what happened before. */
export type Parted = { main: string; beside: string };

// What a sentence that asks begins with.
const POLITE =
  "(?:(?:please|kindly|now|then|and|just|also|quickly|ok|okay|could\\s+you(?:\\s+please)?|can\\s+you(?:\\s+please)?|would\\s+you(?:\\s+please)?|will\\s+you)\\s+|,\\s*)*";
const ASKING = `(?=${POLITE}(?:which|what(?:['’]s)?|who(?:['’]s|se|m)?|how(?:['’]s)?|where(?:['’]s)?|when|why|is|are|was|were|did|does|do|has|have|will|can|list|show|give|tell|find|compare|rank|count|walk|catch|fill|bring|pull|get|let|name|break|split|sort|group|display|confirm|check|put|send|draw|run\\s+me|pick\\s+out|point\\s+me|for\\s+(?:each|every)|(?:i|we)\\s+(?:would|want|need)|(?:i|we)['’]d\\s+(?:like|love|want)|i['’]m\\s+(?:after|looking\\s+for))\\b)`;
// Somebody or something with what he is, has or does: no fragment such as "South zone."
const TOLD =
  /\b(?:i|we|he|she|they|it|somebody|someone|nobody|everybody|the|my|our|an?|this|that|there|i['’]m|we['’]re)\b.*\b(?:is|are|was|were|am|has|have|had|be|been|being|will|can|need|want|wants|wanted|says|said|thinks|insists|swears|promised|promise|asked|asks|rang|rings|called|phoned|just|got|keeps?|starts?|like|must|told|going|coming|visiting|likes|does|did)\b|\b(?:i['’]m|we['’]re|he['’]s|she['’]s|it['’]s|i['’]ve|we['’]ve)\b/i;

const REASON =
  "(?:because|as|since|seeing(?:\\s+(?:as|that))?|given\\s+that|now\\s+that|considering(?:\\s+that)?)";
const SUBJECT =
  "(?:i|we|he|she|they|it|somebody|someone|nobody|everybody|everyone|the|my|our|their|his|her|an?|this|that|there|one|i['’]m|we['’]re|it['’]s)";

// Where a sentence goes over from what is told to what is asked: all before it is told; and whether "so" says as much.
const LEADING: readonly (readonly [RegExp, boolean])[] = [
  [
    /^(.{8,}?)[,;]\s*(?:and\s+)?(?:so|therefore|thus|hence)\s*,?\s+(?!(?:that|far|as|much|many|long|on|forth)\b)/is,
    true,
  ],
  [/^(.{8,}?),\s*(?:but|and)\s+(?=(?:i|we)\s+(?:would|want|need)|(?:i|we)['’]d\b|please\b)/is, false],
  [
    new RegExp(`^((?:${REASON}|before|while|whilst|when)\\s+${SUBJECT}\\b[^,?]{6,}),\\s*${ASKING}`, "is"),
    true,
  ],
  [new RegExp(`^(.{8,}?)(?:[.!;:]|\\s[-–—])\\s+${ASKING}`, "is"), false],
];
// Reasons behind a question: "…, because the boss wants to know", "… so that I can plan the garage".
const TRAILING: readonly RegExp[] = [
  new RegExp(
    `,?\\s+(?:because|seeing\\s+(?:as|that)|given\\s+that|considering\\s+that)\\s+${SUBJECT}\\b[^?]*[?.!]*$`,
    "is",
  ),
  new RegExp(`,\\s*(?:as|since|for)\\s+${SUBJECT}\\b[^?]*[?.!]*$`, "is"),
  /,?\s+so\s+(?:that\s+)?(?:i|we|they|he|she)\s+(?:can|could|may|know|don['’]?t|will|am|have|need)\b[^?]*[?.!]*$/is,
];

const QUOTED = /["“”«»]/;

// Sentences that are told one behind the other, and ways to part them that are tried, at most.
const DEEPEST = 2;
const MOST_WAYS = 4;

/** The ways to part a question into what it asks and what is told beside it, the shortest question first. */
export const partings = (text: string, depth = 0): Parted[] => {
  if (QUOTED.test(text) || depth > DEEPEST) return [];
  const found: Parted[] = [];
  for (const [pattern, isJoined] of LEADING) {
    const beside = pattern.exec(text);
    const told = beside?.[1] ?? "";
    if (!beside || (!isJoined && !TOLD.test(told))) continue;
    const main = text.slice(beside[0].length).trim();
    found.push({ main, beside: told });
    // What is asked may itself begin with something told: "… and I want to check: which …".
    for (const further of partings(main, depth + 1))
      found.push({ main: further.main, beside: `${told}. ${further.beside}` });
  }
  for (const pattern of TRAILING) {
    const beside = pattern.exec(text);
    if (!beside || beside.index < 8) continue;
    found.push({ main: text.slice(0, beside.index).trim(), beside: beside[0] });
  }
  const ways = new Map(found.map((each) => [each.main, each]));
  return [...ways.values()].sort((a, b) => a.main.length - b.main.length).slice(0, MOST_WAYS);
};

// How things stand at the moment of asking: a time that is told beside it is of something else.
const NOW =
  /\b(?:now|right\s+now|currently|at\s+(?:the|this)\s+(?:moment|minute|time|point|instant)|at\s+present|presently|as\s+(?:of\s+now|we\s+speak)|so\s+far)\b/i;
const THEN = /\b(?:since|from|after|before|by|until|till|around)\s+then\b/i;

const namesTime = ({ window, clocks, timed, weekdays }: Asked): boolean =>
  window !== null || clocks.length > 0 || weekdays.length > 0 || timed.unread.size > 0;

/**
 * Whether what is told beside a question changes nothing of what is asked: it names nothing of the fleet, no kind that the
 * question does not name too and no bound.
 */
export const isAside = (beside: Asked, main: Asked, { isPointedAt }: { isPointedAt: boolean }): boolean => {
  if (isGuarded(beside) || has(beside, "whatIf", "toTomorrow") || orderIn(beside) !== undefined) return false;
  if ((!isPointedAt && beside.links.links.length > 0) || beside.links.unknown.length > 0) return false;
  if (beside.quantities.some(({ op, unit }) => op !== null || unit !== null)) return false;
  const isNew = [...beside.hearing.heard.keys()].some(
    (concept) => KIND_OF.has(concept) && !main.hearing.heard.has(concept),
  );
  if (isNew) return false;
  return !THEN.test(main.hearing.text);
};

/** Whether a time that is told beside a question may be of it: the question says none of its own, and asks of no moment. */
export const mayBeWhen = (beside: Asked, main: Asked): boolean =>
  namesTime(beside) && !namesTime(main) && !NOW.test(main.hearing.text);

/** Whether a time of today, or of a day to come, is told beside a question: what is asked of this moment is not of it. */
export const isBesideOfToday = ({ window, clocks, today, timed, weekdays }: Asked): boolean =>
  timed.unread.size === 0 &&
  weekdays.length === 0 &&
  (window !== null || clocks.length > 0) &&
  (window?.firstDay ?? today.firstDay) >= today.firstDay;

/** Whether a plan tells how things stand at this moment, whatever time is spoken of. */
export const isOfThisMoment = (plan: QueryPlan): boolean => {
  if (plan.kind === "finish" || plan.kind === "nearest" || plan.kind === "zone" || plan.kind === "breakdowns")
    return true;
  if (plan.kind !== "list" && plan.kind !== "count" && plan.kind !== "group") return false;
  if (plan.list === "vehicles" || plan.list === "drivers") return true;
  const isPending = ({ column, value }: (typeof plan.filters)[number]) =>
    /^is(?:AtRisk|LeftOver|AfterWindow)$/.test(column) ||
    (column === "status" &&
      [value].flat().every((each) => /^(?:planned|active|pending|open)$/.test(String(each))));
  return plan.filters.some(isPending);
};

// What a question calls a thing by that was named beside it, by the kind of thing.
const POINTED: Partial<Record<NameKind, RegExp>> = (() => {
  const there = "(?<!\\b(?:is|are|was|were)\\s)there(?!\\s+(?:is|are|was|were|any|an?)\\b)";
  const that = (things: string) => `(?:that|this|the\\s+same|his|her|their)\\s+(?:${things})`;
  const it = "(?:it|he|she|him|her)(?!\\s+(?:is|was)\\s+(?:that|time|possible|true)\\b)";
  const pattern = (...words: string[]) => new RegExp(`\\b(?:${words.join("|")})\\b`, "i");
  const place = that(
    "address|house|property|place|location|premises|home|household|building|street|road|stop",
  );
  return {
    ...{ address: pattern(place, there), site: pattern(place, there), street: pattern(place, there) },
    zone: pattern(that("zone|area|part(?:\\s+of\\s+town)?|district|side"), there),
    depot: pattern(that("depot|yard|base"), there),
    vehicle: pattern(that("truck|vehicle|lorry|wagon|rig|one"), it),
    route: pattern(that("route|round|run|one"), it),
    driver: pattern(that("driver|crew|guy|man|woman|lad|fellow|one"), it),
  };
})();

/** A question with the one thing that was named beside it in the place of what it calls it by: "that address", "it". */
export const pointedAt = (main: string, { links: { links } }: Asked): string | undefined => {
  const [link, ...more] = links;
  if (!link || more.some(({ name }) => name.name !== link.name.name)) return undefined;
  const pattern = POINTED[link.name.kind];
  return pattern?.test(main) ? main.replace(pattern, link.name.name) : undefined;
};
