import type { DefaultRule } from "#server/alerts/default-rules.ts";
import { type Alert, Rule } from "#server/alerts/schema.ts";
import { type Db, sql, type Tx } from "#server/platform/db.ts";
import type { NotedRow } from "#server/platform/noted-change.schema.ts";

const RULE_COLUMNS = sql`id, name, group_name AS "group", is_on AS "isOn", spec, ways, owner_id AS "ownerId",
  owner_name AS "ownerName", muted_until AS "mutedUntil"`;

type RuleRecord = Omit<Rule, "mutedUntil"> & { mutedUntil: Date | null };

const ruleOf = (row: RuleRecord): Rule =>
  Rule.parse({ ...row, mutedUntil: row.mutedUntil?.toISOString() ?? null });

/** Every rule, in the order in which they were made. */
export const readRules = async (db: Db | Tx): Promise<Rule[]> =>
  (await db.$queryRaw<RuleRecord[]>(sql`SELECT ${RULE_COLUMNS} FROM alert_rule ORDER BY id`)).map(ruleOf);

/** A rule, locked against other changes until the transaction ends; null where there is none. */
export const lockRule = async (tx: Tx, id: number): Promise<Rule | null> => {
  const rows = await tx.$queryRaw<RuleRecord[]>(
    sql`SELECT ${RULE_COLUMNS} FROM alert_rule WHERE id = ${id} FOR UPDATE`,
  );
  return rows[0] === undefined ? null : ruleOf(rows[0]);
};

const valuesOf = (rule: Omit<Rule, "id">) => sql`${rule.name}, ${rule.group}, ${rule.isOn},
  ${JSON.stringify(rule.spec)}::jsonb, ${JSON.stringify(rule.ways)}::jsonb, ${rule.ownerId}, ${rule.ownerName},
  ${rule.mutedUntil}::timestamptz`;

const VALUE_COLUMNS = sql`name, group_name, is_on, spec, ways, owner_id, owner_name, muted_until`;

/** Adds a rule, under its old number where an undo brings it back; maps to its number. */
export const insertRule = async (
  tx: Tx,
  rule: Omit<Rule, "id"> & { id?: number | undefined },
): Promise<number> => {
  const [row] =
    rule.id === undefined
      ? await tx.$queryRaw<{ id: number }[]>(
          sql`INSERT INTO alert_rule (${VALUE_COLUMNS}) VALUES (${valuesOf(rule)}) RETURNING id`,
        )
      : await tx.$queryRaw<{ id: number }[]>(
          sql`INSERT INTO alert_rule (id, ${VALUE_COLUMNS}) VALUES (${rule.id}, ${valuesOf(rule)}) RETURNING id`,
        );
  return row?.id ?? 0;
};

/** Writes a rule in the place of the one of its number. */
export const updateRule = async (tx: Tx, rule: Rule): Promise<void> => {
  await tx.$executeRaw(sql`
    UPDATE alert_rule SET (${VALUE_COLUMNS}) = ROW(${valuesOf(rule)}) WHERE id = ${rule.id}`);
};

/** Takes a rule away. */
export const deleteRule = async (tx: Tx, id: number): Promise<void> => {
  await tx.$executeRaw(sql`DELETE FROM alert_rule WHERE id = ${id}`);
};

