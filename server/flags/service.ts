import { createEvaluator } from "#server/flags/core/evaluate.ts";
import { FlagdDefinition } from "#server/flags/schema.ts";

/** Evaluates the flags of a definition; `nowMs` is the clock that rules may read. */
export const flagsOf = (definition: string, nowMs: () => number) =>
  createEvaluator(definition, () => Math.floor(nowMs() / 1000));

/** Everything of a definition that flagd's published schemas do not allow, a line each. */
export const definitionFaults = (definition: unknown): string[] => {
  const parsed = FlagdDefinition.safeParse(definition);
  if (parsed.success) return [];
  return parsed.error.issues.flatMap((issue) => {
    const inner = issue.code === "invalid_union" ? issue.errors.flat() : [];
    const all =
      inner.length > 0 ? inner.map((each) => ({ ...each, path: [...issue.path, ...each.path] })) : [issue];
    return all.map(({ path, message }) => `${path.join("/") || "the definition"}: ${message}`);
  });
};
