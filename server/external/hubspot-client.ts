import type { BatchPlan, CallBase, ItemOutcome } from "#server/external/core/call.ts";
import type { Gateway } from "#server/external/gateway.ts";
import {
  HubspotBatch,
  type HubspotFault,
  type HubspotObject,
  HubspotPage,
} from "#server/external/hubspot.schema.ts";
import { AppError } from "#server/lib/errors.ts";

/** Objects that one batch takes. */
const BATCH = 100;
/** The most that a page of a search may hold. */
const PAGE = 200;
const GATHER_MS = 20;
const DEADLINE_MS = 30_000;
const BASE = "/crm/v3/objects";

/** A kind of objects at HubSpot: the property that carries our id, which must be unique there, and those we read. */
export type ObjectKind = {
  type: string;
  /** What calls for it are noted as. */
  what: string;
  idProperty: string;
  modified: string;
  properties: readonly string[];
};

/**
 * An object to make or to change, by an id of ours or, for `update`, of HubSpot's; properties that are left out stay as
 * they are.
 */
export type ObjectWrite = { id: string; properties: Readonly<Record<string, string>> };

const MISSING = "OBJECT_NOT_FOUND";
/** Faults that pass by themselves. */
const PASSING = new Set(["RATE_LIMITS", "INTERNAL_ERROR", "TIMEOUT", "CONFLICT"]);

const faultError = ({ category, message }: HubspotFault, what: string): AppError =>
  new AppError(
    PASSING.has(category) ? "UNAVAILABLE" : "BAD_REQUEST",
    `hubspot ${what}: found ${category || "a fault"} (${message.slice(0, 200)}), expected an object`,
  );

/** The fault of one of the inputs; one that names none of them may be of any. */
const faultOf = (faults: readonly HubspotFault[], id: string): HubspotFault | undefined =>
  faults.find(({ context }) => Object.values(context).some((ids) => ids.includes(id))) ??
  faults.find(({ context }) => Object.keys(context).length === 0);

