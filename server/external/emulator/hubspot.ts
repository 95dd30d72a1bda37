import * as z from "zod";
import type { ServiceRequest } from "#server/external/core/call.ts";
import { type PriceSheet, unitsOf } from "#server/external/core/prices.ts";
import type { Asked } from "#server/external/emulator/graphhopper.ts";
import { seeded } from "#server/lib/random.ts";

/**
 * An object that the emulator begins with: the value of its unique property, and its other properties. One without a
 * value of it is known by `seed` alone.
 */
export type EmulatedObject = {
  key: string;
  seed?: string;
  properties: Readonly<Record<string, string>>;
};

/** A type of objects: what it holds at first, asked for once, and the properties that none may be without. */
export type EmulatedType = {
  objects: () => Promise<readonly EmulatedObject[]>;
  required: readonly string[];
};

const BATCH = 100;
const SEARCH = 200;
const FIRST_ID = 9_000_000_000;

const names = z.array(z.string()).default([]);
const Read = z.object({
  properties: names,
  idProperty: z.string().optional(),
  inputs: z.array(z.object({ id: z.string() })).max(BATCH),
});
const input = {
  id: z.string().min(1),
  properties: z.record(z.string(), z.string()),
  objectWriteTraceId: z.string().optional(),
};
const Upsert = z.object({
  inputs: z.array(z.object({ ...input, idProperty: z.string() })).max(BATCH),
});
const Update = z.object({ inputs: z.array(z.object(input)).max(BATCH) });
const Filter = z.object({ propertyName: z.string(), operator: z.literal("GTE"), value: z.string() });
const Search = z.object({
  filterGroups: z.array(z.object({ filters: z.array(Filter).length(1) })).length(1),
  properties: names,
  limit: z.int().min(1).max(SEARCH).default(10),
  after: z.string().regex(/^\d+$/).default("0"),
});

type Held = { id: string; createdMs: number; modifiedMs: number; properties: Record<string, string> };
type Properties = Readonly<Record<string, string>>;
const MODIFIED = "hs_lastmodifieddate";
const PATH = /^\/crm\/v3\/objects\/([^/]+)\/(batch\/read|batch\/upsert|batch\/update|search)$/;

const told = ({ id, createdMs, modifiedMs, properties }: Held, wanted: readonly string[]) => ({
  ...{ id, createdAt: new Date(createdMs).toISOString(), updatedAt: new Date(modifiedMs).toISOString() },
  ...{ archived: false },
  properties: {
    ...Object.fromEntries(wanted.map((name) => [name, properties[name] ?? null])),
    [MODIFIED]: new Date(modifiedMs).toISOString(),
  },
});
const batch = (results: object[], errors: object[], nowMs: number) => ({
  status: errors.length > 0 ? 207 : 200,
  body: {
    ...{ status: "COMPLETE", results, startedAt: new Date(nowMs).toISOString() },
    completedAt: new Date(nowMs).toISOString(),
    ...(errors.length > 0 ? { numErrors: errors.length, errors } : {}),
  },
});
const missing = (ids: readonly string[]) => ({
  ...{ status: "error", category: "OBJECT_NOT_FOUND", context: { ids } },
  message: "Could not get some objects, they may be deleted or not exist",
});

