import { clockedInFilters } from "#server/ask/core/list-filters.ts";
import { asc, desc } from "#server/ask/core/plan-parts.ts";
import { boundFilter, has, linksOf, quantityOf, type Rule } from "#server/ask/core/question.ts";
import { namedRecords, recordsPlan } from "#server/ask/core/records-parts.ts";

const HOURS = /\b(?:hours?|minutes?|time|long)\b/i;
const LEFT =
  /\b(?:left|remain\w*|to spare|to go|still (?:be allowed to |may |can )?(?:drive|work)|more (?:can|may))\b/i;
const LIMIT =
  /\b(?:limits?|legal(?:ly)?|lawful|allow(?:ed|ance)|maximum|driving time|duty time|drive time)\b/i;
const SAID =
  /^(?:hours?|time|long|left|remain\w*|spare|still|limit|legal|legally|lawful|allow\w*|maximum|before|until|till|reach\w*|hit|run|out|pass|drive|driving|duty|work|his|her|their|he|she|they|law|by|each|every)$/;

/** What drivers have left of the hours that the law allows them on a day, least first. */
const hoursLeft: Rule = (asked) => {
  const { text, tokens } = asked.hearing;
  const named = linksOf(asked, "driver");
  const isOfDrivers = named.length > 0 || has(asked, "driver", "perDriver") || /\bwho\b/i.test(text);
  const isLimited =
    LIMIT.test(text) ||
    /\b(?:driving|duty|working|legal)\s+hours?\b|\b(?:hours?|time)\b.*\bleft\b|\bstill (?:drive|work)\b/i.test(
      text,
    );
  if (!isOfDrivers || !isLimited || !HOURS.test(text) || !LEFT.test(text)) return undefined;
  if (
    // "Going to go over" leaves nobody anything to go.
    (has(asked, "exceeds") &&
      /\bgo(?:es|ing)?\s+(?:over|past|beyond)\b/i.test(text) &&
      !/\bleft\b/i.test(text)) ||
    has(asked, "stop", "container", "exception", "overtime", "noBreak") ||
    linksOf(asked, "route").length > 0
  )
    return undefined;
  const window = asked.window ?? asked.today;
  if (window.firstDay !== asked.today.firstDay) return undefined;
  const { filters, uses } = namedRecords(asked, "shifts");
  const bound = quantityOf(asked, "s");
  const isMost = has(asked, "most", "best") && !has(asked, "least");
  return {
    plan: recordsPlan(asked, "shifts", {
      filters: [
        ...filters,
        ...clockedInFilters(window),
        // One who is named is told of though he has gone home.
        ...(named.length > 0 ? [] : [{ column: "isOnDuty", op: "eq" as const, value: true }]),
        ...(bound ? [boundFilter("hoursLeftS", bound, { op: "gte", value: 0 })] : []),
      ],
      // "How many hours" asks for the hours and not for a number of drivers.
      show: /\bhow many (?:drivers|crews|people|of (?:the|our) drivers)\b/i.test(text) ? "count" : "rows",
      sort: [isMost ? desc("hoursLeftS") : asc("hoursLeftS"), asc("driver")],
      columns: [
        "driver",
        "hoursLeftS",
        "dutyS",
        "drivenS",
        "clockedInAt",
        "expectedOffAt",
        "route",
        "vehicle",
      ],
    }),
    window,
    said: new Set(tokens.flatMap(({ text: said }, at) => (SAID.test(said.toLowerCase()) ? [at] : []))),
    uses: [
      "legalHours",
      "stopsLeft",
      "open",
      "pending",
      "whenWill",
      "exceeds",
      "driver",
      "perDriver",
      "howMany",
      "least",
      "most",
      "best",
      "worst",
      "handleFirst",
      "moreOrLess",
      "compare",
      "older",
      "drives",
      "didServe",
      "sumHours",
      "onDuty",
      "nearest",
      "finish",
      ...uses,
    ],
  };
};

/** Rules about what drivers may still work. */
export const HOURS_LEFT_RULES: readonly Rule[] = [hoursLeft];
