import { describe, expect, it, vi } from "vitest";
import { parseEnv } from "#server/env.ts";
import { withServedFleet } from "#server/http/served-fleet.ts";
import type { Role } from "#server/lib/scope.ts";
import { systemScope } from "#server/platform/audit.ts";

const served = withServedFleet(parseEnv);
const { as } = served;
const tokens = served.tokens;

const SITES = "id,lat,lng,demand_l,service_s,window_start,window_end,stream\n";
const CSV = {
  "depots.csv": "id,name,lat,lng,opens,closes\nd1,Yard,51.5,-0.12,06:00,19:00\n",
  "facilities.csv": "id,name,kind,lat,lng,opens,closes,unload_s\nf1,Tip,landfill,51.6,-0.1,06:00,19:00,600\n",
  "vehicles.csv":
    "id,name,depot_id,capacity_l,streams,shift_start,shift_end,break_s,break_earliest,break_latest\n" +
    "v1,Truck 1,d1,20000,refuse,06:30,17:30,2700,11:00,13:30\n",
  "sites.csv": `${SITES}s1,51.51,-0.11,480,60,07:00,17:00,refuse\ns2,51.52,-0.1,480,60,07:00,17:00,refuse\n`,
};
const formOf = (files: Record<string, string>, organisation = "harbour") => {
  const form = new FormData();
  form.set("organisation", organisation);
  for (const [name, text] of Object.entries(files)) form.append("file", new Blob([text]), name);
  return form;
};
const post = (path: string, role: Role, body: FormData | string, headers: Record<string, string> = {}) =>
  fetch(`${served.base}${path}`, { method: "POST", body, ...as(role, headers) });

describe("import over REST", () => {
  it("is for managers and admins with a token, not with a cookie alone", async () => {
    expect((await post("/api/v1/import/run", "dispatcher", formOf(CSV))).status).toBe(403);
    const bare = await fetch(`${served.base}/api/v1/import/run`, { method: "POST", body: formOf(CSV) });
    expect(bare.status).toBe(401);
  });

  it("says what is wrong with each cell and writes nothing", async () => {
    const sites = `${SITES}s1,north,-0.11,480,60,07:00,17:00,refuse\n`;
    const answer = await post("/api/v1/import/preview", "manager", formOf({ ...CSV, "sites.csv": sites }));
    expect(answer.status).toBe(200);
    const report = (await answer.json()) as { faults: unknown[]; isWritten: boolean };
    expect(report.isWritten).toBe(false);
    expect(report.faults).toContainEqual(
      expect.objectContaining({ file: "sites.csv", line: 2, column: "lat", found: "north" }),
    );
  });

  it("refuses a body that is no form, and one without files", async () => {
    const json = { "content-type": "application/json" };
    expect((await post("/api/v1/import/run", "admin", "{}", json)).status).toBe(400);
    const broken = { "content-type": "multipart/form-data; boundary=x" };
    expect((await post("/api/v1/import/run", "admin", "no parts", broken)).status).toBe(400);
    expect((await post("/api/v1/import/run", "admin", formOf({}))).status).toBe(400);
  });

  it("tells how far it is, then opens the day of the fleet for its users", async () => {
    const answer = await post("/api/v1/import/run", "admin", formOf(CSV), { accept: "text/event-stream" });
    const events = (await answer.text()).split("\n\n").filter((each) => each !== "");
    expect(events.at(0)).toMatch(/^event: progress\n/);
    const last = /^event: report\ndata: (.*)$/.exec(events.at(-1) ?? "")?.[1] ?? "null";
    const report = JSON.parse(last) as { organisation: { id: number }; isWritten: boolean; faults: unknown };
    expect(report).toMatchObject({ isWritten: true, faults: [] });
    const { clock, services } = served.composition;
    const { id } = report.organisation;
    expect(clock.read(id).isSimulated).toBe(true);
    const query = { filters: [], sort: [], offset: 0, limit: 10 };
    const routes = await services.operations.page("routes", systemScope(id, "test"), query);
    expect(routes.rows).toMatchObject([{ serviceDay: clock.read(id).serviceDay, stopsTotal: 2 }]);
    const me = await fetch(`${served.base}/api/trpc/accounts.me`, as("admin"));
    expect(JSON.stringify(await me.json())).toContain("harbour");
  });
});

