import { asWritten, mayNarrow } from "#server/ask/core/ask-back.ts";
import type { Classifier, FrameGuess, Thresholds } from "#server/ask/core/classify.ts";
import { NEGATION, OTHER, signsOf } from "#server/ask/core/classify.ts";
import { leansOnContext } from "#server/ask/core/follow-up.ts";
import { type Frame, frameOf, proposedKind, SIDES } from "#server/ask/core/frame.ts";
import { BODY_CONCEPTS, KIND_OF, STATES, STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
import { type Concept, FILLER } from "#server/ask/core/lexicon.ts";
import type { Asked } from "#server/ask/core/question.ts";
import { readingsOf, type Scored, type Understood } from "#server/ask/core/read.ts";
import { isOpenToProposal } from "#server/ask/core/refuse.ts";
import { proposalOf, readProposal } from "#server/ask/core/rules-propose.ts";
import { saysSomeOfThem, tokensOf } from "#server/ask/core/some-of-them.ts";
import { stem } from "#server/ask/core/tokens.ts";

// Subjects that the second reader tries to make a plan of.
const TRIED = 2;
// Shares of the words that a plan must explain to be offered, and to be run, where the rules see none.
const SOME = 0.34;
const HALF = 0.5;
// Words that nobody knows and that are left aside where the second reader is sure.
const STRANGE = 2;
const VERY_SURE = 0.97;

/** Whether a bound is left aside that nobody read, however often its words were taught: "less than hardly full". */
export const leavesBound = ({ hearing: { tokens } }: Asked, left: readonly string[]): boolean =>
  tokens.some(
    ({ text, stem }, at) =>
      /^(?:less|more|fewer)$/.test(stem) && tokens[at + 1]?.stem === "than" && left.includes(text),
  );

// Which of several it is of must be said: no subject says it.
const NAMED_KINDS: ReadonlySet<Concept> = new Set<Concept>([
  ...STREAM_CONCEPTS,
  ...(Object.keys(BODY_CONCEPTS) as Concept[]),
  ...(["harshBraking", "harshAcceleration", "harshCornering", "speeding", "partArm", "partPacker"] as const),
  ...(["partBrakes", "partTyres", "partElectrics", "partEngine", "partHydraulics"] as const),
]);
// What says that something is not so is put in only where the question denies something.
const DENYING: ReadonlySet<Concept> = new Set<Concept>([
  ...([
    "noBreak",
    "noPhoto",
    "unmatched",
    "untaken",
    "notLeft",
    "notStarted",
    "notClockedIn",
    "notLate",
  ] as const),
]);
const DENIES =
  /\b(?:no|not|none|never|nobody|without|un\w{4,}|lack\w*|miss(?:ing)?|overdue|straight|orphan\w*|stray|yet|still)\b|n['’]?t\b/i;
// What was done in an order that was kept is not out of it.
const IN_ORDER =
  /\bin\s+(?:the\s+|their\s+)?(?:right\s+|correct\s+|planned\s+|proper\s+)?(?:sequence|order)\b/i;
const IDLE: ReadonlySet<string> = new Set([...FILLER].map(stem));
const isMeasure = (concept: string): boolean => concept.startsWith("kpi") || concept.startsWith("per");
/** Whether a word of a concept narrows an answer, splits it or says what it measures. */
export const narrows = (concept: Concept): boolean =>
  KIND_OF.has(concept) || isMeasure(concept) || concept.startsWith("sum");

// Whatever else is certain, an answer without what narrows it, or says what it measures, is another one.
const dropsNarrowing = ({ hearing: { places, tokens } }: Asked, { weighty }: Scored): boolean =>
  places.some(
    ({ concept, from, to }) =>
      (KIND_OF.has(concept) || isMeasure(concept)) &&
      tokens.slice(from, to).every(({ text }) => weighty.includes(text)),
  );

// A measure that the words do not name is not guessed beside one that they do.
const isRival = (asked: Asked, concepts: readonly string[]): boolean =>
  [...asked.hearing.heard.keys()].some((concept) => concept.startsWith("kpi")) &&
  concepts.some((concept) => concept.startsWith("kpi") && !asked.hearing.heard.has(concept as Concept));

/** Behind these stands what narrows, also where the second reader is sure. */
export const BESIDE =
  /^(?:with|without|of|for|in|at|on|by|from|called|named|like|as|only|except|near|via|using|under|over|a|an|the|this|that|no|not|per|than|any|some|all|more|less)$/;

/**
 * Whether questions of a subject were taught with a word that is left aside. A "not" is one with what it denies, and only
 * where that is left aside too: what the plan holds must not be denied.
 */
export const isTaughtWith = (
  { hearing: { tokens } }: Asked,
  word: string,
  { taught, left }: { taught: ReadonlySet<string>; left: readonly string[] },
): boolean =>
  tokens.every(({ text, stem }, at) => {
    if (text !== word) return true;
    if (!NEGATION.test(stem)) return taught.has(stem);
    const denied = tokens.slice(at + 1).find((next) => !IDLE.has(next.stem));
    const isLeft = denied !== undefined && left.includes(denied.text);
    return isLeft && taught.has(`${stem} ${tokens[at + 1]?.stem ?? ""}`);
  });

const certaintyOf = (guess: FrameGuess, side: keyof Frame, label: string): number | undefined =>
  guess[side].get(label);

/** The label that is most likely, and how likely. */
export const mostLikely = (side: ReadonlyMap<string, number>): readonly [label: string, certainty: number] =>
  [...side].reduce((best, each) => (each[1] > best[1] ? each : best), [OTHER, 0] as const);

/** How certain the second reader is of a plan's frame; undefined where it has not learnt of its subject. */
const likelihood = (guess: FrameGuess, { plan }: Pick<Scored, "plan">): number | undefined => {
  const frame = frameOf(plan);
  if (certaintyOf(guess, "subject", frame.subject) === undefined) return undefined;
  return SIDES.reduce((product, side) => product * (certaintyOf(guess, side, frame[side]) ?? 1), 1);
};

/** How certain the second reader is of a reading; undefined where it was never taught its subject. */
export const certaintyOfReading = (
  asked: Asked,
  classifier: Classifier,
  reading: Pick<Scored, "plan">,
): number | undefined => likelihood(classifier.guess(signsOf(asked)), reading);

const isSameFrame = (a: Scored, b: Scored): boolean => {
  const [one, other] = [frameOf(a.plan), frameOf(b.plan)];
  return SIDES.every((side) => one[side] === other[side]);
};

/** What tells whether a concept that a question does not speak of would deny what it says: "who had a break" is not who had none. */
export const deniedBy = ({ hearing: { text } }: Asked): ((concept: Concept) => boolean) => {
  const [isDenying, isInOrder] = [DENIES.test(text), IN_ORDER.test(text)];
  return (concept) => (!isDenying && DENYING.has(concept)) || (isInOrder && concept === "outOfSequence");
};

/** The question as if it had spoken of the concepts of a subject too, so that the rules of that subject apply. */
const withConcepts = (asked: Asked, concepts: readonly string[]): Asked => {
  const end = asked.hearing.tokens.length;
  const heard = new Map(asked.hearing.heard);
  const isDenied = deniedBy(asked);
  for (const concept of concepts as readonly Concept[])
    if (!heard.has(concept) && !NAMED_KINDS.has(concept) && !isDenied(concept))
      heard.set(concept, { concept, from: end, to: end, words: 1 });
  return { ...asked, hearing: { ...asked.hearing, heard } };
};

/** What the rules make of a question of a subject, with its concepts put in the place of words that nobody knows. */
const readingsAs = (asked: Asked, subject: string, concepts: readonly string[]): Scored[] =>
  readingsOf(withConcepts(asked, concepts)).filter(({ plan }) => frameOf(plan).subject === subject);

// "Done" and "overtime" are said of much that no plan has by these names.
const SAID_BY_MUCH: ReadonlySet<Concept> = new Set<Concept>(["finished", "overtime", "room", "toTomorrow"]);

/** Readings that hold every kind, measure and order that the question names. */
const holdingAll = (asked: Asked, readings: readonly Scored[]): Scored[] => {
  const isOrder = asked.hearing.heard.has("change");
  const states = [...STATES].filter((state) => !SAID_BY_MUCH.has(state) && asked.hearing.heard.has(state));
  const told = readings.filter((one) => states.every((state) => one.uses.includes(state)));
  return told.filter((one) => !dropsNarrowing(asked, one) && (!isOrder || one.uses.includes("change")));
};

/** Readings that may leave words aside, with those words said; none that leaves a name, a time, a bound or an order. */
const leftAside = (asked: Asked, readings: readonly Scored[]): Scored[] =>
  holdingAll(asked, readings)
    .filter(({ turning }) => turning.length === 0)
    .map((reading) => ({ ...reading, unknown: [...reading.weighty, ...reading.unknown], weighty: [] }));

/** A plan that the second reader sees, and how certain it is. */
type Seen = { reading: Scored; certainty: number };

/**
 * The plans that the second reader sees in a question, the likeliest first: what the rules make of it, also with the
 * concepts of the likeliest subjects put in the place of words that nobody knows. Names, times and bounds come from the
 * same linkers, and none of them is left aside; a word that is, is said.
 */
const secondReadings = (
  asked: Asked,
  ranked: readonly Scored[],
  { guess, classifier }: { guess: FrameGuess; classifier: Classifier },
): Seen[] => {
  const subjects = [...guess.subject]
    .sort(([, a], [, b]) => b - a)
    .slice(0, TRIED)
    .map(([subject]) => subject);
  const helped = subjects.flatMap((subject) => {
    const concepts = classifier.conceptsOf(subject);
    return isRival(asked, concepts) ? [] : readingsAs(asked, subject, concepts);
  });
  return leftAside(asked, [...ranked, ...helped])
    .map((reading) => ({
      reading: { ...reading, reader: "classifier" as const },
      certainty: likelihood(guess, reading) ?? 0,
    }))
    .sort((a, b) => b.certainty - a.certainty || a.reading.unknown.length - b.reading.unknown.length);
};

/** The proposal of a kind that a question is known to make, or what it lacks; nothing where something forbids it. */
const asProposal = (asked: Asked, kind: string, reader: Scored["reader"]): Understood | undefined => {
  const found = isOpenToProposal(asked) ? proposalOf(asked, kind) : undefined;
  if (!found) return undefined;
  if ("reason" in found) return { kind: "refusal", refusal: found };
  const reading: Scored = {
    ...found,
    ...{ confidence: 1, weighty: [], turning: [], fixed: [], unknown: [], reader },
  };
  return { kind: "reading", reading };
};

/**
 * What a question comes to where it is known of what subject it is, as a model says: the reading of that subject that
 * leaves the fewest words aside. It is run where it explains half of the words, and offered beside the search for them
 * where it explains less; undefined where the rules can make no plan of that subject with all that the question names,
 * counts and times.
 */
export const asSubject = (
  asked: Asked,
  subject: string,
  concepts: readonly string[],
): Understood | undefined => {
  const kind = proposedKind(subject);
  if (kind !== undefined) return asProposal(asked, kind, "model");
  const [best] = leftAside(asked, readingsAs(asked, subject, concepts)).sort(
    (a, b) => a.unknown.length - b.unknown.length,
  );
  if (best === undefined || best.confidence < SOME) return undefined;
  const reading: Scored = { ...best, reader: "model" };
  return best.confidence < HALF
    ? { kind: "choice", readings: [reading, asWritten(asked)] }
    : { kind: "reading", reading };
};

/**
 * The plan of a question whose subject the second reader is sure of, though words are left aside: each of them is one that
 * questions of the subject were taught with, or one that narrows nothing and nobody knows. Every number, name, time, bound
 * and kind stands in the plan.
 */
const sureReading = (
  asked: Asked,
  ranked: readonly Scored[],
  guess: FrameGuess,
  classifier: Classifier,
): Seen | undefined => {
  const [subject, certain] = mostLikely(guess.subject);
  if (certain < classifier.thresholds.sure || subject === OTHER) return undefined;
  const concepts = classifier.conceptsOf(subject);
  const taught = classifier.wordsOf(subject);
  const own = ranked.filter(({ plan }) => frameOf(plan).subject === subject);
  const helped = isRival(asked, concepts) ? [] : readingsAs(asked, subject, concepts);
  return holdingAll(asked, [...own, ...helped])
    .filter(({ fixed }) => fixed.length === 0)
    .filter((one) => !leavesBound(asked, [...one.weighty, ...one.unknown]))
    .map((one) => {
      const left = [...one.weighty, ...one.unknown];
      const strange = left.filter((word) => !isTaughtWith(asked, word, { taught, left }));
      return { one, strange, certainty: likelihood(guess, one) ?? 0 };
    })
    .filter(
      ({ one, strange, certainty }) =>
        certainty >= (strange.length === 0 ? classifier.thresholds.alone : VERY_SURE) &&
        strange.length <= STRANGE &&
        strange.every((word) => one.unknown.includes(word) && !mayNarrow(asked, word, BESIDE)) &&
        !saysSomeOfThem(asked, tokensOf(asked, strange)),
    )
    .sort((a, b) => a.strange.length - b.strange.length || b.certainty - a.certainty)
    .map(({ one, strange, certainty }) => ({
      reading: {
        ...one,
        ...{ unknown: strange, weighty: [], turning: [], reader: "classifier" as const, isSure: true },
      },
      certainty,
    }))[0];
};

/**
 * What a question proposes that the second reader is sure proposes something, in words that the rules do not know; or what
 * the proposal lacks. Names, numbers and times come from the same linkers, and none of them is left aside.
 */
const sureProposal = (
  asked: Asked,
  { subject }: FrameGuess,
  { sure }: Thresholds,
): Understood | undefined => {
  const [top, certainty] = mostLikely(subject);
  const kind = proposedKind(top);
  return kind === undefined || certainty < sure ? undefined : asProposal(asked, kind, "classifier");
};

/** What is made of a question that the rules could not read. */
const instead = (
  first: Understood,
  [top, ...rest]: readonly Seen[],
  { alone, offer }: Thresholds,
): Understood => {
  if (!top || top.certainty < offer || top.reading.confidence < SOME) return first;
  if (top.certainty >= alone && top.reading.confidence >= HALF)
    return { kind: "reading", reading: top.reading };
  const other = rest.find(({ reading }) => !isSameFrame(reading, top.reading));
  return other ? { kind: "choice", readings: [top.reading, other.reading] } : first;
};

/**
 * Holds what the rules read against what the second reader sees. Where both see the same, it is run; where the second is
 * certain of another plan, both are offered; where the rules could not make up their mind, it may do so for them.
 */
export const agree = (
  asked: Asked,
  ranked: readonly Scored[],
  first: Understood,
  classifier: Classifier,
): Understood => {
  // What is to be prepared is read by rules alone where they see it.
  if (readProposal(asked) !== undefined) return first;
  const guess = classifier.guess(signsOf(asked));
  const isUnsettled = first.kind !== "reading" || first.reading.unknown.length > 0;
  // What goes on from a question before it is no question by itself.
  const isByItself = isUnsettled && !leansOnContext(asked);
  const proposal = isByItself ? sureProposal(asked, guess, classifier.thresholds) : undefined;
  if (proposal) return proposal;
  if (
    first.kind === "refusal" &&
    first.refusal.reason !== "unclear" &&
    first.refusal.reason !== "out-of-scope"
  )
    return first;
  const { contradict, confirm } = classifier.thresholds;
  if (first.kind === "reading" && !isUnsettled) {
    // Of what it was never taught it has nothing to say; and where it sees the same, it cannot be certain of another.
    const same = likelihood(guess, first.reading);
    if (same === undefined || same > 1 - contradict) return first;
  }
  const sure = isByItself ? sureReading(asked, ranked, guess, classifier) : undefined;
  if (sure) return { kind: "reading", reading: sure.reading };
  const seen = secondReadings(asked, ranked, { guess, classifier });
  const [top] = seen;
  if (!top) return first;
  if (first.kind === "reading") {
    // It is no contradiction where less of the question is explained, or its words do not say what the other holds.
    const isContradicted =
      top.certainty >= contradict &&
      ranked.some(({ plan }) => plan === top.reading.plan) &&
      top.reading.confidence >= first.reading.confidence &&
      !isSameFrame(top.reading, first.reading);
    return isContradicted ? { kind: "choice", readings: [first.reading, top.reading] } : first;
  }
  if (first.kind === "choice") {
    const picked = first.readings.find((reading) => isSameFrame(reading, top.reading));
    return picked && top.certainty >= confirm ? { kind: "reading", reading: picked } : first;
  }
  return isByItself ? instead(first, seen, classifier.thresholds) : first;
};
