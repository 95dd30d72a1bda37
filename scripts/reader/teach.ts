import { agree, certaintyOfReading } from "#server/ask/core/agree.ts";
import { askBack } from "#server/ask/core/ask-back.ts";
import {
  type Classifier,
  createClassifier,
  type FrameModel,
  OTHER,
  type Signs,
  type Thresholds,
} from "#server/ask/core/classify.ts";
import { frameOf } from "#server/ask/core/frame.ts";
import { read, readingsOf, type Understood } from "#server/ask/core/read.ts";
import { seeded } from "#server/lib/random.ts";
import { type Descent, descend, type Lesson } from "./descend.ts";
import { type Lessons, rowsOf, type Sentence } from "./lessons.ts";

/** What decides what a training comes to, beside its sentences. */
export const RECIPE = {
  seed: "reader/1",
  /** Sentences made of each way. */
  spoken: 8,
  /** Sentences made of each question that people asked. */
  typed: 4,
  /** Every so many ways one is kept apart, to tell how well those not learnt from are understood. */
  apart: 4,
  descent: { buckets: 8_192, rounds: 15, step: 12, hold: 0.000_01, dropped: 0.3 } satisfies Descent,
  /** A question answered wrong, or answered though it is none of ours, costs as much as so many answered right bring. */
  wrong: 5,
  /** From which certainty two readings are offered where the rules have none. */
  offer: 0.5,
  /** From which certainty two readings are offered where the rules have another: they explain all the words. */
  contradict: 0.99,
  /** From which certainty words are left aside that questions of a subject were taught with. */
  sure: 0.9,
  /** Certainties that are tried; of those as good, the highest is taken. */
  tried: [0.8, 0.9, 0.95, 0.98, 0.99],
};

/** How sentences kept apart were understood; every number but a count is a share. */
type Tally = ReturnType<typeof tallyOf>;

/** What a training reached on the sentences kept apart, by rules alone and by both readers. */
export type Apart = { sentences: number; subject: number; rules: Tally; both: Tally };

const share = (part: number, whole: number): number =>
  Math.round((1_000 * part) / Math.max(whole, 1)) / 1_000;

const isRight = (understood: Understood, { frame, plan }: Sentence): boolean =>
  understood.kind === "reading" &&
  (plan === null
    ? JSON.stringify(frameOf(understood.reading.plan)) === JSON.stringify(frame)
    : rowsOf(understood.reading.plan) === plan);

const tallyOf = (apart: readonly Sentence[], outcome: (sentence: Sentence) => Understood) => {
  const ofFleet = apart.filter(({ frame }) => frame.subject !== OTHER);
  const others = apart.filter(({ frame }) => frame.subject === OTHER);
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
export const teach = (
  { sentences, concepts }: Lessons,
  more: readonly Lesson[],
  say: (line: string) => void,
): { model: FrameModel; thresholds: Thresholds; apart: Apart } => {
  const train = (lessons: readonly Lesson[], thresholds: Thresholds): FrameModel =>
    descend([...lessons, ...more], {
      ...RECIPE.descent,
      ...{ concepts, thresholds, random: seeded(`${RECIPE.seed}/descent`) },
    });
  const apart = sentences.filter(({ isApart }) => isApart);
  const ofFleet = apart.filter(({ frame }) => frame.subject !== OTHER);
  const strangers = apart.length - ofFleet.length;
  const never = {
    contradict: RECIPE.contradict,
    confirm: 2,
    alone: 2,
    offer: RECIPE.offer,
    sure: RECIPE.sure,
  };
  const half = createClassifier(
    train(
      sentences.filter(({ isApart }) => !isApart),
      never,
    ),
  );
  const tally = (outcome: (sentence: Sentence) => Understood): Tally => tallyOf(apart, outcome);
  const ranked = new Map(apart.map((sentence) => [sentence, readingsOf(sentence.asked)]));
  const first = new Map(
    apart.map((sentence) => [sentence, read(sentence.asked, ranked.get(sentence) ?? [])]),
  );
  // What leaves words aside is asked about, whoever read it.
  const asks = (sentence: Sentence, understood: Understood): Understood =>
    askBack(sentence.asked, ranked.get(sentence) ?? [], understood, (reading) =>
      certaintyOfReading(sentence.asked, half, reading),
    );
  const byRules = (sentence: Sentence): Understood => first.get(sentence) ?? read(sentence.asked, []);
  const withSecond = (thresholds: Thresholds) => {
    const classifier = { ...half, thresholds };
    return (sentence: Sentence) =>
      asks(sentence, agree(sentence.asked, ranked.get(sentence) ?? [], byRules(sentence), classifier));
  };

  // One threshold after the other, each where right answers outweigh wrong ones most; an offer helps where it holds the right plan.
  let thresholds: Thresholds = never;
  for (const name of ["alone", "confirm"] as const) {
    const options = RECIPE.tried.map((value) => {
      const tried = { ...thresholds, [name]: value };
      return { tried, ...tally(withSecond(tried)) };
    });
    const worth = ({ right, run, asked, rightOfAsked, strayed }: Tally): number =>
      right -
      RECIPE.wrong * (run - right + (strayed * strangers) / ofFleet.length) +
      0.3 * asked * (2 * rightOfAsked - 1);
    const best = options.reduce((a, b) => (worth(b) >= worth(a) ? b : a));
    for (const option of options)
      say(`${name} ${option.tried[name]}: ${JSON.stringify({ ...option, tried: undefined })}`);
    thresholds = best.tried;
  }
  const score = {
    ...{ sentences: apart.length, subject: subjectsKnown(half, apart) },
    ...{ rules: tally(byRules), both: tally(withSecond(thresholds)) },
  };
  return { model: train(sentences, thresholds), thresholds, apart: score };
};
