import { MEANING } from "#server/vector/core/static-model.ts";
import type { StaticWord, StaticWords } from "#server/vector/core/static-words.ts";
import type { PassageText } from "#server/vector/schema.ts";

/** What counts for the place of a passage; measured with queries over half of the topics of bench/relevance. */
const SHARES = {
  /** The store's own score, its best taken as one. */
  store: 0.4,
  /** The likeness of the nearest sentence, for one sentence of a long text is what was looked for. */
  sentence: 0.35,
  /** How much of what is looked for the passage says. */
  said: 0.1,
  /** How much of its nearest sentence was looked for. */
  asked: 0.15,
};
/** Passages whose sentences are kept: they take a few kilobytes each. */
const KNOWN = 2_000;

type Found = Pick<PassageText, "kind" | "title" | "text"> & { score: number };
type Sentence = { words: readonly StaticWord[]; direction: Float32Array };
type Sentences = { each: readonly Sentence[]; words: readonly StaticWord[] };

const dot = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let i = 0; i < MEANING; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
};

const directionOf = (words: readonly StaticWord[]): Float32Array => {
  const out = new Float32Array(MEANING);
  for (const { weight, meaning } of words)
    for (let i = 0; i < MEANING; i++) out[i] = (out[i] as number) + weight * (meaning[i] as number);
  const length = Math.sqrt(dot(out, out)) || 1;
  for (let i = 0; i < MEANING; i++) out[i] = (out[i] as number) / length;
  return out;
};

/** The parts of a title: what a passage is about, and where or whose it is. */
const partsOfTitle = ({ kind, title }: Found): { what: string; where: string } => {
  if (kind === "note") return { what: "", where: title };
  const [what = ""] = title.split(",");
  return { what, where: title.slice(what.length) };
};

/** How much of some words others say too, each word by its weight: the mean likeness of the nearest other, 0 to 1. */
const covered = (
  words: readonly StaticWord[],
  others: readonly StaticWord[],
  likeness: (word: StaticWord, other: StaticWord) => number,
): number => {
  let sum = 0;
  let total = 0;
  for (const word of words) {
    let best = 0;
    for (const other of others) best = Math.max(best, likeness(word, other));
    sum += word.weight * best;
    total += word.weight;
  }
  return total === 0 ? 0 : sum / total;
};

/** Ranks passages anew by what their sentences say: nearer than one vector of a whole text can. */
export const createRanking = ({ read, understand }: Pick<StaticWords, "read" | "understand">) => {
  const wordsOf = (text: string): StaticWord[] => read(text).pieces.map(understand);

  const makeSentences = (found: Found): Sentences => {
    const { what, where } = partsOfTitle(found);
    const head = wordsOf(what);
    const parts = found.text.split(/(?<=[.!?;:])\s+/).map((part) => [...head, ...wordsOf(part)]);
    return {
      each: parts.map((words) => ({ words, direction: directionOf(words) })),
      words: [...new Set([...parts.flat(), ...wordsOf(where)])],
    };
  };
  const known = new Map<string, Sentences>();
  const sentencesOf = (found: Found): Sentences => {
    const key = `${found.kind}\n${found.title}\n${found.text}`;
    const held = known.get(key);
    if (held !== undefined) return held;
    const made = makeSentences(found);
    if (known.size >= KNOWN) known.clear();
    known.set(key, made);
    return made;
  };

  /** Ranks what was found for a text, the best first; scores are 0 to 1 afterwards. */
  return <F extends Found>(text: string, found: readonly F[]): F[] => {
    const all = wordsOf(text);
    const asked = [...new Set(all)];
    const direction = directionOf(all);
    const near = new Map(asked.map((word) => [word, new Map<StaticWord, number>()]));
    const likeness = (word: StaticWord, other: StaticWord): number => {
      if (word === other) return 1;
      const row = near.get(word);
      const held = row?.get(other);
      if (held !== undefined) return held;
      const made = Math.max(0, dot(word.meaning, other.meaning));
      row?.set(other, made);
      return made;
    };
    const saidOf = (words: readonly StaticWord[]): number => covered(asked, words, likeness);
    const askedOf = (words: readonly StaticWord[]): number =>
      covered(words, asked, (other, word) => likeness(word, other));

    const top = Math.max(0, ...found.map(({ score }) => score)) || 1;
    return found
      .map((match) => {
        const { each, words } = sentencesOf(match);
        const sentence = Math.max(0, ...each.map((one) => dot(direction, one.direction)));
        const precise = Math.max(0, ...each.map((one) => askedOf(one.words)));
        const score =
          SHARES.store * Math.max(0, match.score / top) +
          SHARES.sentence * sentence +
          SHARES.said * saidOf(words) +
          SHARES.asked * precise;
        return { match: { ...match, score }, before: match.score };
      })
      .sort((a, b) => b.match.score - a.match.score || b.before - a.before)
      .map(({ match }) => match);
  };
};
/** See {@link createRanking}. */
export type PassageRanking = ReturnType<typeof createRanking>;