/** Makes seeding one process's work at a time, until the transaction ends. */
export const lockSeed = async (tx: Tx): Promise<void> => {
  await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(hashtext('alerts seed'))`);
};

/** Keys of the product's rules that were ever seeded: one that was removed stays removed. */
export const readSeeded = async (tx: Tx): Promise<Set<string>> => {
  const rows = await tx.$queryRaw<{ key: string }[]>(sql`
    SELECT entity_id AS key FROM audit WHERE organisation_id = 0 AND entity = 'alert-rule-seed'`);
  return new Set(rows.map(({ key }) => key));
};

/** Adds one of the product's rules. */
export const insertDefault = async (tx: Tx, rule: DefaultRule): Promise<void> => {
  await tx.$executeRaw(sql`
    INSERT INTO alert_rule (key, ${VALUE_COLUMNS})
    VALUES (${rule.key}, ${valuesOf({ ...rule, ownerId: null, ownerName: null, mutedUntil: null })})
    ON CONFLICT (key) DO NOTHING`);
};

type AlertRecord = Omit<Alert, "eventAt" | "raisedAt" | "endedAt" | "toldAt"> & {
  eventAt: Date;
  raisedAt: Date;
  endedAt: Date | null;
  toldAt: Date | null;
};

const ALERT_COLUMNS = sql`id, rule_id AS "ruleId", words, is_test AS "isTest", event_at AS "eventAt",
  raised_at AS "raisedAt", ended_at AS "endedAt", grouped_with AS "groupedWith", told_at AS "toldAt"`;

const alertOf = (row: AlertRecord): Alert => ({
  ...row,
  eventAt: row.eventAt.toISOString(),
  raisedAt: row.raisedAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
  toldAt: row.toldAt?.toISOString() ?? null,
});

/** Every alert that stands. */
export const readOpen = async (db: Db | Tx): Promise<Alert[]> =>
  (
    await db.$queryRaw<AlertRecord[]>(
      sql`SELECT ${ALERT_COLUMNS} FROM alert WHERE open_rule_id IS NOT NULL ORDER BY id`,
    )
  ).map(alertOf);

/** The newest alerts of a rule. */
export const readAlerts = async (db: Db, ruleId: number, limit: number): Promise<Alert[]> =>
  (
    await db.$queryRaw<AlertRecord[]>(sql`
      SELECT ${ALERT_COLUMNS} FROM alert WHERE rule_id = ${ruleId} ORDER BY raised_at DESC, id DESC LIMIT ${limit}`)
  ).map(alertOf);

/** An alert as it is told of outside: with the name of its rule and where that wants it told. */
export type ToldAlert = Alert & { name: string; group: string; meter: string; rule: Rule | null };

/** An alert with its rule as that is now; null where there is none. */
export const readTold = async (db: Db, alertId: number): Promise<ToldAlert | null> => {
  const [row] = await db.$queryRaw<(AlertRecord & Pick<ToldAlert, "name" | "group" | "meter">)[]>(sql`
    SELECT ${ALERT_COLUMNS}, name, group_name AS "group", meter FROM alert WHERE id = ${alertId}`);
  if (row === undefined) return null;
  const rule = (await readRules(db)).find(({ id }) => id === row.ruleId) ?? null;
  return { ...alertOf(row), name: row.name, group: row.group, meter: row.meter, rule };
};

/** An alert to write. */
export type NewAlert = { rule: Rule; words: string; eventAt: Date; now: Date; isTest: boolean };

/** What became of raising: its number, whether it is new, and the alert of its group that stood already. */
export type Raised = { id: number; isNew: boolean; groupedWith: number | null };

/**
 * Opens the alert of a rule, or joins the one that stands. Alerts of one group wait for each other here, so that one of
 * two at the same moment is the first.
 */
export const raiseAlert = async (
  tx: Tx,
  { rule, words, eventAt, now }: Omit<NewAlert, "isTest">,
  holder: string,
): Promise<Raised> => {
  await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(hashtext('alerts ' || ${rule.group}))`);
  const [first] = await tx.$queryRaw<{ id: number }[]>(sql`
    SELECT id FROM alert WHERE group_name = ${rule.group} AND ended_at IS NULL AND told_at IS NOT NULL
      AND rule_id <> ${rule.id} ORDER BY id LIMIT 1`);
  const groupedWith = first?.id ?? null;
  const isMute = rule.mutedUntil !== null && Date.parse(rule.mutedUntil) > now.getTime();
  const toldAt = isMute || groupedWith !== null ? null : now;
  const [row] = await tx.$queryRaw<Raised[]>(sql`
    INSERT INTO alert (rule_id, open_rule_id, name, group_name, meter, words, is_test, event_at, raised_at,
                       grouped_with, told_at, holders, held_at)
    VALUES (${rule.id}, ${rule.id}, ${rule.name}, ${rule.group}, ${rule.spec.meter}, ${words}, false, ${eventAt},
            ${now}, ${groupedWith}, ${toldAt}, ARRAY[${holder}], ${now})
    ON CONFLICT (open_rule_id) DO UPDATE
      SET holders = array_append(array_remove(alert.holders, ${holder}), ${holder}), held_at = ${now}
    RETURNING id, (xmax = 0) AS "isNew", grouped_with AS "groupedWith"`);
  if (row === undefined) throw new Error("alerts: the insert gave no row, expected one");
  return row;
};

/** Notes a test, which ends with its beginning; maps to its number. */
export const insertTest = async (
  tx: Tx,
  { rule, words, now }: Omit<NewAlert, "eventAt" | "isTest">,
): Promise<number> => {
  const [row] = await tx.$queryRaw<{ id: number }[]>(sql`
    INSERT INTO alert (rule_id, name, group_name, meter, words, is_test, event_at, raised_at, ended_at, told_at, held_at)
    VALUES (${rule.id}, ${rule.name}, ${rule.group}, ${rule.spec.meter}, ${words}, true, ${now}, ${now}, ${now},
            ${now}, ${now})
    RETURNING id`);
  return row?.id ?? 0;
};

