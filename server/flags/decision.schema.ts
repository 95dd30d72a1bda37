import * as z from "zod";
import { VERDICTS } from "#server/flags/set.schema.ts";

/** The newest look at a release. */
export const StoredDecision = z.object({
  verdict: z.enum(VERDICTS),
  /** Place of the guard that decided; null where none did. */
  guard: z.int().nullable(),
  evidence: z.array(z.number()),
  bound: z.number(),
  lacking: z.object({ minutes: z.number(), samples: z.number() }).nullable(),
  at: z.iso.datetime(),
});
export type StoredDecision = z.infer<typeof StoredDecision>;
