import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Asker,
  createGuardedCache,
  type Embed,
  type FoundBy,
  type GuardedStore,
} from "./guarded-cache.ts";

const SYNONYMS: Readonly<Record<string, string>> = { trucks: "lorries", lifts: "emptyings", tour: "route" };

/** Words with the same name for a thing get the same vector; a text is the mean of its words. */
const embed = async (texts: readonly string[]): Promise<Float32Array[]> =>
  texts.map((text) => {
    const vector = new Float32Array(64);
    for (const word of text.split(" ")) {
      let hash = 7;
      for (const letter of SYNONYMS[word] ?? word) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0;
      for (let i = 0; i < 64; i++) {
        hash = (Math.imul(hash, 1_664_525) + 1_013_904_223) >>> 0;
        vector[i] = vector[i]! + hash / 2 ** 31 - 1;
      }
    }
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  });

const memory = (): GuardedStore => {
  const held = new Map<string, string>();
  return {
    get: async <T>(key: string) => {
      const text = held.get(key);
      return text === undefined ? undefined : (JSON.parse(text) as T);
    },
    set: async (key, value) => void held.set(key, JSON.stringify(value)),
  };
};

const asker: Asker = { organisationId: 1, role: "dispatcher", depotIds: null, setting: "2026-11-26" };

type Given = { mostTexts?: number; store?: GuardedStore; embedder?: Embed; isSettled?: boolean };
type Asked = {
  asker?: Asker;
  plan?: string;
  sources?: string[];
  isAfresh?: boolean;
  /** What happens while the answer is made. */
  meanwhile?: () => unknown;
  mayKeep?: (value: number) => boolean;
};

const open = ({ mostTexts = 100, store = memory(), embedder = embed, isSettled = true }: Given = {}) => {
  const stamps = new Map<string, number>();
  const counts = new Map<FoundBy | "refused" | "failed", number>();
  const count = (what: FoundBy | "refused" | "failed") => void counts.set(what, (counts.get(what) ?? 0) + 1);
  let nowMs = 1_000;
  const cache = createGuardedCache<number>({
    name: "test",
    store,
    embed: embedder,
    stampOf: async (organisationId, sources) =>
      isSettled ? sources.map((source) => stamps.get(`${organisationId}/${source}`) ?? 0).join(" ") : null,
    parse: (value) => (typeof value === "number" ? value : undefined),
    limits: ({ userId }) =>
      userId === "strict"
        ? { textLike: 2, wordLike: 1, ttlMs: 1_000 }
        : { textLike: 0.5, wordLike: 0.9, ttlMs: 60_000 },
    mostTexts,
    now: () => nowMs,
    elapsed: () => 0,
    watch: { found: count, refused: () => count("refused"), looked: () => {}, failed: () => count("failed") },
  });
  let made = 0;
  const askWhole = (text: string, more: Asked = {}) =>
    cache.ask({
      asker: more.asker ?? asker,
      text,
      isAfresh: more.isAfresh ?? false,
      plan: async () => ({ key: more.plan ?? null, sources: more.sources ?? ["stops"] }),
      make: async () => {
        await more.meanwhile?.();
        return ++made;
      },
      ...(more.mayKeep === undefined ? {} : { mayKeep: more.mayKeep }),
    });
  const ask = async (text: string, more: Asked = {}) => {
    const { value, by } = await askWhole(text, more);
    return { value, by };
  };
  const change = (source: string): void => {
    const key = `1/${source}`;
    stamps.set(key, (stamps.get(key) ?? 0) + 1);
  };
  const pass = (ms: number): void => {
    nowMs += ms;
  };
  return { ask, askWhole, change, counts, pass };
};

