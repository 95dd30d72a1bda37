import type { Concept } from "#server/ask/core/lexicon.ts";
import { FILLER } from "#server/ask/core/lexicon.ts";
import type { Link } from "#server/ask/core/link.ts";
import { headOf } from "#server/ask/core/orders.ts";
import { type Asked, has, linksOf, type Rule, tokensSaying, wantedRows } from "#server/ask/core/question.ts";
import { quotedIn } from "#server/ask/core/quotes.ts";
import { stem, tokensWithin } from "#server/ask/core/tokens.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

type Plan = Extract<QueryPlan, { kind: "passages" }>;

// What asks for words that somebody wrote.
const TRIGGERS = ["notes", "procedure", "written"] as const satisfies readonly Concept[];
// Who wrote, and on what: it says which records to look in, and is no topic.
const SUBJECTS = [
  ...(["driver", "customer", "stop", "site", "exception", "reported", "residentCall", "container"] as const),
  ...(["route", "didServe", "outNow"] as const),
] satisfies readonly Concept[];
const JOINTS = new Set(
  "please pls about on regarding concerning for of with like that which who whose when if where how why the a an our say any to do in at is are was be been there what has have did does it anything something algo".split(
    " ",
  ),
);
// A limit on who sees what, not words to look for.
const LIMITS = new Set<Link["name"]["kind"]>(["depot"]);
const ANCHORS = new Set(["about", "regarding", "concerning", "re"]);
// "Complaints like a bin left in the drive": behind a call they begin what was said in it.
const LIKENESSES = new Set([...ANCHORS, "like"]);
// At the head of a sentence these ask for something new to be written: "write me a poem about the sea".
const ORDERS = new Set(["write", "say", "mention", "describe"].map(stem));
const LEFT_OUT = new Set(["except", "excluding", "besides", "apart", "minus", "ignoring", "but"]);
const MOST = 10;
// "Something about a gate code in the notes": behind what is looked for stands where.
const IN_NOTES =
  /\b(?:in|on|from|within|among)\s+(?:(?:the|our|their|its|any|all|stop|driver|crew|site)\s+)*notes?(?=\W*$)/i;
const PART_OF_DAY = /^(?:in|at|the|early|late|morning|afternoon|evening|night)$/;

/** Where the words that ask for something written end: "what do the notes say | about a locked gate". */
const triggerOf = (asked: Asked): { from: number; to: number } | undefined => {
  const triggers = asked.hearing.places
    .flatMap((place) => {
      if (TRIGGERS.some((trigger) => trigger === place.concept)) return [place];
      const likeness = place.concept === "residentCall" ? likenessBehind(asked, place.to) : undefined;
      return likeness === undefined ? [] : [{ ...place, to: likeness }];
    })
    .filter(({ from }) => from > 0 || !ORDERS.has(asked.hearing.tokens[0]?.stem ?? ""))
    .sort((a, b) => a.from - b.from || b.to - a.to);
  const [first] = triggers;
  if (first === undefined) return undefined;
  let { to } = first;
  for (const next of triggers) {
    const between = asked.hearing.tokens.slice(to, next.from);
    const start = to;
    // "Notes in the East zone | mention": a name between them says where.
    const isNamed = (at: number) => asked.links.links.some((link) => link.from <= at && at < link.to);
    const words = between.filter((_, i) => !isNamed(start + i));
    const isIdleAt = (i: number) => isNamed(start + i) || isIdle(asked, between[i]?.stem ?? "", start + i);
    if (next.to > to && words.length <= 3 && between.every((_, i) => isIdleAt(i))) to = next.to;
  }
  return { from: first.from, to };
};

const FILLER_STEMS = new Set([...FILLER].map(stem));
// "Complaints | in the last month | like a bin left in the drive": where what was said begins; undefined where nothing says so.
const likenessBehind = (asked: Asked, from: number): number | undefined => {
  const { tokens } = asked.hearing;
  const isBetween = (at: number): boolean =>
    FILLER_STEMS.has(tokens[at]?.stem ?? "") ||
    asked.timed.when.has(at) ||
    asked.links.links.some((link) => link.from <= at && at < link.to);
  let at = from;
  while (at < tokens.length && !LIKENESSES.has(tokens[at]?.stem ?? "")) {
    if (!isBetween(at)) return undefined;
    at++;
  }
  return at < tokens.length ? at : undefined;
};
const isSubject = (asked: Asked, at: number): boolean =>
  asked.hearing.places.some(
    ({ concept, from, to }) => SUBJECTS.some((subject) => subject === concept) && from <= at && at < to,
  );
