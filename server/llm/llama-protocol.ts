import * as z from "zod";
import { AnswerSchema, ModelFacts, Usage } from "#server/llm/schema.ts";

/** What the process of a model is told. */
export const Order = z.discriminatedUnion("do", [
  z.object({
    do: z.literal("load"),
    file: z.string(),
    name: z.string(),
    isGenerated: z.boolean(),
    /** Names the contents of the file, for what is kept of them. */
    version: z.string(),
    /** The folder its library is installed in. */
    modules: z.string(),
    /** The folder for the states of prefixes. */
    states: z.string(),
    contextTokens: z.int().min(1),
    sequences: z.int().min(1),
    /** Layers on the GPU; "auto" leaves it to the library. */
    gpuLayers: z.union([z.int().min(0), z.literal("auto")]),
    threads: z.int().min(1),
  }),
  z.object({
    do: z.literal("complete"),
    id: z.int(),
    prefix: z.string(),
    text: z.string(),
    schema: AnswerSchema.nullable(),
    maxTokens: z.int().min(1),
  }),
  z.object({ do: z.literal("abort"), id: z.int() }),
  z.object({ do: z.literal("ping") }),
]);
/** {@link Order}. */
export type Order = z.infer<typeof Order>;

/** What the process of a model says. */
export const Report = z.discriminatedUnion("is", [
  z.object({ is: z.literal("loading"), share: z.number() }),
  z.object({ is: z.literal("ready"), facts: ModelFacts }),
  z.object({ is: z.literal("failed"), message: z.string() }),
  z.object({ is: z.literal("text"), id: z.int(), piece: z.string() }),
  z.object({ is: z.literal("end"), id: z.int(), text: z.string(), isWhole: z.boolean(), usage: Usage }),
  z.object({
    is: z.literal("error"),
    id: z.int(),
    code: z.enum(["BAD_REQUEST", "UNAVAILABLE"]),
    message: z.string(),
  }),
  z.object({ is: z.literal("pong") }),
]);
/** {@link Report}. */
export type Report = z.infer<typeof Report>;
