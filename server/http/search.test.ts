import { describe, expect, it } from "vitest";
import { parseEnv } from "#server/env.ts";
import { ROUTES } from "#server/http/openapi.ts";
import { withServedFleet } from "#server/http/served-fleet.ts";
import { createHttp, type HttpDeps } from "#server/http.ts";
import { systemScope } from "#server/platform/audit.ts";
import { sql } from "#server/platform/db.ts";
import { SearchAnswer } from "#server/vector/schema.ts";

const served = withServedFleet(parseEnv, { SIMULATE: "0" });

const search = (body: unknown, headers: Record<string, string>) =>
  fetch(`${served.base}/api/v1/search`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
const keyFor = async (use: "telemetry:write" | "search:read") => {
  const scope = systemScope(served.fleet.organisationId, "test");
  return (await served.composition.services.accounts.apiKeys.create(scope, { name: use, scopes: [use] })).key;
};

describe("search over REST", () => {
  it("finds a note within two seconds of its being written", { timeout: 30_000 }, async () => {
    const { composition, fleet } = served;
    await composition.start();
    const manager = { ...systemScope(fleet.organisationId, "test"), role: "manager" as const };
    const site = await composition.db.site.findFirstOrThrow({
      where: { organisationId: fleet.organisationId },
    });
    const key = await keyFor("search:read");
    const found = async (text: string, subjectId = site.id) => {
      const answer = await search({ text, kinds: ["note"] }, { "x-api-key": key });
      expect(answer.status).toBe(200);
      const { hits } = SearchAnswer.parse(await answer.json());
      return hits.find(({ place }) => place?.list === "sites" && place.id === subjectId);
    };
    const write = (body: string) =>
      composition.services.fleet.addNote(manager, { subject: "site", subjectId: site.id, body });
    // The first run opens the queue and the store; the promise is about a product that runs.
    await write("The barrier is painted red");
    await expect.poll(() => found("barrier"), { timeout: 15_000 }).toBeDefined();
    await write("The gate code is 4711");
    await expect
      .poll(() => found("gate code"), { timeout: 2_000, interval: 50 })
      .toMatchObject({
        text: "The gate code is 4711",
        textMarks: [
          [4, 8],
          [9, 13],
        ],
      });
  });

  it("does not find a note that was taken back", { timeout: 30_000 }, async () => {
    const { composition, fleet } = served;
    const admin = systemScope(fleet.organisationId, "test");
    const site = await composition.db.site.findFirstOrThrow({
      where: { organisationId: fleet.organisationId },
    });
    const body = "Beware of the parrot";
    await composition.services.fleet.addNote(admin, { subject: "site", subjectId: site.id, body });
    const texts = async () => {
      const answer = await search({ text: "parrot", kinds: ["note"] }, served.as("admin").headers);
      return SearchAnswer.parse(await answer.json()).hits.map(({ text }) => text);
    };
    await expect.poll(texts, { timeout: 15_000 }).toContain(body);
    const note = await composition.db.note.findFirstOrThrow({ where: { body } });
    const [row] = await composition.db.$queryRaw<{ id: number }[]>(
      sql`SELECT id FROM audit WHERE entity = 'note' AND entity_id = ${String(note.id)}`,
    );
    await composition.services.accounts.undo(admin, row?.id ?? 0);
    await expect.poll(texts, { timeout: 15_000 }).not.toContain(body);
  });

  it("is for keys that may search, and for whoever is signed in", async () => {
    expect((await search({ text: "gate" }, {})).status).toBe(401);
    expect((await search({ text: "gate" }, { "x-api-key": await keyFor("telemetry:write") })).status).toBe(
      403,
    );
    expect((await search({ text: "gate" }, served.as("dispatcher").headers)).status).toBe(200);
    expect((await search({ text: "gate" }, { cookie: served.cookies.get("admin") ?? "" })).status).toBe(401);
  });

  it("says what is wrong with a query", async () => {
    const answer = await search({ text: "", limit: 500, kinds: ["poem"] }, served.as("manager").headers);
    expect(answer.status).toBe(400);
    const { error } = (await answer.json()) as { error: { message: string } };
    for (const name of ["text", "limit", "kinds"]) expect(error.message).toContain(name);
  });
});

describe("the description of the routes", () => {
  const pattern = (path: string) => path.replace(/\{.*$/, "*");

  it("holds every route under /api/v1 and no other", () => {
    const deps = { accounts: {}, publicUrl: "http://localhost", trustedProxies: null };
    const { routes } = createHttp(deps as HttpDeps);
    const there = routes.filter(({ path }) => path.startsWith("/api/v1/"));
    const names = (all: readonly { method: string; path: string }[]) =>
      all.map(({ method, path }) => `${method} ${pattern(path)}`).sort();
    expect(names(ROUTES)).toEqual(names(there));
  });

  it("is JSON with what a call takes and gives, and a page of the same that needs nothing else", async () => {
    const document = await (await fetch(`${served.base}/api/v1/openapi.json`)).json();
    const operation = document.paths["/api/v1/search"].post;
    expect(operation.requestBody.content["application/json"].schema.required).toEqual(["text"]);
    expect(operation.responses[200].content["application/json"].schema.properties.hits.type).toBe("array");
    const page = await fetch(`${served.base}/api/v1/docs`);
    expect(page.headers.get("content-type")).toMatch(/^text\/html/);
    const html = await page.text();
    for (const { path } of ROUTES) expect(html).toContain(path);
    expect(html).not.toMatch(/<(?:script|link)|src=/);
  });
});
