import * as z from "zod";
import type { ServiceRequest } from "#server/external/core/call.ts";
import { type PriceSheet, unitsOf } from "#server/external/core/prices.ts";
import type { Asked } from "#server/external/emulator/graphhopper.ts";
import { seeded } from "#server/lib/random.ts";

/** A company that the emulator begins with: the value of its unique property, and its other properties. */
export type EmulatedCompany = { key: string; properties: Readonly<Record<string, string>> };

const BATCH = 100;
const SEARCH = 200;
const FIRST_ID = 9_000_000_000;

const names = z.array(z.string()).default([]);
const Read = z.object({
  properties: names,
  idProperty: z.string(),
  inputs: z.array(z.object({ id: z.string() })).max(BATCH),
});
const Upsert = z.object({
  inputs: z
    .array(
      z.object({
        id: z.string().min(1),
        idProperty: z.string(),
        properties: z.record(z.string(), z.string()),
        objectWriteTraceId: z.string().optional(),
      }),
    )
    .max(BATCH),
});
const Filter = z.object({ propertyName: z.string(), operator: z.literal("GTE"), value: z.string() });
const Search = z.object({
  filterGroups: z.array(z.object({ filters: z.array(Filter).length(1) })).length(1),
  properties: names,
  limit: z.int().min(1).max(SEARCH).default(10),
  after: z.string().regex(/^\d+$/).default("0"),
});

type Held = { id: string; createdMs: number; modifiedMs: number; properties: Record<string, string> };
const MODIFIED = "hs_lastmodifieddate";

// The same after a restart, with which all that this holds is gone.
const idOf = (key: string): string => String(FIRST_ID + seeded(key).int(1_000_000_000));

/** Speaks HubSpot's batch and search interface of companies from the facts that are published of it, from memory. */
export const createHubspot = ({
  companies,
  idProperty,
  sheet,
}: {
  /** What the CRM holds at first; asked for once. */
  companies: () => Promise<readonly EmulatedCompany[]>;
  /** The property that is unique. */
  idProperty: string;
  sheet: () => PriceSheet;
}) => {
  const held = new Map<string, Held>();
  let seeding: Promise<void> | null = null;

  const write = (key: string, properties: Readonly<Record<string, string>>, nowMs: number) => {
    const before = held.get(key);
    const company: Held = before ?? {
      ...{ id: idOf(key), createdMs: nowMs, modifiedMs: 0 },
      properties: {},
    };
    Object.assign(company.properties, properties, { [idProperty]: key });
    // Two changes of one millisecond are still one after the other.
    company.modifiedMs = Math.max(nowMs, company.modifiedMs + 1);
    held.set(key, company);
    return { company, isNew: before === undefined };
  };
  const begun = (nowMs: number): Promise<void> => {
    seeding ??= companies().then((all) => {
      for (const { key, properties } of all) write(key, properties, nowMs);
    });
    return seeding;
  };
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

  const read = ({ inputs, properties }: z.infer<typeof Read>, nowMs: number) => {
    const found = inputs.flatMap(({ id }) => held.get(id) ?? []);
    const missing = inputs.map(({ id }) => id).filter((id) => !held.has(id));
    const error = {
      ...{ status: "error", category: "OBJECT_NOT_FOUND", context: { ids: missing } },
      message: "Could not get some objects, they may be deleted or not exist",
    };
    return batch(
      found.map((company) => told(company, properties)),
      missing.length > 0 ? [error] : [],
      nowMs,
    );
  };

  const upsert = ({ inputs }: z.infer<typeof Upsert>, nowMs: number) => {
    const results: object[] = [];
    const errors: object[] = [];
    for (const { id, properties, objectWriteTraceId } of inputs) {
      const trace = objectWriteTraceId === undefined ? {} : { objectWriteTraceId };
      if (properties.name === "")
        errors.push({
          ...{ status: "error", category: "VALIDATION_ERROR", message: "name must not be empty" },
          context: objectWriteTraceId === undefined ? {} : { objectWriteTraceId: [objectWriteTraceId] },
        });
      else {
        const { company, isNew } = write(id, properties, nowMs);
        const wanted = [idProperty, ...Object.keys(properties)];
        results.push({ ...told(company, wanted), ...trace, new: isNew });
      }
    }
    return batch(results, errors, nowMs);
  };

  const search = ({ filterGroups, properties, limit, after }: z.infer<typeof Search>) => {
    const fromMs = Number(filterGroups[0]?.filters[0]?.value);
    const all = [...held.values()]
      .filter(({ modifiedMs }) => modifiedMs >= fromMs)
      .sort((a, b) => a.modifiedMs - b.modifiedMs || Number(a.id) - Number(b.id));
    const from = Number(after);
    const results = all.slice(from, from + limit).map((company) => told(company, properties));
    const next = from + limit < all.length ? { paging: { next: { after: String(from + limit) } } } : {};
    return { status: 200, body: { total: all.length, results, ...next } };
  };

  const asked = <T>(
    operation: string,
    schema: z.ZodType<T>,
    body: unknown,
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
      await begun(nowMs);
      return work(parsed.data, nowMs);
    },
  });

  return {
    read({ method, path, body }: ServiceRequest): Asked {
      switch (`${method} ${path}`) {
        case "POST /crm/v3/objects/companies/batch/read":
          return asked("batch-read", Read, body, read);
        case "POST /crm/v3/objects/companies/batch/upsert":
          return asked("batch-upsert", Upsert, body, upsert);
        case "POST /crm/v3/objects/companies/search":
          return asked("search", Search, body, search);
        default:
          return {
            units: unitsOf(sheet(), "search", {}),
            work: async () => ({ status: 404, body: { message: `${path}: there is nothing here` } }),
          };
      }
    },
    /** Changes a company as a person at the CRM does. */
    edit: (key: string, properties: Readonly<Record<string, string>>, nowMs: number): void =>
      void write(key, properties, nowMs),
    /** What a company holds. */
    company: (key: string): Readonly<Record<string, string>> | undefined => held.get(key)?.properties,
  };
};
