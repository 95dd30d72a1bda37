import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Scope } from "#server/lib/scope.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { pictureOf, stopOf } from "#server/routing/fixtures/day.ts";
import {
  endOrphans,
  insertPlan,
  listPlans,
  lockPlan,
  readPicture,
  readPlan,
  updatePlan,
  writeDecision,
} from "#server/routing/store.ts";

const database = withTestDatabase();
let open: ReturnType<typeof openDb>;
beforeAll(() => {
  open = openDb({ url: database.url, poolSize: 2 });
});
afterAll(() => open.close());

const NOW = new Date("2026-11-24T09:00:00Z");
const scope: Scope = {
  organisationId: 1,
  userId: "u",
  userName: "Una",
  role: "dispatcher",
  depotIds: null,
  driverId: null,
  isOperator: true,
};
const beginning = {
  kind: "day" as const,
  serviceDay: "2026-11-25",
  depotIds: [1, 2],
  whatIf: null,
  rescue: null,
  option: null,
  vehicleId: null,
  budgetS: 20,
};

describe("stored plans", () => {
  it("come back as they were written, and keep what a later gain leaves out", async () => {
    const whatIf = { withoutVehicleIds: [4], facilityIds: [1], closedStreets: ["Mill Lane"] };
    const id = await insertPlan(open.db, scope, { ...beginning, whatIf }, NOW);
    const picture = pictureOf([stopOf(1)]);
    const point = { elapsedMs: 10, costCents: 5, gap: 0.5, unserved: 1, iterations: 3 };
    await updatePlan(open.db, id, { status: "solving", picture }, NOW);
    await updatePlan(open.db, id, { progress: [point], fault: "stopped", isFinished: true }, NOW);
    expect(await readPlan(open.db, scope, id)).toMatchObject({
      id,
      status: "solving",
      serviceDay: "2026-11-25",
      whatIf,
      progress: [point],
      fault: "stopped",
      createdAt: NOW.toISOString(),
      finishedAt: NOW.toISOString(),
      currentDay: null,
    });
    expect(await readPicture(open.db, id)).toEqual(picture);
  });

  it("are for users who see all of their depots, and for no other organisation", async () => {
    const id = await insertPlan(open.db, { ...scope, organisationId: 2 }, beginning, NOW);
    const two = { ...scope, organisationId: 2 };
    expect(
      (await listPlans(open.db, { ...two, depotIds: [1, 2, 3] }, { limit: 5 })).map((p) => p.id),
    ).toEqual([id]);
    expect(await listPlans(open.db, { ...two, depotIds: [1] }, { limit: 5 })).toEqual([]);
    await expect(readPlan(open.db, { ...two, depotIds: [1] }, id)).rejects.toThrow(
      `there is no plan ${id} of your depots`,
    );
    await expect(readPlan(open.db, { ...two, organisationId: 3 }, id)).rejects.toThrow(
      `there is no plan ${id}`,
    );
  });

  it("are listed newest first, by day and by rescue", async () => {
    const three = { ...scope, organisationId: 3 };
    const first = await insertPlan(open.db, three, beginning, NOW);
    const other = await insertPlan(open.db, three, { ...beginning, serviceDay: "2026-11-26" }, NOW);
    const rescue = await insertPlan(
      open.db,
      three,
      { ...beginning, kind: "rescue", rescue: "g", option: "spare", vehicleId: 9 },
      NOW,
    );
    const ids = async (query: { serviceDay?: string; group?: string }) =>
      (await listPlans(open.db, three, { ...query, limit: 10 })).map(({ id }) => id);
    expect(await ids({})).toEqual([rescue, other, first]);
    expect(await ids({ serviceDay: "2026-11-26" })).toEqual([other]);
    expect(await ids({ group: "g" })).toEqual([rescue]);
  });

  it("hold what was decided, and one that nobody makes any more ends", async () => {
    const four = { ...scope, organisationId: 4 };
    const id = await insertPlan(open.db, four, beginning, NOW);
    const young = await insertPlan(open.db, four, beginning, new Date(NOW.getTime() + 60_000));
    await open.db.$transaction(async (tx) => {
      expect(await lockPlan(tx, 4, id)).toBe("draft");
      await writeDecision(tx, id, { status: "accepted", auditId: 5, vehicleIds: [1, 2] });
    });
    expect(await readPlan(open.db, four, id)).toMatchObject({ auditId: 5, acceptedVehicleIds: [1, 2] });
    const stale = await insertPlan(open.db, four, beginning, new Date(NOW.getTime() - 60_000));
    await endOrphans(open.db, 4, NOW);
    expect((await readPlan(open.db, four, stale)).status).toBe("cancelled");
    expect((await readPlan(open.db, four, young)).status).toBe("draft");
    expect((await readPlan(open.db, four, id)).status).toBe("accepted");
  });
});
