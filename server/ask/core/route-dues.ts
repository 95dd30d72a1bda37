import { asc } from "#server/ask/core/plan-parts.ts";
import { type Asked, has, tokensSaying } from "#server/ask/core/question.ts";
import type { RoutePart } from "#server/ask/core/route-counts.ts";
import { END_COLUMNS, OPEN } from "#server/ask/core/rules-route-ends.ts";
import { asksWhatWasDue, dueBy, SHOULD_BE_DONE } from "#server/ask/core/should-be-done.ts";

// What is not out though its time has come.
const SHOULD_HAVE =
  /\b(?:though\s+they\s+|that\s+|which\s+|who\s+)?(?:should|ought\s+to|(?:was|were)\s+(?:meant|supposed|due)\s+to)\s+have(?:\s+(?:started|gone(?:\s+out)?|left|set\s+off|rolled|been\s+out))?(?:\s+by\s+now|\s+already)?\b|\boverdue\s+to\s+(?:start|leave|go)\b/i;
/** Words for rounds that have no stop behind them. */
export const NONE_DONE =
  /\b(?:no|zero|0|not\s+(?:an?|one|any)|without\s+(?:an?|any))\s+(?:single\s+)?(?:stops?|pickups?|collections?)\s+(?:done|served|completed|made|behind\s+them)\b|\bnot\s+(?:done|served|made)\s+(?:an?y?|one|their\s+first)\s+(?:single\s+)?(?:stops?|pickups?|collections?)\b/i;

/** Routes that have yet to start, to serve a stop or to end: whatever has, and those alone whose time has come. */
export const duePart = (asked: Asked, isToday: boolean): RoutePart | undefined => {
  if (has(asked, "notStarted"))
    return {
      part: {
        sort: [asc("plannedStartAt")],
        columns: ["name", "plannedStartAt", "status", "vehicle", "driver", "depot"],
      },
      filters: [
        { column: "status", op: "eq", value: "planned" },
        ...(isToday && SHOULD_HAVE.test(asked.hearing.text)
          ? [{ column: "plannedStartAt", op: "lt" as const, value: asked.now }]
          : []),
      ],
      uses: ["notStarted", "vehicle", "driver"],
      ...(isToday ? { said: new Set(tokensSaying(asked, SHOULD_HAVE)) } : {}),
    };
  const by = isToday ? dueBy(asked) : undefined;
  if (by)
    return {
      part: { sort: [asc("plannedEndAt")], columns: ["name", "plannedEndAt", ...END_COLUMNS.slice(1)] },
      filters: [
        ...(asksWhatWasDue(asked.hearing.text) ? [] : [OPEN]),
        { column: "plannedEndAt", op: "lt", value: by },
      ],
      uses: ["finished", "finish", "open", "planned", "vehicle", "driver"],
      said: new Set(tokensSaying(asked, SHOULD_BE_DONE)),
    };
  // Routes on their way, or due, that have no stop behind them.
  if (isToday && NONE_DONE.test(asked.hearing.text))
    return {
      part: {
        sort: [asc("plannedStartAt")],
        columns: [
          "name",
          "status",
          "plannedStartAt",
          "startedAt",
          "stopsDone",
          "stopsTotal",
          "vehicle",
          "driver",
        ],
      },
      filters: [OPEN, { column: "stopsDone", op: "eq", value: 0 }],
      uses: ["finished", "sumStops", "stop", "open", "vehicle", "driver"],
      said: new Set(tokensSaying(asked, NONE_DONE)),
    };
  return undefined;
};
