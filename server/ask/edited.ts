import { chipsOf } from "#server/ask/chips.ts";
import { forbiddenTo, type Rights } from "#server/ask/core/roles.ts";
import { sourcesOf } from "#server/ask/core/sources.ts";
import { planWords } from "#server/ask/core/words.ts";
import { type KnownNames, strangersOf, wordsOfIds } from "#server/ask/known-names.ts";
import { type EditedPlan, QueryPlan, type Reading } from "#server/ask/schema.ts";
import { movedPlan, windowOfSpan } from "#server/ask/span.ts";
import type { AskClock } from "#server/ask/when-windows.ts";

/** Why a plan that was changed by hand is not run. */
export type EditedRefusal = { reason: "forbidden" | "unknown-entity"; text: string };

/**
 * Maps a plan that was changed by hand, or kept, to the reading it is now: over its span as of the clock, with things
 * of the asker's own fleet alone, and by what the role may see.
 */
export const readEdited = (
  { plan, span }: EditedPlan,
  { known, clock, asker }: { known: KnownNames; clock: AskClock; asker: Rights },
): { reading: Reading; refusal: EditedRefusal | null } => {
  const window = span === null ? null : windowOfSpan(span, clock);
  const moved =
    window === null || span?.kind === "exact" ? plan : QueryPlan.parse(movedPlan(plan, window, clock));
  const names = wordsOfIds(known);
  const reading: Reading = {
    plan: moved,
    words: planWords(moved, window, names),
    window,
    entities: [],
    confidence: 1,
    span,
    chips: chipsOf(moved, window, names),
    trace: [],
    sources: sourcesOf(moved),
    reader: "edited",
  };
  const strangers = strangersOf(moved, known);
  if (strangers.length > 0)
    return {
      reading,
      refusal: { reason: "unknown-entity", text: `There is no ${strangers.join(", no ")} in your fleet.` },
    };
  const forbidden = forbiddenTo(asker, moved);
  return { reading, refusal: forbidden ? { reason: "forbidden", text: forbidden.text } : null };
};
