import { AppError } from "#server/lib/errors.ts";
import { ROLES, type Role } from "#server/lib/scope.ts";
import { type Db, joinSql, noSql, type Sql, sql } from "#server/platform/db.ts";
import {
  PASSAGE_KINDS,
  type PassageKind,
  type PassageText,
  type RecordFacts,
  type RecordPlace,
} from "#server/vector/schema.ts";

const OFFICE = ROLES.filter((role) => role !== "driver");

type Row = {
  id: number;
  depotId: number | null;
  stream: string | null;
  at: Date;
  title: string;
  text: string;
  /** Whether crews may read it. */
  isForAll: boolean;
};

// What a note is on, by its name; a note on a person is for the office, whatever it says.
const NOTES = sql`
  SELECT n.id, n.depot_id AS "depotId", NULL::text AS stream, n.created_at AS at, n.body AS text,
    coalesce(CASE n.subject
      WHEN 'site' THEN (SELECT name FROM site WHERE id = n.subject_id)
      WHEN 'customer' THEN (SELECT name FROM customer WHERE id = n.subject_id)
      WHEN 'vehicle' THEN (SELECT name FROM vehicle WHERE id = n.subject_id)
      WHEN 'driver' THEN (SELECT name FROM driver WHERE id = n.subject_id)
    END, n.subject) AS title,
    n.subject NOT IN ('driver', 'customer') AS "isForAll"
  FROM note n`;

const EXCEPTIONS = sql`
  SELECT n.id, n.depot_id AS "depotId", n.stream, n.opened_at AS at,
    concat_ws('. ', n.note, n.resolution) AS text,
    concat_ws(', ', replace(n.kind, '-', ' '), (SELECT name FROM site WHERE id = n.site_id),
      (SELECT name FROM vehicle WHERE id = n.vehicle_id AND n.site_id IS NULL)) AS title,
    false AS "isForAll"
  FROM exception n`;

// Who called is no word to search by: what is wanted is what was said, and where.
const CALLS = sql`
  SELECT n.id, n.depot_id AS "depotId", NULL::text AS stream, n.at, n.body AS text,
    concat_ws(', ', replace(n.reason, '-', ' '), (SELECT name FROM site WHERE id = n.site_id)) AS title,
    false AS "isForAll"
  FROM resident_call n`;

// Telephone and mail are no words to search by; a customer of several depots is shown with that of his first site.
const CUSTOMERS = sql`
  SELECT n.id, (SELECT depot_id FROM site WHERE customer_id = n.id ORDER BY id LIMIT 1) AS "depotId",
    NULL::text AS stream, n.since::timestamptz AS at, n.name AS title,
    concat_ws('. ', n.kind || ' customer', 'account ' || n.account_number,
      (SELECT string_agg(name, ', ') FROM (SELECT name FROM site WHERE customer_id = n.id ORDER BY id LIMIT 5) s)) AS text,
    false AS "isForAll"
  FROM customer n`;

const PROCEDURES = sql`
  SELECT n.id, NULL::int AS "depotId", NULL::text AS stream, n.updated_at AS at, n.title, n.body AS text,
    true AS "isForAll"
  FROM procedure n`;

const ORDERS = sql`
  SELECT n.id, n.depot_id AS "depotId", n.stream, n.requested_at AS at, n.description || '. ' || n.status AS text,
    concat_ws(', ', replace(n.kind, '-', ' '), (SELECT name FROM site WHERE id = n.site_id)) AS title,
    false AS "isForAll"
  FROM service_order n`;

const READ: Record<PassageKind, Sql> = {
  note: NOTES,
  exception: EXCEPTIONS,
  call: CALLS,
  customer: CUSTOMERS,
  procedure: PROCEDURES,
  "service-order": ORDERS,
};

const IDS: Record<PassageKind, Sql> = {
  note: sql`SELECT id FROM note`,
  exception: sql`SELECT id FROM exception`,
  call: sql`SELECT id FROM resident_call`,
  customer: sql`SELECT id FROM customer`,
  procedure: sql`SELECT id FROM procedure`,
  "service-order": sql`SELECT id FROM service_order`,
};

// When records came of which only the recent ones are found by meaning.
const MOMENT_OF: Partial<Record<PassageKind, Sql>> = { exception: sql`opened_at`, call: sql`at` };

const textOf = (kind: PassageKind, { id, depotId, stream, at, title, text, isForAll }: Row): PassageText => ({
  id: `${kind}/${id}`,
  kind,
  recordId: id,
  depotId,
  stream,
  at: at.getTime(),
  roles: isForAll ? ROLES : OFFICE,
  title,
  text,
});

/** Reads records of one kind as texts to be found; those that are gone are left out. */
export const readPassages = async (
  db: Db,
  organisationId: number,
  kind: PassageKind,
  ids: readonly number[],
): Promise<PassageText[]> => {
  const rows = await db.$queryRaw<Row[]>(
    sql`${READ[kind]} WHERE n.organisation_id = ${organisationId} AND n.id = ANY(${[...ids]}::int[])`,
  );
  return rows.map((row) => textOf(kind, row));
};

/** What is looked for by word: any of the words, within a depot limit, kinds and a span of time. */
export type WordQuery = {
  words: readonly string[];
  kinds: readonly PassageKind[];
  depotIds: readonly number[] | null;
  role: Role;
  from: Date;
  until: Date | null;
  limit: number;
};

