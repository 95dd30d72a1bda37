import * as z from "zod";

const LngLat = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

/** Body of POST /route. */
export const RouteBody = z.object({
  profile: z.string().min(1),
  points: z.array(LngLat).min(2),
  points_encoded: z.boolean().default(true),
  calc_points: z.boolean().default(true),
  details: z.array(z.string()).default([]),
});

/** Body of POST /matrix and /matrix/calculate. */
export const MatrixBody = z
  .object({
    profile: z.string().min(1),
    points: z.array(LngLat).min(1).optional(),
    from_points: z.array(LngLat).min(1).optional(),
    to_points: z.array(LngLat).min(1).optional(),
    out_arrays: z.array(z.enum(["weights", "times", "distances"])).min(1),
    fail_fast: z.boolean().default(true),
  })
  .refine(
    ({ points, from_points, to_points }) =>
      points === undefined ? from_points !== undefined && to_points !== undefined : from_points === undefined,
    "give points, or from_points and to_points",
  );

const Address = z.object({ location_id: z.string(), lon: z.number(), lat: z.number() });

/** Body of POST /vrp and /vrp/optimize, as far as the emulator plans by it. */
export const OptimiseBody = z.object({
  vehicles: z
    .array(
      z.object({
        vehicle_id: z.string(),
        start_address: Address.optional(),
        max_jobs: z.int().min(1).optional(),
        shifts: z.array(z.object({ start_address: Address })).optional(),
      }),
    )
    .min(1),
  services: z.array(z.object({ id: z.string(), address: Address, duration: z.number().default(0) })).min(1),
});
