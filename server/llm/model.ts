import type { AnswerSchema, ModelFacts, Usage } from "#server/llm/schema.ts";

/** What a model is asked. */
export type ModelRequest = {
  /** Instructions and examples that many requests begin with; its state is kept, so it is read once. */
  prefix: string;
  text: string;
  /** The shape of the answer; null for free text. */
  schema: AnswerSchema | null;
  maxTokens: number;
  /** From now; an answer that is not whole by then is given up with TIMEOUT. */
  deadlineMs: number;
  signal?: AbortSignal;
  /** Takes the answer piece by piece, as it comes. */
  onText?: (piece: string) => void;
};

/** What it answered. */
export type ModelAnswer = {
  text: string;
  /** False where `maxTokens` ended it: JSON may be cut. */
  isWhole: boolean;
  usage: Usage;
};

/** Whether a model can be asked now, and a sentence about it. */
export type ModelHealth = { isReady: boolean; sentence: string };

/** A language model, wherever it runs; one that cannot answer says so at once with UNAVAILABLE. */
export type Model = {
  complete(request: ModelRequest): Promise<ModelAnswer>;
  health(): Promise<ModelHealth>;
  /** What serves; waits for a model that is being loaded. */
  describe(): Promise<ModelFacts>;
  close(): Promise<void>;
};