describe("a guarded cache", () => {
  test("gives the same text its answer again, however it is spaced and pointed", async () => {
    const { ask } = open();
    expect(await ask("Late trucks in the yard?")).toEqual({ value: 1, by: "none" });
    expect(await ask("late  trucks in the yard")).toEqual({ value: 1, by: "text" });
  });

  test("gives a text that asks the same the same answer, and from then on by its text", async () => {
    const { ask } = open();
    await ask("late trucks in the yard");
    expect(await ask("which lorries are late in the yard")).toEqual({ value: 1, by: "likeness" });
    expect(await ask("which lorries are late in the yard")).toEqual({ value: 1, by: "text" });
  });

  test.each([
    ["lifts of the last 15 minutes", "lifts of the last 50 minutes"],
    ["lifts with a photo", "lifts without a photo"],
    ["lifts at the gate", "lifts at the kerb"],
    ["lifts", "lifts at the kerb"],
  ])("%s is not %s", async (a, b) => {
    const { ask } = open();
    await ask(a);
    expect((await ask(b)).by).toBe("none");
  });

  test("shares one answer between texts that leave something open and those that say it, never across what they say", async () => {
    const { ask } = open();
    await ask("which lifts are in the yard", { plan: "lifts" });
    expect((await ask("lifts in the yard", { plan: "lifts" })).value).toBe(1);
    expect((await ask("which lifts were in the yard", { plan: "lifts" })).value).toBe(2);
    expect(await ask("were any lifts in the yard", { plan: "lifts" })).toEqual({ value: 3, by: "none" });
  });

  test("never takes words that only look alike for one, however near their vectors", async () => {
    const one = new Float32Array(4).fill(0.5);
    const { ask } = open({ embedder: async (texts) => texts.map(() => one) });
    await ask("missed bins");
    expect((await ask("missing bins")).by).toBe("none");
    expect((await ask("missed carts")).by).toBe("likeness");
  });

  test("takes texts of one plan for one", async () => {
    const { ask } = open();
    await ask("what is overdue", { plan: "late routes" });
    expect(await ask("which of them drag on", { plan: "late routes" })).toEqual({ value: 1, by: "plan" });
    expect(await ask("which of them hurry", { plan: "early routes" })).toEqual({ value: 2, by: "none" });
  });

  test.each<[string, Partial<Asker>]>([
    ["organisation", { organisationId: 2 }],
    ["role", { role: "driver" }],
    ["depots", { depotIds: [3] }],
    ["service day", { setting: "2026-11-27" }],
  ])("never gives an answer across another %s", async (_, other) => {
    const { ask } = open();
    await ask("late trucks", { plan: "late" });
    const again = { ...asker, ...other };
    expect((await ask("late trucks", { plan: "late", asker: again })).by).toBe("none");
    expect((await ask("late lorries", { plan: "later", asker: { ...again, role: "x" } })).by).toBe("none");
  });

  test("lets go of exactly the answers whose rows changed", async () => {
    const { ask, change } = open();
    await ask("late trucks", { sources: ["routes"] });
    await ask("open orders", { sources: ["orders"] });
    change("orders");
    expect((await ask("late trucks", { sources: ["routes"] })).by).toBe("text");
    expect(await ask("open orders", { sources: ["orders"] })).toEqual({ value: 3, by: "none" });
    expect((await ask("open orders", { sources: ["orders"] })).value).toBe(3);
  });

  test("makes an answer asked for by many at once one time", async () => {
    const { ask } = open();
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask("late trucks")));
    expect(new Set(answers.map(({ value }) => value))).toEqual(new Set([1]));
  });

  test("keeps no answer whose rows changed while it was made, nor shares it with who asks after the change", async () => {
    const { ask, change } = open();
    let later: Promise<{ value: number }> | undefined;
    const meanwhile = async () => {
      change("stops");
      later = ask("late trucks");
      await later;
    };
    expect((await ask("late trucks", { meanwhile })).value).toBe(2);
    expect((await later)?.value).toBe(1);
    expect(await ask("late trucks")).toEqual({ value: 3, by: "none" });
  });

  test("gives and keeps nothing while rows may still be changing", async () => {
    const { ask } = open({ isSettled: false });
    await ask("late trucks");
    expect(await ask("late trucks")).toEqual({ value: 2, by: "none" });
  });

  test("keeps only what may be kept", async () => {
    const { ask } = open();
    await ask("late trucks", { mayKeep: (value) => value > 1 });
    expect((await ask("late trucks", { mayKeep: (value) => value > 1 })).by).toBe("none");
    expect(await ask("late trucks")).toEqual({ value: 2, by: "text" });
  });

  test("asked afresh, makes the answer anew and gives that one from then on", async () => {
    const { ask } = open();
    await ask("late trucks", { plan: "late" });
    expect(await ask("late trucks", { plan: "late", isAfresh: true })).toEqual({ value: 2, by: "none" });
    expect(await ask("late lorries", { plan: "late" })).toEqual({ value: 2, by: "likeness" });
  });

  test("tells when an answer was made", async () => {
    const { askWhole, pass } = open();
    await askWhole("late trucks");
    pass(50_000);
    expect(await askWhole("late trucks")).toEqual({ value: 1, by: "text", atMs: 1_000 });
  });

  test("counts what it found and what only the guards kept apart", async () => {
    const { ask, counts } = open();
    await ask("lifts of 15 minutes");
    await ask("lifts of 50 minutes");
    await ask("lifts of 50 minutes");
    expect(Object.fromEntries(counts)).toEqual({ none: 2, refused: 1, text: 1 });
  });

  test.each([
    ["nonsense", 7],
    ["another shape", { value: 1, stamp: "0" }],
    ["another value", { value: "one", stamp: "0", atMs: 1, sources: ["stops"] }],
    ["another kind of sources", { value: 1, stamp: "0", atMs: 1, sources: [1] }],
  ])("makes the answer anew where the store holds %s", async (_, poison) => {
    const store = memory();
    const { ask } = open({ store });
    await ask("late trucks", { plan: "late" });
    const keys: string[] = [];
    const poisoned: GuardedStore = {
      get: async <T>(key: string) => {
        keys.push(key);
        return (key.includes("/plan/") ? poison : await store.get<T>(key)) as T;
      },
      set: store.set,
    };
    const other = open({ store: poisoned });
    expect((await other.ask("late trucks", { plan: "late" })).by).toBe("none");
    expect(keys.some((key) => key.includes("/plan/"))).toBe(true);
  });

  test("goes by the text alone where no vectors can be made", async () => {
    const { ask, counts } = open({ embedder: () => Promise.reject(new Error("no model")) });
    await ask("late trucks");
    expect(await ask("late trucks")).toEqual({ value: 1, by: "text" });
    expect((await ask("late lorries")).by).toBe("none");
    expect(counts.get("failed")).toBe(2);
  });

  test("goes by the limits of who asks, also for what others kept", async () => {
    const { ask, pass } = open();
    const strict: Asker = { ...asker, userId: "strict" };
    await ask("late trucks");
    expect((await ask("late lorries", { asker: strict })).by).toBe("none");
    expect((await ask("late trucks", { asker: strict })).by).toBe("text");
    pass(2_000);
    expect((await ask("late trucks")).by).toBe("text");
    expect((await ask("late trucks", { asker: strict })).by).toBe("none");
  });

  test("compares with so many texts at most", async () => {
    const { ask } = open({ mostTexts: 2 });
    await ask("late trucks");
    await ask("yard gate code");
    await ask("kerb stones");
    expect((await ask("late lorries")).by).toBe("none");
  });

  test("never gives an answer to a text with other numbers or names", async () => {
    const word = fc.constantFrom(
      "trucks",
      "lifts",
      "late",
      "without",
      "photo",
      "15",
      "50",
      "most",
      "least",
      "R-9",
      "R-8",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { minLength: 1, maxLength: 5 }),
        fc.array(word, { minLength: 1, maxLength: 5 }),
        async (a, b) => {
          const { ask } = open();
          await ask(a.join(" "));
          const { by } = await ask(b.join(" "));
          if (by === "none") return;
          const named = (words: readonly string[]) =>
            words.filter((each) => /\d|without|most|least/.test(each)).sort();
          expect(named(b)).toEqual(named(a));
        },
      ),
      { numRuns: 300 },
    );
  });
});
