import { type Distinct, type Gist, gistOf, plainWords } from "./text-guards.ts";

/** Where values are kept; an entry may vanish at any time. */
export type GuardedStore = {
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: unknown, ttlMs: number, tags?: readonly string[]): Promise<void>;
};

/** Maps words and texts to unit vectors of one length, in order. */
export type Embed = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

/** Who asks: nothing kept for one asker is ever given to another. */
export type Asker = {
  organisationId: number;
  role: string;
  /** The depots he is limited to; null for all. */
  depotIds: readonly number[] | null;
  /** What else the answer hangs on, such as the service day or a language. */
  setting: string;
};

/** How alike texts must be, and how long values are kept. */
export type GuardedLimits = {
  /** Least cosine of the two texts, 0 to 1. */
  textLike: number;
  /** Least cosine between each word of one text and the nearest word of the other. */
  wordLike: number;
  ttlMs: number;
  /** Texts compared by likeness for each asker; the one unused for longest goes first. */
  mostTexts: number;
};

/** How a value was found: by the same text, a text that asks the same, the same plan; or made anew. */
export type FoundBy = "text" | "likeness" | "plan" | "none";

/** A plan that several texts share: its canonical form, and the sources of rows it reads. */
export type Planned = { key: string; sources: readonly string[] };

/** What {@link GuardedCache.ask} is asked. */
export type GuardedQuestion<V> = {
  asker: Asker;
  text: string;
  /** Sources of rows that an answer without a plan reads. */
  sources: readonly string[];
  /** The plan of the text, made only when the text and its likes are not known; null where there is none. */
  plan?: () => Promise<Planned | null>;
  make: () => Promise<V>;
};

type Kept<V> = { value: V; sources: readonly string[]; stamp: string };
type Known = { gist: Gist; text: Float32Array; words: readonly Float32Array[]; key: string };

const dot = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

/** The least, over the words of `a`, of the likeness of the word of `b` nearest to it; 1 where `a` has none. */
const leastLike = (a: readonly Float32Array[], b: readonly Float32Array[]): number => {
  let least = 1;
  for (const word of a) {
    let nearest = -1;
    for (const other of b) nearest = Math.max(nearest, dot(word, other));
    least = Math.min(least, nearest);
  }
  return least;
};

/**
 * Answers kept under what was asked, for searches, questions and model inputs alike. Tried in order: the same text; a
 * text of the same asker whose guards are equal (`text-guards.ts`) and whose words each have a counterpart; the same
 * plan. A value is given only while the rows it was made from are unchanged: `stampOf` tells their state.
 */