/** Reads the texts that hold most of some words, the newest of equals first: for where nothing is found by meaning. */
export const findTexts = async (
  db: Db,
  organisationId: number,
  { words, kinds, depotIds, role, from, until, limit }: WordQuery,
): Promise<(PassageText & { words: number })[]> => {
  if (words.length === 0) return [];
  const like = words.map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
  const of = (kind: PassageKind): Sql => sql`
    SELECT p.*, ${kind}::text AS kind,
      (SELECT count(*)::int FROM unnest(${like}::text[]) w WHERE concat(p.title, ' ', p.text) ILIKE w) AS words
    FROM (${READ[kind]} WHERE n.organisation_id = ${organisationId}) p
    WHERE (p."depotId" IS NULL OR ${depotIds === null} OR p."depotId" = ANY(${[...(depotIds ?? [])]}::int[]))
      AND (p."isForAll" OR ${role !== "driver"})
      AND (p.at >= ${from} OR ${MOMENT_OF[kind] === undefined}) AND (${until}::timestamptz IS NULL OR p.at < ${until})`;
  const rows = await db.$queryRaw<(Row & { kind: PassageKind; words: number })[]>(sql`
    SELECT * FROM (${joinSql(PASSAGE_KINDS.filter((kind) => kinds.includes(kind)).map(of), " UNION ALL ")}) found
    WHERE words > 0 ORDER BY words DESC, at DESC, kind, id LIMIT ${limit}`);
  return rows.map(({ kind, words: count, ...row }) => ({ ...textOf(kind, row), words: count }));
};

/**
 * The records of one kind that an organisation has, by number; of exceptions and calls those since `since`, for they
 * are many, say much the same, and stay where they are counted.
 */
export const recordIds = async (
  db: Db,
  organisationId: number,
  kind: PassageKind,
  since: Date,
): Promise<number[]> => {
  const moment = MOMENT_OF[kind];
  const recent = moment === undefined ? noSql : sql`AND ${moment} >= ${since}`;
  const rows = await db.$queryRaw<{ id: number }[]>(
    sql`${IDS[kind]} WHERE organisation_id = ${organisationId} ${recent} ORDER BY id`,
  );
  return rows.map(({ id }) => id);
};

// Each subject of a note has its list under the same word with an s; the search opens it there.
const LISTS: Readonly<Record<string, RecordPlace["list"]>> = {
  site: "sites",
  customer: "customers",
  vehicle: "vehicles",
  driver: "drivers",
  route: "routes",
  stop: "stops",
  exception: "exceptions",
};

/**
 * Where records are shown and who wrote them, by the id of their passage: a note with what it is on, an order with its
 * site, a call with its site and customer, an exception with the driver who reported it.
 */
export const readFacts = async (
  db: Db,
  organisationId: number,
  records: readonly { kind: PassageKind; recordId: number }[],
): Promise<Map<string, RecordFacts>> => {
  const facts = new Map<string, RecordFacts>();
  const idsOf = (kind: PassageKind) =>
    records.filter((each) => each.kind === kind).map((each) => each.recordId);
  for (const id of idsOf("customer"))
    facts.set(`customer/${id}`, { place: { list: "customers", id }, by: null });
  const [exceptions, notes, calls, orders] = await Promise.all([
    db.$queryRaw<{ id: number; by: string | null }[]>(sql`
      SELECT e.id, d.name AS by FROM exception e LEFT JOIN driver d ON d.id = e.driver_id
      WHERE e.organisation_id = ${organisationId} AND e.id = ANY(${idsOf("exception")}::int[])`),
    db.note.findMany({
      where: { organisationId, id: { in: idsOf("note") } },
      select: { id: true, subject: true, subjectId: true, author: true },
    }),
    db.$queryRaw<{ id: number; siteId: number; by: string | null }[]>(sql`
      SELECT r.id, r.site_id AS "siteId", c.name AS by FROM resident_call r LEFT JOIN customer c ON c.id = r.customer_id
      WHERE r.organisation_id = ${organisationId} AND r.id = ANY(${idsOf("call")}::int[])`),
    db.serviceOrder.findMany({
      where: { organisationId, id: { in: idsOf("service-order") } },
      select: { id: true, siteId: true },
    }),
  ]);
  for (const { id, by } of exceptions)
    facts.set(`exception/${id}`, { place: { list: "exceptions", id }, by });
  for (const { id, subject, subjectId, author } of notes) {
    const list = LISTS[subject];
    facts.set(`note/${id}`, { place: list === undefined ? null : { list, id: subjectId }, by: author });
  }
  for (const { id, siteId, by } of calls)
    facts.set(`call/${id}`, { place: { list: "sites", id: siteId }, by });
  for (const { id, siteId } of orders)
    facts.set(`service-order/${id}`, { place: { list: "sites", id: siteId }, by: null });
  return facts;
};

/** The zone of these depots where all have the same, else of their organisation. */
export const readZone = async (
  db: Db,
  organisationId: number,
  depotIds: readonly number[],
): Promise<string> => {
  const rows = await db.$queryRaw<{ zone: string }[]>(sql`
    SELECT coalesce(
      (SELECT min(time_zone) FROM depot WHERE organisation_id = o.id AND id = ANY(${[...depotIds]}::int[])
       HAVING count(DISTINCT time_zone) = 1), o.time_zone) AS zone
    FROM organisation o WHERE o.id = ${organisationId}`);
  const [row] = rows;
  if (row === undefined)
    throw new AppError("NOT_FOUND", `zone: found no organisation ${organisationId}, expected one`);
  return row.zone;
};
