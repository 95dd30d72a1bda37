import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readProperties } from "./crm-record.ts";
import { CRM_SITE, type CrmSite } from "./crm-site.ts";

const SITE: CrmSite = {
  ...{ id: 1, externalId: "s1", customerId: "c1", name: "Mill", address: "44 Mill Lane", depot: "North" },
  ...{ streams: ["refuse", "glass"], containers: 3, windowStartMin: 360, windowEndMin: 840 },
};

describe("a site at the CRM", () => {
  it("comes back as it went out, whatever its window", () => {
    const minute = fc.integer({ min: 0, max: 1_439 });
    fc.assert(
      fc.property(minute, fc.integer({ min: 1, max: 1_440 }), (start, length) => {
        const window = { windowStartMin: start, windowEndMin: Math.min(1_440, start + length) };
        const { fields, faults } = readProperties(CRM_SITE, CRM_SITE.fieldsOf({ ...SITE, ...window }));
        expect(faults).toEqual([]);
        expect(CRM_SITE.changeOf(fields)).toEqual({ name: "Mill", ...window });
      }),
    );
  });

  it.each([
    ["name", "", "name: found nothing, expected a name"],
    ["roundsman_window", "6-14", 'roundsman_window: found "6-14", expected a span such as 06:00-14:00'],
    [
      "roundsman_window",
      "14:00-06:00",
      'roundsman_window: found "14:00-06:00", expected a span such as 06:00-14:00',
    ],
    [
      "roundsman_window",
      "06:00-24:30",
      'roundsman_window: found "06:00-24:30", expected a span such as 06:00-14:00',
    ],
    [
      "roundsman_window",
      "06:00-14:60",
      'roundsman_window: found "06:00-14:60", expected a span such as 06:00-14:00',
    ],
  ])("does not take a %s of %o", (property, value, fault) => {
    const { fields, faults } = readProperties(CRM_SITE, { ...CRM_SITE.fieldsOf(SITE), [property]: value });
    expect(faults).toEqual([fault]);
    expect(fields).not.toHaveProperty(property);
  });

  it("tells streams in one order, so that another order of ours is no change", () => {
    expect(CRM_SITE.fieldsOf(SITE)).toEqual(CRM_SITE.fieldsOf({ ...SITE, streams: ["glass", "refuse"] }));
  });
});
