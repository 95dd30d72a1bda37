import { describe, expect, it } from "vitest";
import { createHubspot } from "#server/external/emulator/hubspot.ts";
import { HubspotBatch, HubspotPage } from "#server/external/hubspot.schema.ts";
import prices from "#server/external/prices.json" with { type: "json" };

const START = Date.parse("2026-11-23T08:00:00Z");
const make = () => {
  const [sheet] = prices.hubspot;
  if (sheet === undefined) throw new Error("prices.json: found none for hubspot, expected one");
  const companies = Array.from({ length: 450 }, (_, n) => ({ key: `k${n}`, properties: { name: `N ${n}` } }));
  const api = createHubspot({
    types: { companies: { objects: async () => companies, required: ["name"] } },
    ...{ idProperty: "key", sheet: () => sheet },
  });
  const ask = (path: string, body: unknown, nowMs = START) =>
    api.read({ method: "POST", path: `/crm/v3/objects/companies/${path}`, body }).work(nowMs);
  const search = async (fromMs: number, after?: string) => {
    const filter = { propertyName: "hs_lastmodifieddate", operator: "GTE", value: String(fromMs) };
    const body = { filterGroups: [{ filters: [filter] }], properties: ["key"], limit: 200 };
    return HubspotPage.parse((await ask("search", after === undefined ? body : { ...body, after })).body);
  };
  return { api, ask, search };
};

describe("the emulated HubSpot", () => {
  it("tells every company once over the pages of a search, and then only what changed", async () => {
    const { api, search } = make();
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await search(0, after);
      seen.push(...page.items.map(({ properties }) => properties.key ?? ""));
      after = page.after ?? undefined;
    } while (after !== undefined);
    expect(new Set(seen).size).toBe(450);
    expect(seen).toHaveLength(450);
    api.edit("companies", "k7", { name: "New" }, START + 5);
    expect((await search(START + 5)).items.map(({ properties }) => properties.key)).toEqual(["k7"]);
  });

  it("keeps the id of a company over a restart", async () => {
    const read = async () => {
      const { status, body } = await make().ask("batch/read", {
        ...{ idProperty: "key", properties: ["key", "name"], inputs: [{ id: "k1" }, { id: "gone" }] },
      });
      return { status, batch: HubspotBatch.parse(body) };
    };
    const { status, batch } = await read();
    expect(status).toBe(207);
    expect(batch.results).toHaveLength(1);
    expect(batch.errors).toMatchObject([{ category: "OBJECT_NOT_FOUND", context: { ids: ["gone"] } }]);
    expect((await read()).batch.results[0]?.id).toBe(batch.results[0]?.id);
  });

  it("leads by the id of an object that was merged to the one it was merged into, and by that of a deleted one nowhere", async () => {
    const { api, ask } = make();
    const idOf = async (key: string) => {
      const body = { idProperty: "key", properties: ["key"], inputs: [{ id: key }] };
      return HubspotBatch.parse((await ask("batch/read", body)).body).results[0]?.id ?? "";
    };
    const [first, second, third] = [await idOf("k1"), await idOf("k2"), await idOf("k3")];
    api.merge("companies", "k1", "k2", START + 1);
    api.remove("companies", "k3");
    const inputs = [first, second, third].map((id) => ({ id }));
    const { body } = await ask("batch/read", { properties: ["key"], inputs });
    expect(HubspotBatch.parse(body).results.map(({ properties }) => properties.key)).toEqual(["k2", "k2"]);
    expect([await idOf("k1"), await idOf("k3")]).toEqual(["", ""]);
  });

  it("refuses by row a value that is another's, one that must be filled, and what is not there", async () => {
    const { api, ask } = make();
    const id = api.add("companies", { name: "New" }, START);
    const update = (properties: object, of = id) =>
      ask("batch/update", { inputs: [{ id: of, properties, objectWriteTraceId: "t" }] });
    for (const [properties, category] of [
      [{ key: "k1" }, "VALIDATION_ERROR"],
      [{ name: "" }, "VALIDATION_ERROR"],
    ] as const) {
      const { status, body } = await update(properties);
      expect({ status, errors: HubspotBatch.parse(body).errors }).toMatchObject({
        ...{ status: 207, errors: [{ category, context: { objectWriteTraceId: ["t"] } }] },
      });
    }
    expect(HubspotBatch.parse((await update({}, "1")).body).errors[0]?.category).toBe("OBJECT_NOT_FOUND");
    expect(HubspotBatch.parse((await update({ key: "new" })).body).results[0]?.id).toBe(id);
    expect(api.object("companies", "new")).toMatchObject({ name: "New" });
  });

  it("refuses more than a batch may hold, and what is not there", async () => {
    const { ask } = make();
    const inputs = Array.from({ length: 101 }, (_, n) => ({
      id: `k${n}`,
      idProperty: "key",
      properties: {},
    }));
    expect(await ask("batch/upsert", { inputs })).toMatchObject({ status: 400 });
    expect(await ask("batch/archive", { inputs: [] })).toMatchObject({ status: 404 });
  });
});
