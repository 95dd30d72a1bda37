import { CRM_ID, type CrmShape, faultOfChoice, faultOfLength } from "./crm-record.ts";
import type { Fields } from "./three-way.ts";

/** What a customer may order. */
export const ORDER_KINDS = ["bulky-pickup", "container-delivery", "container-replacement", "extra-lift"];
// One that is cleared there is put back.
const STATUSES = ["requested", "scheduled", "done", "cancelled"];

/** An order as the CRM is told of it. */
export type CrmTicket = {
  id: number;
  externalId: string;
  /** The external id of the site. */
  siteId: string;
  site: string;
  /** The external id of the customer; null where nobody is named. */
  customerId: string | null;
  kind: string;
  stream: string;
  status: string;
  description: string;
  /** `YYYY-MM-DD`. */
  scheduledFor: string | null;
  doneAt: string | null;
};

/** An order that somebody wrote down at the CRM. */
export type NewOrder = {
  externalId: string;
  siteId: string;
  kind: string;
  /** Null where the ticket names none. */
  stream: string | null;
  description: string;
};

// What is scheduled and done is known here. The CRM may call an order off, and may want it again.
const isForThemToSay = (now: string, wanted: string): boolean =>
  wanted === "cancelled"
    ? now === "requested" || now === "scheduled"
    : wanted === "requested" && now === "cancelled";

const RULES = {
  content: "theirs",
  roundsman_status: "ours",
  roundsman_kind: "told",
  roundsman_stream: "told",
  roundsman_site_id: "told",
  roundsman_customer_id: "told",
  roundsman_scheduled_for: "told",
  roundsman_done_at: "told",
} as const;

/**
 * An order as a ticket: its text is the CRM's, how far it has come is ours, but for calling it off and wanting it
 * again. The ticket's own stage is the CRM's alone: stages have other names in every account.
 */
export const TICKET: CrmShape<CrmTicket> = {
  rules: RULES,
  rulesOf: ({ status }, { roundsman_status: wanted }) =>
    wanted === undefined || wanted === status || isForThemToSay(status, wanted)
      ? RULES
      : { ...RULES, roundsman_status: "told" },
  fieldsOf: (order) => ({
    content: order.description,
    roundsman_status: order.status,
    roundsman_kind: order.kind,
    roundsman_stream: order.stream,
    roundsman_site_id: order.siteId,
    roundsman_customer_id: order.customerId ?? "",
    roundsman_scheduled_for: order.scheduledFor ?? "",
    roundsman_done_at: order.doneAt ?? "",
  }),
  // The pipeline and the first stage that every account begins with.
  atFirst: ({ kind, site }) => ({
    subject: `${kind.replace("-", " ")}, ${site}`.slice(0, 200),
    ...{ hs_pipeline: "0", hs_pipeline_stage: "1" },
  }),
  faultIn(property, value) {
    if (property === "content" && value.trim() === "") return "found nothing, expected what is wanted";
    if (property === "content") return faultOfLength(value, 2_000);
    return property === "roundsman_status" && value !== "" ? faultOfChoice(value, STATUSES) : null;
  },
  changeOf: ({ content, roundsman_status: status }) => ({
    ...(content === undefined ? {} : { description: content }),
    ...(status === undefined ? {} : { status }),
  }),
};

/**
 * The order that a ticket without one is: where it names a site of ours. Null where it names none, and is none of our
 * business; a sentence where it cannot be read.
 */
export const newOrderOf = (ticketId: string, properties: Fields): NewOrder | string | null => {
  const siteId = (properties.roundsman_site_id ?? "").trim();
  if (siteId === "" || (properties[CRM_ID] ?? "") !== "") return null;
  const { content = "", roundsman_kind: kind = "", roundsman_stream: stream = "" } = properties;
  const fault =
    TICKET.faultIn("content", content) !== null
      ? `content: ${TICKET.faultIn("content", content)}`
      : faultOfChoice(kind, ORDER_KINDS) !== null
        ? `roundsman_kind: ${faultOfChoice(kind, ORDER_KINDS)}`
        : null;
  if (fault !== null) return `ticket ${ticketId}: ${fault}`;
  return {
    ...{ externalId: `hubspot-${ticketId}`, siteId, kind, description: content },
    stream: stream === "" ? null : stream,
  };
};
