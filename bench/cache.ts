import { namesOf } from "#server/ask/names.ts";
import { routeNames } from "#server/ask/store.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";
import { createGuardedCache, type FoundBy, type Planned } from "#server/lib/guarded-cache.ts";
import { type Random, seeded } from "#server/lib/random.ts";
import { plainWords } from "#server/lib/text-guards.ts";
import { createMemoryCache } from "#server/platform/cache.memory.ts";
import { SETTINGS } from "#server/settings.ts";
import { createStaticEmbedder } from "#server/vector/embedder.static.ts";
import { type CacheCases, makeCases, readCases } from "./caching/cases.ts";
import { demoCity, SEEDED_NOW } from "./harness/databases.ts";
import { openDesk } from "./harness/desk.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";
import { summarize } from "./harness/measure.ts";

const SEED = "cache/1";
const INTENTS = 1_000;
const PAIRS = 500;
/** Streets asked about, beside all zones, depots, facilities and routes. */
const STREETS = 100;
const WARM_UP = 1_000;
const REQUESTS = 10_000;
const MEMORY_BYTES = 64_000_000;
// The product's own likeness limits, as it starts with them.
const LIMITS = {
  textLike: SETTINGS.cacheTextLike.fallback,
  wordLike: SETTINGS.cacheWordLike.fallback,
  ttlMs: 3_600_000,
};
const MOST_TEXTS = 20_000;

type PlanOf = (text: string) => Promise<Planned>;
type Embed = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

/** The names of the demo city, and Ask's reading of a text as a plan; null where a word was left aside. */
const openReader = async (context: BenchContext): Promise<{ names: string[]; planOf: PlanOf }> => {
  const { db, fleet, scope, close } = await openDesk(await demoCity(context));
  try {
    const entities = await fleet.entityNames(scope);
    const routes = await routeNames(db, scope, SEEDED_NOW.slice(0, 10));
    const linker = linkerOf(namesOf(entities, routes));
    const names = [
      ...new Set([...entities.zones, ...entities.depots, ...entities.facilities].map(({ name }) => name)),
    ];
    const clock = { now: SEEDED_NOW, timeZone: "Europe/London" };
    return {
      names: [...new Set([...names, ...routes, ...entities.streets.slice(0, STREETS)])],
      planOf: async (text) => {
        const { understood } = await understand(text, {
          linker,
          clock,
          depotIds: [],
          findAddress: async () => [],
        });
        if (understood.kind !== "reading" || understood.reading.unknown.length > 0)
          return { key: null, sources: [] };
        const { plan, window } = understood.reading;
        return { key: JSON.stringify([plan, window]), sources: [plan.kind] };
      },
    };
  } finally {
    await close();
  }
};

/** Draws places with the odds of Zipf's law, exponent 1. */
const zipf = (count: number, random: Random): (() => number) => {
  const sums: number[] = [];
  for (let i = 0; i < count; i++) sums.push((sums[i - 1] ?? 0) + 1 / (i + 1));
  const total = sums.at(-1) ?? 0;
  return () => {
    const at = random.float() * total;
    const found = sums.findIndex((sum) => sum > at);
    return found === -1 ? count - 1 : found;
  };
};

const openCache = (embed: Embed, planOf: PlanOf) => {
  const cache = createGuardedCache<string>({
    name: "bench",
    store: createMemoryCache({ maxBytes: MEMORY_BYTES }),
    embed,
    stampOf: async () => "1",
    parse: (value) => (typeof value === "string" ? value : undefined),
    limits: () => LIMITS,
    mostTexts: MOST_TEXTS,
    now: Date.now,
    elapsed: () => performance.now(),
  });
  const asker = { organisationId: 1, role: "dispatcher", depotIds: null, setting: SEEDED_NOW.slice(0, 10) };
  return (text: string, answer: string) =>
    cache.ask({ asker, text, plan: () => planOf(text), make: async () => answer });
};

