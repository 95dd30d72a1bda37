import { type CrmShape, faultOfChoice, faultOfLength } from "./crm-record.ts";

/** A customer as the CRM is told of him; null where it is not known. */
export type CrmCustomer = {
  id: number;
  externalId: string;
  accountNumber: string;
  name: string;
  kind: string;
  phone: string | null;
  email: string | null;
  /** `YYYY-MM-DD`. */
  since: string;
  sites: number;
  /** Chance of a complaint within 28 days. */
  complaintRisk: number | null;
  /** 0 to 100. */
  leaveIndex: number | null;
};

const FIELD_OF = {
  name: "name",
  phone: "phone",
  roundsman_email: "email",
  roundsman_segment: "kind",
} as const;

const LONGEST: Readonly<Record<string, number>> = { name: 200, phone: 60, roundsman_email: 200 };
// A household is no company: one that is called so would be lost to the CRM.
const SEGMENTS = ["commercial", "public"];

/** A customer as a company: the CRM knows who he is, we know how he is served. */
export const COMPANY: CrmShape<CrmCustomer> = {
  rules: {
    name: "theirs",
    phone: "theirs",
    roundsman_email: "theirs",
    roundsman_segment: "theirs",
    roundsman_account_number: "told",
    roundsman_since: "told",
    roundsman_sites: "told",
    roundsman_complaint_risk: "told",
    roundsman_leave_index: "told",
  },
  fieldsOf: (customer) => ({
    name: customer.name,
    phone: customer.phone ?? "",
    roundsman_email: customer.email ?? "",
    roundsman_segment: customer.kind,
    roundsman_account_number: customer.accountNumber,
    roundsman_since: customer.since,
    roundsman_sites: String(customer.sites),
    // Whole per cent: a CRM that is told of every tenth changes every night.
    roundsman_complaint_risk:
      customer.complaintRisk === null ? "" : String(Math.round(customer.complaintRisk * 100)),
    roundsman_leave_index: customer.leaveIndex === null ? "" : String(customer.leaveIndex),
  }),
  faultIn(property, value) {
    if (property === "name" && value.trim() === "") return "found nothing, expected a name";
    if (property === "roundsman_segment") return faultOfChoice(value, SEGMENTS);
    return faultOfLength(value, LONGEST[property] ?? Number.POSITIVE_INFINITY);
  },
  changeOf: (properties) =>
    Object.fromEntries(
      Object.entries(FIELD_OF).flatMap(([property, field]) => {
        const value = properties[property];
        if (value === undefined) return [];
        return [[field, value === "" && (field === "phone" || field === "email") ? null : value]];
      }),
    ),
};
