import { join } from "node:path";
import { seeded } from "#server/lib/random.ts";
import { record, systemScope } from "#server/platform/audit.ts";
import { announce } from "#server/platform/outbox.ts";
import { createIndexGuard, INDEX_GUARD } from "#server/tuning/index-guard.ts";
import { createIndexControl } from "#server/vector/index-control.ts";
import { createIndexWork } from "#server/vector/index-work.ts";
import { DIMENSIONS, IndexSettings } from "#server/vector/schema.ts";
import { createLanceDbStore } from "#server/vector/store.lancedb.ts";
import type { Passage } from "#server/vector/store.ts";
import { type DrillProcess, ENGINEER } from "./process.ts";

const ROWS = 12_000;
const PARTITIONS = 64;

const passagesOf = (): Passage[] => {
  const random = seeded("drill passages");
  return Array.from({ length: ROWS }, (_, i) => {
    const vector = Float32Array.from({ length: DIMENSIONS }, () => random.normal());
    const length = Math.hypot(...vector);
    return {
      ...{ id: `note/${i + 1}`, kind: "note" as const, recordId: i + 1, depotId: null, stream: null },
      ...{ at: 0, roles: ["engineer"], title: "Note", text: `note ${i + 1}` },
      vector: vector.map((each) => each / length),
    };
  });
};

/** Changes a real index so that it finds less, and lets the guard see it; maps to what was found and how long each step took. */
export const drillIndex = async ({ db, meter }: Pick<DrillProcess, "db" | "meter">, folder: string) => {
  const good = IndexSettings.parse({ kind: "ivf-flat", partitions: PARTITIONS, probes: PARTITIONS });
  const store = await createLanceDbStore({
    ...{ folder: join(folder, "vectors"), embedder: "drill", index: good, minIndexedRows: 1_000 },
  });
  try {
    const passages = passagesOf();
    for (let i = 0; i < ROWS; i += 2_000) await store.upsert(1, passages.slice(i, i + 2_000), "drill");
    await store.rebuild({ index: good });
    const work = createIndexWork({ db, store, organisations: () => [1], elapsed: () => performance.now() });
    const control = createIndexControl({
      ...{ db, record, announce, hasServer: false, fixedEf: null, state: () => null },
      stores: async (organisationId) => [await store.describe(organisationId)],
    });
    const guard = createIndexGuard({
      ...{ db, meter, rebuild: control.rebuild, now: Date.now },
      scopeOf: (organisationId) => systemScope(organisationId, INDEX_GUARD),
    });
    const recall = async () =>
      (await control.report(ENGINEER)) as { measured?: { found: { recall: number | null } } };
    await work.measure(0);
    const before = (await recall()).measured?.found.recall ?? null;
    const change = await control.rebuild(ENGINEER, { ...good, probes: 1 });
    const beganMs = Date.now();
    await work.rebuild(change);
    const harmed = (await recall()).measured?.found.recall ?? null;
    const back = await guard.look();
    if (back !== null) await work.rebuild(back);
    const tookS = (Date.now() - beganMs) / 1_000;
    const after = (await recall()).measured?.found.recall ?? null;
    const { index } = await store.describe(1);
    return { before, harmed, after, isBack: back !== null && index.probes === PARTITIONS, tookS };
  } finally {
    await store.close();
  }
};