/** Objects of one type, from memory. */
const createShelf = (type: string, { objects, required }: EmulatedType, idProperty: string) => {
  const held = new Map<string, Held>();
  /** Ids of objects that live on in another. */
  const mergedInto = new Map<string, string>();
  const gone = new Set<string>();
  let seeding: Promise<void> | null = null;

  const byKey = (key: string): Held | undefined =>
    key === "" ? undefined : [...held.values()].find(({ properties }) => properties[idProperty] === key);
  const byId = (id: string): Held | undefined => held.get(mergedInto.get(id) ?? id);
  // The same after a restart, with which all that this holds is gone; a new one where it was deleted before.
  const idOf = (seed: string): string => {
    for (let n = 0; ; n++) {
      const id = String(FIRST_ID + seeded(`${type} ${seed} ${n}`).int(1_000_000_000));
      if (!held.has(id) && !mergedInto.has(id) && !gone.has(id)) return id;
    }
  };
  const change = (object: Held, properties: Properties, nowMs: number): Held => {
    Object.assign(object.properties, properties);
    // Two changes of one millisecond are still one after the other.
    object.modifiedMs = Math.max(nowMs, object.modifiedMs + 1);
    held.set(object.id, object);
    return object;
  };
  const make = (seed: string, properties: Properties, nowMs: number): Held =>
    change({ id: idOf(seed), createdMs: nowMs, modifiedMs: 0, properties: {} }, properties, nowMs);
  const put = (key: string, properties: Properties, nowMs: number): Held => {
    const before = byKey(key);
    const all = { ...properties, [idProperty]: key };
    return before === undefined ? make(key, all, nowMs) : change(before, all, nowMs);
  };

  /** Why a write cannot be taken; null where it can. */
  const faultOf = (before: Held | undefined, properties: Properties): string | null => {
    const all = { ...before?.properties, ...properties };
    const name = required.find((each) => (all[each] ?? "") === "");
    if (name !== undefined) return `${name} must not be empty`;
    const key = properties[idProperty] ?? "";
    const other = byKey(key);
    return other !== undefined && other !== before ? `${idProperty} ${key} is another object's` : null;
  };
  type Written = { object: Held; isNew: boolean };
  const writeAll = <
    I extends { id: string; properties: Properties; objectWriteTraceId?: string | undefined },
  >(
    inputs: readonly I[],
    write: (one: I) => Written | { category: string; message: string },
    nowMs: number,
  ) => {
    const results: object[] = [];
    const errors: object[] = [];
    for (const one of inputs) {
      const trace = one.objectWriteTraceId;
      const end = write(one);
      if ("category" in end)
        errors.push({
          ...{ status: "error", ...end },
          context: trace === undefined ? {} : { objectWriteTraceId: [trace] },
        });
      else
        results.push({
          ...told(end.object, [idProperty, ...Object.keys(one.properties)]),
          ...(trace === undefined ? {} : { objectWriteTraceId: trace }),
          new: end.isNew,
        });
    }
    return batch(results, errors, nowMs);
  };

  return {
    begun(nowMs: number): Promise<void> {
      seeding ??= objects().then((all) => {
        for (const { key, seed, properties } of all)
          if (key === "") make(seed ?? "", properties, nowMs);
          else put(key, properties, nowMs);
      });
      return seeding;
    },
    put,
    make,
    byKey,
    remove(key: string): void {
      const object = byKey(key);
      if (object === undefined) return;
      held.delete(object.id);
      gone.add(object.id);
    },
    merge(key: string, into: string, nowMs: number): void {
      const [object, other] = [byKey(key), byKey(into)];
      if (object === undefined || other === undefined) return;
      held.delete(object.id);
      mergedInto.set(object.id, other.id);
      change(other, {}, nowMs);
    },
    read({ inputs, properties, idProperty: by }: z.infer<typeof Read>, nowMs: number) {
      const find = by === undefined ? byId : byKey;
      const absent = inputs.map(({ id }) => id).filter((id) => find(id) === undefined);
      return batch(
        inputs.flatMap(({ id }) => find(id) ?? []).map((object) => told(object, properties)),
        absent.length > 0 ? [missing(absent)] : [],
        nowMs,
      );
    },
    upsert: ({ inputs }: z.infer<typeof Upsert>, nowMs: number) =>
      writeAll(
        inputs,
        ({ id, properties }) => {
          const before = byKey(id);
          const message = faultOf(before, { ...properties, [idProperty]: id });
          if (message !== null) return { category: "VALIDATION_ERROR", message };
          return { object: put(id, properties, nowMs), isNew: before === undefined };
        },
        nowMs,
      ),
    update: ({ inputs }: z.infer<typeof Update>, nowMs: number) =>
      writeAll(
        inputs,
        ({ id, properties }) => {
          const before = byId(id);
          if (before === undefined) return missing([id]);
          const message = faultOf(before, properties);
          if (message !== null) return { category: "VALIDATION_ERROR", message };
          return { object: change(before, properties, nowMs), isNew: false };
        },
        nowMs,
      ),
    search({ filterGroups, properties, limit, after }: z.infer<typeof Search>) {
      const fromMs = Number(filterGroups[0]?.filters[0]?.value);
      const all = [...held.values()]
        .filter(({ modifiedMs }) => modifiedMs >= fromMs)
        .sort((a, b) => a.modifiedMs - b.modifiedMs || Number(a.id) - Number(b.id));
      const from = Number(after);
      const results = all.slice(from, from + limit).map((object) => told(object, properties));
      const next = from + limit < all.length ? { paging: { next: { after: String(from + limit) } } } : {};
      return { status: 200, body: { total: all.length, results, ...next } };
    },
  };
};

