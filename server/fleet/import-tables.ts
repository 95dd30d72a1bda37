import * as is from "#server/fleet/import-field.ts";
import { type Field, optional } from "#server/fleet/import-field.ts";

/** Tables that an import fills, in the order in which they depend on each other. */
export const IMPORT_TABLES = [
  "depot",
  "facility",
  "zone",
  "customer",
  "site",
  "container",
  "vehicle",
  "driver",
] as const;
export type ImportTable = (typeof IMPORT_TABLES)[number];

/** What a kind of import file holds. */
export type TableFile = {
  table: ImportTable;
  file: string;
  /** The same as GeoJSON points, properties for columns. */
  geojson?: string;
  /** Whether a new fleet cannot do without it. */
  isNeeded: boolean;
  fields: readonly Field[];
  /** Pairs of columns of which the first must not be later than the second. */
  ordered: readonly (readonly [string, string])[];
  /** Columns that name a row of another table by its id. */
  references: readonly (readonly [string, ImportTable])[];
};

const hours = [is.timeOfDay("opens"), is.timeOfDay("closes")];
const place = [
  is.latitude("lat", { aliases: ["latitude"] }),
  is.longitude("lng", { aliases: ["lon", "longitude"] }),
];
const litres = is.whole(0, 10_000_000, "litres");
const seconds = is.whole(0, 86_400, "seconds");

/** The files of an import and their columns: what `docs/IMPORT.md` tells. */
export const TABLE_FILES: readonly TableFile[] = [
  {
    table: "depot",
    file: "depots.csv",
    isNeeded: true,
    fields: [
      is.text("id"),
      is.text("name"),
      ...place,
      ...hours,
      optional(is.text("address")),
      optional(is.timeZone("time_zone")),
    ],
    ordered: [["opens", "closes"]],
    references: [],
  },
  {
    table: "facility",
    file: "facilities.csv",
    isNeeded: true,
    fields: [
      is.text("id"),
      is.text("name"),
      is.oneOf(["landfill", "transfer", "recycling", "disposal"])("kind"),
      ...place,
      ...hours,
      seconds("unload_s"),
      optional(is.text("address")),
      optional(is.streams("streams", { aliases: ["stream"] })),
      optional(is.whole(0, 1_000_000, "cents")("fee_cents_per_tonne")),
    ],
    ordered: [["opens", "closes"]],
    references: [],
  },
  {
    table: "zone",
    file: "zones.geojson",
    isNeeded: false,
    fields: [
      is.text("id"),
      optional(is.text("name")),
      optional(is.whole(0, 1_000_000, "a zone number")("number")),
      optional(is.text("depot_id")),
    ],
    ordered: [],
    references: [["depot_id", "depot"]],
  },
  {
    table: "customer",
    file: "customers.csv",
    isNeeded: false,
    fields: [
      is.text("id"),
      is.text("name"),
      is.day("since"),
      optional(is.text("account_number")),
      optional(is.oneOf(["household", "commercial", "public"])("kind")),
      optional(is.text("phone")),
      optional(is.text("email")),
    ],
    ordered: [],
    references: [],
  },
  {
    table: "site",
    file: "sites.csv",
    geojson: "sites.geojson",
    isNeeded: true,
    fields: [
      is.text("id"),
      ...place,
      litres("demand_l"),
      seconds("service_s"),
      is.timeOfDay("window_start"),
      is.timeOfDay("window_end"),
      is.streams("stream", { aliases: ["streams"] }),
      optional(is.text("name")),
      optional(is.text("street")),
      optional(is.text("house_number")),
      optional(is.text("depot_id")),
      optional(is.text("zone_id", { aliases: ["zone"] })),
      optional(is.text("customer_id", { aliases: ["customer"] })),
    ],
    ordered: [["window_start", "window_end"]],
    references: [
      ["depot_id", "depot"],
      ["zone_id", "zone"],
      ["customer_id", "customer"],
    ],
  },
  {
    table: "container",
    file: "containers.csv",
    isNeeded: false,
    fields: [
      is.text("id"),
      is.text("site_id"),
      is.stream("stream"),
      is.whole(1, 100_000, "litres")("volume_l"),
      optional(is.oneOf(["cart", "front-load", "rear-load", "roll-off", "igloo"])("kind")),
      optional(is.weekdays("weekdays")),
      optional(is.weeks("weeks")),
    ],
    ordered: [],
    references: [["site_id", "site"]],
  },
  {
    table: "vehicle",
    file: "vehicles.csv",
    isNeeded: true,
    fields: [
      is.text("id"),
      is.text("name"),
      is.text("depot_id"),
      is.whole(1, 10_000_000, "litres")("capacity_l"),
      is.streams("streams", { aliases: ["stream"] }),
      is.timeOfDay("shift_start"),
      is.timeOfDay("shift_end"),
      seconds("break_s"),
      is.timeOfDay("break_earliest"),
      is.timeOfDay("break_latest"),
      optional(is.whole(0, 1_000_000, "a fleet number")("number")),
      optional(is.text("plate")),
      optional(is.bodyType("body_type")),
      optional(is.oneOf(["diesel", "electric", "cng"])("fuel")),
      optional(is.whole(1, 100_000, "kilograms")("capacity_kg")),
      optional(is.text("contractor")),
      optional(is.decimal(0, 10_000_000, "kilometres")("odometer_km")),
      optional(is.decimal(0, 10_000_000, "kilometres")("service_due_km")),
      optional(is.whole(0, 100_000, "cents")("cost_cents_per_km")),
    ],
    ordered: [
      ["shift_start", "shift_end"],
      ["break_earliest", "break_latest"],
    ],
    references: [["depot_id", "depot"]],
  },
  {
    table: "driver",
    file: "drivers.csv",
    isNeeded: false,
    fields: [
      is.text("id"),
      is.text("name"),
      is.text("depot_id"),
      is.day("hired_on"),
      optional(is.text("phone")),
      optional(is.text("home_address")),
      optional(is.text("licence")),
      optional(is.words("skills")),
      optional(is.text("contractor")),
      optional(is.whole(0, 1_000_000, "cents")("wage_cents_per_hour")),
    ],
    ordered: [],
    references: [["depot_id", "depot"]],
  },
];
