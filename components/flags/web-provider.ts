import {
  type JsonValue,
  OpenFeatureEventEmitter,
  type Provider,
  ProviderEvents,
  type ResolutionDetails,
} from "@openfeature/web-sdk";
import { type CompiledFlags, compileFlags } from "#server/flags/core/compile.ts";
import { withChange } from "#server/flags/core/definition-change.ts";
import type { Context } from "#server/flags/core/evaluate.ts";
import { BUCKETING, type FlagType } from "#server/flags/schema.ts";

/** A definition as the server lets browsers have it, and its number. */
export type WebDefinition = { version: number; definition: string };

/** What made a definition of the one before it. */
export type WebChange = { version: number; base: number; change: string };

/**
 * OpenFeature's provider for pages: it evaluates here, without code made of strings, what the server lets browsers have;
 * `put` and `take` put a newer definition in force and tell of it. One that cannot be used is refused, the old one stays.
 */
export const createWebProvider = (
  { version: first, definition }: WebDefinition,
  now: () => number = Date.now,
) => {
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
  let version = first;
  const put = (next: WebDefinition): void => {
    if (next.version <= version) return;
    if (next.definition !== current) {
      evaluator = compiled(next.definition, evaluator);
      current = next.definition;
      events.emit(ProviderEvents.ConfigurationChanged, { flagsChanged: [...evaluator.set.flags.keys()] });
    }
    version = next.version;
  };
  return {
    provider,
    put,
    /** Whether the change could be made of what is held; else the definition must be read anew. */
    take({ version: newer, base, change }: WebChange): boolean {
      if (newer <= version) return true;
      if (base !== version) return false;
      put({ version: newer, definition: withChange(current, change) });
      return true;
    },
  };
};
