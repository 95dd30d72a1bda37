import type { AnswerPart, Question } from "#server/ask/schema.ts";
import { type Ask, type AskDeps, createAsk } from "#server/ask/service.ts";
import { bareAsk } from "#server/compose/fixture-bare-ask.ts";
import { createFleet } from "#server/fleet/service.ts";
import type { Role, Scope } from "#server/lib/scope.ts";
import { createClock } from "#server/operations/clock.ts";
import { seedDemo } from "#server/operations/demo/write.ts";
import { openDb } from "#server/platform/db.ts";

/** The first part of a kind in an answer. */
export const partOf = <T extends AnswerPart["type"]>(parts: readonly AnswerPart[], type: T) =>
  parts.find((part): part is Extract<AnswerPart, { type: T }> => part.type === type);

/** A seeded demo city with Ask over it, its clock standing at `now`; `close` ends its connections. */
export const openAskedCity = async (
  url: string,
  { now, days, ...more }: { now: string; days: number } & Partial<AskDeps>,
) => {
  const db = openDb({ url, poolSize: 4 });
  const seed = { seed: 5, now: Date.parse(now) / 1000, vehicles: 50, days, junctions: 1_500 };
  const { organisationId } = await seedDemo(db.pool, seed, () => undefined);
  const clock = createClock({ db: db.db, hub: { publish: () => undefined } });
  await clock.refresh();
  const refusals: string[] = [];
  const fleet = createFleet({
    db: db.db,
    now: () => new Date(now),
    depotOf: async () => null,
    riskOf: async () => ({ risk: null, trial: null }),
  });
  const bare = await bareAsk({ db: db.db, fleet, clock });
  const deps: AskDeps = {
    ...bare,
    operations: bare.operationsAt(now),
    noteRefusal: async (_, question, reason) => void refusals.push(`${reason}: ${question}`),
    ...more,
  };
  const ask: Ask = createAsk(deps);
  const scopeOf = (role: Role): Scope => ({
    ...{ organisationId, userId: "u", userName: "U", role },
    ...{ depotIds: null, driverId: null, isOperator: true },
  });
  return {
    db,
    deps,
    ask,
    refusals,
    scopeOf,
    /** Every part of the answer to a question at the moment the clock stands at. */
    async partsOf(question: string | Question, by: Scope): Promise<AnswerPart[]> {
      const parts: AnswerPart[] = [];
      const asked = typeof question === "string" ? { text: question } : question;
      for await (const part of ask.ask(by, asked, now)) parts.push(part);
      return parts;
    },
    /** The one number an SQL expression comes to. */
    async value(sql: string): Promise<number> {
      return Number((await db.pool.query<{ n: string }>(`SELECT (${sql}) AS n`)).rows[0]?.n);
    },
    /** What the audit log says of a thing, oldest first: "ask.confirm by u". */
    async audited(entity: string, id: number): Promise<string[]> {
      const found = await db.pool.query<{ action: string; user_id: string | null }>(
        "SELECT action, user_id FROM audit WHERE entity = $1 AND entity_id = $2 ORDER BY id",
        [entity, String(id)],
      );
      return found.rows.map(({ action, user_id }) => `${action} by ${user_id}`);
    },
    /** How many rows every table holds and the newest transaction that wrote one, drafts left out. */
    async written(): Promise<object[]> {
      const tables = await db.pool.query<{ name: string }>(
        "SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'ask_draft' ORDER BY 1",
      );
      const of = tables.rows.map(
        ({ name }) => `SELECT '${name}' AS name, count(*), max(xmin::text::bigint) AS newest FROM ${name}`,
      );
      return (await db.pool.query<object>(`${of.join(" UNION ALL ")} ORDER BY name`)).rows;
    },
    close: () => db.close(),
  };
};
/** See {@link openAskedCity}. */
export type AskedCity = Awaited<ReturnType<typeof openAskedCity>>;
