// Trains the second reader of questions: npx tsx scripts/train-reader.ts. The same pages give the same file.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { agree } from "#server/ask/core/agree.ts";
import { createClassifier, OTHER, type Signs, signsOf, type Thresholds } from "#server/ask/core/classify.ts";
import { type Frame, frameOf, NONE } from "#server/ask/core/frame.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import type { Asked } from "#server/ask/core/question.ts";
import { read, readingsOf, type Understood } from "#server/ask/core/read.ts";
import { toBytes } from "#server/ask/core/reader-file.ts";
import { NAMES } from "#server/ask/fixture-names.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";
import { seeded } from "#server/lib/random.ts";
import { descend } from "./reader/descend.ts";
import { drawFills, hurried, readMeanings, readOthers, speak } from "./reader/grammar.ts";

const RECIPE = {
  seed: "reader/1",
  /** Sentences made of each way. */
  spoken: 8,
  /** Every so many ways one is kept apart, to tell how well those not learnt from are understood. */
  apart: 4,
  descent: { buckets: 8_192, rounds: 15, step: 12, hold: 0.000_01, dropped: 0.3 },
  /** A question answered wrong, or answered though it is none of ours, costs as much as so many answered right bring. */
  wrong: 5,
  /** From which certainty two readings are offered where the rules have none. */
  offer: 0.5,
  /** Certainties that are tried; of those as good, the highest is taken. */
  tried: [0.8, 0.9, 0.95, 0.98, 0.99],
};
const FOLDER = "server/ask/artifacts";
const clock = { now: "2026-11-25T10:30:00.000Z", timeZone: "Europe/London" };
const linker = linkerOf(NAMES);
const heard = (text: string) =>
  understand(text, {
    linker,
    clock,
    depotIds: [],
    findAddress: async (street, house) => [
      { siteId: 311, label: `${house ?? ""} ${street}`, lng: -5.6, lat: 51.3 },
    ],
  });

type Sentence = {
  text: string;
  signs: Signs;
  asked: Awaited<ReturnType<typeof heard>>["asked"];
  frame: Frame;
  /** The plan it means, where the plain question says all that it says; null where they say other times or numbers. */
  plan: string | null;
  isApart: boolean;
};

/** A plan without what only the look of its answer hangs on. */
const rowsOf = (plan: QueryPlan): string =>
  JSON.stringify({
    ...plan,
    columns: [],
    view: "",
    sort: [],
    ...(plan.kind === "passages" ? { text: "" } : {}),
  });

const random = seeded(RECIPE.seed);
const sentences: Sentence[] = [];
const concepts: Record<string, string[]> = {};
const slotsOf = (text: string): string => [...new Set(text.match(/\{\w+\}/g))].sort().join();

/** The fewest concepts of a plain question with which the rules still see its subject: what it names is not among them. */
const neededFor = (asked: Asked, subject: string, uses: readonly Concept[]): string[] => {
  const used = new Set(uses);
  const heardWith = (concepts: readonly Concept[]): Asked => ({
    ...asked,
    hearing: {
      ...asked.hearing,
      heard: new Map([...asked.hearing.heard].filter(([concept]) => concepts.includes(concept))),
    },
  });
  let needed = [...asked.hearing.heard.keys()].filter((concept) => used.has(concept)).sort();
  const isSeenBy = (concepts: readonly Concept[]) =>
    readingsOf(heardWith(concepts)).some(({ plan }) => frameOf(plan).subject === subject);
  for (const concept of needed) {
    const fewer = needed.filter((other) => other !== concept);
    if (isSeenBy(fewer)) needed = fewer;
  }
  return needed;
};

for (const { plain, ways } of readMeanings())
  for (const [i, way] of ways.entries())
    for (let n = 0; n < RECIPE.spoken; n++) {
      const fills = drawFills(random);
      const meant = await heard(speak(plain, fills, random));
      if (meant.understood.kind !== "reading")
        throw new Error(`${plain}: found ${JSON.stringify(meant.understood)}, expected a reading`);
      const { plan, uses } = meant.understood.reading;
      const frame = frameOf(plan);
      concepts[frame.subject] ??= neededFor(meant.asked, frame.subject, uses);
      const text = hurried(speak(way, fills, random), random);
      const { asked } = await heard(text);
      const isWhole = slotsOf(way) === slotsOf(plain);
      sentences.push({
        ...{ text, asked, frame, signs: signsOf(asked), isApart: i % RECIPE.apart === RECIPE.apart - 1 },
        plan: isWhole ? rowsOf(plan) : null,
      });
    }
const nothing: Frame = { subject: OTHER, by: NONE, order: NONE, compare: NONE };
for (const [i, way] of readOthers().entries())
  for (let n = 0; n < RECIPE.spoken; n++) {
    const text = hurried(speak(way, drawFills(random), random), random);
    const { asked } = await heard(text);
    const isApart = i % RECIPE.apart === RECIPE.apart - 1;
    sentences.push({ text, asked, frame: nothing, signs: signsOf(asked), plan: null, isApart });
  }

