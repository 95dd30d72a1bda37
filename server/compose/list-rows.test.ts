import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { type AskedCity, openAskedCity } from "#server/compose/fixture-asked-city.ts";
import { CustomerRow, DriverRow, NoteRow, SiteRow } from "#server/fleet/schema.ts";
import { ExceptionRow, KpiTile, RouteRow, StopRow, VehicleRow } from "#server/operations/schema.ts";
import { ListWindow } from "#server/platform/list.schema.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const NOW = "2026-11-25T10:30:00.000Z";
const MOST = ListWindow.parse({ limit: 500 });
let city: AskedCity;
beforeAll(async () => {
  city = await openAskedCity(database.url, { now: NOW, days: 4 });
}, 120_000);
afterAll(() => city.close());

// What leaves as it was read is held against its schema here: neither a key more nor a value of another kind.
describe("rows of a list are those of their schema", () => {
  const heldAgainst = (schema: z.ZodObject, rows: readonly unknown[]) => {
    expect(rows.length).toBeGreaterThan(0);
    expect(z.array(schema.strict()).parse(rows)).toEqual(rows);
  };

  it.each([
    ["vehicles", VehicleRow],
    ["routes", RouteRow],
    ["stops", StopRow],
    ["exceptions", ExceptionRow],
  ] as const)("%s", async (name, schema) => {
    const { operations } = city.deps;
    const { rows, total } = await operations.page(name, city.scopeOf("manager"), MOST);
    heldAgainst(schema, rows);
    expect(total).toBeGreaterThanOrEqual(rows.length);
  });

  it.each([
    ["sites", SiteRow],
    ["customers", CustomerRow],
    ["drivers", DriverRow],
    ["notes", NoteRow],
  ] as const)("%s", async (name, schema) => {
    const { rows } = await city.deps.fleet[name](city.scopeOf("manager"), MOST);
    heldAgainst(schema, rows);
  });

  it("those of the first page, and the tiles of its day", async () => {
    const { operations } = city.deps;
    const today = await operations.today(city.scopeOf("manager"), undefined);
    heldAgainst(ExceptionRow, today.exceptions);
    heldAgainst(RouteRow, today.lateRoutes);
    heldAgainst(StopRow, today.unassigned);
    const { serviceDay } = today;
    heldAgainst(
      KpiTile,
      await operations.kpis.tiles(city.scopeOf("manager"), { serviceDay, depotIds: undefined }),
    );
  });
});
