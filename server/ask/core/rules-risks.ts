import { dayFilter, type ListFilter } from "#server/ask/core/list-filters.ts";
import { asc, desc } from "#server/ask/core/plan-parts.ts";
import { type Asked, boundFilter, has, linksOf, quantityOf, type Rule } from "#server/ask/core/question.ts";
import { namedRecords, recordsPlan } from "#server/ask/core/records-parts.ts";

const USED_BY_RISKS = [
  ...(["howMany", "most", "worst", "handleFirst", "within", "older", "least", "best", "forecast"] as const),
] as const;

// Chances are told of the week to come: other days are another question.
const THIS_WEEK = /\b(?:this|next|coming) week\b|\bnext (?:7|seven) days\b/i;
const isOfWeek = ({ window, quantities, hearing: { text } }: Asked): boolean =>
  (window === null || THIS_WEEK.test(text)) &&
  !quantities.some(({ unit }) => unit === "s") &&
  !/\btomorrow\b/i.test(text);
const saidSoon = ({ hearing: { tokens, text }, timed }: Asked): ReadonlySet<number> =>
  new Set(
    tokens.flatMap(({ stem }, at) =>
      /^(?:soon|next|likely|likeliest|probable|probably|going|about|up)$/.test(stem) ||
      (THIS_WEEK.test(text) && (/^(?:week|7|seven|day|this|coming)$/.test(stem) || timed.when.has(at)))
        ? [at]
        : [],
    ),
  );

/** Which vehicles are likely to fail within a week. */
const vehicles: Rule = (asked) => {
  if (!has(asked, "vehicleRisk") || !isOfWeek(asked)) return undefined;
  const { filters, uses } = namedRecords(asked, "risks");
  const bound = quantityOf(asked, "%");
  return {
    plan: recordsPlan(asked, "risks", {
      filters: [...filters, ...(bound ? [boundFilter("chancePct", bound, { op: "gte", value: 0 })] : [])],
      sort: [
        /\b(?:next(?! week)|soonest|how (?:long|soon)|days|(?:fail|break down) first)\b/i.test(
          asked.hearing.text,
        )
          ? asc("daysLeft")
          : desc("chancePct"),
      ],
      columns: ["vehicle", "chancePct", "daysLeft", "lowDays", "highDays", "madeFrom", "depot"],
    }),
    window: null,
    said: saidSoon(asked),
    uses: [
      "vehicleRisk",
      "vehicle",
      "perVehicle",
      "breakdown",
      "needsService",
      "exception",
      "toTomorrow",
      ...USED_BY_RISKS,
      ...uses,
    ],
  };
};

/** Work orders of the workshop: proposed by risks, ordered or dismissed. */
const workOrders: Rule = (asked) => {
  if (!has(asked, "workOrder")) return undefined;
  const { filters, uses } = namedRecords(asked, "work-orders");
  const { window } = asked;
  const state = /\bdismissed\b/i.test(asked.hearing.text)
    ? "dismissed"
    : /\bproposed\b|\bto (?:be )?decided?\b|\bundecided\b/i.test(asked.hearing.text)
      ? "proposed"
      : /\bordered\b|\bapproved\b/i.test(asked.hearing.text)
        ? "ordered"
        : null;
  const status: ListFilter[] =
    state !== null
      ? [{ column: "status", op: "eq", value: state }]
      : has(asked, "open", "pending", "late")
        ? [{ column: "status", op: "in", value: ["proposed", "ordered"] }]
        : [];
  return {
    plan: recordsPlan(asked, "work-orders", {
      filters: [...filters, ...status, ...(window ? [dayFilter(window)] : [])],
      sort: [desc("proposedAt")],
      columns: [
        "vehicle",
        "status",
        "chancePct",
        "daysLeft",
        "madeFrom",
        "proposedAt",
        "decidedAt",
        "decidedBy",
      ],
    }),
    window,
    said: new Set(
      asked.hearing.tokens.flatMap(({ stem }, at) =>
        /^(?:dismissed|proposed|decided?|undecided|ordered|approved)$/.test(stem) ? [at] : [],
      ),
    ),
    // Orders have no day by which they must be done, so none is overdue.
    uses: ["workOrder", "open", "pending", "howMany", "vehicle", "workshop", "booked", ...uses],
  };
};

/** Which customers are likely to complain, or to leave. */
const customers: Rule = (asked) => {
  const isLeaving = has(asked, "leaveRisk");
  if (!(isLeaving || has(asked, "complainRisk")) || !isOfWeek(asked)) return undefined;
  const ids = linksOf(asked, "customer").map(({ name }) => name.id ?? -1);
  const bound = quantityOf(asked, "%");
  return {
    plan: recordsPlan(asked, "customer-risks", {
      filters: [
        ...(ids.length > 0 ? [{ column: "customerId", op: "in" as const, value: ids }] : []),
        ...(bound && !isLeaving ? [boundFilter("complaintPct", bound, { op: "gte", value: 0 })] : []),
      ],
      sort: [desc(isLeaving ? "leaveIndex" : "complaintPct")],
      columns: isLeaving
        ? ["customer", "accountNumber", "leaveIndex", "complaintPct", "madeFrom"]
        : ["customer", "accountNumber", "complaintPct", "leaveIndex", "madeFrom"],
    }),
    window: null,
    said: saidSoon(asked),
    uses: [
      "leaveRisk",
      "complainRisk",
      "customer",
      "perCustomer",
      "residentCall",
      "toTomorrow",
      "calledAfter",
      "notLeft",
      "leftYard",
      ...USED_BY_RISKS,
    ],
  };
};

/** Rules about what is likely to happen to vehicles and with customers. */
export const RISK_RULES: readonly Rule[] = [workOrders, customers, vehicles];
