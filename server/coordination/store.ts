import type * as z from "zod";
import { Blocker, Handoff, Milestone, type Records, Workstream } from "#server/coordination/schema.ts";
import { AppError } from "#server/lib/errors.ts";
import { type Db, rawSql, sql, type Tx } from "#server/platform/db.ts";

const toSnake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

type Shape = z.ZodObject<{ id: z.ZodInt } & z.ZodRawShape>;

/** A table of records as its schema says them: columns are the schema's keys, `instants` those that hold a time. */
const createTable = <S extends Shape>(name: string, schema: S, instants: readonly string[] = []) => {
  type Row = z.infer<S>;
  const keys = Object.keys(schema.shape);
  const table = rawSql(name);

  const toRow = (stored: unknown): Row =>
    schema.parse(
      Object.fromEntries(
        keys.map((key) => {
          const value: unknown = Reflect.get(stored as object, toSnake(key));
          const isInstant = instants.includes(key) && value !== null;
          return [key, isInstant ? new Date(String(value)).toISOString() : value];
        }),
      ),
    ) as Row;
  const toStored = (row: object): string =>
    JSON.stringify(Object.fromEntries(Object.entries(row).map(([key, value]) => [toSnake(key), value])));

  return {
    entity: name,
    keys,
    /** Every record of an organisation, in the order in which they were made. */
    async list(db: Db | Tx, organisationId: number): Promise<Row[]> {
      const rows = await db.$queryRaw<{ row: unknown }[]>(
        sql`SELECT to_jsonb(t) AS row FROM ${table} t WHERE organisation_id = ${organisationId} ORDER BY id`,
      );
      return rows.map(({ row }) => toRow(row));
    },
    /** One record; null where the organisation has none of that number. */
    async read(db: Db | Tx, organisationId: number, id: number): Promise<Row | null> {
      const [found] = await db.$queryRaw<{ row: unknown }[]>(
        sql`SELECT to_jsonb(t) AS row FROM ${table} t WHERE organisation_id = ${organisationId} AND id = ${id}`,
      );
      return found === undefined ? null : toRow(found.row);
    },
    /** Writes a record: a new one, or with its number one that was there before. */
    async insert(tx: Tx, organisationId: number, row: Omit<Row, "id"> & { id?: number }): Promise<Row> {
      const given = row.id === undefined ? keys.filter((key) => key !== "id") : keys;
      const columns = rawSql(given.map(toSnake).join(", "));
      const [made] = await tx.$queryRaw<{ row: unknown }[]>(sql`
        INSERT INTO ${table} AS t (organisation_id, ${columns})
        SELECT ${organisationId}::int, ${columns} FROM jsonb_populate_record(NULL::${table}, ${toStored(row)}::jsonb)
        RETURNING to_jsonb(t) AS row`);
      if (made === undefined) throw new AppError("INTERNAL", `${name}: the insert gave no row, expected one`);
      return toRow(made.row);
    },
    /** Puts a record in the place of the one of its number. */
    async update(tx: Tx, organisationId: number, row: Row): Promise<void> {
      const columns = rawSql(keys.map(toSnake).join(", "));
      await tx.$executeRaw(sql`
        UPDATE ${table} SET (${columns}) =
          (SELECT ${columns} FROM jsonb_populate_record(NULL::${table}, ${toStored(row)}::jsonb))
        WHERE organisation_id = ${organisationId} AND id = ${Number(Reflect.get(row as object, "id"))}`);
    },
    /** Takes a record away. */
    async remove(tx: Tx, organisationId: number, id: number): Promise<void> {
      await tx.$executeRaw(
        sql`DELETE FROM ${table} WHERE organisation_id = ${organisationId} AND id = ${id}`,
      );
    },
  };
};

/** The tables of coordination. */
export const TABLES = {
  workstreams: createTable("workstream", Workstream),
  milestones: createTable("milestone", Milestone, ["deliveredAt"]),
  blockers: createTable("blocker", Blocker, ["openedAt", "resolvedAt"]),
  handoffs: createTable("handoff", Handoff, ["handedAt", "acknowledgedAt"]),
};

/** Everything that an organisation coordinates. */
export const readRecords = async (db: Db | Tx, organisationId: number): Promise<Records> => ({
  workstreams: await TABLES.workstreams.list(db, organisationId),
  milestones: await TABLES.milestones.list(db, organisationId),
  blockers: await TABLES.blockers.list(db, organisationId),
  handoffs: await TABLES.handoffs.list(db, organisationId),
});

/** Lets one change of an organisation's records happen after the other: what two make together is checked whole. */
export const lockRecords = async (tx: Tx, organisationId: number): Promise<void> => {
  await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(hashtext('coordination'), ${organisationId})`);
};
