import * as z from "zod";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { assertUnchanged, record, type Undoer } from "#server/platform/audit.ts";
import { type Db, sql, type Tx } from "#server/platform/db.ts";

/**
 * For whom a value can differ: each user, each depot, each organisation, each process that serves, or for all alike.
 */
export const SETTING_UNITS = ["user", "depot", "organisation", "process", "platform"] as const;
/** One of {@link SETTING_UNITS}. */
export type SettingUnit = (typeof SETTING_UNITS)[number];

/** For whom a value is asked, as far as it is known. */
export type SettingAsker = {
  organisationId: number;
  userId?: string;
  role?: string;
  /** Depots that he is limited to, or that the work is of; null for all. */
  depotIds?: readonly number[] | null;
};

/** A tunable value: its key, what it may be, what it is until somebody says otherwise, and what it means. */
export type Setting<T> = {
  key: string;
  schema: z.ZodType<T>;
  fallback: T;
  /** Unit of the value, such as `ms`; empty for words and switches. */
  unit: string;
  doc: string;
  /** The finest for whom it can differ; an organisation where that is not said. */
  per?: SettingUnit | undefined;
};

/** A setting as a page lists it. */
export type SettingRow = Pick<Setting<unknown>, "key" | "fallback" | "unit" | "doc"> & {
  value: unknown;
  /** Where the value comes from. */
  from: "fallback" | "default" | "organisation" | "flag";
  /** Who gave it this value, and when; null while it is the fallback. */
  changedBy: string | null;
  changedAt: Date | null;
  /** What the value may be, for a field to type it in. */
  shape: SettingShape;
};

/** What a value may be: a switch, a number within bounds, one of some words, or any text. */
export type SettingShape =
  | { kind: "switch" }
  | { kind: "number"; isWhole: boolean; min: number | null; max: number | null }
  | { kind: "choice"; choices: readonly string[] }
  | { kind: "text" };

/** Reads from a setting's schema what its value may be. */
export const shapeOf = (schema: z.ZodType<unknown>): SettingShape => {
  const { type, minimum, maximum, enum: choices } = z.toJSONSchema(schema);
  if (type === "boolean") return { kind: "switch" };
  if (type === "integer" || type === "number")
    return { kind: "number", isWhole: type === "integer", min: minimum ?? null, max: maximum ?? null };
  if (choices !== undefined) return { kind: "choice", choices: choices.map(String) };
  return { kind: "text" };
};

/** Declares a setting; the fallback must keep its own schema. */
export const defineSetting = <T>(setting: Setting<T>): Setting<T> => {
  setting.schema.parse(setting.fallback);
  return setting;
};

/** What stands over a stored value for somebody, such as a flag; undefined where nothing does. */
export type SettingAnswer = (setting: Setting<unknown>, asker: SettingAsker, value: unknown) => unknown;

type Listener = (value: unknown, organisationId: number) => void;

/** The organisation whose row is the default of all others. */
const EVERYONE = 0;

const ENTITY = "setting";

type Stored = { organisationId: number; value: unknown };
type Held = { value: unknown; by: string | null; at: Date };

const slot = (organisationId: number, key: string): string => `${organisationId}/${key}`;

/**
 * Every tunable value of the product, read from memory and kept in table `setting`: an organisation's own value, else
 * the default of all (organisation 0), else the fallback in code; `answer` may say otherwise. `refresh` takes up what other processes changed; a
 * stored value that its schema no longer accepts is reported and gives way to the next in that order, and so is an
 * answer.
 */
