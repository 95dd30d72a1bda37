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
