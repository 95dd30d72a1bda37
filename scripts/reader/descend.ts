import {
  bucketsOf,
  type FrameModel,
  type Head,
  NEGATION,
  type Signs,
  type Thresholds,
} from "#server/ask/core/classify.ts";
import { type Frame, SIDES } from "#server/ask/core/frame.ts";
import { tokenise } from "#server/ask/core/tokens.ts";
import type { Random } from "#server/lib/random.ts";

/** A sentence to learn from: its signs, the frame they ask for, and how it was written, where that is kept. */
export type Lesson = { signs: Signs; frame: Frame; text?: string };

/** How the weights are found. */
export type Descent = { buckets: number; rounds: number; step: number; hold: number; dropped: number };

// A word that one sentence alone has may be a slip of typing.
const OFTEN = 3;
// From which error a label learns.
const SETTLED = 0.000_5;

const wordsOf = (lessons: readonly Lesson[]): Record<string, string[]> => {
  const counts = new Map<string, Map<string, number>>();
  for (const { signs, frame, text = "" } of lessons) {
    const own = counts.get(frame.subject) ?? new Map<string, number>();
    counts.set(frame.subject, own);
    // Turns of phrase are heard as other words than were written.
    const written = tokenise(text).map(({ stem }) => stem);
    const found = [signs.words, written].flatMap((words) =>
      words.map((word, at) => (NEGATION.test(word) ? `${word} ${words[at + 1] ?? ""}` : word)),
    );
    for (const word of new Set(found)) if (!/<|\d/.test(word)) own.set(word, (own.get(word) ?? 0) + 1);
  }
  return Object.fromEntries(
    [...counts].map(([subject, own]) => [
      subject,
      [...own].flatMap(([word, count]) => (count >= OFTEN ? [word] : [])).sort(),
    ]),
  );
};

/** Finds the weights of each side by stochastic descent on the log loss, each shrunk a little, and packs them in bytes. */
export const descend = (
  lessons: readonly Lesson[],
  {
    buckets,
    rounds,
    step,
    hold,
    dropped,
    concepts,
    templates,
    thresholds,
    random,
  }: Descent &
    Pick<FrameModel, "templates"> & {
      concepts: FrameModel["concepts"];
      thresholds: Thresholds;
      random: Random;
    },
): FrameModel => {
  const heads: Head[] = SIDES.map((side) => ({
    side,
    labels: [...new Set(lessons.map(({ frame }) => frame[side]))].sort(),
  }));
  const size = heads.reduce((sum, { labels }) => sum + labels.length, 0);
  const weights = new Float32Array(buckets * size);
  const biases = new Float64Array(size);
  const taught = lessons.map(({ signs, frame }) => ({
    all: bucketsOf(signs, buckets),
    wanted: heads.map(({ side, labels }) => labels.indexOf(frame[side])),
  }));
  for (let round = 0; round < rounds; round++) {
    const rate = step / (1 + round);
    for (const { all, wanted } of random.shuffle([...taught])) {
      // Some are left out each time, so that no sign is leant on alone.
      const kept = all.filter(() => !random.chance(dropped));
      const grams = kept.length > 0 ? kept : all;
      const norm = 1 / Math.sqrt(grams.length);
      const scores = Float64Array.from(biases);
      for (const gram of grams) for (let i = 0; i < size; i++) scores[i]! += weights[gram * size + i]! * norm;
      let at = 0;
      for (const [h, { labels }] of heads.entries()) {
        const own = scores.subarray(at, at + labels.length);
        const top = Math.max(...own);
        let whole = 0;
        for (let i = 0; i < own.length; i++) whole += own[i] = Math.exp(own[i]! - top);
        for (let i = 0; i < own.length; i++) own[i] = (i === wanted[h] ? 1 : 0) - own[i]! / whole;
        at += labels.length;
      }
      for (let i = 0; i < size; i++) biases[i]! += 0.1 * rate * scores[i]!;
      // Most labels are as good as impossible, and learn nothing of it.
      const learning = [...scores.keys()].filter((i) => Math.abs(scores[i]!) > SETTLED);
      for (const gram of grams)
        for (const i of learning) {
          const w = gram * size + i;
          weights[w]! += rate * (scores[i]! * norm - hold * weights[w]!);
        }
    }
  }
  const scales = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    let most = 0;
    for (let b = 0; b < buckets; b++) most = Math.max(most, Math.abs(weights[b * size + i]!));
    scales[i] = most / 127 || 1;
  }
  const packed = Int8Array.from(weights, (weight, w) => Math.round(weight / scales[w % size]!));
  const words = wordsOf(lessons);
  return {
    buckets,
    heads,
    concepts,
    templates,
    words,
    thresholds,
    scales,
    biases: Float32Array.from(biases),
    weights: packed,
  };
};