/** An alert that ended or is told late. */
export type Changed = { id: number; ruleId: number; toldAt: Date | null };

/** Takes a process from the alert of a rule, which ends with its last; maps to it where it ended. */
export const releaseAlert = async (
  tx: Tx,
  ruleId: number,
  holder: string,
  now: Date,
): Promise<Changed | null> => {
  const [row] = await tx.$queryRaw<Changed[]>(sql`
    UPDATE alert SET holders = array_remove(holders, ${holder}),
      ended_at = CASE WHEN array_remove(holders, ${holder}) = '{}' THEN ${now}::timestamptz END,
      open_rule_id = CASE WHEN array_remove(holders, ${holder}) <> '{}' THEN open_rule_id END
    WHERE open_rule_id = ${ruleId} RETURNING id, rule_id AS "ruleId", told_at AS "toldAt", ended_at AS "endedAt"`);
  return row !== undefined && "endedAt" in row && row.endedAt !== null ? row : null;
};

/** Ends the alert of a rule whoever holds it; maps to it where one stood. */
export const endAlert = async (tx: Tx, ruleId: number, now: Date): Promise<Changed | null> => {
  const [row] = await tx.$queryRaw<Changed[]>(sql`
    UPDATE alert SET holders = '{}', ended_at = ${now}, open_rule_id = NULL
    WHERE open_rule_id = ${ruleId} RETURNING id, rule_id AS "ruleId", told_at AS "toldAt"`);
  return row ?? null;
};

/** Says that a process still holds the alerts of rules; maps to the rules whose alert it held. */
export const holdAlerts = async (
  db: Db,
  ruleIds: readonly number[],
  holder: string,
  now: Date,
): Promise<number[]> => {
  const rows = await db.$queryRaw<{ ruleId: number }[]>(sql`
    UPDATE alert SET held_at = ${now}
    WHERE open_rule_id = ANY(${[...ruleIds]}::int[]) AND ${holder} = ANY(holders)
    RETURNING rule_id AS "ruleId"`);
  return rows.map(({ ruleId }) => ruleId);
};

/** Rules whose alert no process has held since an instant. */
export const readForsaken = async (tx: Tx, before: Date): Promise<number[]> =>
  (
    await tx.$queryRaw<{ ruleId: number }[]>(sql`
      SELECT rule_id AS "ruleId" FROM alert WHERE open_rule_id IS NOT NULL AND held_at < ${before} FOR UPDATE`)
  ).map(({ ruleId }) => ruleId);

/** Marks the alerts that stand untold and now may be told, because a mute ran out or the one they came with ended. */
export const takeUntold = (tx: Tx, now: Date): Promise<Changed[]> =>
  tx.$queryRaw<Changed[]>(sql`
    UPDATE alert a SET told_at = ${now}, grouped_with = NULL FROM alert_rule r
    WHERE r.id = a.rule_id AND a.open_rule_id IS NOT NULL AND a.told_at IS NULL
      AND (r.muted_until IS NULL OR r.muted_until <= ${now})
      AND NOT EXISTS (SELECT FROM alert f WHERE f.group_name = a.group_name AND f.ended_at IS NULL
                      AND f.told_at IS NOT NULL)
      -- Of several of one group that wait, the first speaks for all.
      AND NOT EXISTS (SELECT FROM alert e JOIN alert_rule er ON er.id = e.rule_id
                      WHERE e.group_name = a.group_name AND e.open_rule_id IS NOT NULL AND e.told_at IS NULL
                        AND e.id < a.id AND (er.muted_until IS NULL OR er.muted_until <= ${now}))
    RETURNING a.id, a.rule_id AS "ruleId", a.told_at AS "toldAt"`);

/** The newest changes of a rule, of an organisation's people. */
export const readRuleChanges = (db: Db, organisationId: number, ruleId: number): Promise<NotedRow[]> =>
  db.$queryRaw<NotedRow[]>(sql`
    SELECT id, at, actor, action, entity_id AS "entityId" FROM audit
    WHERE organisation_id IN (0, ${organisationId}) AND entity = 'alert-rule' AND entity_id = ${String(ruleId)}
    ORDER BY id DESC LIMIT 30`);
