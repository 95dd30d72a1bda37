import { describe, expect, it } from "vitest";
import { parseEnv } from "#server/env.ts";
import { withServedFleet } from "#server/http/served-fleet.ts";
import type { Role } from "#server/lib/scope.ts";
import { systemScope } from "#server/platform/audit.ts";

const served = withServedFleet(parseEnv);
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 9]);

const stopOf = (vehicle: number): number => served.fleet.vehicles[vehicle]?.stopIds[0] ?? 0;
const send = (
  path: string,
  headers: Record<string, string>,
  body: Buffer = JPEG,
  contentType = "image/jpeg",
) =>
  fetch(`${served.base}/api/v1/stops/${path}`, {
    method: "POST",
    headers: { "content-type": contentType, ...headers },
    body: new Uint8Array(body),
  });
const asRole = (role: Role) => served.as(role).headers;

describe("a photo of a stop", () => {
  it("sent by its driver is kept, served as it was sent, noted and announced", async () => {
    const answer = await send(`${stopOf(0)}/photos?at=2026-11-23T09:30:00Z`, asRole("driver"));
    expect(answer.status).toBe(201);
    const { id, url } = (await answer.json()) as { id: number; url: string };
    const got = await fetch(served.base + url, served.as("dispatcher"));
    expect(got.headers.get("content-type")).toBe("image/jpeg");
    expect(Buffer.from(await got.arrayBuffer())).toEqual(JPEG);
    const { db } = served.composition;
    expect(await db.proof.findUniqueOrThrow({ where: { id } })).toMatchObject({
      stopId: stopOf(0),
      kind: "photo",
      at: new Date("2026-11-23T09:30:00Z"),
    });
    expect(await db.audit.count({ where: { action: "proof.add", entityId: String(id) } })).toBe(1);
    expect(await db.outbox.count({ where: { topic: "proof.added" } })).toBe(1);
  });

  it("sent again, or twice at once, is one proof", async () => {
    const path = `${stopOf(0)}/photos`;
    const both = await Promise.all([1, 2].map(() => send(path, asRole("driver"), PNG, "image/png")));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
    const ids = await Promise.all(both.map(async (each) => ((await each.json()) as { id: number }).id));
    expect(new Set(ids).size).toBe(1);
    expect((await send(path, asRole("dispatcher"), PNG, "image/png")).status).toBe(200);
  });

  it("comes with as many others at once as a yard full of phones sends, more than the database has connections", async () => {
    const photos = Array.from({ length: 12 }, (_, i) => Buffer.concat([JPEG, Buffer.from([i, i + 1])]));
    const sent = await Promise.all(
      photos.map((photo) => send(`${stopOf(0)}/photos`, asRole("driver"), photo)),
    );
    expect(sent.map(({ status }) => status)).toEqual(photos.map(() => 201));
  });

  it("comes from a device with an API key of the organisation, and from nobody without one", async () => {
    const { apiKeys } = served.composition.services.accounts;
    const scope = systemScope(served.fleet.organisationId, "test");
    const { key } = await apiKeys.create(scope, { name: "camera", scopes: ["telemetry:write"] });
    const { key: other } = await apiKeys.create(scope, { name: "search", scopes: ["search:read"] });
    const path = `${stopOf(1)}/photos`;
    expect((await send(path, { "x-api-key": key })).status).toBe(201);
    expect((await send(path, { authorization: `Bearer ${key}` })).status).toBe(200);
    expect((await send(path, { "x-api-key": other })).status).toBe(403);
    expect((await send(path, { "x-api-key": "rsk_unknown" })).status).toBe(401);
    expect((await send(path, {})).status).toBe(401);
    expect((await send(path, { cookie: served.cookies.get("driver") ?? "" })).status).toBe(401);
  });

  it("is refused from a role without photos, and by another's driver as if there were no stop", async () => {
    expect((await send(`${stopOf(1)}/photos`, asRole("driver"))).status).toBe(404);
    expect((await send(`${stopOf(0)}/photos`, asRole("engineer"))).status).toBe(403);
    expect((await send("99999999/photos", asRole("admin"))).status).toBe(404);
    expect((await send("one/photos", asRole("admin"))).status).toBe(404);
  });

  it.each([
    ["a page called a picture", Buffer.from("<svg onload='x'>"), "image/jpeg"],
    ["a picture called another", PNG, "image/jpeg"],
    ["a picture called a page", JPEG, "text/html"],
    ["nothing", Buffer.alloc(0), "image/jpeg"],
  ])("is refused where it is %s, and nothing is kept", async (_, body, type) => {
    const { db } = served.composition;
    const before = await db.file.count();
    const answer = await send(`${stopOf(0)}/photos`, asRole("driver"), body, type);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await answer.json())).toContain("expected a JPEG, PNG or WebP");
    expect(await db.file.count()).toBe(before);
  });

  it("is refused over ten megabytes, and at a time that is none", async () => {
    const large = Buffer.concat([JPEG, Buffer.alloc(10 * 1024 * 1024)]);
    expect((await send(`${stopOf(0)}/photos`, asRole("driver"), large)).status).toBe(413);
    expect((await send(`${stopOf(0)}/photos?at=yesterday`, asRole("driver"))).status).toBe(400);
  });
});
