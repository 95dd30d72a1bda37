import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMPANY, type CrmCustomer } from "./company.ts";
import { readProperties } from "./crm-record.ts";

const CUSTOMER: CrmCustomer = {
  ...{ id: 1, externalId: "c1", accountNumber: "88213", name: "Bakery", kind: "commercial", phone: "1" },
  ...{ email: null, since: "2020-01-01", sites: 2, complaintRisk: null, leaveIndex: null },
};

describe("a customer as a company", () => {
  it("comes back as he went out", () => {
    const filled = fc.string({ minLength: 1, maxLength: 60 });
    const some = fc.record({
      ...{ name: filled.filter((name) => name.trim() !== ""), kind: fc.constantFrom("commercial", "public") },
      ...{ phone: fc.option(filled), email: fc.option(filled) },
    });
    fc.assert(
      fc.property(some, (fields) => {
        const { fields: told, faults } = readProperties(
          COMPANY,
          COMPANY.fieldsOf({ ...CUSTOMER, ...fields }),
        );
        expect(faults).toEqual([]);
        expect(COMPANY.changeOf(told)).toEqual(fields);
      }),
    );
  });

  it.each([
    ["name", " ", "name: found nothing, expected a name"],
    [
      "roundsman_segment",
      "household",
      'roundsman_segment: found "household", expected one of commercial, public',
    ],
    ["phone", "1".repeat(61), "phone: found 61 characters, expected 60 at most"],
  ])("does not take a %s that no customer can have", (property, value, fault) => {
    const { fields, faults } = readProperties(COMPANY, { ...COMPANY.fieldsOf(CUSTOMER), [property]: value });
    expect(faults).toEqual([fault]);
    expect(fields).not.toHaveProperty(property);
  });

  it("tells a chance in whole per cent, and takes no property that is none of ours", () => {
    expect(COMPANY.fieldsOf({ ...CUSTOMER, complaintRisk: 0.0349 }).roundsman_complaint_risk).toBe("3");
    expect(readProperties(COMPANY, { industry: "FOOD", name: "Bakery" }).fields).toEqual({ name: "Bakery" });
  });
});
