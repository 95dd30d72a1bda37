import fc from "fast-check";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createImport, type FleetImport, slugOf } from "#server/fleet/import.ts";
import { uploadedFile } from "#server/fleet/import-folder.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

type Files = Record<string, string | Buffer>;
const VALID = {
  "depots.csv":
    "id,name,lat,lng,opens,closes\nD1,North depot,36.0,120.2,06:00,19:00\nD2,South depot,35.9,119.9,06:00,19:00\n",
  "facilities.csv":
    "id,name,kind,lat,lng,opens,closes,unload_s\nF1,Tip,disposal,36.2,120.1,06:00,19:00,600\n",
  "sites.csv":
    "id,lat,lng,demand_l,service_s,window_start,window_end,stream\nS1,36.01,120.21,480,60,07:00,17:00,refuse\n" +
    "S2,35.91,119.91,960,70,07:00,17:00,refuse;glass\nS3,36.02,120.19,90000,60,07:00,17:00,organics\n",
  "vehicles.csv":
    "id,name,depot_id,capacity_l,streams,shift_start,shift_end,break_s,break_earliest,break_latest\n" +
    "T07,Truck 7,D1,80000,refuse,06:30,17:30,2700,11:00,13:30\n",
} satisfies Files;

describe("the import of a fleet", () => {
  const database = withTestDatabase();
  let open: ReturnType<typeof openDb>;
  let pool: Pool;
  let fleetImport: FleetImport;
  const granted: [id: number, by: string][] = [];
  const made: number[] = [];
  beforeAll(() => {
    open = openDb({ url: database.url, poolSize: 2 });
    pool = open.pool;
    fleetImport = createImport({
      pool,
      grantOrganisation: async (id, { name }) => void granted.push([id, name]),
      worksInAllOf: async () => false,
      afterImport: async (id) => void made.push(id),
    });
  });
  afterAll(() => open.close());

  const run = (files: Files, organisation: string, isDryRun = false) =>
    fleetImport.run({
      files: Object.entries(files).map(([name, text]) => uploadedFile(name, Buffer.from(text))),
      organisation,
      source: "test",
      actor: { id: null, name: "Ann" },
      isDryRun,
    });
  const countAll = async () => {
    const tables = [
      "organisation",
      "depot",
      "facility",
      "zone",
      "site",
      "container",
      "vehicle",
      "import_run",
      "audit",
      "outbox",
    ];
    const { rows } = await pool.query(
      `SELECT ${tables.map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`).join(", ")},
         (SELECT coalesce(sum(version), 0)::int FROM source_version WHERE source = 'all') AS version`,
    );
    return rows[0] as Record<string, number>;
  };
  const faultsOf = async (files: Files) => (await run({ ...VALID, ...files }, "faulty")).faults;

  it("writes a fleet with what its files leave out: organisation, time zone, nearest depots, containers", async () => {
    const report = await run(VALID, "first");
    expect(report).toMatchObject({
      isWritten: true,
      faultCount: 0,
      organisation: { slug: "first", timeZone: "Asia/Shanghai" },
    });
    expect(report.tables.map(({ table, rows, added }) => [table, rows, added])).toEqual([
      ["depot", 2, 2],
      ["facility", 1, 1],
      ["site", 3, 3],
      ["container", 4, 4],
      ["vehicle", 1, 1],
    ]);
    const id = report.organisation.id ?? 0;
    expect([granted, made]).toEqual([[[id, "Ann"]], [id]]);
    const { rows: sites } = await pool.query(
      "SELECT s.name, d.name AS depot FROM site s JOIN depot d ON d.id = depot_id ORDER BY s.external_id",
    );
    expect(sites).toEqual([
      { name: "Site S1", depot: "North depot" },
      { name: "Site S2", depot: "South depot" },
      { name: "Site S3", depot: "North depot" },
    ]);
    const { rows: containers } = await pool.query(
      "SELECT external_id, kind, volume_l FROM container ORDER BY external_id",
    );
    expect(containers).toEqual([
      { external_id: "S1:refuse", kind: "rear-load", volume_l: 660 },
      { external_id: "S2:glass", kind: "rear-load", volume_l: 660 },
      { external_id: "S2:refuse", kind: "rear-load", volume_l: 660 },
      { external_id: "S3:organics", kind: "roll-off", volume_l: 90000 },
    ]);
    expect((await pool.query("SELECT number, capacity_kg, body_type FROM vehicle")).rows).toEqual([
      { number: 7, capacity_kg: 10000, body_type: "other" },
    ]);
    expect((await pool.query("SELECT bounds FROM organisation")).rows).toEqual([
      { bounds: [119.9, 35.9, 120.21, 36.2] },
    ]);
  });

  it("changes nothing when repeated, and what differs where something does", async () => {
    const before = await countAll();
    const again = await run(VALID, "first");
    expect(again.isWritten).toBe(false);
    for (const table of again.tables) expect(table.same).toBe(table.rows);
    expect(await countAll()).toEqual(before);
    const moved = VALID["sites.csv"].replace("36.01,", "36.03,").replaceAll("\n", "\r\n");
    const changed = await run({ "sites.csv": `\uFEFF${moved}` }, "first");
    expect(changed.tables.find((each) => each.table === "site")).toMatchObject({
      rows: 3,
      added: 0,
      changed: 1,
      same: 2,
    });
    expect(changed.isWritten).toBe(true);
  });

  it("keeps external ids of two organisations apart", async () => {
    expect((await run(VALID, "second")).tables.find((each) => each.table === "site")?.added).toBe(3);
  });

  it("shows in a preview what would be written and writes nothing", async () => {
    const before = await countAll();
    const report = await run(VALID, "third", true);
    expect(report).toMatchObject({ isWritten: false, organisation: { id: null } });
    expect(report.tables[2]).toMatchObject({ table: "site", added: 3 });
    expect(report.sample.site?.[0]).toMatchObject({ id: "S1", stream: "refuse" });
    expect(await countAll()).toEqual(before);
  });

  it("refuses the demo city and a slug that is none", async () => {
    await pool.query(
      "INSERT INTO organisation (slug, name, time_zone, kind) VALUES ('demo', 'Port Ellery', 'Europe/London', 'demo')",
    );
    await expect(run(VALID, "demo")).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(run(VALID, "Not A Slug")).rejects.toMatchObject({ code: "BAD_REQUEST" });
    expect(slugOf("  Qingdao (Día 2)/")).toBe("qingdao-di-a-2");
  });

  const site = (row: string) => ({ "sites.csv": `${VALID["sites.csv"]}${row}\n` });
  const head = VALID["sites.csv"].split("\n")[0] ?? "";
  it.each([
    [
      "a latitude out of range",
      site("S4,95,20,1,1,07:00,08:00,refuse"),
      5,
      "lat",
      /^95$/,
      /-90 to 90.*swapped/,
    ],
    [
      "lat and lng swapped within range",
      site("S4,1.2,36,1,1,07:00,08:00,refuse"),
      5,
      "lat",
      /1\.2/,
      /500 km/,
    ],
    ["a bad number", site("S4,36,120,many,1,07:00,08:00,refuse"), 5, "demand_l", /many/, /whole number/],
    ["an empty cell", site("S4,36,120,1,,07:00,08:00,refuse"), 5, "service_s", /nothing/, /seconds/],
    ["a bad time", site("S4,36,120,1,1,7 am,08:00,refuse"), 5, "window_start", /7 am/, /07:30/],
    [
      "a window that ends before it starts",
      site("S4,36,120,1,1,09:00,08:00,refuse"),
      5,
      "window_end",
      /08:00/,
      /not before window_start, 09:00/,
    ],
    [
      "an unknown stream",
      site("S4,36,120,1,1,07:00,08:00,rubbish"),
      5,
      "stream",
      /rubbish/,
      /refuse, recycling/,
    ],
    ["a double id", site("S1,36,120,1,1,07:00,08:00,refuse"), 5, "id", /S1/, /stands on line 2/],
    ["a ragged row", site("S4,36,120"), 5, "", /3 cells/, /8 cells/],
    ["an open quote", site('S4,"36,120'), 5, "", /quote/i, /quote closed/],
    [
      "a row after a quoted line break",
      site('"S\n4",36,120,x,1,07:00,08:00,refuse'),
      5,
      "demand_l",
      /x/,
      /whole/,
    ],
    ["a file without rows", { "sites.csv": `${head}\n` }, 1, "", /no row/, /at least one row/],
    ["an empty file", { "sites.csv": "" }, 0, "", /empty file/, /heading/],
    [
      "a missing column",
      { "sites.csv": "id,lat,lng\nS1,36,120\n" },
      1,
      "demand_l",
      /no such column/,
      /a column demand_l/,
    ],
    [
      "a misspelt column",
      { "sites.csv": VALID["sites.csv"].replace("demand_l", "demnd_l") },
      1,
      "demnd_l",
      /demnd_l/,
      /did you mean demand_l/,
    ],
    [
      "text that is not UTF-8",
      { "sites.csv": Buffer.concat([Buffer.from(VALID["sites.csv"]), Buffer.from("S4,\xfc,1", "latin1")]) },
      5,
      "",
      /S4/,
      /UTF-8/,
    ],
    [
      "a depot that is not there",
      { "vehicles.csv": VALID["vehicles.csv"].replace("D1", "D9") },
      2,
      "depot_id",
      /D9/,
      /id of a depot/,
    ],
    ["a misspelt file", { "vehicle.csv": "id\n1\n" }, 0, "", /vehicle\.csv/, /did you mean vehicles\.csv/],
    [
      "GeoJSON that is none",
      { "zones.geojson": '{"type":\n"Feature"}' },
      1,
      "",
      /Feature/,
      /FeatureCollection/,
    ],
  ] as const)("finds %s and tells its place", async (_, files, line, column, found, expected) => {
    const before = await countAll();
    const faults = await faultsOf(files as Files);
    expect(faults).toContainEqual({
      file: Object.keys(files)[0],
      line,
      column,
      found: expect.stringMatching(found),
      expected: expect.stringMatching(expected),
    });
    expect(await countAll()).toEqual(before);
  });

  it("keeps the weeks of a container, every week where none is named, and refuses others", async () => {
    const head = "id,site_id,stream,volume_l,weekdays,weeks\n";
    const weeksOf = async (rows: string) => {
      await run({ ...VALID, "containers.csv": head + rows }, "fortnights");
      const { rows: stored } = await pool.query(
        `SELECT c.external_id AS id, c.weeks FROM container c JOIN organisation o ON o.id = c.organisation_id
         WHERE o.slug = 'fortnights' AND c.external_id LIKE 'K%' ORDER BY 1`,
      );
      return stored.map(({ id, weeks }) => `${id} ${weeks}`);
    };
    expect(await weeksOf("K1,S1,recycling,240,1,odd\nK2,S1,refuse,240,1;4,\n")).toEqual([
      "K1 odd",
      "K2 every",
    ]);
    expect(await weeksOf("K1,S1,recycling,240,1,even\n")).toEqual(["K1 even", "K2 every"]);
    expect(await faultsOf({ "containers.csv": `${head}K1,S1,recycling,240,1,second\n` })).toMatchObject([
      {
        file: "containers.csv",
        line: 2,
        column: "weeks",
        found: "second",
        expected: "one of every, even, odd",
      },
    ]);
  });

  it("reads sites as GeoJSON points and finds their zones", async () => {
    const feature = (geometry: unknown, properties: unknown) => ({ type: "Feature", geometry, properties });
    const collection = (features: unknown[]) =>
      JSON.stringify({ type: "FeatureCollection", features }, null, 1);
    const cells = {
      demand_l: 100,
      service_s: 60,
      window_start: "07:00",
      window_end: "08:00",
      streams: ["refuse", "glass"],
    };
    const point = { type: "Point", coordinates: [120.2, 36] };
    const ring = [
      [120, 35.5],
      [121, 35.5],
      [121, 36.5],
      [120, 36.5],
      [120, 35.5],
    ];
    const { "sites.csv": _, ...rest } = VALID;
    const zones = collection([
      feature({ type: "Polygon", coordinates: [ring] }, { id: "Z4", name: "North zone" }),
    ]);
    const report = await run(
      {
        ...rest,
        "zones.geojson": zones,
        "sites.geojson": collection([feature(point, { id: "P1", ...cells })]),
      },
      "points",
    );
    expect(report.faults).toEqual([]);
    const { rows } = await pool.query(
      "SELECT s.streams, z.number, z.name FROM site s JOIN zone z ON z.id = zone_id WHERE s.external_id = 'P1'",
    );
    expect(rows).toEqual([{ streams: ["refuse", "glass"], number: 4, name: "North zone" }]);
    const bad = collection([
      feature(point, { id: "P1", ...cells }),
      feature(point, { id: "P2", ...cells, demand_l: "x" }),
    ]);
    const faults = await faultsOf({ "sites.geojson": bad });
    expect(faults).toEqual([
      {
        file: "sites.geojson",
        line: bad.split("\n").findIndex((text) => text.includes("P2")) - 9,
        column: "demand_l",
        found: "x",
        expected: expect.any(String),
      },
    ]);
  });

  it("finds every random corruption at its line, and writes nothing of the rest", async () => {
    const before = await countAll();
    const names = Object.keys(VALID) as (keyof typeof VALID)[];
    const corruption = fc.constantFrom(...names).chain((name) => {
      const lines = VALID[name].trimEnd().split("\n");
      const columns = lines[0]?.split(",") ?? [];
      return fc.record({
        name: fc.constant(name),
        line: fc.integer({ min: 2, max: lines.length }),
        column: fc.constantFrom(...columns.keys()).filter((at) => columns[at] !== "name"),
        damage: fc.constantFrom("empty", "control", "extra", "less", "number"),
      });
    });
    await fc.assert(
      fc.asyncProperty(corruption, async ({ name, line, column, damage }) => {
        const lines = VALID[name].trimEnd().split("\n");
        const cells = (lines[line - 1] ?? "").split(",");
        if (damage === "empty") cells[column] = "";
        else if (damage === "control") cells[column] = "\u0007?";
        else if (damage === "number") cells[column] = column === 0 ? "" : "-1e99x";
        else if (damage === "extra") cells.splice(column, 0, "x");
        else cells.splice(column, 1);
        lines[line - 1] = cells.join(",");
        const report = await run({ ...VALID, [name]: lines.join("\n") }, "corrupt");
        expect(report.isWritten).toBe(false);
        expect(report.faults.some((fault) => fault.file === name && fault.line === line)).toBe(true);
      }),
      { numRuns: 60 },
    );
    expect(await countAll()).toEqual(before);
  });
});