const load = async ({ intents }: CacheCases, embed: Embed, planOf: PlanOf) => {
  const random = seeded(`${SEED}/requests`);
  const draw = zipf(intents.length, random);
  const ask = openCache(embed, planOf);
  const [asked, texts] = [new Set<string>(), new Set<string>()];
  const by: Record<FoundBy, number> = { text: 0, likeness: 0, plan: 0, none: 0 };
  let [oracle, exact, wrong] = [0, 0, 0];
  const samples: number[] = [];
  const mistakes: string[] = [];
  for (let i = 0; i < WARM_UP + REQUESTS; i++) {
    const intent = intents[draw()];
    if (intent === undefined) continue;
    const text = random.pick(intent.phrasings);
    const plain = plainWords(text).join(" ");
    const startedAt = performance.now();
    const found = await ask(text, intent.id);
    const ms = performance.now() - startedAt;
    if (i >= WARM_UP) {
      samples.push(ms);
      by[found.by]++;
      if (asked.has(intent.id)) oracle++;
      if (texts.has(plain)) exact++;
      if (found.value !== intent.id) {
        wrong++;
        mistakes.push(`"${text}" got ${found.value} by ${found.by}`);
      }
    }
    asked.add(intent.id);
    texts.add(plain);
  }
  return { by, oracle, exact, wrong, mistakes, ms: summarize(samples) };
};

const nearMisses = async ({ nearMisses: pairs }: CacheCases, embed: Embed, planOf: PlanOf) => {
  const mistakes: string[] = [];
  for (const [first, second] of pairs) {
    const ask = openCache(embed, planOf);
    await ask(first, "first");
    const { value, by } = await ask(second, "second");
    if (value !== "second") mistakes.push(`"${first}" for "${second}" by ${by}`);
  }
  return mistakes;
};

const some = (mistakes: readonly string[]): { note: string } | object =>
  mistakes.length === 0 ? {} : { note: mistakes.slice(0, 5).join(" | ") };

const run = async (context: BenchContext): Promise<Fact[]> => {
  const { names, planOf } = await openReader(context);
  const cases =
    context.inputFile === undefined
      ? makeCases(names, { count: INTENTS, pairs: PAIRS }, seeded(SEED))
      : await readCases(context.inputFile);
  const embedder = await createStaticEmbedder();
  const { by, oracle, exact, wrong, mistakes, ms } = await load(cases, embedder.embed, planOf);
  const apart = await nearMisses(cases, embedder.embed, planOf);
  const hits = by.text + by.likeness + by.plan;
  const percent = (count: number): number => (100 * count) / REQUESTS;
  return [
    {
      name: "hits",
      value: percent(hits),
      unit: "%",
      against: {
        what: "answers made anew beside a cache of exact texts",
        times: (REQUESTS - exact) / (REQUESTS - hits),
      },
      target: { atLeast: 85 },
      note: `${cases.intents.length} intents, ${REQUESTS} requests after ${WARM_UP}: ${by.text} by text, ${by.likeness} by likeness, ${by.plan} by plan.`,
    },
    { name: "share of what an oracle would hit", value: hits / oracle, unit: "", target: { atLeast: 0.9 } },
    { name: "hits of an exact-text cache", value: percent(exact), unit: "%" },
    { name: "wrong hits", value: percent(wrong), unit: "%", target: { atMost: 0.1 }, ...some(mistakes) },
    {
      name: `wrong hits on ${cases.nearMisses.length} near misses`,
      value: apart.length,
      unit: "",
      target: { atMost: 0 },
      ...some(apart),
    },
    {
      name: "lookup, p99",
      value: ms.p99,
      unit: "ms",
      target: { atMost: 5 },
      summary: ms,
      note: "In memory, with the vectors and the plan of a text that is new.",
    },
  ];
};

/** What the guarded cache finds again, and what it keeps apart. */
export const cache: Line = {
  about: "questions asked again in other words: found again by text, likeness and plan, and kept apart",
  run,
};
