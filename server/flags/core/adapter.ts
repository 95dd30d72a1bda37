import { compileFlags } from "#server/flags/core/compile.ts";
import type { Context } from "#server/flags/core/evaluate.ts";
import type { Mode } from "#server/flags/core/program.ts";
import type { Bucketing, FlagType, Resolution } from "#server/flags/schema.ts";

/**
 * The engine as public suites drive it: a definition as flagd writes it, then one flag at a time for a context. Takes
 * generated code, bucketing v2 and a clock that stands at 1970 where nothing else is given; a definition without sense throws and names the place.
 */
export const create = (
  json: string,
  {
    mode = "code",
    bucketing = "v2",
    nowS = () => 0,
  }: { mode?: Mode; bucketing?: Bucketing; nowS?: () => number } = {},
): { resolve(type: FlagType, key: string, fallback: unknown, context?: Context): Resolution } => {
  const flags = compileFlags(json, { mode, bucketing, nowS });
  return { resolve: (type, key, fallback, context = {}) => flags.resolve(type, key, fallback, context) };
};
