import type { PoolClient } from "pg";
import type { ImportTable } from "#server/fleet/import-tables.ts";

/** Loose waste weighs this much per litre where a file names no payload (kg). */
const KG_PER_LITRE = 0.125;

/** Volumes containers usually have, litres: a derived one is the smallest that holds the site's demand. */
const USUAL_VOLUMES_L = [120, 240, 360, 660, 1100, 2500, 5000, 10_000, 20_000, 30_000, 40_000] as const;

/** Rows that a merge wrote anew and changed. */
export type Merged = { added: number; changed: number };

// Columns of each table as SQL over its staging row `i`; `d` is the depot it names. Empty cells keep what is stored.
type Merge = { columns: Record<string, string>; joins?: string; keep?: readonly string[] };

const POINT = "ST_SetSRID(ST_MakePoint(i.lng, i.lat), 4326)::geography";
const DEPOT = "JOIN depot d ON d.organisation_id = $1 AND d.external_id = i.depot_id";

const MERGES: Record<ImportTable, Merge> = {
  depot: {
    columns: {
      name: "i.name",
      address: "i.address",
      location: POINT,
      time_zone: "i.time_zone",
      opens_min: "i.opens",
      closes_min: "i.closes",
    },
  },
  facility: {
    columns: {
      name: "i.name",
      kind: "i.kind",
      address: "i.address",
      location: POINT,
      streams: "coalesce(i.streams, '{}')",
      opens_min: "i.opens",
      closes_min: "i.closes",
      unload_s: "i.unload_s",
      fee_cents_per_tonne: "coalesce(i.fee_cents_per_tonne, 0)",
    },
  },
  zone: {
    columns: {
      depot_id: "d.id",
      number: "coalesce(i.number, substring(i.id FROM '\\d{1,9}')::int, 0)",
      name: "coalesce(i.name, 'Zone ' || i.id)",
      area: "ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON(i.geometry), 4326))::geography",
    },
    joins: `LEFT ${DEPOT}`,
  },
  customer: {
    columns: {
      account_number: "coalesce(i.account_number, i.id)",
      name: "i.name",
      kind: "coalesce(i.kind, 'commercial')",
      phone: "i.phone",
      email: "i.email",
      since: "i.since",
    },
  },
  site: {
    columns: {
      depot_id: "d.id",
      zone_id: `CASE WHEN i.zone_id IS NULL
        THEN (SELECT z.id FROM zone z WHERE z.organisation_id = $1 AND ST_Covers(z.area, ${POINT}) ORDER BY z.id LIMIT 1)
        ELSE (SELECT z.id FROM zone z WHERE z.organisation_id = $1 AND z.external_id = i.zone_id) END`,
      customer_id:
        "(SELECT c.id FROM customer c WHERE c.organisation_id = $1 AND c.external_id = i.customer_id)",
      name: "coalesce(i.name, 'Site ' || i.id)",
      street: "i.street",
      house_number: "i.house_number",
      location: POINT,
      streams: "i.stream",
      demand_l: "i.demand_l",
      service_s: "i.service_s",
      window_start_min: "i.window_start",
      window_end_min: "i.window_end",
    },
    joins: DEPOT,
  },
  container: {
    columns: {
      site_id: "s.id",
      stream: "i.stream",
      kind: "coalesce(i.kind, 'cart')",
      volume_l: "i.volume_l",
      weekdays: "coalesce(i.weekdays, '{1,2,3,4,5,6,7}')",
      weeks: "coalesce(i.weeks, 'every')",
    },
    joins: "JOIN site s ON s.organisation_id = $1 AND s.external_id = i.site_id",
  },
  vehicle: {
    columns: {
      depot_id: "d.id",
      number:
        "coalesce(i.number, substring(i.name FROM '\\d{1,9}')::int, substring(i.id FROM '\\d{1,9}')::int, i.line - 1)",
      name: "i.name",
      plate: "i.plate",
      body_type: "coalesce(i.body_type, 'other')",
      fuel: "coalesce(i.fuel, 'diesel')",
      capacity_l: "i.capacity_l",
      capacity_kg: `coalesce(i.capacity_kg, greatest(1, round(i.capacity_l * ${KG_PER_LITRE}))::int)`,
      streams: "i.streams",
      shift_start_min: "i.shift_start",
      shift_end_min: "i.shift_end",
      break_s: "i.break_s",
      break_earliest_min: "i.break_earliest",
      break_latest_min: "i.break_latest",
      contractor: "i.contractor",
      odometer_km: "coalesce(i.odometer_km, 0)",
      service_due_km: "i.service_due_km",
      cost_cents_per_km: "coalesce(i.cost_cents_per_km, 0)",
    },
    joins: DEPOT,
    // The odometer runs on between imports.
    keep: ["odometer_km"],
  },
  driver: {
    columns: {
      depot_id: "d.id",
      name: "i.name",
      phone: "i.phone",
      home_address: "i.home_address",
      licence: "i.licence",
      skills: "coalesce(i.skills, '{}')",
      contractor: "i.contractor",
      hired_on: "i.hired_on",
      wage_cents_per_hour: "coalesce(i.wage_cents_per_hour, 0)",
    },
    joins: DEPOT,
  },
};

