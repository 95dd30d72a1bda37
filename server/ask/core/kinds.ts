import type { Concept } from "#server/ask/core/lexicon.ts";

/** Concepts that name a waste stream; the concept is the stream. */
export const STREAM_CONCEPTS = [
  "refuse",
  "recycling",
  "organics",
  "glass",
  "paper",
  "bulky",
  "hazardous",
] as const;

/** Concepts that name a body type, with the value stored. */
export const BODY_CONCEPTS = {
  rearLoader: "rear-loader",
  sideLoader: "automated-side-loader",
  frontLoader: "front-loader",
  splitBody: "split-body",
  rollOff: "roll-off",
} as const satisfies Partial<Record<Concept, string>>;

/** Concepts that name a kind of exception, with the value stored. */
export const EXCEPTION_CONCEPTS = {
  notOut: "not-out",
  noAccess: "no-access",
  blocked: "blocked",
  contaminated: "contaminated",
  overfull: "overfull",
  overweight: "overweight",
  damaged: "damaged-container",
  missingContainer: "missing-container",
  wrongStream: "wrong-stream",
  unsafe: "unsafe",
  extraWaste: "extra-waste",
  breakdown: "vehicle-breakdown",
  missed: "missed-pickup",
} as const satisfies Partial<Record<Concept, string>>;

/** Concepts of one kind that a question can name in a row: "glass and paper", "overfull or damaged". */
export const LISTED_CONCEPTS: ReadonlySet<Concept> = new Set<Concept>([
  ...STREAM_CONCEPTS,
  ...(Object.keys(EXCEPTION_CONCEPTS) as Concept[]),
  "kpiContamination",
  "kpiOverflow",
]);

/** What a concept names a kind of, where it names one. */
export const KIND_OF: ReadonlyMap<Concept, "stream" | "body" | "exception"> = new Map([
  ...STREAM_CONCEPTS.map((concept) => [concept, "stream"] as const),
  ...(Object.keys(BODY_CONCEPTS) as Concept[]).map((concept) => [concept, "body"] as const),
  ...(Object.keys(EXCEPTION_CONCEPTS) as Concept[]).map((concept) => [concept, "exception"] as const),
]);

/** Concepts that say how things stand: without them others are told of. */
export const STATES: ReadonlySet<Concept> = new Set<Concept>([
  ...(["early", "notLate", "notStarted", "finished", "overtime", "nearest", "room", "toTomorrow"] as const),
  ...(["outOfSequence", "notLeft", "silent", "onBreak", "atTip"] as const),
]);
