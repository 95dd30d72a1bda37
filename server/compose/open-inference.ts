import { type Complete, createDecide, type Decide, undecided } from "#server/ask/decide.ts";
import { readPlainQuestions } from "#server/ask/plain-questions.ts";
import { createSuppose, type Suppose, subjectTask, unsupposed } from "#server/ask/suppose.ts";
import type { OpenShelf } from "#server/compose/open-caches.ts";
import type { Pools } from "#server/compose/open-pools.ts";
import type { Base } from "#server/compose.ts";
import type { Embed } from "#server/lib/guarded-cache.ts";
import { createTally } from "#server/lib/tally.ts";
import { createAnswerCache } from "#server/llm/answer-cache.ts";
import type { Model } from "#server/llm/model.ts";
import { createInference, type Inference } from "#server/llm/service.ts";
import type { Settings } from "#server/platform/settings.ts";
import { readSourceStamp } from "#server/platform/source-version.ts";
import { SETTINGS } from "#server/settings.ts";

/** What asks a model: its queue, and the answers kept before it. */
export const openInference = (
  { db, lifecycle, log, meter }: Base,
  settings: Settings,
  {
    model,
    shelf,
    embed,
    pools,
  }: { model: Model; shelf: OpenShelf; embed: Embed; pools: Pick<Pools, "open"> },
): Inference => {
  const tally = createTally();
  const pool = pools.open("model", () => inference.slots());
  const inference: Inference = createInference({
    model,
    cache: createAnswerCache({
      store: shelf({ name: "model", endedBy: "version", of: "rows", staleMs: 0 }, tally),
      embed,
      stampOf: (organisationId, sources) => readSourceStamp(db, organisationId, sources, 0),
      elapsed: () => performance.now(),
      report: (error) => log.warn({ err: error }, "a prompt was looked for by its words alone"),
      count(by) {
        tally.count(by !== "none");
        meter.count("llm.cache", 1, { by, hit: String(by !== "none") });
      },
    }),
    limits: () => ({
      sequences: settings.get(SETTINGS.modelSequences),
      queueLimit: settings.get(SETTINGS.modelQueueLimit),
      deadlineMs: settings.get(SETTINGS.modelDeadlineMs),
    }),
    meter,
    atWork: pool.begin,
    elapsed: () => performance.now(),
  });
  lifecycle.onStop("model", () => inference.close());
  return inference;
};

/** The third reader of questions, for those whose flag lets the model decide; nobody where there is no model. */
export const openThirdReader = async (
  llm: Inference | null,
  settings: Settings,
): Promise<{ decide: Decide; suppose: Suppose }> => {
  if (llm === null) return { decide: undecided, suppose: unsupposed };
  const complete: Complete = (request) =>
    llm.complete({
      ...request,
      deadlineMs: settings.getFor(SETTINGS.modelDeadlineMs, { ...request.asker, userId: request.user }),
    });
  const decide = createDecide(complete);
  const suppose = createSuppose(complete, subjectTask(await readPlainQuestions()));
  const mayFor = (scope: Parameters<Decide>[0]) => settings.getFor(SETTINGS.modelDecides, scope);
  return {
    decide: (scope, ...question) => (mayFor(scope) ? decide : undecided)(scope, ...question),
    suppose: (scope, ...question) => (mayFor(scope) ? suppose : unsupposed)(scope, ...question),
  };
};
