import * as z from "zod";

/** Shapes of models that can be generated. */
export const SHAPE_NAMES = ["tiny", "llama-3.1-8b"] as const;

/** One of {@link SHAPE_NAMES}. */
export type ShapeName = (typeof SHAPE_NAMES)[number];

/** How generated weights are stored. */
export const QUANTS = ["Q8_0", "F16"] as const;

/** One of {@link QUANTS}. */
export type Quant = (typeof QUANTS)[number];

/** What a model file says of itself before it is loaded. */
export type ModelFile = {
  file: string;
  name: string;
  architecture: string;
  /** The type most of its weights are stored in, such as Q8_0. */
  quant: string;
  bytes: number;
  layers: number;
  width: number;
  vocabulary: number;
  /** The longest text it was trained on. */
  trainedTokens: number;
  /** Numbers kept for each token and layer: keys and values of all their heads. */
  keyValueWidth: number;
  /** Whether its weights were made up, so that only its speed means anything. */
  isGenerated: boolean;
};

const Word = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** The shape an answer must have: the part of JSON schema that models and servers all keep to. */
export type AnswerSchema =
  | { enum: readonly (string | number | boolean | null)[] }
  | { const: string | number | boolean | null }
  | { type: "string" | "integer" | "number" | "boolean" | "null" }
  | { type: "array"; items: AnswerSchema; minItems?: number | undefined; maxItems?: number | undefined }
  | { type: "object"; properties: Readonly<Record<string, AnswerSchema>> }
  | { oneOf: readonly AnswerSchema[] };

/** {@link AnswerSchema}, as it is read from a file or another process. */
export const AnswerSchema: z.ZodType<AnswerSchema> = z.lazy(() =>
  z.union([
    z.strictObject({ enum: z.array(Word).min(1) }),
    z.strictObject({ const: Word }),
    z.strictObject({ type: z.enum(["string", "integer", "number", "boolean", "null"]) }),
    z.strictObject({
      type: z.literal("array"),
      items: AnswerSchema,
      minItems: z.int().min(0).optional(),
      maxItems: z.int().min(0).optional(),
    }),
    z.strictObject({ type: z.literal("object"), properties: z.record(z.string(), AnswerSchema) }),
    z.strictObject({ oneOf: z.array(AnswerSchema).min(1) }),
  ]),
);

/** What an answer took. */
export const Usage = z.object({
  /** Tokens of the prompt, and how many of them were known from an earlier one. */
  promptTokens: z.int(),
  reusedTokens: z.int(),
  answerTokens: z.int(),
  /** Until the first token, and in all. */
  firstMs: z.number(),
  ms: z.number(),
});
/** {@link Usage}. */
export type Usage = z.infer<typeof Usage>;

/** What serves, and how much at once. */
export const ModelFacts = z.object({
  name: z.string(),
  /** Tells two models apart, for what was kept of their answers. */
  version: z.string(),
  sequences: z.int(),
  contextTokens: z.int(),
  /** Where it computes, such as CPU or the name of a GPU. */
  device: z.string(),
  memoryBytes: z.number().nullable(),
  isGenerated: z.boolean(),
});
/** {@link ModelFacts}. */
export type ModelFacts = z.infer<typeof ModelFacts>;

/** Whether there is a model, and how it fares. */
export const InferenceState = z.discriminatedUnion("isOn", [
  z.object({ isOn: z.literal(false) }),
  z.object({
    isOn: z.literal(true),
    isReady: z.boolean(),
    sentence: z.string(),
    /** What serves; null until it was asked. */
    facts: ModelFacts.nullable(),
    waiting: z.int(),
    running: z.int(),
    /** How long one request takes, lately; null until one was answered. */
    typicalMs: z.number().nullable(),
  }),
]);

/** What a trained file is. */
type TrainedKind = "model" | "embedding" | "classifier";

/** What was reached on a set of cases. */
export type TrainedScore = { set: string; exactShare: number; cases: number };

/** A model or a trained file, as the registry keeps it. */
export type TrainedFile = {
  kind: TrainedKind;
  name: string;
  version: string;
  file: string;
  bytes: number;
  checksum: string;
  recipe: Record<string, unknown>;
  trainingData: string;
  score: TrainedScore | null;
  isUsed: boolean;
};
