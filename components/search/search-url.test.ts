import { describe, expect, it } from "vitest";
import { changedSearch, readSearch } from "#components/url-state.ts";
import { SearchQuery } from "#server/vector/schema.ts";
import { queryOf, SEARCH_PARTS } from "./search-url.ts";

describe("the search of an address", () => {
  it("is a query the server takes, both days counting", () => {
    const url = readSearch(
      "?q=gate+code&kinds=note,poem,procedure&stream=glass&from=2026-11-20&until=2026-11-24",
      SEARCH_PARTS,
    );
    const query = queryOf(url, 3);
    expect(SearchQuery.parse(query)).toMatchObject({
      ...{ text: "gate code", kinds: ["note", "procedure"], streams: ["glass"], depotIds: [3] },
      ...{ from: "2026-11-20", until: "2026-11-24" },
    });
  });

  it("is none where nothing is looked for, and leaves out what does not parse", () => {
    expect(queryOf(readSearch("?q=+", SEARCH_PARTS), null)).toBeNull();
    const odd = readSearch("?q=gate&kinds=&stream=tea&from=yesterday", SEARCH_PARTS);
    expect(queryOf(odd, null)).toEqual({ text: "gate" });
  });

  it("stays readable in the address", () => {
    const change = { q: "gate code", kinds: ["note" as const, "customer" as const] };
    expect(changedSearch("?depot=2", SEARCH_PARTS, change)).toBe("?depot=2&q=gate+code&kinds=note,customer");
  });
});