const isIdle = (asked: Asked, word: string, at: number): boolean =>
  FILLER_STEMS.has(word) || JOINTS.has(word) || isSubject(asked, at);

const kindsOf = (asked: Asked, end: number): Plan["kinds"] => {
  const isBefore = (concept: Concept): boolean =>
    asked.hearing.places.some((place) => place.concept === concept && place.from < end);
  if (isBefore("procedure")) return ["procedure"];
  if (isBefore("notes")) return ["note"];
  if (isBefore("residentCall")) return ["call"];
  if (isBefore("exception")) return ["exception"];
  if (isBefore("driver")) return ["note", "exception"];
  return undefined;
};

const LIMIT =
  /\b(?:(?:give|show|list|only|just|the|me)\s+)*(?:(?:first|top|best)\s+(?:\d+|\w+)|(?:\d+|\w+)\s+best)(?:\s+(?:only|ones|hits|results|notes|stops))?\b/i;
const limitSaid = (asked: Asked): readonly number[] =>
  wantedRows(asked) === undefined ? [] : tokensSaying(asked, LIMIT);
const ORDERED =
  /\b(?:arranged|sorted|ordered|grouped|listed|split|broken\s+(?:down|out))\s+(?:by|per|into)\s+\w+(?:\s+and\s+\w+)?|\b(?:list|break\s+that\s+out|break\s+it\s+(?:out|down))\s+by\s+\w+/gi;

// The tokens outside quotation marks that say how what is found is to be split, ordered and cut.
const shownAs = (asked: Asked): ReadonlySet<number> => {
  const { text, tokens, places } = asked.hearing;
  const isQuoted = quotedIn(text);
  const splits = places.filter(
    ({ concept, from, to }) =>
      /^per[A-Z]/.test(concept) && /^(?:by|per|each|every)$/.test(tokens[from]?.stem ?? "") && to - from > 1,
  );
  const ordered = [...text.matchAll(ORDERED)].flatMap((m) =>
    tokensWithin(tokens, { start: m.index, end: m.index + m[0].length }),
  );
  return new Set(
    [
      ...splits.flatMap(({ from, to }) => [...Array(to - from).keys()].map((i) => from + i)),
      ...ordered,
      ...limitSaid(asked),
    ].filter((at) => !isQuoted(tokens[at]?.start ?? 0)),
  );
};

// "By driver" speaks of no driver who wrote.
const isShown = ({ hearing: { places } }: Asked, concept: Concept, shown: ReadonlySet<number>): boolean =>
  places.some((place) => place.concept === concept && shown.has(place.from));

// "What happened at 40213? They say nobody came": what they say is told beside the question, and not looked for.
const SAID_BESIDE =
  /^[^?]*\?\s+(?:they|he|she|(?:the|our)\s+(?:customers?|residents?|householders?|clients?))\s+(?:says?|said|claims?|claimed|reckons?|swears?|insists?)\s/i;