describe("import into an organisation of others", () => {
  it("is refused, and so is a look at what it would change: a slug is no right", async () => {
    const { db } = served.composition;
    const data = { slug: "rival", name: "Rival", timeZone: "Europe/London", kind: "import" };
    const rival = await db.organisation.create({ data });
    for (const path of ["/api/v1/import/run", "/api/v1/import/preview"])
      expect((await post(path, "manager", formOf(CSV, "rival"))).status).toBe(403);
    expect(await db.site.count({ where: { organisationId: rival.id } })).toBe(0);
  });

  it("is refused to who works in some of its depots only", async () => {
    const { db, services } = served.composition;
    const rival = await db.organisation.findUniqueOrThrow({ where: { slug: "rival" } });
    const { id: userId } = await db.user.findUniqueOrThrow({
      where: { email: served.signIns.get("manager")?.email ?? "" },
    });
    const membership = { userId, organisationId: rival.id };
    await db.membership.create({ data: { ...membership, depotIds: [1] } });
    expect((await post("/api/v1/import/run", "manager", formOf(CSV, "rival"))).status).toBe(403);
    await db.membership.update({ where: { userId_organisationId: membership }, data: { depotIds: [] } });
    expect(await services.accounts.worksInAllOf(rival.id, userId)).toBe(true);
    expect((await post("/api/v1/import/preview", "manager", formOf(CSV, "rival"))).status).toBe(200);
  });
});

describe("proofs", () => {
  const proofOf = async (vehicle: number, fileId: number | null = null) => {
    const stopId = served.fleet.vehicles[vehicle]?.stopIds[0] ?? 0;
    const { organisationId } = served.fleet;
    const at = new Date("2026-11-23T09:30:00Z");
    const data = { organisationId, stopId, at, kind: "photo", fileId };
    return (await served.composition.db.proof.create({ data })).id;
  };

  it("draws what is stored of a proof that has no file", async () => {
    const answer = await fetch(`${served.base}/api/v1/proofs/${await proofOf(0)}`, as("dispatcher"));
    expect(answer.headers.get("content-type")).toMatch(/^image\/svg\+xml/);
    const drawing = await answer.text();
    for (const text of ["Demo photo", "Site 1", "R-1", "refuse", "09:30:00"]) expect(drawing).toContain(text);
  });

  it("sends the stored file, and nothing where the browser has it", async () => {
    const content = Buffer.from([0xff, 0xd8, 1, 2, 3]);
    const { organisationId } = served.fleet;
    const file = { organisationId, name: "bin.jpg", contentType: "image/jpeg", content };
    const { id, sha256 } = await served.composition.files.put(file);
    const path = `${served.base}/api/v1/proofs/${await proofOf(0, id)}`;
    const answer = await fetch(path, as("driver"));
    expect([answer.headers.get("content-type"), Buffer.from(await answer.arrayBuffer())]).toEqual([
      "image/jpeg",
      content,
    ]);
    const again = await fetch(path, as("driver", { "if-none-match": `"${sha256}"` }));
    expect(again.status).toBe(304);
  });

  it("are hidden from a driver where the route is another's", async () => {
    const id = await proofOf(1);
    expect((await fetch(`${served.base}/api/v1/proofs/${id}`, as("driver"))).status).toBe(404);
    expect((await fetch(`${served.base}/api/v1/proofs/${id}`, as("manager"))).status).toBe(200);
    expect((await fetch(`${served.base}/api/v1/proofs/none`, as("manager"))).status).toBe(404);
  });
});

