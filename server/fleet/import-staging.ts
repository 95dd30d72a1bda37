import type { PoolClient } from "pg";
import type { Known } from "#server/fleet/import-check.ts";
import { IMPORT_TABLES, type ImportTable, type TableFile } from "#server/fleet/import-tables.ts";
import { openCopy } from "#server/platform/copy.ts";

const nameOf = (table: ImportTable) => `import_${table}`;

/** Makes the staging tables of an import, gone with its transaction. */
export const makeStaging = async (client: PoolClient, tables: readonly TableFile[]): Promise<void> => {
  for (const { table, fields } of tables)
    await client.query(
      `CREATE TEMP TABLE ${nameOf(table)} (line int, geometry text, ${fields
        .map((field) => `${field.name} ${field.type}`)
        .join(", ")}) ON COMMIT DROP`,
    );
};

/** Opens the staging table of a file for rows of `[line, geometry, ...values]`. */
export const openStaging = (client: PoolClient, { table, fields }: TableFile) =>
  openCopy(client, nameOf(table), ["line", "geometry", ...fields.map((field) => field.name)]);

/** What an organisation has already that rows of an import may refer to; an organisation of null has nothing. */
export const knownOf = async (client: PoolClient, organisationId: number | null): Promise<Known> => {
  const ids = Object.fromEntries(IMPORT_TABLES.map((table) => [table, new Set<string>()])) as Known["ids"];
  const known: Known = { ids, depots: new Map() };
  if (organisationId === null) return known;
  for (const table of ["depot", "zone", "customer", "site"] as const) {
    const { rows } = await client.query<{ id: string }>(
      `SELECT external_id AS id FROM ${table} WHERE organisation_id = $1`,
      [organisationId],
    );
    for (const { id } of rows) ids[table].add(id);
  }
  const { rows } = await client.query<{ id: string; lat: number; lng: number }>(
    `SELECT external_id AS id, ST_Y(location::geometry) AS lat, ST_X(location::geometry) AS lng
     FROM depot WHERE organisation_id = $1`,
    [organisationId],
  );
  for (const depot of rows) known.depots.set(depot.id, depot);
  return known;
};

/** Which tables an organisation has rows in. */
export const filledTables = async (client: PoolClient, organisationId: number): Promise<Set<ImportTable>> => {
  const filled = new Set<ImportTable>();
  for (const table of IMPORT_TABLES) {
    const { rowCount } = await client.query(`SELECT FROM ${table} WHERE organisation_id = $1 LIMIT 1`, [
      organisationId,
    ]);
    if (rowCount) filled.add(table);
  }
  return filled;
};