/** Speaks HubSpot's batch and search interface from the facts that are published of it, from memory. */
export const createHubspot = ({
  types,
  idProperty,
  sheet,
}: {
  /** Types of objects by name. */
  types: Readonly<Record<string, EmulatedType>>;
  /** The property that is unique in every type. */
  idProperty: string;
  sheet: () => PriceSheet;
}) => {
  const shelves = new Map(
    Object.entries(types).map(([type, of]) => [type, createShelf(type, of, idProperty)] as const),
  );
  type Shelf = ReturnType<typeof createShelf>;

  const asked = <T>(
    { shelf, operation, body }: { shelf: Shelf; operation: string; body: unknown },
    schema: z.ZodType<T>,
    work: (input: T, nowMs: number) => { status: number; body: unknown },
  ): Asked => ({
    units: unitsOf(sheet(), operation, {}),
    async work(nowMs) {
      const parsed = schema.safeParse(body);
      if (!parsed.success)
        return {
          status: 400,
          body: {
            ...{ status: "error", category: "VALIDATION_ERROR", message: z.prettifyError(parsed.error) },
          },
        };
      await shelf.begun(nowMs);
      return work(parsed.data, nowMs);
    },
  });
  const shelfOf = (type: string): Shelf => {
    const shelf = shelves.get(type);
    if (shelf === undefined) throw new Error(`emulated HubSpot: found type ${type}, expected one it has`);
    return shelf;
  };

  return {
    read({ method, path, body }: ServiceRequest): Asked {
      const [, type = "", what = ""] = method === "POST" ? (PATH.exec(path) ?? []) : [];
      const shelf = shelves.get(type);
      if (shelf === undefined)
        return {
          units: unitsOf(sheet(), "search", {}),
          work: async () => ({ status: 404, body: { message: `${path}: there is nothing here` } }),
        };
      const of = { shelf, operation: what.replace("/", "-"), body };
      if (what === "batch/read") return asked(of, Read, shelf.read);
      if (what === "batch/upsert") return asked(of, Upsert, shelf.upsert);
      if (what === "batch/update") return asked(of, Update, shelf.update);
      return asked(of, Search, shelf.search);
    },
    /** Changes an object as a person at the CRM does, or makes it; `key` is the value of its unique property. */
    edit: (type: string, key: string, properties: Properties, nowMs: number): void =>
      void shelfOf(type).put(key, properties, nowMs),
    /** Makes an object that has no value of the unique property; maps to its id. */
    add: (type: string, properties: Properties, nowMs: number): string =>
      shelfOf(type).make(JSON.stringify(properties), properties, nowMs).id,
    /** Deletes an object as a person does. */
    remove: (type: string, key: string): void => shelfOf(type).remove(key),
    /** Merges an object into another, which keeps its own properties; the id of the first then leads to the second. */
    merge: (type: string, key: string, into: string, nowMs: number): void =>
      shelfOf(type).merge(key, into, nowMs),
    /** What an object holds. */
    object: (type: string, key: string): Properties | undefined => shelfOf(type).byKey(key)?.properties,
    /** How many objects there are of a type. */
    count: (type: string): number => {
      const { body } = shelfOf(type).search({
        ...{ filterGroups: [{ filters: [{ propertyName: MODIFIED, operator: "GTE", value: "0" }] }] },
        ...{ properties: [], limit: SEARCH, after: "0" },
      });
      return body.total;
    },
  };
};
