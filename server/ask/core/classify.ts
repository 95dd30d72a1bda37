import { type Frame, SIDES } from "#server/ask/core/frame.ts";
import type { Asked } from "#server/ask/core/question.ts";

/** A plain question with what it names, times and counts left open: "which routes skipped {n} stops". */
export type Template = { frame: Frame; text: string };

/** What one side of a frame can be. */
export type Head = { side: keyof Frame; labels: readonly string[] };

/** Weights by bucket and label, in eighths of a byte: a label's weight is its byte times its scale. */
export type FrameModel = {
  buckets: number;
  heads: readonly Head[];
  /** Concepts of a plain question of each subject. */
  concepts: Readonly<Record<string, readonly string[]>>;
  /** Words that questions of each subject were taught with. */
  words: Readonly<Record<string, readonly string[]>>;
  /** Plain questions with what they name, time and count left open, by subject. */
  templates: Readonly<Record<string, readonly Template[]>>;
  thresholds: Thresholds;
  /** Per label of all heads in a row. */
  scales: Float32Array;
  biases: Float32Array;
  /** Bucket by bucket, all labels of all heads. */
  weights: Int8Array;
};

/**
 * From which certainty the second reader is heard: to contradict, to choose between rivals, to be run alone, to be
 * offered, to be run though words are left aside that questions of the subject were taught with, and to say the question
 * in plain words.
 */
export type Thresholds = {
  contradict: number;
  confirm: number;
  alone: number;
  offer: number;
  sure: number;
  rephrase: number;
};

/** How certain each label of each side is. */
export type FrameGuess = Readonly<Record<keyof Frame, ReadonlyMap<string, number>>>;

/** The subject of questions that are none of ours. */
export const OTHER = "other";

/** Words that deny what follows; they are taught together with it. */
export const NEGATION =
  /^(?:not|no|never|nothing|nobody|none|without|except|excluding|(?:is|are?|was|were?|do|does|did|have|has|had|ca|could|wo|would|should|must|need|ai|sha)nt)$/;

/** What the second reader sees of a question. */
export type Signs = { words: readonly string[]; concepts: readonly string[] };

/** A question with what it names, counts and times masked, a question about R-9 being one about any route; and what was heard in it. */
export const signsOf = ({ hearing, links, timed }: Asked): Signs => {
  const words: string[] = [];
  for (const [at, { stem, text }] of hearing.tokens.entries()) {
    const link = links.links.find(({ from, to }) => from <= at && at < to);
    const word = link
      ? `<${link.name.kind === "address" ? "street" : link.name.kind}>`
      : timed.when.has(at) || timed.weekdays.has(at)
        ? "<when>"
        : timed.compared.has(at)
          ? "<than>"
          : /^\d/.test(text)
            ? "<n>"
            : stem;
    // A name or a time of several words is one.
    if (!(word.startsWith("<") && words.at(-1) === word)) words.push(word);
  }
  return { words, concepts: [...hearing.heard.keys()].sort() };
};

const hash = (text: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
};

/** The buckets of the n-grams of words, of the letters within them, and of concepts; `buckets` is a power of two. */
export const bucketsOf = ({ words, concepts }: Signs, buckets: number): number[] => {
  const found = new Set<number>();
  const add = (gram: string) => found.add(hash(gram) & (buckets - 1));
  const padded = ["^", ...words, "$"];
  for (const [i, word] of padded.entries()) {
    add(`1 ${word}`);
    const [next, after] = [padded[i + 1], padded[i + 2]];
    if (next !== undefined) add(`2 ${word} ${next}`);
    if (after !== undefined) add(`3 ${word} ${after}`);
    if (word.startsWith("<") || word.length < 4) continue;
    const letters = `_${word}_`;
    for (let k = 0; k + 4 <= letters.length; k++) add(`l ${letters.slice(k, k + 4)}`);
  }
  for (const [i, concept] of concepts.entries()) {
    add(`c ${concept}`);
    for (const other of concepts.slice(i + 1)) add(`d ${concept} ${other}`);
  }
  return [...found];
};

/** Makes what guesses the frame of a question from its words alone. */
export const createClassifier = (model: FrameModel) => {
  const size = model.heads.reduce((sum, { labels }) => sum + labels.length, 0);
  const words = new Map(Object.entries(model.words).map(([subject, taught]) => [subject, new Set(taught)]));
  const none: ReadonlySet<string> = new Set();
  return {
    thresholds: model.thresholds,
    /** The concepts that a plain question of a subject speaks of. */
    conceptsOf: (subject: string): readonly string[] => model.concepts[subject] ?? [],
    /** The words that questions of a subject were taught with. */
    wordsOf: (subject: string): ReadonlySet<string> => words.get(subject) ?? none,
    /** The plain questions of a subject. */
    templatesOf: (subject: string): readonly Template[] => model.templates[subject] ?? [],
    guess(signs: Signs): FrameGuess {
      const sums = new Float64Array(size);
      const grams = bucketsOf(signs, model.buckets);
      for (const bucket of grams)
        for (let label = 0; label < size; label++)
          sums[label]! += model.weights[bucket * size + label]! * model.scales[label]!;
      // Long questions speak no louder than short ones.
      const norm = 1 / Math.sqrt(grams.length);
      const guess: Partial<Record<keyof Frame, ReadonlyMap<string, number>>> = {};
      let at = 0;
      for (const { side, labels } of model.heads) {
        const scores = labels.map((_, i) => sums[at + i]! * norm + model.biases[at + i]!);
        const top = Math.max(...scores);
        const shares = scores.map((score) => Math.exp(score - top));
        const whole = shares.reduce((sum, share) => sum + share, 0);
        guess[side] = new Map(labels.map((label, i) => [label, shares[i]! / whole]));
        at += labels.length;
      }
      return Object.fromEntries(SIDES.map((side) => [side, guess[side] ?? new Map()])) as FrameGuess;
    },
  };
};

/** What guesses the frame of a question. */
export type Classifier = ReturnType<typeof createClassifier>;
