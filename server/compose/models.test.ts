import { afterAll, expect, it } from "vitest";
import { parseEnv } from "#server/env.ts";
import { withServedFleet } from "#server/http/served-fleet.ts";
import { startModelServer } from "#server/llm/fixture-model-server.ts";
import type { InferenceRequest } from "#server/llm/service.ts";

const server = await startModelServer("a key");
afterAll(() => server.close());
const served = withServedFleet(parseEnv, { MODEL_URL: server.url, MODEL_API_KEY: "a key", SIMULATE: "0" });

const request = (text: string): InferenceRequest => ({
  asker: {
    organisationId: served.fleet.organisationId,
    role: "dispatcher",
    depotIds: null,
    setting: "2026-11-26",
  },
  user: "ann",
  prefix: "Plan.",
  text,
  schema: { type: "object", properties: { kind: { enum: ["list", "count"] } } },
  maxTokens: 40,
  sources: [],
});

it("a named model answers, and is not asked twice what asks the same", async () => {
  const { llm } = served.composition.services;
  const first = await llm?.complete(request("show the stops left in the north zone"));
  expect(first).toMatchObject({ text: '{"kind":"list"}', isWhole: true, by: "none" });
  const { asked } = server.counts();
  const again = await llm?.complete(request("Show the stops left in the north zone!"));
  expect(again).toMatchObject({ text: '{"kind":"list"}', by: "text", usage: null });
  expect(server.counts().asked).toBe(asked);
});

it("its state is shown to engineers, and to no driver", async () => {
  const state = (role: "engineer" | "driver") => fetch(`${served.base}/api/trpc/llm.state`, served.as(role));
  const answer = (await (await state("engineer")).json()) as { result: { data: unknown } };
  expect(answer.result.data).toMatchObject({ isOn: true, isReady: true, facts: { name: "fixture" } });
  expect((await state("driver")).status).toBe(403);
});

it("a server that fails is told at once", async () => {
  const { llm } = served.composition.services;
  server.misbehave("status 500");
  for (let i = 0; i < 4; i++)
    await expect(llm?.complete(request(`stops of route ${i}`))).rejects.toMatchObject({
      code: "UNAVAILABLE",
    });
});

it("a file and an address at once are refused by name", () => {
  const variables = {
    DATABASE_URL: "postgresql://localhost/x",
    MODEL: "a.gguf",
    MODEL_URL: "http://localhost",
  };
  expect(() => parseEnv(variables)).toThrow("MODEL: found it beside MODEL_URL, expected one of the two");
});
