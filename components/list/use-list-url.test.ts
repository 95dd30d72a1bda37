import { describe, expect, it } from "vitest";
import type { Filter } from "#server/platform/list.schema.ts";
import { listQueryFromParams, listQueryToParams } from "#server/platform/list-url.schema.ts";
import { paramsOf, withFilter } from "./use-list-url.ts";

const late: Filter = { column: "delayS", op: "gte", value: 900 };
const streams: Filter = { column: "stream", op: "in", value: ["glass", "paper, mixed"] };

describe("a list's question in the URL", () => {
  it("comes back from the address as it went in, commas and colons included", () => {
    const query = {
      search: "O'Hara & co: 5,5",
      filters: [late, streams, { column: "plate", op: "contains", value: "42" } as const],
      sort: [{ column: "delayS", descending: true }],
    };
    const params = new URLSearchParams(listQueryToParams(query).toString());
    const state = { q: params.get("q"), sort: params.get("sort"), f: params.getAll("f") };
    expect(listQueryFromParams(new URLSearchParams(paramsOf(state).toString()))).toEqual(query);
  });

  it("is empty where the address says nothing", () => {
    expect(listQueryFromParams(paramsOf({ q: null, sort: null, f: null }))).toEqual({
      filters: [],
      sort: [],
    });
  });

  it("replaces the filter of a column in its place and adds a new one at the end", () => {
    const wider: Filter = { column: "delayS", op: "gte", value: 60 };
    expect(withFilter([late, streams], "delayS", wider)).toEqual([wider, streams]);
    expect(withFilter([streams], "delayS", late)).toEqual([streams, late]);
    expect(withFilter([late, streams], "delayS", undefined)).toEqual([streams]);
  });
});
