import {
  type JsonValue,
  OpenFeatureEventEmitter,
  type Provider,
  ProviderEvents,
  type ResolutionDetails,
} from "@openfeature/web-sdk";
import { type CompiledFlags, compileFlags } from "#server/flags/core/compile.ts";
import type { Context } from "#server/flags/core/evaluate.ts";
import { BUCKETING, type FlagType } from "#server/flags/schema.ts";

/**
 * OpenFeature's provider for pages: it evaluates here, without code made of strings, what the server lets browsers have;
 * `take` puts a newer definition in force and tells of it. A definition that cannot be used is refused, the old one stays.
 */
export const createWebProvider = (definition: string, now: () => number = Date.now) => {
  const nowS = () => Math.floor(now() / 1000);
  const events = new OpenFeatureEventEmitter();
  const compiled = (text: string, before?: CompiledFlags): CompiledFlags =>
    compileFlags(text, { mode: "closures", bucketing: BUCKETING, nowS, ...(before && { before }) });
  let evaluator = compiled(definition);
  let current = definition;
  const resolve = <T>(type: FlagType, key: string, fallback: T, context: Context): ResolutionDetails<T> => {
    const { value, ...details } = evaluator.resolve(type, key, fallback, context);
    // The evaluator gives a value of the type that was asked for, or the fallback.
    return { ...details, value: value as T } as ResolutionDetails<T>;
  };
  const provider: Provider = {
    metadata: { name: "roundsman flags" },
    runsOn: "client",
    events,
    resolveBooleanEvaluation: (key, fallback, context) => resolve("boolean", key, fallback, context),
    resolveStringEvaluation: (key, fallback, context) => resolve("string", key, fallback, context),
    resolveNumberEvaluation: (key, fallback, context) => resolve("number", key, fallback, context),
    resolveObjectEvaluation: <T extends JsonValue>(key: string, fallback: T, context: Context) =>
      resolve("object", key, fallback, context),
  };
  return {
    provider,
    take(next: string): void {
      if (next === current) return;
      evaluator = compiled(next, evaluator);
      current = next;
      events.emit(ProviderEvents.ConfigurationChanged, { flagsChanged: [...evaluator.set.flags.keys()] });
    },
  };
};
