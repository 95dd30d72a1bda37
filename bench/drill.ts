import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ReleasePlan } from "#server/flags/set.schema.ts";
import { drillDatabaseIndex } from "./drill/database-index.ts";
import { drillIndex } from "./drill/index-change.ts";
import { DRILLED, type DrillProcess, ENGINEER, openProcess, SLOW_FLAG } from "./drill/process.ts";
import { withEmptyDatabase } from "./harness/databases.ts";

const WARM_UP_MS = 12_000;
const MOST_MS = 180_000;

const tell = (text: string): void => void process.stdout.write(`${text}\n`);

type Outcome = { name: string; isBack: boolean; tookS: number | null; said: string };

const releaseDrill = async ({ flags, db }: DrillProcess): Promise<Outcome> => {
  tell("\n1. A release that doubles the latency of calls, for a tenth of the users");
  const plan = ReleasePlan.parse({
    ...{ flag: SLOW_FLAG, from: null, to: "on" },
    stages: [{ percent: 10, leastMinutes: 60, leastSeen: 0 }],
    guards: [{ kind: "above", metric: "api.request_ms", bound: 30 }],
  });
  const { id } = await flags.releases.start(ENGINEER, plan);
  await flags.look();
  const beganMs = Date.now();
  while (Date.now() - beganMs < MOST_MS) {
    await sleep(250);
    const release = await db.flagRelease.findUniqueOrThrow({ where: { id } });
    if (release.status === "running") continue;
    const tookS = ((release.finishedAt?.getTime() ?? 0) - release.startedAt.getTime()) / 1_000;
    const slow = Array.from({ length: 400 }, (_, i) =>
      flags.resolve("boolean", SLOW_FLAG, false, { targetingKey: `user/${i}` }),
    ).filter(({ value }) => value).length;
    return {
      ...{ name: "release", isBack: release.status === "rolled-back" && slow === 0, tookS },
      said: `release ${id} is ${release.status}; ${slow} of 400 users still have it`,
    };
  }
  return { name: "release", isBack: false, tookS: null, said: `release ${id} still runs` };
};

const tuningDrill = async ({ tuning, settings, flags }: DrillProcess): Promise<Outcome> => {
  tell("\n2. A move of a knob that makes calls take two and a half times as long, in turns of ten seconds");
  await tuning.setMode(ENGINEER, "on");
  const begun = await tuning.step();
  if (begun?.status !== "running")
    return {
      name: "tuning move",
      isBack: false,
      tookS: null,
      said: `no trial began: ${begun?.verdict ?? "none was due"}`,
    };
  await flags.look();
  tell(`   ${begun.knob} from ${begun.from} to ${begun.to}: ${begun.why}`);
  const beganMs = Date.now();
  while (Date.now() - beganMs < MOST_MS) {
    await sleep(1_000);
    const ended = await tuning.step();
    if (ended === null || ended.id !== begun.id) continue;
    const tookS = (Date.now() - beganMs) / 1_000;
    const value = settings.get(DRILLED);
    return {
      name: "tuning move",
      isBack: ended.status === "rolled-back" && value === begun.from,
      tookS,
      said: ended.verdict,
    };
  }
  return { name: "tuning move", isBack: false, tookS: null, said: "the trial still runs" };
};

const indexDrill = async (drilled: DrillProcess, folder: string): Promise<Outcome> => {
  tell("\n3. A change of a real index that finds less, asked for on its page");
  const { before, harmed, after, isBack, tookS } = await drillIndex(drilled, folder);
  const said = (recall: number | null) => (recall === null ? "unknown" : recall.toFixed(3));
  return {
    ...{ name: "index change", isBack, tookS },
    said: `recall@10 ${said(before)} before, ${said(harmed)} changed, ${said(after)} taken back`,
  };
};

const databaseDrill = async (drilled: DrillProcess, url: string): Promise<Outcome> => {
  tell("\n4. An index of the database that helps a search and slows every write of its table");
  const { isBack, tookS, before, harmed, after, status, verdict } = await drillDatabaseIndex(drilled, url);
  return {
    ...{ name: "database index", isBack, tookS },
    said: `a write took ${before.toFixed(1)} ms before, ${harmed.toFixed(1)} ms with it, ${after.toFixed(1)} ms after; the index is ${status}: ${verdict}`,
  };
};

const run = async (): Promise<void> => {
  const serverUrl = process.env.DATABASE_URL;
  if (!serverUrl)
    throw new Error("DATABASE_URL: found nothing, expected a PostgreSQL server (npm run drill sets it)");
  const folder = await mkdtemp(join(tmpdir(), "roundsman-drill-"));
  const context = { serverUrl, env: process.env, isFresh: false, measured: {}, say: tell };
  try {
    await withEmptyDatabase(context, "drill", async (url) => {
      const drilled = await openProcess(url, folder);
      try {
        tell(`Calls run at 100 a second; ${WARM_UP_MS / 1_000} s of them before anything is broken.`);
        await sleep(WARM_UP_MS);
        const outcomes: Outcome[] = [];
        for (const drill of [
          ...[releaseDrill, tuningDrill, (p: DrillProcess) => indexDrill(p, folder)],
          (p: DrillProcess) => databaseDrill(p, url),
        ]) {
          const outcome = await drill(drilled);
          outcomes.push(outcome);
          const took = outcome.tookS === null ? "" : ` after ${outcome.tookS.toFixed(1)} s`;
          tell(`   ${outcome.isBack ? "taken back" : "NOT taken back"}${took}: ${outcome.said}`);
        }
        for (const fault of drilled.faults)
          tell(`   fault: ${fault instanceof Error ? fault.message : String(fault)}`);
        const back = outcomes.filter(({ isBack }) => isBack).length;
        tell(`\n${back} of ${outcomes.length} drills taken back, over ${drilled.calls()} calls.`);
        if (back < outcomes.length || drilled.faults.length > 0) process.exitCode = 1;
      } finally {
        await drilled.close();
      }
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

run().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
