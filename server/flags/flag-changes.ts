import type * as z from "zod";
import { compileFlags } from "#server/flags/core/compile.ts";
import { DefinitionError } from "#server/flags/core/rule.ts";
import { compileSource } from "#server/flags/core/source.ts";
import { BUCKETING, type FlagDefinition, type FlagdDefinition } from "#server/flags/schema.ts";
import { FlagSource, type Prerequisite, type Rollout } from "#server/flags/set.schema.ts";
import { addVersion, lockFlags, newestVersion, readVersion } from "#server/flags/set-store.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { AuditRow, record } from "#server/platform/audit.ts";
import type { Db, Tx } from "#server/platform/db.ts";
import type { announce } from "#server/platform/outbox.ts";

/** The entity of the audit log that a change of a flag is noted under. */
export const FLAG_ENTITY = "flag";
/** The announcement of a new version. */
export const FLAGS_CHANGED = "flags.changed";
/** Stands for the whole set where a change touches more than one flag. */
export const WHOLE_SET = "*";

type Definition = z.infer<typeof FlagDefinition>;

/** Everything of the set that belongs to one flag; each part undefined where there is none. */
export type FlagPart = {
  flag: Definition["flags"][string] | undefined;
  prerequisites: Prerequisite[] | undefined;
  rollout: Rollout | undefined;
};

const EMPTY: FlagSource = { definition: { flags: {} }, prerequisites: {}, rollouts: {} };

/** The part of one flag. */
export const partOf = ({ definition, prerequisites, rollouts }: FlagSource, key: string): FlagPart => ({
  flag: Object.hasOwn(definition.flags, key) ? definition.flags[key] : undefined,
  prerequisites: Object.hasOwn(prerequisites, key) ? prerequisites[key] : undefined,
  rollout: Object.hasOwn(rollouts, key) ? rollouts[key] : undefined,
});

// An entry stays where it stood, so that a change of one flag does not move the others about.
const put = <T>(all: Readonly<Record<string, T>>, key: string, value: T | undefined): Record<string, T> =>
  value === undefined
    ? Object.fromEntries(Object.entries(all).filter(([name]) => name !== key))
    : { ...all, [key]: value };

/** The set with the part of one flag in the place of what it had. */
export const withPart = (source: FlagSource, key: string, part: FlagPart): FlagSource => ({
  definition: { ...source.definition, flags: put(source.definition.flags, key, part.flag) },
  prerequisites: put(source.prerequisites, key, part.prerequisites),
  rollouts: put(source.rollouts, key, part.rollout),
});

/** The plain definition of a set, shown to be one; a fault is told as BAD_REQUEST with its place. */
export const compiledOf = (source: FlagSource): string => {
  try {
    const compiled = JSON.stringify(compileSource(source));
    const { set } = compileFlags(compiled, { mode: "interpreter", bucketing: BUCKETING, nowS: () => 0 });
    for (const { targeting } of set.flags.values()) if (targeting instanceof DefinitionError) throw targeting;
    return compiled;
  } catch (error) {
    if (error instanceof DefinitionError)
      throw new AppError("BAD_REQUEST", `flags: ${error.message}`, { cause: error });
    throw error;
  }
};

/** A definition with its flags by key, whichever of flagd's two forms it came in. */
export const byKey = (definition: z.infer<typeof FlagdDefinition>): Definition => {
  const { flags, ...rest } = definition;
  if (!Array.isArray(flags)) return { ...rest, flags };
  return { ...rest, flags: Object.fromEntries(flags.map(({ key, ...flag }) => [key, flag])) };
};

/** What a change notes beside the version: the row of a release before and after it. */
export type Noted = { before: unknown; after: unknown };

/** What {@link createFlagChanges} needs. */
export type FlagChangesDeps = {
  db: Db;
  record: typeof record;
  announce: typeof announce;
  /** Takes up the new version in this process; the others are told by the database. */
  changed: () => Promise<void>;
};

/** What {@link FlagChanges} does in one transaction: the set before and what it becomes. */
export type SourceChange = {
  action: string;
  flag: string;
  change: (source: FlagSource, tx: Tx, version: number) => Promise<FlagSource> | FlagSource;
  /** Notes beside the versions in the audit log; read once the change is made. */
  noted?: () => Noted;
};

/** Changes of the set: each is a new version with its record and its announcement, in one transaction. */
export const createFlagChanges = ({ db, record, announce, changed }: FlagChangesDeps) => {
  const currentOf = async (tx: Tx): Promise<{ version: number; source: FlagSource }> => {
    const newest = await newestVersion(tx);
    return newest === null
      ? { version: 0, source: EMPTY }
      : { version: newest.id, source: FlagSource.parse(newest.source) };
  };

  const write = async (
    tx: Tx,
    scope: Scope,
    { action, flag, source }: { action: string; flag: string; source: FlagSource },
  ): Promise<number> => {
    const compiled = compiledOf(source);
    const version = await addVersion(tx, { action, flag, source, compiled, changedBy: scope.userName });
    const payload = { version, flag };
    await announce(tx, { organisationId: scope.organisationId, topic: FLAGS_CHANGED, payload });
    return version;
  };

  const apply = async (
    tx: Tx,
    scope: Scope,
    { action, flag, change, noted }: SourceChange,
  ): Promise<{ version: number; auditId: number }> => {
    await lockFlags(tx);
    const current = await currentOf(tx);
    const source = await change(current.source, tx, current.version);
    const version = await write(tx, scope, { action, flag, source });
    const beside = noted?.() ?? { before: null, after: null };
    const auditId = await record(tx, scope, {
      ...{ action, entity: FLAG_ENTITY, entityId: flag },
      before: { version: current.version, release: beside.before },
      after: { version, release: beside.after },
    });
    return { version, auditId };
  };

  return {
    apply,
    /** Makes a change in a transaction of its own and takes it up; maps to its version and its row in the audit log. */
    async make(scope: Scope, change: SourceChange): Promise<{ version: number; auditId: number }> {
      const made = await db.$transaction((tx) => apply(tx, scope, change));
      await changed();
      return made;
    },
    /** Puts back what a change of one flag, or of the whole set, found; called by the audit log's undo. */
    async putBack(tx: Tx, scope: Scope, row: AuditRow): Promise<void> {
      await lockFlags(tx);
      const { version } = row.before as { version: number };
      const stored = version === 0 ? null : await readVersion(tx, version);
      if (stored === null && version !== 0)
        throw new AppError(
          "CONFLICT",
          `flags: found no version ${version}, expected the one before the change`,
        );
      const then = stored === null ? EMPTY : FlagSource.parse(stored.source);
      const { source } = await currentOf(tx);
      const flag = row.entityId;
      const next = flag === WHOLE_SET ? then : withPart(source, flag, partOf(then, flag));
      await write(tx, scope, { action: `${row.action}.undo`, flag, source: next });
    },
  };
};
/** See {@link createFlagChanges}. */
export type FlagChanges = ReturnType<typeof createFlagChanges>;
