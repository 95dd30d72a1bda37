import { describe, expect, it } from "vitest";
import { changedSearch, readSearch } from "#components/url-state.ts";
import { SearchQuery } from "#server/vector/schema.ts";
import { dayStart } from "./day-start.ts";
import { queryOf, SEARCH_PARTS } from "./search-url.ts";

describe("the start of a day", () => {
  it.each([
    ["2026-11-26", "UTC", "2026-11-26T00:00:00.000Z"],
    ["2026-07-01", "Europe/London", "2026-06-30T23:00:00.000Z"],
    ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z"],
    ["2026-10-26", "Europe/Berlin", "2026-10-25T23:00:00.000Z"],
    ["2026-11-01", "America/New_York", "2026-11-01T04:00:00.000Z"],
    ["2026-11-02", "America/New_York", "2026-11-02T05:00:00.000Z"],
    ["2026-11-26", "Asia/Kolkata", "2026-11-25T18:30:00.000Z"],
  ])("%s in %s", (day, zone, instant) => {
    expect(dayStart(day, zone)).toBe(instant);
  });
});

describe("the search of an address", () => {
  it("is a query the server takes, both days counting", () => {
    const url = readSearch(
      "?q=gate+code&kinds=note,poem,procedure&stream=glass&from=2026-11-20&until=2026-11-24",
      SEARCH_PARTS,
    );
    const query = queryOf(url, 3, "Europe/London");
    expect(SearchQuery.parse(query)).toMatchObject({
      ...{ text: "gate code", kinds: ["note", "procedure"], streams: ["glass"], depotIds: [3] },
      ...{ from: "2026-11-20T00:00:00.000Z", until: "2026-11-25T00:00:00.000Z" },
    });
  });

  it("is none where nothing is looked for, and leaves out what does not parse", () => {
    expect(queryOf(readSearch("?q=+", SEARCH_PARTS), null, "UTC")).toBeNull();
    const odd = readSearch("?q=gate&kinds=&stream=tea&from=yesterday", SEARCH_PARTS);
    expect(queryOf(odd, null, "UTC")).toEqual({ text: "gate" });
  });

  it("stays readable in the address", () => {
    const change = { q: "gate code", kinds: ["note" as const, "customer" as const] };
    expect(changedSearch("?depot=2", SEARCH_PARTS, change)).toBe("?depot=2&q=gate+code&kinds=note,customer");
  });
});