/** What people wrote: notes, what drivers reported, procedures, looked for by the words of the question. */
const passages: Rule = (asked) => {
  const trigger = triggerOf(asked);
  // "44 Mill Lane says nobody came" asks whether somebody did.
  const isOfVisit = /\b(?:nobody|no one|never)\b/i.test(asked.hearing.text) && has(asked, "didServe");
  if (trigger === undefined || has(asked, "howMany") || SAID_BESIDE.test(asked.hearing.text))
    return undefined;
  // "Bins said to be not out that the resident rang about" are exceptions, whatever was said of them.
  if (has(asked, "notOut") && has(asked, "calledAfter", "residentCall") && !has(asked, "notes"))
    return undefined;
  if (isOfVisit && linksOf(asked, "address", "site").length > 0) return undefined;
  const { tokens } = asked.hearing;
  const inLink = (at: number): Link | undefined =>
    asked.links.links.find((link) => link.from <= at && at < link.to);
  const about = asked.links.links.filter((link) => !LIMITS.has(link.name.kind));
  // As written: what the reader takes for a slip may well stand so in a note.
  const wordAt = (at: number): string => stem(tokens[at]?.text ?? "");
  // "On Sunday Street" names no day.
  const spoken = [...asked.timed.when].map((at) => wordAt(at));
  // "Noise early in the morning" names no day either: it is what was said.
  const isOfAnyDay = spoken.length > 0 && spoken.every((word) => PART_OF_DAY.test(word));
  const isNamed =
    asked.window !== null && !isOfAnyDay && ![...asked.timed.when].some((at) => inLink(at) !== undefined);
  const isTimed = (at: number): boolean => isNamed && asked.timed.when.has(at);
  // "By zone" and "the first ten" say how it is to be shown, and are nothing that somebody wrote.
  const shown = shownAs(asked);
  const whereSaid = new Set(tokensSaying(asked, IN_NOTES).filter((at) => at >= trigger.to));
  const isWord = (at: number): boolean =>
    !isTimed(at) && inLink(at) === undefined && !shown.has(at) && !whereSaid.has(at);

  const topicOf = (from: number, to: number): number[] => {
    const words = tokens.flatMap((_, at) => (at >= from && at < to && isWord(at) ? [at] : []));
    const tells = (at: number): boolean => !isJoint(wordAt(at));
    const first = words.findIndex(tells);
    // "From the last 60 days" leaves its "from" behind.
    const last = words.findLastIndex(
      (at) =>
        tells(at) && !(isTimed(at + 1) && /^(?:from|over|during|since|within|throughout)$/.test(wordAt(at))),
    );
    return first === -1 ? [] : words.slice(first, last + 1);
  };
  // "Notes older than a month about gates": what stands before "about" is no topic, nor what "except" leaves out.
  const anchor = tokens.findIndex((_, at) => at >= trigger.to && ANCHORS.has(wordAt(at)));
  const start = anchor === -1 ? trigger.to : anchor;
  const left = tokens.findIndex((_, at) => at >= start && LEFT_OUT.has(wordAt(at)));
  // "A padlock or a keypad in the notes": what is looked for stands before them.
  const isInThem = /^(?:in|on|from|within)$/.test(
    tokens[
      trigger.from -
        (/^(?:the|our|their|driver|stop|crew)$/.test(tokens[trigger.from - 1]?.stem ?? "") ? 2 : 1)
    ]?.stem ?? "",
  );
  const head = headOf(asked).at;
  const hasBefore = topicOf(head, trigger.from).some((at) => !isIdle(asked, wordAt(at), at));
  const behind = isInThem && hasBefore ? [] : topicOf(start, left === -1 ? tokens.length : left);
  const isTelling = behind.some((at) => !FILLER_STEMS.has(wordAt(at)));
  // "Gate code notes": the topic stands before.
  const before = topicOf(head, trigger.from).filter((at) => !isIdle(asked, wordAt(at), at));
  const topic = isTelling ? behind : before;
  // "Which blocked stops did residents complain about" asks for stops, and not for what was said.
  const isOfThings = !isTelling && /^\W*(?:which|what|who|how)\b/i.test(asked.hearing.text);
  // Whether a truck may go out is told by what is recorded of it besides.
  if (has(asked, "goOut") && linksOf(asked, "vehicle").length === 1 && !has(asked, "notes")) return undefined;
  if (isOfThings && has(asked, "residentCall") && !has(asked, "notes", "procedure")) return undefined;
  if (topic.length === 0 && about.length === 0) return undefined;
  const joints = tokens.flatMap((token, at) => (at >= trigger.to && isJoint(token.stem) ? [at] : []));
  const depotIds = linksOf(asked, "depot").flatMap(({ name }) => (name.id === null ? [] : [name.id]));
  const kinds = whereSaid.size > 0 ? (["note"] as const) : kindsOf(asked, trigger.to);
  return {
    plan: {
      kind: "passages",
      text: topic.map((at) => tokens[at]?.text ?? "").join(" "),
      about: about.map(({ name: { kind, id, name } }) => ({ kind, id, name })),
      ...(kinds === undefined ? {} : { kinds: [...kinds] }),
      ...(depotIds.length === 0 ? {} : { depotIds }),
      ...(isNamed && asked.window !== null
        ? { from: asked.window.firstDay, until: asked.window.lastDay }
        : {}),
      limit: limitSaid(asked).length > 0 ? Math.min(wantedRows(asked) ?? MOST, 50) : MOST,
    },
    window: isNamed ? asked.window : null,
    uses: [...TRIGGERS, ...SUBJECTS.filter((concept) => !isShown(asked, concept, shown))],
    said: new Set([...topic, ...whereSaid, ...joints.filter((at) => !shown.has(at)), ...limitSaid(asked)]),
  };
};

const isJoint = (word: string): boolean => JOINTS.has(word);

/** Rules about what people wrote. */
export const PASSAGE_RULES: readonly Rule[] = [passages];
