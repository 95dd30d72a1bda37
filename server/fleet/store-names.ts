import { customerInDepots, inDepots } from "#server/fleet/lists.ts";
import type { EntityNames } from "#server/fleet/schema.ts";
import type { Scope } from "#server/lib/scope.ts";
import { type Db, type Sql, sql } from "#server/platform/db.ts";

const listOf = (rows: Sql): Sql => sql`(SELECT coalesce(json_agg(t), '[]') FROM (${rows}) t)`;
const wordsOf = (rows: Sql): Sql => sql`(SELECT coalesce(json_agg(t.name), '[]') FROM (${rows}) t)`;

/** Every name of the fleet that a question of the asker can mean, read in one statement. */
export const entityNamesOf = async (db: Pick<Db, "$queryRaw">, scope: Scope): Promise<EntityNames> => {
  const own = (alias: Sql) => sql`${alias}.organisation_id = ${scope.organisationId}`;
  const ownDepots = (alias: Sql) => sql`${own(alias)} AND ${inDepots(scope, sql`${alias}.depot_id`)}`;
  const [row] = await db.$queryRaw<[{ names: EntityNames }]>(sql`
    SELECT json_build_object(
      'streets', ${wordsOf(sql`SELECT DISTINCT s.street AS name FROM site s
        WHERE ${ownDepots(sql`s`)} AND s.street IS NOT NULL
        UNION SELECT e.name FROM street e WHERE ${own(sql`e`)} ORDER BY name`)},
      'contractors', ${wordsOf(sql`SELECT v.contractor AS name FROM vehicle v
        WHERE ${ownDepots(sql`v`)} AND v.contractor IS NOT NULL
        UNION SELECT r.contractor FROM driver r WHERE ${ownDepots(sql`r`)} AND r.contractor IS NOT NULL ORDER BY name`)},
      'zones', ${listOf(sql`SELECT z.id, z.number, z.name FROM zone z WHERE ${own(sql`z`)} ORDER BY z.number, z.id`)},
      'depots', ${listOf(sql`SELECT d.id, d.name FROM depot d
        WHERE ${own(sql`d`)} AND ${inDepots(scope, sql`d.id`)} ORDER BY d.id`)},
      'facilities', ${listOf(sql`SELECT f.id, f.name, f.kind FROM facility f WHERE ${own(sql`f`)} ORDER BY f.id`)},
      'vehicles', ${listOf(sql`SELECT v.id, v.number, v.name FROM vehicle v
        WHERE ${ownDepots(sql`v`)} ORDER BY v.number, v.id`)},
      'drivers', ${listOf(sql`SELECT r.id, r.name FROM driver r WHERE ${ownDepots(sql`r`)} ORDER BY r.id`)},
      'customers', ${listOf(sql`SELECT c.id, c.name, c.account_number AS "accountNumber" FROM customer c
        WHERE ${own(sql`c`)} AND ${customerInDepots(scope)} ORDER BY c.id`)},
      'procedures', ${listOf(sql`SELECT p.id, p.title AS name FROM procedure p WHERE ${own(sql`p`)} ORDER BY p.id`)}
    ) AS names`);
  return row.names;
};
