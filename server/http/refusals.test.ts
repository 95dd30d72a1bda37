import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { parseEnv } from "#server/env.ts";
import { withServedFleet } from "#server/http/served-fleet.ts";
import { systemScope } from "#server/platform/audit.ts";

const served = withServedFleet(parseEnv);

type Failure = { error: { code: string; message: string; requestId: string } };
const failureOf = async (answer: Response) => {
  const { error } = (await answer.json()) as Failure;
  expect(error.requestId).toBe(answer.headers.get("x-request-id"));
  return { status: answer.status, code: error.code, message: error.message };
};

describe("telemetry", () => {
  const send = (headers: Record<string, string>, body: string) =>
    fetch(`${served.base}/api/v1/telemetry`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
  const keyFor = async (scopes: ("telemetry:write" | "search:read")[]) => {
    const scope = systemScope(served.fleet.organisationId, "test");
    const { apiKeys } = served.composition.services.accounts;
    const { id, key } = await apiKeys.create(scope, { name: scopes.join(), scopes });
    return { key, revoke: () => apiKeys.revoke(scope, id) };
  };

  it("says what is wrong with the key: none, unknown, for other uses, revoked", async () => {
    expect(await failureOf(await send({}, "{}"))).toMatchObject({ status: 401, code: "UNAUTHORIZED" });
    expect((await send({ "x-api-key": "rsk_none" }, "{}")).status).toBe(401);
    const search = await keyFor(["search:read"]);
    expect(await failureOf(await send({ "x-api-key": search.key }, "{}"))).toMatchObject({
      status: 403,
      message: "API key search:read: found search:read, expected telemetry:write",
    });
    const { key, revoke } = await keyFor(["telemetry:write"]);
    await revoke();
    expect((await send({ "x-api-key": key }, '{"events":[]}')).status).toBe(401);
  });

  it("says what is wrong with the body: no JSON, another shape, too large, another's vehicle", async () => {
    const { key } = await keyFor(["telemetry:write"]);
    const post = async (body: string) => failureOf(await send({ "x-api-key": key }, body));
    expect(await post("events")).toMatchObject({ status: 400, message: expect.stringContaining("JSON") });
    expect(await post('{"events":[{"kind":"dance"}]}')).toMatchObject({
      status: 400,
      message: expect.stringContaining("events"),
    });
    expect(await post(" ".repeat(4 * 1024 * 1024 + 1))).toMatchObject({ status: 413, code: "TOO_LARGE" });
    const event = {
      ...{ vehicleId: 999_999, sequence: 1, at: "2026-11-23T08:00:00Z", kind: "position" },
      ...{ lng: 1, lat: 1, speedKmh: 0, headingDeg: 0 },
    };
    const foreign = await post(JSON.stringify({ events: [event] }));
    expect(foreign.status).toBeGreaterThanOrEqual(400);
    expect(foreign.message).toContain("999999");
  });
});

describe("input that the database cannot hold", () => {
  const call = (path: string, input: unknown) =>
    fetch(
      `${served.base}/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`,
      served.as("admin"),
    );
  const change = (path: string, input: unknown) =>
    fetch(`${served.base}/api/trpc/${path}`, {
      ...served.as("admin", { "content-type": "application/json" }),
      ...{ method: "POST", body: JSON.stringify(input) },
    });
  const tooBig = { id: 3_000_000_000 };

  it.each([
    ...["operations.routes.get", "operations.exceptions.history", "fleet.sites.get", "routing.plans.get"],
    ...["operations.routes.track", "fleet.customers.outlook"],
  ])("is refused as such by %s where a number is too large", async (path) => {
    expect((await call(path, tooBig)).status).toBe(400);
  });

  it("is refused as such by changes and lists", async () => {
    expect((await change("accounts.audit.undo", tooBig)).status).toBe(400);
    expect((await change("operations.exceptions.take", { ids: [tooBig.id] })).status).toBe(400);
    const nul = "a\u0000b";
    const note = await change("fleet.notes.add", { subject: "site", subjectId: 1, body: nul });
    expect([note.status, await note.text()]).toEqual([
      400,
      expect.stringContaining("body: found the character U+0000"),
    ]);
    expect((await call("fleet.sites.list", { search: nul })).status).toBe(400);
    // The six characters that a programmer writes for it are text like any other.
    expect((await call("fleet.sites.list", { search: "\\u0000" })).status).toBe(200);
    expect((await fetch(`${served.base}/api/v1/export/stops?q=%00`, served.as("manager"))).status).toBe(400);
  });

  const DAY_WANTED = "expected a day of the calendar such as 2026-11-23, of the years 1000 to 8999";
  it.each([
    ["operations.kpis.tiles", { serviceDay: "0000-01-01" }, `found "0000-01-01", ${DAY_WANTED}`],
    [
      "operations.kpis.value",
      { name: "idle", filter: { from: "2026-11-23", to: "9999-12-31" } },
      "9999-12-31",
    ],
    ["operations.stops.list", { serviceDay: "0000-02-30" }, `found "0000-02-30", ${DAY_WANTED}`],
    ["operations.changes", { since: "0000-01-01T00:00:00Z" }, "of the years 1000 to 8999"],
    [
      "operations.stops.list",
      { filters: [{ column: "plannedAt", op: "gte", value: "0000-01-01T00:00:00Z" }] },
      "0000-01-01T00:00:00Z",
    ],
  ])("is refused as such by %s where a day is of no year: %j", async (path, input, said) => {
    const answer = await call(path, input);
    const text = await answer.text();
    expect([answer.status, text.replaceAll('\\"', '"')]).toEqual([400, expect.stringContaining(said)]);
  });

  it("is refused as such where corners of a ring lie on one another, or beyond the world", async () => {
    const inside = (ring: number[][]) => call("operations.vehicles.inside", { ring });
    expect((await inside(Array.from({ length: 3 }, () => [1, 51]))).status).toBe(200);
    expect(
      (
        await inside([
          [0, 0],
          [1, 1],
          [1e300, 0],
        ])
      ).status,
    ).toBe(400);
    expect((await call("operations.vehicles.nearest", { lng: 200, lat: 51 })).status).toBe(400);
  });

  it("of a vehicle is refused, and the batch beside it is taken", async () => {
    const scope = systemScope(served.fleet.organisationId, "test");
    const { apiKeys } = served.composition.services.accounts;
    const { key } = await apiKeys.create(scope, { name: "box", scopes: ["telemetry:write"] });
    const event = {
      ...{ vehicleId: served.fleet.vehicles[0]?.id, sequence: 70, at: "2026-11-23T08:00:00Z" },
      ...{ kind: "fault", code: "P0420", description: "catalyst", severity: 1 },
    };
    const send = (changed: object) =>
      fetch(`${served.base}/api/v1/telemetry`, {
        ...{ method: "POST", headers: { "x-api-key": key } },
        body: JSON.stringify({ events: [{ ...event, ...changed }] }),
      });
    const bad = [
      ...[{ vehicleId: tooBig.id }, { description: "a\u0000b" }, { at: "0000-01-01T00:00:00Z" }],
      { kind: "route-end", routeId: 1, distanceM: -5, fuelL: 1, idleS: 0 },
    ];
    const all = await Promise.all([send({}), ...bad.map(send)]);
    expect(all.map(({ status }) => status)).toEqual([200, ...bad.map(() => 400)]);
  });

  it("of an address is refused, and two slashes name no other host", async () => {
    const { port } = new URL(served.base);
    const statusOf = (target: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(Number(port), "127.0.0.1", () =>
          socket.end(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
        );
        let heard = "";
        socket.on("data", (data) => {
          heard += data.toString();
        });
        socket.on("error", reject);
        socket.on("close", () => resolve(heard.slice(9, 12)));
      });
    expect(await statusOf("//")).toBe("404");
    expect(await statusOf("//elsewhere/api/v1/nothing")).toBe("404");
    expect(await statusOf("http://[")).toBe("400");
  });
});

describe("an export", () => {
  const get = (rest: string) => fetch(`${served.base}/api/v1/export/${rest}`, served.as("manager"));

  it("is GeoJSON where that is asked for, and names its file", async () => {
    const answer = await get("stops?format=geojson");
    expect(answer.headers.get("content-disposition")).toContain("stops.geojson");
    const { features } = (await answer.json()) as { features: { geometry: { type: string } }[] };
    expect(features).toHaveLength(6);
    expect(features[0]?.geometry.type).toBe("Point");
  });

  it.each(["stops?format=xlsx", "stops?f=nothing:eq:1", "stops?sort=secret"])(
    "refuses %s with a sentence",
    async (rest) => {
      const { status, message } = await failureOf(await get(rest));
      expect([status, message.includes("expected")]).toEqual([400, true]);
    },
  );

  it("has a head and no rows where nothing fits, and needs a sign-in", async () => {
    const text = await (await get("stops?q=nowhere-at-all")).text();
    expect(text.trim().split("\r\n")).toHaveLength(1);
    expect((await fetch(`${served.base}/api/v1/export/stops`)).status).toBe(401);
  });
});

describe("a request for what is not there", () => {
  it.each([
    ["GET", "/api/v1/nothing"],
    ["DELETE", "/api/v1/telemetry"],
    ["GET", "/api/v1/proofs/999999"],
    ["GET", "/api/v1/proofs/..%2F1"],
    ["GET", "/api/v1/exceptions/1"],
    ["GET", "/api/auth/list-users"],
  ])("%s %s is answered with 404 and a sentence", async (method, path) => {
    const answer = await fetch(served.base + path, { method, ...served.as("admin") });
    expect(await failureOf(answer)).toMatchObject({ status: 404, code: "NOT_FOUND" });
  });

  it("of a path that does not decode is refused, not failed at", async () => {
    const answer = await fetch(`${served.base}/api/v1/proofs/%E0%A4%A`, served.as("admin"));
    expect((await failureOf(answer)).status).toBe(400);
  });

  it("of another organisation's proof is as if there were none", async () => {
    const { db } = served.composition;
    const data = { slug: "foreign", name: "Foreign", timeZone: "UTC", kind: "import" };
    const { id: organisationId } = await db.organisation.create({ data });
    const stopId = served.fleet.vehicles[0]?.stopIds[0] ?? 0;
    const at = new Date("2026-11-23T09:30:00Z");
    const { id } = await db.proof.create({ data: { organisationId, stopId, at, kind: "photo" } });
    expect((await fetch(`${served.base}/api/v1/proofs/${id}`, served.as("admin"))).status).toBe(404);
  });
});