const comparable = (column: string, row: string) =>
  // Geography compares by box; its bytes are what "same" means.
  column === "location" || column === "area" ? `${row}.${column}::text` : `${row}.${column}`;

const upsert = async (
  client: PoolClient,
  organisationId: number,
  table: ImportTable,
  columns: readonly string[],
  rows: string,
  keep: readonly string[] = [],
): Promise<Merged> => {
  const updated = columns.filter((column) => !keep.includes(column));
  const { rows: found } = await client.query<{ isNew: boolean; n: number }>(
    `WITH written AS (
       INSERT INTO ${table} (organisation_id, external_id, ${columns.join(", ")}) ${rows}
       ON CONFLICT (organisation_id, external_id) DO UPDATE SET ${updated.map((c) => `${c} = excluded.${c}`).join(", ")}
       WHERE (${updated.map((c) => comparable(c, table)).join(", ")})
         IS DISTINCT FROM (${updated.map((c) => comparable(c, "excluded")).join(", ")})
       RETURNING (xmax = 0) AS is_new)
     SELECT is_new AS "isNew", count(*)::int AS n FROM written GROUP BY is_new`,
    [organisationId],
  );
  const count = (isNew: boolean) => found.find((each) => each.isNew === isNew)?.n ?? 0;
  return { added: count(true), changed: count(false) };
};

/** Writes the staged rows of one table into it: new ids are added, rows that differ change, the rest stays. */
export const mergeTable = (
  client: PoolClient,
  organisationId: number,
  table: ImportTable,
): Promise<Merged> => {
  const { columns, joins = "", keep } = MERGES[table];
  const select = `SELECT $1::int, i.id, ${Object.values(columns).join(", ")} FROM import_${table} i ${joins} ORDER BY i.line`;
  return upsert(client, organisationId, table, Object.keys(columns), select, keep);
};

/** Removes derived containers of sites that the staged file gives containers of their own. */
export const dropDerivedContainers = async (client: PoolClient, organisationId: number): Promise<void> => {
  await client.query(
    `DELETE FROM container c USING import_container i, site s
     WHERE s.organisation_id = $1 AND s.external_id = i.site_id AND c.site_id = s.id
       AND c.external_id = s.external_id || ':' || c.stream
       AND NOT EXISTS (SELECT FROM import_container k WHERE k.id = c.external_id)`,
    [organisationId],
  );
};

/**
 * Gives each staged site one container per stream, of the smallest usual volume that holds its share of the demand;
 * sites that have containers of their own keep those. Maps to the rows derived, added and changed.
 */
export const deriveContainers = async (
  client: PoolClient,
  organisationId: number,
): Promise<Merged & { rows: number }> => {
  const from = `FROM import_site i JOIN site s ON s.organisation_id = $1 AND s.external_id = i.id
    CROSS JOIN LATERAL unnest(i.stream) AS u(one)
    WHERE NOT EXISTS (SELECT FROM container c WHERE c.site_id = s.id
      AND left(c.external_id, length(s.external_id) + 1) <> s.external_id || ':')`;
  const need = "ceil(i.demand_l::numeric / cardinality(i.stream))";
  const usual = `unnest('{${USUAL_VOLUMES_L.join(",")}}'::int[]) AS v`;
  const volume = `coalesce((SELECT min(v) FROM ${usual} WHERE v >= ${need}), ${need})::int`;
  const sized = `(SELECT i.id, i.s_id, i.one, ${volume} AS volume FROM (SELECT i.id, i.stream, i.demand_l, s.id AS s_id, u.one ${from}) i) q`;
  const counted = await client.query<{ n: number }>(`SELECT count(*)::int AS n ${from}`, [organisationId]);
  const merged = await upsert(
    client,
    organisationId,
    "container",
    ["site_id", "stream", "kind", "volume_l", "weekdays", "weeks"],
    `SELECT $1::int, id || ':' || one, s_id, one,
       CASE WHEN volume <= 360 THEN 'cart' WHEN volume <= 1100 THEN 'rear-load'
            WHEN volume <= 5000 THEN 'front-load' ELSE 'roll-off' END,
       volume, '{1,2,3,4,5,6,7}'::int[], 'every' FROM ${sized}`,
  );
  return { rows: counted.rows[0]?.n ?? 0, ...merged };
};
