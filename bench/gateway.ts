import { FEATURES } from "#server/external/core/policy.ts";
import { runCrashes } from "./gateway/crashes.ts";
import { type LoadName, runTrial, type Trial } from "./gateway/trial.ts";
import { withEmptyDatabase } from "./harness/databases.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";

const SEED = "gateway 1";
const UNIQUE = [1, 0.5, 0.25, 0] as const;
const LOADS: readonly LoadName[] = ["calm", "crowded", "faults"];
const CALLS = 100_000;

const NOTES: Record<LoadName, string> = {
  calm: "half the quota is asked for, nothing fails",
  crowded: "one and a half times the quota is asked for, nothing fails",
  faults: "half the quota, and an hour in which everything fails that can",
};

type Pair = { naive: Trial; gateway: Trial };

const percent = (share: number): number => 100 * share;

const columns = ({ credits, failed, p50Ms, p99Ms, fresh }: Trial) => ({
  credits,
  failed,
  p50Ms,
  p99Ms,
  fresh,
});

/** By how many percent the gateway is worse in its worst column; at most 0 where it is worse in none. */
const worstColumn = ({ naive, gateway }: Pair): number => {
  const worse = (ours: number, theirs: number) => (theirs === 0 ? (ours === 0 ? 0 : 100) : ours / theirs - 1);
  return percent(
    Math.max(
      worse(gateway.credits, naive.credits),
      worse(gateway.failed, naive.failed),
      worse(gateway.p50Ms, naive.p50Ms),
      worse(gateway.p99Ms, naive.p99Ms),
      -worse(gateway.fresh, naive.fresh),
    ),
  );
};

const said = (trial: Trial): string =>
  Object.entries(columns(trial))
    .map(([name, value]) => `${name} ${Math.round(value)}`)
    .join(", ");

const factsOf = (load: LoadName, unique: number, pair: Pair): Fact[] => {
  const { naive, gateway } = pair;
  const at = `${load}, ${percent(unique)} % unique`;
  const isJudged = unique === 0.25;
  const note = `naive: ${said(naive)}; gateway: ${said(gateway)}, stale ${gateway.stale}; ${gateway.needs} needs, ${Math.round(percent(gateway.unique))} % of the keys asked for once or first`;
  const target = (isTarget: boolean, least: number) => (isTarget ? { target: { atLeast: least } } : {});
  const beside = (isTold: boolean, times: number) =>
    isTold ? { against: { what: "a request for each need", times } } : {};
  const facts: Fact[] = [
    {
      name: `${at}: credits saved`,
      value: percent(1 - gateway.credits / naive.credits),
      ...{ unit: "%", note, ...target(isJudged && load === "calm", 30) },
      ...beside(isJudged && load === "calm", naive.credits / gateway.credits),
    },
    {
      name: `${at}: goodput gained, stale answers not counted`,
      value: percent(gateway.fresh / naive.fresh - 1),
      ...{ unit: "%", ...target(isJudged && load === "crowded", 45) },
      ...beside(isJudged && load === "crowded", gateway.fresh / naive.fresh),
    },
    {
      name: `${at}: p99 until an answer or none`,
      value: gateway.p99Ms,
      unit: "ms",
      ...(load === "faults" ? { target: { atMost: 2_000 } } : {}),
    },
  ];
  if (naive.failed > 0) {
    facts.push({
      name: `${at}: failures avoided, stale answers counted as failures`,
      value: percent(1 - (gateway.failed + gateway.stale) / naive.failed),
      ...{ unit: "%", ...target(isJudged && load === "faults", 40) },
      ...beside(isJudged && load === "faults", naive.failed / Math.max(1, gateway.failed + gateway.stale)),
    });
  }
  if (unique === 1)
    facts.push({
      name: `${at}: worst column beside naive`,
      value: worstColumn(pair),
      ...{ unit: "% worse", target: { atMost: 0 } },
      note: "of credits, failures, p50, p99 and fresh answers",
    });
  return facts;
};

const compare = async ({ say }: BenchContext): Promise<Fact[]> => {
  const facts: Fact[] = [];
  for (const load of LOADS)
    for (const unique of UNIQUE) {
      say(`${load}: ${NOTES[load]}; ${percent(unique)} % unique`);
      const naive = await runTrial({ client: "naive", load, unique, seed: SEED });
      const gateway = await runTrial({ client: "gateway", load, unique, seed: SEED });
      facts.push(...factsOf(load, unique, { naive, gateway }));
    }
  return facts;
};

const leaveOut = async ({ say }: BenchContext): Promise<Fact[]> => {
  const facts: Fact[] = [];
  // Nothing in the trace is free or has something to stand in for it.
  for (const load of ["crowded", "faults"] as const)
    for (const feature of [null, ...FEATURES.filter((each) => each !== "hedging" && each !== "fallback")]) {
      say(`${load}, 25 % unique, without ${feature ?? "nothing"}`);
      const without = feature === null ? [] : [feature];
      const trial = await runTrial({ client: "gateway", load, unique: 0.25, seed: SEED, without });
      facts.push({
        name: `${load}, 25 % unique, ${feature === null ? "with everything" : `without ${feature}`}: failed`,
        value: percent(trial.failed / trial.needs),
        unit: "% of needs",
        note: `${said(trial)}, stale ${trial.stale}, requests ${trial.requests}`,
      });
    }
  return facts;
};

const crash = (context: BenchContext): Promise<Fact[]> =>
  withEmptyDatabase(context, "gateway", async (databaseUrl) => {
    const trial = await runCrashes({ databaseUrl, calls: context.rows ?? CALLS, say: context.say });
    const note = `${trial.calls} calls by HTTP, killed ${trial.crashes} times, ${trial.settled} rows settled by the counter, ${trial.open} still open; bill ${trial.bill}, ledger ${Math.round(trial.ledger * 10) / 10} credits`;
    return [
      {
        name: "ledger against bill, through crashes",
        value: Math.round(Math.abs(trial.ledger - trial.bill) * 10) / 10,
        ...{ unit: "credits", target: { atMost: 0 }, note },
      },
      { name: "rows whose bill is not known", value: trial.open, unit: "rows", target: { atMost: 0 } },
    ];
  });

/** What the gateway saves beside a naive client, in virtual time. */
export const gateway: Line = {
  about:
    "a trace of needs through the product's own policy, and through one request per need (10 s, 2 retries), in virtual time against the emulator",
  run: async (context) => [...(await compare(context)), ...(await leaveOut(context))],
};

/** The gateway's ledger against the service's bill, while the processes that write it are killed. */
export const gatewayLedger: Line = {
  about: "calls by HTTP to the emulator with the ledger on PostgreSQL, processes killed again and again",
  run: crash,
};
