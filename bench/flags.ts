import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { compileFlags } from "#server/flags/core/compile.ts";
import type { Mode } from "#server/flags/core/program.ts";
import { createSessionSnapshots } from "#server/flags/core/session-snapshots.ts";
import { seeded } from "#server/lib/random.ts";
import { openFlagd, openOthers, type Peer } from "./flags/peers.ts";
import {
  type Asker,
  type Flag,
  flagdDefinition,
  flagdFlag,
  makeAskers,
  makeFlags,
  meets,
} from "./flags/workload.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";
import { sink, summarize } from "./harness/measure.ts";

const FLAGS = 200;
const ASKERS = 10_000;
/** Askers of one turn: each engine in its turn answers for all of them, then the next ones come. */
const TURN = 100;
/** Askers before the first turn that counts: code is slow until the engine below has compiled it. */
const WARM_UP = 15 * TURN;
/** Of a turn, how many are asked for all flags at once: enough that a turn is not the first of them alone. */
const SOME = 25;
/** Of a turn, how many the slower engines answer for. */
const FEW = 5;
/** How many evaluations are watched for what they allocate: little enough that nothing is collected meanwhile. */
const WATCHED = 20_000;
/** Attributes of so many askers teach the order of tests. */
const TAUGHT = 500;

const TARGETS: Readonly<Record<number, number>> = { 5: 0.4, 20: 0.15, 50: 0.1 };

type Single = (flag: string, asker: Asker) => unknown;

const compiled = (flags: readonly Flag[], mode: Mode) =>
  compileFlags(flagdDefinition(flags), { mode, bucketing: "v2", nowS: () => Math.floor(Date.now() / 1000) });

const nsEach = (work: () => void, count: number): number => {
  const startedAt = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - startedAt) / count;
};

const overAll = (
  keys: readonly string[],
  askers: readonly Asker[],
  single: Single,
  given: unknown[],
): number =>
  nsEach(() => {
    let at = 0;
    for (const asker of askers) for (const key of keys) given[at++] = single(key, asker);
  }, keys.length * askers.length);

const bytesEach = (keys: readonly string[], askers: readonly Asker[], single: Single): number => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const samples = Array.from({ length: 5 }, () => {
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < WATCHED; i++) single(keys[i % keys.length] ?? "", askers[i % askers.length] as Asker);
    return (process.memoryUsage().heapUsed - before) / WATCHED;
  });
  return summarize(samples).median;
};

const expectSame = (what: string, ours: unknown, theirs: unknown, key: string, asker: Asker): void => {
  if (ours !== theirs)
    throw new Error(
      `${what}: got ${JSON.stringify(theirs)} of ${key} for ${JSON.stringify(asker)}, expected ${JSON.stringify(ours)}`,
    );
};

type Turns = Record<string, number[]>;

const note = (turns: Turns, name: string, ns: number): void => {
  turns[name] ??= [];
  turns[name].push(ns);
};

/** Each engine's time of each turn beside flagd-core's time of the same turn. */
const ratioFact = (turns: Turns, name: string, rules: number, rest: Partial<Fact> = {}): Fact => {
  const base = turns["flagd-core"] ?? [];
  const own = turns[name] ?? [];
  const [ns, summary] = [summarize(own).median, summarize(own.map((each, i) => each / (base[i] ?? 1)))];
  return {
    name: `${rules} rules: ${name}`,
    value: summary.median,
    unit: "x flagd-core",
    summary,
    note: `${Math.round(ns)} ns an evaluation.`,
    ...rest,
  };
};

const besideOthers = async (
  peer: Peer,
  flags: readonly Flag[],
  askers: readonly Asker[],
  ours: Single,
): Promise<number> => {
  const written = askers.map((asker) => peer.asker(asker));
  const given: string[] = [];
  const startedAt = process.hrtime.bigint();
  for (const asker of written)
    for (const { key } of flags) {
      const found = peer.variant(key, asker);
      given.push(typeof found === "string" ? found : await found);
    }
  const ns = Number(process.hrtime.bigint() - startedAt) / given.length;
  askers.forEach((asker, i) => {
    flags.forEach((flag, j) => {
      if (flag.rules.some((rule) => meets(rule, asker)))
        expectSame(peer.name, ours(flag.key, asker), given[i * flags.length + j], flag.key, asker);
    });
  });
  return ns;
};

