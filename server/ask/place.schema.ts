import * as z from "zod";

/** A point with the words it came from. */
export const Place = z.object({ label: z.string(), lng: z.number(), lat: z.number() });
export type Place = z.infer<typeof Place>;

/** Vehicles nearest to a place, with room for a load. */
export const NearestPlan = z.object({
  kind: z.literal("nearest"),
  place: Place,
  minRoomKg: z.int().min(0),
  /** Only those that are less full than so many percent. */
  maxLoadPct: z.number().min(0).max(100).optional(),
  streams: z.array(z.string()),
  limit: z.int().min(1).max(50),
});

/** Everything of a zone now: vehicles in it, its routes, its open exceptions; its stops that are left where they or a map are asked for. */
export const ZonePlan = z.object({
  kind: z.literal("zone"),
  zone: z.string(),
  withStops: z.boolean().optional(),
});

/** Whether an address was served, with its proof. */
export const ProofPlan = z.object({ kind: z.literal("proof"), siteIds: z.array(z.int()), label: z.string() });
