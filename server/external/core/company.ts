import type { FieldRule, Fields } from "./three-way.ts";

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

/** What the CRM may change of a customer. */
export type CustomerChange = Partial<Pick<CrmCustomer, "name" | "kind" | "phone" | "email">>;

/** The property of a company that carries the id of our customer. */
export const COMPANY_ID = "roundsman_id";

/** What counts where both sides changed a property: the CRM knows who a customer is, we know how he is served. */
export const COMPANY_RULES = {
  name: "theirs",
  phone: "theirs",
  roundsman_email: "theirs",
  roundsman_segment: "theirs",
  roundsman_account_number: "told",
  roundsman_since: "told",
  roundsman_sites: "told",
  roundsman_complaint_risk: "told",
  roundsman_leave_index: "told",
} as const satisfies Readonly<Record<string, FieldRule>>;

const FIELD_OF = {
  name: "name",
  phone: "phone",
  roundsman_email: "email",
  roundsman_segment: "kind",
} as const;

const LONGEST = { name: 200, phone: 60, roundsman_email: 200, roundsman_segment: 40 } as const;
// A household is no company: one that is called so would be lost to the CRM.
const SEGMENTS = ["commercial", "public"];

/** The properties that a customer has as a company. */
export const companyOf = (customer: CrmCustomer): Fields => ({
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
});

const faultIn = (property: keyof typeof FIELD_OF, value: string): string | null => {
  if (property === "name" && value.trim() === "") return "found nothing, expected a name";
  if (property === "roundsman_segment" && !SEGMENTS.includes(value))
    return `found "${value.slice(0, 40)}", expected one of ${SEGMENTS.join(", ")}`;
  if (value.length > LONGEST[property])
    return `found ${value.length} characters, expected ${LONGEST[property]} at most`;
  return null;
};

/** The properties of a company that are ours to read; a value that no customer can have counts as not told. */
export const readCompany = (properties: Fields): { fields: Fields; faults: readonly string[] } => {
  const fields: Record<string, string> = {};
  const faults: string[] = [];
  for (const property of Object.keys(COMPANY_RULES)) {
    const value = properties[property];
    if (value === undefined) continue;
    const fault = property in FIELD_OF ? faultIn(property as keyof typeof FIELD_OF, value) : null;
    if (fault === null) fields[property] = value;
    else faults.push(`${property}: ${fault}`);
  }
  return { fields, faults };
};

/** Properties that come from the CRM as fields of a customer. */
export const customerChangeOf = (properties: Fields): CustomerChange =>
  Object.fromEntries(
    Object.entries(FIELD_OF).flatMap(([property, field]) => {
      const value = properties[property];
      if (value === undefined) return [];
      return [[field, value === "" && (field === "phone" || field === "email") ? null : value]];
    }),
  );
