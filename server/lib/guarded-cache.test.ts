import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Asker, createGuardedCache, type FoundBy, type GuardedStore } from "./guarded-cache.ts";

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

const open = (mostTexts = 100) => {
  const stamps = new Map<string, number>();
  const counts = new Map<FoundBy, number>();
  const cache = createGuardedCache<number>({
    name: "test",
    store: memory(),
    embed,
    stampOf: async (organisationId, sources) =>
      sources.map((source) => stamps.get(`${organisationId}/${source}`) ?? 0).join(" "),
    limits: () => ({ textLike: 0.5, wordLike: 0.9, ttlMs: 60_000, mostTexts }),
    count: (by) => counts.set(by, (counts.get(by) ?? 0) + 1),
  });
  let made = 0;
  const ask = (text: string, more: { asker?: Asker; plan?: string; sources?: string[] } = {}) =>
    cache.ask({
      asker: more.asker ?? asker,
      text,
      sources: more.sources ?? ["stops"],
      ...(more.plan === undefined
        ? {}
        : { plan: async () => ({ key: more.plan ?? "", sources: more.sources ?? ["stops"] }) }),
      make: async () => ++made,
    });
  const change = (source: string): void => {
    const key = `1/${source}`;
    stamps.set(key, (stamps.get(key) ?? 0) + 1);
  };
  return { ask, change, counts };
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

  test("takes texts of one plan for one", async () => {
    const { ask } = open();
    await ask("what is overdue", { plan: "late routes" });
    expect(await ask("who will be home last", { plan: "late routes" })).toEqual({ value: 1, by: "plan" });
    expect(await ask("who will be home first", { plan: "early routes" })).toEqual({ value: 2, by: "none" });
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

  test("compares with so many texts at most", async () => {
    const { ask } = open(2);
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
