import { describe, expect, it } from "vitest";
import type { Scope } from "#server/lib/scope.ts";
import { PASSAGE_KINDS, SearchQuery } from "#server/vector/schema.ts";
import { createWordSearch, type TextsOf } from "#server/vector/word-search.ts";

const scope: Scope = {
  ...{
    organisationId: 1,
    userId: "u",
    userName: "U",
    role: "manager",
    depotIds: [1, 2],
    driverId: null,
    isOperator: true,
  },
};
const textOf = (recordId: number, stream: string | null = null) => ({
  ...{ id: `note/${recordId}`, kind: "note" as const, recordId, depotId: 1, stream, at: 0, roles: [] },
  ...{ title: "Mill Lane 4", text: "The gate is locked.", words: 1 },
});

const search = async (query: Partial<SearchQuery>, found = [textOf(1), textOf(2, "glass"), textOf(3)]) => {
  const asked: Parameters<TextsOf>[1][] = [];
  const find = createWordSearch({
    textsOf: async (_, given) => {
      asked.push(given);
      return found;
    },
    factsOf: async () => new Map([["note/1", { place: { list: "sites" as const, id: 9 }, by: "Ann" }]]),
    zoneOf: async () => "America/New_York",
  });
  return {
    hits: await find(scope, SearchQuery.parse({ text: "is the gate locked", isFolded: false, ...query })),
    asked,
  };
};

describe("the plain search", () => {
  it("looks for the words that carry meaning, within the asker's depots and role", async () => {
    const { asked } = await search({});
    expect(asked).toEqual([
      {
        ...{ words: ["gate", "locked"], kinds: PASSAGE_KINDS, depotIds: [1, 2], role: "manager" },
        ...{ from: null, until: null, limit: 20 },
      },
    ]);
  });

  it("counts service days in the zone of the depots", async () => {
    const { asked } = await search({ from: "2026-11-16", until: "2026-11-22" });
    expect([asked[0]?.from, asked[0]?.until]).toEqual([
      new Date("2026-11-16T05:00:00Z"),
      new Date("2026-11-23T05:00:00Z"),
    ]);
  });

  it("never widens the depots by a filter", async () => {
    const { asked } = await search({ depotIds: [2, 3] });
    expect(asked[0]?.depotIds).toEqual([2]);
  });

  it("gives passages with the words marked, the place and who wrote them", async () => {
    const { hits } = await search({});
    expect(hits.map(({ id, place, by, score }) => [id, place, by, score])).toEqual([
      ["note/1", { list: "sites", id: 9 }, "Ann", 0.5],
      ["note/2", null, null, 0.5],
      ["note/3", null, null, 0.5],
    ]);
    expect(hits[0]?.textMarks.map(([from, until]) => hits[0]?.text.slice(from, until))).toEqual([
      "gate",
      "locked",
    ]);
  });

  it("takes those that say the same as one, wherever they lie", async () => {
    const { hits, asked } = await search({ isFolded: true, limit: 1 });
    expect(hits.map(({ id, alike }) => [id, alike.count, alike.newest.map((each) => each.id)])).toEqual([
      ["note/1", 2, ["note/2", "note/3"]],
    ]);
    expect(asked[0]?.limit).toBeGreaterThan(100);
  });

  it("keeps to streams and to the page asked for", async () => {
    expect((await search({ streams: ["glass"] })).hits.map(({ id }) => id)).toEqual(["note/2"]);
    const { hits, asked } = await search({ offset: 1, limit: 2 });
    expect([hits.map(({ id }) => id), asked[0]?.limit]).toEqual([["note/2", "note/3"], 3]);
  });
});