const train = (lessons: readonly Sentence[], thresholds: Thresholds) =>
  descend(lessons, { ...RECIPE.descent, concepts, thresholds, random: seeded(`${RECIPE.seed}/descent`) });
const share = (part: number, whole: number): number =>
  Math.round((1_000 * part) / Math.max(whole, 1)) / 1_000;
const apart = sentences.filter(({ isApart }) => isApart);
const ofFleet = apart.filter(({ frame }) => frame.subject !== OTHER);
const others = apart.filter(({ frame }) => frame.subject === OTHER);
const never = { contradict: 2, confirm: 2, alone: 2, offer: RECIPE.offer };
const halfTaught = train(
  sentences.filter(({ isApart }) => !isApart),
  never,
);

const isRight = (understood: Understood, { frame, plan }: Sentence): boolean =>
  understood.kind === "reading" &&
  (plan === null
    ? JSON.stringify(frameOf(understood.reading.plan)) === JSON.stringify(frame)
    : rowsOf(understood.reading.plan) === plan);
const tally = (outcome: (sentence: Sentence) => Understood) => {
  const all = ofFleet.map((sentence) => ({ sentence, understood: outcome(sentence) }));
  const run = all.filter(({ understood }) => understood.kind === "reading");
  const right = run.filter(({ sentence, understood }) => isRight(understood, sentence)).length;
  const asked = all.filter(({ understood }) => understood.kind === "choice");
  const offered = asked.filter(
    ({ sentence, understood }) =>
      understood.kind === "choice" &&
      understood.readings.some((reading) => isRight({ kind: "reading", reading }, sentence)),
  ).length;
  return {
    ...{
      right: share(right, all.length),
      rightOfRun: share(right, run.length),
      run: share(run.length, all.length),
    },
    ...{ asked: share(asked.length, all.length), rightOfAsked: share(offered, asked.length) },
    strayed: share(others.filter((other) => outcome(other).kind !== "refusal").length, others.length),
  };
};

const ranked = new Map(apart.map((sentence) => [sentence, readingsOf(sentence.asked)]));
const first = new Map(apart.map((sentence) => [sentence, read(sentence.asked, ranked.get(sentence) ?? [])]));
const byRules = (sentence: Sentence): Understood => first.get(sentence) ?? read(sentence.asked, []);
const withSecond = (thresholds: Thresholds) => {
  const classifier = { ...createClassifier(halfTaught), thresholds };
  return (sentence: Sentence) =>
    agree(sentence.asked, ranked.get(sentence) ?? [], byRules(sentence), classifier);
};
const classifier = createClassifier(halfTaught);
const known = apart.filter(({ signs, frame }) => {
  const [best] = [...classifier.guess(signs).subject].sort(([, a], [, b]) => b - a);
  return best?.[0] === frame.subject;
}).length;

// One threshold after the other, each where right answers outweigh wrong ones most; an offer helps where it holds the right plan.
let thresholds: Thresholds = never;
for (const name of ["alone", "contradict", "confirm"] as const) {
  const options = RECIPE.tried.map((value) => {
    const tried = { ...thresholds, [name]: value };
    return { tried, ...tally(withSecond(tried)) };
  });
  const worth = ({ right, run, asked, rightOfAsked, strayed }: ReturnType<typeof tally>): number =>
    right -
    RECIPE.wrong * (run - right + (strayed * others.length) / ofFleet.length) +
    0.3 * asked * (2 * rightOfAsked - 1);
  const best = options.reduce((a, b) => (worth(b) >= worth(a) ? b : a));
  process.stdout.write(
    `${options.map((o) => `${name} ${o.tried[name]}: ${JSON.stringify({ ...o, tried: undefined })}`).join("\n")}\n`,
  );
  thresholds = best.tried;
}
const score = {
  ...{ sentences: apart.length, subject: share(known, apart.length) },
  ...{ rules: tally(byRules), both: tally(withSecond(thresholds)) },
};
const model = train(sentences, thresholds);
const bytes = toBytes(model);
const sha256 = createHash("sha256").update(bytes).digest("hex");
mkdirSync(FOLDER, { recursive: true });
writeFileSync(`${FOLDER}/reader.bin`, bytes);
writeFileSync(
  `${FOLDER}/reader.json`,
  `${JSON.stringify({ madeBy: "npx tsx scripts/train-reader.ts", sha256, bytes: bytes.length, sentences: sentences.length, subjects: model.heads[0]?.labels.length, thresholds, apart: score, recipe: RECIPE }, null, 2)}\n`,
);
process.stdout.write(
  `${sentences.length} sentences, ${(bytes.length / 1e6).toFixed(2)} MB, ${sha256.slice(0, 12)}; apart: ${JSON.stringify(score)}\n`,
);