export const createGuardedCache = <V>({
  name,
  store,
  embed,
  stampOf,
  distinctOf = () => new Map(),
  limits,
  count = () => {},
}: {
  name: string;
  store: GuardedStore;
  embed: Embed;
  /** The state of an organisation's rows by their sources, one text; another text means that some changed. */
  stampOf: (organisationId: number, sources: readonly string[]) => Promise<string>;
  /** Things of an organisation that are never the same, by the words for them. */
  distinctOf?: (organisationId: number) => Distinct;
  limits: () => GuardedLimits;
  count?: (by: FoundBy) => void;
}) => {
  // By asker, then guards: what may be compared at all.
  const shelves = new Map<string, Map<string, Map<string, Known>>>();
  const sizes = new Map<string, number>();
  const running = new Map<string, Promise<V>>();

  const shelfOf = ({ organisationId, role, depotIds, setting }: Asker): string =>
    JSON.stringify([
      name,
      organisationId,
      role,
      depotIds === null ? null : [...depotIds].sort((a, b) => a - b),
      setting,
    ]);

  const read = async (asker: Asker, key: string): Promise<Kept<V> | undefined> => {
    const kept = await store.get<Kept<V>>(key);
    if (kept === undefined) return undefined;
    return (await stampOf(asker.organisationId, kept.sources)) === kept.stamp ? kept : undefined;
  };

  const remember = (shelf: string, text: string, known: Known): void => {
    const byGuards = shelves.get(shelf) ?? new Map<string, Map<string, Known>>();
    shelves.set(shelf, byGuards);
    const group = byGuards.get(known.gist.guards) ?? new Map<string, Known>();
    byGuards.set(known.gist.guards, group);
    if (!group.has(text)) sizes.set(shelf, (sizes.get(shelf) ?? 0) + 1);
    group.delete(text);
    group.set(text, known);
    // The group used longest ago gives up its oldest text.
    byGuards.delete(known.gist.guards);
    byGuards.set(known.gist.guards, group);
    while ((sizes.get(shelf) ?? 0) > limits().mostTexts) {
      const [oldest] = byGuards;
      if (oldest === undefined) break;
      const [guards, texts] = oldest;
      const [first] = texts.keys();
      if (first !== undefined) texts.delete(first);
      if (texts.size === 0) byGuards.delete(guards);
      sizes.set(shelf, (sizes.get(shelf) ?? 1) - 1);
    }
  };

  const gistVectors = async (text: string, gist: Gist) => {
    const [whole, ...words] = await embed([text, ...gist.words]);
    if (whole === undefined)
      throw new Error(`cache ${name}: embed gave nothing for one text, expected a vector`);
    return { whole, words };
  };

  /** The text most like this one that asks the same, of those known. */
  const alike = (shelf: string, gist: Gist, whole: Float32Array, words: readonly Float32Array[]) => {
    const { textLike, wordLike } = limits();
    let best: Known | undefined;
    let bestLike = textLike;
    for (const known of shelves.get(shelf)?.get(gist.guards)?.values() ?? []) {
      const like = dot(known.text, whole);
      if (like < bestLike) continue;
      if (leastLike(words, known.words) < wordLike || leastLike(known.words, words) < wordLike) continue;
      best = known;
      bestLike = like;
    }
    return best;
  };

  return {
    /** The answer to a question, kept or made; and how it was found. */
    async ask({ asker, text, sources, plan, make }: GuardedQuestion<V>): Promise<{ value: V; by: FoundBy }> {
      const shelf = shelfOf(asker);
      const plain = plainWords(text).join(" ");
      const textKey = `${shelf}/text/${plain}`;
      const { ttlMs } = limits();
      // A text points to the key of its answer, so that all that ask the same share one.
      const pointed = await store.get<string>(textKey);
      const same = pointed === undefined ? undefined : await read(asker, pointed);
      if (same !== undefined) {
        count("text");
        return { value: same.value, by: "text" };
      }
      const gist = gistOf(text, distinctOf(asker.organisationId));
      const { whole, words } = await gistVectors(plain, gist);
      const like = alike(shelf, gist, whole, words);
      const kept = like === undefined ? undefined : await read(asker, like.key);
      const settle = async (key: string): Promise<void> => {
        await store.set(textKey, key, ttlMs);
        remember(shelf, plain, { gist, text: whole, words, key });
      };
      if (like !== undefined && kept !== undefined) {
        await settle(like.key);
        count("likeness");
        return { value: kept.value, by: "likeness" };
      }
      const planned = (await plan?.()) ?? null;
      const key = planned === null ? `${shelf}/value/${plain}` : `${shelf}/plan/${planned.key}`;
      const shared = await read(asker, key);
      if (shared !== undefined) {
        await settle(key);
        count("plan");
        return { value: shared.value, by: "plan" };
      }
      const used = planned?.sources ?? sources;
      const making =
        running.get(key) ??
        (async () => {
          // Read before the answer is made: a row that changes meanwhile makes the answer old, never new.
          const stamp = await stampOf(asker.organisationId, used);
          const value = await make();
          await store.set(key, { value, sources: used, stamp } satisfies Kept<V>, ttlMs);
          return value;
        })().finally(() => running.delete(key));
      running.set(key, making);
      const value = await making;
      await settle(key);
      count("none");
      return { value, by: "none" };
    },
  };
};

/** Answers kept under what was asked. */
export type GuardedCache<V> = ReturnType<typeof createGuardedCache<V>>;
