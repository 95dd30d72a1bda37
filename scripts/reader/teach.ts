import {
  type Classifier,
  createClassifier,
  type FrameModel,
  OTHER,
  type Signs,
  type Thresholds,
} from "#server/ask/core/classify.ts";
import { frameOf } from "#server/ask/core/frame.ts";
import type { Understood } from "#server/ask/core/read.ts";
import { seeded } from "#server/lib/random.ts";
import { type Descent, descend, type Lesson } from "./descend.ts";
import { decidedAs, type Lessons, rowsOf, type Sentence } from "./lessons.ts";

/** What decides what a training comes to, beside its sentences. */
export const RECIPE = {
  seed: "reader/1",
  /** Sentences made of each way. */
  spoken: 8,
  /** Sentences made of each question that people asked. */
  typed: 4,
  /** Every so many ways one is kept apart, to tell how well those not learnt from are understood. */
  apart: 4,
  descent: { buckets: 8_192, rounds: 10, step: 12, hold: 0.000_01, dropped: 0.3 } satisfies Descent,
  /** A question answered wrong, or answered though it is none of ours, costs as much as so many answered right bring. */
  wrong: 8,
  /** From which certainty two readings are offered where the rules have none. */
  offer: 0.5,
  /** From which certainty two readings are offered where the rules have another: they explain all the words. */
  contradict: 0.99,
  /** From which certainty words are left aside that questions of a subject were taught with. */
  sure: 0.9,
  /** Certainties that are tried; of those as good, the highest is taken. */
  tried: [0.8, 0.9, 0.95, 0.98],
};

/** How sentences kept apart were understood; every number but a count is a share. */
type Tally = Awaited<ReturnType<typeof tallyOf>>;

/** What a training reached on the sentences kept apart, by rules alone and by both readers. */
export type Apart = { sentences: number; subject: number; rules: Tally; both: Tally };

const share = (part: number, whole: number): number =>
  Math.round((1_000 * part) / Math.max(whole, 1)) / 1_000;

const isRight = (understood: Understood, { frame, plan }: Sentence): boolean =>
  understood.kind === "reading" &&
  (plan === null
    ? JSON.stringify(frameOf(understood.reading.plan)) === JSON.stringify(frame)
    : rowsOf(understood.reading.plan) === plan);

const tallyOf = async (
  apart: readonly Sentence[],
  outcome: (sentence: Sentence) => Promise<Understood> | Understood,
) => {
  const all: { sentence: Sentence; understood: Understood }[] = [];
  for (const sentence of apart) all.push({ sentence, understood: await outcome(sentence) });
  const others = all.filter(({ sentence }) => sentence.frame.subject === OTHER);
  const ofFleet = all.filter(({ sentence }) => sentence.frame.subject !== OTHER);
  const run = ofFleet.filter(({ understood }) => understood.kind === "reading");
  const right = run.filter(({ sentence, understood }) => isRight(understood, sentence)).length;
  const asked = ofFleet.filter(({ understood }) => understood.kind === "choice");
  const offered = asked.filter(
    ({ sentence, understood }) =>
      understood.kind === "choice" &&
      understood.readings.some((reading) => isRight({ kind: "reading", reading }, sentence)),
  ).length;
  return {
    ...{
      right: share(right, ofFleet.length),
      rightOfRun: share(right, run.length),
      run: share(run.length, ofFleet.length),
    },
    ...{ asked: share(asked.length, ofFleet.length), rightOfAsked: share(offered, asked.length) },
    strayed: share(others.filter(({ understood }) => understood.kind !== "refusal").length, others.length),
  };
};

/** The share of lessons of which a reader sees the subject first. */
export const subjectsKnown = (
  classifier: Pick<Classifier, "guess">,
  lessons: readonly { signs: Signs; frame: { subject: string } }[],
): number => {
  const known = lessons.filter(({ signs, frame }) => {
    const [best] = [...classifier.guess(signs).subject].sort(([, a], [, b]) => b - a);
    return best?.[0] === frame.subject;
  }).length;
  return share(known, lessons.length);
};

/**
 * Teaches the second reader: first by the sentences that are not kept apart, to find the thresholds and to tell how well
 * the others are understood, then by all. `more` are lessons beside the pages, such as judged answers.
 */
export const teach = async (
  { sentences, concepts, templates }: Lessons,
  more: readonly Lesson[],
  say: (line: string) => void,
): Promise<{ model: FrameModel; thresholds: Thresholds; apart: Apart }> => {
  const train = (lessons: readonly Lesson[], thresholds: Thresholds): FrameModel =>
    descend([...lessons, ...more], {
      ...RECIPE.descent,
      ...{ concepts, templates, thresholds, random: seeded(`${RECIPE.seed}/descent`) },
    });
  const apart = sentences.filter(({ isJudged }) => isJudged);
  const ofFleet = apart.filter(({ frame }) => frame.subject !== OTHER);
  const strangers = apart.length - ofFleet.length;
  const never = {
    contradict: RECIPE.contradict,
    confirm: 2,
    alone: 2,
    offer: RECIPE.offer,
    sure: RECIPE.sure,
    rephrase: 2,
  };
  const half = createClassifier(
    train(
      sentences.filter(({ isApart }) => !isApart),
      never,
    ),
  );
  const tally = (classifier: Classifier | null): Promise<Tally> =>
    tallyOf(apart, async ({ asked }) => (await decidedAs(asked, classifier)).understood);

  // One threshold after the other, each where right answers outweigh wrong ones most; an offer helps where it holds the right plan.
  let thresholds: Thresholds = never;
  for (const name of ["rephrase", "alone", "confirm"] as const) {
    const options: (Tally & { tried: Thresholds })[] = [];
    for (const value of RECIPE.tried) {
      const tried = { ...thresholds, [name]: value };
      options.push({ tried, ...(await tally({ ...half, thresholds: tried })) });
    }
    const worth = ({ right, run, asked, rightOfAsked, strayed }: Tally): number =>
      right -
      RECIPE.wrong * (run - right + (strayed * strangers) / ofFleet.length) +
      0.3 * asked * (2 * rightOfAsked - 1);
    // What is no question of a fleet is read by none of them, where one is not read by any.
    const least = Math.min(...options.map(({ strayed }) => strayed));
    const best = options
      .filter(({ strayed }) => strayed === least)
      .reduce((a, b) => (worth(b) >= worth(a) ? b : a));
    for (const option of options)
      say(`${name} ${option.tried[name]}: ${JSON.stringify({ ...option, tried: undefined })}`);
    thresholds = best.tried;
  }
  const score = {
    ...{ sentences: apart.length, subject: subjectsKnown(half, apart) },
    ...{ rules: await tally(null), both: await tally({ ...half, thresholds }) },
  };
  return { model: train(sentences, thresholds), thresholds, apart: score };
};
