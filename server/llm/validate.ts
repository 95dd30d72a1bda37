import { quantileOf } from "#server/lib/quantile.ts";
import { isSamePlan, judgeDrop, type PlanCase, type PlanScore } from "#server/llm/core/compare.ts";
import type { Model } from "#server/llm/model.ts";
import type { AnswerSchema } from "#server/llm/schema.ts";

/** A plan and a little more: what a case may take in tokens and time, however slow the machine. */
const MOST_TOKENS = 200;
const CASE_MS = 120_000;

const planOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** Asks a model every case of a plan set, as many at once as it takes; maps to how many plans were exact. */
export const scoreModel = async (
  model: Model,
  cases: readonly PlanCase[],
  { prefix, schema, tell }: { prefix: string; schema: AnswerSchema | null; tell: (done: number) => void },
): Promise<PlanScore> => {
  const { name, sequences, memoryBytes } = await model.describe();
  const rest = [...cases];
  const times: number[] = [];
  let [exact, broken] = [0, 0];
  const work = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      const { text, isWhole, usage } = await model.complete({
        ...{ prefix, schema, text: next.prompt },
        maxTokens: MOST_TOKENS,
        deadlineMs: CASE_MS,
      });
      times.push(usage.ms);
      const plan = isWhole ? planOf(text) : undefined;
      if (plan === undefined) broken++;
      else if (isSamePlan(plan, next.expected)) exact++;
      tell(times.length);
    }
  };
  await Promise.all(Array.from({ length: sequences }, work));
  times.sort((a, b) => a - b);
  const at = (share: number) => (times.length === 0 ? 0 : quantileOf(times, share));
  return { name, cases: cases.length, exact, broken, medianMs: at(0.5), p95Ms: at(0.95), memoryBytes };
};

/** Judges whether the second of two models may take the first one's place. */
export const compareScores = (scores: readonly PlanScore[]): { isRefused: boolean; sentence: string } => {
  const [from, to] = scores;
  if (from === undefined || to === undefined)
    throw new RangeError(`compareScores: found ${scores.length} scores, expected two`);
  return judgeDrop(from, to);
};
