import * as z from "zod";
import { eachOf } from "./each-of.schema.ts";

// What HubSpot adds to its answers is let through; what we read must have the shape we read it in.

/** An object as HubSpot tells it; a property that is not filled is null, one that was not told is absent. */
export const HubspotObject = z
  .object({
    id: z.string().min(1),
    properties: z.record(z.string(), z.string().nullable()),
    updatedAt: z.iso.datetime({ offset: true }),
    objectWriteTraceId: z.string().optional(),
  })
  .transform(({ id, properties, updatedAt, objectWriteTraceId }) => ({
    ...{ id, updatedAt, traceId: objectWriteTraceId ?? null },
    properties: Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, value ?? ""])),
  }));
export type HubspotObject = z.infer<typeof HubspotObject>;

const HubspotFault = z.object({
  category: z.string().default(""),
  message: z.string().default(""),
  context: z.record(z.string(), z.array(z.string())).default({}),
});
export type HubspotFault = z.infer<typeof HubspotFault>;

/** What a batch came to: 200 where all of it did, 207 where some of it failed. One broken result breaks it whole. */
export const HubspotBatch = z.object({
  results: z.array(HubspotObject),
  errors: z.array(HubspotFault).default([]),
});
export type HubspotBatch = z.infer<typeof HubspotBatch>;

/** A page of a search; an object of another shape is in `refused`. */
export const HubspotPage = z
  .object({
    results: eachOf(HubspotObject, "results"),
    paging: z.object({ next: z.object({ after: z.string() }).optional() }).optional(),
  })
  .transform(({ results, paging }) => ({ ...results, after: paging?.next?.after ?? null }));
export type HubspotPage = z.infer<typeof HubspotPage>;
