import { type Attributes, createAttributes, FIRST } from "#server/flags/core/attributes.ts";
import {
  type Common,
  type Flag,
  MOST_NODES,
  parseJson,
  readFlag,
  sameJson,
  splitDefinition,
} from "#server/flags/core/definition.ts";
import type { Context, Evaluator } from "#server/flags/core/evaluate.ts";
import { type Joint, jointOf } from "#server/flags/core/joint.ts";
import { once } from "#server/flags/core/once.ts";
import { answered, type Outcome, unknownFlag } from "#server/flags/core/outcome.ts";
import { passingsOf } from "#server/flags/core/passings.ts";
import { type Mode, type Program, programOf } from "#server/flags/core/program.ts";
import { createSnapshot, type Snapshot } from "#server/flags/core/snapshot.ts";
import type { Bucketing } from "#server/flags/schema.ts";

/** What a definition is compiled with. */
export type CompileOptions = {
  mode: Mode;
  bucketing: Bucketing;
  /** The time in seconds since 1970; asked only where a rule reads it. */
  nowS: () => number;
  /** What was compiled before: flags that did not change are taken from it as they are. */
  before?: CompiledFlags;
};

/** A flag with what it was read from and what runs it, which is made when it is first asked for. */
type Entry = { json: unknown; flag: Flag; program: () => Program };

/** A compiled definition. It never changes: a change makes another one. */
export type CompiledFlags = Evaluator & {
  readonly mode: Mode;
  readonly bucketing: Bucketing;
  /** All flags for one context, in one pass. */
  evaluateAll(context: Context): Snapshot;
  /** With one flag put in the place of what had its key, or without it (null); the others are kept as they are. */
  changed(key: string, flagJson: string | null): CompiledFlags;
  /** With the tests of each flag in the order that these contexts of its traffic teach; results stay the same. */
  learned(contexts: readonly Context[]): CompiledFlags;
  /** The compiled form of a flag, for people; null where there is no such flag. */
  formOf(key: string): string | null;
  /** Flags with what runs them, by key. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly attributes: Attributes;
};

type Parts = { entries: ReadonlyMap<string, Entry>; common: Common; attributes: Attributes };

const assemble = (parts: Parts, options: CompileOptions): CompiledFlags => {
  const { entries, common, attributes } = parts;
  const { mode, bucketing, nowS } = options;
  const keys = new Map([...entries.keys()].map((key, place) => [key, place]));
  const order = [...entries.values()];
  const programs = new Array<Program | undefined>(order.length).fill(undefined);
  let all: { read: (context: Context) => void; joint: Joint; others: number[] } | null = null;
  const programAt = (place: number): Program | undefined => {
    programs[place] = order[place]?.program();
    return programs[place];
  };
  const places = order.map((_, place) => place);
  const makeAll = () => {
    // The attributes of all flags are known once all are made.
    for (const place of places) programAt(place);
    const tabled = programs.map((program) => program?.tabled ?? null);
    return {
      read: attributes.readerOf(attributes.paths.map((_, i) => FIRST + i)),
      joint: jointOf(tabled, attributes),
      others: places.filter((place) => tabled[place] === null),
    };
  };
  return {
    mode,
    bucketing,
    entries,
    attributes,
    set: {
      flags: new Map([...entries].map(([key, { flag }]) => [key, flag])),
      metadata: common.metadata,
      common,
    },
    resolve(type, key, fallback, context) {
      const place = keys.get(key);
      const program = place === undefined ? undefined : (programs[place] ?? programAt(place));
      if (program === undefined) return unknownFlag(key, fallback, common.metadata);
      return answered(program.run(context, program.readsClock ? nowS() : 0), type, fallback);
    },
    evaluateAll(context) {
      all ??= makeAll();
      const { row } = attributes;
      row[0] = context;
      row[1] = nowS();
      all.read(context);
      const outcomes = new Array<Outcome>(programs.length);
      const isJoint = all.joint.evaluate(row, outcomes);
      const others = isJoint ? all.others : places;
      for (let i = 0; i < others.length; i++) {
        const place = others[i] as number;
        outcomes[place] = (programs[place] as Program).runRow(row);
      }
      return createSnapshot(outcomes, keys, common.metadata);
    },
    changed(key, flagJson) {
      const next = new Map(entries);
      if (flagJson === null) next.delete(key);
      else next.set(key, entryOf(key, parseJson(flagJson, `flags/${key}`), { ...parts, ...options }));
      return assemble({ ...parts, entries: next }, options);
    },
    learned(contexts) {
      const next = new Map<string, Entry>();
      for (const [key, entry] of entries) {
        const { flag, program } = entry;
        const { tests } = program();
        const passings =
          tests && passingsOf(flag, tests, contexts, { attributes, bucketing, timestampS: nowS() });
        if (tests === null || passings === null) {
          next.set(key, entry);
          continue;
        }
        const taught = { tests, passings };
        next.set(key, {
          ...entry,
          program: once(() => programOf(flag, { mode, bucketing, attributes, taught })),
        });
      }
      return assemble({ ...parts, entries: next }, options);
    },
    formOf: (key) => entries.get(key)?.program().form() ?? null,
  };
};

type Making = Parts & CompileOptions & { budget?: { left: number } };

const entryOf = (key: string, json: unknown, making: Making): Entry => {
  const flag = readFlag(key, json, making.common, making.budget);
  const { mode, bucketing, attributes } = making;
  return { json, flag, program: once(() => programOf(flag, { mode, bucketing, attributes })) };
};

/**
 * Compiles a definition as flagd writes it into an {@link Evaluator} with `evaluateAll`, `changed` and `formOf`; the
 * three modes give the same results. What has no sense as a whole is a `DefinitionError` that names the place, and
 * nothing is changed then; a rule that cannot be used is a fault of its flag alone. With `before`, only flags whose text
 * changed are compiled.
 */
export const compileFlags = (definition: string, options: CompileOptions): CompiledFlags => {
  const { before, mode, bucketing } = options;
  const { flags, common } = splitDefinition(definition);
  const isSame =
    before !== undefined &&
    before.mode === mode &&
    before.bucketing === bucketing &&
    sameJson(before.set.common, common);
  const kept = isSame ? before : undefined;
  const making: Making = {
    ...options,
    common,
    entries: new Map(),
    attributes: kept?.attributes ?? createAttributes(mode === "code"),
    ...(Object.keys(common.evaluators).length > 0 ? { budget: { left: MOST_NODES } } : {}),
  };
  const entries = new Map<string, Entry>();
  for (const [key, json] of flags) {
    const old = kept?.entries.get(key);
    entries.set(key, old !== undefined && sameJson(old.json, json) ? old : entryOf(key, json, making));
  }
  return assemble({ entries, common, attributes: making.attributes }, options);
};