const size = async (rules: number, askers: readonly Asker[], say: BenchContext["say"]): Promise<Fact[]> => {
  const flags = makeFlags(FLAGS, rules);
  const keys = flags.map(({ key }) => key);
  const flagd = openFlagd(flags);
  const code = compiled(flags, "code").learned(askers.slice(0, TAUGHT));
  const closures = compiled(flags, "closures").learned(askers.slice(0, TAUGHT));
  const interpreter = compiled(flags, "interpreter");
  const interpreted: Single = (key, asker) => interpreter.resolve("string", key, "none", asker).value;
  const plain: Record<"code" | "interpreter", number[]> = { code: [], interpreter: [] };
  const peers = await openOthers(flags);
  const engines: Record<string, Single> = {
    "flagd-core": flagd.variant,
    "generated code": (key, asker) => code.resolve("string", key, "none", asker).value,
    closures: (key, asker) => closures.resolve("string", key, "none", asker).value,
  };
  const names = Object.keys(engines);
  const [turns, all]: [Turns, Turns] = [{}, {}];
  for (let from = -WARM_UP; from < askers.length; from += TURN) {
    const isWarmUp = from < 0;
    const now = askers.slice(Math.abs(from), Math.abs(from) + TURN);
    const [some, few] = [now.slice(0, SOME), now.slice(0, FEW)];
    const given: Record<string, unknown[]> = {};
    // Who begins changes from turn to turn.
    const first = Math.abs(from / TURN) % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      // Made before the clock runs: a list that grows is no part of an evaluation.
      const found = new Array<unknown>(keys.length * now.length).fill(null);
      given[name] = found;
      const ns = overAll(keys, now, engines[name] as Single, found);
      if (!isWarmUp) note(turns, name, ns);
    }
    now.forEach((asker, i) => {
      keys.forEach((key, j) => {
        const at = i * keys.length + j;
        const expected = given["flagd-core"]?.[at];
        expectSame("generated code", expected, given["generated code"]?.[at], key, asker);
        expectSame("closures", expected, given.closures?.[at], key, asker);
      });
    });
    const allFlagd = nsEach(() => {
      for (const asker of some) sink(flagd.all(asker).length);
    }, some.length);
    const allOurs = nsEach(() => {
      for (const asker of some) sink(code.evaluateAll(asker).resolve("string", "flag-0", "none").reason);
    }, some.length);
    if (isWarmUp) continue;
    note(all, "flagd-core", allFlagd);
    note(all, "all flags at once", allOurs);
    if ((from / TURN) % 20 !== 0) continue;
    plain.interpreter.push(overAll(keys, few, interpreted, new Array(keys.length * few.length).fill(null)));
    plain.code.push(turns["generated code"]?.at(-1) ?? 0);
    for (const peer of peers)
      note(turns, peer.name, await besideOthers(peer, flags, few, engines["generated code"] as Single));
    // Those turns alone, so that each stands beside its own.
    note(turns, "flagd-core of others", turns["flagd-core"]?.at(-1) ?? 0);
  }
  say(`${rules} rules: done`);
  const bytes = bytesEach(keys, askers, engines["generated code"] as Single);
  const theirs = bytesEach(keys, askers.slice(0, 50), flagd.variant);
  for (const peer of peers) await peer.close();
  const beside = { ...turns, "flagd-core": turns["flagd-core of others"] ?? [] };
  return [
    {
      name: `${rules} rules: flagd-core, compiled`,
      value: summarize(turns["flagd-core"] ?? []).median,
      unit: "ns",
      summary: summarize(turns["flagd-core"] ?? []),
      note: `${FLAGS} flags for ${askers.length} contexts: ${FLAGS * askers.length} evaluations, each the same as ours; ${Math.round(theirs)} bytes each.`,
    },
    ratioFact(turns, "generated code", rules, {
      target: { atMost: TARGETS[rules] ?? 0 },
      against: {
        what: "rules run node by node",
        times: summarize(plain.interpreter).median / summarize(plain.code).median,
      },
    }),
    ratioFact(turns, "closures", rules, { target: { atMost: 0.6 } }),
    ...peers.map(({ name }) => ratioFact(beside, name, rules)),
    {
      ...ratioFact(all, "all flags at once", rules, { target: { atMost: 0.2 } }),
      note: `${Math.round(summarize(all["all flags at once"] ?? []).median / 1000)} us for ${FLAGS} flags, beside resolveAll.`,
    },
    { name: `${rules} rules: allocated`, value: bytes, unit: "bytes", target: { atMost: 16 } },
  ];
};

