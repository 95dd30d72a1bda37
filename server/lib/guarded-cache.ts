import {
  type Distinct,
  type Gist,
  gistOf,
  isSameWord,
  isTwist,
  jointStance,
  plainWords,
  type Stance,
} from "./text-guards.ts";

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
  /** Who it is, where limits are his own; what is kept is shared all the same. */
  userId?: string;
};

/** How alike texts must be, and how long values are kept. */
export type GuardedLimits = {
  /** Least cosine of the two texts, 0 to 1. */
  textLike: number;
  /** Least cosine between each word of one text and the nearest word of the other. */
  wordLike: number;
  ttlMs: number;
};

/** How a value was found: by the same text, a text that asks the same, the same plan; or made anew. */
export type FoundBy = "text" | "likeness" | "plan" | "none";

/** What an answer stands under: the form of a plan that several texts share, null for the text itself; and the sources of rows it reads. */
export type Planned = { key: string | null; sources: readonly string[] };

/** A value that was kept: how it was found, and when it was made, epoch milliseconds. */
export type Found<V> = { value: V; by: Exclude<FoundBy, "none">; atMs: number };

/** A question looked at: what its text found, and the way on to its plan. */
export type Look<V> = {
  found: Found<V> | null;
  /**
   * Goes on by the plan of the text. Call it before the answer is made: rows that change meanwhile make that answer
   * old.
   */
  open: (planned: Planned) => Promise<Opened<V>>;
};

/** A place for an answer: what was kept there, what it stands under with the state of its rows, and how to keep what is made now. */
export type Opened<V> = { found: Found<V> | null; key: string; keep: (value: V) => Promise<void> };

/** What is told of each look. */
export type CacheWatch = {
  found: (by: FoundBy) => void;
  /** The same words were known, but a number, date, name, negation or direction was another. */
  refused: () => void;
  looked: (ms: number) => void;
  /** The vectors of a text could not be made: it was looked for by its words alone. */
  failed: (error: unknown) => void;
};

/** What {@link createGuardedCache} is asked. */
export type GuardedQuestion = {
  asker: Asker;
  text: string;
  /** Asked afresh: nothing kept is given, and what is made takes its place. */
  isAfresh?: boolean;
};

/** `stance` is what all texts that share the value say of it together. */
type Kept = { value: unknown; sources: readonly string[]; stamp: string; stance: Stance; atMs: number };
type Known = { gist: Gist; text: Float32Array; words: readonly Float32Array[]; key: string };
type Vectors = { whole: Float32Array; words: readonly Float32Array[] };

const NO_WATCH: CacheWatch = { found: () => {}, refused: () => {}, looked: () => {}, failed: () => {} };

// What lies in a shared store may have been written by another version, or by anybody.
const isKept = (kept: unknown): kept is Kept =>
  typeof kept === "object" &&
  kept !== null &&
  "value" in kept &&
  "stamp" in kept &&
  typeof kept.stamp === "string" &&
  "atMs" in kept &&
  typeof kept.atMs === "number" &&
  "stance" in kept &&
  typeof kept.stance === "object" &&
  kept.stance !== null &&
  "sources" in kept &&
  Array.isArray(kept.sources) &&
  kept.sources.every((source) => typeof source === "string");

const dot = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

type Words = { gist: Pick<Gist, "words">; words: readonly Float32Array[] };

