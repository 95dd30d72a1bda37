import { describe, expect, it } from "vitest";
import { readProperties } from "./crm-record.ts";
import { type CrmTicket, newOrderOf, TICKET } from "./crm-ticket.ts";
import { mergeFields } from "./three-way.ts";

const ORDER: CrmTicket = {
  ...{ id: 1, externalId: "order-1", siteId: "s1", site: "Mill", customerId: "c1", kind: "extra-lift" },
  ...{ stream: "refuse", status: "requested", description: "One more", scheduledFor: null, doneAt: null },
};
const merged = (base: string, ours: string, theirs: string) => {
  const record = { ...ORDER, status: ours };
  const told = { ...TICKET.fieldsOf(record), roundsman_status: theirs };
  const { toOurs, toTheirs, conflicts } = mergeFields(TICKET.rulesOf?.(record, told) ?? TICKET.rules, {
    ...{ base: { ...TICKET.fieldsOf(record), roundsman_status: base } },
    ...{ ours: TICKET.fieldsOf(record), theirs: told },
  });
  return {
    ours: toOurs.roundsman_status ?? ours,
    theirs: toTheirs.roundsman_status ?? theirs,
    kept: conflicts.length,
  };
};

describe("an order as a ticket", () => {
  it.each([
    ["requested", "requested", "cancelled", "cancelled", 0],
    ["scheduled", "scheduled", "cancelled", "cancelled", 0],
    ["cancelled", "cancelled", "requested", "requested", 0],
    // What has been done cannot be called off, and nothing is scheduled or done from there.
    ["done", "done", "cancelled", "done", 1],
    ["requested", "requested", "done", "requested", 1],
    ["requested", "requested", "scheduled", "requested", 1],
    ["done", "done", "requested", "done", 1],
    // It was called off there while it was planned and done here.
    ["requested", "scheduled", "cancelled", "scheduled", 1],
    ["requested", "done", "cancelled", "done", 1],
    ["requested", "done", "requested", "done", 0],
  ])("from %s, ours %s and theirs %s both become %s", (base, ours, theirs, both, kept) => {
    expect(merged(base, ours, theirs)).toEqual({ ours: both, theirs: both, kept });
  });

  it("takes a new text, and neither none nor a status there is not", () => {
    expect(TICKET.changeOf({ content: "Two more" })).toEqual({ description: "Two more" });
    const { fields, faults } = readProperties(TICKET, { content: " ", roundsman_status: "waiting" });
    expect(fields).toEqual({});
    expect(faults).toEqual([
      "content: found nothing, expected what is wanted",
      'roundsman_status: found "waiting", expected one of requested, scheduled, done, cancelled',
    ]);
  });

  it.each([
    ["names a site", {}, { externalId: "hubspot-7", siteId: "s1", kind: "extra-lift", stream: "glass" }],
    ["names no stream", { roundsman_stream: "" }, { stream: null }],
    ["names no site", { roundsman_site_id: "" }, null],
    ["is an order's already", { roundsman_id: "order-1" }, null],
    [
      "names no kind there is",
      { roundsman_kind: "party" },
      expect.stringMatching(/^ticket 7: roundsman_kind: found "party"/),
    ],
    ["says nothing", { content: "" }, "ticket 7: content: found nothing, expected what is wanted"],
  ])("a ticket that %s", (_, more, expected) => {
    const properties = {
      ...{
        content: "One more",
        roundsman_site_id: "s1",
        roundsman_kind: "extra-lift",
        roundsman_stream: "glass",
      },
      ...more,
    };
    const order = newOrderOf("7", properties);
    if (typeof expected === "object" && expected !== null && !("asymmetricMatch" in expected))
      expect(order).toMatchObject(expected);
    else expect(order).toEqual(expected);
  });
});