export const createSettings = ({
  db,
  registry,
  report = () => {},
  answer = () => undefined,
}: {
  db: Db;
  registry: readonly Setting<unknown>[];
  answer?: SettingAnswer;
  report?: (sentence: string) => void;
}) => {
  const known = new Map<string, Setting<unknown>>();
  for (const each of registry) {
    if (known.has(each.key)) throw new Error(`settings: got two named ${each.key}, expected each key once`);
    known.set(each.key, each);
  }
  let held = new Map<string, Held>();
  const listeners = new Map<string, Set<Listener>>();
  // Reads are many and answers few: each for a whole organisation is kept until something may have changed.
  const answers = new Map<string, unknown>();
  // What was reported since then: it is asked for again with every request.
  const reported = new Set<string>();

  const find = (key: string): Setting<unknown> => {
    const setting = known.get(key);
    if (setting === undefined) throw new AppError("NOT_FOUND", `there is no setting named ${key}`);
    return setting;
  };

  type Resolved = Pick<SettingRow, "value" | "from"> & { by: string | null; at: Date | null };

  const storedOf = (setting: Setting<unknown>, organisationId: number): Resolved => {
    const own = organisationId === EVERYONE ? undefined : held.get(slot(organisationId, setting.key));
    if (own !== undefined) return { ...own, from: "organisation" };
    const shared = held.get(slot(EVERYONE, setting.key));
    if (shared !== undefined) return { ...shared, from: "default" };
    return { value: setting.fallback, from: "fallback", by: null, at: null };
  };

  const allowed = (setting: Setting<unknown>, said: unknown): unknown => {
    if (said === undefined) return undefined;
    const parsed = setting.schema.safeParse(said);
    if (parsed.success) return parsed.data;
    const sentence = `setting ${setting.key}: its flag says ${JSON.stringify(said)}, which is not allowed: ${parsed.error.issues[0]?.message}`;
    if (!reported.has(sentence)) report(sentence);
    reported.add(sentence);
    return undefined;
  };

  const answerOf = (setting: Setting<unknown>, organisationId: number, value: unknown): unknown => {
    const at = slot(organisationId, setting.key);
    if (answers.has(at)) return answers.get(at);
    const said = allowed(setting, answer(setting, { organisationId }, value));
    answers.set(at, said);
    return said;
  };

  const resolve = (setting: Setting<unknown>, organisationId: number): Resolved => {
    const stored = storedOf(setting, organisationId);
    const said = answerOf(setting, organisationId, stored.value);
    return said === undefined ? stored : { value: said, from: "flag", by: null, at: null };
  };

  const forgetAnswers = (): void => {
    answers.clear();
    reported.clear();
  };

  const tell = (key: string, organisationId: number): void => {
    const setting = find(key);
    for (const listener of listeners.get(key) ?? [])
      listener(resolve(setting, organisationId).value, organisationId);
  };

  const refresh = async (): Promise<void> => {
    const rows = await db.setting.findMany({ where: { key: { in: [...known.keys()] } } });
    const fresh = new Map<string, Held>();
    for (const { organisationId, key, value, updatedBy: by, updatedAt: at } of rows) {
      const parsed = find(key).schema.safeParse(value);
      if (parsed.success) fresh.set(slot(organisationId, key), { value: parsed.data, by, at });
      else
        report(
          `setting ${key} of organisation ${organisationId} is ${JSON.stringify(value)}, which is no longer allowed: ${parsed.error.issues[0]?.message}`,
        );
    }
    const before = held;
    held = fresh;
    forgetAnswers();
    for (const own of new Set([...before.keys(), ...fresh.keys()])) {
      if (JSON.stringify(before.get(own)?.value) === JSON.stringify(fresh.get(own)?.value)) continue;
      const cut = own.indexOf("/");
      tell(own.slice(cut + 1), Number(own.slice(0, cut)));
    }
  };

  const lock = async (tx: Tx, key: string, at: number): Promise<Stored | null> => {
    // A row that is not there yet cannot be locked.
    await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(hashtext(${`setting/${at}/${key}`}))`);
    const found = await tx.setting.findUnique({ where: { organisationId_key: { organisationId: at, key } } });
    return found === null ? null : { organisationId: at, value: found.value };
  };

  const write = async (tx: Tx, scope: Scope, key: string, next: Stored | null, at: number) => {
    const where = { organisationId_key: { organisationId: at, key } };
    if (next === null) await tx.setting.deleteMany({ where: { organisationId: at, key } });
    else {
      const value = next.value as never;
      const data = { value, updatedBy: scope.userName };
      await tx.setting.upsert({ where, update: data, create: { organisationId: at, key, ...data } });
    }
  };

  const change = async (scope: Scope, key: string, value: unknown, at: number): Promise<number> => {
    const setting = find(key);
    const parsed = value === undefined ? null : setting.schema.safeParse(value);
    if (parsed?.success === false)
      throw new AppError(
        "BAD_REQUEST",
        `setting ${key}: got ${JSON.stringify(value)}, expected ${parsed.error.issues[0]?.message}`,
      );
    const after = parsed === null ? null : { organisationId: at, value: parsed.data };
    const change = await db.$transaction(async (tx) => {
      const before = await lock(tx, key, at);
      await write(tx, scope, key, after, at);
      return record(tx, scope, { action: "setting.set", entity: ENTITY, entityId: key, before, after });
    });
    await refresh();
    return change;
  };

  /** Puts the value back that stood before the change, unless another organisation's admin or the tuner changed it since. */
  const undoer: Undoer = async (tx, scope, row) => {
    const { entityId, before, after } = row;
    const stored = before as Stored | null;
    const at = (stored ?? (after as Stored | null))?.organisationId ?? scope.organisationId;
    assertUnchanged(row, await lock(tx, entityId, at));
    await write(tx, scope, entityId, stored, at);
  };

  return {
    /** The value for an organisation, or the default of all; never waits. */
    get<T>(setting: Setting<T>, organisationId = EVERYONE): T {
      return resolve(find(setting.key), organisationId).value as T;
    },
    /** The value for somebody: his organisation's, over which a flag may say something for him or his depot alone. */
    getFor<T>(setting: Setting<T>, asker: SettingAsker): T {
      const known = find(setting.key);
      const { value } = storedOf(known, asker.organisationId);
      return (allowed(known, answer(known, asker, value)) ?? value) as T;
    },
    /**
     * Changes the value of the scope's organisation, or with `forAll` the default of every one; maps to the id of the
     * change in the audit log.
     */
    set<T>(scope: Scope, setting: Setting<T>, value: T, { forAll = false } = {}): Promise<number> {
      return change(scope, setting.key, value, forAll ? EVERYONE : scope.organisationId);
    },
    /** The same by key, for a page: the value is parsed, and `undefined` goes back to the default. */
    setByKey(scope: Scope, key: string, value: unknown, { forAll = false } = {}): Promise<number> {
      return change(scope, key, value, forAll ? EVERYONE : scope.organisationId);
    },
    /** Calls `told` with each new value and the organisation it is for (0: all); maps to the way out. */
    subscribe<T>(setting: Setting<T>, told: (value: T, organisationId: number) => void): () => void {
      const all = listeners.get(setting.key) ?? new Set();
      listeners.set(setting.key, all);
      all.add(told as Listener);
      return () => void all.delete(told as Listener);
    },
    /** Every setting with the value an organisation has. */
    list(organisationId: number): SettingRow[] {
      return [...known.values()].map((setting) => {
        const { key, fallback, unit, doc, schema } = setting;
        const { value, from, by, at } = resolve(setting, organisationId);
        return {
          key,
          fallback,
          unit,
          doc,
          value,
          from,
          changedBy: by,
          changedAt: at,
          shape: shapeOf(schema),
        };
      });
    },
    /** Asks for every answer again and tells every subscriber: what answers has changed. */
    answersChanged(): void {
      forgetAnswers();
      for (const key of listeners.keys()) tell(key, EVERYONE);
    },
    /** Reads every stored value again and tells subscribers what changed; the first call loads them. */
    refresh,
    /** For the audit's list of undoers; call `refresh` after an undo to take the value up at once. */
    undoers: { [ENTITY]: undoer },
  };
};
/** The tunable values of the product. */
export type Settings = ReturnType<typeof createSettings>;
