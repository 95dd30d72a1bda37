import { InferenceState } from "#server/llm/schema.ts";
import type { Inference } from "#server/llm/service.ts";
import { allow, router } from "#server/trpc.ts";

const reader = allow("engineer", "manager", "admin");

/** Procedures about the model; null where none is named. */
export const llmRouter = (inference: Inference | null) =>
  router({
    state: reader
      .output(InferenceState)
      .query(async () =>
        inference === null ? { isOn: false } : { isOn: true, ...(await inference.state()) },
      ),
  });
