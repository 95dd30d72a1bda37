import type { Base } from "#server/compose.ts";
import type { Embed } from "#server/lib/guarded-cache.ts";
import { createAnswerCache } from "#server/llm/answer-cache.ts";
import type { Model } from "#server/llm/model.ts";
import { createInference, type Inference } from "#server/llm/service.ts";
import type { Cache } from "#server/platform/cache.ts";
import type { Settings } from "#server/platform/settings.ts";
import { readSourceStamp } from "#server/platform/source-version.ts";
import { SETTINGS } from "#server/settings.ts";

/** What asks a model: its queue, and the answers kept before it. */
export const openInference = (
  { db, lifecycle, log, meter }: Base,
  settings: Settings,
  { model, cache, embed }: { model: Model; cache: Cache; embed: Embed },
): Inference => {
  const inference = createInference({
    model,
    cache: createAnswerCache({
      store: cache,
      embed,
      stampOf: (organisationId, sources) => readSourceStamp(db, organisationId, sources, 0),
      elapsed: () => performance.now(),
      report: (error) => log.warn({ err: error }, "a prompt was looked for by its words alone"),
      count: (by) => meter.count("llm.cache", 1, { by, hit: String(by !== "none") }),
    }),
    limits: () => ({
      sequences: settings.get(SETTINGS.modelSequences),
      queueLimit: settings.get(SETTINGS.modelQueueLimit),
      deadlineMs: settings.get(SETTINGS.modelDeadlineMs),
    }),
    meter,
    elapsed: () => performance.now(),
  });
  lifecycle.onStop("model", () => inference.close());
  return inference;
};
