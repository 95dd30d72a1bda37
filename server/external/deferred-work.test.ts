import { expect, it } from "vitest";
import type { KeptWork } from "#server/external/deferred-store.ts";
import { createDeferredWork, type WorkStore } from "#server/external/deferred-work.ts";

const QUIET = { isPeak: false, isBusy: false, quotaShareLeft: 1 };
const BUSY = { ...QUIET, isBusy: true };

const held = (works: KeptWork[]) => {
  const putOff: { id: bigint; dueAtMs: number; error: string }[] = [];
  const store: WorkStore = {
    keep: async () => {},
    read: async (_, { most, untilMs }) =>
      works.filter(({ dueAtMs }) => untilMs === null || dueAtMs <= untilMs).slice(0, most),
    drop: async (id) => {
      works.splice(
        works.findIndex((each) => each.id === id),
        1,
      );
    },
    putOff: async (id, why) => void putOff.push({ id, ...why }),
  };
  const reports: unknown[] = [];
  const report = (error: unknown) => void reports.push(error);
  return { putOff, reports, work: createDeferredWork({ store, clock: { nowMs: () => 1_000 }, report }) };
};
const kept = (id: number, dueAtMs: number, work = "matrix"): KeptWork => ({
  ...{ id: BigInt(id), work, organisationId: 3, payload: id, attempts: 2, dueAtMs },
});

it("does in busy hours only what is due, and the rest in quiet ones", async () => {
  const works = [kept(1, 900), kept(2, 5_000)];
  const { work } = held(works);
  const done: unknown[] = [];
  work.on("matrix", async (payload, organisationId) => void done.push([payload, organisationId]));
  await work.run("graphhopper", BUSY);
  expect([done, works.length]).toEqual([[[1, 3]], 1]);
  await work.run("graphhopper", QUIET);
  expect([done.length, works.length]).toEqual([2, 0]);
});

it("puts off what fails, longer each time, and leaves what others do", async () => {
  const works = [kept(1, 0), kept(2, 0, "of another process")];
  const { work, putOff, reports } = held(works);
  work.on("matrix", async () => {
    throw new Error("no quota");
  });
  await work.run("graphhopper", QUIET);
  expect(putOff).toEqual([{ id: 1n, error: "no quota", dueAtMs: 1_000 + 4 * 300_000 }]);
  expect([reports.length, works.length]).toEqual([1, 2]);
});

it("goes on after a turn in which the work could not be read", async () => {
  const works = [kept(1, 0)];
  let isDown = true;
  const store: WorkStore = {
    keep: async () => {},
    read: async () => {
      if (isDown) throw new Error("the table does not answer");
      return [...works];
    },
    drop: async () => void works.pop(),
    putOff: async () => {},
  };
  const fragile = createDeferredWork({ store, clock: { nowMs: () => 1_000 }, report: () => {} });
  fragile.on("matrix", async () => {});
  await expect(fragile.run("graphhopper", QUIET)).rejects.toThrow("does not answer");
  isDown = false;
  await fragile.run("graphhopper", QUIET);
  expect(works).toEqual([]);
  await fragile.close();
});
