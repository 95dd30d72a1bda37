import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { NONE } from "#server/ask/core/frame.ts";
import { toBytes } from "#server/ask/core/reader-file.ts";
import { createReaders, openShipped, READER } from "#server/ask/readers.ts";
import { runModel } from "#server/cli/model.ts";
import { defaultFlags } from "#server/flags/default-set.ts";
import { createFlags } from "#server/flags/service.ts";
import { ReleasePlan } from "#server/flags/set.schema.ts";
import type { Scope } from "#server/lib/scope.ts";
import { createRegistry } from "#server/llm/registry.ts";
import { createAudit, record } from "#server/platform/audit.ts";
import { openDb } from "#server/platform/db.ts";
import { createMeter } from "#server/platform/meter.ts";
import { announce } from "#server/platform/outbox.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let pg: ReturnType<typeof openDb>;
let folder: string;
let settled = async (): Promise<void> => {};
beforeAll(async () => {
  pg = openDb({ url: database.url, poolSize: 4 });
  folder = await mkdtemp(join(tmpdir(), "roundsman-release-"));
});
afterAll(async () => {
  // A set that is taken up is still being written when its test ends: a folder that gains a file cannot be removed.
  await settled();
  await pg.close();
  await rm(folder, { recursive: true, force: true });
});

const user = (userId: string): Scope => ({
  ...{
    organisationId: 1,
    userId,
    userName: userId,
    role: "engineer",
    depotIds: null,
    driverId: null,
    isOperator: true,
  },
});
const engineer = user("eve");
const USERS = Array.from({ length: 100 }, (_, i) => user(`u${i}`));
const SIGNS = { words: ["which", "<route>", "late"], concepts: ["late", "route"] };

/** A draft as a training from judged answers leaves it: a reader that takes every question for the same. */
const writeDraft = async (): Promise<string> => {
  const file = join(folder, "next-reader.bin");
  const bytes = toBytes({
    buckets: 2,
    heads: [
      { side: "subject", labels: ["count stops"] },
      ...(["by", "order", "compare"] as const).map((side) => ({ side, labels: [NONE] })),
    ],
    ...{ concepts: {}, words: {}, templates: {} },
    thresholds: { contradict: 1, confirm: 1, alone: 1, offer: 1, sure: 1, rephrase: 2 },
    ...{ scales: new Float32Array(4), biases: new Float32Array(4), weights: new Int8Array(8) },
  });
  await writeFile(file, bytes);
  const page = {
    ...{ madeBy: "npm run train -- --judged", sha256: createHash("sha256").update(bytes).digest("hex") },
    ...{ sentences: 4, apart: { sentences: 4, both: { right: 0.9 } }, judged: { learnt: 2 } },
  };
  await writeFile(file.replace(/\.bin$/, ".json"), JSON.stringify(page));
  return file;
};

/** The flags of a process with its clock, and the readers that they choose. */
const open = async () => {
  let nowMs = Date.parse("2026-11-26T09:00:00Z");
  const meter = createMeter();
  const flags = createFlags({
    ...{ db: pg.db, meter, record, announce, file: join(folder, "flags.json") },
    publish: () => {},
    report: (error) => {
      throw error;
    },
    seenBefore: async () => ({ n: 2_000, bad: 100 }),
    undoChange: (scope, id) => createAudit({ db: pg.db, undoers: flags.undoers }).undo(scope, id),
    now: () => nowMs,
  });
  settled = flags.settled;
  await flags.open();
  await flags.seed(flags.system, defaultFlags([READER]));
  const registry = createRegistry({ db: pg.db });
  const { readerOf } = createReaders({
    versionFor: (scope) => String(flags.resolveFor("string", READER.key, READER.fallback, scope).value),
    fileOf: async (version) =>
      (await registry.list()).find((file) => file.kind === "classifier" && file.version === version)?.file ??
      null,
    report: (error) => {
      throw error;
    },
  });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  const subjectsOf = async (scope: Scope) => [...(await readerOf(scope)).guess(SIGNS).subject.keys()];
  return { flags, meter, registry, subjectsOf, pass };
};

it("a reader from judged answers is offered, reads for a share, and goes back where its answers get more thumbs down", async () => {
  const { flags, meter, registry, subjectsOf, pass } = await open();
  const shipped = [...(await openShipped()).guess(SIGNS).subject.keys()];
  const said: string[] = [];
  const status = await runModel(["offer", await writeDraft()], {
    print: (line) => void said.push(line),
    progress: () => {},
    environment: join(folder, ".env"),
    withRegistry: (work) => work(registry),
    addVariant: async (flag, variant, value) => {
      await flags.addVariant(flags.system, flag, variant, value);
    },
    openModel: async () => {
      throw new Error("a reader is offered: found a model asked for, expected none");
    },
  });
  expect(status).toBe(0);
  const version = /reader-(\w{8})\.bin/.exec(said[0] ?? "")?.[1] ?? "";
  await flags.look();
  expect(await subjectsOf(engineer)).toEqual(shipped);

  const { id } = await flags.releases.start(
    engineer,
    ReleasePlan.parse({
      ...{ flag: READER.key, from: null, to: version },
      guards: [{ kind: "share", metric: "ask.judged", bad: "verdict=down" }],
      stages: [20, 100].map((percent) => ({ percent, leastMinutes: 30, leastSeen: 100 })),
    }),
  );
  await flags.look();
  const readsAnew = async () =>
    (await Promise.all(USERS.map(subjectsOf))).filter(
      ([subject]) => subject === "count stops" && shipped.length > 1,
    ).length;
  const share = await readsAnew();
  expect(share).toBeGreaterThan(5);
  expect(share).toBeLessThan(45);

  // What the procedure `ask.examples.save` counts for each thumb: one in twenty down, and every other one of the new reader.
  let thumbs = 0;
  for (let block = 0; block < 60; block++) {
    for (const scope of USERS) {
      const labels = flags.labelsOf(scope);
      const isNew = labels[`flag.${READER.key}`] === "new";
      const isDown = thumbs++ % (isNew ? 2 : 20) === 0;
      meter.count("ask.judged", 1, { verdict: isDown ? "down" : "up", ...labels });
    }
    pass(10_000);
    if (block % 6 === 5) {
      await flags.flush();
      await flags.releases.tick();
      await flags.look();
    }
  }
  expect((await flags.get(READER.key)).releases[0]).toMatchObject({
    ...{ id, status: "rolled-back", decision: { verdict: "rollback-worse", guard: 0 } },
  });
  expect(await readsAnew()).toBe(0);
  expect(await subjectsOf(engineer)).toEqual(shipped);
});