/** Objects of HubSpot as far as this product reads and writes them; every call goes out through the gateway. */
export const createHubspotClient = (gateway: Pick<Gateway, "call" | "batched">) => {
  const base = (
    organisationId: number,
    { what }: ObjectKind,
    operation: string,
    key: string,
  ): CallBase<never> => ({
    ...{ service: "hubspot", operation, key, isRepeatable: true, deadlineMs: DEADLINE_MS },
    cause: { organisationId, what },
  });
  const batchOf = { maxSize: BATCH, maxWaitMs: GATHER_MS, units: () => 1 };

  const readPlan = (
    { type, idProperty, modified, properties }: ObjectKind,
    by: "ours" | "theirs",
  ): BatchPlan<string, HubspotObject | null> => ({
    ...{ ...batchOf, name: `hubspot ${type} read by ${by}` },
    request: (ids) => ({
      ...{ method: "POST", path: `${BASE}/${type}/batch/read` },
      body: {
        ...(by === "ours" ? { idProperty } : {}),
        ...{ properties: [idProperty, modified, ...properties], inputs: ids.map((id) => ({ id })) },
      },
    }),
    parse: (body, ids) => {
      const { results, errors } = HubspotBatch.parse(body);
      const found = new Map(
        results.map((object) => [by === "ours" ? object.properties[idProperty] : object.id, object]),
      );
      return ids.map((id): ItemOutcome<HubspotObject | null> => {
        const object = found.get(id);
        if (object !== undefined) return { value: object };
        // What could not be read must not be taken for what is not there: it would be written over.
        const fault = faultOf(
          errors.filter(({ category }) => category !== MISSING),
          id,
        );
        return fault === undefined ? { value: null } : { error: faultError(fault, `${type} ${id}`) };
      });
    },
  });

  const writePlan = (
    { type, idProperty }: ObjectKind,
    operation: "upsert" | "update",
  ): BatchPlan<ObjectWrite, HubspotObject> => ({
    ...{ ...batchOf, name: `hubspot ${type} ${operation}` },
    request: (writes) => ({
      ...{ method: "POST", path: `${BASE}/${type}/batch/${operation}` },
      body: {
        inputs: writes.map(({ id, properties }) => ({
          ...{ id, properties, objectWriteTraceId: id },
          ...(operation === "upsert" ? { idProperty } : {}),
        })),
      },
    }),
    parse: (body, writes) => {
      const { results, errors } = HubspotBatch.parse(body);
      const idOf = (object: HubspotObject): string | undefined =>
        object.traceId ?? (operation === "upsert" ? object.properties[idProperty] : object.id);
      const done = new Map(results.map((object) => [idOf(object), object]));
      return writes.map(({ id }): ItemOutcome<HubspotObject> => {
        const object = done.get(id);
        if (object !== undefined) return { value: object };
        const fault = faultOf(errors, id) ?? {
          ...{ category: "INTERNAL_ERROR", message: "neither a result nor a fault tells of it", context: {} },
        };
        return { error: faultError(fault, `${type} ${id}`) };
      });
    },
  });

  const read = async (organisationId: number, kind: ObjectKind, by: "ours" | "theirs", id: string) => {
    const { value } = await gateway.batched<string, HubspotObject | null>({
      ...base(organisationId, kind, "batch-read", `read ${kind.type} by ${by} ${id}`),
      ...{ item: id, batch: readPlan(kind, by) },
    });
    return value;
  };
  const write = async (
    organisationId: number,
    kind: ObjectKind,
    operation: "upsert" | "update",
    one: ObjectWrite,
  ): Promise<HubspotObject> => {
    const { value } = await gateway.batched<ObjectWrite, HubspotObject>({
      ...base(organisationId, kind, `batch-${operation}`, `${operation} ${kind.type} ${JSON.stringify(one)}`),
      ...{ item: one, batch: writePlan(kind, operation) },
    });
    return value;
  };

  return {
    /** The object that carries an id of ours; null where there is none. Reads of one moment travel together. */
    read: (organisationId: number, kind: ObjectKind, id: string) => read(organisationId, kind, "ours", id),
    /** The object by its id at HubSpot; null where it is gone, or lives on in another that it was merged into. */
    readTheirs: (organisationId: number, kind: ObjectKind, id: string) =>
      read(organisationId, kind, "theirs", id),
    /** Makes or changes the object that carries an id of ours; rejects where HubSpot refuses this one. */
    upsert: (organisationId: number, kind: ObjectKind, one: ObjectWrite) =>
      write(organisationId, kind, "upsert", one),
    /** Changes the object of an id of HubSpot's; rejects where it refuses this one. */
    update: (organisationId: number, kind: ObjectKind, one: ObjectWrite) =>
      write(organisationId, kind, "update", one),
    /** Objects changed at an instant or later, the oldest change first. */
    async changed(
      organisationId: number,
      kind: ObjectKind,
      { fromMs, after }: { fromMs: number; after: string | null },
    ): Promise<HubspotPage> {
      const { type, idProperty, modified, properties } = kind;
      const { value } = await gateway.call<HubspotPage>({
        ...base(organisationId, kind, "search", `search ${type} ${fromMs} ${after}`),
        request: {
          ...{ method: "POST", path: `${BASE}/${type}/search` },
          body: {
            filterGroups: [{ filters: [{ propertyName: modified, operator: "GTE", value: String(fromMs) }] }],
            sorts: [{ propertyName: modified, direction: "ASCENDING" }],
            ...{ properties: [idProperty, modified, ...properties], limit: PAGE },
            ...(after === null ? {} : { after }),
          },
        },
        ...{ units: 1, parse: (body) => HubspotPage.parse(body) },
      });
      return value;
    },
  };
};

/** Objects of HubSpot as far as this product reads and writes them. */
export type HubspotClient = ReturnType<typeof createHubspotClient>;