describe("telemetry over REST", () => {
  it("takes each event once, with an API key only", async () => {
    const { accounts } = served.composition.services;
    const scope = { ...systemScope(served.fleet.organisationId, "test") };
    const { key } = await accounts.apiKeys.create(scope, { name: "box", scopes: ["telemetry:write"] });
    const event = {
      ...{
        vehicleId: served.fleet.vehicles[0]?.id,
        sequence: 1,
        at: "2026-11-23T08:00:00Z",
        kind: "position",
      },
      ...{ lng: 120, lat: 36, speedKmh: 0, headingDeg: 0 },
    };
    const send = (authorization: string, events: unknown[]) =>
      fetch(`${served.base}/api/v1/telemetry`, {
        method: "POST",
        headers: { authorization, "content-type": "application/json" },
        body: JSON.stringify({ events }),
      });
    expect(await (await send(`Bearer ${key}`, [event])).json()).toEqual({ stored: 1, repeated: 0 });
    expect(await (await send(`Bearer ${key}`, [event])).json()).toEqual({ stored: 0, repeated: 1 });
    expect((await send(`Bearer ${key}`, [{ ...event, lat: 91 }])).status).toBe(400);
    expect((await send(`Bearer ${tokens.get("admin")}`, [event])).status).toBe(401);
  });
});

describe("exports", () => {
  it("give every row of a list to the office and none to a driver", async () => {
    const answer = await fetch(`${served.base}/api/v1/export/stops?format=csv`, as("manager"));
    expect((await answer.text()).trim().split("\r\n")).toHaveLength(1 + 6);
    expect((await fetch(`${served.base}/api/v1/export/stops`, as("driver"))).status).toBe(403);
    expect((await fetch(`${served.base}/api/v1/export/secrets`, as("manager"))).status).toBe(404);
  });

  it("that are called off fail nothing, and let go of what they read", async () => {
    const { lists, log } = served.composition;
    const { stops } = lists;
    const told: string[] = [];
    const failures: unknown[] = [];
    vi.spyOn(log, "warn").mockImplementation((...said: unknown[]) => void told.push(String(said[1])));
    vi.spyOn(log, "error").mockImplementation((...said: unknown[]) => void failures.push(said));
    let isLetGo = false;
    Object.assign(lists, {
      stops: {
        keys: ["id"],
        async *stream() {
          try {
            for (let id = 0; ; id++) yield [{ id }];
          } finally {
            isLetGo = true;
          }
        },
      },
    });
    const off = new AbortController();
    const path = `${served.base}/api/v1/export/stops`;
    const answer = await fetch(path, { ...as("manager"), signal: off.signal });
    await answer.body?.getReader().read();
    off.abort();
    await expect.poll(() => isLetGo).toBe(true);
    await expect.poll(() => told).toContain("who asked went away before the end of the answer");
    expect(failures).toEqual([]);
    Object.assign(lists, { stops });
    vi.restoreAllMocks();
  });

  it("run no formula in a spreadsheet, in whatever width its sign is written", async () => {
    const { db } = served.composition;
    const { id } = await db.site.findFirstOrThrow({ where: { organisationId: served.fleet.organisationId } });
    await db.site.update({ where: { id }, data: { name: "\uFF1D1+1" } });
    const answer = await fetch(`${served.base}/api/v1/export/stops?format=csv`, as("manager"));
    expect(await answer.text()).toContain(",'\uFF1D1+1,");
  });

  it("shows the photo of an exception that has one, and none of one that has not", async () => {
    const { organisationId } = served.fleet;
    const { id: depotId } = await served.composition.db.depot.findFirstOrThrow({
      where: { organisationId },
      select: { id: true },
    });
    const at = new Date("2026-11-23T09:40:00Z");
    const data = {
      organisationId,
      depotId,
      serviceDay: at,
      status: "open",
      openedAt: at,
      respondBy: at,
      source: "driver",
      note: "gate <locked>",
    };
    const { id } = await served.composition.db.exception.create({
      data: { ...data, kind: "no-access", hasPhoto: true },
    });
    const other = await served.composition.db.exception.create({
      data: { ...data, kind: "no-access", hasPhoto: false },
    });
    const answer = await fetch(`${served.base}/api/v1/exceptions/${id}/photo`, as("dispatcher"));
    expect(await answer.text()).toContain("no-access: gate &lt;locked&gt;");
    expect((await fetch(`${served.base}/api/v1/exceptions/${other.id}/photo`, as("dispatcher"))).status).toBe(
      404,
    );
    expect((await fetch(`${served.base}/api/v1/exceptions/${id}/photo`)).status).toBe(401);
  });
});
