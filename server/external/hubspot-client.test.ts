import { describe, expect, it } from "vitest";
import { COMPANY } from "#server/external/core/company.ts";
import { createHubspotScene, type Mishap } from "#server/external/fixture-hubspot.ts";
import { objectKindOf } from "#server/external/hubspot-sync.ts";

const COMPANIES = objectKindOf("companies", "customers", COMPANY);
const scene = () =>
  createHubspotScene(["a", "b", "c"].map((key) => ({ key, properties: { name: `Company ${key}` } })));
/** Does something to the first so many answers. */
const first = (times: number, mishap: Mishap): Mishap => {
  let left = times;
  return (request, answer) => (left-- > 0 ? mishap(request, answer) : null);
};
const always =
  (status: number, text = "", headers = {}): Mishap =>
  async () => ({ status, text, headers });

describe("objects of HubSpot", () => {
  it("reads what is asked for at one moment in one request, and tells what is not there", async () => {
    const { client, sent } = await scene();
    const found = await Promise.all(["a", "b", "z"].map((id) => client.read(1, COMPANIES, id)));
    expect(found.map((object) => object?.properties.name)).toEqual(["Company a", "Company b", undefined]);
    expect(sent).toHaveLength(1);
  });

  it("tells of each write of a batch how it came out", async () => {
    const { client, api } = await scene();
    const ends = await Promise.allSettled([
      client.upsert(1, COMPANIES, { id: "a", properties: { name: "Bakery" } }),
      client.upsert(1, COMPANIES, { id: "b", properties: { name: "" } }),
      client.upsert(1, COMPANIES, { id: "new", properties: { name: "Harbour" } }),
    ]);
    expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(ends[1]).toMatchObject({
      reason: {
        code: "BAD_REQUEST",
        message: expect.stringContaining("companies b: found VALIDATION_ERROR"),
      },
    });
    expect(api.object("companies", "a")).toMatchObject({ name: "Bakery" });
    expect(api.object("companies", "b")).toMatchObject({ name: "Company b" });
    expect(api.object("companies", "new")).toMatchObject({ name: "Harbour" });
  });

  it("does not take what it could not read for what is not there", async () => {
    const told = await scene();
    told.mishap = first(1, async () => ({
      ...{ status: 207, headers: {} },
      text: JSON.stringify({
        results: [],
        errors: [{ category: "INTERNAL_ERROR", message: "later", context: { ids: ["a"] } }],
      }),
    }));
    await expect(told.client.read(1, COMPANIES, "a")).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });

  it.each<[string, Mishap]>([
    ["half an answer", async (_, answer) => answer().then((a) => ({ ...a, text: a.text.slice(0, 40) }))],
    [
      "words for dates",
      async (_, answer) =>
        answer().then((a) => ({ ...a, text: a.text.replace(/"updatedAt":"[^"]*"/g, '"updatedAt":"soon"') })),
    ],
    ["a refusal without a word on when", always(429)],
    ["a refusal with it", always(429, "", { "retry-after": "0.02" })],
    [
      "a refusal in HubSpot's own words",
      always(429, "", { "x-hubspot-ratelimit-interval-milliseconds": "20" }),
    ],
    ["a failure", always(503)],
  ])("asks again after %s, and gives up in time", async (_, mishap) => {
    const told = await scene();
    told.mishap = first(1, mishap);
    expect(await told.client.read(1, COMPANIES, "a")).toMatchObject({ properties: { name: "Company a" } });
    told.mishap = mishap;
    await expect(told.client.read(1, COMPANIES, "b")).rejects.toMatchObject({
      code: expect.stringMatching(/UNAVAILABLE|TOO_MANY_REQUESTS|TIMEOUT/),
    });
  });

  it("leaves out one broken object of a page, and refuses a page of nothing else", async () => {
    const told = await scene();
    const broken: Mishap = async (_, answer) =>
      answer().then((a) => ({ ...a, text: a.text.replace('"name":"Company b"', '"name":7') }));
    told.mishap = broken;
    const page = await told.client.changed(1, COMPANIES, { fromMs: 0, after: null });
    expect(page.items.map(({ properties }) => properties.name).sort()).toEqual(["Company a", "Company c"]);
    expect(page.refused).toEqual([expect.stringMatching(/results\[\d\]\.properties\.name/)]);
    told.mishap = async (_, answer) =>
      answer().then((a) => ({ ...a, text: a.text.replace(/"name":"[^"]*"/g, '"name":7') }));
    await expect(told.client.changed(1, COMPANIES, { fromMs: 0, after: null })).rejects.toMatchObject({
      code: "UNAVAILABLE",
    });
  });
});
