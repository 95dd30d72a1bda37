import {
  type EvaluationContext,
  type JsonValue,
  OpenFeatureEventEmitter,
  type Provider,
  ProviderEvents,
  type ResolutionDetails,
} from "@openfeature/server-sdk";
import type { FlagSet } from "#server/flags/flag-set.ts";
import type { FlagType } from "#server/flags/schema.ts";

/** OpenFeature's provider for servers over the set in memory; a new version is told as a changed configuration. */
export const createServerProvider = (set: Pick<FlagSet, "resolve" | "onChange">): Provider => {
  const events = new OpenFeatureEventEmitter();
  const resolve = <T>(
    type: FlagType,
    key: string,
    fallback: T,
    context: EvaluationContext,
  ): ResolutionDetails<T> => {
    const { value, ...details } = set.resolve(type, key, fallback, context);
    // The evaluator gives a value of the type that was asked for, or the fallback.
    return { ...details, value: value as T } as ResolutionDetails<T>;
  };
  let stop = () => {};
  return {
    metadata: { name: "roundsman flags" },
    runsOn: "server",
    events,
    async initialize() {
      stop = set.onChange(({ source }) =>
        events.emit(ProviderEvents.ConfigurationChanged, {
          flagsChanged: Object.keys(source.definition.flags),
        }),
      );
    },
    async onClose() {
      stop();
    },
    resolveBooleanEvaluation: async (key, fallback, context) => resolve("boolean", key, fallback, context),
    resolveStringEvaluation: async (key, fallback, context) => resolve("string", key, fallback, context),
    resolveNumberEvaluation: async (key, fallback, context) => resolve("number", key, fallback, context),
    resolveObjectEvaluation: async <T extends JsonValue>(
      key: string,
      fallback: T,
      context: EvaluationContext,
    ) => resolve("object", key, fallback, context),
  };
};