/** The least, over the words of `a`, of the likeness of the word of `b` nearest to it; 1 where `a` has none. */
const leastLike = (a: Words, b: Words): number => {
  let least = 1;
  for (const [i, word] of a.words.entries()) {
    let nearest = -1;
    let at = 0;
    for (const [k, other] of b.words.entries()) {
      const like = isSameWord(a.gist.words[i] ?? "", b.gist.words[k] ?? "") ? 1 : dot(word, other);
      if (like > nearest) [nearest, at] = [like, k];
    }
    if (isTwist(a.gist.words[i] ?? "", b.gist.words[at] ?? "")) return -1;
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
  parse,
  distinctOf = async () => new Map(),
  limits,
  mostTexts,
  now,
  elapsed,
  watch = NO_WATCH,
}: {
  name: string;
  store: GuardedStore;
  embed: Embed;
  /**
   * The state of an organisation's rows by their sources, one text; another text means that some changed. Null while
   * they may still be changing: then nothing is given and nothing kept.
   */
  stampOf: (organisationId: number, sources: readonly string[]) => Promise<string | null>;
  /** Maps what the store gave to a value; undefined where it is none, which is then made anew. */
  parse: (value: unknown) => V | undefined;
  /** Things of an organisation that are never the same, by the words for them. */
  distinctOf?: (organisationId: number) => Promise<Distinct>;
  limits: (asker: Asker) => GuardedLimits;
  /** Texts compared by likeness, of all askers together; the one unused for longest goes first. */
  mostTexts: number;
  /** Epoch milliseconds. */
  now: () => number;
  /** Milliseconds of a clock that never goes back. */
  elapsed: () => number;
  watch?: CacheWatch;
}) => {
  // By asker and guards: what may be compared at all; the group used longest ago stands first.
  const groups = new Map<string, Map<string, Known>>();
  // The guards met with the same words, by asker and words: another one is a near miss.
  const guardsByWords = new Map<string, string>();
  let known = 0;

  const shelfOf = ({ organisationId, role, depotIds, setting }: Asker): string =>
    JSON.stringify([
      name,
      organisationId,
      role,
      depotIds === null ? null : [...depotIds].sort((a, b) => a - b),
      setting,
    ]);

  const read = async (
    asker: Asker,
    key: string,
    by: Found<V>["by"],
    own: Stance,
  ): Promise<Found<V> | null> => {
    const kept = await store.get<unknown>(key);
    if (!isKept(kept)) return null;
    const stance = jointStance(kept.stance, own);
    if (stance === null) return null;
    const value = parse(kept.value);
    if (value === undefined) return null;
    const stamp = await stampOf(asker.organisationId, kept.sources);
    if (stamp === null || stamp !== kept.stamp) return null;
    // Who kept it may have longer than who asks.
    const leftMs = kept.atMs + limits(asker).ttlMs - now();
    if (leftMs <= 0) return null;
    // Whoever shares it from now on agrees with all who did.
    if (Object.keys(stance).length > Object.keys(kept.stance).length)
      await store.set(key, { ...kept, stance } satisfies Kept, leftMs);
    return { value, by, atMs: kept.atMs };
  };

  const forgetOldest = (): void => {
    while (known > mostTexts) {
      const [oldest] = groups;
      if (oldest === undefined) return;
      const [key, texts] = oldest;
      const [first] = texts.keys();
      if (first !== undefined && texts.delete(first)) known--;
      if (texts.size === 0) groups.delete(key);
    }
    for (const key of guardsByWords.keys()) {
      if (guardsByWords.size <= mostTexts) return;
      guardsByWords.delete(key);
    }
  };

  const remember = (shelf: string, text: string, what: Known): void => {
    const key = `${shelf}/${what.gist.guards}`;
    const group = groups.get(key) ?? new Map<string, Known>();
    if (!group.delete(text)) known++;
    group.set(text, what);
    groups.delete(key);
    groups.set(key, group);
    guardsByWords.set(`${shelf}/${[...what.gist.words].sort().join(" ")}`, what.gist.guards);
    forgetOldest();
  };

  // The guards are equal or not: what is left is whether the other words mean the same.
  const vectorsOf = async ({ words: said }: Gist): Promise<Vectors | null> => {
    try {
      const [whole, ...words] = await embed([said.join(" "), ...said]);
      if (whole === undefined)
        throw new Error(`cache ${name}: embed gave nothing for one text, expected a vector`);
      return { whole, words };
    } catch (error) {
      watch.failed(error);
      return null;
    }
  };

  /** The text most like this one that asks the same, of those known. */
  const alike = (
    shelf: string,
    gist: Gist,
    { whole, words }: Vectors,
    { textLike, wordLike }: GuardedLimits,
  ): Known | undefined => {
    let best: Known | undefined;
    let bestLike = textLike;
    for (const other of groups.get(`${shelf}/${gist.guards}`)?.values() ?? []) {
      const like = dot(other.text, whole);
      if (like < bestLike) continue;
      const own = { gist, words };
      if (leastLike(own, other) < wordLike || leastLike(other, own) < wordLike) continue;
      best = other;
      bestLike = like;
    }
    return best;
  };

  const running = new Map<string, Promise<V>>();
  /** Looks a question up by its text and by texts like it. */
  const look = async ({ asker, text, isAfresh = false }: GuardedQuestion): Promise<Look<V>> => {
    const startMs = elapsed();
    const shelf = shelfOf(asker);
    const plain = plainWords(text).join(" ");
    const textKey = `${shelf}/text/${plain}`;
    const own = limits(asker);
    const { ttlMs } = own;
    const tell = (found: Found<V> | null): Found<V> | null => {
      watch.looked(elapsed() - startMs);
      if (found !== null) watch.found(found.by);
      return found;
    };
    const none = async () => ({ found: null, key: textKey, keep: async () => {} });
    // A text points to the key of its answer, so that all that ask the same share one.
    const pointed = isAfresh ? undefined : await store.get<unknown>(textKey);
    const same = typeof pointed === "string" ? await read(asker, pointed, "text", {}) : null;
    if (same !== null) return { found: tell(same), open: none };

    const gist = gistOf(text, await distinctOf(asker.organisationId));
    const { stance, planGuards } = gist;
    const vectors = await vectorsOf(gist);
    const settle = async (key: string): Promise<void> => {
      await store.set(textKey, key, ttlMs);
      if (vectors !== null) remember(shelf, plain, { gist, text: vectors.whole, words: vectors.words, key });
    };
    const like = isAfresh || vectors === null ? undefined : alike(shelf, gist, vectors, own);
    const kept = like === undefined ? null : await read(asker, like.key, "likeness", stance);
    if (like !== undefined && kept !== null) {
      await settle(like.key);
      return { found: tell(kept), open: none };
    }
    const others = guardsByWords.get(`${shelf}/${[...gist.words].sort().join(" ")}`);
    if (!isAfresh && others !== undefined && others !== gist.guards) watch.refused();
    tell(null);

    return {
      found: null,
      open: async (planned) => {
        const key =
          planned.key === null ? `${shelf}/value/${plain}` : `${shelf}/plan/${planned.key}/${planGuards}`;
        const shared = isAfresh ? null : await read(asker, key, "plan", stance);
        if (shared !== null) {
          await settle(key);
          watch.found("plan");
          return { found: shared, key, keep: async () => {} };
        }
        if (!isAfresh) watch.found("none");
        // Read before the answer is made: a row that changes meanwhile makes the answer old, never new.
        const stamp = await stampOf(asker.organisationId, planned.sources);
        return {
          found: null,
          key: `${key}/${stamp}`,
          keep: async (value) => {
            if (stamp === null) return;
            const entry: Kept = { value, sources: planned.sources, stamp, stance, atMs: now() };
            await store.set(key, entry, ttlMs);
            await settle(key);
          },
        };
      },
    };
  };

  return {
    look,
    /** The answer to a question, kept or made; asked for by many at once, it is made one time. */
    async ask({
      plan,
      make,
      mayKeep = () => true,
      ...question
    }: GuardedQuestion & {
      /** The plan of the text, made only when the text and its likes are not known. */
      plan: () => Promise<Planned>;
      make: () => Promise<V>;
      mayKeep?: (value: V) => boolean;
    }): Promise<{ value: V; by: FoundBy; atMs: number }> {
      const { found, open } = await look(question);
      if (found !== null) return found;
      const { found: shared, key, keep } = await open(await plan());
      if (shared !== null) return shared;
      // Who joins finds the state of the rows that the first one found: the key holds it.
      const makeOne = async (): Promise<V> => {
        const value = await make();
        if (mayKeep(value)) await keep(value);
        return value;
      };
      const making = running.get(key) ?? makeOne().finally(() => running.delete(key));
      running.set(key, making);
      return { value: await making, by: "none", atMs: now() };
    },
  };
};

/** Answers kept under what was asked. */
export type GuardedCache<V> = ReturnType<typeof createGuardedCache<V>>;
