import * as z from "zod";
import { CHIP_PARTS, FLEET_CHOICES, WORD_CHOICES } from "./plan-names.schema.ts";

const Scalar = z.union([z.string().max(200), z.number(), z.boolean()]);

/** How a chip is changed: the span of time, one or several of known values, or a number in a unit people read. */
export const ChipEdit = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("window") }),
  z.object({
    kind: z.literal("choice"),
    of: z.enum([...FLEET_CHOICES, ...WORD_CHOICES]),
    values: z.array(Scalar),
    /** Only these are offered; null where all of the kind are. */
    among: z.array(Scalar).nullable(),
    isMany: z.boolean(),
    /** The column of a list that is compared with the values; null where they stand in the plan by themselves. */
    column: z.string().nullable(),
  }),
  z.object({
    kind: z.literal("number"),
    value: z.number().nullable(),
    /** How many of the plan's own units one of the shown makes: 60 seconds a minute. */
    factor: z.number().positive(),
    unit: z.enum(["", "min", "t", "km", "%"]),
    min: z.number(),
    max: z.number(),
  }),
]);
export type ChipEdit = z.infer<typeof ChipEdit>;

/** A part of a plan in words: where its value stands in the plan, how it is changed and taken out. */
export const PlanChip = z.object({
  part: z.enum(CHIP_PARTS),
  /** What it says; for a part that is not set, what could be. */
  words: z.string(),
  path: z.array(z.union([z.string(), z.int()])),
  isSet: z.boolean(),
  edit: ChipEdit.nullable(),
  /** What is taken out of the plan, or set to null there; null where the plan needs it. */
  removal: z.object({ path: z.array(z.union([z.string(), z.int()])), isSetToNull: z.boolean() }).nullable(),
});
export type PlanChip = z.infer<typeof PlanChip>;

/** Words of a question and what was made of them. */
export const WordTrace = z.object({
  text: z.string(),
  as: z.enum(["time", "comparison", "name", "number", "word", "filler", "aside"]),
  /** What it stands for in the plan; empty where it stands for nothing. */
  meaning: z.string(),
});
export type WordTrace = z.infer<typeof WordTrace>;
