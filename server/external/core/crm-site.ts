import { type CrmShape, faultOfLength } from "./crm-record.ts";

/** A site as the CRM is told of it. */
export type CrmSite = {
  id: number;
  externalId: string;
  /** The external id of its customer. */
  customerId: string;
  name: string;
  /** Street and number; empty where it has none. */
  address: string;
  depot: string;
  streams: readonly string[];
  containers: number;
  /** When service may start, minutes after local midnight. */
  windowStartMin: number;
  windowEndMin: number;
};

const DAY_MIN = 1_440;
const WINDOW = /^(\d{2}):([0-5]\d)-(\d{2}):([0-5]\d)$/;

const clock = (min: number): string =>
  `${String(Math.floor(min / 60)).padStart(2, "0")}:${String(min % 60).padStart(2, "0")}`;

const windowOf = (text: string): { windowStartMin: number; windowEndMin: number } | null => {
  const [, fromH, fromMin, toH, toMin] = WINDOW.exec(text) ?? [];
  if (fromH === undefined) return null;
  const windowStartMin = 60 * Number(fromH) + Number(fromMin);
  const windowEndMin = 60 * Number(toH) + Number(toMin);
  return windowStartMin < windowEndMin && windowEndMin <= DAY_MIN ? { windowStartMin, windowEndMin } : null;
};

/**
 * A site as an object of its own: the CRM knows what it is called; when it may be served is agreed there and here, and
 * where both changed it ours counts, for plans stand on it; the rest is ours alone to say.
 */
export const CRM_SITE: CrmShape<CrmSite> = {
  rules: {
    name: "theirs",
    roundsman_window: "ours",
    roundsman_address: "told",
    roundsman_depot: "told",
    roundsman_streams: "told",
    roundsman_containers: "told",
    roundsman_customer_id: "told",
  },
  fieldsOf: (site) => ({
    name: site.name,
    roundsman_window: `${clock(site.windowStartMin)}-${clock(site.windowEndMin)}`,
    roundsman_address: site.address,
    roundsman_depot: site.depot,
    roundsman_streams: [...site.streams].sort().join(", "),
    roundsman_containers: String(site.containers),
    roundsman_customer_id: site.customerId,
  }),
  faultIn(property, value) {
    if (property === "name" && value.trim() === "") return "found nothing, expected a name";
    if (property === "name") return faultOfLength(value, 200);
    if (property === "roundsman_window" && windowOf(value) === null)
      return `found "${value.slice(0, 40)}", expected a span such as 06:00-14:00`;
    return null;
  },
  changeOf: ({ name, roundsman_window: window }) => ({
    ...(name === undefined ? {} : { name }),
    ...(window === undefined ? {} : windowOf(window)),
  }),
};
