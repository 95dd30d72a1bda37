import { seeded } from "#server/lib/random.ts";
import type { Db } from "#server/platform/db.ts";
import { createRecall } from "#server/vector/core/recall.ts";
import { addRun, finishRun, noteProgress, readRun, type StoredRun } from "#server/vector/index-run-store.ts";
import type { IndexMeasure } from "#server/vector/schema.ts";
import type { Passage, VectorStore } from "#server/vector/store.ts";

/** The ten nearest are what a page shows. */
const NEAREST = 10;

type Options = {
  db: Db;
  store: VectorStore;
  organisations: () => number[];
  now?: () => number;
  /** Milliseconds of a clock that never goes back. */
  elapsed: () => number;
  /** Searches that a measurement makes. */
  searches?: number;
  /** Time between two notes of how far a rebuild is. */
  noteEveryMs?: number;
  /** Told of runs that failed; they tell it on their page, too. */
  report?: (error: unknown) => void;
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const breath = () => new Promise<void>((done) => setImmediate(done));

/** Passages taken at random, each with the same chance, without keeping the others. */
const sampleOf = async (all: AsyncIterable<Passage[]>, size: number, seed: number): Promise<Passage[]> => {
  const random = seeded(seed);
  const taken: Passage[] = [];
  let seen = 0;
  for await (const part of all) {
    for (const passage of part) {
      seen++;
      if (taken.length < size) taken.push(passage);
      else {
        const place = random.int(seen);
        if (place < size) taken[place] = passage;
      }
    }
    await breath();
  }
  return taken;
};

/** Does the runs that were asked for on the page of the index: each can be done twice, after a worker that was killed. */
export const createIndexWork = (options: Options) => {
  const { db, store, organisations, elapsed, now = Date.now, report = () => {} } = options;
  const { searches = 50, noteEveryMs = 1_000 } = options;

  /** What a search by the vector of a passage finds beside the passage itself, against comparing with all. */
  const measureStore = async (
    organisationId: number,
    seed: number,
    note: (progress: number) => Promise<void>,
    effort?: number,
  ): Promise<IndexMeasure> => {
    const { backend, generation, index, rows } = await store.describe(organisationId);
    const sample = await sampleOf(store.scan(organisationId), searches, seed);
    await note(0.3);
    const judged: { vector: Float32Array; found: string[] }[] = [];
    const times: number[] = [];
    for (const { vector } of sample) {
      const startMs = elapsed();
      const found = await store.search(organisationId, {
        ...{ vector, limit: NEAREST },
        ...(effort === undefined ? {} : { effortTimes: effort }),
      });
      times.push(elapsed() - startMs);
      judged.push({ vector, found: found.map(({ id }) => id) });
    }
    await note(0.5);
    const recall = createRecall(judged, NEAREST);
    let compared = 0;
    for await (const part of store.scan(organisationId)) {
      // In small parts, so that nobody waits for the comparison.
      for (let from = 0; from < part.length; from += 128) {
        recall.add(part.slice(from, from + 128));
        await breath();
      }
      compared += part.length;
      await note(rows === 0 ? 0.5 : 0.5 + Math.min(0.49, (0.5 * compared) / rows));
    }
    times.sort((a, b) => a - b);
    return {
      ...{ backend, generation, index, rows, searches: sample.length, recall: recall.value() },
      medianMs: times[Math.floor(times.length / 2)] ?? null,
    };
  };

  const end = async (id: number, work: () => Promise<IndexMeasure | null>): Promise<void> => {
    await noteProgress(db, id, 0, new Date(now()));
    try {
      const result = await work();
      await finishRun(db, id, new Date(now()), { result });
    } catch (error) {
      // It is asked for again by whoever reads this, not by the queue: what failed once would take as long again.
      await finishRun(db, id, new Date(now()), { error: messageOf(error) });
      report(error);
    }
  };

  const measureRun = ({ id, organisationId }: Pick<StoredRun, "id" | "organisationId">) => {
    let notedAt = elapsed();
    return end(id, () =>
      measureStore(organisationId, id, async (progress) => {
        if (elapsed() - notedAt < noteEveryMs) return;
        notedAt = elapsed();
        await noteProgress(db, id, progress, new Date(now()));
      }),
    );
  };

  const measureAnew = async (organisationId: number, askedBy: string): Promise<void> => {
    const id = await addRun(db, { organisationId, kind: "measure", index: null, askedBy });
    await measureRun({ id, organisationId });
  };

  return {
    /** What searches would find at another effort, beside those that people make; nothing is changed or noted. */
    measureAt: (organisationId: number, effort: number, seed: number): Promise<IndexMeasure> =>
      measureStore(organisationId, seed, async () => {}, effort),
    /** Makes the index anew as a run says, then measures it; settings that cost only searching need no rebuild. */
    async rebuild(runId: number): Promise<void> {
      const run = await readRun(db, runId);
      if (run === null || run.index === null || run.finishedAt !== null) return;
      const { index, organisationId } = run;
      await end(runId, async () => {
        if (await store.retune(index)) return null;
        let noting: Promise<void> = Promise.resolve();
        const timer = setInterval(() => {
          noting = noting
            .then(async () => {
              const { rebuilding } = await store.describe(organisationId);
              if (rebuilding !== null) await noteProgress(db, runId, rebuilding, new Date(now()));
            })
            .catch(report);
        }, noteEveryMs);
        try {
          await store.rebuild({ index });
        } finally {
          clearInterval(timer);
          await noting;
        }
        return null;
      });
      if ((await readRun(db, runId))?.error === null) await measureAnew(organisationId, run.askedBy);
    },
    /** Measures what the index finds as a run says; 0 measures every organisation. */
    async measure(runId: number): Promise<void> {
      if (runId === 0) {
        for (const id of organisations()) await measureAnew(id, "timetable");
        return;
      }
      const run = await readRun(db, runId);
      if (run !== null && run.finishedAt === null) await measureRun(run);
    },
  };
};
/** See {@link createIndexWork}. */
export type IndexWork = ReturnType<typeof createIndexWork>;
