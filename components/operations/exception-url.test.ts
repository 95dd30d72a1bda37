import { describe, expect, it } from "vitest";
import { type InboxUrl, inboxQuery } from "./exception-url.ts";

const url: InboxUrl = { status: "todo", kind: null, zone: null, mine: false, photo: false, q: null, f: null };
const by = { userId: "u1", depotId: null };

describe("inbox in the URL", () => {
  it("begins with what is not closed, by service clock, what nobody has taken first", () => {
    expect(inboxQuery(url, by)).toEqual({
      filters: [{ column: "isOpen", op: "eq", value: true }],
      sort: [
        { column: "status", descending: false },
        { column: "respondBy", descending: false },
      ],
    });
  });

  it("joins every filter with the depot of the shell", () => {
    const asked = {
      ...url,
      status: "closed",
      kind: "blocked",
      zone: "Harbour",
      mine: true,
      q: "gate",
    } as const;
    const query = inboxQuery(asked, { userId: "u1", depotId: 3 });
    expect(query.search).toBe("gate");
    expect(query.filters).toEqual([
      { column: "status", op: "eq", value: "closed" },
      { column: "kind", op: "eq", value: "blocked" },
      { column: "zone", op: "eq", value: "Harbour" },
      { column: "ownerId", op: "eq", value: "u1" },
      { column: "depotId", op: "eq", value: 3 },
    ]);
    expect(query.sort).toEqual([{ column: "closedAt", descending: true }]);
  });

  it("takes filters that a link from elsewhere brings", () => {
    const query = inboxQuery({ ...url, status: "all", f: ["routeId:eq:12"] }, by);
    expect(query.filters).toEqual([{ column: "routeId", op: "eq", value: 12 }]);
  });
});