const loading = (rules: number): Fact[] => {
  const flags = makeFlags(FLAGS, rules);
  const definition = flagdDefinition(flags);
  const options = { mode: "code", bucketing: "v2", nowS: () => 0 } as const;
  const load = () => {
    const startedAt = performance.now();
    const loaded = compileFlags(definition, options);
    const ms = performance.now() - startedAt;
    sink(loaded.evaluateAll({ targetingKey: "u" }).resolve("string", "flag-0", "none").reason);
    return { ms, withAllMs: performance.now() - startedAt };
  };
  const both = Array.from({ length: 15 }, load);
  const loads = both.map(({ ms }) => ms);
  const base = compileFlags(definition, options);
  const other = makeFlags(FLAGS + 100, rules).slice(FLAGS);
  const changes = other.map((flag) => {
    const json = JSON.stringify(flagdFlag(flag));
    const startedAt = performance.now();
    sink(base.changed("flag-7", json).resolve("string", "flag-7", "none", { targetingKey: "u" }).reason);
    return performance.now() - startedAt;
  });
  return [
    {
      name: `${rules} rules: load of ${FLAGS} flags`,
      value: summarize(loads).median,
      unit: "ms",
      target: { atMost: 20 },
      summary: summarize(loads),
      note: `The first one, before anything was warm: ${(loads[0] ?? 0).toFixed(1)} ms. Code of a flag is made when it is first asked for.`,
    },
    {
      name: `${rules} rules: load, and all ${FLAGS} flags asked once`,
      value: summarize(both.map(({ withAllMs }) => withAllMs)).median,
      unit: "ms",
    },
    {
      name: `${rules} rules: change of one, with its first evaluation`,
      value: summarize(changes).median,
      unit: "ms",
      target: { atMost: 1 },
      summary: summarize(changes),
    },
  ];
};

/** Ten minutes of 1,000 sessions that read now and then, and a change a minute. */
const sessions = (askers: readonly Asker[]): Fact => {
  const random = seeded("flags/sessions");
  const flags = makeFlags(FLAGS, 5);
  const spare = makeFlags(FLAGS + 10, 5).slice(FLAGS);
  const snapshots = createSessionSnapshots({ most: 2_000 });
  let now = compiled(flags, "code");
  let reads = 0;
  for (let minute = 0; minute < 10; minute++) {
    now = now.changed(`flag-${random.int(FLAGS)}`, JSON.stringify(flagdFlag(spare[minute] as Flag)));
    // A page asks for its flags when it is opened or its data changes: every two seconds in the mean.
    for (let i = 0; i < 1_000 * 30; i++) {
      const session = random.int(1_000);
      const asker = askers[session] as Asker;
      const key = `flag-${random.int(FLAGS)}`;
      const got = snapshots.of(String(session), now, asker).resolve("string", key, "none");
      if (i % 100 === 0)
        expectSame("snapshot", now.resolve("string", key, "none", asker).value, got.value, key, asker);
      reads++;
    }
  }
  const { found, made } = snapshots.counts();
  return {
    name: "reads from snapshots, 1,000 sessions and a change a minute",
    value: (100 * found) / reads,
    unit: "%",
    target: { atLeast: 95 },
    note: `${reads} reads in ten minutes, 30 a minute of each session; ${made} were evaluated anew.`,
  };
};

const run = async ({ say, rows = ASKERS }: BenchContext): Promise<Fact[]> => {
  const askers = makeAskers(rows);
  const facts: Fact[] = [...[5, 20, 50].flatMap(loading), sessions(askers)];
  say("loads and sessions: done");
  for (const rules of [5, 20, 50]) facts.push(...(await size(rules, askers, say)));
  return facts;
};

/** What an evaluation of flags costs beside the engines that others run. */
export const flags: Line = {
  about: `${FLAGS} flags, ${ASKERS} contexts, 5, 20 and 50 rules and a rollout: beside flagd-core, GrowthBook, Unleash and LaunchDarkly, in turns`,
  run,
};
