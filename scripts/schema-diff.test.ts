import { expect, it } from "vitest";
import { schemaDiff } from "#scripts/schema-diff.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();

/** Indexes that the migrations make and Prisma has no words for: GIST over a depot and a point together, and of some rows. */
const BEYOND_PRISMA = [
  ...["position_depot_id_location_idx", "vehicle_state_depot_id_location_idx"],
  ...["event_ledger_said_idx", "organisation_operator_key", "stop_reason_idx"],
];

it("the migrations make the tables that prisma/schema says", async () => {
  const statements = (await schemaDiff(database.url))
    .split(";")
    .map((statement) => statement.replace(/^\s*--.*$/gm, "").trim())
    .filter((statement) => statement !== "");
  const known = BEYOND_PRISMA.map((index) => `DROP INDEX "${index}"`);
  expect(statements.filter((statement) => !known.includes(statement))).toEqual([]);
});
